"""A film made from the page, in one go and stage by stage, which the editor and the session's page say, with both ways on."""

from __future__ import annotations

from pathlib import Path

import pytest
from one_film import EDITED, TEXT
from streamlit.testing.v1 import AppTest
from waiting import until

from core.film import CaptionStyle, Order, Quality
from core.film.sample_texts import NOTES
from core.film.shot_edits import SetNarration
from core.web import server

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def app(filmed: Path) -> AppTest:
    """A first visit of Create."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def again(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    return app


def ended(name: str) -> str:
    """The state once nothing runs any more."""
    status = until(lambda: None if (now := server.studio().status(name)).active else now, "the film is made", 300)
    return f"{status.state} {status.until}".strip()


def shown(app: AppTest) -> str:
    """The session in the page's address."""
    held = app.query_params["s"]
    return held if isinstance(held, str) else held[0]


def said(app: AppTest) -> str:
    return "\n".join([*(m.value for m in app.markdown), *(c.value for c in app.caption)])


@pytest.mark.timeout(600)
def test_generate_makes_a_film_that_the_page_shows_and_a_second_of_the_same_is_known_to_be_there(app: AppTest) -> None:
    studio = server.studio()
    app.text_area(key="source").set_value(TEXT)
    app.selectbox(key="quality").set_value("draft")
    again(app)
    app.button(key="generate").click().run()
    assert not app.exception
    name = shown(app)
    assert ended(name) == "done", studio.status(name).failure
    again(app)
    assert f"/app/static/media/{name}/final_output/" in str(app.get("video")[0].proto)
    starts = [chapter.start_ms for chapter in studio.viewing.chapters(name, studio.cuts(name)[-1])]
    assert starts[0] == 0
    assert starts == sorted(starts)
    assert any(f"](#t={starts[1] / 1000:.3f})" in markdown.value for markdown in app.markdown)
    until(lambda: next(row for row in studio.page(9).rows if row.id == name).state == "done", "it is listed as done")
    app.switch_page("pages/sessions.py").run()
    assert any(f"/{name}/" in str(image.proto) for image in app.get("image"))
    forecast = studio.outlines.forecast(Order(source=TEXT, quality=Quality.DRAFT, captions=CaptionStyle.LINE))
    assert forecast.ready
    assert forecast.seconds == 0
    longer = studio.outlines.forecast(Order(source=NOTES, quality=Quality.DRAFT))
    assert not longer.ready
    assert longer.seconds is not None
    assert longer.seconds > 1


@pytest.mark.timeout(600)
def test_a_film_is_ordered_stage_by_stage_approved_and_what_is_edited_between_is_in_it(app: AppTest) -> None:
    """Of the text that the studio has filmed before, with the words that it has spoken before: only the page is at work."""
    studio = server.studio()
    app.text_area(key="source").set_value(TEXT)
    app.selectbox(key="quality").set_value("draft")
    app.selectbox(key="until").set_value("script")
    again(app)
    next(button for button in app.button if button.label.startswith("Generate")).click()
    app.run()
    name = shown(app)
    assert ended(name) == "paused script"
    app.query_params["s"] = name
    app.query_params["view"] = "script"
    again(app.switch_page("pages/editor.py"))
    assert "Waiting for you after Script" in said(app)
    editor = studio.cutting.editor(name)
    editor.apply(SetNarration(shot=editor.shots[0].id, text=EDITED))
    app.button(key="go-on").click()
    again(app)
    assert ended(name) == "paused avatar"
    again(app)
    assert "Waiting for you after Avatar and voice" in said(app)
    assert app.button(key="go-on").label == "Go on to Sync"
    again(app.switch_page("pages/session.py"))
    assert "Waiting for you after Avatar and voice" in said(app)
    assert EDITED in (studio.open(name).read("scripts/storyboard.json") or "")
    app.button(key="go-to-the-end").click()
    again(app)
    status = studio.status(name)
    assert status.until == ""
    assert status.active or studio.cuts(name)
