"""A compiler from text to script: reads, ranks, lays out and shortens what the source says, and claims nothing of its own."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

from core.errors import EmptyBrief
from core.film import Brief, Line, Pace, Script
from core.media.reading.dates import is_release
from core.media.reading.document import Block, Document, Grid, Listing, Paragraph, Saying, Section, Snippet, read
from core.media.reading.phrases import clipped, halves, shortened, titled
from core.media.reading.sentences import sentences
from core.media.reading.tongues import tongue
from core.ports import Writer
from core.providers import provides
from core.providers.offline.writer_closing import closing
from core.providers.offline.writer_desk import Desk, Draft, Fact, Group, Option
from core.providers.offline.writer_facts import Facts, best_of, gather
from core.providers.offline.writer_fit import fit, longest
from core.providers.offline.writer_frame import Title, find_title, opening, release_words, summary
from core.providers.offline.writer_glue import glue
from core.providers.offline.writer_lists import list_group
from core.providers.offline.writer_media import code_group, find_asset, paired, picture_group, quote_group
from core.providers.offline.writer_notes import rest
from core.providers.offline.writer_prose import prose_group
from core.providers.offline.writer_scaffold import is_topic, scaffold
from core.providers.offline.writer_tables import figures_group, table_group
from core.providers.offline.writer_told import aside, told
from core.providers.offline.writer_variety import Placed, asked, carded, grouped, refreshed, varied

EDITION = 15
"""Counted up whenever the same brief gives another script: films are then written anew, and say why. A test holds it to that."""

SHORT_MS = 75_000
MOST_MS = 118_000
_CHANGES = re.compile(r"change|release|what[’']?s new|update|version|\d\.\d", re.I)
"""A film without a wished length tells a short source whole; of a longer one it tells more, but never longer than this."""


@provides(Writer)
class OfflineWriter:
    """Turns a text into a script by its own structure: no key, no network, no invented claim."""

    @property
    def identity(self) -> str:
        """House, model and options."""
        return f"offline writer {EDITION}"

    def write(self, brief: Brief, pace: Pace) -> Script:
        """The script of `brief` at `pace`. Raises `EmptyBrief`, `NotText` or `BriefTooLong` for what cannot be read."""
        document = read(brief.source)
        if is_topic(brief.source, document):
            return scaffold(brief)
        desk = _desk(brief, pace)
        return _Compiler(desk, document).script()


def _desk(brief: Brief, pace: Pace) -> Desk:
    small = frozenset(re.findall(r"(?<![\w.])[a-zà-ÿ]+(?![\w.])", brief.source[:200_000]))
    rows = tuple(brief.source.split("\n"))
    phrases = glue(brief.language, brief.source)
    return Desk(brief, pace, brief.language, tongue(brief.language), phrases, rows, small)


class _Compiler:
    """One script in the making."""

    def __init__(self, desk: Desk, document: Document) -> None:
        self.desk, self.document = desk, document
        self.sections = told(document, desk.brief.length_ms)
        self.all: Facts = gather(desk, self.sections)
        self.facts: Facts = best_of(self.all, max(200, (desk.brief.length_ms or MOST_MS) // 600))
        self.title: Title = self._titled(find_title(desk, document, self.sections))
        named = " ".join([self.title.text, *(s.heading.text for s in self.sections[:1])])
        self.changes = any(is_release(s.heading.text) for s in self.sections) or bool(_CHANGES.search(named))
        self.headings = {i: self._heading(i, section) for i, section in enumerate(self.sections)}
        self.lists = self.tables = 0
        self.codes: dict[int, int] = {}
        self.notes: list[str] = []
        self.missing: list[str] = []
        self.pictured = paired(self.sections, self.facts)

    def script(self) -> Script:
        room = 0.62 * (self.desk.brief.length_ms or 2 * MOST_MS)
        if not self.title.text and not any(self.facts.values()):
            raise EmptyBrief("There is nothing to tell: the source has no sentence, list or heading that can be read.")
        free = self._free()
        start = opening(self.desk, self.title, self.sections, free, int(room), summary(self.desk, self.document.front))
        end = closing(self.desk, self.title, self.sections, free, int(room) // 2)
        groups = [g for i, s in enumerate(self.sections) for g in self._groups(i, s) if g.options]
        placed = self._chosen(groups, start, end)
        lines = [start.line, *(draft.line for _, draft in placed if draft.line.narration not in start.line.narration)]
        lines += [end.line] if end else []
        self._note_length(lines)
        self.notes += rest(self.desk, self.document, self.sections, self.all, lines, self.missing)
        title = self.title.text or shortened(lines[0].narration, self.desk.language, 48)
        return Script(title=title, language=self.desk.language, lines=tuple(lines), notes=tuple(self.notes))

    def _free(self) -> Facts:
        """What title and end may take: all but the sentences that pictures are shown to."""
        assets = self.desk.brief.assets
        shown = {
            teller: sum(find_asset(assets, address, alt) is not None for _, alt, address in pictures)
            for teller, pictures in self.pictured.items()
        }
        return {block: found[shown.get(block, 0) :] for block, found in self.facts.items()}

    def _titled(self, title: Title) -> Title:
        """A title with words: where it has none, the first thing that is said."""
        if any(c.isalnum() for c in title.text):
            return title
        first = next((fact for found in self.all.values() for fact in found), None)
        if first is None:
            raise EmptyBrief("There is nothing to tell: the source has no sentence, list or heading that can be read.")
        return Title(clipped(shortened(first.text, self.desk.language, 48), 90), first.first, None)

    def _heading(self, index: int, section: Section) -> str:
        """A section's heading as it stands on a slide; none for the section that the title heads."""
        if index == self.title.section or not section.level:
            return ""
        words = section.heading.text.rstrip(":.")
        if is_release(words):
            words = release_words(words, self.desk.language)
        else:
            words = re.sub(r"^(?:\d+(?:\.\d+)*\.?|[A-Z]\.|[IVX]+\.)\s+(?=\S)", "", words)
        if self.desk.glue and self.changes:
            words = self.desk.glue.headings.get(words.lower(), words)
        return shortened(titled(words), self.desk.language, 56)

    def _groups(self, index: int, section: Section) -> list[Group]:
        if aside(section) and len(self.sections) > 3:
            return []
        groups: list[Group] = []
        for place, block in enumerate(section.blocks):
            after = section.blocks[place + 1] if place + 1 < len(section.blocks) else None
            before = section.blocks[place - 1] if place else None
            groups += self._told(index, block, before, after)
        for group in groups[:1]:
            for number, way in enumerate(group.options):
                group.options[number] = type(way)(way.drafts, way.ms, way.worth + 0.35)
        return groups

    def _told(self, index: int, block: Block, before: Block | None, after: Block | None) -> list[Group]:
        heading = self.headings[index]
        if isinstance(block, Paragraph):
            return self._paragraph(index, block, after)
        lead = self._lead(before, block)
        if isinstance(block, Listing):
            self.lists += 1
            told_lead = (lead.text, lead.first) if lead else self._open_heading(index)
            announce = next(b for b in self.sections[index].blocks if isinstance(b, Listing)) is block
            heading, announce = heading or self._short_title(), announce and bool(heading)
            if charted := figures_group(self.desk, block, index, heading, told_lead, 0.75**self.tables):
                self.tables += 1
                return [charted]
            facts = self.facts.get(id(block), [])
            return [list_group(self.desk, block, facts, index, heading, told_lead, self.lists, announce)]
        if isinstance(block, Grid):
            self.tables += 1
            return [table_group(self.desk, block, index, heading, lead, 0.75 ** (self.tables - 1), self._short_title())]
        if isinstance(block, Snippet):
            self.codes[index] = self.codes.get(index, 0) + 1
            share = 0.4 ** (self.codes[index] - 1) * 0.85 ** (sum(self.codes.values()) - 1)
            return [code_group(self.desk, block, index, heading, lead, share, self._short_title())]
        return [quote_group(self.desk, block, index, heading)]

    def _open_heading(self, index: int) -> tuple[str, int] | None:
        """A heading that ends in dots and goes on in its list."""
        section = self.sections[index]
        words = section.heading.text
        return (words.rstrip(".… ") + ":", section.first) if words.endswith(("...", "…")) else None

    def _short_title(self) -> str:
        """What stands above a list that has no heading but the film's."""
        return halves(self.title.text, "", self.desk.language, title=48)[0] if len(self.title.text) <= 80 else ""

    def _paragraph(self, index: int, block: Paragraph, after: Block | None) -> list[Group]:
        found = self._pictures(index, block)
        lead = self._lead(block, after) if after is not None and not isinstance(after, Paragraph | Saying) else None
        facts = [fact for fact in self.facts.get(id(block), []) if fact is not lead and not fact.used]
        return [*found, prose_group(self.desk, facts, index, self.headings[index])]

    def _pictures(self, index: int, block: Paragraph) -> list[Group]:
        found = []
        for holder, alt, address in self.pictured.get(id(block), ()):
            asset = find_asset(self.desk.brief.assets, address, alt)
            if asset is None:
                if "://" not in address and not address.startswith("data:"):
                    self.missing.append(PurePosixPath(unquote(address)).name[:60])
                continue
            facts = [fact for fact in self.facts.get(id(block), []) if not fact.used]
            lead = next((fact for fact in facts if fact.text.endswith((":", "："))), facts[0] if facts else None)
            if lead:
                lead.used = True
            found.append(picture_group(self.desk, asset, alt, (holder.first, holder.last), index, self.headings[index], lead))
        return found

    def _lead(self, before: Block | None, block: Block | None) -> Fact | None:
        """The sentence that announces a block: the last one before it, where it ends with a colon or stands alone."""
        if not isinstance(before, Paragraph) or block is None:
            return None
        facts = [fact for fact in self.facts.get(id(before), []) if not fact.used]
        if not facts or len(facts[-1].text) > 180:
            return None
        announces = facts[-1].text.endswith((":", "："))
        alone = len(facts) == 1 and isinstance(block, Grid | Snippet) and len(sentences(facts[0].text, self.desk.language)) <= 2
        return facts[-1] if announces or alone else None

    def _chosen(self, groups: list[Group], start: Draft, end: Draft | None) -> list[Placed]:
        """The lines between title and end, within the length."""
        frame = self.desk.ms(start.line.narration) + (self.desk.ms(end.line.narration) if end else 0)
        whole = sum(longest(group) for group in groups)
        wanted = self.desk.brief.length_ms
        target = (wanted or self._natural(whole + frame)) - frame
        cards, placed = 0, []
        for _ in range(3):
            room = max(0, target - cards)
            ways = self._fitted(groups, room, target + frame, wanted is not None)
            placed = [(g.section, draft) for g, way in zip(groups, ways, strict=True) if way for draft in way.drafts]
            placed = grouped(self.desk, placed, {i: words or self._short_title() for i, words in self.headings.items()})
            bare = sum(self.desk.ms(d.line.narration) for _, d in placed)
            placed = asked(self.desk, carded(self.desk, placed, self.sections, self.headings), self.headings)
            needed = sum(self.desk.ms(d.line.narration) for _, d in placed) - bare
            if needed <= cards:
                break
            cards = needed
        if wanted and whole + frame < wanted * 0.9:
            seconds = (whole + frame) // 1000
            self.notes.append(
                f"The source has words for about {seconds} s; the film is that long, not {wanted // 1000} s as asked."
            )
        return refreshed(self.desk, varied(placed))

    @staticmethod
    def _fitted(groups: list[Group], room: int, length: int, wanted: bool) -> list[Option | None]:
        """The ways that fill `room` of a film of `length`: within 5 % of it where that can be, within 9 % else."""
        if not wanted:
            return fit(groups, room, int(0.8 * room), room)
        for share in (0.05, 0.09):
            slack = int(min(share * length, 3_000 + 0.01 * length))
            ways = fit(groups, room, max(0, room - slack), max(0, room + slack))
            if abs(sum(way.ms for way in ways if way) - room) <= slack:
                break
        return ways

    @staticmethod
    def _natural(whole: int) -> int:
        """The length of a film that may choose its own."""
        return whole if whole <= SHORT_MS else min(MOST_MS, int(SHORT_MS + (whole - SHORT_MS) * 0.25))

    def _note_length(self, lines: list[Line]) -> None:
        """Says so when whole sentences cannot make up the length that was asked for."""
        wanted, length = self.desk.brief.length_ms, sum(self.desk.ms(line.narration) for line in lines)
        if wanted and abs(length - wanted) > wanted * 0.1 and not self.notes:
            self.notes.append(
                f"Whole sentences of this source did not come to {wanted // 1000} s; the film is about {round(length / 1000)} s, "
                f"not {wanted // 1000} s as asked."
            )
