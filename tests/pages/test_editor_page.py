"""The editor over one real film: every edit from the page, undo, two windows, takes, cuts, the table and the whole script."""

from __future__ import annotations

from pathlib import Path

import pytest
from at_the_editor import again, board, control, said, whole
from one_film import TEXT
from streamlit.testing.v1 import AppTest

from core.editing.board_table import table_edits
from core.editing.boards import Board
from core.film import Layout
from core.film.screenplay import to_markdown
from core.film.shot_edits import Lock, SetNarration, SetSlide
from core.web import server

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def app(visitor: AppTest, name: str) -> AppTest:
    """A visitor of the editor of that session."""
    return visitor


def show(app: AppTest, name: str, **asked: str) -> AppTest:
    for key in ("shot", "view"):
        if key in app.query_params:
            del app.query_params[key]
    app.query_params["s"] = name
    for key, value in asked.items():
        app.query_params[key] = value
    return again(app.switch_page("pages/editor.py"))


def shot(name: str, number: int) -> str:
    return board(name).shots[number - 1].id


def number_of(name: str, layout: Layout) -> int:
    return next(one.number for one in board(name).shots if one.line.slide.layout is layout)


def test_the_storyboard_shows_every_shot_and_the_plan_that_nothing_is_to_be_made(app: AppTest, name: str) -> None:
    show(app, name)
    whole(name)
    again(app)
    shots = board(name).shots
    assert [button.label for button in app.button if str(button.key).startswith("card-")] == [
        "1 · Title", "2 · Big number", "3 · Call to action",
    ]  # fmt: skip
    assert "Cut 2 is up to date" in said(app)
    assert app.button(key="edit-make").disabled
    assert all(one.state == "current" and one.ms for one in shots)
    assert [one.edited for one in shots] == [True, False, False], "what was edited by hand is pinned"


def test_words_are_edited_in_place_and_the_plan_says_what_that_makes_stale(app: AppTest, name: str) -> None:
    show(app, name, shot=shot(name, 2))
    app.text_area(key=f"words-{shot(name, 2)}").set_value("Search takes 120 ms now, not 410 ms.")
    again(app)
    assert board(name).shots[1].line.narration == "Search takes 120 ms now, not 410 ms."
    assert app.query_params["shot"] in (shot(name, 2), [shot(name, 2)])
    plan = whole(name).plan
    assert plan is not None
    assert [one.number for one in plan.stale] == [2]
    again(app)
    assert "the narration changed in shot 2" in said(app)
    assert not app.button(key="edit-make").disabled
    app.button(key="edit-undo").click()
    again(app)
    assert "instead of" in board(name).shots[1].line.narration
    app.button(key="edit-redo").click()
    again(app)
    assert board(name).shots[1].line.narration == "Search takes 120 ms now, not 410 ms."
    show(app, name, shot=shot(name, 1))
    app.button(key="edit-undo").click()
    again(app)
    assert "narration of shot 2" in app.toast[0].value
    assert app.query_params["shot"] in (shot(name, 2), [shot(name, 2)]), "it goes where it is seen"


def test_whoever_changes_words_stays_in_their_box_and_can_change_them_again_before_they_are_drawn(
    app: AppTest, name: str
) -> None:
    first = shot(name, 2)
    show(app, name, shot=first)
    box = app.text_area(key=f"words-{first}")
    box.set_value("Search is quick. ")
    again(app)
    assert shot(name, 2) != first, "a shot is named by its words"
    own = app.text_area(key=f"words-{first}")
    assert (own.proto.id, own.value) == (box.proto.id, "Search is quick. ")
    own.set_value("Search is very quick.")
    again(app)
    assert app.text_area(key=f"words-{first}").proto.id == box.proto.id
    assert [edit.told for edit in server.studio().cutting.editor(name).history[-2:]] == ["narration of shot 2"] * 2
    for _ in range(2):
        app.button(key="edit-undo").click()
        again(app)
    undone = control(app, "text_area", f"words-{first}")
    assert undone.value == board(name).shots[1].line.narration
    assert undone.proto.id != box.proto.id, "what somebody else, or Undo, wrote is another box"


