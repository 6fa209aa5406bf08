"""What stands on the screen during a line, as the readable block of a screenplay, and back."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import BaseModel

from core.errors import BadScript
from core.film.handling import Handling
from core.film.script import Source
from core.film.slide import Chart, Code, Figure, Layout, Picture, Quote, Slide, Table

_SOURCE = re.compile(r"lines (\d+)-(\d+)(?:: (.*))?$")
_GROUPS: dict[str, type[BaseModel]] = {"figure": Figure, "chart": Chart, "table": Table, "code": Code, "quote": Quote}
_LISTS = {"chart.labels", "table.header", "table.row"}
_JSON = {"chart.series", "chart.focus", "table.focus", "code.focus"}


def plain(value: str) -> str:
    """`value` as it stands behind a colon; as a JSON string where it would not come back the same."""
    if value and value == value.strip() and "\n" not in value and "\r" not in value and not value.startswith('"'):
        return value
    return json.dumps(value, ensure_ascii=False)


def unplain(written: str, number: int) -> str:
    """The value that `plain` wrote. Raises `BadScript` for a JSON string that is not closed."""
    written = written.strip()
    if not written.startswith('"'):
        return written
    try:
        return str(json.loads(written))
    except json.JSONDecodeError as error:
        raise BadScript(f"Line {number}: the quoted text {written[:60]} is not closed or holds a bare quote.") from error


def write_screen(slide: Slide, source: Source | None, handling: Handling, *, with_headline: bool) -> str:
    """The fenced `screen` block, and the code in a fence of its own."""
    rows = [f"layout: {slide.layout.value}", *_handled(handling)]
    if source is not None:
        excerpt = f": {plain(source.excerpt)}" if source.excerpt else ""
        rows.append(f"source: lines {source.first}-{source.last}{excerpt}")
    if with_headline:
        rows.append(f"headline: {plain(slide.headline)}")
    rows += [f"{key}: {plain(value)}" for key, value in (("kicker", slide.kicker), ("body", slide.body)) if value]
    for item in slide.items:
        rows.append(f"- {plain(item.title)}")
        rows += [f"  {key}: {plain(value)}" for key, value in _filled(item, ("label", "text", "icon"))]
    for name, group in (("figure", slide.figure), ("chart", slide.chart), ("quote", slide.quote)):
        if group is not None:
            rows += _fields(name, group)
    rows += _table(slide.table) if slide.table is not None else []
    if slide.picture is not None:
        rows.append("picture: " + json.dumps(slide.picture.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False))
    fence = ""
    if slide.code is not None:
        code, fence = slide.code, _code_fence(slide.code)
        rows += [] if fence else [f"code.text: {json.dumps(code.text, ensure_ascii=False)}"]
        rows += [f"code.language: {plain(code.language)}"] if code.language or not fence else []
        rows += [f"code.focus: {json.dumps(code.focus)}"] if code.focus else []
    return "\n".join(["```screen", *rows, "```"]) + (f"\n\n{fence}" if fence else "")


def read_screen(rows: list[str], number: int, headline: str) -> tuple[Slide, Source | None, Handling]:
    """The slide, the source and the handling that the fences in `rows` say; the first row is line `number` of the document."""
    fields: dict[str, Any] = {"headline": headline}
    code: str | None = None
    source: Source | None = None
    for first, fence, body in _fences(rows, number):
        if fence == "screen":
            source = _read_rows(body, first, fields)
        elif fence == "code":
            code = "\n".join(text for _, text in body)
        else:
            raise BadScript(f"Line {first}: a block begins with ```screen or ```code, not ```{fence}.")
    if code is not None:
        fields.setdefault("code", {})["text"] = code
    if "layout" not in fields:
        raise BadScript(f"Line {number}: the screen block does not say its layout.")
    handling = Handling(**{key: fields.pop(key) for key in Handling.model_fields if key in fields})
    return Slide(**fields), source, handling


def _handled(handling: Handling) -> list[str]:
    """What differs from the film's own ways: `pace: 90`, `hidden: yes`, `placement: half`."""
    told = handling.model_dump(mode="json", exclude_defaults=True)
    words = {True: "yes", False: "no"}
    return [
        f"{key}: {words[value] if isinstance(value, bool) else value if isinstance(value, str) else json.dumps(value)}"
        for key, value in told.items()
    ]


def _unhandled(value: str) -> Any:
    """What `_handled` wrote, as pydantic reads it."""
    return json.loads(value) if value.startswith("{") else value


def _filled(value: BaseModel, names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, getattr(value, name)) for name in names if getattr(value, name)]


def _fields(name: str, group: BaseModel) -> list[str]:
    """`group` as dotted keys: what is required, and what differs from its default."""
    rows = []
    for key, field in type(group).model_fields.items():
        value = getattr(group, key)
        if not field.is_required() and value == field.default:
            continue
        dotted = f"{name}.{key}"
        if dotted in _LISTS:
            rows.append(f"{dotted}: {_cells(value)}")
        elif isinstance(value, str):
            rows.append(f"{dotted}: {plain(value)}")
        else:
            rows.append(f"{dotted}: {json.dumps(group.model_dump(mode='json')[key], ensure_ascii=False)}")
    return rows


