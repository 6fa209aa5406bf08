"""Lists on slides: bullets, steps, timelines, comparisons; long ones ranked and spread over several slides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.film import Item, Layout, Line, Slide
from core.media.reading.dates import dated_head
from core.media.reading.document import Entry, Listing
from core.media.reading.figures import figure_in
from core.media.reading.phrases import halves, shortened
from core.media.reading.sentences import sentences, word_count
from core.providers.offline.writer_desk import LIST_MS, Desk, Draft, Fact, Group, option
from core.providers.offline.writer_prose import HEADLINE, fact_draft

_COUNTS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "deux": 2, "trois": 3,
    "quatre": 4, "dois": 2, "três": 3, "due": 2, "tre": 3, "quattro": 4,
}  # fmt: skip
MOST_NAMES = 12
"""So many names of a word or two are told in one go: of fewer it would seem that there are no more."""
MOST_ITEMS = 5

Told = tuple[Entry, Fact]


def list_group(
    desk: Desk,
    listing: Listing,
    facts: list[Fact],
    section: int,
    heading: str,
    lead: tuple[str, int] | None,
    turn: int,
    announce: bool,
) -> Group:
    """A list with the ways to tell it: its best two items, its best three, ... all of them, in their order.

    `lead` is the sentence that announces it with its line, `turn` counts lists so that their transitions vary, and `announce`
    says whether the heading is spoken.
    """
    fresh = {fact.first: fact for fact in facts if not fact.used}
    told = [(entry, fresh[entry.first]) for entry in listing.entries if entry.first in fresh]
    group = Group(section, facts=len(told))
    if not told:
        return group
    teller = _Teller(desk, listing, heading, lead, turn, len(told), announce)
    by_worth = sorted(range(len(told)), key=lambda i: (-told[i][1].score, i))
    for count in teller.counts():
        chosen = [told[i] for i in sorted(by_worth[:count])]
        worth = sum(fact.score * 0.88 ** max(0, place - 2) for place, (_, fact) in enumerate(chosen))
        group.options.append(option(desk, teller.drafts(chosen), worth))
    return group


class _Teller:
    """Tells some items of one list."""

    def __init__(
        self, desk: Desk, listing: Listing, heading: str, lead: tuple[str, int] | None, turn: int, total: int, announce: bool
    ) -> None:
        self.announce = announce
        self.desk, self.listing, self.heading, self.lead, self.turn, self.total = desk, listing, heading, lead, turn, total
        self.layout = _layout(desk, listing)
        named = {_COUNTS.get(w.strip(".,:"), int(w) if w.isdigit() and len(w) < 3 else 0) for w in heading.lower().split()}
        self.counted = len(listing.entries) in named and total == len(listing.entries)
        if len(listing.entries) in named and not self.counted:
            self.heading = ""
        self.names = 3 <= total <= MOST_NAMES and all(word_count(e.words.text) <= 2 for e in listing.entries)
        self._items: dict[int, tuple[Item, str, str]] = {}
        self._lines: dict[tuple[int, ...], Line] = {}

    def counts(self) -> list[int]:
        """How many items may be told. Steps, names and a list that counts itself are told whole or not at all."""
        short = self.layout in (Layout.STEPS, Layout.COMPARISON) and self.total <= 7
        if self.total and (self.counted or short or self.names):
            return [self.total]
        return [
            n for n in range(min(2, self.total), self.total + 1) if n <= 16 or (n <= 60 and n % 2 == 0) or n in (80, self.total)
        ]

    def drafts(self, chosen: Sequence[Told]) -> list[Draft]:
        """The lines that tell `chosen`."""
        if len(chosen) == 1:
            return [fact_draft(self.desk, [chosen[0][1]], self.heading)]
        star = self._star(chosen)
        if star is not None:
            alone = self._announced(fact_draft(self.desk, [chosen[star][1]], self.heading))
            return [alone, *self._drafts([*chosen[:star], *chosen[star + 1 :]], 1)]
        return self._drafts(chosen, 0)

    def _star(self, chosen: Sequence[Told]) -> int | None:
        """The item whose number deserves a picture of its own."""
        if self.layout is not Layout.BULLETS or self.counted:
            return None
        found = [figure_in(fact.text, self.desk.language) for _, fact in chosen]
        best = max(range(len(found)), key=lambda i: (found[i].weight if found[i] else 0.0, -i))  # type: ignore[union-attr]
        figure = found[best]
        return best if figure and figure.weight >= 3 and figure.label else None

    def _announced(self, alone: Draft) -> Draft:
        """A single item that comes before the rest, behind what announces the list."""
        said = self.desk.joined([self._opening(), alone.line.narration])
        return Draft(alone.line.model_copy(update={"narration": said}), alone.others)

    def _drafts(self, chosen: Sequence[Told], before: int) -> list[Draft]:
        """The lines that tell `chosen`, of which `before` slides were told already."""
        if len(chosen) == 1:
            return [fact_draft(self.desk, [chosen[0][1]], self.heading)]
        slides = -(-len(chosen) // MOST_ITEMS)
        while True:
            chunks = [list(part) for part in _even(chosen, slides)]
            lines = [self._fitted(part, i + before, len(chunks) + before) for i, part in enumerate(chunks)]
            long = any(self.desk.ms(line.narration) > LIST_MS * 1.2 for line in lines)
            if not long or slides >= len(chosen) // 2 or len(chosen) < 4:
                break
            slides += 1
        found: list[Draft] = []
        for place, (line, part) in enumerate(zip(lines, chunks, strict=True)):
            whole = self.counted or self.lead or self.layout is not Layout.BULLETS
            if self.desk.ms(line.narration) > LIST_MS * 1.35 and not whole:
                found += [fact_draft(self.desk, [fact], self.heading) for _, fact in part]
            else:
                found.append(Draft(line, (), len(part), self._split(part, place + before, len(chunks) + before)))
        return found

    def _split(self, part: list[Told], place: int, of: int) -> tuple[Draft, ...]:
        """The first item on its own and the rest as a list."""
        if len(part) < 3 or self.layout is not Layout.BULLETS or self.counted:
            return ()
        alone = fact_draft(self.desk, [part[0][1]], self.heading)
        if place == 0 and self._opening():
            alone = self._announced(alone)
        return alone, Draft(self._fitted(part[1:], max(1, place), max(of, 2)), (), len(part) - 1)

    def _fitted(self, part: list[Told], place: int, of: int) -> Line:
        """The line for one slide; items are said in short where it would be long otherwise."""
        which = (*(entry.first for entry, _ in part), place, place == of - 1)
        if which not in self._lines:
            line = self._line(part, place, of, in_short=False)
            long = self.desk.ms(line.narration) > LIST_MS
            self._lines[which] = self._line(part, place, of, in_short=True) if long else line
        return self._lines[which]

    def _line(self, part: list[Told], place: int, of: int, in_short: bool) -> Line:
        desk = self.desk
        known = [self._item(one) for one in part]
        texts = [short if in_short else spoken for _, spoken, short in known]
        said = [self._opening()] if place == 0 else []
        said += self._transitions(texts, place == 0, place == of - 1)
        headline = self._headline()
        slide = Slide(layout=self.layout, headline=headline, items=tuple(item for item, _, _ in known))
        first = min(entry.first for entry, _ in part)
        if place == 0 and self.lead:
            first = min(first, self.lead[1])
        return Line(narration=desk.joined(said), slide=slide, source=desk.source(first, max(entry.last for entry, _ in part)))

    def _item(self, one: Told) -> tuple[Item, str, str]:
        """An item as it is shown, as it is said, and in short; worked out once, since a list is tried in hundreds of ways."""
        entry, fact = one
        known = self._items.get(entry.first)
        if known is None:
            item = _item(self.desk, entry, self.layout)
            known = self._items[entry.first] = (item, _spoken(self.desk, fact.text), _in_short(self.desk, item, fact))
        return known

    def _headline(self) -> str:
        if not self.heading and self.lead:
            return shortened(self.lead[0].rstrip(" :：."), self.desk.language, HEADLINE)
        return self.heading

    def _opening(self) -> str:
        """What announces the list: its lead, else its heading where that was not said for the list before."""
        desk = self.desk
        if self.lead and word_count(self.lead[0]) <= 22:
            return self.lead[0] if self.lead[0].endswith((":", "：")) else desk.said(self.lead[0])
        return desk.said(self.heading) if self.heading and self.announce else ""

    def _transitions(self, texts: list[str], begins: bool, ends: bool) -> list[str]:
        desk, glue, turn = self.desk, self.desk.glue, self.turn
        long = sum(word_count(text) for text in texts) > 11 * len(texts) and self.layout is not Layout.STEPS
        if glue is None or self.layout in (Layout.TIMELINE, Layout.COMPARISON) or (long and turn % 2):
            return texts
        ordered = self.layout is Layout.STEPS
        if len(texts) == 2 and begins and ends and not ordered:
            return [texts[0], desk.after(glue.also, texts[1])] if not long else texts
        said = []
        for place, text in enumerate(texts):
            if place == 0 and begins:
                word = glue.first[0 if ordered else turn % 2]
            elif place == len(texts) - 1 and ends:
                word = glue.last[turn % 2]
            elif long and not ordered:
                word = ""
            else:
                word = glue.middle[place % 2] if ordered or place % 2 else ""
            said.append(desk.after(word, text))
        return said


def _layout(desk: Desk, listing: Listing) -> Layout:
    dated = sum(1 for entry in listing.entries if dated_head(entry.words.text)[0])
    if len(listing.entries) >= 2 and dated * 3 >= len(listing.entries) * 2:
        return Layout.TIMELINE
    if listing.ordered:
        return Layout.STEPS
    if len(listing.entries) == 2:
        heads = [re.split(r"[:\s—–]", entry.words.text, maxsplit=1)[0].lower() for entry in listing.entries]
        if heads[0] in desk.known.before and heads[1] in desk.known.after:
            return Layout.COMPARISON
    return Layout.BULLETS


def _item(desk: Desk, entry: Entry, layout: Layout) -> Item:
    label, text, lead = "", entry.words.text, entry.words.lead
    if layout is Layout.TIMELINE:
        date, rest = dated_head(text)
        label, text, lead = (date, rest, "") if date else (label, text, lead)
    elif layout is Layout.COMPARISON:
        head = re.match(r"([^\s:—–]+)\s*[:—–]?\s*", text)
        if head:
            label, text, lead = head[1], text[head.end() :], ""
    named = re.match(r"([a-z][\w/.-]{1,14}): (?=\S)", text)
    if not label and named and not lead:
        label, text = named[1], text[named.end() :]
    pieces = sentences(text, desk.language)
    title, rest = halves(pieces[0].rstrip(" .。।") if pieces else text, lead, desk.language)
    if not rest and len(pieces) > 1:
        rest = shortened(pieces[1].rstrip(" .。।"), desk.language, 72)
    if len(rest) > 110:
        title, rest = shortened(text, desk.language, 100), ""
    return Item(label=label, title=title, text=rest)


def _spoken(desk: Desk, text: str) -> str:
    """An item as a sentence; `Lead — rest` is heard as `Lead: rest`."""
    return re.sub(r"^(.{2,48}?)\s+(?:[—–]|--?)\s+", r"\1: ", text) if not desk.known.dense else text


def _in_short(desk: Desk, item: Item, fact: Fact) -> str:
    """An item as it stands on the screen, where that is shorter than its sentence."""
    label = f"{item.label}: " if item.label else ""
    if not item.text and len(item.title) > 64:
        return _spoken(desk, fact.text)
    if not item.text:
        short = label + item.title
    elif fact.words.lead or re.match(re.escape(item.title) + r"\s*(?::|[—–]|--?\s)", fact.words.text):
        short = f"{label}{item.title}: {desk.lower(item.text)}"
    else:
        short = f"{label}{item.title} {item.text}"
    return desk.said(short) if len(short) < len(fact.text) else _spoken(desk, fact.text)


def _even(chosen: Sequence[Told], parts: int) -> list[Sequence[Told]]:
    """`chosen` in `parts` of nearly equal length, in order."""
    size, more = divmod(len(chosen), parts)
    found, at = [], 0
    for part in range(parts):
        end = at + size + (1 if part < more else 0)
        found.append(chosen[at:end])
        at = end
    return found
