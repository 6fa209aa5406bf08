"""Drawings over time: the waveform of a take with its words, and a film's timeline on its tracks. They follow the theme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.showing.views import Bar, Lanes
from pages.parts.address import moment
from pages.parts.words import clock

LANES = ("picture", "avatar", "captions", "narration", "music")
_CLOCK = "floor(datum.value / 60000) + ':' + (floor(datum.value / 1000) % 60 < 10 ? '0' : '') + (floor(datum.value / 1000) % 60)"
_SECONDS = "format(datum.value / 1000, '.1~f') + ' s'"
_EDGE = {"left": 4, "right": 4, "top": 4, "bottom": 4}
_GREY = "#8791A8"
"""Lines that are seen on light and on dark ground."""


def wave(levels: Sequence[int], words: Sequence[tuple[str, int, int]], duration_ms: int, key: str) -> None:
    """A waveform; `words` (word, start, end) stand under it where they are spoken."""
    each = duration_ms / len(levels)
    rows = [{"ms": round(i * each), "up": level, "down": -level} for i, level in enumerate(levels)]
    x = {"field": "ms", "type": "quantitative", "scale": {"domain": [0, duration_ms], "nice": False}, "axis": None}
    top = max(20, *levels)
    room = 46 if words else 0
    y = {"type": "quantitative", "scale": {"domain": [-top - room * top / 50, top]}, "axis": None}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": rows},
            "mark": {"type": "area", "interpolate": "monotone", "opacity": 0.85},
            "encoding": {"x": x, "y": {"field": "up", **y}, "y2": {"field": "down"}},
        }
    ]
    if words:
        layers += _words(words, duration_ms, x, y, top)
    st.vega_lite_chart(spec={"layer": layers, "height": 150 if words else 96, "padding": _EDGE}, key=key, alt="Waveform")


def _words(
    words: Sequence[tuple[str, int, int]], whole_ms: int, x: dict[str, Any], y: dict[str, Any], top: int
) -> list[dict[str, Any]]:
    rows = [
        {
            "ms": start,
            "word": word,
            "from": f"{start / 1000:.2f} s",
            "y": -top * (1.16 + 0.26 * (i % 3)),
            "needs": _wide(word) - 8,
            "room": (words[i + 3][1] if i + 3 < len(words) else whole_ms) - start,
        }
        for i, (word, start, end) in enumerate(words)
    ]
    values = {"values": rows}
    shown = {"condition": {"test": f"datum.room / {whole_ms} * width >= datum.needs", "field": "word"}, "value": ""}
    tip = [{"field": "word", "title": "Word"}, {"field": "from", "title": "From"}]
    return [
        {
            "data": values,
            "mark": {"type": "rule", "color": _GREY, "opacity": 0.5, "strokeDash": [2, 3]},
            "encoding": {"x": x, "y": {"field": "y", **y}, "y2": {"value": 0}},
        },
        {
            "data": values,
            "mark": {
                "type": "text",
                "align": "left",
                "dx": 3,
                "baseline": "middle",
                "color": _ink(),
                "fontSize": 11,
                "limit": 90,
            },
            "encoding": {"x": x, "y": {"field": "y", **y}, "text": shown, "tooltip": tip},
        },
    ]


def tracks(lanes: Lanes, key: str) -> None:
    """The timeline: what is seen, who is seen, captions, narration and music; a click plays the film from there."""
    used = [lane for lane in LANES if any(bar.lane == lane for bar in lanes.bars)]
    rows = [
        {
            "from": bar.start_ms, "to": bar.end_ms, "lane": bar.lane,
            "low": _low(used, bar.lane), "high": _low(used, bar.lane) + 0.84,
            "middle": _low(used, bar.lane) + 0.42, "label": bar.label, "link": moment(bar.start_ms),
            "at": f"{clock(bar.start_ms)}–{clock(bar.end_ms)}", "turn": bar.shot % 2,
            **_names(bar),
        }
        for bar in lanes.bars
    ]  # fmt: skip
    x = {
        "type": "quantitative",
        "scale": {"domain": [0, lanes.duration_ms], "nice": False},
        "axis": {"labelExpr": _CLOCK, "title": None, "grid": False, "values": _ticks(lanes.duration_ms), "domain": False},
    }
    labels = " : ".join([*(f"floor(datum.value) == {i} ? '{lane.capitalize()}'" for i, lane in enumerate(used)), "''"])
    y = {
        "type": "quantitative",
        "scale": {"domain": [len(used), 0], "nice": False},
        "axis": {
            "values": [_low(used, lane) + 0.42 for lane in used], "labelExpr": labels,
            "title": None, "grid": False, "ticks": False, "domain": False, "labelPadding": 8, "labelFontSize": 12,
        },
    }  # fmt: skip
    st.vega_lite_chart(spec={"layer": _layers(lanes, used, rows, x, y), "height": 46 * len(used), "padding": _EDGE}, key=key,
                       alt="Timeline with its tracks")  # fmt: skip


def _layers(
    lanes: Lanes, used: Sequence[str], rows: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any]
) -> list[dict[str, Any]]:
    tip = [{"field": "label", "title": "What"}, {"field": "at", "title": "When"}]
    bars = {
        "data": {"values": rows},
        "mark": {"type": "rect", "cornerRadius": 4, "stroke": None, "cursor": "pointer"},
        "encoding": {
            "x": {"field": "from", **x}, "x2": {"field": "to"}, "y": {"field": "low", **y}, "y2": {"field": "high"},
            "color": {"field": "lane", "type": "nominal", "scale": {"domain": list(LANES)}, "legend": None},
            "opacity": {"condition": {"test": "datum.turn == 1", "value": 0.42}, "value": 0.26},
            "href": {"field": "link"}, "tooltip": tip,
        },
    }  # fmt: skip
    names = {
        "data": {"values": [row for row in rows if row["name"]]},
        "mark": {"type": "text", "align": "left", "dx": 6, "baseline": "middle", "fontSize": 11, "color": _ink()},
        "encoding": {
            "x": {"field": "from", **x}, "y": {"field": "middle", **y}, "text": _fitting(lanes.duration_ms),
            "href": {"field": "link"}, "tooltip": tip,
        },
    }  # fmt: skip
    sounds = [
        _sound(levels, _low(used, lane), lane, x, y)
        for lane, levels in (("narration", lanes.narration), ("music", lanes.music))
        if lane in used and levels
    ]
    return [bars, *sounds, names]


def _sound(levels: Sequence[tuple[int, int]], low: float, lane: str, x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    top = max(level for _, level in levels) or 1
    rows = [
        {"from": ms, "up": low + 0.42 - 0.36 * level / top, "down": low + 0.42 + 0.36 * level / top, "lane": lane}
        for ms, level in levels
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "rule", "strokeWidth": 1.5, "opacity": 0.9},
        "encoding": {
            "x": {"field": "from", **x}, "y": {"field": "up", **y}, "y2": {"field": "down"},
            "color": {"field": "lane", "type": "nominal", "scale": {"domain": list(LANES)}, "legend": None},
        },
    }  # fmt: skip


def _ink() -> str:
    """The colour of words in a drawing, which cannot follow the theme by itself."""
    return "#EDEFF5" if st.context.theme.type == "dark" else "#14213D"


def _low(used: Sequence[str], lane: str) -> float:
    return used.index(lane) + 0.08


def _names(bar: Bar) -> dict[str, Any]:
    """What may stand in a bar: all of its name, its first words, its number; each with the pixels that it needs."""
    if bar.lane not in ("picture", "avatar"):
        return {"name": ""}
    name = f"{bar.shot} {bar.label}" if bar.lane == "picture" else bar.label
    number = str(bar.shot) if bar.lane == "picture" else ""
    brief = name if len(name) <= 14 else f"{name[:13].rstrip()}…"
    return {"name": name, "brief": brief, "number": number, "needs": _wide(name), "brief_needs": _wide(brief)}


def _wide(text: str) -> int:
    """About how many pixels a text takes in a drawing, with some air."""
    return round(len(text) * 6.1) + 14


def _fitting(whole_ms: int) -> dict[str, Any]:
    """The longest name that a bar has room for, as wide as it is drawn."""
    wide = f"(datum.to - datum.from) / {whole_ms} * width"
    return {
        "condition": [
            {"test": f"{wide} >= datum.needs", "field": "name"},
            {"test": f"{wide} >= datum.brief_needs", "field": "brief"},
            {"test": f"{wide} >= 20", "field": "number"},
        ],
        "value": "",
    }


def _ticks(duration_ms: int) -> list[int]:
    step = next(
        step for step in (1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 10**9) if duration_ms / step <= 10
    )
    return list(range(0, duration_ms + 1, step))
