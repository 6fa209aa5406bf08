"""Who said it and who wrote it: attributions that make a quote of the words before them, and bylines, which are not told."""

from __future__ import annotations

import re

_SAID_BY = re.compile(r"^\s*[—–―]\s*(?=[^\W\d_]|@|\[)[^—–―]{2,200}$")
_MONTH = r"[^\W\d_]{3,9}\.?"
_DATE = rf"(?:{_MONTH} \d{{1,2}},? \d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}\.? {_MONTH},? \d{{4}})"
_BYLINE = re.compile(
    rf"^[*_]{{0,2}}(?:(?:Posted|Published|Written|Updated|Last (?:updated|modified|edited))(?: on| at|:)?\s+)?{_DATE}"
    r"[*_]{0,2}(?:,?\s+(?:by|·|\||—)\s*.{2,300}|[.*_]{0,3})$"
    r"|^[*_]{0,2}(?:(?:Posted|Published|Written|Authored) by:?|Authors?:)\s+.{2,200}$",
    re.I,
)
_PLAIN = re.compile(r"^\s*(?:#|[-*+>|]\s|\d+[.)]\s|```|~~~|$)")
_MARKUP = re.compile(r"^\s*</?[a-z][^<>]*>\s*$", re.I)


def attributed(lines: list[str], inside: list[bool]) -> list[str]:
    """`lines` where prose above a line like `— Dana Kim, head of design` is a quote of hers; without bylines.

    `inside` tells which lines are code.
    """
    found = [_without_byline(lines, i) if not inside[i] else line for i, line in enumerate(lines)]
    marked = [not code and bool(_SAID_BY.match(line)) for line, code in zip(lines, inside, strict=True)]
    for i, said in enumerate(marked):
        if not said or any(marked[near] for near in range(max(0, i - 1), min(len(lines), i + 2)) if near != i):
            continue
        following = lines[i + 1] if i + 1 < len(lines) else ""
        start, end = _prose_above(lines, inside, i)
        if start < end and (not following.strip() or _MARKUP.match(following)):
            found[start:i] = [f"> {row.strip()}" if row.strip() and not _MARKUP.match(row) else ">" for row in found[start:i]]
            found[i] = f"> {found[i].strip()}"
    return found


def _without_byline(lines: list[str], at: int) -> str:
    """The line, unless it is a paragraph that says when and by whom the text was written."""
    alone = (not at or not lines[at - 1].strip()) and (at + 1 == len(lines) or not lines[at + 1].strip())
    return "" if alone and _BYLINE.match(lines[at].strip()) else lines[at]


def _prose_above(lines: list[str], inside: list[bool], at: int) -> tuple[int, int]:
    """First line and end of the paragraph that ends at most one blank line and one tag above `at`; equal where there is none."""
    end = at
    while end and at - end < 3 and (not lines[end - 1].strip() or _MARKUP.match(lines[end - 1])):
        end -= 1
    start = end
    while start and not inside[start - 1] and not _PLAIN.match(lines[start - 1]) and not _MARKUP.match(lines[start - 1]):
        start -= 1
    return start, end
