"""What `|name|` stands for in reStructuredText, and the bars of its line blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping

DEFINITION = re.compile(r"^\s*\.\.\s+\|([^|\s](?:[^|]*[^|\s])?)\|\s+([A-Za-z][\w-]*)::[ \t]*(.*)$")
_REFERENCE = re.compile(r"(``.*?``|`[^`]*`)|(?<![\w|\\])\|(?=[^|]*\w)([^|\s](?:[^|]*[^|\s])?)\|_{0,2}(?![\w|])")
_RULED = re.compile(r"^\s*[+|][ :]*[-=]{2}")
"""What parts the rows of a table."""


def substitutions(lines: list[str]) -> dict[str, str]:
    """What the names that `lines` define stand for: words, a picture, or nothing that can be said."""
    found: dict[str, str] = {}
    for i, line in enumerate(lines):
        if defined := DEFINITION.match(line):
            kind, words = defined[2].lower(), defined[3].strip()
            rows = _indented(lines, i)
            if kind == "replace":
                stands = " ".join([words, *rows]).strip()
            else:
                alt = next((row.split(":alt:", 1)[1].strip() for row in rows if row.startswith(":alt:")), "")
                stands = f"![{alt}]({words})" if kind == "image" and words else ""
            found[_name(defined[1])] = stands
    return found


def substituted(line: str, known: Mapping[str, str]) -> str:
    """`line` with what its references stand for; references to what nobody defined are left out where nothing else is there."""
    if "|" not in line:
        return line
    if not re.search(r"\w", _REFERENCE.sub(lambda m: m[1] or "", line)):
        known = dict.fromkeys((_name(m[2]) for m in _REFERENCE.finditer(line) if m[2]), "") | dict(known)
    return _REFERENCE.sub(lambda m: m[1] or known.get(_name(m[2]), m[0]), line)


def without_bars(lines: list[str]) -> list[str]:
    """`lines` without the bar that begins each line of a line block; rows of tables keep theirs."""
    found, at = list(lines), 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].startswith("|"):
            end += 1
        around = lines[max(0, at - 1) : end + 1]
        rows = lines[at:end]
        barred = all(row.rstrip() == "|" or (row[1] == " " and not row.rstrip().endswith("|")) for row in rows)
        if rows and barred and not any(map(_RULED.match, around)):
            found[at:end] = [row[1:].strip() for row in rows]
        at = max(end, at + 1)
    return found


def _name(written: str) -> str:
    """Names are compared without regard to capitals and blanks."""
    return " ".join(written.lower().split())


def _indented(lines: list[str], at: int) -> list[str]:
    """The rows under line `at` that are indented, up to the first blank one."""
    rows = []
    for line in lines[at + 1 :]:
        if not line.strip() or not line[0].isspace():
            break
        rows.append(line.strip())
    return rows
