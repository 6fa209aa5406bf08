"""Which sections of a text a film is about: not its surroundings, not chores, and of a changelog the latest releases."""

from __future__ import annotations

import re

from core.media.reading.dates import is_release
from core.media.reading.document import Block, Document, Listing, Paragraph, Section

_ASIDE = re.compile(
    r"^(?:table of )?contents?$|licen[cs]e|contribut|acknowledg|sponsor|credits|backers|authors?$|maintainers?|code of conduct"
    r"|thanks|references?$|see also|footnotes|bibliograph|copyright|citation|inhalt|lizenz|danksagung|development setup|^tests?$"
    r"|^links?$|^bugs$|reporting|^support$|^community$|^resources$|^requirements$|^testing$"
    r"|changelog$|^version history$|^history$",
    re.I,
)
_CHORES = re.compile(
    r"^(?:all |full )?(?:list of )?(?:commits|merged (?:pull requests|prs)|pull requests|all changes|other changes)$"
    r"|^(?:internal|under the hood|housekeeping|chores?|miscellaneous|misc|build|ci|dependenc(?:y|ies))"
    r"(?: (?:changes|updates))?$",
    re.I,
)
"""Headings of what only those who work at a product read."""
_SLIGHT = re.compile(r"^(?:documentation|docs|packaging|tests?|testing|typing|tooling)(?: (?:changes|updates))?$", re.I)
"""What a release calls its changes that few of its users notice; elsewhere it is a heading like any other."""
_LOG = re.compile(r"^(?:change ?log|changes|(?:release|version|change|revision) (?:notes|history)|history)$", re.I)
_SAFETY = re.compile(
    r"\bsecurity\b|\bvulnerab|\bCVE-\d|\bsicherheit|\bseguridad\b|\bsécurité\b|\bsicurezza\b|\bsegurança\b", re.I
)
ENOUGH_ITEMS, ITEM_MS = 6, 5_000
MOST_LABEL = 4


def told(document: Document, length_ms: int | None = None) -> list[Section]:
    """The sections that the film is about. Of a changelog: the latest releases that fill this time."""
    enough = max(ENOUGH_ITEMS, (length_ms or 0) // ITEM_MS)
    releases = [i for i, s in enumerate(document.sections) if s.level and is_release(s.heading.text)]
    if len(releases) < 2:
        return _without_chores(list(document.sections))
    if (log := _logged(document.sections[: releases[0]])) is not None:
        return _without_chores(list(document.sections[:log]))
    level = min(document.sections[i].level for i in releases)
    starts = [i for i in releases if document.sections[i].level == level]
    kept = [Section(s.heading, s.level, s.first, [], s.above) for s in document.sections[: starts[0]]]
    items = 0
    for start, end in zip(starts, [*starts[1:], len(document.sections)], strict=True):
        if items >= enough:
            break
        part = document.sections[start:end]
        items += sum(_items(s) for s in part if not for_makers(s))
        kept += part if any(s.blocks for s in part) else []
    return _without_chores(kept)


def _logged(sections: tuple[Section, ...]) -> int | None:
    """Where the changelog begins that stands at the end of a page that tells more than changes."""
    log = next((i for i, s in enumerate(sections) if s.level and _LOG.match(s.heading.text)), None)
    if not log or sum(_items(s) for s in sections[:log] if not aside(s)) < 2 * ENOUGH_ITEMS:
        return None
    return log


def _without_chores(sections: list[Section]) -> list[Section]:
    """`sections` without what only makers read, where enough is left to tell."""
    slight = chores(sections)
    left = [s for s in sections if id(s) not in slight]
    return left if sum(_items(s) for s in left) >= ENOUGH_ITEMS // 2 else sections


def chores(sections: list[Section]) -> set[int]:
    """Which of `sections` only makers read, as `id(section)`: never the one whose heading the whole text stands under."""
    head = next((s for s in sections if s.level), None)
    heads = head and (head.level == 1 or all(s.level > head.level for s in sections if s.level and s is not head))
    return {id(s) for s in sections if for_makers(s) and not (heads and s is head)}


def _items(section: Section) -> int:
    """How much there is to tell: every item and every paragraph that is more than a label."""
    return sum(len(b.entries) if isinstance(b, Listing) else not label_of(b) for b in section.blocks)


def label_of(block: Block) -> str:
    """What a paragraph calls the list behind it, where it is nothing but a few words in bold or before a colon."""
    if not isinstance(block, Paragraph):
        return ""
    words = block.words.text.rstrip(" :：")
    whole = block.words.lead.rstrip(" :：") == words or block.words.text.endswith((":", "："))
    return words if whole and len(words.split()) <= MOST_LABEL else ""


def of_slight(label: str) -> bool:
    """Whether a release calls what few of its users notice so."""
    return bool(_CHORES.match(label) or _SLIGHT.match(label))


def of_safety(text: str) -> bool:
    """Whether a heading, a label or a sentence is about the safety of those who use a product."""
    return bool(_SAFETY.search(text))


def aside(section: Section) -> bool:
    """Whether a section is about the text's own surroundings: its licence, its authors, its contents."""
    return bool(_ASIDE.search(section.heading.text)) and len(section.heading.text.split()) <= 4


def for_makers(section: Section) -> bool:
    """Whether a section of a release is about chores and commits."""
    return bool(_CHORES.match(section.heading.text))
