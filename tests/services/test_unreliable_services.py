"""Many short films while a third of all calls fails at random: all are finished, and whoever stood in is named, shot by shot."""

from __future__ import annotations

import json
import random
import re
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))
from openai_server import KEY, Service, running

from core.film import Order, Quality, Script, Storyboard, Take
from core.making.halting import Made
from core.policy import Circuit, Policy, Timeouts, Tries
from core.services.entries import Chain, Entry, Fill, KeyReference, Roster
from core.services.roster import Services
from core.session import Session
from core.settings import Settings
from core.studio import Studio

pytestmark = pytest.mark.long

FAILURES = ("500", "503", "429", "429 later", "truncated", "wrong types", "reset", "not json")
SHARE = 0.3
QUICK = Policy(
    tries=Tries(attempts=3, first_s=0.01, longest_s=1), circuit=Circuit(failures=5, reset_s=0.5), timeouts=Timeouts(total_s=20)
)


class Moody(list[str]):
    """A plan of misbehaviours that never ends: a share of all requests meets one, by seeded chance."""

    def __init__(self, share: float, seed: int) -> None:
        super().__init__()
        self.share, self.chance, self.lock, self.failed = share, random.Random(seed), threading.Lock(), 0

    def __bool__(self) -> bool:
        return True

    def pop(self, index: object = 0) -> str:  # type: ignore[override]
        with self.lock:
            fails = self.chance.random() < self.share
            self.failed += fails
            return self.chance.choice(FAILURES) if fails else ""


def script_of(number: int) -> str:
    lines = [
        {"narration": f"Release {number} is here.", "layout": "title", "headline": f"Release {number}"},
        {"narration": f"It has {number} fixes.", "layout": "statement", "headline": "Fixes"},
    ]
    return json.dumps({"title": f"Release {number}", "lines": lines})


@pytest.fixture
def service() -> Iterator[Service]:
    with running() as there:
        there.reply = lambda body: script_of(int(re.findall(r"Release (\d+)", body["messages"][1]["content"])[0]))
        yield there


def set_up(root: Path, url: str, policy: Policy, *fallbacks: str) -> Services:
    services = Services(root, root.parent / "secrets")
    fills = (Fill(port="Writer", model="w"), Fill(port="Speaker", model="s"))
    key = KeyReference(source="studio")
    entry = Entry(id="mine", house="openai", base_url=url, key=key, fills=fills, policy=policy)
    chains = tuple(Chain(port=port, first="mine", fallbacks=fallbacks) for port in ("Writer", "Speaker"))
    services.save(Roster(entries=(entry,), chains=chains))
    services.keys.enter("mine", KEY)
    return services


def films(studio: Studio, count: int, at_once: int) -> list[tuple[Session, Made]]:
    def make(number: int) -> tuple[Session, Made]:
        source = f"# Release {number}\n\nRelease {number} has {number} fixes."
        session = studio.create(Order(source=source, quality=Quality.DRAFT, avatar="none"))
        return session, studio.make(session)

    with ThreadPoolExecutor(at_once) as threads:
        return list(threads.map(make, range(1, count + 1)))


def spoken_by_service(service: Service) -> set[str]:
    return {str(body["input"]) for operation, body in service.requests if operation == "audio/speech"}


@pytest.mark.parametrize("count", [4, pytest.param(100, marks=[pytest.mark.slow, pytest.mark.timeout(1500)])])
def test_all_films_are_finished_and_every_stand_in_is_named(tmp_path: Path, service: Service, count: int) -> None:
    root = tmp_path / "sessions"
    set_up(root, service.url, QUICK, "offline")
    moods = service.plan = Moody(SHARE, seed=7)
    settings = Settings(sessions=root, secrets=tmp_path / "secrets", workers=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTCUT_SECRETS", str(tmp_path / "secrets"))
        with Studio(settings) as studio:
            made = films(studio, count, 2)
    assert len(made) == count
    assert moods.failed > 0.2 * len(service.requests)
    stood_in = 0
    for session, film in made:
        assert film.file.exists()
        assert film.cut.report.passed
        script = Script.model_validate_json(session.read("scripts/script.json") or "")
        board = Storyboard.model_validate_json(session.read("scripts/storyboard.json") or "")
        named = {finding.shot for finding in film.cut.report.findings if finding.check == "fallback"}
        assert len(list(session.folder.glob("audio/[0-9]*.wav"))) == len(board.shots) >= film.shots > 0
        written_here = not any("is here" in line.narration for line in script.lines)
        assert written_here == any(note.startswith("Made by this machine instead") for note in script.notes)
        for number, shot in enumerate(board.shots, 1):
            [path] = session.folder.glob(f"audio/{number:03d}*.json")
            take = Take.model_validate_json(path.read_text("utf-8"))
            assert bool(take.note) == (shot.id in named), "a stand-in is on the take and in the report, or nowhere"
            if not take.note:
                assert shot.utterance.text in spoken_by_service(service), "what nobody is named for was spoken by the service"
            stood_in += bool(take.note)
    assert stood_in < len(made), "most lines are spoken by the service in the end"
    assert KEY not in "".join(path.read_text("utf-8", "ignore") for path in root.rglob("*") if path.suffix in (".json", ".log"))


def test_a_service_that_died_for_good_is_asked_no_more_than_its_circuit_allows_over_all_workers(
    tmp_path: Path, service: Service
) -> None:
    root = tmp_path / "sessions"
    policy = QUICK.model_copy(update={"circuit": Circuit(failures=3, reset_s=2.0)})
    set_up(root, service.url, policy, "offline")
    service.always = "503"
    settings = Settings(sessions=root, secrets=tmp_path / "secrets", workers=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTCUT_SECRETS", str(tmp_path / "secrets"))
        began = time.monotonic()
        with Studio(settings) as studio:
            made = films(studio, 2, 2)
        took = time.monotonic() - began
    assert len(service.requests) <= 3 + took / 2.0 + 1
    assert all(film.cut.report.passed for _, film in made)
