"""Source code as coloured rows: Pygments finds what each piece is, long lines are broken with a hanging indent."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.token import Comment, Generic, Keyword, Literal, Name, Operator, Punctuation
from pygments.util import ClassNotFound

SHELLS = frozenset({"console", "shell-session", "shell", "bash", "sh", "zsh", "powershell", "ps1", "doscon", "terminal"})
TAB = "    "


class Kind(StrEnum):
    """What a piece of code is, as coarsely as it is coloured."""

    PLAIN = "plain"
    KEYWORD = "keyword"
    NAME = "name"
    STRING = "string"
    NUMBER = "number"
    COMMENT = "comment"
    OPERATOR = "operator"
    PROMPT = "prompt"
    OPTION = "option"


@dataclass(frozen=True)
class Piece:
    """Characters of one kind."""

    text: str
    kind: Kind


Row = tuple[Piece, ...]

_KINDS: tuple[tuple[Any, Kind], ...] = (
    (Comment.Preproc, Kind.KEYWORD),
    (Comment, Kind.COMMENT),
    (Generic.Prompt, Kind.PROMPT),
    (Generic.Output, Kind.COMMENT),
    (Generic.Inserted, Kind.STRING),
    (Generic.Deleted, Kind.OPTION),
    (Generic.Heading, Kind.KEYWORD),
    (Keyword, Kind.KEYWORD),
    (Operator.Word, Kind.KEYWORD),
    (Operator, Kind.OPERATOR),
    (Punctuation, Kind.OPERATOR),
    (Literal.String, Kind.STRING),
    (Literal.Number, Kind.NUMBER),
    (Literal, Kind.NUMBER),
    (Name.Tag, Kind.KEYWORD),
    (Name.Function, Kind.NAME),
    (Name.Class, Kind.NAME),
    (Name.Decorator, Kind.NAME),
    (Name.Attribute, Kind.NAME),
    (Name.Constant, Kind.NUMBER),
)


def highlighted(text: str, language: str = "") -> tuple[Row, ...]:
    """The lines of `text`, each in its pieces; tabs are four blanks, ends of lines carry none."""
    lines = [line.rstrip().replace("\t", TAB) for line in text.splitlines()]
    rows: list[list[Piece]] = [[]]
    for kind, value in _lexer(language).get_tokens("\n".join(lines)):
        for i, part in enumerate(value.split("\n")):
            if i:
                rows.append([])
            if part:
                rows[-1].append(Piece(part, _kind(kind)))
    rows = rows[: len(lines)] + [[] for _ in range(len(lines) - len(rows))]
    if language.lower() in SHELLS:
        prompts = any(line.startswith("$") for line in lines)
        rows = [_shell(line, row, prompts) for line, row in zip(lines, rows, strict=True)]
    return tuple(_joined(row) for row in rows)


def _joined(row: list[Piece]) -> Row:
    found: list[Piece] = []
    for piece in row:
        if found and found[-1].kind is piece.kind:
            found[-1] = Piece(found[-1].text + piece.text, piece.kind)
        else:
            found.append(piece)
    return tuple(found)


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer:
    try:
        return get_lexer_by_name(language.lower() or "text", stripnl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False)


def _kind(token: Any) -> Kind:
    return next((kind for parent, kind in _KINDS if token in parent), Kind.PLAIN)


def _shell(line: str, row: list[Piece], prompts: bool) -> list[Piece]:
    """Options stand out, versions are no numbers, and what follows a `#` where prompts are `$` is a remark."""
    if prompts and line.startswith("#"):
        return [Piece(line, Kind.COMMENT)]
    if prompts and not line.startswith("$"):
        return [Piece(line, Kind.COMMENT)] if line else []
    found: list[Piece] = []
    for piece in row:
        for word in _words(piece.text):
            option = word.startswith("-") and len(word) > 1 and piece.kind not in (Kind.COMMENT, Kind.STRING)
            kind = Kind.PLAIN if piece.kind is Kind.NUMBER else piece.kind
            found.append(Piece(word, Kind.OPTION if option else kind))
    return found


def _words(text: str) -> Iterator[str]:
    start = 0
    for i in range(1, len(text)):
        if text[i].isspace() != text[i - 1].isspace():
            yield text[start:i]
            start = i
    if text:
        yield text[start:]


def columns(text: str) -> int:
    """How many columns of a monospaced face `text` takes; wide East Asian characters take two, marks none."""
    plain = [c for c in unicodedata.normalize("NFC", text) if not unicodedata.combining(c)]
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in plain)


def wrapped(row: Row, most: int, hang: int = 2) -> tuple[Row, ...]:
    """`row` in as many rows of at most `most` columns as it needs.

    Broken after blanks and after punctuation where it can be; rows after the first are indented as the first, and by `hang`.
    """
    text = "".join(piece.text for piece in row)
    if columns(text) <= most:
        return (row,)
    indent = min(len(text) - len(text.lstrip()) + hang, most // 3)
    found: list[Row] = []
    start, lead = 0, 0
    while start < len(text):
        end = _end(text, start, most - lead)
        found.append((Piece(" " * lead, Kind.PLAIN), *_slice(row, start, end)) if lead else _slice(row, start, end))
        start, lead = end + (len(text[end:]) - len(text[end:].lstrip())), indent
    return tuple(found)


def tightened(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The same lines with half of their indentation, and none that all of them share: for narrow windows."""
    filled = [row for row in rows if any(piece.text.strip() for piece in row)]
    shared = min((_indent(row) for row in filled), default=0)
    found = []
    for row in rows:
        lead = _indent(row)
        body = _slice(row, lead, sum(len(piece.text) for piece in row))
        blanks = " " * ((lead - shared + 1) // 2)
        found.append((Piece(blanks, Kind.PLAIN), *body) if blanks and body else body)
    return tuple(found)


def _indent(row: Row) -> int:
    text = "".join(piece.text for piece in row)
    return len(text) - len(text.lstrip(" "))


def _end(text: str, start: int, room: int) -> int:
    used, hard = 0, start
    while hard < len(text) and used + columns(text[hard]) <= room:
        used += columns(text[hard])
        hard += 1
    hard = max(hard, start + 1)
    if hard >= len(text):
        return len(text)
    first = start + len(text[start:]) - len(text[start:].lstrip())
    for marks in (" ", ",;|&", "/.=:)]}>-_"):
        at = max((i + 1 for i in range(first, hard) if text[i] in marks), default=0)
        if at == hard or (at > first and at - start > room * 0.4):
            return at
    return hard


def _slice(row: Row, start: int, end: int) -> Row:
    found: list[Piece] = []
    at = 0
    for piece in row:
        part = piece.text[max(0, start - at) : max(0, end - at)]
        if part:
            found.append(Piece(part, piece.kind))
        at += len(piece.text)
    return tuple(found)