def _table(table: Table) -> list[str]:
    rows = [f"table.header: {_cells(table.header)}", *(f"table.row: {_cells(row)}" for row in table.rows)]
    return rows + ([f"table.focus: {table.focus}"] if table.focus is not None else [])


def _cells(cells: tuple[str, ...]) -> str:
    if cells and all("|" not in cell and "\n" not in cell and cell == cell.strip() for cell in cells):
        return "| " + " | ".join(cells) + " |"
    return json.dumps(cells, ensure_ascii=False)


def _uncells(written: str, number: int) -> list[str]:
    if written.startswith("|"):
        return [cell.strip() for cell in written.removeprefix("|").removesuffix("|").split("|")]
    found = json.loads(written)
    if not isinstance(found, list):
        raise BadScript(f"Line {number}: cells stand between bars: | one | two |.")
    return found


def _code_fence(code: Code) -> str:
    """The code between backticks, or nothing where it would not come back the same."""
    if "\r" in code.text:
        return ""
    longest = max((len(run) for run in re.findall(r"`+", code.text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}code\n{code.text}\n{ticks}"


def _fences(rows: list[str], number: int) -> list[tuple[int, str, list[tuple[int, str]]]]:
    """(line number, name, numbered rows) of each fenced block."""
    found: list[tuple[int, str, list[tuple[int, str]]]] = []
    ticks = ""
    for i, row in enumerate(rows, number):
        mark = re.match(r"(`{3,})(.*)$", row)
        if ticks and row.rstrip() == ticks:
            ticks = ""
        elif ticks:
            found[-1][2].append((i, row))
        elif mark:
            ticks = mark[1]
            found.append((i, mark[2].strip(), []))
        elif row.strip():
            raise BadScript(f"Line {i}: “{row.strip()[:60]}” stands after the screen block; narration comes before it.")
    return found


def _read_rows(body: list[tuple[int, str]], first: int, fields: dict[str, Any]) -> Source | None:
    source = None
    for number, row in body:
        if not row.strip():
            continue
        if row.startswith("- ") or row.rstrip() == "-":
            fields.setdefault("items", []).append({"title": unplain(row[1:], number)})
            continue
        key, colon, value = row.strip().partition(":")
        value = value.strip()
        if not colon:
            raise BadScript(f"Line {number}: “{row.strip()[:60]}” is no “name: value”.")
        try:
            if key == "source":
                source = _read_source(value, number)
            elif row.startswith(" "):
                _read_item_field(key, value, number, fields)
            else:
                _read_field(key, value, number, fields)
        except (json.JSONDecodeError, RecursionError) as error:
            raise BadScript(f"Line {number}: the value of {key} cannot be read.") from error
    return source


def _read_source(value: str, number: int) -> Source:
    found = _SOURCE.match(value)
    if not found:
        raise BadScript(f"Line {number}: a source is written “lines 3-5: its words”.")
    return Source(first=int(found[1]), last=int(found[2]), excerpt=unplain(found[3] or "", number))


def _read_item_field(key: str, value: str, number: int, fields: dict[str, Any]) -> None:
    if key not in ("label", "text", "icon") or not fields.get("items"):
        raise BadScript(f"Line {number}: “{key}” belongs under an item and is one of label, text, icon.")
    fields["items"][-1][key] = unplain(value, number)


def _read_field(key: str, value: str, number: int, fields: dict[str, Any]) -> None:
    name, dot, part = key.partition(".")
    if key == "layout":
        fields[key] = _read_layout(unplain(value, number), number)
    elif not dot and key in ("headline", "kicker", "body"):
        fields[key] = unplain(value, number)
    elif not dot and key in Handling.model_fields:
        fields[key] = _unhandled(value)
    elif key == "picture":
        fields[key] = Picture.model_validate(json.loads(value))
    elif key == "table.row":
        fields.setdefault("table", {}).setdefault("rows", []).append(_uncells(value, number))
    elif name in _GROUPS and part in _GROUPS[name].model_fields:
        group = fields.setdefault(name, {"rows": []} if name == "table" else {})
        group[part] = _read_part(name, part, value, number)
    else:
        raise BadScript(f"Line {number}: “{key}” is not known on a screen.")


def _read_layout(value: str, number: int) -> Layout:
    layout = Layout.named(value)
    if layout is None:
        there = ", ".join(one.called for one in Layout if one is not Layout.CREDITS)
        raise BadScript(f"Line {number}: “layout: {value[:60]}” names no layout. There are {there}.")
    return layout


def _read_part(name: str, part: str, value: str, number: int) -> Any:
    dotted = f"{name}.{part}"
    if dotted in _LISTS:
        return _uncells(value, number)
    if dotted in _JSON or dotted == "figure.value":
        return json.loads(value)
    return unplain(value, number)
