"""A session's page where others stood in: it says for what and why, and asks the first choice again at a click."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from waiting import until

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))
from loopback import KEY, Service

from core.film import Order, Quality
from core.policy import Policy, Tries
from core.services.entries import Chain, Entry, Fill, KeyReference
from core.services.roster import Services
from core.settings import Settings
from core.studio import Studio
from core.web import server

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def service() -> Iterator[Service]:
    import openai_server  # with all of the service's own client, which only these tests need

    with openai_server.running() as there:
        lines = [{"narration": "Captains fight for berths.", "layout": "statement", "headline": "Ships"}]
        there.reply = lambda body: json.dumps({"title": "Ships", "lines": lines})
        yield there


@pytest.fixture
def gate() -> Iterator[Service]:
    import openai_server

    with openai_server.running() as there:
        there.always = "503"
        yield there


@pytest.fixture
def name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, service: Service, gate: Service) -> Iterator[str]:
    """A session whose script a service wrote, and nobody checked."""
    monkeypatch.setenv("FIRSTCUT_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("FIRSTCUT_SECRETS", str(tmp_path / "secrets"))
    monkeypatch.setenv("FIRSTCUT_WORKERS", "1")
    monkeypatch.chdir(ROOT)
    ours = Services(tmp_path / "sessions", tmp_path / "secrets")
    for entry, port, label, at in (("pen", "Writer", "A writer", service), ("gate", "Moderator", "The gate", gate)):
        ours.put(Entry(id=entry, house="openai", label=label, base_url=at.url, key=KeyReference(source="studio"),
                       policy=Policy(tries=Tries(attempts=1)), fills=(Fill(port=port, model=f"{entry}-model"),)))  # fmt: skip
        ours.keys.enter(entry, KEY)
        ours.choose(Chain(port=port, first=entry))
    settings = Settings(sessions=tmp_path / "sessions", secrets=tmp_path / "secrets")
    with Studio(settings, inline=True) as studio:
        session = studio.create(Order(source="Captains fight for berths.", quality=Quality.DRAFT, avatar="none"))
        studio.make(session)
    yield session.id
    server.shutdown(final=False)


def words(app: AppTest) -> str:
    """What the page says, without the marks that keep people's words from being read as Markdown."""
    return " ".join(str(element.value) for element in [*app.markdown, *app.caption, *app.warning]).replace("\\", "")


def test_a_script_that_nobody_checked_is_checked_at_a_click_and_names_the_line_that_is_flagged(
    name: str, service: Service, gate: Service
) -> None:
    app = AppTest.from_file(str(ROOT / "pages" / "shell" / "main.py"), default_timeout=60)
    app.query_params["s"], app.query_params["tab"] = name, "script"
    app.switch_page(str(ROOT / "pages" / "session.py")).run()
    assert not app.exception
    assert "The script was not checked: The gate does not work at the moment." in words(app)
    gate.always, written = "flagged: violence", len(service.asked("completions"))
    button = app.button(key="upgrade")
    assert button.label == "Check it now"
    button.click().run()
    assert not app.exception
    studio = server.studio()
    until(lambda: not studio.upgrades.of(name).pieces, "the script is checked")
    studio.cancel(name)  # the film itself is not asked for here
    until(lambda: not studio.status(name).active, "it is stopped")
    app.run()
    assert not [one for one in app.button if one.key == "upgrade"]
    assert "The gate flagged it for violence. Read it before you show the film." in words(app)
    assert len(service.asked("completions")) == written, "what was written is there"
