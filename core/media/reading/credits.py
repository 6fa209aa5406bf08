"""Who said it and who wrote it: attributions that make a quote of the words before them, and bylines, which are not told."""

from __future__ import annotations

import re

from core.media.reading.inline import words_of

_PAIRS = {'"': '"', "“": "”", "„": "“”", "”": "”", "«": "»", "»": "«", "「": "」", "『": "』", "‹": "›"}
"""What opens words of somebody, and what may close them."""
_CLOSING = "".join(sorted({closing for several in _PAIRS.values() for closing in several}))
_DASH = "(?:[—–―]{1,2}|--)"
_UNDER = re.compile(rf"^\s*(?:{_DASH}|-\s)\s*(.{{2,100}})$")
_BEHIND = re.compile(
    rf"^(.{{20,}}?[.!?…。！？]|.{{6,}}?[{_CLOSING}])\s*{_DASH}\s*([^\W\d_@][^.!?…。！？]{{1,79}}|@\w+)\.?$", re.S
)
"""Words, and who said them, on one line."""
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


def said_by(rows: list[str]) -> tuple[str, str]:
    """The words of a quote without its marks, and who said them: under a dash, in a line of its own or behind the words."""
    under = _UNDER.match(rows[-1]) if len(rows) > 1 else None
    text = words_of("\n".join(rows[:-1] if under else rows)).text
    by = words_of(under[1]).text if under else ""
    behind = None if by else _BEHIND.match(text)
    if behind and not behind[2][0].islower():
        text, by = behind[1], behind[2].strip()
    return _without_marks(text), by


def _without_marks(text: str) -> str:
    """`text` without the marks that open and close all of it, or one that stands there alone."""
    text = text.strip()
    opens, closes = text[:1] in _PAIRS, bool(text) and text[-1] in _CLOSING
    if opens and text[-1:] in _PAIRS[text[0]]:
        alone = not any(mark in text[1:-1] for mark in (text[0], text[-1]))
        return text[1:-1].strip() if alone else text
    if opens and not any(closing in text[1:] for closing in _PAIRS[text[0]]):
        return text[1:].strip()
    if closes and not any(opening in text[:-1] for opening, closing in _PAIRS.items() if text[-1] in closing):
        return text[:-1].strip()
    return text


def attributed(lines: list[str], inside: list[bool]) -> list[str]:
    """`lines` where prose above a line like `— Dana Kim, head of design` is a quote of hers; without bylines.

    `inside` tells which lines are code.
    """
    found = [_without_byline(lines, i) if not inside[i] else line for i, line in enumerate(lines)]
    found = [_quoted(lines, i, line) if not code else line for i, (line, code) in enumerate(zip(found, inside, strict=True))]
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


def _quoted(lines: list[str], at: int, line: str) -> str:
    """The line as a quote where it is a paragraph of somebody's words in marks, a dash and who said them."""
    behind = _BEHIND.match(line.strip()) if line.strip()[:1] in _PAIRS else None
    said = behind is not None and _alone(lines, at) and behind[1].strip()[-1] in _CLOSING and not behind[2][0].islower()
    return f"> {line.strip()}" if said else line


def _alone(lines: list[str], at: int) -> bool:
    """Whether a line is a paragraph by itself."""
    return (not at or not lines[at - 1].strip()) and (at + 1 == len(lines) or not lines[at + 1].strip())


def _without_byline(lines: list[str], at: int) -> str:
    """The line, unless it is a paragraph that says when and by whom the text was written."""
    return "" if _alone(lines, at) and _BYLINE.match(lines[at].strip()) else lines[at]


def _prose_above(lines: list[str], inside: list[bool], at: int) -> tuple[int, int]:
    """First line and end of the paragraph that ends at most one blank line and one tag above `at`; equal where there is none."""
    end = at
    while end and at - end < 3 and (not lines[end - 1].strip() or _MARKUP.match(lines[end - 1])):
        end -= 1
    start = end
    while start and not inside[start - 1] and not _PLAIN.match(lines[start - 1]) and not _MARKUP.match(lines[start - 1]):
        start -= 1
    return start, end
