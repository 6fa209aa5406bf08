"""Where lines may end, and where they end best: UAX 14, phrases of scripts without blanks, balanced by dynamic programming."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from core.film.phrasing import break_places, phrase_starts
from core.media.shaping import graphemes, script_of

_SHORT = 3
_AFTER_SHORT_WORD = 0.015
_BEFORE_UNIT = 0.12
_INSIDE_WORD = 0.06
_INSIDE_PHRASE = 0.12
_PUNCTUATION = -0.012
_UNIT_NAMES = (
    "% ‰ ° °C °F € $ £ ¥ x × ms s sec min h hr hrs d kB KB MB GB TB PB Mbit Gbit px pt dpi fps Hz kHz MHz GHz W kW V A mm cm m "
    "km m² km² mg g kg t ml l pp k M bn Mio Mrd am pm AM PM"
)
_UNITS = frozenset(_UNIT_NAMES.split())
"""What is never parted from the number before it."""

Places = tuple[tuple[int, float], ...]
"""(index, cost) of places where a line may begin, in order."""

UNSPACED = frozenset({"Hani", "Hira", "Kana", "Bopo", "Thai", "Laoo", "Khmr", "Mymr"})
"""Scripts that put no blanks between words."""


@lru_cache(maxsize=2048)
def opportunities(text: str, language: str = "") -> Places:
    """(index, cost) of every place where a new line may begin, in order; the text's end is not among them.

    Costs are on the scale of the squared share of a line that is left empty: a good place may be below zero.
    """
    places = dict.fromkeys(break_places(text), 0.0)
    scripts = {script for char in set(text) if (script := script_of(char)) in UNSPACED}
    phrases = phrase_starts(text, language) if scripts else frozenset()
    if "Thai" in scripts:
        places |= {at: 0.0 for at in phrases if script_of(text[at]) == "Thai"}
    fit = (at for at in sorted(places) if not (_before_unit(text, at) or _in_arrow(text, at)))
    return tuple((at, _cost(text, at, phrases if scripts else None)) for at in fit)


def between_phrases(text: str, language: str = "") -> Places:
    """The `opportunities` that part no phrase of a script without blanks."""
    return tuple((at, cost) for at, cost in opportunities(text, language) if cost < _INSIDE_PHRASE or text[at - 1].isspace())


@lru_cache(maxsize=2048)
def unspaced(text: str) -> bool:
    """Whether some of `text` is in a script without blanks."""
    return any(script_of(char) in UNSPACED for char in set(text))


def _in_arrow(text: str, at: int) -> bool:
    """Whether `at` parts an arrow that is written with a hyphen: `a->b`."""
    return text[at - 1] == "-" and text[at] == ">"


def _before_unit(text: str, at: int) -> bool:
    """Whether `at` parts a number from its unit."""
    if not text[at - 1].isspace() or not text[:at].rstrip()[-1:].isdigit():
        return False
    return text[at:].split(maxsplit=1)[0].rstrip(".,;:!?)") in _UNITS if text[at:].strip() else False


def _cost(text: str, at: int, phrases: frozenset[int] | None) -> float:
    before = text[at - 1]
    if not before.isspace():
        if phrases is not None and {script_of(before), script_of(text[at])} & UNSPACED:
            return 0.0 if at in phrases else _INSIDE_PHRASE
        return _PUNCTUATION if unicodedata.category(before) == "Pd" and len(text[:at].split()[-1]) == 1 else _INSIDE_WORD
    words = text[:at].split()
    last = words[-1] if words else ""
    following = text[at:].split(maxsplit=1)[0] if text[at:].strip() else ""
    if last[-1:].isdigit() and 0 < len(following.rstrip(".,;:!?")) <= _SHORT and not following[:1].isdigit():
        return _BEFORE_UNIT
    if last[-1:] in ",;:.!?…–—،؛؟।":
        return _PUNCTUATION
    return _AFTER_SHORT_WORD if len(last) <= _SHORT and last.isalpha() and not last.isupper() else 0.0


@lru_cache(maxsize=4096)
def tokens(text: str, language: str = "") -> tuple[tuple[int, int], ...]:
    """(start, end) of every word: what stands between blanks; in scripts without blanks, what lines keep together."""
    spans: list[tuple[int, int]] = []
    start: int | None = None
    breaks = {at for at, cost in opportunities(text, language) if _unspaced_break(text, at, cost)}
    for at, char in enumerate(text):
        if start is not None and (char.isspace() or at in breaks):
            spans.append((start, at))
            start = None
        if start is None and not char.isspace():
            start = at
    if start is not None:
        spans.append((start, len(text)))
    return tuple(spans)


def _unspaced_break(text: str, at: int, cost: float) -> bool:
    beside = {script_of(text[at - 1]), script_of(text[at])}
    return cost < _INSIDE_PHRASE and not text[at - 1].isspace() and bool(beside & UNSPACED)


def line_starts(
    text: str, advances: Sequence[float], width: float, places: Sequence[tuple[int, float]]
) -> tuple[int, ...] | None:
    """Where lines begin so that none is wider than `width`, with as few lines as possible, as equal as possible.

    `advances` and `width` in the same unit. None: some piece between two places is wider than `width`.
    """
    nodes = [0, *(at for at, _ in places), len(text)]
    costs = [0.0, *(cost for _, cost in places), 0.0]
    ends = _ends(text, advances, nodes)
    starts = _starts(advances, nodes)
    if any(ends[b] - starts[a] > width for a, b in pairwise(range(len(nodes)))):
        return None
    count = _fewest(starts, ends, width)
    if count == 1:
        return (0,)
    return tuple(nodes[i] for i in _balanced(starts, ends, costs, width, count))


def _starts(advances: Sequence[float], nodes: Sequence[int]) -> list[float]:
    total, sums = 0.0, [0.0]
    for advance in advances:
        total += advance
        sums.append(total)
    return [sums[node] for node in nodes]


def _ends(text: str, advances: Sequence[float], nodes: Sequence[int]) -> list[float]:
    """Where a line that ends before each node ends: without the blanks before it."""
    total, sums = 0.0, [0.0]
    for char, advance in zip(text, advances, strict=True):
        total += advance
        sums.append(sums[-1] if char.isspace() else total)
    return [sums[node] for node in nodes]


def _fewest(starts: Sequence[float], ends: Sequence[float], width: float) -> int:
    count, first = 1, 0
    for node in range(1, len(starts)):
        if ends[node] - starts[first] > width:
            count, first = count + 1, node - 1
    return count


def _balanced(starts: Sequence[float], ends: Sequence[float], costs: Sequence[float], width: float, count: int) -> list[int]:
    """First nodes of exactly `count` lines with the least sum of squared slack and costs."""
    last = len(starts) - 1
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, -1)}]
    for _ in range(count):
        reached: dict[int, tuple[float, int]] = {}
        for node, (cost, _from) in best[-1].items():
            for end in range(node + 1, last + 1):
                extent = ends[end] - starts[node]
                if extent > width:
                    break
                total = cost + (1 - extent / width) ** 2 + costs[end]
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, node)
        best.append(reached)
    path, node = [], last
    for row in range(count, 0, -1):
        node = best[row][node][1]
        path.append(node)
    return path[::-1]


def emergency(text: str, advances: Sequence[float], width: float, places: Places) -> Places:
    """`places`, and places between user-perceived characters inside those pieces that are wider than `width`."""
    nodes = [0, *(at for at, _ in places), len(text)]
    found = dict(places)
    for first, last in pairwise(nodes):
        if sum(advances[first:last]) > width:
            for at in graphemes(text):
                if first < at < last and script_of(text[at]) != "Arab":
                    found.setdefault(at, _INSIDE_WORD)
    return tuple(sorted(found.items()))
