"""A film whose script a model writes and works over: what is kept in its folder, what is paid once, and what changes nothing."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))

from openai_server import KEY, Service, running
from pydantic import ValidationError

from core.cli.terminal import rounds_of
from core.film import Order
from core.film.screenplay import to_markdown
from core.film.shot_edits import SetNarration
from core.making.casting import sources_of
from core.policy import Policy, Tries
from core.ports import Speaker, Writer
from core.services.entries import Chain, Entry, Fill, KeyReference, Price, Roster
from core.services.estimating import Estimates
from core.services.roster import Services
from core.settings import Settings
from core.studio import Studio

TEXT = "# Harbor 2.4\n\nSearch now takes 120 ms instead of 410 ms.\n\nTry it at harbor.example."
LINES = [
    {"narration": "Meet Harbor 2.4.", "layout": "title", "headline": "Harbor 2.4", "source_first": 1},
    {"narration": "Search takes 120 milliseconds, 70 percent less.", "layout": "statement", "headline": "It", "source_first": 3},
    {"narration": "Try it at harbor.example.", "layout": "call", "headline": "Try it", "source_first": 5},
]  # fmt: skip
ANSWERS: dict[str, Any] = {
    "script": {"title": "Harbor", "lines": LINES},
    "criticism": {"said": "Check the number.", "findings": []},
    "direction": {"said": "Mend it.", "take": [], "order": [], "layouts": [], "cut": []},
    "revision": {"said": "Mended.", "lines": [{**LINES[1], "number": 2, "narration": "Search takes 120 ms, not 410."}]},
}


@pytest.fixture(scope="module")
def running_service() -> Iterator[Service]:
    with running() as service:
        yield service


@pytest.fixture
def service(running_service: Service) -> Iterator[Service]:
    running_service.begin()
    running_service.reply = lambda body: json.dumps(ANSWERS[body["response_format"]["json_schema"]["name"]])
    yield running_service
    assert running_service.problems == []


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setenv("FIRSTCUT_SECRETS", str(tmp_path / "secrets"))
    settings = Settings(sessions=tmp_path / "sessions", secrets=tmp_path / "secrets", workers=1, _env_file=None)  # type: ignore[call-arg]
    with Studio(settings, inline=True) as there:
        yield there


def with_a_model(studio: Studio, service: Service) -> Services:
    day = date(2026, 1, 1)
    entry = Entry(
        id="mine", house="openai", label="Our gateway", base_url=service.url, key=KeyReference(source="studio"),
        fills=(Fill(port="Writer", model="gpt-test"),), policy=Policy(tries=Tries(attempts=1)),
        prices=(Price(model="gpt-test", unit="1M input tokens", usd=Decimal(2), since=day),
                Price(model="gpt-test", unit="1M output tokens", usd=Decimal(8), since=day)),
    )  # fmt: skip
    studio.services.keys.enter("mine", KEY)
    studio.services.save(Roster(entries=(entry,), chains=(Chain(port="Writer", first="mine"),)))
    return studio.services


def test_a_discussion_is_kept_beside_the_script_and_stays_through_edits_without_another_call(
    studio: Studio, service: Service
) -> None:
    with_a_model(studio, service)
    session = studio.create(Order(source=TEXT))
    assert service.requests == []
    studio.make_until(session, "script")
    assert len(service.requests) == 4
    assert "scripts/discussion.json" in [file.path for file in studio.artifacts(session.id)]
    talk = studio.viewing.reviews.discussion(session.id)
    assert talk is not None
    assert [turn.said for turn in talk.rounds[0].turns] == ["Check the number.", "Mend it.", "Mended."]
    assert (talk.usd, talk.changed) == (Decimal("0.024"), 1)
    script = studio.script(session.id)
    assert script is not None
    assert script.lines[1].narration == "Search takes 120 ms, not 410."
    assert studio.viewing.reviews.session(session.id) == ()
    session.write("scripts/script.md", to_markdown(script).replace("not 410.", "not 390."))
    studio.make_until(studio.open(session.id), "script")
    assert len(service.requests) == 4
    assert studio.viewing.reviews.discussion(session.id) == talk
    [found] = studio.viewing.reviews.session(session.id)
    assert "“390”" in found.remark.sentence
    assert found.shot


def test_an_edited_script_travels_with_its_discussion_to_a_studio_without_the_model(
    studio: Studio, service: Service, tmp_path: Path
) -> None:
    with_a_model(studio, service)
    session = studio.create(Order(source=TEXT))
    studio.make_until(session, "script")
    editor = studio.cutting.editor(session.id)
    editor.apply(SetNarration(shot=editor.shots[2].id, text="Try Harbor today at harbor.example."))
    studio.make_until(studio.open(session.id), "script")
    zipped = b"".join(studio.shelf.export(session.id).pieces)
    with Studio(Settings(sessions=tmp_path / "away", workers=1, _env_file=None), inline=True) as away:  # type: ignore[call-arg]
        there = away.open(away.shelf.take_in(io.BytesIO(zipped)))
        away.make_until(there, "script")
        assert away.viewing.reviews.discussion(there.id) == studio.viewing.reviews.discussion(session.id)
        script = away.script(there.id)
        assert script is not None
        assert script.lines[2].narration == "Try Harbor today at harbor.example."
        away.cutting.editor(there.id).undo()
        away.make_until(away.open(there.id), "script")
        assert away.viewing.reviews.discussion(there.id) is not None
    assert len(service.requests) == 4


def test_a_film_of_this_machine_has_no_rounds_and_they_change_nothing_of_it(studio: Studio, tmp_path: Path) -> None:
    ports = studio.services.cast((Speaker, Writer))
    briefs = {
        sources_of(Order(source=TEXT, rounds=rounds), ports[Speaker], tmp_path, ports[Writer]).brief for rounds in (0, 1, 3)
    }
    assert len(briefs) == 1
    session = studio.create(Order(source=TEXT, rounds=3))
    studio.make_until(session, "script")
    assert studio.viewing.reviews.discussion(session.id) is None
    assert not studio.estimates.discusses()


def test_a_discussion_of_an_earlier_script_goes_with_it(studio: Studio, service: Service) -> None:
    services = with_a_model(studio, service)
    session = studio.create(Order(source=TEXT))
    studio.make_until(session, "script")
    services.save(services.roster().model_copy(update={"chains": ()}))
    studio.make_until(studio.open(session.id), "script")
    assert studio.viewing.reviews.discussion(session.id) is None


def test_what_rounds_may_cost_is_told_before_and_covers_what_they_do(studio: Studio, service: Service) -> None:
    estimates = Estimates(with_a_model(studio, service))
    assert estimates.discusses()
    found = [estimates.run(TEXT, 400, "", rounds) for rounds in range(4)]
    assert [one.high for one in found] == sorted({one.high for one in found})
    assert found[0].low < found[1].low == found[3].low
    assert all(one.low < one.high for one in found)
    session = studio.create(Order(source=TEXT, rounds=1))
    plan = studio.plan(session)
    talk_after = studio.make_until(session, "script")
    assert talk_after.made > 0
    talk = studio.viewing.reviews.discussion(session.id)
    assert talk is not None
    assert Decimal(str(plan.cost)) >= talk.usd


def test_rounds_on_the_command_line_are_zero_to_three_and_say_where_they_count_for_nothing(
    studio: Studio, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rounds_of(argparse.Namespace(rounds=None), studio) == 1
    assert capsys.readouterr().err == ""
    assert rounds_of(argparse.Namespace(rounds=2), studio) == 2
    assert "one go" in capsys.readouterr().err
    with_a_model(studio, service)
    assert rounds_of(argparse.Namespace(rounds=2), studio) == 2
    assert capsys.readouterr().err == ""
    with pytest.raises(ValidationError):
        Order(source=TEXT, rounds=4)
