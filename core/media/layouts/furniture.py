"""Drawn things that layouts share: cards in the look's own way, badges, tiles, rules, bars, shadows, arrows and frames."""

from __future__ import annotations

import skia

from core.media.colour import mixed, paint, readable, stroke
from core.media.icons import icon
from core.media.layer import Layer, Rect
from core.media.layouts.kit import Stage, still
from core.media.looks.idiom import Badge, Card
from core.media.motion import Posed
from core.media.text import TextStyle, set_text


def shadow(canvas: skia.Canvas, rect: Rect, radius: float, depth: float, colour: str = "#000000", alpha: float = 0.16) -> None:
    """A soft shadow under a rounded rectangle; `depth` is how far it lies below, in pixels."""
    soft = paint(colour, alpha)
    soft.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, max(0.5, depth * 0.9)))
    box = rect.moved(0, depth * 0.7).inset(depth * 0.25)
    canvas.drawRoundRect(box.skia(), radius, radius, soft)


def shadow_layer(stage: Stage, rect: Rect, pose: Posed, *, depth: float = 0.022, alpha: float = 0.15) -> Layer:
    """A shadow of its own, so that a card lifts by its opacity alone; `depth` is a share of the em."""
    deep = depth * stage.em
    tone = mixed(stage.palette.ink, "#000000", 0.4)

    def draw(canvas: skia.Canvas, _: object) -> None:
        shadow(canvas, rect, stage.radius, deep, tone, alpha)

    return Layer(rect.inset(-2.6 * deep), draw, pose=pose)


def draw_card(canvas: skia.Canvas, stage: Stage, rect: Rect, *, strong: bool = False) -> None:
    """A card in the look's own way; `strong` is the one that is meant or spoken. Shadows are drawn apart."""
    palette, radius, box = stage.palette, stage.radius, rect.skia()
    hair = max(1.5, 0.0016 * stage.em)
    kind = stage.idiom.card
    if kind is Card.RULED:
        weight = 3 * hair if strong else hair
        canvas.drawRect(skia.Rect.MakeXYWH(rect.x, rect.y, rect.w, weight), paint(palette.ink if strong else palette.line))
        return
    if kind is Card.BLOCK:
        canvas.drawRoundRect(box, radius, radius, paint(palette.ink if not strong else palette.accent))
        return
    fill = mixed(palette.surface, palette.accent, 0.09) if strong and kind in (Card.WIRED, Card.FLAT) else palette.surface
    canvas.drawRoundRect(box, radius, radius, paint(fill))
    if kind is Card.LIFTED:
        return
    line = palette.accent if strong else palette.line
    edge = rect.inset(hair / 2)
    canvas.drawRoundRect(edge.skia(), radius, radius, stroke(line, hair * (1.6 if strong else 1.0)))


def card_ink(stage: Stage, *, strong: bool = False) -> tuple[str, str]:
    """The colours of important and of less important text on a card."""
    palette = stage.palette
    fill = card_fill(stage, strong=strong)
    return readable(palette.ink, fill), readable(palette.soft, fill)


def card_fill(stage: Stage, *, strong: bool = False) -> str:
    """The colour that text on a card stands on."""
    palette, kind = stage.palette, stage.idiom.card
    if kind is Card.RULED:
        return palette.ground
    if kind is Card.BLOCK:
        return palette.accent if strong else palette.ink
    return mixed(palette.surface, palette.accent, 0.09) if strong and kind in (Card.WIRED, Card.FLAT) else palette.surface


def card_layer(stage: Stage, rect: Rect, pose: Posed | None = None, *, strong: bool = False) -> Layer:
    """A card as a layer, with the shadow that lies under it at rest where the look has shadows."""
    lifted = stage.idiom.card is Card.LIFTED
    deep = 0.016 * stage.em

    def draw(canvas: skia.Canvas, _: object) -> None:
        if lifted:
            shadow(canvas, rect, stage.radius, deep, mixed(stage.palette.ink, "#000000", 0.4), 0.10)
        draw_card(canvas, stage, rect, strong=strong)

    return Layer(rect.inset(-2.6 * deep if lifted else -2), draw, pose=pose or still)


def draw_badge(canvas: skia.Canvas, stage: Stage, box: Rect, text: str, *, strong: bool, style: TextStyle | None = None) -> None:
    """A number or a few characters on the look's badge, in the middle of `box`."""
    fill, ink = badge_colours(stage, strong=strong)
    draw_badge_ground(canvas, stage, box, fill)
    size = box.h * (0.92 if stage.idiom.badge is Badge.NUMERAL else 0.5)
    face = style or TextStyle(stage.look.type.display, stage.look.type.display_weight, size)
    block = set_text(text, face, box.w * 2)
    block.draw(canvas, box.cx - block.width / 2, box.cy - block.baselines[0] + block.cap_height / 2, ink)


def draw_icon_tile(canvas: skia.Canvas, stage: Stage, box: Rect, name: str, *, strong: bool) -> None:
    """A packaged icon on the look's badge."""
    fill, ink = badge_colours(stage, strong=strong)
    draw_badge_ground(canvas, stage, box, fill)
    inner = box.inset(box.w * (0.08 if stage.idiom.badge is Badge.NUMERAL else 0.26))
    icon(name).draw(canvas, inner, ink, max(2.0, inner.w * 0.085))


def draw_badge_ground(canvas: skia.Canvas, stage: Stage, box: Rect, fill: str) -> None:
    """What stands behind a badge's number or icon; nothing where the look sets bare numerals."""
    kind = stage.idiom.badge
    if kind is Badge.DISC:
        canvas.drawCircle(box.cx, box.cy, box.w / 2, paint(fill))
    elif kind is Badge.TILE:
        radius = box.w * 0.26
        canvas.drawRoundRect(box.skia(), radius, radius, paint(fill))
    elif kind is Badge.SQUARE:
        canvas.drawRoundRect(box.skia(), box.w * 0.1, box.w * 0.1, paint(fill))


def badge_colours(stage: Stage, *, strong: bool) -> tuple[str, str]:
    """Fill and ink of a badge."""
    palette = stage.palette
    if stage.idiom.badge is Badge.NUMERAL:
        return palette.ground, readable(palette.accent if strong else palette.soft, palette.ground)
    if strong:
        return palette.accent, readable(palette.on_accent, palette.accent)
    return palette.tint, readable(palette.accent, palette.tint)


def accent_shader(stage: Stage, rect: Rect) -> skia.Shader | None:
    """The accent's gradient across `rect`, where the look fills with gradients."""
    palette = stage.palette
    if not stage.idiom.gradient or not palette.accent_end:
        return None
    colours = [skia.Color(255, 255, 255), *(int(paint(c).getColor()) for c in (palette.accent, palette.accent_end))]
    points = [skia.Point(rect.x, rect.y), skia.Point(rect.right, rect.bottom)]
    return skia.GradientShader.MakeLinear(points, colours, [0.0, 0.55, 1.0])


def arrow(canvas: skia.Canvas, start: tuple[float, float], end: tuple[float, float], colour: str, width: float) -> None:
    """A straight arrow with an open head."""
    (x0, y0), (x1, y1) = start, end
    length = max(1e-6, ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    head = min(length * 0.6, 4.2 * width)
    path = skia.Path()
    path.moveTo(x0, y0)
    path.lineTo(x1, y1)
    for side in (1, -1):
        path.moveTo(x1 - head * (ux - side * uy * 0.8), y1 - head * (uy + side * ux * 0.8))
        path.lineTo(x1, y1)
    canvas.drawPath(path, stroke(colour, width))
