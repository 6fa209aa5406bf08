"""Sentences on slides: a number where a number is the point, a statement else; several short ones as bullets."""

from __future__ import annotations

import re

from core.film import Figure, Item, Layout, Line, Quote, Slide
from core.media.reading.figures import Found, figure_in
from core.media.reading.phrases import broken, halves, shortened, titled
from core.media.reading.sentences import sentences, word_count
from core.providers.offline.writer_desk import LINE_MS, Desk, Draft, Fact, Group, leans, option
from core.providers.offline.writer_facts import points_elsewhere

HEADLINE = 48
WHOLE = 84
"""A sentence up to this long stands as it is: its words land as they are said."""
SMALL = 140
"""The same in smaller type, for a sentence that cannot be parted and has no heading to stand under."""
_AND = {"en": "and|or", "de": "und|oder", "es": "y|e|o", "fr": "et|ou", "pt": "e|ou", "it": "e|o"}
_QUOTED = re.compile(r"[“„\"«「]([^“”„\"«»「」]{25,240})[”“\"»」],?\s*(?:[^\W\d_]+\s+)?(.*)$")


def prose_group(desk: Desk, facts: list[Fact], section: int, heading: str) -> Group:
    """A paragraph: its best sentence, its best two, ... all of them, in their order."""
    facts = [fact for fact in facts if not fact.used and not fact.text.endswith((":", "："))]
    group = Group(section, facts=len(facts))
    by_worth = sorted(range(len(facts)), key=lambda i: (-facts[i].score, i))
    for count in _counts(len(facts)):
        chosen = [facts[i] for i in sorted(by_worth[:count])]
        drafts = [fact_draft(desk, chunk, heading) for chunk in _chunks(desk, chosen)]
        worth = sum(fact.score for fact in chosen) + 0.3 * sum(d.line.slide.layout is Layout.NUMBER for d in drafts)
        group.options.append(option(desk, drafts, worth))
    return group


def _counts(total: int) -> list[int]:
    return [n for n in range(1, total + 1) if n <= 8 or n in (10, 13, 16, 20, 25, 32, 40, 60) or (n == total and n < 90)]


def _chunks(desk: Desk, facts: list[Fact]) -> list[list[Fact]]:
    """Neighbours that fit one line together; a number keeps its line to itself and what explains it."""
    found: list[list[Fact]] = []
    for fact in facts:
        together = found and desk.ms(desk.joined([*(f.text for f in found[-1]), fact.text])) <= LINE_MS
        counts = sum(len(sentences(f.text, desk.language)) for f in (found[-1] if found else []))
        strong = found and (_strong(desk, fact.text) or _strong(desk, found[-1][0].text))
        if together and counts < 3 and not strong:
            found[-1].append(fact)
        else:
            found.append([fact])
    return found


def _strong(desk: Desk, text: str) -> bool:
    figure = figure_in(text, desk.language)
    return figure is not None and figure.weight >= 1.6


def fact_draft(desk: Desk, facts: list[Fact], heading: str) -> Draft:
    """One line from neighbouring facts."""
    text = desk.joined([fact.text for fact in facts])
    slides = slides_for(desk, text, heading, facts[0].words.lead if len(facts) == 1 else "")
    first, last = min(f.first for f in facts), max(f.last for f in facts)
    line = Line(narration=text, slide=slides[0], source=desk.source(first, last, facts[0].text))
    return Draft(line, tuple(slides[1:]), len(facts))


def slides_for(desk: Desk, text: str, heading: str, lead: str = "") -> list[Slide]:
    """The slides that say `text` truthfully, the best first."""
    pieces = sentences(text, desk.language)
    found: list[Slide] = []
    spoken = _quoted(desk, text, heading)
    if spoken:
        found.append(spoken)
    members = enumerated(pieces[0], desk) if len(pieces) == 1 else []
    led = pieces[0].partition(":")[0].strip() if members and ":" in pieces[0] else ""
    if led and len(led) <= 60:
        found.append(Slide(layout=Layout.BULLETS, headline=titled(led), items=tuple(Item(title=titled(m)) for m in members)))
    figure = figure_in(text, desk.language)
    if (
        figure
        and (figure.label or ((figure.before or figure.change) and heading))
        and (figure.weight >= 1.6 or word_count(text) <= 16)
    ):
        found.append(number_slide(figure, heading))
    found.append(_statement(desk, pieces, heading, lead))
    found += _as_bullets(desk, pieces, heading)
    first = pieces[0].rstrip(" .:。।：")
    if heading and len(heading) <= 60 and len(first) <= 120 and heading.lower() != first.lower():
        found.append(Slide(layout=Layout.SECTION, headline=heading, body=first))
    return found


