"""Filmed pictures in a frame: the right one at every moment, inside their window, in any order."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from core.errors import ToolFailed
from core.film import Format, Layout, Performance, Placement, Scene, Slide
from core.film.avatars import AVATARS
from core.film.brief import Aspect, Quality
from core.film.templates import TEMPLATES
from core.media.assemble import assemble
from core.media.compositor import Compositor
from core.media.footage import Footage
from core.media.frame import frame_of
from core.value import Blob

CLIP = Blob(digest="0" * 32, suffix=".mp4", size=1)
FPS, SHADES = 24, (40, 120, 220)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three half seconds: dark, grey, bright."""
    path = tmp_path_factory.mktemp("footage") / "clip.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=FPS, options={"crf": "10"})
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for number in range(36):
            pixels = np.full((180, 320, 3), SHADES[number // 12], np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, "rgb24")))
        container.mux(stream.encode())
    return path


def shade(footage: Footage, ms: float) -> int:
    pixels = footage.picture(footage.number_at(ms)).toarray()
    return int(pixels[90, 160, 0])


def test_each_moment_has_its_picture_whatever_was_asked_before(film: Path) -> None:
    footage = Footage(film)
    for ms, wanted in ((0, 40), (490, 40), (510, 120), (1100, 220), (100, 40), (9000, 220), (-500, 40), (700, 120)):
        assert abs(shade(footage, ms) - wanted) <= 4, ms
    assert footage.number_at(9000) == 35


def test_what_is_no_film_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"nothing")
    with pytest.raises(ToolFailed, match="cannot be read"):
        Footage(tmp_path / "a.mp4")


@pytest.mark.parametrize("placement", [Placement.BUBBLE, Placement.HALF, Placement.FULL, Placement.CUTOUT])
@pytest.mark.parametrize("aspect", [Aspect.WIDE, Aspect.TALL])
def test_a_filmed_presenter_is_seen_in_place_of_the_drawn_one_and_only_there(
    film: Path, placement: Placement, aspect: Aspect
) -> None:
    acting = Performance(avatar=AVATARS[0], placement=placement, duration_ms=1500, clip=CLIP)
    form = Format(aspect=aspect, quality=Quality.DRAFT)
    scene = Scene(shot="s", seed=5, slide=Slide(layout=Layout.TITLE, headline="x"), look=TEMPLATES[0].look, format=form,
                  frames=90, performance=acting, take_ms=250, take_end_ms=1750)  # fmt: skip
    compositor = Compositor(assemble(scene, lambda blob: film), *form.size)
    frame = frame_of(scene)
    window = frame.panel or frame.presenter
    assert window is not None
    seen = [compositor.rgb(ms)[int(window.cy), int(window.cx)].astype(int) for ms in (500, 1000, 1500, 500)]
    for pixel, wanted in zip(seen, (40, 120, 220, 40), strict=True):
        assert np.abs(pixel - wanted).max() <= 6
    drawn = compositor.rgb(500).astype(int)
    nobody = scene.model_copy(update={"performance": acting.model_copy(update={"avatar": None, "clip": None})})
    empty = Compositor(assemble(nobody, lambda blob: film), *form.size).rgb(500).astype(int)
    changed = np.abs(drawn - empty).max(2) > 12
    rows, columns = np.nonzero(changed)
    assert columns.min() >= window.x - 3
    assert columns.max() <= window.right + 3
    assert rows.min() >= window.y - 3
    assert rows.max() <= window.bottom + 3
