"""Stage by stage: a making stops to be looked at, the editor and the session's page say so, and both ways on are there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.film import Order, Quality
from core.film.shot_edits import SetNarration
from core.web import server

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = "# Harbor 2.4\n\nHarbor is for teams.\n"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("FIRSTCUT_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("FIRSTCUT_WORKERS", "1")
    monkeypatch.chdir(ROOT)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    yield app
    server.shutdown(final=False)


def again(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    return app


def ended(name: str) -> str:
    """The state once nothing runs any more."""
    ends = time.monotonic() + 150
    while time.monotonic() < ends:
        status = server.studio().status(name)
        if not status.active:
            return f"{status.state} {status.until}".strip()
        time.sleep(0.05)
    raise AssertionError("it still runs")


def said(app: AppTest) -> str:
    return "\n".join([*(m.value for m in app.markdown), *(c.value for c in app.caption)])


def test_a_film_is_approved_stage_by_stage_and_what_is_edited_between_is_in_it(app: AppTest) -> None:
    studio = server.studio()
    name = studio.start(Order(source=TEXT, quality=Quality.DRAFT), until="script")
    assert ended(name) == "paused script"
    app.query_params["s"] = name
    app.query_params["view"] = "script"
    again(app.switch_page("pages/editor.py"))
    assert "Waiting for you after Script" in said(app)
    editor = studio.cutting.editor(name)
    editor.apply(SetNarration(shot=editor.shots[0].id, text="Harbor is for everybody."))
    app.button(key="go-on").click()
    again(app)
    assert ended(name) == "paused avatar"
    again(app)
    assert "Waiting for you after Avatar and voice" in said(app)
    assert app.button(key="go-on").label == "Go on to Sync"
    again(app.switch_page("pages/session.py"))
    assert "Waiting for you after Avatar and voice" in said(app)
    assert "Harbor is for everybody." in (studio.open(name).read("scripts/storyboard.json") or "")
    app.button(key="go-to-the-end").click()
    again(app)
    status = studio.status(name)
    assert (status.active, status.until) == (True, "")


def test_create_offers_to_stop_after_a_stage(app: AppTest) -> None:
    app.text_area(key="source").set_value(TEXT)
    app.selectbox(key="quality").set_value("draft")
    app.selectbox(key="until").set_value("script")
    again(app)
    next(button for button in app.button if button.label.startswith("Generate")).click()
    app.run()
    name = server.studio().names()[0]
    assert ended(name) == "paused script"
