"""A browser that asks again before it has drawn what is new says what old controls held; no page takes that for news.

Fragments ask every few seconds on every page, so that this happens to whoever clicks while one is on its way.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest
from waiting import listed

from core.film import Order
from core.services.entries import Entry, Fill
from core.services.roster import Services
from core.session import Session
from core.studio import Studio
from core.web import server

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = "# Harbor 2.4\n\nSearch now takes 120 ms instead of 410 ms."


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A studio with two sessions and a service."""
    folder = tmp_path_factory.mktemp("stale")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTCUT_SESSIONS", str(folder / "sessions"))
        patch.setenv("FIRSTCUT_SECRETS", str(folder / "secrets"))
        patch.setenv("FIRSTCUT_OWNER", "ana")
        patch.chdir(ROOT)
        for title, template in (("Harbor", "daylight"), ("Atlas", "midnight")):
            Session.create(folder / "sessions", Order(source=TEXT, title=title, template=template), title, "ana")
        services = Services(folder / "sessions", folder / "secrets")
        services.put(Entry(id="mine", house="openai", label="Ours", fills=(Fill(port="Writer", model="m"),)))
        there = server.studio()
        assert there.index is not None
        listed(there)
        yield there
        server.shutdown(final=False)


@pytest.fixture
def app(studio: Studio) -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def show(app: AppTest, page: str, **query: str) -> None:
    for name in list(app.query_params):
        del app.query_params[name]
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception


def held(app: AppTest) -> WidgetStates:
    """What the browser holds of every control; buttons that nobody presses it does not mention."""
    told = app._tree.get_widget_states()
    said = [one for one in told.widgets if one.WhichOneof("value") != "trigger_value"]
    del told.widgets[:]
    told.widgets.extend(said)
    return told


def drawn(app: AppTest, sign: str) -> str:
    """What Streamlit calls a control whose key begins so, of the kinds that its harness tells nothing of."""
    named = app._session_state._state._key_id_mapper.id_key_mapping
    return next(widget for widget, key in named.items() if key.startswith(sign))


def asks_late(app: AppTest, before: WidgetStates) -> None:
    """The browser asks with what it held before."""
    app._run(before)
    assert not app.exception


def address(app: AppTest) -> dict[str, object]:
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


def control(app: AppTest, kind: str, label: str) -> object:
    return next(one for one in getattr(app, kind) if one.label == label)


def test_a_filter_that_was_taken_away_stays_away(app: AppTest) -> None:
    show(app, "sessions")
    control(app, "text_input", "Search").set_value("harbor").run()  # type: ignore[attr-defined]
    control(app, "selectbox", "State").set_value("new").run()  # type: ignore[attr-defined]
    assert address(app) == {"search": "harbor", "state": "new"}
    show(app, "sessions", search="nothing is called this", state="new")
    before = held(app)
    app.button(key="list-clear").click().run()
    assert address(app) == {}
    asks_late(app, before)
    assert address(app) == {}


def test_nothing_of_a_list_is_written_into_another_page_s_address(app: AppTest) -> None:
    show(app, "sessions", shelved="archived", sort="title")
    control(app, "text_input", "Search").set_value("harbor").run()  # type: ignore[attr-defined]
    before = held(app)
    show(app, "create")
    asks_late(app, before)
    assert address(app) == {}


def test_folded_filters_narrow_nothing_once_they_are_folded_again(app: AppTest) -> None:
    show(app, "sessions")
    app.session_state["list-filters"] = True
    app.run()
    control(app, "selectbox", "Template").set_value("midnight").run()  # type: ignore[attr-defined]
    assert address(app) == {"template": "midnight"}
    before = held(app)
    app.session_state["list-filters"] = False
    app.button(key="list-without-template").click().run()
    assert address(app) == {}
    asks_late(app, before)
    assert address(app) == {}


def test_a_view_of_the_list_that_was_changed_elsewhere_stays(app: AppTest, studio: Studio) -> None:
    show(app, "sessions")
    app.segmented_control(key="list-view").set_value("table").run()
    before = held(app)
    show(app, "create")
    studio.remember(studio.person, {"list.view": "cards"})
    asks_late(app, before)
    assert studio.preferences(studio.person)["list.view"] == "cards"


def test_a_tab_or_a_file_of_a_session_is_opened_on_no_other_page(app: AppTest, studio: Studio) -> None:
    one, other = studio.names()
    show(app, "session", s=one, tab="files", file="metadata/session.json")
    row = [file.path for file in studio.artifacts(one)].index("metadata/session.json")
    before = held(app)
    before.widgets.add(id=drawn(app, "tabs-"), string_value=":material/folder: Files")
    before.widgets.add(id=drawn(app, "all-"), string_value=json.dumps({"selection": {"rows": [row], "columns": [], "cells": []}}))
    show(app, "session", s=other, tab="log")
    asks_late(app, before)
    assert address(app) == {"s": other, "tab": "log"}
    show(app, "create")
    asks_late(app, before)
    assert address(app) == {}


def test_local_only_stays_as_somebody_else_set_it_meanwhile(app: AppTest, studio: Studio) -> None:
    show(app, "providers")
    clicked = control(app, "toggle", "**Local only**").set_value(True)  # type: ignore[attr-defined]
    said = held(app)
    clicked.run()
    assert studio.services.local_only
    studio.services.keep_local(False)
    asks_late(app, said)
    assert not studio.services.local_only


def test_a_service_stays_on_or_off_as_somebody_else_set_it_meanwhile(app: AppTest, studio: Studio) -> None:
    show(app, "providers", e="mine")
    clicked = control(app, "toggle", "Switched on").set_value(False)  # type: ignore[attr-defined]
    said = held(app)
    clicked.run()
    entry = studio.services.roster().entry("mine")
    assert entry is not None
    assert not entry.enabled
    studio.services.put(entry.model_copy(update={"enabled": True}))
    asks_late(app, said)
    assert studio.services.roster().entry("mine") == entry.model_copy(update={"enabled": True})


def test_a_part_of_providers_is_opened_on_no_other_page_and_follows_its_address(app: AppTest) -> None:
    show(app, "providers")
    control(app, "segmented_control", "Part").set_value("costs").run()  # type: ignore[attr-defined]
    assert address(app) == {"view": "costs"}
    before = held(app)
    show(app, "news")
    asks_late(app, before)
    assert address(app) == {}
    show(app, "providers", view="models")
    control(app, "segmented_control", "Part").set_value("tasks").run()  # type: ignore[attr-defined]
    assert address(app) == {"view": "tasks"}


def test_files_that_were_handed_in_are_kept_when_the_box_is_gone(app: AppTest) -> None:
    show(app, "create")
    app.segmented_control(key="way").set_value("Files").run()
    app.file_uploader(key="files").upload("notes.md", TEXT.encode(), "text/markdown").run()
    clicked = app.segmented_control(key="way").set_value("Text")
    said = held(app)
    clicked.run()
    asks_late(app, said)
    app.segmented_control(key="way").set_value("Files").run()
    assert any("still here" in line.value for line in app.caption)
    app.file_uploader(key="files").upload("other.md", b"# Atlas 4\n\nIt is new.", "text/markdown").run()
    assert any("Script: Atlas" in one.label for one in app.expander)
    app.file_uploader(key="files").clear().run()
    assert not any("still here" in line.value for line in app.caption), "whoever takes them out of the box wants them gone"
    assert not app.exception
