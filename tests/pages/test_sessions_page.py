"""The list of sessions, run by Streamlit's own test harness over the real studio."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from waiting import listed as everything_listed
from waiting import until

from core.film import Order
from core.session import Session
from core.studio import Query, Shelved, Studio
from core.web import server
from pages.parts.words import plain

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = "# Harbor 2.4\n\nSearch now takes 120 ms instead of 410 ms."
ODD = "<b>bold</b> :red[x] $a^2$ [a](http://b) 🚀"


@pytest.fixture(scope="module")
def one_studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One studio for all tests, since opening one begins to draw its galleries."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTCUT_SESSIONS", str(tmp_path_factory.mktemp("listed") / "sessions"))
        patch.setenv("FIRSTCUT_OWNER", "ana")
        patch.chdir(ROOT)
        yield
        server.shutdown(final=False)


@pytest.fixture
def app(one_studio: None) -> AppTest:
    for root in (studio().root, studio().root / ".trash"):
        for folder in root.glob("session_*"):
            shutil.rmtree(folder)
    everything_listed(studio())
    studio().remember("ana", {"list.view": ""})
    opened = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    opened.switch_page("pages/sessions.py")
    return opened


def studio() -> Studio:
    return server.studio()


def made(*titles: str, template: str = "daylight") -> list[str]:
    names = [Session.create(studio().root, Order(source=TEXT, title=t, template=template), t, "ana").id for t in titles]
    everything_listed(studio())
    return names


def stop(name: str) -> None:
    studio().cancel(name)
    until(lambda: not (studio().status(name).active or studio().open(name).busy()), "the film is stopped")


def told(app: AppTest) -> str:
    assert not app.exception
    return "\n".join([*(one.value for one in app.markdown), *(one.value for one in app.subheader)])


def listed(app: AppTest) -> list[str]:
    assert not app.exception
    return [one.value.split("**")[1] for one in app.markdown if "/session?s=" in one.value]


def choose(app: AppTest, name: str, what: str) -> None:
    next(one for one in app.get("menu_button") if one.key == f"do-{name}").click(what).run()
    assert not app.exception


def search(app: AppTest) -> Any:
    return next(box for box in app.text_input if box.label == "Search")


def address(app: AppTest, name: str) -> str:
    held = app.query_params.get(name, "")
    return held if isinstance(held, str) else held[0]


def test_an_empty_list_leads_to_the_first_film(app: AppTest) -> None:
    app.run()
    assert "Your films will be listed here" in told(app)
    assert any(link.proto.label == "Make the first film" for link in app.get("page_link"))


def test_sessions_are_found_by_their_words_and_by_their_state_and_the_address_says_so(app: AppTest) -> None:
    made("Harbor one", "Anchor two")
    app.run()
    assert set(listed(app)) == {"Harbor one", "Anchor two"}
    search(app).set_value("anch").run()
    assert listed(app) == ["Anchor two"]
    assert address(app, "search") == "anch"
    app.selectbox(key="state").set_value("failed").run()
    assert "No session fits" in told(app)
    assert "anch" in told(app)
    assert "Failed" in told(app)
    app.button(key="list-clear").click().run()
    assert len(listed(app)) == 2
    assert search(app).value == ""
    assert address(app, "search") == ""


def test_an_address_opens_the_same_list(app: AppTest) -> None:
    harbor, anchor, _ = made("Harbor one", "Anchor two", "Boat three", template="midnight")
    for name in (harbor, anchor):
        studio().shelf.move(name, "Spring")
    studio().shelf.tag(anchor, ["launch", "docs"])
    for name, held in (("project", "Spring"), ("tag", "launch"), ("template", "midnight"), ("since", "2026-01-01")):
        app.query_params[name] = held
    app.run()
    assert listed(app) == ["Anchor two"]
    assert app.button(key="list-without-project").label == "Project: Spring"
    app.button(key="list-without-tag").click().run()
    assert set(listed(app)) == {"Harbor one", "Anchor two"}
    assert (address(app, "tag"), address(app, "project")) == ("", "Spring")
    app.button(key="list-without-project").click().run()
    assert "Boat three" in listed(app)


def test_what_an_address_says_wrongly_narrows_nothing(app: AppTest) -> None:
    made("Harbor one")
    for name, held in (("since", "yesterday"), ("sort", "x"), ("shelved", "y"), ("after", "no-cursor"), ("part", "-3")):
        app.query_params[name] = held
    app.run()
    assert listed(app) == ["Harbor one"]


def test_pages_of_the_list_lead_forth_and_back(app: AppTest) -> None:
    made(*(f"Film number {i}" for i in range(30)))
    app.query_params["sort"] = "title"
    app.run()
    first = listed(app)
    links = {link.proto.label: link.proto for link in app.get("page_link")}
    assert len(first) == 16
    assert (links["Back"].disabled, links["Next"].disabled) == (True, False)
    page = studio().page(16, Query(sort="title"))
    app.query_params["after"], app.query_params["part"] = page.after, "2"
    app.run()
    second = listed(app)
    assert len(second) == 14
    assert not set(first) & set(second)
    assert "Page 2 of 2" in [caption.value for caption in app.caption]
    links = {link.proto.label: link.proto for link in app.get("page_link")}
    assert (links["Back"].disabled, links["Next"].disabled) == (False, True)
    back = studio().page(16, Query(sort="title"), page.after).before
    del app.query_params["after"]
    app.query_params["before"] = back
    app.run()
    assert listed(app) == first


def test_a_new_question_begins_at_the_front_of_the_list(app: AppTest) -> None:
    made(*(f"Film number {i}" for i in range(26)))
    app.query_params["after"], app.query_params["part"] = studio().page(16).after, "2"
    app.run()
    search(app).set_value("film").run()
    assert len(listed(app)) == 16
    assert (address(app, "after"), address(app, "part")) == ("", "")


def test_a_deleted_session_is_brought_back_by_one_click(app: AppTest) -> None:
    (name,) = made("Harbor one")
    app.run()
    choose(app, name, "delete")
    assert listed(app) == []
    assert "“Harbor one” is in the trash." in told(app)
    assert studio().page(query=Query(shelved=Shelved.TRASH)).total == 1
    app.button(key="list-undo-button").click().run()
    assert listed(app) == ["Harbor one"]
    assert "list-undo-button" not in {button.key for button in app.button}


def test_the_trash_restores_and_erases_only_after_a_question(app: AppTest) -> None:
    kept, gone = made("Kept film", "Gone film")
    for name in (kept, gone):
        studio().shelf.delete(name)
    app.query_params["shelved"] = "trash"
    app.run()
    choose(app, kept, "restore")
    assert listed(app) == ["Gone film"]
    choose(app, gone, "erase")
    assert studio().open(gone).in_trash
    app.button(key="ask-cancel").click().run()
    assert listed(app) == ["Gone film"]
    app.button(key="list-empty-trash").click().run()
    app.button(key="ask-do").click().run()
    assert "The trash is empty" in told(app)
    assert studio().names() == (kept,)


def test_a_session_is_renamed_tagged_and_moved_where_it_is_listed(app: AppTest) -> None:
    name, other = made("Harbor one", "In its project")
    studio().shelf.move(other, "Spring")
    app.query_params["search"] = "harbor"
    app.run()
    choose(app, name, "rename")
    app.text_input(key="ask-title").set_value("  ")
    app.button(key="ask-do").click().run()
    assert any("empty" in error.value for error in app.error)
    app.text_input(key="ask-title").set_value(ODD)
    app.button(key="ask-do").click().run()
    search(app).set_value("bold").run()
    assert listed(app) == [plain(ODD)]
    choose(app, name, "tags")
    app.session_state["ask-tags"] = ["launch", "<i>q4</i>"]
    app.button(key="ask-do").click().run()
    choose(app, name, "move")
    app.selectbox(key="ask-project").set_value("Spring")
    app.button(key="ask-do").click().run()
    card = studio().open(name).card
    assert (card.title, card.tags, card.project) == (ODD, ("launch", "<i>q4</i>"), "Spring")
    assert f":violet-badge[{plain('<i>q4</i>')}]" in told(app)
    assert "Spring" in told(app)


def test_a_copy_is_listed_at_once_and_another_template_opens_its_session(app: AppTest) -> None:
    (name,) = made("Harbor one")
    app.run()
    choose(app, name, "duplicate")
    assert sorted(listed(app)) == ["Harbor one", plain("Harbor one (copy)")]
    choose(app, name, "again")
    app.button(key="ask-do").click().run()
    new = address(app, "s")
    assert new not in ("", name)
    assert studio().open(new).card.order.template != "daylight"
    stop(new)


def test_archived_sessions_are_on_their_own_shelf(app: AppTest) -> None:
    (name,) = made("Harbor one")
    app.run()
    choose(app, name, "archive")
    assert listed(app) == []
    app.query_params["shelved"] = "archived"
    app.run()
    assert listed(app) == ["Harbor one"]
    choose(app, name, "unarchive")
    assert "The archive is empty" in told(app)


def test_a_film_in_the_making_is_not_deleted_and_the_page_says_why(app: AppTest) -> None:
    (name,) = made("Harbor one")
    studio().resume(name)
    app.run()
    choose(app, name, "delete")
    assert any("Stop it first" in toast.value for toast in app.toast)
    assert listed(app) == ["Harbor one"]
    stop(name)


def test_the_person_s_view_is_remembered_and_a_table_holds_texts_as_they_are(app: AppTest) -> None:
    made("=SUM(A1:A9)", ODD)
    app.run()
    app.segmented_control(key="list-view").set_value("table").run()
    assert not app.exception
    rows = app.dataframe[0].value
    assert set(rows["title"]) == {"=SUM(A1:A9)", ODD}
    assert all("/app/static/posters/daylight.png" in url for url in rows["picture"])
    assert app.button(key="list-all-delete").disabled
    assert studio().preferences("ana")["list.view"] == "table"
    app.switch_page("pages/templates.py").run()
    app.switch_page("pages/sessions.py").run()
    assert len(app.dataframe) == 2
    assert set(app.dataframe[1].value) == {"title", "state", "length", "changed", "do"}  # a phone's
