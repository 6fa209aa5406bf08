"""A column of a few large words: kicker, headline and text set as one group, as large as the room allows, placed as one."""

from __future__ import annotations

from dataclasses import dataclass

from core.media.layer import Layer, Rect
from core.media.layouts.kit import BODY, Stage, aligned, kicker, text_layer
from core.media.text import TextBlock

KICKER_GAP, BODY_GAP = 0.038, 0.044
"""Of the em."""


ENOUGH = 0.62
NEARLY = 0.86
"""So much of the size is given for one line less: the lines are fuller then, and none is a word alone."""
LARGE_BODY = 1.3
"""How much larger the text below a headline is where there is room for it."""
WORTH = 0.72
"""That room is there where the headline keeps so much of its largest size."""
LARGER = 1.3
"""A headline is at least so much larger than the text below it; else the text is left out."""


@dataclass(frozen=True)
class Column:
    """Where the group's parts stand. `bottom` is where it ends; `headline_at` is the headline's top left."""

    top: float
    bottom: float
    kicker: tuple[Layer, ...]
    headline: TextBlock | None
    headline_at: tuple[float, float]
    body: tuple[Layer, ...]
    fits: bool


def column(
    stage: Stage, room: Rect, *, share: float, body_share: float = BODY, extra: float = 0.0, place: float = 0.46,
    align: str = "left", max_lines: int = 4, body_part: str = "body", body_text: str | None = None,
    body_start: float | None = None, few: bool = True,
) -> Column:  # fmt: skip
    """The slide's kicker, headline and body as one group in `room`, with `extra` pixels kept free below it.

    `share` is the headline's largest size, of the em; `place` is how much of the free height goes above. The body,
    then the kicker give way before the headline falls below the smallest size; a body whose words no caption shows stays,
    however small.
    """
    slide, em, align = stage.scene.slide, stage.em, stage.side(align)
    body_text = slide.body if body_text is None else body_text
    large = _body(stage, room, body_text, LARGE_BODY * body_share, align, 0.34 * room.h)
    full = _body(stage, room, body_text, body_share, align, 0.34 * room.h)
    small = None if stage.scene.captions else _body(stage, room, body_text, stage.frame.smallest / em, align, 0.6 * room.h, 7)
    least = [(small, True), (small, False)] if small is not None and small.fits else []
    for body, kicked in ((large, True), (full, True), *least, (None, True), (None, False)):
        kick_h = _kicker_height(stage, room, align) if kicked else 0.0
        used = kick_h + extra + (body.height + BODY_GAP * em if body else 0.0)
        headline = _headline(stage, room.w, max(room.h - used, stage.frame.smallest), share, align, max_lines, few=few)
        fits = headline.fits and used + headline.height <= room.h + 1
        if body is large and body is not None and headline.style.size < WORTH * stage.size(share):
            continue
        if fits and (body is None or body is small or headline.style.size >= LARGER * body.style.size):
            break
    height = kick_h + headline.height + (body.height + BODY_GAP * em if body else 0.0)
    top = room.y + max(0.0, room.h - height - extra) * place
    texts: tuple[Layer, ...] = ()
    if body is not None:
        at = (aligned(room, body.width, align), top + kick_h + headline.height + BODY_GAP * em)
        pose = stage.enter(_comes_at(stage, body_part) if body_start is None else body_start, 2)
        texts = (text_layer(stage, body_part, body, *at, stage.readable(stage.palette.soft), pose=pose, room=room),)
    kicks = (kicker(stage, slide.kicker, room, top, align=align)[0],) if kick_h else ()
    found = headline if headline.lines else None
    return Column(top, top + height, kicks, found, (aligned(room, headline.width, align), top + kick_h), texts, fits)


def _comes_at(stage: Stage, part: str) -> float:
    """When the text under a headline comes: early, or with its words where it goes on with the headline's sentence."""
    found = stage.scene.said(part)
    return max(260.0, float(found.start_ms)) if found is not None and found.matched else 260.0


def _headline(stage: Stage, width: float, height: float, share: float, align: str, max_lines: int, *, few: bool) -> TextBlock:
    """The headline in as few lines as leave it large: two at three fifths of the size are better than three at all of it."""
    style, text = stage.display(share, align=align), stage.scene.slide.headline
    if few:
        short = stage.fit(text, style, width, height, max_lines=min(2, max_lines))
        if short.fits and short.style.size >= ENOUGH * style.size:
            return short
    found = stage.fit(text, style, width, height, max_lines=max_lines)
    if found.fits and found.lines > 2:
        fewer = stage.fit(text, style, width, height, max_lines=found.lines - 1)
        if fewer.fits and fewer.style.size >= NEARLY * found.style.size:
            return fewer
    return found


def _kicker_height(stage: Stage, room: Rect, align: str) -> float:
    if not stage.scene.slide.kicker:
        return 0.0
    return kicker(stage, stage.scene.slide.kicker, room, room.y, align=align)[1] + KICKER_GAP * stage.em


def _body(stage: Stage, room: Rect, text: str, share: float, align: str, most: float, lines: int = 4) -> TextBlock | None:
    if not text:
        return None
    width = min(room.w, 26 * stage.size(share)) if align != "center" else room.w
    return stage.fit(text, stage.text(share, align=align), width, max(most, 1.4 * stage.frame.smallest), max_lines=lines)
