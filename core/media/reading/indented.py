"""Sentences that are indented under a line at the margin, as manuals and FAQs in plain text have them."""

from __future__ import annotations

import re

_ITEM = re.compile(r"\s*(?:[-*+•◦‣▪–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
_HEADS = re.compile(r"[^\s#>|*`~=<\[].{0,88}[^\s.,;:。=~-]$")
_DEEP = re.compile(r" {4}|\t")
_ENDED = re.compile(r"[.!?:。][\"'”»’)]*$")
_WORD = re.compile(r"[^\w\s]{0,3}[^\W\d_]+(?:[’'/-][^\W\d_]+)*[^\w\s]{0,3}")
_FEW_WORDS, _FEW_SIGNS = 8, 16
"""Less is a line of a program as easily as a sentence; signs where words have no blanks between them."""
_MANY, _NEARLY_ALL = 3, 0.6
_TORN = re.compile(r"(?<=[^\W\d_])\u2010$")


def prose(lines: list[str]) -> list[str]:
    """The lines with such sentences at the margin; what belongs to an item of a list stays, and so does what does not read as
    sentences, which is code. Where nearly all lines at the margin stand over such sentences, they are headings."""
    found, at, listed, above, heads, margin = list(lines), 0, False, -1, set[int](), 0
    while at < len(lines):
        end = next((i for i in range(at, len(lines)) if not lines[i].strip()), len(lines))
        first = at + 1 if at < end and _HEADS.match(lines[at]) and not _ITEM.match(lines[at]) else at
        deep = lines[first:end]
        if at < end and not lines[at].startswith(("    ", "\t")):
            above, listed = (at if first > at else -1), bool(_ITEM.match(lines[end - 1]) or _ITEM.match(lines[at]))
            margin += 1
        if deep and not listed and all(row.startswith(("  ", "\t")) for row in deep) and _DEEP.match(deep[0]) and _reads(deep):
            found[first:end] = [row.strip() for row in deep]
            heads |= {above} - {-1}
        at = max(end, at) + 1
    if len(heads) >= _MANY and len(heads) >= _NEARLY_ALL * margin:
        for head in heads:
            found[head] = f"## {lines[head].strip()}"
    return found


def _reads(rows: list[str]) -> bool:
    """Whether these lines are sentences: they begin and end as such, and nearly all is words."""
    text = " ".join(row.strip() for row in rows)
    ended = _ENDED.search(text)
    if not ended:
        return False
    if ended[0][0] == "。":
        return len(text) >= _FEW_SIGNS
    begun, words = text.lstrip("\"'“”„«»‘’¿¡(")[:1], text.split()
    whole = sum(1 for word in words if _WORD.fullmatch(word))
    return begun.isalnum() and not begun.islower() and len(words) >= _FEW_WORDS and whole >= 0.8 * len(words)


def unhyphenated(lines: list[str], inside: list[bool]) -> list[str]:
    """The lines with words whole in the first of two that a hyphen of typesetting (U+2010) tore them between."""
    found = list(lines)
    for i in range(len(found) - 1):
        if not inside[i] and _TORN.search(found[i]) and (rest := found[i + 1].strip()):
            word, _, left = rest.partition(" ")
            found[i] = _TORN.sub("", found[i]) + word
            found[i + 1] = found[i + 1][: len(found[i + 1]) - len(found[i + 1].lstrip())] + left.lstrip()
    return found
