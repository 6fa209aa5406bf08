"""A flag goes with its line: where it was moved, and away where it was edited."""

from __future__ import annotations

from core.film import Layout, Line, Script, Slide
from core.film.flagging import READ, flagged
from core.film.naming import shot_lines
from core.film.screenplay import from_markdown, to_markdown
from core.film.script import Flag

TOLD = "The gate flagged it for violence."


def line(words: str) -> Line:
    return Line(narration=words, slide=Slide(layout=Layout.STATEMENT, headline=words.split()[0]))


A, B, C = line("Ships leave early."), line("Captains fight for berths."), line("Nobody calls.")
SCRIPT = Script(title="Ships", language="en", lines=(A, B, C), flags=(Flag(told=TOLD), Flag(line=B, told=TOLD)))


def at(*lines: Line) -> tuple[str, ...]:
    return flagged(SCRIPT.model_copy(update={"lines": lines}))


def test_a_flag_names_the_place_that_its_line_has_now() -> None:
    title = f"The title: {TOLD} {READ}"
    assert at(A, B, C) == (title, f"Line 2: {TOLD} {READ}")
    assert at(B, C, A) == (title, f"Line 1: {TOLD} {READ}")
    assert at(A, C, B, B) == (title, f"Line 3: {TOLD} {READ}", f"Line 4: {TOLD} {READ}")


def test_a_line_that_was_edited_or_is_gone_is_flagged_no_more() -> None:
    title = (f"The title: {TOLD} {READ}",)
    assert at(A, C) == title
    assert at(A, line("Captains queue for berths."), C) == title
    seen = B.model_copy(update={"slide": B.slide.model_copy(update={"headline": "A berth"})})
    assert at(A, seen, C) == title


def test_both_halves_of_a_flagged_line_that_is_too_long_for_one_shot_are_flagged() -> None:
    long = line(" ".join(f"Captain {name} fights for a berth in the harbour." for name in ("Ada", "Ben", "Cleo", "Dan") * 4))
    halves = shot_lines((long,))
    assert len(halves) > 1
    script = Script(title="Ships", language="en", lines=(A, *halves), flags=(Flag(line=long, told=TOLD),))
    assert flagged(script) == tuple(f"Line {number}: {TOLD} {READ}" for number in range(2, len(halves) + 2))


def test_flags_stay_with_a_script_that_is_edited_as_a_file() -> None:
    assert from_markdown(to_markdown(SCRIPT), base=SCRIPT) == SCRIPT
    moved = from_markdown(to_markdown(SCRIPT.model_copy(update={"lines": (C, B, A)})), base=SCRIPT)
    assert flagged(moved) == at(C, B, A)


def test_what_an_earlier_firstcut_noted_is_still_told() -> None:
    old = f"Line 2: {TOLD} {READ}"
    assert flagged(Script(title="Ships", language="en", lines=(A, B), notes=("Left out: a table.", old))) == (old,)
