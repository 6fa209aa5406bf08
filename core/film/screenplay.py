"""A script as one Markdown document that a person can edit, and back again without loss.

The document begins with a front matter of `key: value` lines; each line of the script is a section: its headline, the
narration in ordinary paragraphs, and a fenced `screen` block with what stands on the screen beside the headline:

    ## Search keeps up with you

    Search now takes 120 ms. That is 3.4x faster.

    ```screen
    layout: bullets
    source: lines 12-14: The median search time went down
    pace: 90
    - Offline sync
      text: Merged when the device is back online
    ```

Beside what is seen, the block says how the line is spoken, staged and joined where that is not the film's own way: `voice`,
`pace`, `take`, `before_ms`, `after_ms`, `placement`, `transition`, `captions`, `music_db`, `hidden`, `locked`.

A value that would not survive as it stands (line breaks, quotes at its start) is written as a JSON string.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import ValidationError

from core.errors import BadScript
from core.film.screenblock import plain, read_screen, unplain, write_screen
from core.film.script import Line, Script
from core.film.slide import Layout, Slide
from core.value import tidy

_ESCAPED = re.compile(r"^\\*(?:#|```|~~~)")
_FRONT = "---"


def to_markdown(script: Script) -> str:
    """`script` as Markdown; `from_markdown` gives an equal script back."""
    front = [f"title: {plain(script.title)}", f"language: {plain(script.language)}"]
    if script.scaffold:
        front.append("scaffold: yes")
    front += [f"note: {plain(note)}" for note in script.notes]
    sections = [_section(i, line) for i, line in enumerate(script.lines, 1)]
    return "\n".join([_FRONT, *front, _FRONT, "", *sections])


def from_markdown(text: str, *, base: Script | None = None) -> Script:
    """The script that `text` says. What was left out (a `screen` block, the front matter) is taken from `base`.

    Raises `BadScript`, which names the line.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    front, at = _read_front(lines, base)
    sections = _split(lines, at)
    if not sections:
        raise BadScript("The script has no section: each line of the film begins with “## ” and its headline.")
    found = tuple(_read_section(number, heading, body, base) for number, heading, body in sections)
    try:
        return Script(lines=found, **front)
    except ValidationError as error:
        raise BadScript(f"The script's heading cannot be read: {error.errors()[0]['msg']}.") from error


def _section(number: int, line: Line) -> str:
    headline = line.slide.headline
    shown = headline and "\n" not in headline
    heading = f"## {headline}" if shown else f"## Line {number}"
    narration = "\n".join("\\" + row if _ESCAPED.match(row) else row for row in line.narration.split("\n"))
    screen = write_screen(line.slide, line.source, line.handling, with_headline=not shown)
    return f"{heading}\n\n{narration}\n\n{screen}\n"


def _read_front(lines: list[str], base: Script | None) -> tuple[dict[str, Any], int]:
    """The fields of the front matter, and the index of the line after it."""
    fields: dict[str, Any] = {"title": "", "language": "en"}
    if base is not None:
        fields = {"title": base.title, "language": base.language, "scaffold": base.scaffold, "notes": base.notes}
        fields |= {"discussion": base.discussion, "flags": base.flags}
    at = next((i for i, row in enumerate(lines) if row.strip()), len(lines))
    if at == len(lines) or lines[at].strip() != _FRONT:
        return fields, at
    notes: list[str] = []
    fields["scaffold"] = False
    for i in range(at + 1, len(lines)):
        row = lines[i].strip()
        if row == _FRONT:
            return {**fields, "notes": tuple(notes)}, i + 1
        key, colon, value = row.partition(":")
        if not row:
            continue
        if not colon or key not in ("title", "language", "scaffold", "note"):
            raise BadScript(f"Line {i + 1}: “{row}” is none of title, language, scaffold, note.")
        if key == "note":
            notes.append(unplain(value, i + 1))
        else:
            fields[key] = value.strip() == "yes" if key == "scaffold" else unplain(value, i + 1)
    raise BadScript(f"Line {at + 1}: the front matter is not closed with “---”.")


def _split(lines: list[str], at: int) -> list[tuple[int, str, list[str]]]:
    """(line number, heading, rows) of each section; a `## ` inside a fence is no heading."""
    sections: list[tuple[int, str, list[str]]] = []
    fence = ""
    for i in range(at, len(lines)):
        row = lines[i]
        mark = re.match(r"(`{3,})", row)
        if mark:
            if not fence:
                fence = mark[1]
            elif row.rstrip() == fence:
                fence = ""
        if not fence and (row.startswith("## ") or row.rstrip() == "##"):
            sections.append((i + 1, row[3:].strip(), []))
        elif sections:
            sections[-1][2].append(row)
        elif row.strip() and not row.startswith("# "):
            raise BadScript(f"Line {i + 1}: “{row.strip()[:60]}” stands before the first “## ” headline.")
    if fence:
        raise BadScript(f"Line {sections[-1][0] if sections else at + 1}: a block that begins with ``` is not closed.")
    return sections


def _read_section(number: int, heading: str, rows: list[str], base: Script | None) -> Line:
    end = next((i for i, row in enumerate(rows) if row.startswith("```")), len(rows))
    narration = "\n".join(row[1:] if _ESCAPED.match(row) and row.startswith("\\") else row for row in rows[:end]).strip()
    if not narration:
        raise BadScript(f"Line {number}: nothing is said under “{heading}”.")
    try:
        if end < len(rows):
            slide, source, handling = read_screen(rows[end:], number + 1 + end, heading)
            return Line(narration=narration, slide=slide, source=source, handling=handling)
        known = _known(heading, narration, base)
        if known is None:
            return Line(narration=narration, slide=Slide(layout=Layout.STATEMENT, headline=heading))
        return known.model_copy(
            update={"narration": tidy(narration), "slide": known.slide.model_copy(update={"headline": tidy(heading)})}
        )
    except ValidationError as error:
        raise BadScript(_fault(error, number, heading, rows)) from error
    except json.JSONDecodeError as error:
        raise BadScript(f"Line {number}: a value under “{heading}” cannot be read: {error.msg}.") from error


def _fault(error: ValidationError, number: int, heading: str, rows: list[str]) -> str:
    """What cannot be read, with the row that says it: whoever writes in a box sees no numbers of lines."""
    fault = error.errors()[0]
    names = [part for part in fault["loc"] if isinstance(part, str)]
    keys = (".".join(names), *names[-1:]) if names else ()
    for i, row in enumerate(rows, number + 1):
        if any(row.strip().startswith(f"{key}:") for key in keys):
            return f"Line {i}: “{row.strip()[:60]}” cannot be read: {fault['msg']}."
    return f"Line {number}: “{heading}” cannot be read, {'.'.join(map(str, fault['loc']))}: {fault['msg']}."


def _known(heading: str, narration: str, base: Script | None) -> Line | None:
    """The line of `base` that a section without a screen block stood for: by its headline, else by its words.

    Never by its place: a section that was added would show what another one says.
    """
    lines = base.lines if base is not None else ()
    named = [line for line in lines if line.slide.headline == heading]
    said = [line for line in named or lines if line.narration == narration]
    return next(iter(said or named), None)
