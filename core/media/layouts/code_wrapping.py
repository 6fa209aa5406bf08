"""Long lines of code in rows: broken at blanks and after punctuation, then between the parts of a name, inside a word last."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from core.media.layouts.highlight import Kind, Piece, Row, columns


class Break(IntEnum):
    """Where a line is broken, from what nobody minds to what nobody wants."""

    NONE = 0
    MARK = 1
    """At a blank, or behind punctuation."""
    JOINT = 2
    """Between the parts of a name: `on_any_` and `event`, `Event` and `Handler`."""
    WORD = 3


@dataclass(frozen=True)
class Wrapping:
    """A line in rows, and the worst place where it is broken."""

    rows: tuple[Row, ...]
    worst: Break


_BLANK, _COMMA, _BRACKET, _SIGN, _JOINT, _WORD, _NEVER = 0.0, 0.5, 2.0, 4.0, 40.0, 400.0, 4000.0
_ROW, _EMPTY = 6.0, 6.0
"""What one more row costs beside the costs of places, and an empty one: the emptier, the worse."""
_CLOSING, _OPERATORS = ")]},;:.", "=/:.+|&*<>%-!"
_LONGEST = 600
"""Characters that are weighed at once."""


@lru_cache(maxsize=2048)
def wrapped(row: Row, most: int, hang: int = 2) -> Wrapping:
    """`row` in rows of at most `most` columns, of which the later ones are indented as the first, and by `hang`.

    They are indented less where a word would be broken otherwise.
    """
    text = "".join(piece.text for piece in row)
    if columns(text) <= most:
        return Wrapping((row,), Break.NONE)
    indent = len(text) - len(text.lstrip())
    leads = list(dict.fromkeys(min(lead, most // 3) for lead in (indent + hang, indent, hang, 0)))
    costs = [_cost(text, i) for i in range(len(text))]
    best = _set(row, text, costs, most, leads[0])
    for lead in leads[1:]:
        if best.worst > Break.MARK and len(text) <= _LONGEST:
            best = min(best, _set(row, text, costs, most, lead), key=lambda way: way.worst)
    return best


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


def _set(row: Row, text: str, costs: list[float], most: int, lead: int) -> Wrapping:
    """The rows of a line whose later ones are indented by `lead`."""
    ends: list[int] = []
    for first in range(0, len(text), _LONGEST):
        ends += _ends(text, costs, first, min(len(text), first + _LONGEST), most, lead)
    found, start = [], 0
    for end in ends:
        part = _slice(row, start, end)
        found.append((Piece(" " * lead, Kind.PLAIN), *part) if start and lead else part)
        start = _behind_blanks(text, end)
    worst = max((costs[end] for end in ends if end < len(text)), default=_BLANK)
    return Wrapping(tuple(found), Break.MARK if worst <= _SIGN else Break.JOINT if worst <= _JOINT else Break.WORD)


def _ends(text: str, costs: list[float], first: int, last: int, most: int, lead: int) -> list[int]:
    """Where the rows of `text` between two places end, so that the costs of all breaks are least."""
    first = _behind_blanks(text, first) if first else 0
    best: dict[int, tuple[float, int, int]] = {first: (0.0, -1, 0)}
    for start in range(first, last):
        if start not in best:
            continue
        room = most - (lead if start else 0)
        used = 0
        for end in range(start + 1, last + 1):
            used += _width(text[end - 1])
            if used > room and end > start + 1:
                break
            over = _behind_blanks(text, end) if end < last else last
            price = 0.0 if over >= last else costs[end] + _ROW + _EMPTY * (1 - used / room) ** 2
            whole = best[start][0] + price
            if over not in best or whole < best[over][0]:
                best[over] = (whole, start, end)
    found: list[int] = []
    at = last if last in best else max(best)
    while at > first:
        _, before, end = best[at]
        found.append(end)
        at = before
    return found[::-1]


def _behind_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _width(letter: str) -> int:
    return 0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _cost(text: str, at: int) -> float:
    """What it costs to break before the character at `at`."""
    before, after = text[at - 1 : at], text[at]
    if after == " ":
        return _BLANK if text[:at].strip() else _NEVER
    if not before or before == " " or unicodedata.combining(after):
        return _NEVER
    if _width(before) == 2 or _width(after) == 2:
        return _BRACKET
    if after in _CLOSING:
        return _WORD
    if before in ",;":
        return _COMMA
    if before in "([{)]}":
        return _BRACKET
    return _operated(text[at - 2 : at - 1], before, after)


def _operated(ahead: str, before: str, after: str) -> float:
    """The same behind a sign between words, or between two letters; `ahead` is what stands before the sign."""
    joins = ahead.isalnum() and after.isalnum()
    if before in "_-":
        return _JOINT if joins else _WORD
    if before == ".":
        return _SIGN if (joins and not (ahead.isdigit() and after.isdigit())) or (ahead in ")]}\"'" and ahead) else _WORD
    if before in "=/:+|&":
        return _WORD if after in _OPERATORS else _SIGN
    return _JOINT if before.islower() and after.isupper() else _WORD


def _slice(row: Row, start: int, end: int) -> Row:
    found: list[Piece] = []
    at = 0
    for piece in row:
        part = piece.text[max(0, start - at) : max(0, end - at)]
        if part:
            found.append(Piece(part, piece.kind))
        at += len(piece.text)
    return tuple(found)
