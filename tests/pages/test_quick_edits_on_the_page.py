"""Whoever edits quicker than the page is drawn, or beside somebody else, loses nothing and is told where they look."""

from __future__ import annotations

import pytest
from at_the_editor import again, board, control, said
from streamlit.testing.v1 import AppTest

from core.film import Layout, Slide
from core.film.screenplay import to_markdown
from core.film.shot_edits import SetPicture
from core.film.slide_edits import SetFields
from core.film.specimens import SPECIMENS
from core.web import server


@pytest.fixture
def app(visitor: AppTest, name: str) -> AppTest:
    """A visitor of that session's editor who looks at the second shot, its big number."""
    visitor.query_params["s"], visitor.query_params["shot"] = name, board(name).shots[1].id
    return again(visitor.switch_page("pages/editor.py"))


def slide(name: str) -> Slide:
    return board(name).shots[1].line.slide


def key(name: str, part: str) -> str:
    return f"{part}-{board(name).shots[1].id}"


def other(name: str, **fields: object) -> None:
    """Somebody else changes these fields of the shot."""
    shot = board(name).shots[1].id
    server.studio().cutting.editor(name).apply(SetFields(shot=shot, fields=fields), who="Ben")


def toasts(app: AppTest) -> list[tuple[str, str]]:
    return [(one.icon, one.value.replace("\\", "")) for one in app.toast]


def test_words_that_are_typed_and_a_press_on_another_layout_at_once_both_stand(app: AppTest, name: str) -> None:
    app.session_state[f"fits-{board(name).shots[1].id}"] = True
    again(app)
    before = slide(name)
    app.text_input(key=key(name, "headline")).set_value("Typed just now")
    app.button(key=key(name, "fit-statement")).click()
    again(app)
    assert slide(name) == before.model_copy(update={"headline": "Typed just now", "layout": Layout.STATEMENT})
    told = {edit.told for edit in server.studio().cutting.editor(name).history[-2:]}
    assert told == {"headline of shot 2", "layout of shot 2"}


@pytest.mark.parametrize("first", ["headline", "figure-unit"])
def test_two_forms_that_are_changed_at_once_both_stand(app: AppTest, name: str, first: str) -> None:
    app.text_input(key=key(name, first)).set_value("One")
    app.text_input(key=key(name, "figure-label")).set_value("Other")
    control(app, "selectbox", key(name, "layout")).set_value("quote")
    again(app)
    now = slide(name)
    assert now.figure is not None
    assert (now.headline if first == "headline" else now.figure.unit) == "One"
    assert (now.figure.label, now.layout) == ("Other", Layout.QUOTE)


def test_a_picture_s_place_and_its_author_and_what_is_typed_all_stand(app: AppTest, name: str) -> None:
    picture = SPECIMENS[Layout.STILL].picture
    server.studio().cutting.editor(name).apply(SetPicture(shot=board(name).shots[1].id, picture=picture))
    app.session_state["edit-tabs"] = ":material/image: Picture"
    again(app)
    control(app, "slider", key(name, "focus-x")).set_value(20)
    control(app, "text_input", key(name, "author")).set_value("Ada")
    again(app)
    shown = slide(name).picture
    assert shown is not None
    assert shown.credit is not None
    assert (shown.focus_x, shown.focus_y, shown.credit.author) == (0.2, picture.focus_y, "Ada")


def test_two_windows_that_change_different_words_are_asked_nothing(app: AppTest, name: str) -> None:
    other(name, body="Ben's words")
    app.text_input(key=key(name, "headline")).set_value("My words")
    again(app)
    assert "edit-conflict" not in app.session_state
    assert (slide(name).headline, slide(name).body) == ("My words", "Ben's words")


def test_what_both_changed_is_shown_side_by_side_and_anyway_changes_nothing_else(app: AppTest, name: str) -> None:
    other(name, headline="Ben's headline", body="Ben's words")
    app.text_input(key=key(name, "headline")).set_value("My headline")
    again(app)
    assert slide(name).headline == "Ben's headline"
    assert "**Headline**" in said(app)
    assert [code.value for code in app.code] == ["Ben's headline", "My headline"]
    ((icon, told),) = toasts(app)
    assert icon == ":material/group:"
    assert "This was changed meanwhile: screen of shot 2, by Ben." in told
    assert "asked at the top" in told
    again(app)
    assert not app.toast, "it is told once"
    app.button(key="edit-anyway").click()
    again(app)
    assert (slide(name).headline, slide(name).body) == ("My headline", "Ben's words")


def test_what_is_refused_is_told_where_it_is_seen_each_time_and_once(app: AppTest, name: str) -> None:
    for _ in range(2):
        control(app, "text_input", key(name, "figure-text")).set_value("abc")
        again(app)
        ((icon, told),) = toasts(app)
        assert (icon, told) == (":material/error:", "“abc” is no number. Write a number, such as 120 or 2.3 million.")
        assert "is no number" in said(app)
        again(app)
        assert not app.toast


def test_a_script_that_cannot_be_saved_says_so_in_place_of_the_one_before_that_was(app: AppTest, name: str) -> None:
    app.query_params["view"] = "script"
    again(app)
    text = to_markdown(board(name).film.script)
    for written, first in (
        (text.replace("Harbor is here.", "Harbor has come."), ":material/check:"),
        (text.replace("layout: number", "layout: nonsense"), ":material/error:"),
    ):
        control(app, "text_area", "edit-script").set_value(written)
        app.button(key="edit-script-save").click()
        again(app)
        ((icon, told),) = toasts(app)
        assert icon == first
    assert "“layout: nonsense”" in told
    assert "Big number" in told
    assert "still_text" not in told
    assert "The script is not saved yet" in told


def test_a_box_that_is_put_in_anew_and_tells_of_no_choice_chooses_nothing(app: AppTest, name: str) -> None:
    layout = slide(name).layout.value
    for wanted in ("statement", layout):
        control(app, "selectbox", key(name, "layout")).set_value(wanted)
        again(app)
    edits = board(name).revision
    control(app, "selectbox", key(name, "layout")).set_value(None)
    again(app)
    assert board(name).revision == edits
    assert control(app, "selectbox", key(name, "layout")).value == layout, "it shows what is true again"
