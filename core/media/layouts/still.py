"""Still: a picture fills the frame, the camera moves slowly to what matters, and a few words stand over it."""

from __future__ import annotations

from collections.abc import Callable

import skia

from core.media import looks
from core.media.colour import paint, readable
from core.media.layer import Ground, Layer, Rect
from core.media.layouts.kit import BODY, Stage, text_layer
from core.media.layouts.moving import moving, still_behind
from core.media.layouts.paper import scrim, scrim_colour
from core.media.looks.idiom import Card
from core.media.stills import still_ground
from core.media.text import TextBlock

SHARE = 0.105
PLATED = (Card.RULED, Card.FLAT, Card.BLOCK)
"""Looks that set words over pictures on a plate of their own; the others darken the picture."""


def ground(stage: Stage) -> Ground | None:
    """The picture, darkened under the words where the look does so; behind a clip it stands still."""
    picture = stage.scene.slide.picture
    if picture is None:
        return None
    if picture.footage is not None:
        return still_behind(stage, picture)
    inward = bool(looks.turns.turn(stage.scene, 3))
    return still_ground(
        stage.files(picture.blob), picture, stage.frame.w, stage.frame.h, stage.total_ms,
        inward=inward, shade=_shade(stage),
    )  # fmt: skip


def under(stage: Stage) -> list[Layer]:
    """The clip, where the picture has one."""
    picture = stage.scene.slide.picture
    whole = Rect(0.0, 0.0, float(stage.frame.w), float(stage.frame.h))
    return [] if picture is None else moving(stage, picture, whole, _shade(stage))


def _shade(stage: Stage) -> Callable[[skia.Canvas, int, int], None] | None:
    """The veil over the picture where words stand on it; None where the look sets them on a plate."""
    words = _words(stage)
    if stage.idiom.card in PLATED or not words.blocks:
        return None
    return scrim(stage, max(0.25, (words.box.y - 0.05 * stage.em) / stage.frame.h))


class Words:
    """Kicker, headline and body, set from the bottom of the room upwards."""

    def __init__(self, box: Rect, blocks: list[tuple[str, TextBlock, float]]) -> None:
        self.box, self.blocks = box, blocks


def _words(stage: Stage) -> Words:
    """The words in the places that hold them; the body, then the kicker give way where the headline needs it."""
    for parts in (("kicker", "headline", "body"), ("kicker", "headline"), ("headline",)):
        words = _set(stage, parts)
        if words.box.h <= stage.room.h and all(block.fits for _, block, _ in words.blocks):
            break
    return words


def _set(stage: Stage, parts: tuple[str, ...]) -> Words:
    slide, room, em = stage.scene.slide, stage.room, stage.em
    pad = 0.045 * em if stage.idiom.card in PLATED else 0.0
    width = min(room.w, 1.25 * em) - 2 * pad
    left = 0.85 * room.h - 2 * pad
    texts = {"kicker": slide.kicker, "headline": slide.headline, "body": slide.body}
    styles = {"kicker": stage.text(0.036, weight=700, leading=1.15), "headline": stage.display(SHARE), "body": stage.text(BODY)}
    gaps = {"kicker": 0.026 * em, "headline": 0.032 * em, "body": 0.0}
    blocks: list[tuple[str, TextBlock, float]] = []
    used = 0.0
    for part in parts:
        if texts[part]:
            most = (left - used) * (0.7 if part == "headline" and "body" in parts and slide.body else 1.0)
            block = stage.fit(texts[part], styles[part], width, max(stage.frame.smallest, most), max_lines=4)
            blocks.append((part, block, gaps[part]))
            used += block.height + gaps[part]
    if blocks:
        part, block, gap = blocks[-1]
        blocks[-1], used = (part, block, 0.0), used - gap
    wide = max((block.width for _, block, _ in blocks), default=0.0) + 2 * pad
    tall = used + 2 * pad
    return Words(Rect(room.x, room.bottom - tall, wide, tall), blocks)


def layers(stage: Stage) -> list[Layer]:
    """The words at the lower left; nobody's face and no caption is there."""
    if stage.scene.slide.picture is None:
        from core.media.layouts import statement

        return statement.layers(stage)
    words = _words(stage)
    if not words.blocks:
        return []
    plated = stage.idiom.card in PLATED
    pad = 0.045 * stage.em if plated else 0.0
    plate = stage.palette.ink if stage.idiom.card is Card.BLOCK else stage.palette.ground
    back = plate if plated else scrim_colour(stage)
    found: list[Layer] = [_plate(stage, words.box, plate)] if plated else []
    x, y = words.box.x + pad, words.box.y + pad
    for order, (part, block, gap) in enumerate(words.blocks):
        ink = _ink(stage, part, back, plated)
        found.append(text_layer(stage, part, block, x, y, ink, pose=stage.enter(180, order), room=stage.room))
        y += block.height + gap
    return found


def _ink(stage: Stage, part: str, back: str, plated: bool) -> str:
    palette = stage.palette
    if not plated:
        return {"kicker": readable(palette.accent, "#66686C"), "body": "#F0F2F5"}.get(part, "#FFFFFF")
    if stage.idiom.card is Card.BLOCK:
        return readable(palette.ground, back)
    wanted = {"kicker": palette.accent, "headline": palette.ink, "body": palette.soft}[part]
    return readable(wanted, back)


def _plate(stage: Stage, box: Rect, colour: str) -> Layer:
    radius = stage.radius

    def draw(canvas: skia.Canvas, _: object) -> None:
        canvas.drawRoundRect(box.skia(), radius, radius, paint(colour))
        if stage.idiom.card is Card.RULED:
            canvas.drawRect(skia.Rect.MakeXYWH(box.x, box.y, box.w, 0.005 * stage.em), paint(stage.palette.ink))

    return Layer(box.inset(-2), draw, pose=stage.enter(60))
