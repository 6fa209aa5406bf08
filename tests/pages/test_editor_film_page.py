"""The film as a whole in the editor: every choice is an edit that the plan tells of at once and that can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from at_the_editor import again, board, control, said, whole
from streamlit.testing.v1 import AppTest

from core.film import Aspect, CaptionStyle, Mood, Order, Placement, Quality
from core.web import server
from pages.parts.editor_film import PARTS

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def app(visitor: AppTest, name: str) -> AppTest:
    visitor.query_params["s"] = name
    visitor.query_params["view"] = "film"
    return visitor.switch_page("pages/editor.py")


def show(app: AppTest, part: str) -> AppTest:
    app.query_params["part"] = part
    return again(app)


def order(name: str) -> Order:
    return board(name).film.order


def test_the_plans_menu_leads_to_what_is_redone_alone(app: AppTest, name: str) -> None:
    show(app, "look")
    for part in ("captions", "music", "presenter", "look", "formats"):
        menu = next(one for one in app.get("menu_button") if one.key == "redo-only")
        menu.click(PARTS[part].removesuffix(" and voice")).run()
        assert not app.exception
        assert app.query_params["part"] in (part, [part])
        assert control(app, "button_group", "edit-part").value == part


def test_music_alone_makes_no_picture_and_is_undone_and_redone(app: AppTest, name: str) -> None:
    show(app, "music")
    control(app, "button_group", "film-mood").set_value("calm")
    again(app)
    control(app, "slider", "film-level").set_value(-24)
    again(app)
    assert (order(name).music, order(name).music_db) == (Mood.CALM, -24)
    plan = whole(name).plan
    assert plan is not None
    assert plan.stale == ()
    assert plan.sound
    assert {part.stage for part in plan.plan.stale} & {"compose", "voice", "avatar", "visuals"} == set()
    again(app)
    assert "the music and the music's level changed" in said(app).replace("\\", "")
    app.button(key="edit-undo").click()
    again(app)
    assert (order(name).music, order(name).music_db) == (Mood.CALM, None)
    assert control(app, "slider", "film-level").value == -16
    app.button(key="edit-redo").click()
    again(app)
    assert order(name).music_db == -24


def test_captions_are_chosen_and_the_plan_names_them(app: AppTest, name: str) -> None:
    show(app, "captions")
    control(app, "radio", "film-captions").set_value("karaoke")
    again(app)
    assert order(name).captions is CaptionStyle.KARAOKE
    plan = whole(name).plan
    assert plan is not None
    assert plan.overall == ("the captions",)
    assert not plan.sound
    app.button(key="edit-undo").click()
    again(app)
    assert order(name).captions is None
    assert control(app, "radio", "film-captions").value == ""


def test_another_presenter_keeps_the_voice_that_speaks(app: AppTest, name: str) -> None:
    show(app, "presenter")
    before = server.studio().voice_for(order(name))
    app.button(key="film-avatar-leo").click()
    again(app)
    assert order(name).avatar == "leo"
    assert server.studio().voice_for(order(name)) == before
    plan = whole(name).plan
    assert plan is not None
    assert "voice" not in {part.stage for part in plan.plan.stale}, "nothing is spoken again"
    again(app)
    control(app, "selectbox", "film-place").set_value("half")
    again(app)
    assert order(name).placement is Placement.HALF
    assert board(name).undo == "presenter's place half"


def test_every_shape_of_the_film_is_one_edit_and_the_main_one_is_chosen(app: AppTest, name: str) -> None:
    show(app, "formats")
    control(app, "button_group", "film-shapes").set_value(["16:9", "9:16"])
    control(app, "multiselect", "film-also").set_value(["standard"])
    again(app)
    assert (order(name).formats, order(name).qualities) == ((Aspect.WIDE, Aspect.TALL), (Quality.STANDARD,))
    control(app, "selectbox", "film-main").set_value("9:16")
    again(app)
    assert order(name).formats == (Aspect.TALL, Aspect.WIDE)
    assert board(name).shots[0].look.startswith("9x16"), "frames are shown in it"


def test_another_template_is_seen_on_every_shot(app: AppTest, name: str) -> None:
    show(app, "look")
    before = {shot.look for shot in board(name).shots}
    app.button(key="look-midnight").click()
    again(app)
    assert order(name).template == "midnight"
    assert before.isdisjoint(shot.look for shot in board(name).shots)
    assert "the template changed" in (whole(name).plan or pytest.fail("no plan")).sentence


def test_a_pronunciation_speaks_only_those_shots_again_that_say_the_word(app: AppTest, name: str) -> None:
    show(app, "words")
    control(app, "text_area", "film-pronounce").set_value("SQL")
    again(app)
    assert "says nothing of how a word is spoken" in said(app)
    assert order(name).pronounce == ()
    control(app, "text_area", "film-pronounce").set_value("SQL = sequel")
    again(app)
    assert order(name).pronounce == (("SQL", "sequel"),)
    assert not app.error
    plan = whole(name).plan
    assert plan is not None
    stale = [shot.number for shot in plan.stale]
    assert stale == [shot.number for shot in board(name).shots if "SQL" in shot.line.narration]
