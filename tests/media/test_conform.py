"""Stills made ready: a photo that needs nothing stays as it is, everything else becomes an upright PNG."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import BadInput
from core.film.slide import Picture
from core.media.conform import LARGEST, conform
from core.value import Blob

STILL = Picture(blob=Blob(digest="0" * 32, suffix=".jpg", size=1), width=1, height=1, alt="harbour")


def photo(w: int = 160, h: int = 90) -> Image.Image:
    return Image.fromarray(np.random.default_rng(1).integers(0, 255, (h, w, 3)).astype(np.uint8))


def ready(source: Path) -> tuple[Picture, Path]:
    return conform(STILL, source, lambda suffix: source.with_name("ready" + suffix))


def test_a_photo_that_needs_nothing_stays_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "a.jpg"
    photo().save(source, quality=90)
    picture, target = ready(source)
    assert target.suffix == ".jpg"
    assert target.read_bytes() == source.read_bytes()
    assert (picture.width, picture.height) == (160, 90)


def test_a_photo_that_lies_on_its_side_is_stood_upright(tmp_path: Path) -> None:
    source = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    photo().save(source, exif=exif)
    picture, target = ready(source)
    assert target.suffix == ".png"
    assert (picture.width, picture.height) == (90, 160)
    with Image.open(target) as made:
        assert made.size == (90, 160)


@pytest.mark.parametrize("name", ["a.png", "a.webp", "a.bmp", "large.jpg", "grey.jpg"])
def test_any_other_picture_becomes_a_plain_png_of_at_most_the_largest_size(tmp_path: Path, name: str) -> None:
    source = tmp_path / name
    large = photo().resize((LARGEST + 200, 300)) if name == "large.jpg" else photo()
    (large.convert("L") if name == "grey.jpg" else large).save(source)
    picture, target = ready(source)
    with Image.open(target) as made:
        assert (made.format, made.mode) == ("PNG", "RGB")
        assert made.size == (picture.width, picture.height)
        assert max(made.size) <= LARGEST


def test_a_photo_that_ends_in_the_middle_is_refused_by_its_name(tmp_path: Path) -> None:
    source = tmp_path / "a.jpg"
    photo(640, 360).save(source)
    source.write_bytes(source.read_bytes()[:5000])
    with pytest.raises(BadInput, match="harbour"):
        ready(source)
