"""Pictures and movies of the galleries: pictures at once, movies while nobody waits for a film."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from core.film.templates import TEMPLATES
from core.showing.previews import GIVES_WAY_S, Previews


def _until(there: Callable[[], bool], most_s: float = 120.0) -> None:
    ends = time.monotonic() + most_s
    while not there():
        assert time.monotonic() < ends, "It did not come."
        time.sleep(0.02)


def test_what_moves_is_drawn_only_while_no_film_is_made_and_none_is_left_half_drawn(tmp_path: Path) -> None:
    previews, ended, free = Previews(tmp_path), threading.Event(), threading.Event()
    previews.begins_s = (0.0, 0.0)
    asked = 0

    def idle() -> bool:
        nonlocal asked
        asked += 1
        return free.is_set()

    drawing = threading.Thread(target=previews.draw, args=(ended, idle))
    drawing.start()
    try:
        _until(lambda: asked >= 3)  # it has tried a movie more than once
        assert len(previews.gallery().stills) == len(TEMPLATES)
        assert not previews.gallery().movies
        assert not list(tmp_path.glob("*.mp4"))
        free.set()
        _until(lambda: bool(list(tmp_path.glob(".*.mp4"))))
        free.clear()  # in the middle of one
        before = len(list(tmp_path.glob("template-*.mp4")))
        _until(lambda: not list(tmp_path.glob(".*.mp4")), 10 * GIVES_WAY_S + 60)
        assert len(list(tmp_path.glob("template-*.mp4"))) <= before + 1
        free.set()
        _until(lambda: len(previews.gallery().movies) > before)
    finally:
        ended.set()
        drawing.join(60)
    assert not drawing.is_alive()
    assert not list(tmp_path.glob(".*"))


def test_a_link_to_a_folder_that_is_gone_is_a_folder_again(tmp_path: Path) -> None:
    folder = tmp_path / "previews"
    folder.symlink_to(tmp_path / "elsewhere" / "gone")
    face = Previews(folder).nobody()
    assert face.is_file()
    assert face.resolve() == tmp_path / "elsewhere/gone" / face.name


def test_a_place_that_can_hold_no_pictures_is_told_in_the_log_and_ends_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "previews").write_text("a file")
    previews = Previews(tmp_path / "previews")
    previews.begins_s = (0.0, 0.0)
    previews.draw(threading.Event())
    assert "a preview could not be drawn" in caplog.text