def number_slide(figure: Found, heading: str) -> Slide:
    """A figure under its heading."""
    quantity = figure.quantity
    shown = Figure(
        value=quantity.value, text=quantity.text, prefix=quantity.prefix, unit=quantity.unit,
        label=figure.label, before=figure.before, change=figure.change,
    )  # fmt: skip
    headline = heading if len(heading) <= 60 and heading.lower() != figure.label.lower() else ""
    return Slide(layout=Layout.NUMBER, headline=headline, figure=shown)


def kicker_of(heading: str, headline: str) -> str:
    """A heading above a headline, where it is short and says something else."""
    same = heading.lower() in headline.lower() or headline.lower() in heading.lower()
    return heading if heading and len(heading) <= 40 and not same else ""


def _statement(desk: Desk, pieces: list[str], heading: str, lead: str) -> Slide:
    """The first sentence large, split in two where it is long; what follows is heard only."""
    best = min(pieces[:2], key=lambda p: (_slight(p), len(p) > WHOLE, pieces.index(p))) if len(pieces) > 1 else pieces[0]
    whole = best.rstrip(" .:。।：")
    if len(pieces) == 2 and best == pieces[0] and len(whole) <= HEADLINE and len(pieces[1]) <= 96:
        return Slide(layout=Layout.STATEMENT, kicker=kicker_of(heading, whole), headline=whole, body=pieces[1].rstrip(" .。।"))
    if len(whole) <= WHOLE:
        return Slide(layout=Layout.STATEMENT, kicker=kicker_of(heading, whole), headline=whole)
    title, rest = halves(whole, lead, desk.language, title=HEADLINE, rest=96)
    if len(title) <= 84 and len(rest) <= 120:
        return Slide(layout=Layout.STATEMENT, kicker=kicker_of(heading, title), headline=title, body=rest)
    if heading and len(heading) <= 60:
        return Slide(layout=Layout.STATEMENT, headline=heading, body=shortened(whole, desk.language, 140))
    if len(whole) <= SMALL:
        return Slide(layout=Layout.STATEMENT, headline=whole)
    head, tail = broken(whole, SMALL)
    at_a_pause = desk.known.dense or not whole[len(head) :].startswith(" ")
    return Slide(layout=Layout.STATEMENT, headline=head if at_a_pause else f"{head} …", body=shortened(tail, desk.language, 140))


def _slight(sentence: str) -> bool:
    """Whether a sentence is no headline: an exclamation of a word or two, or one that says where something is told."""
    return points_elsewhere(sentence) or (sentence.endswith("!") and word_count(sentence) <= 2)


def _as_bullets(desk: Desk, pieces: list[str], heading: str) -> list[Slide]:
    """Two or three sentences as items, or the members of an enumeration."""
    apart = not any(leans(desk, piece) for piece in pieces[1:]) and not any(points_elsewhere(piece) for piece in pieces)
    if 2 <= len(pieces) <= 4 and heading and apart:
        pairs = [halves(piece.rstrip(" .。।"), "", desk.language) for piece in pieces]
        if all(len(title) <= 52 for title, _ in pairs):
            items = tuple(Item(title=title, text=text) for title, text in pairs)
            return [Slide(layout=Layout.BULLETS, headline=heading, items=items)]
    members = enumerated(pieces[0], desk) if len(pieces) == 1 else []
    if members and heading:
        return [Slide(layout=Layout.BULLETS, headline=heading, items=tuple(Item(title=titled(m)) for m in members))]
    return []


def enumerated(sentence: str, desk: Desk) -> list[str]:
    """The members of `a, b and c`, where each is short enough for an item; else nothing."""
    ands = _AND.get(desk.language.split("-")[0])
    if not ands:
        return []
    member, head = r"[^,.:;]{3,32}", r"(?::|\bsuch as|\blike|\bincluding|\bwith)\s+"
    found = re.search(rf"{head}((?:{member},\s+)+{member}?,?\s+(?:{ands})\s+{member})[.!]?$", sentence)
    if not found:
        return []
    members = [m.strip() for m in re.split(rf",\s+(?:(?:{ands})\s+)?|\s+(?:{ands})\s+", found[1].strip(" .!")) if m.strip()]
    return members if 3 <= len(members) <= 5 and all(len(m) <= 34 for m in members) else []


def _quoted(desk: Desk, text: str, heading: str) -> Slide | None:
    """Spoken words in prose: `“...” says Dana Kim, head of ...`."""
    found = _QUOTED.search(text)
    if not found or not desk.known.says:
        return None
    verb = re.search(rf"\b(?:{'|'.join(sorted(desk.known.says))})\b", text[found.end(1) : found.end(1) + 24], re.I)
    who = re.search(r"((?:[A-ZÀ-Ý][\w’'-]+\s?){1,3})(?:,\s+([^.,;]{3,48}))?", text[found.end(1) + (verb.end() if verb else 0) :])
    if not verb or not who:
        return None
    return Slide(
        layout=Layout.QUOTE,
        kicker=kicker_of(heading, ""),
        quote=Quote(text=found[1].rstrip(","), author=who[1].strip(), role=who[2] or ""),
    )
