"""The log in sentences, and the files that it is read from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.showing.local_time import told as moment
from core.showing.tail import Tail
from core.showing.telling import reason, told
from core.showing.views import ShotCard

SHOTS = tuple(ShotCard(n, f"{n}abc-1", f"Shot {n}", "Words.", "title", "Maya", "half") for n in (1, 2, 3))
START = {"kind": "job-started", "at": "2026-11-21T05:00:00.000", "job": "a", "pid": 1}


def done(stage: str, item: str | None = None, why: str = "", reused: bool = False) -> dict[str, Any]:
    return {"kind": "part-done", "at": "2026-11-21T05:00:01.000", "stage": stage, "item": item, "why": why, "reused": reused,
            "seconds": 0.5, "output": "x"}  # fmt: skip


def end(state: str, **more: Any) -> dict[str, Any]:
    return {"kind": "job-done", "at": "2026-11-21T05:00:09.000", "state": state, "seconds": 9.0, **more}


def test_a_run_says_what_it_made_what_it_kept_and_why() -> None:
    (run,) = told(
        [START, done("voice", "1abc-1", "utterance.text changed"), done("voice", "2abc-1", reused=True), end("done", cut=2)],
        SHOTS,
    )
    assert run.headline == "Run 1 finished after 9.0 s and gave cut 2: 1 part made, 1 kept"
    assert run.lines == ["Takes: 1 made, because the narration changed; 1 kept."]
    assert [(part.what, part.how, part.why) for part in run.parts] == [
        ("Take of shot 1", "made", "the narration changed"),
        ("Take of shot 2", "kept", ""),
    ]


def test_a_failed_shot_is_named_with_its_error() -> None:
    failed = {
        "kind": "part-failed",
        "stage": "voice",
        "item": "3abc-1",
        "code": "unspeakable",
        "message": "Nothing to say.",
        "hint": "",
    }
    (run,) = told([START, failed, end("failed", message="The voice of shot 3 failed.")], SHOTS)
    assert (run.state, run.message) == ("failed", "The voice of shot 3 failed.")
    assert run.parts[0].what == "Take of shot 3"
    assert "failed: Nothing to say" in run.lines[0]


def test_a_run_that_never_ended_was_interrupted_when_another_followed() -> None:
    newest, oldest = told([START, done("script"), START, done("script", reused=True)], SHOTS)
    assert (oldest.number, oldest.state) == (1, "interrupted")
    assert (newest.number, newest.state, newest.kept) == (2, "running", 1)


def test_segments_and_turns_are_told_by_their_shots_and_editions() -> None:
    events = [
        START,
        done("compose", "1abc-1:75"),
        done("compose", "1abc-1>2abc-1"),
        {**done("compose", "9zzz-1:0"), "edition": "9x16_1080p"},
    ]
    (run,) = told(events, SHOTS)
    assert [part.what for part in run.parts] == [
        "Segment of shot 1",
        "Segment of the turn from shot 1 to 2",
        "Segment of a shot that is gone (9:16 1080p)",
    ]


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("utterance.text changed", "the narration changed"),
        ("utterance.voice.rate and utterance.text changed", "the voice and the narration changed"),
        ("the version of voice changed", "the studio makes the take in a newer way"),
        ("7 of 20 parts of template changed", "the template changed in 7 places"),
        ("form changed from a to b", "form changed from a to b"),
        ("", ""),
    ],
)
def test_reasons_are_told_in_words_of_people(why: str, words: str) -> None:
    assert reason(why) == words


def test_a_log_that_grows_is_read_from_where_it_was_left(tmp_path: Path) -> None:
    path, tail = tmp_path / "events.jsonl", Tail()
    assert tail.events(path) == ()
    path.write_text(json.dumps(START) + "\n" + '{"kind": "part-do', "utf-8")
    assert [event["kind"] for event in tail.events(path)] == ["job-started"], "half a line comes later"
    with path.open("a", encoding="utf-8") as file:
        file.write('ne"}\n[1]\nnot json\n' + json.dumps(end("done")) + "\n")
    assert [event["kind"] for event in tail.events(path)] == ["job-started", "part-done", "job-done"]


def test_a_log_that_was_replaced_is_read_anew(tmp_path: Path) -> None:
    path, tail = tmp_path / "events.jsonl", Tail()
    path.write_text((json.dumps(START) + "\n") * 5, "utf-8")
    assert len(tail.events(path)) == 5
    path.write_text(json.dumps(START) + "\n", "utf-8")
    assert len(tail.events(path)) == 1


def test_moments_are_told_on_the_clock_of_the_person_who_looks() -> None:
    assert moment("2026-11-21T23:30:00.000", "Europe/Berlin") == "22 Nov 2026, 00:30"
    assert moment("2026-11-21T23:30:05.000", None, seconds=True) == "21 Nov 2026, 23:30:05"
    assert moment("2026-11-21T23:30:00", "Nowhere/Land") == "21 Nov 2026, 23:30"
    assert moment("not a time", "UTC") == "not a time"
