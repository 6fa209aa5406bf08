"""Icons look as their makers drew them, and the words of a point find one that fits."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import resvg_py
import skia

from core.errors import UnknownChoice
from core.media.icons import _drawings, choose, icon, names
from core.media.layer import Rect


def pixels(name: str, side: int = 96) -> np.ndarray:
    surface = skia.Surface(side, side)
    with surface as canvas:
        canvas.clear(skia.ColorWHITE)
        icon(name).draw(canvas, Rect(0, 0, side, side), "#000000")
    return surface.makeImageSnapshot().toarray()[..., 0].astype(int)


@pytest.mark.parametrize("name", ["zap", "cloud-snow", "radar", "settings", "cookie", "palette", "package", "share-2"])
def test_an_icon_looks_as_another_renderer_draws_it(name: str) -> None:
    svg = _drawings()[name].decode().replace("currentColor", "#000000")
    png = np.frombuffer(
        resvg_py.svg_to_bytes(svg_string=svg, width=96, height=96, background="#ffffff", skip_system_fonts=True), np.uint8
    )
    other = cv2.imdecode(png, cv2.IMREAD_GRAYSCALE).astype(int)
    assert np.abs(pixels(name) - other).mean() < 2.5


def test_every_icon_of_the_set_can_be_drawn() -> None:
    assert len(names()) > 1500
    assert not [name for name in names() if icon(name).lines.isEmpty()]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Offline sync", "refresh-cw"),
        ("Finer permissions", "key-round"),
        ("Automatic backups every night", "database-backup"),
        ("New REST API", "braces"),
        ("Schnellere Suche", "search"),
        ("Zugriffsrechte und Berechtigungen", "key-round"),
        ("Traducción automática", "languages"),
        ("Nouvelle intégration", "plug"),
        ("Bring an umbrella", "umbrella"),
    ],
)
def test_words_find_their_icon(words: str, expected: str) -> None:
    assert choose(words) == expected


def test_no_icon_comes_twice_and_words_without_a_picture_get_a_neutral_one() -> None:
    used: list[str] = []
    for _ in range(6):
        used.append(choose("Lorem ipsum", tuple(used)))
    assert len(set(used)) == 6
    assert set(used) <= names()


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(UnknownChoice):
        icon("no-such-icon")
