"""Screenshot: on a device, the view moves close to the region that is meant, the rest dims, a pointer and a callout show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
import skia

from core.film.slide import Picture
from core.media.colour import paint, stroke
from core.media.layer import HIDDEN, REST, Layer, Pose, Rect
from core.media.layouts.device import Device, device_in, draw_device
from core.media.layouts.kit import Head, Stage, heading, text_layer
from core.media.layouts.pointer import pointer_layers
from core.media.motion import Posed, ease_in_out, ease_out, mix, progress
from core.media.stills import load, window_of
from core.media.text import TextBlock
from core.media.yuv import Pixels

CLOSER = 1.28
STEPS = 36
MOVE_MS = 1100.0
REGION = (0.37, 0.37)
"""Share of the picture that the region in focus takes, if the view has room for it."""
DIM = 0.46


@dataclass(frozen=True)
class Plan:
    """Where everything is and when it happens."""

    head: Head
    device: Device
    region: Rect
    callout: TextBlock | None
    callout_at: tuple[float, float]
    focus_ms: float


def layers(stage: Stage) -> list[Layer]:
    """Headline, device, view, the light on the region, pointer, callout."""
    picture = stage.scene.slide.picture
    if picture is None:
        from core.media.layouts import title

        return title.layers(stage)
    plan = _plan(stage, picture)
    device = plan.device
    pose = stage.enter(150)
    shell = Layer(device.body.inset(-0.09 * stage.em), lambda canvas, _: draw_device(canvas, stage, device), pose=pose)
    found = [*plan.head.layers, shell, _view(stage, picture, plan, pose)]
    found += [_dimmed(plan, stage), _ring(plan, stage)]
    accent = stage.palette.accent
    region = plan.region
    at = (region.cx + 0.16 * region.w, region.cy + 0.1 * region.h)
    found += pointer_layers(stage, *at, plan.focus_ms + 250, accent)
    return [*found, *_callout(stage, plan)]


def _plan(stage: Stage, picture: Picture) -> Plan:
    em, room, body = stage.em, stage.room, stage.scene.slide.body
    phone = picture.device == "phone" and stage.frame.wide
    stand = 0.56 * room.h if phone else 0.0
    words = Rect(room.x, room.y, room.w - stand - 0.06 * em, room.h) if phone else room
    head = heading(stage, words, most=0.3, max_lines=3 if phone else 2, gap=0.05, prefer=0 if phone else 1)
    rest = head.rest
    beside = stage.frame.wide and not phone and rest.w > 0.9 * em and bool(body)
    width = 0.25 * rest.w if beside else rest.w
    style = stage.text(0.046, weight=700, leading=1.22)
    block = stage.fit(body, style, width - 0.07 * em, 0.4 * rest.h, max_lines=6) if body else None
    if block is not None and (not block.fits or block.width > width - 0.06 * em):
        block = None
    used = block.height + 0.05 * em if block and not beside else 0.0
    place = Rect(rest.x, rest.y, rest.w - (width + 0.03 * em if beside and block else 0.0), rest.h - used)
    if phone:
        place = Rect(room.right - stand, room.y, stand, room.h)
    device = device_in(stage, picture.device, place, picture.width / picture.height)
    region = _region(device, picture)
    if beside:
        half = block.height / 2 if block else 0.0
        at = (device.body.right + 0.10 * em, min(max(rest.y, region.cy - half), rest.bottom - 2 * half))
    else:
        at = (rest.x + 0.06 * em, rest.y + 0.02 * em if phone else device.body.bottom + 0.05 * em)
    return Plan(head, device, region, block, at, _focus_ms(stage))


def _focus_ms(stage: Stage) -> float:
    """Once the picture has been seen whole: when the body is said where it is spoken later, else a third into the shot."""
    end = float(stage.scene.take_end_ms) or stage.total_ms
    return min(max(1300.0, 0.34 * end), max(900.0, stage.total_ms - 2200.0))


def _views(device: Device, picture: Picture) -> tuple[Rect, Rect]:
    """What is seen of the picture first and at last, in its pixels."""
    opening, focus = device.opening, (picture.focus_x, picture.focus_y)
    first = window_of(picture.width, picture.height, opening.w, opening.h, focus)
    w, h = first.w / CLOSER, first.h / CLOSER
    x = min(max(first.x, focus[0] * picture.width - w / 2), first.right - w)
    y = min(max(first.y, focus[1] * picture.height - h / 2), first.bottom - h)
    return first, Rect(x, y, w, h)


def _region(device: Device, picture: Picture) -> Rect:
    """The region that is meant, on the frame, once the view is close."""
    _, last = _views(device, picture)
    opening = device.opening
    w = min(REGION[0] * picture.width / last.w, 0.8) * opening.w
    h = min(REGION[1] * picture.height / last.h, 0.8) * opening.h
    x = opening.x + (picture.focus_x * picture.width - last.x) / last.w * opening.w - w / 2
    y = opening.y + (picture.focus_y * picture.height - last.y) / last.h * opening.h - h / 2
    edge = 0.02 * opening.w
    return Rect(
        min(max(opening.x + edge, x), opening.right - edge - w), min(max(opening.y + edge, y), opening.bottom - edge - h), w, h
    )


def _view(stage: Stage, picture: Picture, plan: Plan, pose: Posed) -> Layer:
    """The picture in its opening; drawn again only while the view moves closer."""
    opening, path = plan.device.opening, stage.files(picture.blob)
    first, last = _views(plan.device, picture)
    outline = plan.device.outline()
    size = (max(1, round(opening.w)), max(1, round(opening.h)))

    def state(ms: float) -> int:
        return round(STEPS * ease_in_out(progress(ms, plan.focus_ms - 0.6 * MOVE_MS, MOVE_MS)))

    def draw(canvas: skia.Canvas, step: object) -> None:
        share = cast(int, step) / STEPS
        window = Rect(*(mix(a, b, share) for a, b in zip(_tuple(first), _tuple(last), strict=True)))
        image = skia.Image.fromarray(_sampled(load(path), window, size, picture), colorType=skia.kRGBA_8888_ColorType)
        canvas.save()
        canvas.clipPath(outline, True)
        canvas.drawImage(image, opening.x, opening.y)
        canvas.restore()

    return Layer(opening.inset(-1), draw, state=state, pose=pose, keep=1)


def _tuple(rect: Rect) -> tuple[float, float, float, float]:
    return rect.x, rect.y, rect.w, rect.h


def _sampled(pixels: Pixels, window: Rect, size: tuple[int, int], picture: Picture) -> Pixels:
    # The window is told in the slide's picture pixels; the file may be of another size.
    scale = pixels.shape[1] / picture.width
    step = window.w * scale / size[0]
    matrix = np.array([[step, 0, window.x * scale + step / 2 - 0.5], [0, step, window.y * scale + step / 2 - 0.5]])
    if step > 1.6:
        smaller = cv2.resize(pixels, None, fx=1.25 / step, fy=1.25 / step, interpolation=cv2.INTER_AREA)
        matrix *= smaller.shape[1] / pixels.shape[1]
        pixels = np.asarray(smaller, np.uint8)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(pixels, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _shown(plan: Plan, lead: float = 0.0) -> Posed:
    def pose(ms: float) -> Pose:
        u = progress(ms, plan.focus_ms + lead, 450.0)
        return HIDDEN if u <= 0 else REST if u >= 1 else Pose(opacity=ease_in_out(u))

    return pose


def _dimmed(plan: Plan, stage: Stage) -> Layer:
    """Shade over the view with the region left light."""
    radius = 0.014 * stage.em

    def draw(canvas: skia.Canvas, _: object) -> None:
        canvas.save()
        hole = skia.Path()
        hole.addRoundRect(plan.region.skia(), radius, radius)
        canvas.clipPath(hole, skia.ClipOp.kDifference, True)
        canvas.drawPath(plan.device.outline(), paint("#0A0E1C", DIM))
        canvas.restore()

    return Layer(plan.device.opening.inset(-1), draw, pose=_shown(plan))


def _ring(plan: Plan, stage: Stage) -> Layer:
    """The line around the region; draws itself together."""
    radius, width = 0.014 * stage.em, 0.0058 * stage.em

    def pose(ms: float) -> Pose:
        u = progress(ms, plan.focus_ms + 80, 480.0)
        return HIDDEN if u <= 0 else REST if u >= 1 else Pose(scale=mix(1.12, 1.0, ease_out(u)), opacity=ease_out(u))

    def draw(canvas: skia.Canvas, _: object) -> None:
        line = plan.region.inset(-width / 2)
        canvas.drawRoundRect(line.skia(), radius, radius, stroke(stage.palette.accent, width))

    return Layer(plan.region.inset(-2 * width), draw, pose=pose)


def _callout(stage: Stage, plan: Plan) -> list[Layer]:
    if plan.callout is None:
        return []
    x, y = plan.callout_at
    dot = 0.0135 * stage.em
    middle = y + plan.callout.cap_height / 2 if plan.callout.lines else y
    spot = Rect(x - 0.045 * stage.em - dot, middle - dot, 2 * dot, 2 * dot)
    pose = stage.enter(plan.focus_ms + 320)
    colour = stage.readable(stage.palette.ink)
    disc = Layer(
        spot.inset(-2), lambda canvas, _: canvas.drawCircle(spot.cx, spot.cy, dot, paint(stage.palette.accent)), pose=pose
    )
    return [disc, text_layer(stage, "body", plan.callout, x, y, colour, pose=pose, room=stage.room)]
