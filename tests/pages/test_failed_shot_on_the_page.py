"""The editor with a shot that cannot be spoken: it says why in its own place, and the rest is there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from at_the_editor import again, board, said, whole
from streamlit.testing.v1 import AppTest

from core.film.shot_edits import SetNarration
from core.web import server

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def app(harbor: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The editor of a film whose second shot has nothing to say."""
    root = tmp_path / "sessions"
    shutil.copytree(harbor[0], root, ignore=shutil.ignore_patterns(".previews"))
    monkeypatch.setenv("FIRSTCUT_SESSIONS", str(root))
    monkeypatch.chdir(ROOT)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    editor = server.studio().cutting.editor(harbor[1])
    editor.apply(SetNarration(shot=editor.shots[1].id, text="((( )))"))
    whole(harbor[1])
    yield app
    server.shutdown(final=False)


def show(app: AppTest, name: str, number: int, **asked: str) -> AppTest:
    app.query_params["s"], app.query_params["shot"] = name, board(name).shots[number - 1].id
    for key, value in asked.items():
        app.query_params[key] = value
    return again(app.switch_page("pages/editor.py"))


def test_it_says_why_and_what_to_do_in_its_own_place_only(app: AppTest, harbor: tuple[Path, str]) -> None:
    show(app, harbor[1], 1)
    assert "Shot 2 cannot be made yet" in said(app)
    assert "There is nothing to say" not in said(app), "that stands at the shot"
    app.button(key="edit-failing").click()
    again(app)
    assert "There is nothing to say" in said(app)
    assert "Write a line with words" in said(app)
    shown = board(harbor[1]).shots[1].id
    assert app.query_params["shot"] in (shown, [shown])


def test_it_is_rehearsed_without_a_recording_that_is_not_there(app: AppTest, harbor: tuple[Path, str]) -> None:
    show(app, harbor[1], 2, view="rehearse")
    assert "There is nothing to say" in said(app)
    assert not app.get("audio")
    app.button(key="rehearse-back").click()
    again(app)
    assert app.get("audio")


def test_going_on_without_it_hides_it_and_undo_brings_it_back(app: AppTest, harbor: tuple[Path, str]) -> None:
    show(app, harbor[1], 2)
    app.button(key=f"without-{board(harbor[1]).shots[1].id}").click()
    again(app)
    assert [shot.state == "hidden" for shot in whole(harbor[1]).shots] == [False, True, False]
    again(app)
    assert "cannot be made yet" not in said(app)
    app.button(key="edit-undo").click()
    again(app)
    assert whole(harbor[1]).shots[1].state == "failed"


def test_trying_again_asks_the_voice_again(app: AppTest, harbor: tuple[Path, str]) -> None:
    show(app, harbor[1], 2)
    before = server.studio().cutting.rushes(harbor[1])
    app.button(key=f"again-{board(harbor[1]).shots[1].id}").click()
    again(app)
    assert whole(harbor[1]).shots[1].state == "failed", "there is still nothing to say"
    assert server.studio().cutting.rushes(harbor[1]) is not before
