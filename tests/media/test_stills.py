"""Stills: cut around their focus, refused when broken, looked over calmly."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.errors import BadInput
from core.film.slide import Picture
from core.media import stills
from core.media.compositor import Compositor
from core.media.layer import Picture as Drawn
from core.value import Blob


def written(folder: Path, suffix: str = ".png", w: int = 800, h: int = 400) -> Path:
    pixels = np.full((h, w, 3), 40, np.uint8)
    pixels[h // 4 : h // 2, 3 * w // 4 : 3 * w // 4 + w // 10] = (30, 60, 240)
    path = folder / f"still{suffix}"
    cv2.imwrite(str(path), pixels)
    return path


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp"])
def test_pictures_of_every_kind_are_loaded_upright_and_opaque(tmp_path: Path, suffix: str) -> None:
    pixels = stills.load(written(tmp_path, suffix))
    assert pixels.shape == (400, 800, 4)
    assert (pixels[..., 3] == 255).all()
    assert pixels[150, 630, 0] > 200


@pytest.mark.parametrize("content", [b"", b"GIF89a nonsense", b"\x89PNG\r\n\x1a\n broken"])
def test_a_broken_picture_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        stills.load(path)


def test_covering_keeps_the_focus_in_sight(tmp_path: Path) -> None:
    pixels = stills.cover(written(tmp_path), 200, 400, (0.8, 0.4))
    assert pixels.shape == (400, 200, 4)
    assert (pixels[..., 0] > 200).any()
    assert not (stills.cover(written(tmp_path), 200, 400, (0.1, 0.4))[..., 0] > 200).any()


@pytest.mark.parametrize(("w", "h", "size"), [(400, 400, (200, 400)), (100, 900, (50, 100)), (1600, 800, (800, 1600))])
def test_containing_keeps_all_of_the_picture_in_its_shape(tmp_path: Path, w: int, h: int, size: tuple[int, int]) -> None:
    assert stills.contain(written(tmp_path), w, h).shape[:2] == size


def test_the_camera_comes_closer_to_the_focus_and_never_stops_inside_the_scene() -> None:
    camera = stills.ken_burns((0.9, 0.2), 4000)
    looks = [camera(float(ms)) for ms in range(0, 4001, 100)]
    assert all(a.zoom < b.zoom for a, b in pairwise(looks))
    assert looks[-1].x > looks[0].x
    assert looks[-1].y < looks[0].y
    assert all(0.5 / look.zoom <= look.x <= 1 - 0.5 / look.zoom for look in looks)


def test_a_still_fills_the_frame_with_its_own_pixels(tmp_path: Path) -> None:
    path = written(tmp_path, w=640, h=360)
    picture = Picture(blob=Blob(digest="0" * 32, suffix=".png", size=1), width=640, height=360, focus_x=0.8, focus_y=0.4)
    seen = Compositor(Drawn(stills.still_ground(path, picture, 640, 360, 3000), ()), 640, 360).rgb(-2000)
    assert np.abs(seen[300, 100].astype(int) - 40).max() <= 4
    assert seen[120, 500, 0] > 200
