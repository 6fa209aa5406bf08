"""Single frames for pages: the film's own pixels at any width."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import skia

from core.film.brief import Format, Quality
from core.film.slide import Layout, Slide
from core.film.templates import TEMPLATES
from core.film.timeline import Scene
from core.media.assemble import Compositors, Files
from core.media.layer import Ground, Layer, Picture, Rect
from core.media.preview import Preview
from core.value import Blob


def scene(shot: str = "a", quality: Quality = Quality.STANDARD) -> Scene:
    slide = Slide(layout=Layout.TITLE, headline="Sync")
    return Scene(shot=shot, seed=1, slide=slide, look=TEMPLATES[0].look, format=Format(quality=quality), frames=90)


def files(blob: Blob) -> Path:
    raise AssertionError(blob)


class Drawing:
    """Makes a plain picture of any scene, and counts."""

    def __init__(self) -> None:
        self.made: list[tuple[str, tuple[int, int]]] = []

    def __call__(self, scene: Scene, files: Files) -> Picture:
        self.made.append((scene.shot, scene.format.size))
        w, h = scene.format.size
        spot = Rect(0, 0, w / 2, h)

        def draw(canvas: skia.Canvas, state: object) -> None:
            canvas.drawRect(spot.skia(), skia.Paint(Color=0xFFC02020))

        return Picture(Ground(lambda canvas, w, h: canvas.clear(0xFF103050)), (Layer(spot, draw),))


def decoded(file: bytes) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    picture = cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)  # type: ignore[return-value]


def test_a_preview_has_the_films_colours_at_the_width_asked_for() -> None:
    drawing = Drawing()
    preview = Preview(Compositors(make=drawing))
    picture = decoded(preview.frame(scene(), 500, files, width=640, kind="png"))
    assert picture.shape == (360, 640, 3)
    assert np.abs(picture[100, 50].astype(int) - (0xC0, 0x20, 0x20)).max() <= 4
    assert np.abs(picture[100, 600].astype(int) - (0x10, 0x30, 0x50)).max() <= 4
    assert decoded(preview.frame(scene(), 500, files)).shape == (1080, 1920, 3)


def test_a_small_preview_is_laid_out_as_a_draft_and_a_scene_is_laid_out_once() -> None:
    drawing = Drawing()
    preview = Preview(Compositors(make=drawing))
    for ms in (0, 100, 200):
        preview.frame(scene(), ms, files, width=480)
        preview.frame(scene(), ms, files)
    assert drawing.made == [("a", (960, 540)), ("a", (1920, 1080))]


def test_only_the_scenes_used_last_are_kept() -> None:
    drawing = Drawing()
    kept = Compositors(keep=2, make=drawing)
    for shot in ("a", "b", "a", "c", "a", "b"):
        kept.compositor(scene(shot, Quality.DRAFT), files)
    assert [shot for shot, _ in drawing.made] == ["a", "b", "c", "b"]