def test_what_another_window_changed_is_told_and_neither_edit_is_lost(app: AppTest, name: str) -> None:
    show(app, name, shot=shot(name, 2))
    first = shot(name, 2)
    server.studio().cutting.editor(name).apply(SetNarration(shot=first, text="Somebody else was faster."), who="Ben")
    app.text_area(key=f"words-{first}").set_value("My own words.")
    again(app)
    assert board(name).shots[1].line.narration == "Somebody else was faster."
    assert "by Ben" in said(app)
    assert "My own words." in [code.value for code in app.code]
    app.button(key="edit-anyway").click()
    again(app)
    assert board(name).shots[1].line.narration == "My own words."
    assert "edit-conflict" not in app.session_state


def test_a_locked_shot_cannot_be_typed_into(app: AppTest, name: str) -> None:
    show(app, name, shot=shot(name, 2))
    server.studio().cutting.editor(name).apply(Lock(shot=shot(name, 2)))
    again(app)
    assert app.text_area(key=f"words-{shot(name, 2)}").disabled
    assert "This shot is locked" in said(app)


def test_the_screen_is_filled_by_its_layout_and_what_is_wrong_is_said(app: AppTest, name: str) -> None:
    at = number_of(name, Layout.NUMBER)
    show(app, name, shot=shot(name, at))
    key = f"figure-text-{shot(name, at)}"
    app.text_input(key=key).set_value("95")
    again(app)
    figure = board(name).shots[at - 1].line.slide.figure
    assert figure is not None
    assert (figure.text, figure.value, figure.unit) == ("95", 95.0, "ms")
    control(app, "text_input", key).set_value("quick")
    again(app)
    assert "is no number" in said(app)
    assert board(name).shots[at - 1].line.slide.figure == figure
    control(app, "selectbox", f"layout-{shot(name, at)}").set_value("quote")
    again(app)
    slide = board(name).shots[at - 1].line.slide
    assert slide.layout is Layout.QUOTE
    assert slide.quote is not None
    assert slide.figure == figure, "what another layout shows is kept for the way back"


def test_shots_are_moved_and_stay_open(app: AppTest, name: str) -> None:
    before = [one.id for one in board_of(app, name).shots]
    show(app, name, shot=before[1])
    app.button(key="edit-arrow_upward").click()
    again(app)
    assert [one.id for one in board(name).shots] == [before[1], before[0], *before[2:]]
    assert "**Shot 1 of" in said(app)
    app.button(key="edit-chevron_right").click()
    again(app)
    assert "**Shot 2 of" in said(app)


def board_of(app: AppTest, name: str) -> Board:
    show(app, name)
    return board(name)


def test_every_take_stays_to_be_listened_to_and_chosen(app: AppTest, name: str) -> None:
    show(app, name, shot=shot(name, 2))
    app.session_state["edit-tabs"] = ":material/graphic_eq: Voice"
    again(app)
    app.button(key=f"retake-{shot(name, 2)}").click()
    again(app)
    assert board(name).shots[1].line.handling.take == 2
    sounds = [audio.proto.url for audio in app.get("audio")]
    assert [f"/take/{take}.wav" in url for take, url in zip((1, 2), sounds, strict=True)] == [True, True]
    app.button(key=f"take-1-{shot(name, 2)}").click()
    again(app)
    assert board(name).shots[1].line.handling.take == 1
    assert len(app.get("audio")) == 2, "the second take is kept"


def test_a_cell_of_the_table_is_the_same_edit(app: AppTest, name: str) -> None:
    show(app, name, view="table")
    changed = {"edited_rows": {"1": {"headline": "Quick", "pace": 110, "narration": "It is quick now: 120 ms."}}}
    edits = list(table_edits(board(name).shots, changed, "en"))
    assert [edit.kind for _, edit in edits] == ["set-fields", "set-pace", "set-narration"]
    for _, edit in edits:
        server.studio().cutting.editor(name).apply(edit)
    line = board(name).shots[1].line
    assert (line.slide.headline, line.handling.pace, line.narration) == ("Quick", 110, "It is quick now: 120 ms.")


def test_the_whole_script_is_one_document_and_a_line_that_cannot_be_read_is_named(app: AppTest, name: str) -> None:
    show(app, name, view="script")
    text = app.text_area(key="edit-script").value
    assert text == to_markdown(board(name).film.script)
    app.text_area(key="edit-script").set_value(text.replace("layout: number", "layout: nonsense"))
    app.button(key="edit-script-save").click()
    again(app)
    assert "names no layout" in said(app)
    assert "nonsense" in control(app, "text_area", "edit-script").value, "what was typed is not lost"
    control(app, "text_area", "edit-script").set_value(text.replace("Harbor is here.", "Harbor has come."))
    app.button(key="edit-script-save").click()
    again(app)
    assert board(name).shots[0].line.narration == "Harbor has come."


