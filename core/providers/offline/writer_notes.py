"""What a person should know about a script: what of the source was left out, and what was not understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from babel import Locale, UnknownLocaleError

from core.film import Line
from core.film.alignment import tokens
from core.film.script import Source
from core.media.reading.characters import LONGEST_WORD
from core.media.reading.dates import is_release
from core.media.reading.document import Document, Section
from core.media.reading.tongues import likely
from core.providers.offline.writer_desk import Desk, Fact
from core.providers.offline.writer_facts import Facts
from core.providers.offline.writer_told import for_makers

TOLD = 0.4
"""So much of a sentence's words are there where it is told, however much it was shortened."""


def rest(
    desk: Desk, document: Document, sections: Sequence[Section], facts: Facts, lines: Sequence[Line], missing: Sequence[str]
) -> list[str]:
    """A sentence for each thing that is not in `lines`; `missing` are pictures that nobody has."""
    return [
        *_untold(facts, lines),
        *_skipped(document, sections),
        *_unspeakable(document),
        *_other_language(desk),
        *_unseen(desk, lines, missing),
    ]


def _untold(facts: Facts, lines: Sequence[Line]) -> Iterator[str]:
    every = [fact for found in facts.values() for fact in found if fact.text]
    told = [(line.source, _heard(line)) for line in lines if line.source]
    left = sum(1 for fact in every if not any(_tells(heard, fact) for source, heard in told if _meet(source, fact)))
    if left:
        yield f"{left} of {len(every)} sentences and list items of the source are not in the film."


def _heard(line: Line) -> frozenset[str]:
    """The words that are said or shown."""
    return frozenset(tokens(" ".join([line.narration, *(text for _, text in line.slide.parts())])))


def _meet(source: Source, fact: Fact) -> bool:
    return source.first <= fact.last and fact.first <= source.last


def _tells(heard: frozenset[str], fact: Fact) -> bool:
    """Whether enough of a fact's words are there: what is said may be shortened, and stands among others of the same lines."""
    words = tokens(fact.text)
    return sum(1 for word in words if word in heard) >= TOLD * len(words)


def _skipped(document: Document, sections: Sequence[Section]) -> Iterator[str]:
    """Which sections the film is not about."""
    told = {section.first for section in sections}
    skipped = [section for section in document.sections if section.level and section.first not in told]
    told_of = [section.first for section in sections if section.level and is_release(section.heading.text)]
    release = next((s for s in skipped if is_release(s.heading.text) and s.first > max(told_of, default=0)), None)
    if release and not told_of:
        yield f"The film leaves out the changelog, which begins with “{release.heading.text}”."
    elif release:
        yield f"The film is about the latest releases; it leaves out “{release.heading.text}” and what is below it."
    makers = list(dict.fromkeys(f"“{s.heading.text}”" for s in skipped if for_makers(s)))
    if makers:
        yield f"Left out, as only those who make the product read it: {', '.join(makers[:4])}."


def _unspeakable(document: Document) -> Iterator[str]:
    if document.long_words:
        count = document.long_words
        yield f"Left out, since they cannot be said: {count} words of more than {LONGEST_WORD} characters."


def _other_language(desk: Desk) -> Iterator[str]:
    language = likely(desk.brief.source)
    if language and language != desk.language.split("-")[0]:
        yield f"The text reads like {_spelled(language)}, but the film speaks {_spelled(desk.language)}."


def _unseen(desk: Desk, lines: Sequence[Line], missing: Sequence[str]) -> Iterator[str]:
    """Which pictures are not in the film, each with the reason."""
    shown = {line.slide.picture.blob for line in lines if line.slide.picture}
    unused = [asset.name for asset in desk.brief.assets if asset.blob not in shown]
    source = unquote(desk.brief.source)
    named = [name for name in unused if PurePosixPath(name).name in source]
    unnamed = [name for name in unused if name not in named]
    for names, why in (
        (unnamed, "since the source does not mention them"),
        (named, "for want of room or of words about them"),
        (missing, "since they are no pictures that were found"),
    ):
        if names:
            yield f"Not shown, {why}: {', '.join(names[:6])}."


def _spelled(language: str) -> str:
    """A language's name; its code where it has none."""
    try:
        return Locale.parse(language, sep="-").get_display_name("en") or language
    except UnknownLocaleError:
        return language
