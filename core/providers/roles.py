"""What critic, director and writer are given in a round and the forms of their answers; near-misses are repaired where only one
thing can be meant."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal, TypeVar

from pydantic import ValidationError, model_validator

from core.errors import BadAnswer
from core.film import Brief, Layout, Line, Script, Severity
from core.film.discussion import Kind, Remark
from core.providers.drafting import DraftLine, Form, layout_named, numbered
from core.providers.prompts import CRITIC, DIRECTOR, REVISER, WRITER

F = TypeVar("F", bound=Form)

_KINDS = Literal["unsourced", "hearing", "jargon", "clarity", "tone", "call", "sameness", "order", "length"]
_MATTERS = Literal["hard", "warning", "note"]
_CALLED = {
    "must": "hard",
    "error": "hard",
    "high": "hard",
    "should": "warning",
    "medium": "warning",
    "could": "note",
    "low": "note",
}
MOST_FINDINGS = 6


class Finding(Form):
    """One thing that the critic found."""

    line: int | None
    kind: _KINDS
    severity: _MATTERS
    sentence: str
    advice: str

    @model_validator(mode="before")
    @classmethod
    def _near(cls, given: Any) -> Any:
        if isinstance(given, dict):
            kind, matters = (str(given.get(name, "")).strip().lower() for name in ("kind", "severity"))
            matters = _CALLED.get(matters, matters)
            given = {**given, "kind": kind if kind in _KINDS.__args__ else "clarity"}  # type: ignore[attr-defined]
            given["severity"] = matters if matters in _MATTERS.__args__ else "note"  # type: ignore[attr-defined]
            given["line"] = given["line"] if isinstance(given.get("line"), int) and given["line"] > 0 else None
        return given


class Criticism(Form):
    """The critic's answer."""

    said: str
    findings: list[Finding]


class Relaid(Form):
    """A line in another layout."""

    line: int
    layout: str


class Direction(Form):
    """The director's answer."""

    said: str
    take: list[int]
    order: list[int]
    layouts: list[Relaid]
    cut: list[int]


class RevisedLine(DraftLine):
    """A line that was worked over, with its number."""

    number: int


class Revision(Form):
    """The writer's answer in a round."""

    said: str
    lines: list[RevisedLine]


def read(form: type[F], text: str) -> F:
    """An answer in that form, also inside a fence or between other words. Raises `BadAnswer`."""
    try:
        plain = json.loads(text[text.find("{") : text.rfind("}") + 1], strict=False)
        return form.model_validate(plain)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadAnswer("The model's answer has not the form that was asked for.", detail=f"{where}: {first['msg']}") from error
    except ValueError as error:
        raise BadAnswer("The model's answer has not the form that was asked for.", detail=text[:500]) from error


def remarks_of(criticism: Criticism, lines: int) -> tuple[Remark, ...]:
    """The critic's findings as values; one about a line that there is not is about the whole."""
    found = [finding for finding in criticism.findings if finding.sentence.strip()][:MOST_FINDINGS]
    return tuple(
        Remark(
            kind=Kind(one.kind),
            severity=Severity(one.severity),
            line=one.line if one.line is not None and one.line <= lines else None,
            sentence=one.sentence,
            hint=one.advice,
            measured=False,
        )
        for one in found
    )


def for_critic(brief: Brief, script: Script, known: Sequence[Remark]) -> list[dict[str, str]]:
    """What the critic is asked."""
    told = ["Found already:", *listed(known)] if known else []
    return _asked(CRITIC, brief, [*_script(script), *told])


def for_director(brief: Brief, script: Script, found: Sequence[Remark]) -> list[dict[str, str]]:
    """What the director is asked."""
    layouts = ", ".join(layout.value for layout in brief.beats) or "all"
    return _asked(DIRECTOR, brief, [*_script(script), f"Layouts of this format: {layouts}.", "", "Findings:", *listed(found)])


def for_writer(brief: Brief, script: Script, found: Sequence[Remark], taken: Sequence[int]) -> list[dict[str, str]]:
    """What the writer is asked to work over: the lines that findings name, with what was found."""
    rows = [f"- line {found[i].line}: {found[i].sentence} {found[i].hint}".rstrip() for i in taken]
    return _asked(f"{WRITER}\n\n{REVISER}", brief, [*_script(script), "Work over:", *rows])


def listed(found: Sequence[Remark]) -> list[str]:
    """Remarks as models see them, numbered from 1."""
    rows = []
    for number, one in enumerate(found, 1):
        where = "the whole" if one.line is None else f"line {one.line}"
        must = "must, " if one.measured and one.severity is Severity.HARD else ""
        rows.append(f"{number}. {must}{one.severity.value}, {where}, {one.kind.value}: {one.sentence} {one.hint}".rstrip())
    return rows


def relaid(line: Line, name: str, beats: Sequence[Layout]) -> Line | None:
    """The line in the layout of that name; None where it is not the format's, not known, or its content has nothing for it."""
    layout = layout_named(name)
    if layout is None or layout is line.slide.layout or (beats and layout not in beats):
        return None
    slide = line.slide
    lacks = {
        Layout.NUMBER: slide.figure is None,
        Layout.QUOTE: slide.quote is None,
        Layout.CODE: slide.code is None,
        Layout.COMPARISON: len(slide.items) < 2,
        **dict.fromkeys((Layout.BULLETS, Layout.STEPS, Layout.TIMELINE), not slide.items),
        **dict.fromkeys((Layout.TITLE, Layout.SECTION, Layout.STATEMENT, Layout.CALL), not slide.headline),
    }
    return None if lacks.get(layout, True) else line.model_copy(update={"slide": slide.model_copy(update={"layout": layout})})


def _asked(system: str, brief: Brief, told: Sequence[str]) -> list[dict[str, str]]:
    named = ("title", "audience", "tone", "goal", "category")
    wanted = [f"{name.capitalize()}: {chosen}." for name in named if (chosen := getattr(brief, name))]
    rows = [f"Language of the script: {brief.language}.", *wanted, "", *numbered(brief), "", *told]
    return [{"role": "system", "content": system}, {"role": "user", "content": "\n".join(rows)}]


def _script(script: Script) -> list[str]:
    rows = ["The script:"]
    for number, line in enumerate(script.lines, 1):
        place = "no source" if line.source is None else f"source {line.source.first}-{line.source.last}"
        seen = " | ".join(words for _, words in line.slide.parts())
        rows += [f"{number} [{line.slide.layout.value}, {place}] {line.narration}", f"   on screen: {seen}"]
    return [*rows, ""]
