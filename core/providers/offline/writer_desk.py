"""What every part of the writer has at hand: the brief, the language, the clock, the source's lines; and what it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from core.film import Brief, Line, Pace, Slide, Source
from core.media.reading.inline import Words
from core.media.reading.sentences import finished
from core.media.reading.tongues import Tongue
from core.providers.offline.writer_phrase import Glue

LINE_MS = 9_000
"""A line is split where it would be longer, as long as it has a second sentence."""
LIST_MS = 14_000
"""The same for slides with parts, where every part brings something new to the picture."""
FULL_MS = 6_000
"""A shot that is shorter is worth less: a film of many small ones is restless."""
EXCERPT = 160

_CONNECTED = re.compile(
    r"(?:and|then|next|first|finally|lastly|also|und|dann|zuerst|schließlich|y|luego|et|puis|e|poi|depois)\b(?!-)", re.I
)
"""Texts that begin with a word of their own that joins them to what comes before."""


_LABELLED = re.compile(r"[A-ZÀ-Ý][^\W\d_]*(?: [^\W\d_]+)?: \S")
"""`Problem: ...` says itself what it is."""


@dataclass(frozen=True)
class Desk:
    """The brief and what is known about its language and voice."""

    brief: Brief
    pace: Pace
    language: str
    known: Tongue
    glue: Glue | None
    rows: tuple[str, ...]
    small: frozenset[str]
    """Words that the source writes with a small letter."""

    def ms(self, text: str) -> int:
        """How long the voice takes for `text` as one line."""
        return self.pace.ms(text)

    def said(self, text: str) -> str:
        """`text` as a whole sentence."""
        return finished(text, self.language)

    def joined(self, texts: list[str]) -> str:
        """Sentences in a row."""
        return ("" if self.known.dense else " ").join(text for text in texts if text)

    def lower(self, text: str) -> str:
        """`text` as it goes on inside a sentence: a small first letter, where that is an ordinary word."""
        first = re.match(r"[^\W\d_]+", text)
        ordinary = first and first[0].lower() in self.small | self.known.articles | self.known.orders
        whole = first and (len(text) == first.end() or text[first.end()] in " ,:;’'-")
        doing = first and len(first[0]) > 5 and first[0].endswith("ing") and self.language.startswith("en")
        small = first and (first[0][1:].islower() or first[0] == "A")
        if first and (ordinary or doing) and whole and small and first[0] != "I":
            return text[0].lower() + text[1:]
        return text

    def after(self, word: str, text: str) -> str:
        """`text` behind a transition, unless it begins with one itself; behind a colon or in a dense script it stays as it is."""
        if not word or _CONNECTED.match(text) or _LABELLED.match(text):
            return text
        if self.known.dense:
            return word + text
        if word.endswith(":") and ":" in text:
            return text
        return f"{word} {self.lower(text) if not word.endswith(':') else text}"

    def source(self, first: int, last: int, near: str = "") -> Source:
        """Lines `first` to `last`, counted from 1, without blank ones at the end; the excerpt begins where `near` does."""
        last = min(last, len(self.rows))
        while last > first and not self.rows[last - 1].strip():
            last -= 1
        words = "\n".join(self.rows[first - 1 : last])
        at = words.find(near[:24]) if near and len(words) > EXCERPT else -1
        words = " ".join(words[max(0, at) : max(0, at) + 4 * EXCERPT].split())
        excerpt = words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0]
        return Source(first=first, last=last, excerpt=excerpt)


@dataclass
class Fact:
    """One thing that the source says, ready to be spoken: a sentence with those that lean on it, or an item of a list."""

    text: str
    first: int
    last: int
    words: Words
    section: int
    score: float = 0.0
    used: bool = False


@dataclass(frozen=True)
class Draft:
    """A line, the slides that would be as truthful, and what it is worth."""

    line: Line
    others: tuple[Slide, ...] = ()
    facts: int = 1
    split: tuple[Draft, ...] = ()
    """The same in two lines of different layouts."""


@dataclass(frozen=True)
class Option:
    """One way to tell a block: its lines, how long they take, and their worth."""

    drafts: tuple[Draft, ...]
    ms: int
    worth: float


@dataclass
class Group:
    """A block of the source with the ways to tell it, of which one or none is taken."""

    section: int
    options: list[Option] = field(default_factory=list)
    facts: int = 0


def option(desk: Desk, drafts: list[Draft], worth: float) -> Option:
    """`drafts` as one way to tell a block."""
    times = [desk.ms(draft.line.narration) for draft in drafts]
    whole = sum(min(1.0, time / FULL_MS) for time in times) / max(1, len(times))
    return Option(tuple(drafts), sum(times), worth * (0.35 + 0.65 * whole))


def leans(desk: Desk, sentence: str) -> bool:
    """Whether `sentence` needs the one before it to be understood."""
    if desk.known.dense:
        return sentence.startswith(("これ", "それ", "その", "この", "しかし", "また", "这", "它", "但", "因此", "此外", "他们"))
    first = re.match(r"[^\W\d_]+(?:['’][^\W\d_]+)?", sentence)
    return first is not None and first[0].lower() in desk.known.leaning
