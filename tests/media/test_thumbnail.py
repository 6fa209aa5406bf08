"""Pictures for lists: one size for every film, the whole poster seen, and something for a film that is not there yet."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from core.errors import ToolFailed
from core.film.look import Template
from core.film.templates import TEMPLATES
from core.media.thumbnail import HEIGHT, WIDTH, blank, thumbnail


def decoded(jpeg: bytes) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)


@pytest.mark.parametrize(("w", "h"), [(1920, 1080), (960, 540), (1080, 1920), (540, 540), (864, 1080), (3840, 2160), (300, 40)])
def test_every_shape_is_seen_whole_in_the_same_size(tmp_path: Path, w: int, h: int) -> None:
    poster = tmp_path / "poster.jpg"
    picture = np.full((h, w, 3), (40, 40, 200), np.uint8)
    edge = max(2, min(w, h) // 8)
    for corner in (np.s_[:edge, :edge], np.s_[:edge, -edge:], np.s_[-edge:, :edge], np.s_[-edge:, -edge:]):
        picture[corner] = (220, 60, 20)
    cv2.imwrite(str(poster), picture)
    made = decoded(thumbnail(poster))
    assert made.shape == (HEIGHT, WIDTH, 3)
    scale = min(WIDTH / w, HEIGHT / h)
    x, y, inside = (WIDTH - w * scale) / 2, (HEIGHT - h * scale) / 2, edge * scale / 2
    for cx in (x + inside, WIDTH - x - inside):
        for cy in (y + inside, HEIGHT - y - inside):
            assert np.abs(made[int(cy), int(cx)].astype(int) - (220, 60, 20)).max() < 40
    assert np.abs(made[HEIGHT // 2, WIDTH // 2].astype(int) - (40, 40, 200)).max() < 20


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "notes.jpg"
    text.write_text("no picture")
    for path in (text, tmp_path / "missing.jpg"):
        with pytest.raises(ToolFailed):
            thumbnail(path)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
@pytest.mark.parametrize("page", ["#FFFFFF", "#0C101B"], ids=["light", "dark"])
def test_a_film_that_is_not_there_yet_has_a_sign_seen_on_light_and_dark_pages(template: Template, page: str) -> None:
    drawn = cv2.imdecode(np.frombuffer(blank(template), np.uint8), cv2.IMREAD_UNCHANGED).astype(float)
    assert drawn.shape == (HEIGHT, WIDTH, 4)
    under = np.array([int(page[i : i + 2], 16) for i in (5, 3, 1)], float)
    alpha = drawn[..., 3:] / 255
    seen = (drawn[..., :3] * alpha + under * (1 - alpha)).mean(2)
    quiet, middle = seen[-40:, :40].mean(), seen[HEIGHT // 2 - 40 : HEIGHT // 2 + 40, WIDTH // 2 - 40 : WIDTH // 2 + 40]
    assert abs(quiet - under.mean()) < 30
    assert np.abs(middle - quiet).max() > 60
    assert blank(template) == blank(template)


def test_films_that_are_not_there_yet_are_told_apart_by_their_templates() -> None:
    assert len({blank(template) for template in TEMPLATES}) == len(TEMPLATES)
