"""Claims: the numbers, names and quotes of a line, looked up in the source that it names, by us and not on anybody's word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.film import Line, Source
from core.media.reading.amounts_said import COUNTED, Amount, amounts, in_words
from core.media.reading.names import names_in
from core.media.reading.tongues import likely
from core.value import tidy

_SIGNS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|</?[a-z][^>]*>|[*_`#>\[\]|]", re.I)
_MARKS = re.compile(r"[\"'“”„«»‘’‚‹›「」『』.,;:!?…()—–-]+")
_QUOTE = re.compile(r"[“„«「]([^“”„«»「」]{12,})[”“»」]|(?<!\w)\"(?=\w)([^\"]{12,}?)(?<=\S)\"(?!\w)")
_CONTENT = re.compile(r"[^\W\d_]{4,}")
_UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}|\^{3,}|\*{3,}")
_EXACT, _ABOUT = 0.005, 0.06
"""How far off a number may be: by rounding, and where it is said to be about right."""

_RUNS_ON = 1
"""Lines after the cited ones that its last sentence may run on into."""

_WORDS_OF_A_TOPIC = 4
"""With fewer words of its own a line may well share none with its place in the source."""


@dataclass(frozen=True)
class Claim:
    """Something that a line says and its source must say, too."""

    kind: str
    """`number`, `name` or `quote`."""
    text: str
    amount: Amount | None = None
    seen: bool = False
    """It stands on the screen only, where a heading or another line of the source may be shown beside what is said."""


@dataclass(frozen=True)
class Place:
    """Where in the source a claim was found."""

    cited: bool
    row: int | None
    """The first line, from 1, that says it; None: none does."""


class Ground:
    """A source, read once, in which claims are looked up."""

    def __init__(self, source: str, language: str) -> None:
        self.language = language
        self._source = tidy(source)
        self.rows = self._source.split("\n")
        self._plain = [bare(row) for row in self.rows]
        other = likely(source)
        other = "" if other == language.split("-")[0] else other
        self._amounts = [(*amounts(row, language), *in_words(row, other)) for row in self.rows]
        self._whole = " ".join(self._plain)
        self._words = frozenset(re.findall(r"\w+", self._whole))
        first = next((i for i, plain in enumerate(self._plain, 1) if plain), 1)
        self._heads = [
            i for i, row in enumerate(self.rows, 1) if i == first or row.lstrip().startswith("#") or self._underlined(i)
        ]
        self.topical = frozenset(stem(word) for word in _CONTENT.findall(self._whole))

    def _underlined(self, row: int) -> bool:
        """Whether a row is a heading by the line below it."""
        below = self.rows[row] if row < len(self.rows) else ""
        return bool(_UNDERLINE.fullmatch(below.strip())) and bool(self._plain[row - 1])

    def place(self, claim: Claim, cited: Source | None) -> Place:
        """Where the source says it, the cited lines first."""
        rows = range(1, len(self.rows) + 1)
        inside = [row for row in rows if cited is not None and cited.first <= row <= cited.last + _RUNS_ON]
        if claim.kind == "quote":
            return self._quoted(claim.text, cited)
        if any(self._says(claim, row) for row in inside):
            return Place(True, inside[0])
        if claim.amount is not None and any(self._says(claim, row) for row in self._heads):
            return Place(True, self._heads[0])
        row = next((row for row in rows if self._says(claim, row)), None)
        if row is None and claim.kind == "name" and self._named(claim.text):
            row = 1
        return Place(False, row)

    def says_all(self, claims: Iterable[Claim]) -> int | None:
        """The only line that says every one of these claims; None where there is none, or more than one."""
        wanted = tuple(claims)
        rows = [row for row in range(1, len(self.rows) + 1) if wanted and all(self._says(claim, row) for claim in wanted)]
        return rows[0] if len(rows) == 1 else None

    def strange(self, narration: str, cited: Source) -> bool:
        """Whether the cited lines share no word with what is said, although the source has words of it elsewhere."""
        said = {stem(word) for word in _CONTENT.findall(bare(narration))}
        there = {stem(word) for row in self._plain[cited.first - 1 : cited.last] for word in _CONTENT.findall(row)}
        return len(said) >= _WORDS_OF_A_TOPIC and not said & there and len(said & self.topical) >= 2

    def heads(self, text: str) -> bool:
        """Whether a name stands in a heading or in the first line, and so may be said of every line."""
        named = bare(text)
        return any(named in self._plain[row - 1] for row in self._heads)

    def writes_small(self, word: str) -> bool:
        """Whether a word that is written in capitals stands there in small letters as well, and so is no abbreviation."""
        return re.search(rf"(?<![\w.`/_=#-]){re.escape(word.lower())}(?![\w`/_=:(]|-\w|\.\w)", self._source) is not None

    def _says(self, claim: Claim, row: int) -> bool:
        if claim.amount is not None:
            return any(_equal(claim.amount, there) for there in self._amounts[row - 1])
        return bare(claim.text) in self._plain[row - 1]

    def _named(self, name: str) -> bool:
        return all(word in self._words for word in re.findall(r"\w+", bare(name)))

    def _quoted(self, text: str, cited: Source | None) -> Place:
        pieces = [bare(piece) for piece in re.split(r"…|\.\.\.|\[[^\]]*\]", text) if bare(piece)]
        there = " ".join(self._plain[cited.first - 1 : cited.last]) if cited else ""
        if all(piece in there for piece in pieces):
            return Place(True, cited.first if cited else None)
        if not all(piece in self._whole for piece in pieces):
            return Place(False, None)
        return Place(False, next((i for i, row in enumerate(self._plain, 1) if row and row[:40] in pieces[0]), 1))


@lru_cache(maxsize=32)
def ground(source: str, language: str) -> Ground:
    """The source, read once for all who ask."""
    return Ground(source, language)


def claims_of(line: Line, language: str) -> tuple[Claim, ...]:
    """What a line claims: numbers as it is heard and seen, names and quotes as it is heard."""
    said = line.narration
    counts = {float(len(line.slide.items)), float(len(line.slide.table.rows)) if line.slide.table else 0.0} - {0.0}
    found = [Claim("number", one.text, one) for one in amounts(said, language) if not _counting(one, counts)]
    heard = {claim.text for claim in found}
    shown = [one for one in amounts(" ; ".join(_shown(line)), language) if not _counting(one, counts)]
    found += [Claim("number", one.text, one, seen=True) for one in shown if one.text not in heard]
    found += [Claim("quote", (match[1] or match[2]).strip()) for match in _QUOTE.finditer(said)]
    if line.slide.quote:
        found.append(Claim("quote", line.slide.quote.text))
    found += [Claim("name", name.removesuffix("’s").removesuffix("'s")) for name in names_in(said, language)]
    return tuple(dict.fromkeys(found))


def numbers_of(text: str, language: str) -> tuple[Claim, ...]:
    """The numbers alone that a text claims."""
    return tuple(Claim("number", amount.text, amount) for amount in amounts(text, language) if not _counting(amount, set()))


def bare(text: str) -> str:
    """`text` without markup, marks and capitals, to be compared."""
    return " ".join(_MARKS.sub(" ", _SIGNS.sub(" ", text)).casefold().split())


def stem(word: str) -> str:
    """The beginning of a word, which its other forms share."""
    return word.casefold()[:5]


def _shown(line: Line) -> Sequence[str]:
    slide = line.slide
    texts = [slide.kicker, slide.headline, slide.body, *(f"{i.label} {i.title} {i.text}" for i in slide.items)]
    if slide.figure:
        texts += [f"{slide.figure.text} {slide.figure.unit}", slide.figure.before, slide.figure.change]
    if slide.table:
        texts += [" ; ".join(row) for row in (slide.table.header, *slide.table.rows)]
    if slide.chart:
        texts += [*slide.chart.labels, *(f"{value:g}" for one in slide.chart.series for value in one.values)]
    return [text for text in texts if text]


def _counting(amount: Amount, counts: set[float]) -> bool:
    """Whether a small number only counts what the line itself lists, or is a word like `one` that claims nothing."""
    value = amount.values[0] if amount.values else 0.0
    if not amount.digits:
        return value <= COUNTED
    return value <= COUNTED and value in counts and amount.digits == amount.text


def _equal(said: Amount, there: Amount) -> bool:
    if said.digits and (said.digits == there.digits or there.digits.startswith(f"{said.digits}.")):
        return True
    if said.digits.count(".") > 1 and there.digits.startswith(f"{said.digits}:"):  # an address without its port
        return True
    share = _ABOUT if said.about else _EXACT
    return any(abs(one - other) <= share * abs(other) for one in said.values for other in there.values)
