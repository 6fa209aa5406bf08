"""The editor has pictures made: offered only where somebody is set up, ordered from the page, and chosen with one click."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))

from loopback import KEY, Service

from core.film import Order, Quality
from core.services.entries import Chain, Entry, Fill, KeyReference, Roster
from core.web import server


@pytest.fixture
def house() -> Iterator[Service]:
    import huggingface_server  # with all of the service's own client, which only this test needs

    with huggingface_server.running() as service:
        yield service
        assert service.problems == []


@pytest.fixture
def name(filmed: Path) -> str:
    """A session of which nothing is made."""
    return server.studio().create(Order(source="Search is faster now.", avatar="none", quality=Quality.DRAFT)).id


@pytest.fixture
def app(visitor: AppTest, house: Service, name: str) -> Iterator[AppTest]:
    """The editor's Picture tab of a session whose studio has nobody yet who films."""
    visitor.query_params["s"] = name
    visitor.session_state["edit-tabs"] = ":material/image: Picture"
    yield visitor.switch_page("pages/editor.py").run()
    server.studio().services.save(Roster())


def filming(house: Service) -> None:
    studio = server.studio()
    fill = Fill(port="Filmer", model="tests/clip", options=(("provider", "auto"), ("look_s", "0.02")))
    entry = Entry(id="clips", house="huggingface", base_url=house.url, key=KeyReference(source="studio"), fills=(fill,))
    studio.services.save(Roster(entries=(entry,), chains=(Chain(port="Filmer", first="clips"),)))
    studio.services.keys.enter("clips", f"hf_{KEY}")


def pressed(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    return app


def keyed(app: AppTest, key: str) -> AppTest:
    next(button for button in app.button if str(button.key).startswith(key)).click()
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    return app


def test_a_clip_is_ordered_on_the_page_and_shown_with_one_click(app: AppTest, name: str, house: Service) -> None:
    assert not app.exception, app.exception[0].stack_trace
    assert not [button for button in app.button if button.label in ("Make it", "Ask again")]
    before = server.studio().cutting.editor(name).film
    assert any("free" in text.value for text in app.markdown)
    keyed(app, "take-drawn-")
    assert server.studio().cutting.editor(name).film != before
    keyed(app, "edit-undo")
    assert server.studio().cutting.editor(name).film == before
    filming(house)
    app.run()
    keyed(app, "wish-go-")
    assert any("Say in a few words" in error.value for error in app.error)
    next(area for area in app.text_area if area.label == "What is to be seen").input("A calm harbour at dawn")
    app.run()
    keyed(app, "wish-go-")
    server.studio().commissions.wait()
    app.run()
    keyed(app, "use-made-")
    picture = server.studio().cutting.editor(name).film.lines[0].slide.picture
    assert picture
    assert picture.footage
    assert any("Plays as a clip of 2.0 s" in text.value for text in app.markdown)
    assert len(house.jobs) == 1
