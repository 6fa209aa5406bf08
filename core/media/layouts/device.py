"""Screens that a picture is shown on: a browser's window, a phone, or a plain sheet."""

from __future__ import annotations

from dataclasses import dataclass

import skia

from core.media.colour import dark, mixed, paint, stroke
from core.media.layer import Rect
from core.media.layouts.furniture import shadow
from core.media.layouts.kit import Stage

STRIP, TOWER = 2.0, 0.66
"""How much wider and narrower than its picture a browser's opening may be."""


@dataclass(frozen=True)
class Device:
    """The frame around a picture and the opening that the picture is seen through, with the opening's corner radii."""

    kind: str
    body: Rect
    opening: Rect
    upper: float
    lower: float

    def outline(self) -> skia.Path:
        """The opening's outline."""
        path = skia.Path()
        rounded = skia.RRect()
        corners = [skia.Point(self.upper, self.upper)] * 2 + [skia.Point(self.lower, self.lower)] * 2
        rounded.setRectRadii(self.opening.skia(), corners)
        path.addRRect(rounded)
        return path


def device_in(stage: Stage, kind: str, room: Rect, shape: float) -> Device:
    """The largest device in `room` for a picture of `shape` (width by height).

    A browser takes all of the room unless it would become a strip or a tower; what does not fit is out of its view.
    """
    em = stage.em
    if kind == "phone":
        return _phone(room, shape)
    bar = 0.058 * em if kind == "browser" else 0.0
    w = room.w
    h = min(room.h, w / (shape * TOWER) + bar)
    w = min(w, (h - bar) * shape * STRIP)
    radius = max(0.014 * em, min(stage.radius, 0.03 * em))
    body = Rect(room.x, room.y + (room.h - h) * 0.4, w, h)
    opening = Rect(body.x, body.y + bar, body.w, body.h - bar)
    return Device(kind, body, opening, 0.0 if bar else radius, radius)


def _phone(room: Rect, shape: float) -> Device:
    h = room.h
    edge = 0.022 * h
    w = min((h - 2 * edge) * min(shape, 0.62) + 2 * edge, room.w)
    body = Rect(room.cx - w / 2, room.y, w, h)
    return Device("phone", body, body.inset(edge), 0.055 * h, 0.055 * h)


def draw_device(canvas: skia.Canvas, stage: Stage, device: Device) -> None:
    """The device without its picture."""
    body, em = device.body, stage.em
    night = dark(stage.palette.ground)
    if device.kind == "phone":
        radius = device.upper + (device.opening.x - body.x)
        shadow(canvas, body, radius, 0.03 * em, "#000000", 0.45 if night else 0.22)
        canvas.drawRoundRect(body.skia(), radius, radius, paint("#0B0D12"))
        canvas.drawRoundRect(body.inset(1.5).skia(), radius, radius, stroke("#4A4F5C", max(2.0, 0.002 * em)))
        return
    radius = device.lower
    shadow(canvas, body, radius, 0.032 * em, "#000000", 0.5 if night else 0.20)
    canvas.drawRoundRect(body.skia(), radius, radius, paint("#E8EAF0"))
    if device.kind == "browser":
        _bar(canvas, stage, device)
    if not night:
        line = stroke(mixed(stage.palette.ground, stage.palette.ink, 0.16), max(1.5, 0.0014 * em))
        canvas.drawRoundRect(body.skia(), radius, radius, line)


def _bar(canvas: skia.Canvas, stage: Stage, device: Device) -> None:
    body = device.body
    height = device.opening.y - body.y
    middle, dot = body.y + height / 2, 0.125 * height
    tones = (stage.palette.accent, mixed("#B9BFCC", stage.palette.accent, 0.25), "#B9BFCC")
    for i, tone in enumerate(tones):
        canvas.drawCircle(body.x + (0.55 + 0.42 * i) * height, middle, dot, paint(tone))
    width = min(0.44 * body.w, body.w - 4.2 * height)
    address = Rect(body.cx - width / 2, middle - 0.28 * height, width, 0.56 * height)
    if body.w < 8 * height:
        address = Rect(body.x + 1.9 * height, address.y, body.w - 2.5 * height, address.h)
    canvas.drawRoundRect(address.skia(), address.h / 2, address.h / 2, paint("#FFFFFF"))
    lock = Rect(address.x + 0.34 * address.h, address.cy - 0.06 * address.h, 0.28 * address.h, 0.24 * address.h)
    canvas.drawRoundRect(lock.skia(), 2, 2, paint("#9AA1B1"))
    bow = skia.Rect.MakeXYWH(lock.x + 0.05 * address.h, lock.y - 0.16 * address.h, 0.18 * address.h, 0.32 * address.h)
    canvas.drawArc(bow, 180, 180, False, stroke("#9AA1B1", 0.055 * address.h))
    words = Rect(lock.right + 0.3 * address.h, address.cy - 0.09 * address.h, 0.38 * address.w, 0.18 * address.h)
    canvas.drawRoundRect(words.skia(), words.h / 2, words.h / 2, paint("#D3D7E0"))
