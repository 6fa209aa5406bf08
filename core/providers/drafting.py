"""What a language model is asked for and how its answer becomes a script: one form for every house.

The model gives the words and which lines of the source they come from; everything else of a script is ours. Near-misses are
repaired where only one thing can be meant; what is not in the source is said in a note, not hidden.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from core.errors import BadAnswer
from core.film import Brief, Code, Figure, Item, Layout, Line, Pace, Quote, Script, Slide, Source
from core.media.reading.claims import Claim, ground, numbers_of
from core.providers.prompts import WRITER

_LAYOUTS = Literal[
    "title", "section", "statement", "bullets", "number", "quote", "steps", "timeline", "comparison", "code", "call"
]  # fmt: skip
_LISTS = frozenset({"bullets", "steps", "timeline", "comparison"})
_EXCERPT = 160


class Form(BaseModel):
    """A part of an answer: every field is asked for, and one that was left out counts as empty."""

    model_config = ConfigDict(extra="ignore", json_schema_extra={"additionalProperties": False})

    @model_validator(mode="before")
    @classmethod
    def _filled(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        kinds = {name: str(field.annotation) for name, field in cls.model_fields.items() if given.get(name) is None}
        missing: dict[str, Any] = {name: [] if kind.startswith("list") else None for name, kind in kinds.items()}
        missing |= {name: "" for name, kind in kinds.items() if kind in ("str", "<class 'str'>")}
        return {**given, **missing}


def layout_named(name: str) -> Layout | None:
    """The layout that a model means, where it may choose it."""
    named = name.strip().lower().replace(" ", "_")
    return Layout(named) if named in _LAYOUTS.__args__ else None  # type: ignore[attr-defined]


class DraftItem(Form):
    """A bullet, a step, a point in time, a side of a comparison."""

    title: str
    text: str
    label: str


class DraftFigure(Form):
    """A number that is the point of its line."""

    value: float
    text: str
    unit: str
    label: str
    before: str
    change: str


class DraftLine(Form):
    """One line of narration with what stands on the screen."""

    narration: str
    layout: _LAYOUTS
    kicker: str
    headline: str
    body: str
    items: list[DraftItem]
    figure: DraftFigure | None
    quote: str
    quote_author: str
    code: str
    code_language: str
    source_first: int | None
    source_last: int | None

    @model_validator(mode="before")
    @classmethod
    def _known_layout(cls, given: Any) -> Any:
        if isinstance(given, dict):
            named = layout_named(str(given.get("layout", "")))
            given = {**given, "layout": named.value if named else "statement"}
            items = given.get("items")
            if isinstance(items, list):
                given["items"] = [{"title": item} if isinstance(item, str) else item for item in items]
        return given


class Draft(Form):
    """A whole script."""

    title: str
    lines: list[DraftLine]


def schema() -> dict[str, Any]:
    """The JSON schema of a draft, strict: every field required, no others."""
    return strict(Draft.model_json_schema())


def strict(schema: dict[str, Any]) -> dict[str, Any]:
    """`schema` without titles and with all fields required, as services want it."""
    plain = {name: kept for name, kept in schema.items() if not (name == "title" and isinstance(kept, str))}
    if "properties" in plain:
        plain["required"] = list(plain["properties"])
        plain["properties"] = {name: strict(field) for name, field in plain["properties"].items()}
    if "$defs" in plain:
        plain["$defs"] = {name: strict(form) for name, form in plain["$defs"].items()}
    return plain


def asked(brief: Brief, pace: Pace) -> tuple[str, str]:
    """What the model is told about its work, and the work itself."""
    room = ((brief.length_ms or 90_000) * 1000) // pace.us_per_character
    wanted = [f"Language of the script: {brief.language}."]
    wanted.append(f"All narration together has about {room} characters{'' if brief.length_ms else ' or fewer'}.")
    for name in ("title", "audience", "tone", "goal", "category"):
        if chosen := getattr(brief, name):
            wanted.append(f"{name.capitalize()}: {chosen}.")
    if brief.take > 1:
        wanted.append(f"This is version {brief.take}: find other words than before.")
    if brief.beats:
        wanted.append(f"Layouts of this format: {', '.join(layout.value for layout in brief.beats)}.")
    return WRITER, "\n".join([*wanted, "", *numbered(brief)])


def numbered(brief: Brief) -> list[str]:
    """The source as models see it."""
    rows = [f"{number}: {row}" for number, row in enumerate(brief.source.split("\n"), 1)]
    return ["The source, with the numbers of its lines:", "", *rows]


def read_draft(text: str) -> Draft:
    """The draft in an answer, also inside a fence or between other words. Raises `BadAnswer`."""
    start, end = text.find("{"), text.rfind("}")
    try:
        plain = json.loads(text[start : end + 1], strict=False)
    except ValueError as error:
        raise BadAnswer("The model's answer is no script.", detail=text[:500]) from error
    try:
        draft = Draft.model_validate(plain)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadAnswer("The model's script has not the form that was asked for.", detail=f"{where}: {first['msg']}") from error
    if not any(line.narration.strip() for line in draft.lines):
        raise BadAnswer("The model's script has no words.", detail=text[:500])
    return draft


def script_of(draft: Draft, brief: Brief) -> Script:
    """The script; every line with its place in the source, as far as that is there."""
    lines = tuple(line_of(line, brief) for line in draft.lines if line.narration.strip())
    title = brief.title or draft.title.strip() or lines[0].narration[:60]
    return Script(title=title, language=brief.language, lines=lines)


def line_of(line: DraftLine, brief: Brief) -> Line:
    """A line as scripts hold it. A source that does not say its numbers gives way to the only line that says all of them."""
    rows = brief.source.split("\n")
    source = _source(line.source_first, line.source_last, rows)
    numbers = numbers_of(line.narration, brief.language)
    if numbers and not _says(brief, numbers, source):
        better = ground(brief.source, brief.language).says_all(numbers)
        source = _source(better, better, rows) or source
    return Line(narration=line.narration, slide=_slide(line), source=source)


def _says(brief: Brief, numbers: tuple[Claim, ...], source: Source | None) -> bool:
    there = ground(brief.source, brief.language)
    return source is not None and all(there.place(claim, source).cited for claim in numbers)


def _source(first: int | None, last: int | None, rows: list[str]) -> Source | None:
    if first is None or not 1 <= first <= len(rows):
        return None
    last = min(len(rows), max(first, last or first))
    return Source(first=first, last=last, excerpt=" ".join(rows[first - 1 : last])[:_EXCERPT])


def _slide(line: DraftLine) -> Slide:
    told = [item for item in line.items if item.title or item.text]
    items = tuple(Item(title=i.title or i.text, text=i.text if i.title else "", label=i.label) for i in told)
    figure = line.figure if line.figure and line.figure.text else None
    slide = Slide(
        layout=Layout(_possible(line, items, figure)),
        kicker=line.kicker,
        headline=line.headline,
        body=line.body,
        items=items,
        figure=Figure(**figure.model_dump()) if figure else None,
        quote=Quote(text=line.quote, author=line.quote_author) if line.quote.strip() else None,
        code=Code(text=line.code, language=line.code_language) if line.code.strip() else None,
    )
    return slide if slide.parts() else slide.model_copy(update={"headline": line.narration.strip()})


def _possible(line: DraftLine, items: tuple[Item, ...], figure: DraftFigure | None) -> str:
    """The layout that was chosen, or one that its content allows."""
    lacks = {"number": figure is None, "quote": not line.quote.strip(), "code": not line.code.strip()}
    lacks |= dict.fromkeys(_LISTS, not items) | {"comparison": len(items) < 2}
    if not lacks.get(line.layout, False):
        return line.layout
    return "bullets" if items else "statement"
