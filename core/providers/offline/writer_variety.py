"""The last look over the order of slides: section cards where a film is long, and no layout three times in a row."""

from __future__ import annotations

from core.film import Layout, Line, Slide
from core.media.reading.document import Section
from core.providers.offline.writer_desk import Desk, Draft

CARDS_FROM = 10
"""Lines of a film that is long enough for section cards."""

Placed = tuple[int, Draft]
"""(section, draft)."""


def carded(desk: Desk, placed: list[Placed], sections: list[Section], heading: dict[int, str]) -> list[Placed]:
    """`placed` with a card before each larger section of a long film."""
    if len(placed) < CARDS_FROM:
        return placed
    found: list[Placed] = []
    for i, (section, draft) in enumerate(placed):
        begins = i > 0 and placed[i - 1][0] != section
        size = sum(1 for other, _ in placed if other == section)
        words = heading.get(section, "")
        told = words and draft.line.narration.startswith(desk.said(words))
        if begins and size >= 3 and words and len(words) <= 60 and not told:
            at = sections[section].first
            slide = Slide(layout=Layout.SECTION, headline=words)
            found.append((section, Draft(Line(narration=desk.said(words), slide=slide, source=desk.source(at, at)))))
        found.append((section, draft))
    return found


def varied(placed: list[Placed]) -> list[Placed]:
    """`placed` with the third of three equal layouts in a row shown another truthful way, where there is one."""
    found: list[Placed] = []
    for section, draft in placed:
        last = [other.line.slide.layout for _, other in found[-2:]]
        layout = draft.line.slide.layout
        if len(last) == 2 and last[0] is last[1] is layout:
            other = next((slide for slide in draft.others if slide.layout is not layout), None)
            if other is not None:
                draft = Draft(draft.line.model_copy(update={"slide": other}), (draft.line.slide,), draft.facts)
        found.append((section, draft))
    return found