def test_two_cuts_are_compared_noted_and_one_is_final(app: AppTest, name: str) -> None:
    show(app, name, view="cuts")
    assert "1 shot changed" in said(app)
    assert ":green-background[" in said(app)
    app.text_input(key="note-1").set_value("As it was")
    again(app)
    app.button(key="final-2").click()
    again(app)
    one, two = server.studio().cuts(name)
    assert (one.note, one.final, two.final) == ("As it was", False, True)
    app.button(key="restore-1").click()
    again(app)
    assert board(name).shots[0].line.narration != "Harbor is here."
    assert board(name).undo == "cut 1 restored"


def test_a_rehearsal_speaks_the_shot_and_steps_on(app: AppTest, name: str) -> None:
    show(app, name, view="rehearse")
    whole(name)
    again(app)
    assert f"/shot/{shot(name, 1)}/take/1.wav" in app.get("audio")[0].proto.url
    app.button(key="rehearse-next").click()
    again(app)
    assert f"/shot/{shot(name, 2)}/take/1.wav" in app.get("audio")[0].proto.url


def test_a_rehearsal_goes_on_when_a_shot_is_over_however_often_it_is_drawn_and_begins_anew_at_the_end(
    app: AppTest, name: str
) -> None:
    show(app, name, view="rehearse")
    whole(name)
    app.button(key="rehearse-play").click()
    for _ in range(3):
        again(app)
    assert app.session_state["rehearse-spoken"][0] == shot(name, 1), "nobody is cut short"
    for number in (2, 3, 1):
        over = app.session_state["rehearse-spoken"][0]
        app.session_state["rehearse-spoken"] = (over, "2026-01-01T00:00:00+00:00")
        again(app)
        assert f"/shot/{shot(name, number)}/take/1.wav" in app.get("audio")[0].proto.url
    assert app.button(key="rehearse-play").label == "Rehearse"


def test_a_text_that_changed_after_an_edit_offers_both(app: AppTest, name: str) -> None:
    show(app, name)
    session = server.studio().open(name)
    session.write("scripts/source.md", TEXT.replace("410 ms", "900 ms"))
    whole(name)
    again(app)
    assert any("The text changed after you began to edit" in one.label for one in app.expander)
    assert "900 ms" in said(app)
    assert said(app).count(":material/dashboard: Big number") == 2, "what is seen is told, too, on both sides"
    app.button(key="pins-follow").click()
    again(app)
    lines = [one.line.narration for one in board(name).shots]
    assert lines[0] == "Harbor is here.", "what was edited by hand stays"
    assert any("900 ms" in line for line in lines)


def test_an_address_that_names_no_session_says_so(app: AppTest) -> None:
    show(app, "session_20260101_000000_none")
    assert app.title[0].value == "There is no session here"


def test_no_control_is_drawn_with_another_value_than_the_true_one_so_that_a_browser_can_send_none(
    app: AppTest, name: str
) -> None:
    at = number_of(name, Layout.NUMBER) if show(app, name) else 0
    show(app, name, shot=shot(name, at))
    for _ in range(2):  # a browser that was slow sees only the second drawing
        again(app)
        slide = board(name).shots[at - 1].line.slide
        first = control(app, "text_input", f"headline-{shot(name, at)}")
        assert first.proto.default == slide.headline
        layouts = control(app, "selectbox", f"layout-{shot(name, at)}")
        assert layouts.proto.set_value
        assert layouts.value == slide.layout.value
    first.set_value("Quick ")
    again(app)
    own = control(app, "text_input", f"headline-{shot(name, at)}")
    assert (own.proto.default, own.proto.id) == ("Quick", first.proto.id), "whoever typed it can type on"
    slow = board(name).shots[at - 1].line.slide.model_copy(update={"headline": "Slow"})
    server.studio().cutting.editor(name).apply(SetSlide(shot=shot(name, at), slide=slow), who="Ben")
    again(app)
    other = control(app, "text_input", f"headline-{shot(name, at)}")
    assert (other.proto.default, other.proto.id != first.proto.id) == ("Slow", True), "another's value is another control"
    for _ in range(2):
        app.button(key="edit-undo").click()
        again(app)
    third = control(app, "text_input", f"headline-{shot(name, at)}")
    assert third.proto.default == slide.headline
    assert third.proto.id not in (first.proto.id, other.proto.id), "also where it was true before"
