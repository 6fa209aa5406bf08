"""Call to action: what to do now, and the button that does it, pressed when it is said."""

from __future__ import annotations

from core.media.colour import paint, readable
from core.media.layer import Layer, Pose, Rect
from core.media.layouts.composing import column
from core.media.layouts.furniture import arrow, shadow
from core.media.layouts.kinetic import word_layers, word_starts
from core.media.layouts.kit import Stage, aligned
from core.media.layouts.pointer import pointer_layers, press_scale
from core.media.looks.idiom import Card
from core.media.motion import together
from core.media.text import TextBlock

SHARE = 0.150
LONGEST = 34
"""Characters of a text below the headline that is short enough to be the button's."""


def layers(stage: Stage) -> list[Layer]:
    """Headline, text, button, and the pointer that presses it."""
    words, text = _button_words(stage)
    part = "item:0" if stage.scene.slide.items else "body"
    block = _button_block(stage, words) if words else None
    height = block.height + 2 * _pads(stage)[1] if block else 0.0
    gap = 0.06 * stage.em
    group = column(stage, stage.room, share=SHARE, extra=height + gap if block else 0.0, body_text=text, place=0.44)
    found: list[Layer] = [*group.kicker]
    if group.headline is not None:
        ink = stage.readable(stage.palette.ink)
        starts = word_starts(stage, "headline", group.headline)
        early = [min(start, 200.0 + 90.0 * i) for i, start in enumerate(starts)]
        found += word_layers(stage, "headline", group.headline, *group.headline_at, lambda i: ink, early, room=stage.room)
    found += group.body
    if block is not None:
        found += _button(stage, part, block, group.bottom + gap)
    return found


def _button_words(stage: Stage) -> tuple[str, str]:
    """The button's words and the text that remains above it."""
    slide = stage.scene.slide
    if slide.items:
        return slide.items[0].title, slide.body
    if slide.body and len(slide.body) <= LONGEST:
        return slide.body, ""
    return "", slide.body


def _pads(stage: Stage) -> tuple[float, float]:
    return 0.046 * stage.em, 0.032 * stage.em


def _button_block(stage: Stage, words: str) -> TextBlock:
    pad_x, _ = _pads(stage)
    room = stage.room.w - 2 * pad_x - 0.09 * stage.em
    return stage.fit(words, stage.text(0.048, weight=700, leading=1.15), room, 0.16 * stage.em, max_lines=2)


def _button(stage: Stage, part: str, block: TextBlock, y: float) -> list[Layer]:
    palette, em = stage.palette, stage.em
    pad_x, pad_y = _pads(stage)
    tip = 0.075 * em
    width = block.width + 2 * pad_x + tip
    x = aligned(stage.room, width, stage.side("left"))
    box = Rect(x, y, width, block.height + 2 * pad_y)
    fill = palette.ink if stage.idiom.card is Card.BLOCK else palette.accent
    ink = readable(palette.ground if stage.idiom.card is Card.BLOCK else palette.on_accent, fill)
    radius = min(box.h / 2, 4 * stage.radius)
    soft = stage.idiom.card in (Card.LIFTED, Card.GLASS)

    def draw(canvas: object, _: object) -> None:
        if soft:
            shadow(canvas, box, radius, 0.02 * em, fill, 0.35)
        canvas.drawRoundRect(box.skia(), radius, radius, paint(fill))  # type: ignore[attr-defined]
        block.draw(canvas, x + pad_x, y + pad_y, ink)
        end = box.right - pad_x
        arrow(canvas, (end - 0.040 * em, box.cy), (end, box.cy), ink, 0.0062 * em)

    start = min(stage.said(part).start_ms, 900.0)
    press = _press_time(stage, start)
    pose = together(stage.enter(start), lambda ms: Pose(scale=press_scale(ms, press)))
    spot = block.spot(part, x + pad_x, y + pad_y, ink, box)
    layer = Layer(box.inset(-0.06 * em), draw, pose=pose, texts=(spot,))
    return [layer, *pointer_layers(stage, box.right - 0.55 * pad_x, box.cy + 0.24 * box.h, press, stage.palette.ink)]


def _press_time(stage: Stage, start: float) -> float:
    end = float(stage.scene.take_end_ms) or stage.total_ms
    return max(start + 1500.0, min(start + 2200.0, end - 500.0))
