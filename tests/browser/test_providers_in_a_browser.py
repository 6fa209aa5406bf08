"""The Providers page in a real Chromium: a service is added, given its key, tried and heard, asked first, and kept at home."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from visiting import Server, settled, until

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))
from openai_server import KEY, Service, running

from core.services.entries import Entry, Fill
from core.services.roster import Services

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running() as there:
        yield there


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("providers")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTCUT_SECRETS", str(folder / "secrets"))
        yield folder / "sessions"


def held(path: Path) -> bytes:
    """What is in a file; nothing in a folder, or in what the studio has just put elsewhere."""
    with suppress(FileNotFoundError, IsADirectoryError):
        return path.read_bytes()
    return b""


def test_a_service_is_added_given_its_key_tried_and_asked_first(
    page: Any, server: Server, sessions: Path, service: Service
) -> None:
    page.goto(server.at("providers"))
    page.get_by_text("No service is set up").wait_for()
    page.get_by_role("button", name="Add a service").click()
    page.get_by_role("button", name="Another compatible service").click()
    page.wait_for_url("**/providers?e=another-compatible-service")
    page.get_by_role("textbox", name="Address").fill(service.url)
    page.get_by_role("textbox", name="The key itself").fill(KEY)
    page.locator("label").filter(has_text="Voice").first.click()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved. Test it to be sure.").wait_for()
    settled(page)
    page.get_by_role("tab", name="Health and test").click()
    page.get_by_role("button", name="Test").nth(1).click()
    page.get_by_text("It works", exact=False).first.wait_for()
    until(page, "() => (document.querySelector('audio')?.readyState ?? 0) >= 2")
    page.get_by_role("button", name="Ask it first").nth(1).click()
    page.get_by_text("Films ask it first.").wait_for()
    page.goto(server.at("providers", view="tasks"))
    page.get_by_text("gpt-4o-mini-tts").first.wait_for()
    settled(page)
    assert KEY not in page.content()
    assert not [path for path in sessions.parent.rglob("*") if KEY.encode() in held(path)]


@pytest.mark.parametrize(
    "look",
    [{}, pytest.param({"width": 390, "height": 844, "color_scheme": "dark"}, marks=pytest.mark.slow)],
    ids=["desk", "phone"],
)
def test_local_only_is_marked_beside_the_films_on_every_page(
    visit: Callable[..., Any], server: Server, look: dict[str, Any]
) -> None:
    page = visit(**look)
    page.goto(server.at("providers"))
    page.locator("label").filter(has_text="Local only").click()
    page.get_by_text("Nothing leaves this machine.", exact=False).first.wait_for()
    for place in ("", "sessions", "help"):
        page.goto(server.at(place))
        mark = page.locator(".st-key-header-films").get_by_text("Local only").first
        mark.wait_for()
        films = page.locator(".st-key-header-films").get_by_role("button").last
        films.wait_for()
        settled(page)
        one, other = mark.bounding_box(), films.bounding_box()
        assert one["x"] + one["width"] <= other["x"] + 1, "the mark stands before the films, in one row"
        assert abs((one["y"] + one["height"] / 2) - (other["y"] + other["height"] / 2)) < 8
    page.goto(server.at("providers"))
    page.locator("label").filter(has_text="Local only").click()
    page.get_by_text("Switch it on, and nothing leaves", exact=False).wait_for()


def test_a_neural_voice_is_fetched_in_its_dialog_and_can_be_chosen(page: Any, server: Server, sessions: Path) -> None:
    pytest.importorskip("piper")
    pytest.importorskip("onnx")
    import piper_server  # with all that makes a voice, which only this test needs

    with piper_server.running() as hub:
        hub.files = {f"{piper_server.KEY}.onnx": piper_server.toy_model(),
                     f"{piper_server.KEY}.onnx.json": piper_server.toy_config()}  # fmt: skip
        fills = (Fill(port="Speaker", model=piper_server.KEY),)
        ours = Services(sessions, sessions.parent / "secrets")
        ours.put(Entry(id="piper", house="piper", label="Piper", base_url=hub.url, fills=fills), new=True)
        try:
            page.goto(server.at(""))
            page.get_by_role("button", name="Neural voices").click()
            dialog = page.get_by_role("dialog")
            dialog.get_by_text("A voice is fetched once.").wait_for()
            dialog.get_by_role("button", name="Fetch").click()
            page.get_by_text("is here. Choose it as the voice.").wait_for()
            assert list((sessions / ".providers" / "piper").rglob("*.onnx"))
            settled(page)
        finally:
            ours.remove("piper")
