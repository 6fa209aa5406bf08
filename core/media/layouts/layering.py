"""What layouts put on their stage: text as layers, shapes, things that grow, chips, and where they stand."""

from __future__ import annotations

from collections.abc import Callable

import skia

from core.media.colour import mixed, paint, readable
from core.media.layer import HIDDEN, REST, Layer, Pose, Rect
from core.media.layouts.stage import Stage
from core.media.motion import Posed, ease_in_out, progress
from core.media.text import TextBlock


def text_layer(
    stage: Stage, part: str, block: TextBlock, x: float, y: float, colour: str, *,
    pose: Posed | None = None, alpha: float = 1.0, shader: skia.Shader | None = None, room: Rect | None = None,
) -> Layer:  # fmt: skip
    """A block of text as a layer with its top left at (x, y); reports its spot. Moves as `pose` says, else stands still."""
    pad = 0.4 * block.style.size

    def draw(canvas: skia.Canvas, _: object) -> None:
        block.draw(canvas, x, y, colour, alpha=alpha, shader=shader)

    rect = Rect(x, y, block.width, block.height).inset(-pad)
    return Layer(rect, draw, pose=pose or still, texts=(block.spot(part, x, y, colour, room),))


def still(ms: float) -> Pose:
    """Always there."""
    return REST


def shape_layer(rect: Rect, draw: Callable[[skia.Canvas], None], pose: Posed | None = None) -> Layer:
    """A drawing that never changes, moved as `pose` says."""
    return Layer(rect, lambda canvas, _: draw(canvas), pose=pose or still)


def growing(rect: Rect, draw: Callable[[skia.Canvas, float], None], share: Callable[[float], float], steps: int = 60) -> Layer:
    """A drawing that grows with `share(ms)` 0..1 and is redrawn only while it does; keep `rect` small. Hidden at 0."""

    def state(ms: float) -> float:
        return round(max(0.0, min(1.0, share(ms))) * steps) / steps

    def paint_it(canvas: skia.Canvas, value: object) -> None:
        draw(canvas, float(value))  # type: ignore[arg-type]

    return Layer(rect, paint_it, state=state, pose=lambda ms: REST if state(ms) > 0 else HIDDEN, keep=2)


def grown(start_ms: float, length_ms: float = 500.0) -> Callable[[float], float]:
    """A share that grows gently from 0 to 1."""
    return lambda ms: ease_in_out(progress(ms, start_ms, length_ms))


def chip(
    stage: Stage, part: str, block: TextBlock, x: float, y: float, pad_x: float, pad_y: float, *,
    fill: str = "", ink: str = "", pose: Posed | None = None,
) -> tuple[Layer, float]:  # fmt: skip
    """A text on a rounded pill whose top left is at (x, y), and the pill's height."""
    fill = fill or stage.palette.ink
    ink = readable(ink or stage.palette.ground, fill)
    box = Rect(x, y, block.width + 2 * pad_x, block.height + 2 * pad_y)
    radius = min(box.h, 2.6 * block.style.size) / 2

    def draw(canvas: skia.Canvas, _: object) -> None:
        canvas.drawRoundRect(box.skia(), radius, radius, paint(fill))
        block.draw(canvas, x + pad_x, y + pad_y, ink)

    spot = block.spot(part, x + pad_x, y + pad_y, ink, box)
    return Layer(box.inset(-2), draw, pose=pose or still, texts=(spot,)), box.h


def aligned(room: Rect, width: float, align: str) -> float:
    """x for something of that width in `room`."""
    return room.x + (room.w - width) * {"left": 0.0, "center": 0.5, "right": 1.0}[align]


def centred_y(room: Rect, height: float, share: float = 0.5) -> float:
    """y for something of that height in `room`: `share` of what is free goes above it."""
    return room.y + max(0.0, room.h - height) * share


def faint(stage: Stage, colour: str, share: float) -> str:
    """`colour` thinned towards the ground: `share` of it remains."""
    return mixed(stage.palette.ground, colour, share)
