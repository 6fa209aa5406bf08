"""What others made instead is named, priced and asked for again by one step, once the first choice is back; the rest is kept."""

from __future__ import annotations

import io
import json
import sys
import time
import wave
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))
from openai_server import KEY, Service, running

from core.film import Order, Quality, Take
from core.media.espeak import Espeak
from core.policy import Circuit, Policy, Tries
from core.services.entries import Chain, Entry, Fill, KeyReference, Price
from core.services.roster import Services
from core.session import Session
from core.settings import Settings
from core.studio import Studio

RESET_S = 1.0


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running() as there:
        there.reply = lambda body: json.dumps(
            {"title": "A", "lines": [{"narration": "Search is three times as fast.", "layout": "statement", "headline": "Fast"}]}
        )
        yield there


@pytest.fixture
def studio(tmp_path: Path, service: Service, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setenv("FIRSTCUT_SECRETS", str(tmp_path / "secrets"))
    services = Services(tmp_path / "sessions", tmp_path / "secrets")
    price = Price(model="s", unit="1M characters", usd=Decimal(1000), since=date(2026, 1, 1))
    policy = Policy(tries=Tries(attempts=1), circuit=Circuit(failures=1, reset_s=RESET_S))
    fills = (Fill(port="Writer", model="w"), Fill(port="Speaker", model="s"))
    key = KeyReference(source="studio")
    entry = Entry(id="mine", house="openai", base_url=service.url, key=key, fills=fills, policy=policy, prices=(price,))
    services.put(entry, new=True)
    services.keys.enter("mine", KEY)
    with Studio(Settings(sessions=tmp_path / "sessions", secrets=tmp_path / "secrets"), inline=True) as opened:
        yield opened


def asks(studio: Studio, port: str) -> None:
    studio.services.choose(Chain(port=port, first="mine", fallbacks=("offline",)))


def until_back(studio: Studio, name: str) -> None:
    comes(lambda: not studio.upgrades.of(name).waits_for)


def comes(there: Callable[[], bool]) -> None:
    ends = time.monotonic() + 120
    while not there():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.05)


def test_shots_that_another_spoke_are_spoken_again_by_the_first_choice_for_what_the_plan_says(
    studio: Studio, service: Service
) -> None:
    asks(studio, "Speaker")
    service.always = "503"
    session = studio.create(Order(source="Search takes 120 ms now. It works offline.", quality=Quality.DRAFT, avatar="none"))
    made = studio.make(session)
    service.always = ""
    there = studio.upgrades.of(session.id)
    assert [piece.number for piece in there.pieces] == list(range(1, made.shots + 1))
    assert all(piece.note.startswith("Made by this machine instead: mine ") for piece in there.pieces)
    studio.services.keys.forget("mine")
    assert studio.upgrades.of(session.id).waits_for == "mine has no key."
    studio.services.keys.enter("mine", KEY)
    assert studio.plan(session).sentence.startswith("Nothing to make")
    until_back(studio, session.id)
    assert studio.upgrades.ask_again(session.id) == made.shots
    plan = studio.plan(session)
    assert plan.cost > 0.01
    assert f"at most ${plan.cost:.2f}" in plan.sentence
    studio.make(session)
    assert studio.upgrades.of(session.id).pieces == ()
    paid = [one for one in studio.accounts.film(session) if one.name == "Speaker"]
    assert 0 < paid[0].usd <= Decimal(str(plan.cost)) + Decimal("0.0001")


def test_shots_whose_words_another_timed_are_told_in_the_film_and_its_report_and_asked_for_again(
    studio: Studio, service: Service
) -> None:
    service.voice = spoken
    asks(studio, "Speaker")
    address = "http://127.0.0.1:9/v1"  # where nobody listens
    ears = Entry(
        id="ears",
        house="openai",
        base_url=address,
        fills=(Fill(port="Aligner", model="w"),),
        policy=Policy(tries=Tries(attempts=1)),
    )
    studio.services.put(ears, new=True)
    studio.services.choose(Chain(port="Aligner", first="ears", fallbacks=("offline",)))
    session = studio.create(Order(source="Search takes half as long now.", quality=Quality.DRAFT, avatar="none"))
    made = studio.make(session)
    there = studio.upgrades.of(session.id)
    assert [(piece.task, piece.number) for piece in there.pieces] == [("Aligner", i) for i in range(1, made.shots + 1)]
    told = "Words timed by this machine instead: ears cannot be reached."
    assert {piece.note for piece in there.pieces} == {told}
    comes(lambda: {shot.fallback for shot in studio.boards.board(session.id).shots} == {told})
    report = made.cut.report
    assert [finding.message for finding in report.findings if finding.check == "fallback"] == [told] * made.shots
    studio.services.choose(Chain(port="Aligner"))
    assert studio.upgrades.of(session.id).waits_for == "No service is the first choice for this any more."
    assert studio.upgrades.ask_again(session.id) == made.shots
    studio.make(session)
    assert studio.upgrades.of(session.id).pieces == ()


