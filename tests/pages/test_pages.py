"""The pages, run by Streamlit's own test harness over the real studio."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from one_film import TEXT
from streamlit.testing.v1 import AppTest

from core.film import Order
from core.web import server
from pages.parts.words import clock, plain, short

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
    for name in ("session_20260101_000000_aaaa", "../../etc", "<script>"):
        open_session(app, name)
        assert not app.exception
        assert app.title[0].value == "There is no session here"
        assert not app.error


def test_a_session_that_another_process_made_can_be_made_here(app: AppTest) -> None:
    session = server.studio().create(Order(source=TEXT))
    open_session(app, session.id)
    assert not app.exception
    assert app.button(key="resume").label == "Make the film"


def test_text_of_people_is_shown_as_text(app: AppTest) -> None:
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


def test_lengths_are_told_as_a_player_tells_them() -> None:
    assert [clock(ms) for ms in (0, 999, 1000, 59_999, 83_999, 600_000)] == ["0:00", "0:00", "0:01", "0:59", "1:23", "10:00"]


def test_the_name_of_an_icon_in_a_text_is_shown_as_words() -> None:
    assert ":material/" not in plain("A :material/bolt: sign").replace("\\", "")
