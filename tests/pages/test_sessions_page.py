"""The list of sessions, run by Streamlit's own test harness over the real studio."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import server
from core.film import Order
from core.studio import Studio

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = "# Harbor 2.4\n\nSearch now takes 120 ms instead of 410 ms."
ODD = "<b>bold</b> :red[x] $a^2$ [a](http://b) 🚀"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("FIRSTCUT_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("FIRSTCUT_OWNER", "ana")
    monkeypatch.chdir(ROOT)
    opened = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    opened.run()
    opened.switch_page("pages/sessions.py")
    yield opened
    server.shutdown(final=False)


def studio() -> Studio:
    return server.studio()


def made(*titles: str, template: str = "daylight") -> list[str]:
    return [studio().create(Order(source=TEXT, title=title, template=template), "ana").id for title in titles]


def told(app: AppTest) -> str:
    assert not app.exception
    return "\n".join([*(one.value for one in app.markdown), *(one.value for one in app.subheader)])


def listed(app: AppTest) -> list[str]:
    assert not app.exception
    return [one.value.split("**")[1] for one in app.markdown if "/session?s=" in one.value]


def choose(app: AppTest, name: str, what: str) -> None:
    menu = next(one for one in app.get("menu_button") if one.key == f"do-{name}")
    menu.click(what).run() if hasattr(menu, "click") else menu.set_value(what).run()


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
    app.text_input(key="search").set_value("anch").run()
    assert listed(app) == ["Anchor two"]
    assert address(app, "search") == "anch"
    app.selectbox(key="state").set_value("failed").run()
    assert "No session fits" in told(app)
    assert "anch" in told(app)
    assert "Failed" in told(app)
    app.button(key="list-clear").click().run()
    assert len(listed(app)) == 2
    assert app.text_input(key="search").value == ""
    assert address(app, "search") == ""
