"""A critic with no model: what can be found wrong in a script by reading it beside its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.film import Layout, Line, Pace, Script, Severity
from core.film.discussion import Kind, Remark
from core.media.reading.calls import asks_nothing, for_readers, points_nowhere
from core.media.reading.claims import Claim, Ground, claims_of, ground
from core.media.reading.sentences import sentences, word_count
from core.media.reading.tongues import likely, small_words, tongue

LONGEST_SENTENCE = 32
"""Words that an ear can hold."""

LONGEST_LINE_MS = 18_000
OFF_BY = 0.10
SAME_IN_A_ROW = 3
_SPOKEN_OTHERWISE = frozenset({Layout.CODE, Layout.CREDITS})
_FRAME = frozenset({Layout.CODE, Layout.CALL, Layout.CREDITS})
"""Layouts of lines that need not be in the words of their place in the source."""

_GREETING = 5
"""Words that need no source."""

_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{2,6}s?(?![\w-])")
_KNOWN = small_words(
    "AI AM API APIs BBC CEO CFO CLI CPU CSS CSV CTO DNA DVD EN EU FAQ FM GB GIF GPS GPU HD HR HTML HTTP HTTPS ID IDs IP IT JPEG "
    "JPG JSON KB LED MB MP OK OS PC PCs PDF PDFs PM PNG QA QR RAM SDK SMS SQL SSD TB TV UI UK UN URL URLs US USA USB UTC UX VIP "
    "VPN WWW XML ZIP "
    "ANSI ASCII AIX AWS BSD CD DOS GNOME GNU GTK IBM IEEE ISO KDE LAN MAC MIDI MIT NASA NATO NFC PIN POSIX RGB RSS SAP SIM SSH "
    "SSL TLS UNIX USD UTF VS WAV WIFI YAML"
)
"""What nobody asks after: everyday words, and names that are not said in full any more."""

_SHOUTED = small_words(
    "ADD ALL AND ANY BREAKING BUG BUGS CALL DELETE DO DONE EVERY FINAL FIRST FIX FIXED GET HEAD HELP IMPORTANT LAST MAIN MUST "
    "NAME NEVER NEW NEWS NO NOT NOTE NOW OFF ON ONE ONLY OPEN OR PATCH POST PUT READ RUN SET STOP TEST THE THIS TIP TOP TRUE UP "
    "USE WARN WARNING WIP YES YOU"
)
"""Words that are written large to be heard, and names of what a program may be asked."""
_TECHNICAL = re.compile(r"develop|engineer|program|admin|operator|technical|sre|devops|architect|entwickl|ingenieur", re.I)


def remarks_on(
    script: Script, source: str, pace: Pace | None = None, *, length_ms: int | None = None, audience: str = "", goal: str = ""
) -> tuple[Remark, ...]:
    """What our own checks find, line by line; lines are those of the script, hidden ones are left out. The same script gives the
    same remarks. Without a pace nothing is said of lengths."""
    if script.scaffold:
        return ()
    lines = [(i, line) for i, line in enumerate(script.lines, 1) if not line.handling.hidden]
    there = ground(source, script.language)
    other_tongue = _foreign(source, script.language)
    found = [*_length(lines, pace, length_ms), *_same(lines), *_jargon(lines, audience, there), *_call(lines, goal)]
    for number, line in lines:
        ends = number in (lines[0][0], lines[-1][0])
        found += _claims(number, line, there, script.language, foreign=other_tongue, ends=ends)
        found += _heard(number, line, script.language, pace)
    strange = " ".join(remark.sentence for remark in found if remark.kind is Kind.UNSOURCED)
    found = [one for one in found if one.kind is not Kind.JARGON or one.sentence.split("”")[0] not in strange]  # said already
    return tuple(sorted(found, key=lambda remark: (remark.line or 0, list(Severity).index(remark.severity))))


def unsourced(line: Line, source: str, language: str) -> frozenset[str]:
    """The claims of a line that its source does not say at all."""
    there, foreign = ground(source, language), _foreign(source, language)
    return frozenset(claim.text for claim in _checked(line, there, language, foreign=foreign) if _nowhere(claim, line, there))


def _foreign(source: str, language: str) -> bool:
    """Whether a source seems to be in another language than its film: then names may be written otherwise."""
    return likely(source) not in ("", language.split("-")[0])


def _checked(line: Line, there: Ground, language: str, *, foreign: bool) -> Iterator[Claim]:
    for claim in claims_of(line, language):
        if claim.kind != "name" or not (foreign or claim.text in _KNOWN or there.heads(claim.text)):
            yield claim


def _nowhere(claim: Claim, line: Line, there: Ground) -> bool:
    place = there.place(claim, line.source)
    return place.row is None and not place.cited


def _claims(number: int, line: Line, there: Ground, language: str, *, foreign: bool, ends: bool) -> Iterator[Remark]:
    missing: list[str] = []
    elsewhere: dict[int, list[str]] = {}
    for claim in _checked(line, there, language, foreign=foreign):
        place = there.place(claim, line.source)
        if place.row is None and not place.cited:
            missing.append(_told(claim))
        elif not (place.cited or claim.seen) and line.source is not None and claim.kind != "name" and place.row is not None:
            elsewhere.setdefault(place.row, []).append(_told(claim))
    if missing:
        told = f"{_listed(missing)} {'is' if len(missing) == 1 else 'are'} not in your text."
        yield _remark(Kind.UNSOURCED, Severity.HARD, number, told, "Check it, or say what the text says.")
    for row, told_there in elsewhere.items():
        told = f"{_listed(told_there)} stands in line {row} of your text, not where this line says it comes from."
        yield _remark(
            Kind.MISPLACED, Severity.NOTE, number, told, "Nothing is wrong with what is said; its source is another line."
        )
    if missing or elsewhere or line.slide.layout in _FRAME:
        return
    if line.source is None and not ends and word_count(line.narration) > _GREETING:
        told = "This line names no place in your text."
        yield _remark(Kind.UNSOURCED, Severity.WARNING, number, told, "Check that your text says it.")
    if foreign:
        return
    if line.source is not None and not tongue(language).dense and there.strange(line.narration, line.source):
        told = f"Line {line.source.first} of your text, where this is said to come from, speaks of something else."
        yield _remark(Kind.MISPLACED, Severity.WARNING, number, told, "Read both, and mend what is said or its source.")


def _heard(number: int, line: Line, language: str, pace: Pace | None) -> Iterator[Remark]:
    longest = max(sentences(line.narration, language) or [""], key=word_count)
    words = word_count(longest)
    if words > LONGEST_SENTENCE:
        told = f"A sentence of {words} words is hard to follow by ear."
        yield _remark(Kind.HEARING, Severity.WARNING, number, told, "Make two sentences of it.")
    elif pace is not None and pace.ms(line.narration) > LONGEST_LINE_MS:
        told = f"This takes about {pace.ms(line.narration) // 1000} seconds to say, over one picture."
        yield _remark(Kind.HEARING, Severity.NOTE, number, told, "Split it, so that the picture changes.")


def _length(lines: list[tuple[int, Line]], pace: Pace | None, wanted: int | None) -> Iterator[Remark]:
    if pace is None or wanted is None:
        return
    length = sum(pace.ms(line.narration) for _, line in lines)
    if abs(length - wanted) > OFF_BY * wanted:
        way = "longer" if length > wanted else "shorter"
        off = abs(length - wanted) * 100 // wanted
        told = f"About {round(length / 1000)} seconds, {off} % {way} than the {round(wanted / 1000)} that were asked for."
        hint = "Take out the weakest line." if length > wanted else "The text may have no more to say; a shorter length suits it."
        yield _remark(Kind.LENGTH, Severity.WARNING, None, told, hint)


def _same(lines: list[tuple[int, Line]]) -> Iterator[Remark]:
    at = 0
    while at < len(lines):
        layout = lines[at][1].slide.layout
        end = at
        while end + 1 < len(lines) and lines[end + 1][1].slide.layout is layout:
            end += 1
        if end - at + 1 >= SAME_IN_A_ROW:
            told = f"Lines {lines[at][0]} to {lines[end][0]} all look the same: {layout.value.replace('_', ' ')}."
            yield _remark(Kind.SAMENESS, Severity.NOTE, lines[at][0], told, "Give one of them another layout.")
        at = end + 1


def _jargon(lines: list[tuple[int, Line]], audience: str, there: Ground) -> Iterator[Remark]:
    if _TECHNICAL.search(audience):
        return
    told: set[str] = set()
    whole = " ".join(line.narration for _, line in lines)
    for number, line in lines:
        if line.slide.layout in _SPOKEN_OTHERWISE or line.narration.isupper():
            continue
        for short in dict.fromkeys(_ABBREVIATION.findall(line.narration)):
            if short in told or short in _KNOWN or short in _SHOUTED or there.heads(short) or there.writes_small(short):
                continue
            if not _explained(short.rstrip("s"), whole):
                told.add(short)
                said = f"“{short}” is not explained."
                yield _remark(Kind.JARGON, Severity.NOTE, number, said, "Say once what it stands for, or use a plain word.")


def _call(lines: list[tuple[int, Line]], goal: str) -> Iterator[Remark]:
    spoken = [(number, line) for number, line in lines if line.slide.layout is not Layout.CREDITS]
    if not spoken:
        return
    number, line = spoken[-1]
    if points_nowhere(line.narration) and not line.slide.picture:
        told = f"“{_short(line.narration)}” points at a place that a film does not have."
        yield _remark(Kind.CALL, Severity.WARNING, number, told, "Say where to go: a name or a short address.")
    elif for_readers(line.narration, goal):
        told = f"“{_short(line.narration)}” is meant for readers of the text, not for who watches."
        yield _remark(Kind.CALL, Severity.WARNING, number, told, "End with the one thing that viewers should do.")
    elif goal and asks_nothing(line.narration):
        told = "The film ends without asking for anything, and it has a goal."
        yield _remark(Kind.CALL, Severity.NOTE, number, told, "End with the one thing that viewers should do.")


def _explained(short: str, whole: str) -> bool:
    """Whether its words stand beside it: in brackets, or with its letters as their beginnings."""
    if re.search(rf"\({re.escape(short)}s?\)|\b{re.escape(short)}s?\s*\(", whole):
        return True
    words = r"\W+(?:(?:of|and|for|the|to|in)\W+)?".join(rf"{letter}\w+" for letter in short)
    return bool(re.search(rf"\b{words}", whole, re.I))


def _remark(kind: Kind, severity: Severity, line: int | None, sentence: str, hint: str) -> Remark:
    return Remark(kind=kind, severity=severity, line=line, sentence=sentence, hint=hint)


def _told(claim: Claim) -> str:
    return f"“{_short(claim.text)}”"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:59].rstrip() + "…"


def _listed(told: list[str]) -> str:
    known = list(dict.fromkeys(told))
    return known[0] if len(known) == 1 else f"{', '.join(known[:-1])} and {known[-1]}"
