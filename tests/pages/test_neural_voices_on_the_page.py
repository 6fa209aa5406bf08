"""Neural voices in Create: listed in the film’s language, and a hub that is away says so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))
pytest.importorskip("piper")
pytest.importorskip("onnx")
import piper_server

from core.policy import Policy, Tries
from core.services.entries import Chain, Entry, Fill
from core.services.roster import Services
from core.web import server

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def hub() -> Iterator[piper_server.Hub]:
    with piper_server.running() as there:
        there.files = {
            f"{piper_server.KEY}.onnx": piper_server.toy_model(),
            f"{piper_server.KEY}.onnx.json": piper_server.toy_config(),
        }
        yield there


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hub: piper_server.Hub) -> Iterator[AppTest]:
    monkeypatch.setenv("FIRSTCUT_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("FIRSTCUT_SECRETS", str(tmp_path / "secrets"))
    monkeypatch.chdir(ROOT)
    ours = Services(tmp_path / "sessions", tmp_path / "secrets")
    fills = (Fill(port="Speaker", model=piper_server.KEY),)
    once = Policy(tries=Tries(attempts=1))
    ours.put(Entry(id="piper", house="piper", label="Piper", base_url=hub.url, fills=fills, policy=once), new=True)
    ours.choose(Chain(port="Speaker", first="offline", fallbacks=("piper",)))
    yield AppTest.from_file(str(ROOT / "pages" / "shell" / "main.py"), default_timeout=60)
    server.shutdown(final=False)


def test_a_service_whose_voice_is_called_what_no_voice_is_called_leaves_the_page_as_it_is(app: AppTest, tmp_path: Path) -> None:
    ours = Services(tmp_path / "sessions", tmp_path / "secrets")
    ours.put(ours.entry("piper").model_copy(update={"fills": (Fill(port="Speaker", model="any"),)}))
    app.switch_page(str(ROOT / "pages" / "create.py")).run()
    assert not app.exception
    assert app.button(key="neural").label == "Neural voices"


def told(app: AppTest) -> str:
    return " ".join(str(one.value) for one in [*app.markdown, *app.caption, *app.error, *app.info, *app.toast]).replace("\\", "")


def test_neural_voices_of_the_language_are_listed_with_quality_and_size(app: AppTest) -> None:
    app.switch_page(str(ROOT / "pages" / "create.py")).run()
    app.button(key="neural").click().run()
    assert not app.exception
    assert "Toy" in told(app)
    assert "medium quality · 0 MB" in told(app)
    assert app.button(key=f"fetch-piper-{piper_server.KEY}").label == "Fetch Toy"


def test_a_hub_that_does_not_answer_is_named_in_the_dialog(app: AppTest, hub: piper_server.Hub) -> None:
    hub.always = "503"
    app.switch_page(str(ROOT / "pages" / "create.py")).run()
    app.button(key="neural").click().run()
    assert not app.exception
    assert "Piper does not work at the moment." in told(app)
