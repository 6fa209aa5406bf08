"""Which way text runs: embedding levels and visual order after the Unicode Bidirectional Algorithm (UAX 9)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

from bidi import algorithm

_RIGHT = frozenset({"R", "AL", "AN"})
_NEEDS = _RIGHT | {"RLE", "RLO", "LRE", "LRO"}
_ISOLATES = str.maketrans(dict.fromkeys("\u2066\u2067\u2068\u2069", "\u200b"))
_PAIRS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "「": "」", "『": "』", "（": "）"}


@lru_cache(maxsize=2048)
def base_level(text: str) -> int:
    """0 where the first strong character runs left to right or there is none, else 1 (rules P2 and P3)."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind == "L":
            return 0
        if kind in ("R", "AL"):
            return 1
    return 0


@lru_cache(maxsize=2048)
def levels(text: str, base: int) -> tuple[int, ...]:
    """The embedding level of every character: even runs left to right, odd right to left.

    Isolates are not treated as such; bracket pairs are (rule N0).
    """
    if base == 0 and not any(unicodedata.bidirectional(char) in _NEEDS for char in text):
        return (0,) * len(text)
    storage = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = "LR"[base]
    algorithm.get_embedding_levels(text.translate(_ISOLATES), storage)
    for index, char in enumerate(storage["chars"]):
        char["index"] = index
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.calc_level_runs(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"])
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found = {char["index"]: int(char["level"]) for char in storage["chars"]}
    result, last = [], base
    for index in range(len(text)):
        last = found.get(index, last)
        result.append(last)
    return tuple(result)


def _strong(kind: str) -> str:
    if kind in ("R", "AL", "AN", "EN"):
        return "R"
    return "L" if kind == "L" else ""


def _resolve_brackets(chars: list[dict[str, Any]]) -> None:
    """Rule N0: a pair takes the embedding's direction if that occurs inside, else the one inside if the text before agrees."""
    open_at: list[int] = []
    pairs: list[tuple[int, int]] = []
    for at, char in enumerate(chars):
        if char["type"] != "ON":
            continue
        if char["ch"] in _PAIRS:
            open_at.append(at)
        elif open_at and _PAIRS[chars[open_at[-1]]["ch"]] == char["ch"]:
            pairs.append((open_at.pop(), at))
    for first, last in sorted(pairs):
        own = "LR"[chars[first]["level"] % 2]
        inside = {_strong(char["type"]) for char in chars[first + 1 : last]} - {""}
        if not inside:
            continue
        before = next((kind for char in reversed(chars[:first]) if (kind := _strong(char["type"]))), own)
        side = own if own in inside or before == own else before
        chars[first]["type"] = chars[last]["type"] = side


def visual_order(run_levels: list[int]) -> list[int]:
    """Indices of a line's runs from left to right (rule L2)."""
    order = list(range(len(run_levels)))
    if not run_levels:
        return order
    lowest_odd = min((level for level in run_levels if level % 2), default=max(run_levels) + 1)
    for level in range(max(run_levels), lowest_odd - 1, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and run_levels[order[end]] >= level:
                end += 1
            if end > at:
                order[at:end] = order[at:end][::-1]
            at = max(end, at + 1)
    return order
