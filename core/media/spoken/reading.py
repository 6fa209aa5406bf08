"""Reads a text out: signs, numbers and names become words, and every spoken character remembers where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from core.media.spoken.japanese import Morpheme, morphemes
from core.media.spoken.wording import Wording, wording

KEPT = "\u2060"
"""Around what is already written as it is said, in Japanese; it is not said itself."""


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
        last_said = spoken[-1][-1] if spoken else ""
        if last_said == " ":
            said = said.lstrip(" ")
        elif parted and _runs_on(last_said, said[:1]):
            spoken.append(" ")
            origin.append(max(0, first - 1))
        if not said:
            return
        spoken.append(said)
        width = max(1, last - first)
        origin.extend(first + i * width // len(said) for i in range(len(said)))

    for edit in edits:
        if edit.start > at:
            add(text[at : edit.start], at, edit.start)
        parted = True
        replaced = text[edit.start : edit.end]
        blanks = len(replaced) - len(replaced.lstrip())
        add(edit.said, edit.start + (blanks if replaced.strip() else 0), edit.end)
        at = edit.end
    if at < len(text):
        add(text[at:], at, len(text))
    return Reading(text, "".join(spoken), tuple(origin))


def _runs_on(before: str, after: str) -> bool:
    """Whether two characters would be read as one word although an edit lies between them."""
    return before.isalnum() and after.isalnum() and not (is_unspaced(before) or is_unspaced(after))


def is_unspaced(char: str) -> bool:
    """Whether a character is of a script that is written without blanks: Chinese, Japanese."""
    return "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff"


def _in_kana(reading: Reading) -> Reading:
    """The reading with Han characters as syllables, with a blank between words so that the voice sees them."""
    spoken: list[str] = []
    origin: list[int] = []
    at = 0
    for kept, piece in enumerate(reading.spoken.split(KEPT)):
        parts = [Morpheme(0, len(piece), False, piece)] if kept % 2 else morphemes(piece)
        for part in parts:
            first, last = reading.origin[at + part.start], reading.origin[at + part.end - 1] + 1
            apart = spoken and not part.clings and not spoken[-1].endswith(" ") and part.kana.strip()
            said = f" {part.kana}" if apart else part.kana
            spoken.append(said)
            origin.extend(first + i * max(1, last - first) // len(said) for i in range(len(said)))
        at += len(piece) + len(KEPT)
    return Reading(reading.written, "".join(spoken), tuple(origin))
