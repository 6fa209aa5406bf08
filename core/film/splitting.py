"""A line that holds too much for one shot becomes two: its slide and its narration are divided together, nothing is cut off."""

from __future__ import annotations

import re

from core.film.script import Line
from core.film.slide import Slide

MOST_ITEMS = 5
MOST_ROWS = 6
MOST_CODE_LINES = 12
MOST_QUOTE = 240
MOST_NARRATION = 320
"""Characters; about twenty seconds of speech."""

_SENTENCE = re.compile(r"[^.!?。！？।]+(?:[.!?。！？।]+[\"'”’»)\]]*|$)\s*")
_PAUSE = re.compile(r"[,;:、，；]\s*")


def sentences(text: str) -> list[str]:
    """`text` in sentences; a full stop inside a number, a version or an address does not end one."""
    found: list[str] = []
    rest = ""
    for piece in _SENTENCE.findall(text):
        rest += piece
        ends = rest.endswith((" ", "\n")) or rest.rstrip()[-1:] in "。！？।"
        if ends:
            found.append(rest.strip())
            rest = ""
    if rest.strip():
        found.append(rest.strip())
    return [sentence for sentence in found if sentence]


def shots_of(line: Line) -> tuple[Line, ...]:
    """The line, or the two or more that it must become so that every one fits its frame."""
    half = _half(line.slide)
    if half is None and len(line.narration) <= MOST_NARRATION:
        return (line,)
    first, second, share = half or (line.slide, line.slide, 0.5)
    words = divide(line.narration, share)
    if words is None:
        return (line,)
    before = line.model_copy(update={"narration": words[0], "slide": first})
    after = line.model_copy(update={"narration": words[1], "slide": second})
    return shots_of(before) + shots_of(after)


def divide(text: str, share: float) -> tuple[str, str] | None:
    """`text` in two, near `share` of its length: between sentences if it can be, else at a pause, else between words."""
    pieces = sentences(text)
    ends: list[int] = []
    at = 0
    for piece in pieces[:-1]:
        at = text.index(piece, at) + len(piece)
        ends.append(at)
    if not ends:
        ends = [m.end() for m in _PAUSE.finditer(text) if 0 < m.end() < len(text)]
    if not ends:
        ends = [m.start() for m in re.finditer(r"\s+", text)]
    if not ends:
        return None
    cut = min(ends, key=lambda end: abs(end - share * len(text)))
    first, second = text[:cut].strip(), text[cut:].strip()
    return (first, second) if first and second else None


def _half(slide: Slide) -> tuple[Slide, Slide, float] | None:
    """The slide in two and the first one's share of it; None when it fits as it is."""
    if len(slide.items) > MOST_ITEMS:
        cut = (len(slide.items) + 1) // 2
        return _with(slide, cut, len(slide.items), "items")
    if slide.table and len(slide.table.rows) > MOST_ROWS:
        cut, count = (len(slide.table.rows) + 1) // 2, len(slide.table.rows)
        first = slide.table.model_copy(update={"rows": slide.table.rows[:cut], "focus": _focus(slide.table.focus, 0, cut)})
        second = slide.table.model_copy(update={"rows": slide.table.rows[cut:], "focus": _focus(slide.table.focus, cut, count)})
        return slide.model_copy(update={"table": first}), slide.model_copy(update={"table": second}), cut / count
    if slide.code and len(slide.code.text.splitlines()) > MOST_CODE_LINES:
        return _half_code(slide)
    if slide.quote and len(slide.quote.text) > MOST_QUOTE:
        words = divide(slide.quote.text, 0.5)
        if words:
            first_quote = slide.quote.model_copy(update={"text": words[0]})
            second_quote = slide.quote.model_copy(update={"text": words[1]})
            return slide.model_copy(update={"quote": first_quote}), slide.model_copy(update={"quote": second_quote}), 0.5
    return None


def _with(slide: Slide, cut: int, count: int, name: str) -> tuple[Slide, Slide, float]:
    whole = getattr(slide, name)
    return slide.model_copy(update={name: whole[:cut]}), slide.model_copy(update={name: whole[cut:]}), cut / count


def _focus(focus: int | None, first: int, end: int) -> int | None:
    return focus - first if focus is not None and first <= focus < end else None


def _half_code(slide: Slide) -> tuple[Slide, Slide, float]:
    assert slide.code is not None
    lines = slide.code.text.splitlines()
    middle = (len(lines) + 1) // 2
    blank = [i for i, line in enumerate(lines) if not line.strip() and 3 <= i <= len(lines) - 3]
    cut = min(blank, key=lambda i: abs(i - middle)) if blank else middle
    focus = slide.code.focus
    first = slide.code.model_copy(update={"text": "\n".join(lines[:cut]), "focus": tuple(i for i in focus if i < cut)})
    second = slide.code.model_copy(
        update={"text": "\n".join(lines[cut:]).strip("\n"), "focus": tuple(i - cut for i in focus if i >= cut)}
    )
    return slide.model_copy(update={"code": first}), slide.model_copy(update={"code": second}), cut / len(lines)
