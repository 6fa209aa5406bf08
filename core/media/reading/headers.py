"""What stands above a text: a front matter, and the headers of mails and packages."""

from __future__ import annotations

import html
import re

from core.media.reading.tongues import small_words

_HEADER = re.compile(r"^([A-Z][A-Za-z]+(?:-[A-Za-z]+)*):[ \t](.*)$")
_OFFICIAL = small_words("from to cc date sent subject message-id reply-to name version metadata-version summary title author")
"""What a header of a mail or a package has; `Problem:` and `Launch:` are somebody's notes."""
_KEY = re.compile(r"[A-Za-z][\w-]*:(?:\s|$)")
_MOST_FRONT = 80
"""Lines that a front matter may take."""


def front_matter(lines: list[str]) -> int:
    """How many lines a front matter at the head takes; 0: there is none."""
    if lines[0].rstrip() != "---" or not any(_KEY.match(line) for line in lines[1:4]):
        return 0
    return next((i + 1 for i, line in enumerate(lines[1:_MOST_FRONT], 1) if line.rstrip() == "---"), 0)


def front_pairs(content: str) -> dict[str, str]:
    """The plain `key: value` lines of a front matter."""
    pairs = (row.partition(":") for row in content.split("\n") if ":" in row and not row.startswith((" ", "\t", "-")))
    return {key.strip().lower(): html.unescape(value.strip().strip("\"'")) for key, _, value in pairs}


def without_header(lines: list[str]) -> list[str]:
    """A package's or a mail's header becomes front matter's nearest kin: a title and a first sentence."""
    end = next((i for i, line in enumerate(lines) if not line.strip()), len(lines))
    keys = [match for match in (_HEADER.match(line) for line in lines[:end]) if match]
    known = {match[1].lower(): match[2].strip() for match in reversed(keys)}
    if lines[0].lower().startswith(("subject:", "betreff:")) and len(keys) < 4:
        return [f"# {lines[0].partition(':')[2].strip()}", *lines[1:]]
    if len(keys) < 4 or len(keys) * 2 < end or len(known.keys() & _OFFICIAL) < 2:
        return lines
    name = known.get("title") or known.get("subject") or " ".join(filter(None, (known.get("name"), known.get("version"))))
    head = [""] * end
    rest = lines[end:]
    if name and not any(re.match(r"\s{0,3}#\s+\S", line) for line in rest[:40]):
        head[0] = f"# {name}"
    summary = known.get("summary") or known.get("description") or ""
    if summary and end > 2 and len(summary.split()) > 3:
        head[2] = summary if summary[-1] in ".!?" else summary + "."
    return head + rest
