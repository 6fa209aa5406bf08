"""The editor with a shot that cannot be spoken: it says why in its own place, and the rest is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from at_the_editor import again, board, said, whole
from streamlit.testing.v1 import AppTest

from core.film.shot_edits import SetNarration
from core.web import server

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def app(visitor: AppTest, name: str) -> AppTest:
    """The editor of a film whose second shot has nothing to say."""
    editor = server.studio().cutting.editor(name)
    editor.apply(SetNarration(shot=editor.shots[1].id, text="((( )))"))
    whole(name)
    return visitor


def show(app: AppTest, name: str, number: int, **asked: str) -> AppTest:
    app.query_params["s"], app.query_params["shot"] = name, board(name).shots[number - 1].id
    for key, value in asked.items():
        app.query_params[key] = value
    return again(app.switch_page("pages/editor.py"))


def test_it_says_why_and_what_to_do_in_its_own_place_only(app: AppTest, name: str) -> None:
    show(app, name, 1, view="cuts")
    assert "Shot 2 cannot be made yet" in said(app)
    assert "There is nothing to say" not in said(app), "that stands at the shot"
    app.button(key="edit-failing").click()
    again(app)
    assert "There is nothing to say" in said(app)
    assert "Write a line with words" in said(app)
    shown = board(name).shots[1].id
    assert app.query_params["shot"] in (shown, [shown])


def test_it_is_rehearsed_without_a_recording_that_is_not_there(app: AppTest, name: str) -> None:
    show(app, name, 2, view="rehearse")
    assert "There is nothing to say" in said(app)
    assert not app.get("audio")
    app.button(key="rehearse-back").click()
    again(app)
    assert app.get("audio")


def test_going_on_without_it_hides_it_and_undo_brings_it_back(app: AppTest, name: str) -> None:
    show(app, name, 2)
    app.button(key=f"without-{board(name).shots[1].id}").click()
    again(app)
    assert [shot.state == "hidden" for shot in whole(name).shots] == [False, True, False]
    again(app)
    assert "cannot be made yet" not in said(app)
    app.button(key="edit-undo").click()
    again(app)
    assert whole(name).shots[1].state == "failed"


def test_trying_again_asks_the_voice_again(app: AppTest, name: str) -> None:
    show(app, name, 2)
    before = server.studio().cutting.rushes(name)
    app.button(key=f"again-{board(name).shots[1].id}").click()
    again(app)
    assert whole(name).shots[1].state == "failed", "there is still nothing to say"
    assert server.studio().cutting.rushes(name) is not before
