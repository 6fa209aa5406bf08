"""Writer, critic and director against a service on loopback: what they may change, what is verified, what it costs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import KEY, Service
from openai_server import running
from seats import SERVERS, Seat, of, taken

from core.errors import NoBalance, OverBudget, Unavailable
from core.film import Brief, Layout, Line, Pace, Script, Severity, Slide, Source
from core.film.discussion import Discussed, Kind, Remark, Role
from core.policy import Answer, Budget, Circuit, Policy, Timeouts, Tries
from core.ports import DiscussingWriter, Writer
from core.providers.chained import ChainedWriter
from core.providers.connection import Connection
from core.providers.offline.writer import OfflineWriter
from core.providers.openai import OpenAIWriter
from core.providers.prompts import EDITION
from core.providers.writers_room import arranged, worked_over
from core.services.entries import Entry, Fill, KeyReference, Price
from core.services.keys import Keys

SOURCE = "# Acme 4.0\n\nSearch now takes 120 ms instead of 410 ms.\n\n- Offline sync\n- Dark mode\n\nTry it at acme.example."
PACE = Pace(us_per_character=60_000)
BEATS = (Layout.TITLE, Layout.STATEMENT, Layout.NUMBER, Layout.BULLETS, Layout.CALL)
BRIEF = Brief(source=SOURCE, rounds=1, beats=BEATS)
LINES: list[dict[str, Any]] = [
        {"narration": "Meet Acme 4.0.", "layout": "title", "headline": "Acme 4.0", "source_first": 1, "source_last": 1},
        {
            "narration": "Search takes 120 milliseconds, which is 70 percent less.", "layout": "number", "headline": "Search",
            "source_first": 3, "source_last": 3,
            "figure": {"value": 120, "text": "120", "unit": "ms", "label": "search", "before": "410 ms", "change": ""},
        },
        {"narration": "It syncs offline.", "layout": "bullets", "source_first": 5, "headline": "New",
         "items": [{"title": "Offline sync"}, {"title": "Dark mode"}]},
        {"narration": "Try it today.", "layout": "call", "headline": "Try it", "source_first": 8, "source_last": 8},
]  # fmt: skip
DRAFT = {"title": "Acme 4.0", "lines": LINES}
MENDED = {**LINES[1], "number": 2, "narration": "Search takes 120 milliseconds instead of 410."}
CRITICISM: dict[str, Any] = {"said": "Clear, but dry.", "findings": [
    {"line": 3, "kind": "tone", "severity": "warning", "sentence": "It is dry.", "advice": "Say what for."}]}  # fmt: skip
DIRECTION: dict[str, Any] = {"said": "Only the number.", "take": [], "order": [], "layouts": [], "cut": []}
REVISION: dict[str, Any] = {"said": "The number is the source's now.", "lines": [MENDED]}


def as_role(**given: Any) -> Callable[[dict[str, Any]], str]:
    """What the service answers in each role."""
    told = {"script": DRAFT, "criticism": CRITICISM, "direction": DIRECTION, "revision": REVISION, **given}
    return lambda body: json.dumps(told[body["response_format"]["json_schema"]["name"]])


@pytest.fixture(scope="module")
def running_service() -> Iterator[Service]:
    with running() as service:
        yield service


@pytest.fixture
def service(running_service: Service) -> Iterator[Service]:
    running_service.begin()
    running_service.reply = as_role()
    yield running_service
    assert running_service.problems == []


def connection(service: Service, folder: Path, **policy: Any) -> Connection:
    day = date(2026, 1, 1)
    prices = tuple(
        Price(model="gpt-test", unit=unit, usd=Decimal(2), since=day) for unit in ("1M input tokens", "1M output tokens")
    )  # type: ignore[arg-type]
    tries = Tries(attempts=1, first_s=0.01)
    entry = Entry(
        id="mine", house="openai", label="Our gateway", base_url=service.url, key=KeyReference(source="studio"), prices=prices,
        fills=(Fill(port="Writer", model="gpt-test"),),
        policy=Policy(tries=tries, timeouts=Timeouts(total_s=20), circuit=Circuit(failures=50), **policy),
    )  # fmt: skip
    Keys(folder / "providers", folder / "secrets").enter("mine", KEY)
    return Connection(entry, "Writer", folder / "providers", folder / "secrets")


def discussed(service: Service, folder: Path, brief: Brief = BRIEF) -> Discussed:
    return OpenAIWriter(connection(service, folder)).discuss(brief, PACE)


def roles(service: Service) -> list[str]:
    return [body["response_format"]["json_schema"]["name"] for _, body in service.requests]


def test_a_round_is_critic_director_and_writer_and_each_answer_is_kept_with_its_cost(service: Service, tmp_path: Path) -> None:
    found = discussed(service, tmp_path)
    assert roles(service) == ["script", "criticism", "direction", "revision"]
    talk = found.discussion
    assert [turn.role for turn in talk.turns] == [Role.WRITER, Role.CRITIC, Role.DIRECTOR, Role.WRITER]
    assert [turn.said for turn in talk.rounds[0].turns] == [CRITICISM["said"], DIRECTION["said"], REVISION["said"]]
    assert {(turn.tokens_read, turn.tokens_written, turn.usd) for turn in talk.turns} == {(1000, 500, Decimal("0.003"))}
    assert {turn.model for turn in talk.turns} == {"gpt-test-2026-10-01"}
    assert (talk.wanted, talk.ended) == (1, "The round is done.")
    assert Discussed.model_validate_json(found.model_dump_json()) == found


def test_a_number_that_is_not_in_the_source_is_worked_on_whatever_the_director_says(service: Service, tmp_path: Path) -> None:
    found = discussed(service, tmp_path)
    [one] = found.discussion.rounds
    assert [(r.kind, r.line, r.measured) for r in one.remarks] == [(Kind.UNSOURCED, 2, True), (Kind.TONE, 3, False)]
    assert one.taken == (0,)
    assert found.script.lines[1].narration == "Search takes 120 milliseconds instead of 410."
    [change] = one.changes
    assert (change.line, change.what, change.remarks) == (2, "reworded", (0,))
    assert found.discussion.still_open == ()
    asked = service.requests[3][1]["messages"][1]["content"]
    assert "- line 2:" in asked
    assert "It is dry" not in asked


def test_lines_that_no_finding_names_stay_byte_for_byte_also_when_the_writer_sends_others(
    service: Service, tmp_path: Path
) -> None:
    greedy = [MENDED, {**LINES[2], "number": 3, "narration": "Everything is new."}, {**MENDED, "number": 9}]
    service.reply = as_role(revision={"said": "More.", "lines": greedy})
    first = OpenAIWriter(connection(service, tmp_path)).write(BRIEF, PACE)
    found = discussed(service, tmp_path)
    same = [(0, 0), (2, 2), (3, 3)]
    assert [found.script.lines[i].model_dump_json() == first.lines[j].model_dump_json() for i, j in same] == [True] * 3


def test_a_new_wording_that_claims_more_than_the_source_is_turned_down_and_what_stays_open_is_told(
    service: Service, tmp_path: Path
) -> None:
    service.reply = as_role(
        direction={**DIRECTION, "take": [2]},
        revision={"said": "Done.", "lines": [{**LINES[2], "number": 3, "narration": "9 of 10 teams sync offline."}]},
    )
    found = discussed(service, tmp_path)
    [change] = found.discussion.rounds[0].changes
    assert (change.line, change.what) == (3, "kept")
    assert "“9”" in change.after
    assert found.script.lines[2].narration == "It syncs offline."
    assert [(r.kind, r.severity) for r in found.discussion.still_open] == [(Kind.UNSOURCED, Severity.HARD)]
    assert found.discussion.ended == "What was written anew claimed more than the text says, so the script stays as it was."


def test_the_director_orders_relays_and_cuts_within_the_format_and_nothing_is_lost(service: Service, tmp_path: Path) -> None:
    layouts = [{"line": 2, "layout": "Statement"}, {"line": 3, "layout": "quote"}, {"line": 3, "layout": "steps"}]
    service.reply = as_role(direction={**DIRECTION, "take": [2], "order": [4, 3, 2, 1, 7], "layouts": layouts, "cut": [1, 4]})
    found = discussed(service, tmp_path)
    assert [line.slide.headline for line in found.script.lines] == ["Acme 4.0", "New", "Search", "Try it"]
    told = {(change.what, change.line) for change in found.discussion.rounds[0].changes}
    assert ("relaid", 2) in told
    assert len([what for what, _ in told if what == "moved"]) == 1
    assert not [what for what, _ in told if what == "cut"]
    service.reply = as_role(direction={**DIRECTION, "said": "Out.", "take": [2], "cut": [3]})
    shorter = discussed(service, tmp_path / "b")
    assert [line.slide.headline for line in shorter.script.lines] == ["Acme 4.0", "Search", "Try it"]


def test_rounds_end_when_nothing_is_found_and_never_exceed_what_was_asked(service: Service, tmp_path: Path) -> None:
    service.reply = as_role(script={**DRAFT, "lines": [line for i, line in enumerate(LINES) if i != 1]},
                            criticism={"said": "Good as it is.", "findings": []})  # fmt: skip
    found = discussed(service, tmp_path, BRIEF.model_copy(update={"rounds": 3}))
    assert roles(service) == ["script", "criticism"]
    assert found.discussion.ended == "The critic found nothing to mend."
    service.begin()
    number = count(1)

    def offline_again() -> dict[str, Any]:
        return {**LINES[2], "number": 3, "narration": f"It syncs{' offline' * next(number)}."}

    service.reply = lambda body: as_role(
        direction={**DIRECTION, "take": [1, 2]},
        revision={"said": "", "lines": [offline_again()]},
    )(body)  # fmt: skip
    found = discussed(service, tmp_path / "b", BRIEF.model_copy(update={"rounds": 2}))
    assert len(found.discussion.rounds) == 2
    assert len(service.requests) <= 1 + 3 * 2


def test_the_same_again_costs_no_call_and_one_round_more_only_its_own(service: Service, tmp_path: Path) -> None:
    first = discussed(service, tmp_path)
    assert discussed(service, tmp_path) == first
    assert len(service.requests) == 4
    discussed(service, tmp_path, BRIEF.model_copy(update={"rounds": 2}))
    assert roles(service)[4:6] == ["criticism", "direction"]
    assert "script" not in roles(service)[4:]


def test_a_failure_in_the_middle_keeps_what_was_paid_for(service: Service, tmp_path: Path) -> None:
    service.plan = ["", "", "503"]
    with pytest.raises(Unavailable):
        discussed(service, tmp_path)
    assert roles(service) == ["script", "criticism", "direction"]
    found = discussed(service, tmp_path)
    assert roles(service)[3:] == ["direction", "revision"]
    assert len(found.discussion.turns) == 4


def test_a_script_that_was_written_is_kept_when_its_rounds_fail_and_another_would_write_the_next(
    service: Service, tmp_path: Path
) -> None:
    service.plan = ["", "", "", "", "503"]
    writer = OpenAIWriter(connection(service, tmp_path))
    chain = ChainedWriter((("Our gateway", writer), ("this machine", OfflineWriter())))
    found = chain.discuss(BRIEF.model_copy(update={"rounds": 2}), PACE)
    assert found.script.lines[1].narration == MENDED["narration"], "what the first round came to"
    assert len(found.discussion.rounds) == 1
    assert found.discussion.ended.endswith("The script stays as it was by then.")
    assert found.script.notes[-1].startswith("The rounds ended early: ")
    assert not found.script.stood_in
    service.always = "503"
    other = chain.discuss(BRIEF.model_copy(update={"source": SOURCE + " Soon."}), PACE)
    assert other.script.stood_in, "where nothing was written yet, the next one writes"
    service.plan, service.always = ["", "", "503"], ""
    with pytest.raises(Unavailable):  # where nobody else is asked, it stops, and goes on later with what was answered
        ChainedWriter(chain.links[:1]).discuss(BRIEF.model_copy(update={"source": SOURCE + " Later."}), PACE)


def test_a_role_that_a_model_declines_ends_the_rounds_there_and_the_script_stands(service: Service, tmp_path: Path) -> None:
    service.plan = ["", "refusal"]
    found = discussed(service, tmp_path)
    assert found.script.lines[1].narration == LINES[1]["narration"]
    assert "declined" in found.discussion.ended
    assert found.discussion.still_open[0].kind is Kind.UNSOURCED
    service.reply = as_role(direction="no object at all")
    again = discussed(service, tmp_path / "b")
    assert [len(one.turns) for one in again.discussion.rounds] == [1]
    assert "form that was asked for" in again.discussion.ended


def test_a_budget_stops_the_rounds_before_they_cost_and_going_on_asks_only_what_is_missing(
    service: Service, tmp_path: Path
) -> None:
    tight = OpenAIWriter(connection(service, tmp_path, budget=Budget(month_usd=Decimal("0.009"))))
    with pytest.raises(OverBudget):
        tight.discuss(BRIEF, PACE)
    asked = len(service.requests)
    assert 0 < asked < 4
    assert len(discussed(service, tmp_path).discussion.turns) == 4
    assert len(service.requests) == 4


@pytest.mark.parametrize(
    "criticism",
    [
        {"said": None, "findings": None},
        {"findings": [{"line": "2", "sentence": "x"}, {"line": 99, "kind": "Style!", "severity": "MUST", "sentence": "Late."}]},
        {"said": "x", "findings": [{"sentence": "   "}, {"line": 0, "sentence": "Whole.", "kind": "TONE", "severity": "high"}]},
    ],
)
def test_near_misses_of_a_critic_are_repaired(service: Service, tmp_path: Path, criticism: dict[str, Any]) -> None:
    service.reply = as_role(criticism=criticism)
    [one] = discussed(service, tmp_path).discussion.rounds
    opinions = [remark for remark in one.remarks if not remark.measured]
    assert len(opinions) == len([f for f in criticism["findings"] or [] if f["sentence"].strip()])
    assert all(remark.line is None or remark.line <= 4 for remark in opinions)


def test_a_script_without_rounds_is_asked_for_once_and_the_prompts_are_part_of_who_wrote_it(
    service: Service, tmp_path: Path
) -> None:
    writer = OpenAIWriter(connection(service, tmp_path))
    writer.write(BRIEF.model_copy(update={"rounds": 0}), PACE)
    assert roles(service) == ["script"]
    assert EDITION in writer.identity
    assert isinstance(writer, DiscussingWriter)
    offline: Writer = OfflineWriter()
    assert not isinstance(offline, DiscussingWriter)


def test_a_chain_discusses_where_its_first_link_can_and_else_says_that_it_works_in_one_go(
    service: Service, tmp_path: Path
) -> None:
    writer = OpenAIWriter(connection(service, tmp_path))
    chain = ChainedWriter((("Our gateway", writer), ("this machine", OfflineWriter())))
    assert chain.discusses
    assert len(chain.discuss(BRIEF, PACE).discussion.rounds) == 1
    service.always = "402"
    other = chain.discuss(BRIEF.model_copy(update={"take": 2}), PACE)
    assert "one go" in other.discussion.ended
    assert other.script.stood_in.startswith("Made by this machine instead")
    with pytest.raises(NoBalance):
        writer.discuss(BRIEF.model_copy(update={"take": 2}), PACE)
    assert not ChainedWriter((("this machine", OfflineWriter()),)).discusses


ROLES = {"You are the critic": "criticism", "You direct short": "direction", "You now work over": "revision"}


@of(Writer, paid=True)
def test_every_house_that_writes_can_be_critic_and_director_too(seat: Seat, tmp_path: Path) -> None:
    with SERVERS[seat.house]() as service:
        writer = taken(seat, service, tmp_path)
        told = {"script": DRAFT, "criticism": CRITICISM, "direction": DIRECTION, "revision": REVISION}
        service.reply = lambda body: json.dumps(
            told[next((name for words, name in ROLES.items() if words in json.dumps(body)), "script")]
        )
        found = writer.discuss(BRIEF, PACE)
        assert [turn.role for turn in found.discussion.turns] == [Role.WRITER, Role.CRITIC, Role.DIRECTOR, Role.WRITER]
        assert found.script.lines[1].narration == "Search takes 120 milliseconds instead of 410."
        assert all(turn.tokens_read and turn.tokens_written for turn in found.discussion.turns)
        assert writer.discuss(BRIEF, PACE) == found
        assert service.problems == []


def line(number: int, layout: Layout = Layout.STATEMENT) -> Line:
    slide = Slide(layout=layout, headline=f"Line {number}")
    return Line(narration=f"The words of line {number}.", slide=slide, source=Source(first=1, last=1))


NUMBERS = st.lists(st.integers(-2, 9), max_size=9)


@settings(max_examples=150, deadline=None)
@given(NUMBERS, st.integers(1, 7))
def test_any_order_becomes_one_of_all_lines(order: list[int], count: int) -> None:
    lines = [line(1, Layout.TITLE), *(line(i) for i in range(2, count + 1))]
    lines[-1] = line(count, Layout.CALL if count > 1 else Layout.TITLE)
    found = arranged(order, lines)
    assert sorted(found) == list(range(1, count + 1))
    assert (found[0], found[-1]) == (1, count)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(-1, 8), max_size=5),
    NUMBERS,
    st.lists(st.integers(-1, 8), max_size=5),
    st.lists(st.integers(0, 7), max_size=6),
)
def test_whatever_models_say_only_lines_that_a_taken_finding_names_are_worded_anew(
    take: list[int], order: list[int], cut: list[int], sent: list[int]
) -> None:
    script = Script(title="x", language="en", lines=tuple(line(i) for i in range(1, 6)))
    findings = [{"line": i, "kind": "tone", "severity": "note", "sentence": "Dry.", "advice": ""} for i in (2, 3, 5)]
    told = {
        "criticism": {"said": "", "findings": findings},
        "direction": {"said": "", "take": take, "order": order, "layouts": [], "cut": cut},
        "revision": {"said": "", "lines": [{"number": i, "narration": f"Other words {i}.", "headline": "o"} for i in sent]},
    }

    def converse(messages: object, name: str, form: object, check: object) -> Answer:
        return Answer(text=json.dumps(told[name]))

    talk = worked_over(script, (), Brief(source="words line", rounds=1), PACE, converse)
    [one] = talk.discussion.rounds
    named = {one.remarks[i].line for i in one.taken}
    kept = {line.model_dump_json() for line in talk.script.lines}
    for number, before in enumerate(script.lines, 1):
        assert before.model_dump_json() in kept or number in named or None in named
    assert len(talk.script.lines) >= 2
    assert all(isinstance(remark, Remark) for remark in one.remarks)
