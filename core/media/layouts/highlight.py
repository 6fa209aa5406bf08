"""Source code as coloured rows: Pygments finds what each piece is."""

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
