"""The last look over the order of slides: section cards where a film is long, and no layout three times in a row."""

from __future__ import annotations

from core.film import Item, Layout, Line, Slide
from core.media.reading.document import Section
from core.media.reading.phrases import halves, shortened
from core.media.reading.sentences import sentences
from core.providers.offline.writer_desk import LINE_MS, LIST_MS, Desk, Draft, leans
from core.providers.offline.writer_facts import points_elsewhere

CARDS_FROM = 13
"""Lines of a film that is long enough for section cards."""

TINY_MS = 2_800
SHORTEST_CARD = 10
ANSWER = 120
"""Characters of an answer that stands under its question."""

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
        if begins and size >= 3 and SHORTEST_CARD <= len(words) <= 60 and not told:
            at = sections[section].first
            slide = Slide(layout=Layout.SECTION, headline=words)
            found.append((section, Draft(Line(narration=desk.said(words), slide=slide, source=desk.source(at, at)))))
        found.append((section, draft))
    return found


def asked(desk: Desk, placed: list[Placed], heading: dict[int, str]) -> list[Placed]:
    """`placed` where a section whose heading is a question begins with that question: an answer alone says nothing."""
    found: list[Placed] = []
    for section, draft in placed:
        words, line = heading.get(section, ""), draft.line
        begins = not found or found[-1][0] != section
        if begins and words.endswith(("?", "？", "؟")) and words.lower() not in line.narration.lower():
            first = sentences(line.narration, desk.language)[0].rstrip(" .:。।：")
            slide = line.slide
            if slide.layout is Layout.STATEMENT and len(first) <= ANSWER:
                slide = Slide(layout=Layout.SECTION, headline=words, body=first)
            told = line.model_copy(update={"narration": desk.joined([words, line.narration]), "slide": slide})
            draft = Draft(told, draft.others, draft.facts)
        found.append((section, draft))
    return found


def varied(placed: list[Placed]) -> list[Placed]:
    """`placed` with the third of three equal layouts in a row shown another truthful way, where there is one."""
    found: list[Placed] = []
    for section, draft in placed:
        last = [other.line.slide.layout for _, other in found[-2:]]
        layout = draft.line.slide.layout
        if len(last) == 2 and last[0] is last[1] is layout:
            begins = found[-1][0] != section
            ways = [
                slide for slide in draft.others if slide.layout is not layout and (begins or slide.layout is not Layout.SECTION)
            ]
            other = ways[0] if ways else None
            if draft.split and layout is not draft.split[0].line.slide.layout:
                found += [(section, part) for part in draft.split]
                continue
            if other is not None:
                draft = Draft(draft.line.model_copy(update={"slide": other}), (draft.line.slide,), draft.facts)
        found.append((section, draft))
    return found


def grouped(desk: Desk, placed: list[Placed], heading: dict[int, str]) -> list[Placed]:
    """`placed` with runs of statements under one heading told as statement and list by turns; tiny lines join the one before."""
    found: list[Placed] = []
    at = 0
    while at < len(placed):
        section, draft = placed[at]
        run = _run(placed, at)
        if run >= 2 and heading.get(section) and found and found[-1][1].line.slide.layout is Layout.STATEMENT:
            size = 3 if run not in (2, 4) else 2
            while size >= 2 and _list_ms(desk, placed[at : at + size]) > LIST_MS * 1.15:
                size -= 1
            together = _as_list(desk, [d for _, d in placed[at : at + size]], heading[section]) if size >= 2 else None
            if together:
                found.append((section, together))
                at += size
                continue
        if found and _tiny(desk, found[-1], section, draft):
            found[-1] = (section, _joined(desk, found[-1][1], draft))
        else:
            found.append((section, draft))
        at += 1
    return found


def refreshed(desk: Desk, placed: list[Placed]) -> list[Placed]:
    """`placed` where a headline that was just read gives way to what is said now."""
    found: list[Placed] = []
    for i, (section, draft) in enumerate(placed):
        slide = draft.line.slide
        if i and slide.headline and slide.headline == placed[i - 1][1].line.slide.headline:
            if slide.layout is Layout.NUMBER:
                slide = slide.model_copy(update={"kicker": slide.headline if len(slide.headline) <= 40 else "", "headline": ""})
            elif slide.layout is Layout.CODE:
                said = sentences(draft.line.narration, desk.language)[-1].rstrip(" .。।")
                slide = slide.model_copy(update={"kicker": slide.headline, "headline": shortened(said, desk.language, 56)})
            draft = Draft(draft.line.model_copy(update={"slide": slide}), draft.others, draft.facts)
        found.append((section, draft))
    return found


def _run(placed: list[Placed], at: int) -> int:
    """How many statements of one section follow each other from `at`."""
    section, end = placed[at][0], at
    while end < len(placed) and placed[end][0] == section and placed[end][1].line.slide.layout is Layout.STATEMENT:
        end += 1
    return end - at


def _list_ms(desk: Desk, part: list[Placed]) -> int:
    return desk.ms(desk.joined([draft.line.narration for _, draft in part]))


def _as_list(desk: Desk, drafts: list[Draft], heading: str) -> Draft | None:
    items: list[Item] = []
    for draft in drafts:
        words = sentences(draft.line.narration, desk.language)[0].rstrip(" .:。।：")
        title, text = halves(words, "", desk.language)
        if len(title) > 84 or (items and leans(desk, words)) or points_elsewhere(words):
            return None
        items.append(Item(title=title, text=text if len(text) <= 110 else ""))
    slide = Slide(layout=Layout.BULLETS, headline=heading, items=tuple(items))
    return Draft(_merged(desk, drafts, slide), (), len(drafts))


def _merged(desk: Desk, drafts: list[Draft], slide: Slide) -> Line:
    sources = [draft.line.source for draft in drafts if draft.line.source]
    source = desk.source(min(s.first for s in sources), max(s.last for s in sources)) if sources else None
    return Line(narration=desk.joined([draft.line.narration for draft in drafts]), slide=slide, source=source)


def _tiny(desk: Desk, before: Placed, section: int, draft: Draft) -> bool:
    """Whether a statement is too short for a shot and may be said with the one before."""
    if before[0] != section or draft.line.slide.layout is not Layout.STATEMENT:
        return False
    if before[1].line.slide.layout not in (Layout.STATEMENT, Layout.NUMBER):
        return False
    short = min(desk.ms(draft.line.narration), desk.ms(before[1].line.narration)) < TINY_MS
    return short and _list_ms(desk, [before, (section, draft)]) <= LINE_MS


def _joined(desk: Desk, before: Draft, draft: Draft) -> Draft:
    """Two lines as one, with the picture of the longer."""
    longer = (
        before if len(before.line.narration) >= len(draft.line.narration) or before.line.slide.layout is Layout.NUMBER else draft
    )
    return Draft(_merged(desk, [before, draft], longer.line.slide), longer.others, before.facts + draft.facts)
