"""Reads a text out: signs, numbers and names become words, and every spoken character remembers where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from core.media.spoken.japanese import morphemes
from core.media.spoken.wording import Wording, wording


@dataclass(frozen=True)
class Reading:
    """`spoken` is what a voice is given for `written`; `origin[i]` is the character of `written` that `spoken[i]` says."""

    written: str
    spoken: str
    origin: tuple[int, ...]


@dataclass(frozen=True)
class Edit:
    """`written[start:end]` is said as `said`; nothing is said for an empty one."""

    start: int
    end: int
    said: str


@dataclass(frozen=True)
class Tongue:
    """What a rule knows of the language it reads in."""

    language: str
    words: Wording

    @property
    def code(self) -> str:
        """The language alone: `pt` of `pt-BR`."""
        return self.language.lower().replace("_", "-").split("-")[0]

    @property
    def region(self) -> str:
        """The region in lower case, or nothing."""
        parts = self.language.lower().replace("_", "-").split("-")
        return parts[1] if len(parts) > 1 else ""


Rule = Callable[[str, int, Tongue], Sequence[Edit] | None]
"""Edits for what begins at that index, or None. An edit that says the text as it is protects it from other rules."""


def read(text: str, language: str, pronounce: Sequence[tuple[str, str]] = ()) -> Reading:
    """`text` as it is spoken in `language`. `pronounce` holds (as written, as spoken) and wins over every rule.

    Languages without a wording keep their numbers and signs: the voice knows some of them.
    """
    from core.media.spoken.rules import cleaning, pronunciations, rules

    words = wording(language)
    tongue = Tongue(language, words) if words else None
    chosen: list[Rule] = [pronunciations(pronounce)] if pronounce else []
    chosen += rules() if tongue else []
    chosen.append(cleaning)
    reading = _applied(text, _edits(text, chosen, tongue or Tongue(language, _plain())))
    return _in_kana(reading) if tongue and tongue.code == "ja" else reading


def _plain() -> Wording:
    found = wording("en")
    assert found is not None
    return found


def _edits(text: str, chosen: Sequence[Rule], tongue: Tongue) -> Iterable[Edit]:
    at = 0
    while at < len(text):
        for rule in chosen:
            edits = rule(text, at, tongue)
            if edits:
                yield from edits
                at = max(edits[-1].end, at + 1)
                break
        else:
            at = _next(text, at)


def _next(text: str, at: int) -> int:
    """Past a plain run of letters at once; rules look at beginnings only."""
    if not text[at].isalpha():
        return at + 1
    while at < len(text) and text[at].isalpha():
        at += 1
    return at


def _applied(text: str, edits: Iterable[Edit]) -> Reading:
    spoken: list[str] = []
    origin: list[int] = []
    at, parted = 0, False

    def add(said: str, first: int, last: int) -> None:
        if spoken and said and spoken[-1][-1].isalnum() and said[0].isalnum() and parted:
            spoken.append(" ")
            origin.append(max(0, first - 1))
        spoken.append(said)
        width = max(1, last - first)
        origin.extend(first + i * width // len(said) for i in range(len(said)))

    for edit in edits:
        if edit.start > at:
            add(text[at : edit.start], at, edit.start)
        parted = True
        if edit.said:
            add(edit.said, edit.start, edit.end)
        at = edit.end
    if at < len(text):
        add(text[at:], at, len(text))
    return Reading(text, "".join(spoken), tuple(origin))


def _in_kana(reading: Reading) -> Reading:
    """The reading with Han characters as syllables, with a blank between words so that the voice sees them."""
    spoken: list[str] = []
    origin: list[int] = []
    for morpheme in morphemes(reading.spoken):
        first, last = reading.origin[morpheme.start], reading.origin[morpheme.end - 1] + 1
        said = morpheme.kana if morpheme.clings or not spoken else " " + morpheme.kana
        spoken.append(said)
        origin.extend(first + i * max(1, last - first) // len(said) for i in range(len(said)))
    return Reading(reading.written, "".join(spoken), tuple(origin))
