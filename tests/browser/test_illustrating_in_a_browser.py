"""Pictures for all shots in a real browser: the form, what comes in, one that fails and is asked for again, one edit each way."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from visiting import Server, settled, until

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))
import google_server
import openai_server
from loopback import KEY, Service

from core.policy import Policy, Timeouts, Tries
from core.services.entries import Chain, Entry, Fill, KeyReference, Price, Roster
from core.services.roster import Services
from core.settings import Settings
from core.studio import Studio

pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]
POLICY = Policy(tries=Tries(attempts=1), timeouts=Timeouts(connect_s=20, read_s=60, total_s=90), at_once=1)
DAY = date(2026, 1, 1)
LOOKS: dict[str, dict[str, Any]] = {
    "still": {"color_scheme": "dark"},
    "clip": {"width": 390, "height": 844, "color_scheme": "light"},
}


@pytest.fixture(scope="module")
def makers() -> Iterator[dict[str, Service]]:
    with openai_server.running() as stills, google_server.running() as clips:
        yield {"still": stills, "clip": clips}
        assert stills.problems == clips.problems == []


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory, harbor: tuple[Path, str], makers: dict[str, Service]) -> Iterator[Path]:
    """A film, and somebody who paints and somebody who films."""
    folder = tmp_path_factory.mktemp("studio") / "sessions"
    shutil.copytree(harbor[0], folder)
    services = Services(folder, folder.parent / "secrets")
    entries = (
        entry("stills", "openai", makers["still"], Fill(port="Painter", model="p"), "picture"),
        entry("clips", "google", makers["clip"], Fill(port="Filmer", model="f", options=(("look_s", "0.1"),)), "second"),
    )
    services.save(Roster(entries=entries, chains=(Chain(port="Painter", first="stills"), Chain(port="Filmer", first="clips"))))
    for one in entries:
        services.keys.enter(one.id, KEY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTCUT_SECRETS", str(folder.parent / "secrets"))
        yield folder


def entry(name: str, house: str, service: Service, fill: Fill, unit: str) -> Entry:
    price = Price.model_validate({"model": fill.model, "unit": unit, "usd": Decimal("0.04"), "since": DAY})
    return Entry(id=name, house=house, base_url=service.url, key=KeyReference(source="studio"), fills=(fill,), policy=POLICY,
                 prices=(price,))  # fmt: skip


def shown(server: Server, film: str) -> list[str]:
    """What was made by somebody, as the session's folder tells."""
    with Studio(Settings(sessions=server.sessions)) as studio:
        pictures = [line.slide.shown for line in studio.cutting.editor(film).film.lines]
    return ["clip" if one.footage else "still" for one in pictures if one is not None and (one.footage or one.made_by)]


@pytest.mark.parametrize("kind", ["still", pytest.param("clip", marks=pytest.mark.slow)])
def test_all_pictures_are_ordered_one_fails_and_all_are_put_in_and_taken_back(
    visit: Callable[..., Any], server: Server, harbor: tuple[Path, str], makers: dict[str, Service], kind: str
) -> None:
    page = visit(**LOOKS[kind])
    page.goto(server.at("edit", s=harbor[1], view="film", part="pictures"))
    page.get_by_role("textbox", name="One look for all").wait_for()
    settled(page)
    page.get_by_role("radio", name="Clips" if kind == "clip" else "Stills").click()
    go = page.get_by_role("button", name=re.compile(rf"^Make \d+ {kind}s?$"))
    go.wait_for()
    settled(page)
    page.get_by_text(re.compile(r"At most \$\d")).wait_for()
    makers[kind].plan = ["safety"]
    go.click()
    page.get_by_text("Not made").wait_for()
    page.get_by_text("Being made").first.wait_for(state="detached")
    settled(page)
    page.get_by_role("button", name="Try again").click()
    use = page.get_by_role("button", name=re.compile(r"^Use (it|them)$"))
    page.get_by_text("Not made").wait_for(state="detached")
    until(page, "() => !document.body.innerText.includes('Being made')")
    use.wait_for()
    if kind == "clip":
        until(page, "() => [...document.querySelectorAll('[data-testid=stMain] video')].some((one) => one.readyState >= 2)")
    settled(page)
    use.click()
    page.get_by_text("In the film", exact=True).first.wait_for()
    settled(page)
    assert shown(server, harbor[1])
    assert set(shown(server, harbor[1])) == {kind}
    page.get_by_role("button", name="Undo").first.click()
    use.wait_for()
    settled(page)
    assert shown(server, harbor[1]) == []
    page.get_by_role("button", name="Make others").click()
    go.or_(page.get_by_role("textbox", name="One look for all")).first.wait_for()
