"""A text as blocks under headings, each with its first and last line in the source, counted from 1."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markdown_it.token import Token

from core.errors import EmptyBrief
from core.media.reading.characters import check_readable, visible, without_long_words
from core.media.reading.credits import said_by
from core.media.reading.headers import front_pairs
from core.media.reading.inline import MARKDOWN, Words, words_of
from core.media.reading.plain import as_markdown
from core.media.reading.sentences import word_count

_BEGINNING = re.compile(r"^(?:summary|abstract|synopsis|overview|introduction|about|description)$", re.I)
"""Headings that say how a text begins, and not what it is about."""

YES, NO = "✓", "✗"
_MARKS = {YES: "✅✔☑✓🟢👍", NO: "❌✖✗✘⛔🔴🚫👎"}
"""What stands for a table's pictographs."""


@dataclass(frozen=True)
class Paragraph:
    """Prose."""

    raw: str
    first: int
    last: int
    references: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def words(self) -> Words:
        """Its words; read when first asked for, since most of a long text is never used."""
        return words_of(self.raw, self.references)


@dataclass(frozen=True)
class Entry:
    """One item of a list, with the items under it."""

    raw: str
    first: int
    last: int
    under: tuple[Entry, ...] = ()
    references: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def words(self) -> Words:
        """Its words; read when first asked for."""
        return words_of(self.raw, self.references)


@dataclass(frozen=True)
class Listing:
    """A list."""

    entries: tuple[Entry, ...]
    ordered: bool
    first: int
    last: int


