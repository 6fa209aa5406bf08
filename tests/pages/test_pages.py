"""The pages, run by Streamlit's own test harness over the real studio."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from one_film import TEXT
from streamlit.testing.v1 import AppTest

from core.film import Order
from core.web import server
from pages.parts.words import plain, short

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("FIRSTCUT_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.chdir(ROOT)
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    server.shutdown(final=False)


def open_session(app: AppTest, name: str) -> None:
    app.query_params["s"] = name
    app.switch_page("pages/session.py").run()


def test_a_wrong_address_is_answered_with_a_sentence(app: AppTest) -> None:
    app.run()
    for name in ("session_20260101_000000_aaaa", "../../etc", "<script>"):
        open_session(app, name)
        assert not app.exception
        assert app.title[0].value == "There is no session here"
        assert not app.error


@pytest.mark.timeout(180)
def test_generate_makes_a_film_that_the_page_shows(app: AppTest, harbor: tuple[Path, str], tmp_path: Path) -> None:
    shutil.copytree(harbor[0] / ".store", tmp_path / "sessions" / ".store")  # what was drawn before need not be drawn again
    app.run()
    app.text_area(key="source").set_value(TEXT)
    app.selectbox(key="quality").set_value("draft")
    app.run()
    app.button(key="generate").click().run()
    assert not app.exception
    held = app.query_params["s"]
    name = held if isinstance(held, str) else held[0]
    studio = server.studio()
    ends = time.monotonic() + 120
    while studio.status(name).active and time.monotonic() < ends:
        time.sleep(0.5)
    assert studio.status(name).state == "done", studio.status(name).failure
    app.run()
    assert not app.exception
    video = app.get("video")[0]
    assert f"/app/static/media/{name}/final_output/" in str(video.proto)
    starts = [chapter.start_ms for chapter in studio.viewing.chapters(name, studio.cuts(name)[-1])]
    assert starts[0] == 0
    assert starts == sorted(starts)
    assert any(f"](#t={starts[1] / 1000:.3f})" in markdown.value for markdown in app.markdown)
    while server.studio().page(1).rows[0].state != "done" and time.monotonic() < ends:
        time.sleep(0.2)
    app.switch_page("pages/sessions.py").run()
    assert f"/{name}/" in str(app.get("image")[0].proto)


def test_a_session_that_another_process_made_can_be_made_here(app: AppTest) -> None:
    app.run()
    session = server.studio().create(Order(source=TEXT))
    open_session(app, session.id)
    assert not app.exception
    assert app.button(key="resume").label == "Make the film"


def test_text_of_people_is_shown_as_text(app: AppTest) -> None:
    app.run()
    title = "<b>bold</b> :red[x] $a^2$ " + "long " * 30
    session = server.studio().create(Order(source=TEXT, title=title))
    open_session(app, session.id)
    assert not app.exception
    assert app.title[0].value == plain(short(title.strip(), 90))
    assert "\\<b\\>bold" in app.title[0].value


@pytest.mark.parametrize("address", ["http://a.example", "HTTPS://a.example/x", "www.a.example", "me@a.example"])
def test_an_address_in_a_text_does_not_become_a_link(address: str) -> None:
    shown = plain(f"see {address}").replace("\\", "")
    assert address not in shown
    assert shown.replace("\u2060", "") == f"see {address}", "nothing that is seen is changed"


def test_the_name_of_an_icon_in_a_text_is_shown_as_words() -> None:
    assert ":material/" not in plain("A :material/bolt: sign").replace("\\", "")
