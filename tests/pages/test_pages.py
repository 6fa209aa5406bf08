"""The pages, run by Streamlit's own test harness over the real studio."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import server
from core.film import Order

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = "# Harbor 2.4\n\nSearch now takes 120 ms instead of 410 ms."


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("FIRSTCUT_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.chdir(ROOT)
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    server.shutdown(final=False)


def test_an_empty_create_page_explains_itself_and_makes_nothing(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert any("release notes" in caption.value for caption in app.caption)
    app.button(key="generate").click().run()
    assert not app.exception
    assert server.studio().names() == ()


def test_the_sample_fills_the_page_in_one_click_and_is_understood(app: AppTest) -> None:
    app.run()
    app.button(key="sample").click().run()
    assert not app.exception
    assert {metric.label for metric in app.metric} >= {"Scenes", "Words", "Length", "Cost"}


def test_a_wrong_address_is_answered_with_a_sentence(app: AppTest) -> None:
    app.query_params["s"] = "session_20260101_000000_aaaa"
    app.run()
    assert not app.exception
    assert "no session" in app.error[0].value


@pytest.mark.timeout(180)
def test_generate_makes_a_film_that_the_page_shows(app: AppTest) -> None:
    app.run()
    app.text_area(key="source").set_value(TEXT)
    app.selectbox(key="quality").set_value("draft")
    app.run()
    app.button(key="generate").click().run()
    assert not app.exception
    name = app.query_params["s"][0]
    studio = server.studio()
    ends = time.monotonic() + 120
    while studio.status(name).active and time.monotonic() < ends:
        time.sleep(0.5)
    assert studio.status(name).state == "done", studio.status(name).failure
    app.run()
    assert not app.exception
    video = app.get("video")[0]
    assert f"/app/static/media/{name}/final_output/" in str(video.proto)


def test_text_of_people_is_shown_as_text(app: AppTest) -> None:
    app.run()
    session = server.studio().create(Order(source=TEXT, title="<b>bold</b> :red[x] $a^2$ " + "long " * 30))
    app.query_params["s"] = session.id
    app.run()
    assert not app.exception
    app.switch_page("pages/sessions.py").run()
    assert not app.exception
    assert any("<b>bold</b>" in text.value for text in app.text)