def test_shots_that_are_only_timed_anew_are_not_spoken_again_and_nothing_else_is_paid_for(
    studio: Studio, service: Service
) -> None:
    service.voice = spoken
    asks(studio, "Speaker")
    with running() as listening:
        price = Price(model="w", unit="minute", usd=Decimal(6), since=date(2026, 1, 1))
        policy = Policy(tries=Tries(attempts=1), circuit=Circuit(failures=1, reset_s=RESET_S))
        key, fills = KeyReference(source="studio"), (Fill(port="Aligner", model="w"),)
        ears = Entry(id="ears", house="openai", base_url=listening.url, key=key, fills=fills, policy=policy, prices=(price,))
        studio.services.put(ears, new=True)
        studio.services.keys.enter("ears", KEY)
        studio.services.choose(Chain(port="Aligner", first="ears", fallbacks=("offline",)))
        listening.always = "503"
        session = studio.create(Order(source="Search takes half as long now.", quality=Quality.DRAFT, avatar="none"))
        shots = studio.make(session).shots
        comes(lambda: told_on(studio, session.id) == {"Words timed by this machine instead"})
        spoken_before, paid = len(service.asked("audio/speech")), by_task(studio, session)
        film, in_vain = studio.cutting.editor(session.id).film, len(listening.requests)
        listening.always, words = "", " ".join(line.narration for line in film.lines).split()
        listening.heard = [{"word": word, "start": i / 3, "end": (i + 1) / 3} for i, word in enumerate(words)]
        until_back(studio, session.id)
        assert studio.upgrades.ask_again(session.id) == shots
        plan = studio.plan(session)
        assert [cost.split(" by ")[0] for cost in plan.costs] == ["Times of words"]
        assert plan.cost > 0
        studio.make(session)
        assert listening.problems == []
        assert len(listening.requests) == in_vain + shots
    assert studio.upgrades.of(session.id).pieces == ()
    comes(lambda: told_on(studio, session.id) == {""})
    assert len(service.asked("audio/speech")) == spoken_before, "what was spoken is there"
    assert studio.cutting.editor(session.id).film == film, "nothing was edited"
    now = by_task(studio, session)
    assert now["Speaker"] == paid["Speaker"]
    assert 0 < now["Aligner"] <= Decimal(str(plan.cost))


def told_on(studio: Studio, name: str) -> set[str]:
    """What the editor's cards tell of stand-ins, without the reason."""
    return {shot.fallback.split(":")[0] for shot in studio.boards.board(name).shots}


def by_task(studio: Studio, session: Session) -> dict[str, Decimal]:
    """What a film has cost so far, by task."""
    return {one.name: one.usd for one in studio.accounts.film(session)}


def spoken(text: str) -> bytes:
    """Real words, by a voice that says nothing of their times."""
    said = Espeak.shared().say(text, "en-us+f5", rate=185)
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(said.rate)
        file.writeframes((said.samples * 32767).astype("<i2").tobytes())
    return out.getvalue()


def test_a_stand_ins_take_counts_for_its_own_film_alone_and_every_other_film_asks_the_service(
    studio: Studio, service: Service
) -> None:
    asks(studio, "Speaker")
    service.always = "503"
    order = Order(source="Search takes 120 ms now. It works offline.", quality=Quality.DRAFT, avatar="none")
    first = studio.create(order)
    shots = studio.make(first).shots
    service.always = ""
    until_back(studio, first.id)
    copy, other = studio.open(studio.shelf.duplicate(first.id)), studio.create(order)
    before = len(service.asked("audio/speech"))
    again = studio.make(first)
    assert again.made == 0, "what a film accepted stays, until somebody asks for more"
    assert len(service.asked("audio/speech")) == before
    assert len(studio.upgrades.of(first.id).pieces) == shots
    assert studio.plan(other).cost > 0
    assert any("another stood in for it" in shot.reasons for shot in studio.plan(copy).stale)
    studio.make(other)
    assert len(service.asked("audio/speech")) == before + shots
    assert studio.upgrades.of(other.id).pieces == ()
    studio.make(copy)
    assert studio.upgrades.of(copy.id).pieces == ()
    assert len(service.asked("audio/speech")) == before + shots, "what the service said is there for everybody"
    assert len(studio.upgrades.of(first.id).pieces) == shots


def test_a_script_that_another_wrote_is_written_again_and_its_lines_with_it(studio: Studio, service: Service) -> None:
    asks(studio, "Writer")
    service.always = "503"
    session = studio.create(Order(source="Search takes 120 ms now. It works offline.", quality=Quality.DRAFT, avatar="none"))
    report = studio.make(session).cut.report
    service.always = ""
    [piece] = studio.upgrades.of(session.id).pieces
    assert (piece.task, piece.number) == ("Writer", 0)
    assert [(one.message, one.shot) for one in report.findings if one.check == "fallback"] == [(piece.note, None)]
    until_back(studio, session.id)
    assert studio.upgrades.ask_again(session.id) == 1
    assert not [one for one in studio.make(session).cut.report.findings if one.check == "fallback"]
    assert studio.upgrades.of(session.id).pieces == ()
    script = studio.script(session.id)
    assert script is not None
    assert any("three times" in line.narration for line in script.lines)


def test_a_film_of_this_machine_alone_has_nothing_to_upgrade_and_costs_nothing(studio: Studio) -> None:
    session = studio.create(Order(source="It works offline.", quality=Quality.DRAFT, avatar="none"))
    assert studio.plan(session).sentence.endswith("$0.00.")
    studio.make(session)
    assert studio.upgrades.of(session.id).pieces == ()
    assert studio.accounts.film(session) == ()
    takes = [Take.model_validate_json(path.read_text("utf-8")) for path in session.folder.glob("audio/[0-9][0-9][0-9]*.json")]
    assert not any(take.note for take in takes)
