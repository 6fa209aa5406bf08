"""How a film is asked for in a form: lengths and spoken words as people write them, and what of an order a person likes again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from babel import Locale

from core.errors import BadInput
from core.film import Aspect, CaptionStyle, Mood, Order, Placement, Quality, Voice
from core.film.discussion import MOST_ROUNDS
from core.film.finish import finish_of
from core.film.templates import template
from core.media.reading.tongues import likely
from core.showing.views import Choices

E = TypeVar("E", bound=StrEnum)

_LENGTH = re.compile(
    r"(?:(?P<minutes>\d{1,2})\s*(?::|m(?:in(?:utes?)?)?\b)\s*)?(?:(?P<seconds>\d{1,4})\s*(?:s(?:ec(?:onds?)?)?)?)?", re.I
)
_SHORTEST_S, _LONGEST_S = 5, 1800
_MOST_WORDS = 200


def seconds_of(written: str) -> int:
    """A length as people write it (`75`, `75 s`, `1:15`, `2 min`) in seconds. Raises `BadInput` for anything else."""
    found = _LENGTH.fullmatch(written.strip())
    if found is None or not (found["minutes"] or found["seconds"]):
        raise BadInput(f"“{written.strip()[:40]}” is no length.", hint="Write seconds, such as 75, or minutes and seconds: 1:15.")
    seconds = int(found["minutes"] or 0) * 60 + int(found["seconds"] or 0)
    if not _SHORTEST_S <= seconds <= _LONGEST_S:
        raise BadInput(f"A film of {seconds} seconds cannot be made.", hint="Choose between 5 seconds and 30 minutes.")
    return seconds


def spoken_as(written: str) -> tuple[tuple[str, str], ...]:
    """`Kubernetes = koober netties`, one to a line, as pairs. Raises `BadInput` that names the line that is none."""
    pairs = []
    for number, line in enumerate(written.splitlines(), 1):
        if not line.strip():
            continue
        word, sign, said = (part.strip() for part in line.partition("="))
        if not (word and sign and said):
            raise BadInput(f"Line {number} says nothing of how a word is spoken.", hint="Write: word = how it sounds.")
        pairs.append((word, said))
    if len(pairs) > _MOST_WORDS:
        raise BadInput(f"{len(pairs)} words are too many.", hint=f"At most {_MOST_WORDS} can be told how to sound.")
    return tuple(pairs)


def as_written(pairs: Sequence[tuple[str, str]]) -> str:
    """Pairs the way `spoken_as` reads them."""
    return "\n".join(f"{word} = {said}" for word, said in pairs)


def mood_of(order: Order) -> Mood:
    """The music that the film will have."""
    return finish_of(template(order.template), order.captions, order.music).mood


@lru_cache(maxsize=16)
def language_seen(source: str, chosen: str) -> str:
    """The language that a text seems to be in when that is not the chosen one; else nothing."""
    seen = likely(source)
    return "" if seen == chosen.split("-")[0] else seen


@lru_cache(maxsize=4)
def languages_of(voices: tuple[Voice, ...], first: tuple[str, ...]) -> dict[str, str]:
    """Every language that a voice speaks, with its English name: `first` ahead, the others by name."""
    there = {voice.language.split("-")[0] for voice in voices}
    named = {code: name for code in there - set(first) if (name := _english(code))}
    return {code: _english(code) for code in first if code in there} | dict(sorted(named.items(), key=lambda item: item[1]))


def voices_of(voices: tuple[Voice, ...], language: str) -> dict[str, Voice]:
    """Every voice that speaks a language, whatever its region, by id."""
    spoken = language.split("-")[0]
    return {voice.id: voice for voice in voices if voice.language.split("-")[0] == spoken}


def _english(code: str) -> str:
    return str(Locale("en").languages.get(code, ""))


def likes_of(order: Order) -> dict[str, str]:
    """What a person is likely to choose again, as words to remember; never what a film is about."""
    return {
        "template": order.template,
        "avatar": order.avatar,
        "language": order.language,
        "voice": order.voice,
        "formats": ",".join(order.formats),
        "quality": order.quality.value,
        "qualities": ",".join(order.qualities),
        "length": str(order.length_s or ""),
        "captions": order.captions.value if order.captions else "",
        "music": order.music.value if order.music else "",
        "music_db": "" if order.music_db is None else str(order.music_db),
        "placement": order.placement.value if order.placement else "",
        "draft_first": "yes" if order.draft_first else "",
        "rounds": str(order.rounds),
    }


def order_liked(likes: Mapping[str, str], there: Choices) -> Order:
    """An order without a text that has what was remembered; what there is no more is left out."""
    order = Order(source="")
    known: dict[str, object] = {}
    for name, choices in (("template", [t.id for t in there.templates]), ("avatar", [*(a.id for a in there.avatars), "none"]),
                          ("voice", [v.id for v in there.voices]),
                          ("language", {v.language.split("-")[0] for v in there.voices})):  # fmt: skip
        if likes.get(name) in choices:
            known[name] = likes[name]
    for name, kind in (("quality", Quality), ("captions", CaptionStyle), ("music", Mood), ("placement", Placement)):
        if likes.get(name) in [one.value for one in kind]:
            known[name] = kind(likes[name])
    known["formats"] = _several(likes.get("formats", ""), Aspect)
    known["qualities"] = _several(likes.get("qualities", ""), Quality)
    known["draft_first"] = likes.get("draft_first") == "yes"
    if likes.get("rounds", "") in [str(count) for count in range(MOST_ROUNDS + 1)]:
        known["rounds"] = int(likes["rounds"])
    length, level = likes.get("length", ""), likes.get("music_db", "")
    if length.isdecimal() and _SHORTEST_S <= int(length) <= _LONGEST_S:
        known["length_s"] = int(length)
    if re.fullmatch(r"0|-[1-9]|-[1-3][0-9]|-40", level):
        known["music_db"] = int(level)
    return order.model_copy(update=known)


def _several(written: str, kind: type[E]) -> tuple[E, ...]:
    """The members of `kind` among words with commas between them, each once."""
    there = {one.value: one for one in kind}
    return tuple(dict.fromkeys(there[word] for word in written.split(",") if word in there))
