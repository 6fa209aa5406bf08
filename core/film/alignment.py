"""When the parts of a slide are said: their words are looked for in the words that are spoken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from core.film.slide import Layout, Slide
from core.film.sound import Word
from core.film.timeline import Spoken

_AT_ONCE = frozenset({"kicker", "headline", "body", "picture"})
"""Parts that stand from the shot's beginning, since they are what it is about."""

_KINETIC = frozenset({Layout.STATEMENT, Layout.QUOTE, Layout.TITLE, Layout.CALL})
"""Layouts whose headline itself lands word by word."""

_CONTINUED = frozenset({Layout.STATEMENT, Layout.SECTION})
"""Layouts whose body goes on with what is said, and comes in when it is."""

_TOKEN = re.compile(r"\w+", re.UNICODE)
_LEAD_MS = 120
"""A part begins to come in this long before its first word, so that it stands when it is heard."""

LONGEST_WAIT_MS = 1200
"""A headline that would land later than this stands from the beginning: a picture is never empty while somebody speaks."""


def tokens(text: str) -> list[str]:
    """The words of `text` as they are compared: without case, accents and endings; scripts without blanks by characters."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    found: list[str] = []
    for word in _TOKEN.findall("".join(c for c in plain if not unicodedata.combining(c))):
        found += list(word) if _unspaced(word) else [word if word.isdigit() else word[:6]]
    return found


def _unspaced(word: str) -> bool:
    return any("\u3040" <= c <= "\u30ff" or "\u4e00" <= c <= "\u9fff" or "\u0e00" <= c <= "\u0e7f" for c in word)


def said(slide: Slide, words: Sequence[Word], take_ms: int, end_ms: int) -> tuple[Spoken, ...]:
    """When each part of `slide` is said, in ms inside the scene whose take lies at `take_ms`..`end_ms`.

    Parts that come one after the other keep their order. A part whose words are not spoken gets a fair share of the time
    between its neighbours and is marked as not matched.
    """
    parts = slide.parts()
    heard = [(token, index) for index, word in enumerate(words) for token in tokens(word.text)]
    rare = _rarity([token for token, _ in heard])
    fixed = [p for p in parts if _stands(p[0], slide.layout)]
    moving = [p for p in parts if not _stands(p[0], slide.layout)]
    found = _in_order([tokens(text) for _, text in moving], [token for token, _ in heard], rare, _telling(slide, moving))
    starts: list[int | None] = []
    for position in found:
        starts.append(None if position is None else take_ms + words[heard[position][1]].start_ms - _LEAD_MS)
    times = _filled(starts, take_ms, end_ms)
    spoken = [Spoken(part=name, start_ms=0, end_ms=end_ms) for name, _ in fixed]
    for i, (name, _) in enumerate(moving):
        end = times[i + 1] if i + 1 < len(times) else end_ms
        if name == "headline" and times[i] > take_ms + LONGEST_WAIT_MS:
            spoken.append(Spoken(part=name, start_ms=0, end_ms=end_ms, matched=False))
            continue
        spoken.append(Spoken(part=name, start_ms=times[i], end_ms=max(end, times[i] + 1), matched=found[i] is not None))
    order = {name: i for i, (name, _) in enumerate(parts)}
    return tuple(sorted(spoken, key=lambda s: order[s.part]))


def _telling(slide: Slide, parts: Sequence[tuple[str, str]]) -> list[frozenset[str]]:
    """Of each part the words without which it is not said. A table's rows are made of the same words and figures: one is said
    only where half of what tells its first cell, or else all of it, from those of all others is."""
    if slide.table is None:
        return [frozenset()] * len(parts)
    firsts = _own([" ".join(row[:1]) for row in slide.table.rows])
    wholes = _own([" ".join(row) for row in slide.table.rows])
    own = [first or whole for first, whole in zip(firsts, wholes, strict=True)]
    return [own[int(name.split(":")[1])] if name.startswith("row:") else frozenset() for name, _ in parts]


def _own(texts: Sequence[str]) -> list[frozenset[str]]:
    """The words of each text that no other has."""
    found = [frozenset(tokens(text)) for text in texts]
    return [one.difference(*found[:i], *found[i + 1 :]) for i, one in enumerate(found)]


def _stands(name: str, layout: Layout) -> bool:
    comes = (name == "headline" and layout in _KINETIC) or (name == "body" and layout in _CONTINUED)
    return name in _AT_ONCE and not comes


def _rarity(heard: Sequence[str]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for token in heard:
        counts[token] = counts.get(token, 0) + 1
    return {token: (1.0 if len(token) > 2 or token.isdigit() else 0.35) / count for token, count in counts.items()}


def _in_order(
    parts: Sequence[Sequence[str]], heard: Sequence[str], rare: dict[str, float], telling: Sequence[frozenset[str]] = ()
) -> list[int | None]:
    """The best increasing assignment of parts to places in `heard`, by dynamic programming over (part, place)."""
    if not parts or not heard:
        return [None] * len(parts)
    size = len(heard)
    needed = telling or [frozenset()] * len(parts)
    scores = [[_score(part, heard, at, rare, must) for at in range(size)] for part, must in zip(parts, needed, strict=True)]
    best = [0.0] * (size + 1)
    choice: list[list[int | None]] = []
    for row in scores:
        after = [0.0] * (size + 1)
        picked: list[int | None] = [None] * (size + 1)
        for end in range(1, size + 1):
            after[end], picked[end] = after[end - 1], picked[end - 1]
            if best[end] > after[end] + 1e-9:
                after[end], picked[end] = best[end], None
            with_here = best[end - 1] + row[end - 1]
            if row[end - 1] > 0.5 and with_here > after[end] + 1e-9:
                after[end], picked[end] = with_here, end - 1
        choice.append(picked)
        best = after
    found: list[int | None] = [None] * len(parts)
    end = size
    for i in range(len(parts) - 1, -1, -1):
        found[i] = choice[i][end]
        place = found[i]
        if place is not None:
            end = place
    return found


def _score(part: Sequence[str], heard: Sequence[str], at: int, rare: dict[str, float], must: frozenset[str]) -> float:
    """How well `part` is said from `at` on: its rare words inside a window, best when the first word itself is hit."""
    if heard[at] not in part:
        return 0.0
    window = set(heard[at : at + max(3, len(part) + len(part) // 2 + 1)])
    if 2 * len(must & window) < len(must):
        return 0.0
    hit = sum(rare[token] for token in set(part) & window)
    return hit + (0.25 if part[0] == heard[at] else 0.0)


def _filled(starts: Sequence[int | None], first: int, end: int) -> list[int]:
    """Every start, unknown ones spread evenly between their neighbours, never before `first` less the lead nor going back."""
    times: list[int] = []
    for i, start in enumerate(starts):
        if start is not None:
            times.append(max(0, start, times[-1] if times else 0))
            continue
        before = times[-1] if times else first
        following = next(((j, s) for j, s in enumerate(starts[i:], i) if s is not None), None)
        gaps, until = (following[0] - i + 1, following[1]) if following else (len(starts) - i + 1, end)
        if not times and not following:
            times.append(max(0, before))
            continue
        times.append(max(before, before + (max(until, before) - before) // gaps))
    return times


def spoken_by(parts: Sequence[str], texts: Sequence[str]) -> list[int | None]:
    """Which of `texts`, that are spoken one after the other, speaks each of `parts`, which keep their order; None: none does."""
    heard = [(token, number) for number, text in enumerate(texts) for token in tokens(text)]
    words = [token for token, _ in heard]
    found = _in_order([tokens(part) for part in parts], words, _rarity(words))
    return [None if at is None else heard[at][1] for at in found]
