"""Texts are measured as they stand on the drawn picture."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pytest
import skia

from core.media import yuv
from core.media.compositor import Compositor
from core.media.fonts import face_of
from core.media.layer import Ground, Layer, Picture, Rect
from core.media.legible import contrast_at

W, H = 960, 540
SIZE = 60.0
BOX = Rect(100, 200, 430, 70)


def drawn(ink: int, ground: int, busy: bool = False) -> list[yuv.Pixels]:
    def back(canvas: skia.Canvas, w: int, h: int) -> None:
        canvas.clear(ground)
        if busy:
            rng = np.random.default_rng(4)
            for x, y, light in rng.random((300, 3)):
                tone = int(light * 255)
                canvas.drawCircle(x * w, y * h, 50, skia.Paint(Color=skia.Color(tone, tone, tone), AntiAlias=True))

    def words(canvas: skia.Canvas, state: Hashable) -> None:
        canvas.drawString(
            "Offline sync", BOX.x, BOX.y + 52, face_of("Manrope", 800).font(SIZE), skia.Paint(Color=ink, AntiAlias=True)
        )

    out = yuv.blank(W, H)
    Compositor(Picture(Ground(back), (Layer(BOX.inset(-10), words),)), W, H).frame(0, out)
    return out


@pytest.mark.parametrize(
    ("ink", "ground", "ratio"),
    [
        (0xFF000000, 0xFFFFFFFF, 21.0),
        (0xFF14213D, 0xFFFAF6F0, 14.9),
        (0xFF777777, 0xFFFFFFFF, 4.48),
        (0xFFFFFFFF, 0xFFFF6B4A, 2.83),
    ],
)
def test_contrast_on_a_plain_ground_is_what_wcag_says(ink: int, ground: int, ratio: float) -> None:
    measured = contrast_at(drawn(ink, ground), BOX, SIZE, f"#{ink & 0xFFFFFF:06X}")
    assert measured == pytest.approx(ratio, rel=0.09)  # edges of saturated colours overshoot, since chroma is halved


def test_a_busy_ground_is_noticed() -> None:
    assert contrast_at(drawn(0xFFFFFFFF, 0xFF202020, busy=True), BOX, SIZE, "#FFFFFF") < 3


def test_a_text_outside_the_frame_has_no_contrast() -> None:
    assert contrast_at(drawn(0xFF000000, 0xFFFFFFFF), BOX.moved(2000, 0), SIZE, "#000000") == 1.0