@dataclass(frozen=True)
class Grid:
    """A table: texts of its cells, and the source line of each row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    first: int
    last: int


@dataclass(frozen=True)
class Snippet:
    """A block of code."""

    text: str
    language: str
    first: int
    last: int


@dataclass(frozen=True)
class Saying:
    """A blockquote, with who said it where that is written under it."""

    text: str
    by: str
    first: int
    last: int


Block = Paragraph | Listing | Grid | Snippet | Saying


@dataclass
class Section:
    """Blocks under one heading. The first section of a text may have none (`level` 0)."""

    heading: Words
    level: int
    first: int
    blocks: list[Block] = field(default_factory=list)
    above: str = ""
    """The heading that this one stands under."""


@dataclass(frozen=True)
class Document:
    """A whole text."""

    sections: tuple[Section, ...]
    front: dict[str, str]
    long_words: int = 0
    """How many runs were left out because nobody can say them."""


def read(text: str) -> Document:
    """`text`, Markdown or plain, as a document. Raises `EmptyBrief`, `NotText` or `BriefTooLong`."""
    check_readable(text)
    bare, long_words = without_long_words(visible(text))
    if not any(c.isalnum() for c in bare):
        raise EmptyBrief("There is nothing to read: the source has only runs of characters that are no words.")
    source = "\n".join(as_markdown(bare))
    tokens: list[Token] = []
    references: dict[str, Any] = {}
    MARKDOWN.block.parse(source, MARKDOWN, references, tokens)
    reader = _Reader(tokens, references)
    reader.read()
    return Document(tuple(_placed(_begun(reader.sections))), reader.front, long_words)


def _begun(sections: list[Section]) -> list[Section]:
    """Sections without the heading of the first where it heads the beginning only, and no more of the text."""
    first, *others = [section for section in sections if section.level] or sections
    whole = sections[0].level or sections[0].blocks or all(other.level > first.level for other in others)
    if whole or not _BEGINNING.match(first.heading.text.rstrip(":.")) or not any(map(_tells, first.blocks)):
        return sections
    return [Section(Words(""), 0, first.first, first.blocks), *others]


def _tells(block: Block) -> bool:
    """Whether a block has words enough to say what a text is about."""
    return isinstance(block, Paragraph) and word_count(block.words.text) > 12


def _placed(sections: list[Section]) -> list[Section]:
    """Sections with the heading above each."""
    path: list[Section] = []
    for section in sections:
        while path and path[-1].level >= section.level:
            path.pop()
        section.above = path[-1].heading.text if path else ""
        if section.level:
            path.append(section)
    return [s for s in sections if s.level or s.blocks]


class _Reader:
    """Walks over block tokens once."""

    def __init__(self, tokens: list[Token], references: dict[str, Any]) -> None:
        self.references = references
        self.tokens = tokens
        self.at = 0
        self.front: dict[str, str] = {}
        self.sections = [Section(Words(""), 0, 1)]

    def read(self) -> None:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.type == "front_matter":
                self.front = front_pairs(token.content)
                self.at += 1
            elif token.type == "heading_open":
                words = words_of(self.tokens[self.at + 1].content, self.references)
                if words.text:
                    self.sections.append(Section(words, int(token.tag[1]), _lines(token)[0]))
                self.at = self._close(self.at) + 1
            else:
                self.sections[-1].blocks += self._block()

    def _block(self) -> list[Block]:
        """The blocks that begin here; moves behind them."""
        token, start = self.tokens[self.at], self.at
        if token.nesting != 1:
            self.at += 1
            return _snippet(token)
        end = self._close(start)
        self.at = end + 1
        if token.type == "paragraph_open":
            return self._paragraph(start)
        if token.type in ("bullet_list_open", "ordered_list_open"):
            first, last = _lines(token)
            entries = self._entries(start, end, 0)
            lists = [Listing(entries, token.type.startswith("ordered"), first, last)] if entries else []
            return [*lists, *self._inside_items(start, end)]
        if token.type == "blockquote_open":
            return self._quote(start, end)
        return self._grid(start, end) if token.type == "table_open" else []

    def _close(self, start: int) -> int:
        depth = 0
        for i in range(start, len(self.tokens)):
            depth += self.tokens[i].nesting
            if depth == 0:
                return i
        return len(self.tokens) - 1

    def _paragraph(self, start: int) -> list[Block]:
        first, last = _lines(self.tokens[start])
        raw = self.tokens[start + 1].content
        return [Paragraph(raw, first, last, self.references)] if raw.strip() else []

    def _entries(self, start: int, end: int, depth: int) -> tuple[Entry, ...]:
        found: list[Entry] = []
        i = start + 1
        while i < end:
            if self.tokens[i].type == "list_item_open":
                close = self._close(i)
                found += self._entry(i, close, depth)
                i = close
            i += 1
        return tuple(found)

    def _entry(self, start: int, end: int, depth: int) -> list[Entry]:
        """The item between two tokens; the items under it where it has no words of its own."""
        texts: list[str] = []
        under: tuple[Entry, ...] = ()
        first, last = _lines(self.tokens[start])
        i, told = start + 1, last
        while i < end:
            token = self.tokens[i]
            if token.type in ("bullet_list_open", "ordered_list_open"):
                close = self._close(i)
                under += self._entries(i, close, depth + 1) if depth < 2 else ()
                told, i = min(told, _lines(token)[0] - 1), close
            elif token.type == "inline" and not under:
                texts.append(token.content)
            i += 1
        raw = "\n".join(texts)
        return [Entry(raw, first, max(first, told), under, self.references)] if raw.strip() else list(under)

    def _inside_items(self, start: int, end: int) -> list[Block]:
        """Code that stands inside list items, as blocks behind the list."""
        return [block for token in self.tokens[start:end] for block in _snippet(token)]

    def _quote(self, start: int, end: int) -> list[Block]:
        first, last = _lines(self.tokens[start])
        rows = [row for token in self.tokens[start:end] if token.type == "inline" for row in token.content.split("\n")]
        rows = [row.strip() for row in rows if row.strip()]
        if rows and re.match(r"\[!\w+\]", rows[0]):
            return [Paragraph("\n".join(rows), first, last, self.references)]
        text, by = said_by(rows)
        return [Saying(text, by, first, last)] if text else []

    def _grid(self, start: int, end: int) -> list[Block]:
        rows: list[tuple[str, ...]] = []
        lines: list[int] = []
        for i in range(start, end):
            if self.tokens[i].type == "tr_open":
                close = self._close(i)
                cells = [self._cell(token.content) for token in self.tokens[i:close] if token.type == "inline"]
                rows.append(tuple(cells))
                lines.append(_lines(self.tokens[i])[0])
        first, last = _lines(self.tokens[start])
        if len(rows) < 2 or not rows[0]:
            return []
        return [Grid(rows[0], tuple(rows[1:]), tuple(lines[1:]), first, last)]

    def _cell(self, raw: str) -> str:
        """A cell's words; a pictograph that says yes or no, and stands alone, as a mark."""
        words = words_of(raw, self.references).text
        said = next((mark for mark, signs in _MARKS.items() if any(sign in raw for sign in signs)), "")
        return words if any(c.isalnum() for c in words) else said or words


def _snippet(token: Token) -> list[Block]:
    if token.type not in ("fence", "code_block") or not token.content.strip():
        return []
    first, last = _lines(token)
    language = token.info.strip().split(" ")[0].split(",")[0].strip("{}.").lower() if token.info.strip() else ""
    return [Snippet(token.content.rstrip("\n"), language, first, last)]


def _lines(token: Token) -> tuple[int, int]:
    first, end = token.map or [0, 1]
    return first + 1, max(first + 1, end)
