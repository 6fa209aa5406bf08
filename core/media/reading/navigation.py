"""What leads elsewhere: rows of badges and links say nothing, a list of other works with their addresses names them."""

from __future__ import annotations

import re

_BULLETED = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\S")
_ADDRESSED = re.compile(
    r"^(\s*[-*+]\s+)(?:\*\*)?([\w .+#@/&'-]{1,50}?)(?:\*\*)?(?:\s*:|\s+[-–—])?(?:\*\*)?:?\s+(?:<?https?://\S+|\[[^\]]*\]\([^)]*\))\s*$"
)
_LINKED_ITEM = re.compile(r"^(\s*[-*+]\s+)\[([^\[\]]{1,50})\]\(https?://[^()\s]*\)\s*$")
_BADGE = re.compile(r"badge|shields\.io|\(https?://[^()]*\.svg|/status|codecov|travis|appveyor", re.I)
_LINKED = re.compile(r"!?\[(?:[^\[\]]|!\[[^\[\]]*\]\([^()\s]*\))*\](?:\([^()\s]*\)|\[[^\[\]]*\])")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(\S.*?)[\s#]*$")
_OF_LINKS = re.compile(r"^(?:[\w-]+\s)?(?:links|urls|resources)$", re.I)
_OWN = re.compile(
    r"\b(?:web\s?site|home\s?page|docs?|documentation|manual|guide|tutorials?|api|source|code|repository|github|gitlab|pypi|npm"
    r"|downloads?|install(?:ation)?|releases?|change\s?log|changes|what's new|news|blog|forum|chat|discord|slack|gitter|twitter"
    r"|mailing list|stack\s?overflow|discussions?|support|help|issues?|bugs?|tracker|reports?|contributing|security|licen[cs]e"
    r"|faq|wiki|demo|examples?|funding|donate|webseite|dokumentation|quellcode)\b",
    re.I,
)
"""What the places of a project itself are called."""
MOST_WORDS = 4
"""Words of such a name: longer ones tell something."""


def without_navigation(lines: list[str], inside: list[bool]) -> list[str]:
    """Rows of links and badges with nothing but marks between them say nothing and are left out, as lines and their place stay.

    A list of a project's own places is left out with its heading; one of others keeps their names.
    """
    found, at = list(lines), 0
    while at < len(found):
        end = at
        while end < len(found) and found[end].strip() and not inside[end]:
            end += 1
        rows = found[at:end]
        if _is_directory(rows):
            found[at:end] = [""] * (end - at)
            _without_its_heading(found, at)
        elif _leads_elsewhere(rows):
            found[at:end] = [""] * (end - at)
        elif len(rows) > 2 and all(map(_ADDRESSED.match, rows)):
            found[at:end] = [_ADDRESSED.sub(r"\1\2", row) for row in rows]
        at = max(end, at + 1)
    return found


def _is_directory(rows: list[str]) -> bool:
    """A list of at least three addresses with a name before each, of which half and more are a project's own."""
    items = [_ADDRESSED.match(row) or _LINKED_ITEM.match(row) for row in rows]
    own = sum(1 for item in items if item and _OWN.search(item[2]) and len(item[2].split()) <= MOST_WORDS)
    return len(items) > 2 and all(items) and own * 2 >= len(items)


def _without_its_heading(found: list[str], at: int) -> None:
    """Takes the heading away that only announced the list that stood at line `at`."""
    before = next((i for i in range(at - 1, -1, -1) if found[i].strip()), None)
    behind = next((line for line in found[at:] if line.strip()), "#  #")
    heading = _HEADING.match(found[before]) if before is not None else None
    if before is not None and heading and _OF_LINKS.match(heading[1]) and behind.startswith("#"):
        found[before] = ""


def _leads_elsewhere(rows: list[str]) -> bool:
    """Links or badges and nothing else."""
    text = "\n".join(rows)
    links = [] if _BULLETED.match(text) else _LINKED.findall(text)
    if any(link.startswith("![") and not _BADGE.search(link) for link in links):
        return False  # a picture of the text itself
    many = len(links) > 1 or (len(links) == 1 and links[0].startswith(("![", "[![")))
    return many and not re.search(r"\w", _LINKED.sub("", text))
