"""What follows the last line: a moment of rest, and the credits that some licences ask for, said and shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from core.film.casting import Avatar, Pace
from core.film.licences import Credit, licence_of
from core.film.script import Line
from core.film.slide import Item, Layout, Slide

V = TypeVar("V")

REST_MS = 1200
"""The last picture stands this much longer than others, while the music ends."""

_PRESENTED = {
    "en": "Presented by {}.",
    "de": "Präsentiert von {}.",
    "es": "Presentado por {}.",
    "fr": "Présenté par {}.",
    "pt": "Apresentado por {}.",
    "it": "Presentato da {}.",
    "nl": "Gepresenteerd door {}.",
    "pl": "Prezentuje {}.",
    "hi": "प्रस्तुति: {}।",
    "ja": "プレゼンター: {}。",
    "zh": "主讲：{}。",
    "ar": "تقديم {}.",
}
_PICTURES = {
    "en": ("Photographs by {}.", " and ", "others", "Photographs", "Credits"),
    "de": ("Fotos von {}.", " und ", "anderen", "Fotos", "Mitwirkende"),
    "es": ("Fotografías de {}.", " y ", "otros", "Fotografías", "Créditos"),
    "fr": ("Photographies de {}.", " et ", "d’autres", "Photographies", "Crédits"),
    "pt": ("Fotografias de {}.", " e ", "outros", "Fotografias", "Créditos"),
    "it": ("Fotografie di {}.", " e ", "altri", "Fotografie", "Crediti"),
    "nl": ("Foto’s van {}.", " en ", "anderen", "Foto’s", "Met dank aan"),
    "pl": ("Zdjęcia: {}.", " i ", "inni", "Zdjęcia", "Autorzy"),
    "hi": ("तस्वीरें: {}।", " और ", "अन्य", "तस्वीरें", "आभार"),
    "ja": ("写真: {}。", "、", "ほか", "写真", "クレジット"),
    "zh": ("图片：{}。", "和", "其他人", "图片", "鸣谢"),
    "ar": ("الصور: {}.", " و", "آخرون", "الصور", "شكر وتقدير"),
}
"""What is said, the word between two names, the others, what stands before the names, and the headline."""

NAMED = 2
"""So many authors are said; all of them are shown."""

TOGETHER = 4
"""So many authors of one licence stand in one row."""

_LINK = re.compile(r"\s*\(https?://(?:www\.)?([^)\s]+)\)")


def credit_line(avatar: Avatar | None, language: str) -> str:
    """What is said over the closing credit; empty where the presenter's licence asks for none (all but CC BY)."""
    if avatar is None or "BY" not in avatar.licence.upper().replace("-", " ").split():
        return ""
    return _in(_PRESENTED, language).format(avatar.name)


def pictures_line(credits: Sequence[Credit], language: str) -> str:
    """What is said of whose pictures are seen: `Photographs by Ada and Mia.`; empty for none."""
    names = list(dict.fromkeys(credit.author for credit in credits))
    if not names:
        return ""
    said, joint, others, _, _ = _in(_PICTURES, language)
    told = [*names[:NAMED], others] if len(names) > NAMED else names
    return said.format(joint.join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told))


def closing_ms(avatar: Avatar | None, language: str, pace: Pace) -> int:
    """How much of a film's length is not the script's."""
    credit = credit_line(avatar, language)
    return REST_MS + (pace.ms(credit) if credit else 0)


def credits_in(slides: Iterable[Slide]) -> tuple[Credit, ...]:
    """Whose pictures are seen in these, each once, in order."""
    shown = (slide.shown for slide in slides)
    return tuple(dict.fromkeys(picture.credit for picture in shown if picture is not None and picture.credit is not None))


def credits_shot(avatar: Avatar | None, credits: Sequence[Credit], language: str) -> Line | None:
    """The closing shot that names whom licences ask to be named; None where none does."""
    owed = [credit for credit in credits if credit.owed]
    words = [told for told in (credit_line(avatar, language), pictures_line(owed, language)) if told]
    if not words:
        return None
    items = (*_presented(avatar, language), *_pictured(owed, language))
    headline = words[0].rstrip(".。।") if not owed else _in(_PICTURES, language)[4]
    return Line(narration=" ".join(words), slide=Slide(layout=Layout.CREDITS, headline=headline, items=items))


def _presented(avatar: Avatar | None, language: str) -> tuple[Item, ...]:
    if avatar is None or not credit_line(avatar, language):
        return ()
    names = (_LINK.sub("", avatar.author), _LINK.sub("", avatar.licence))
    links = [found.group(1).rstrip("/") for found in _LINK.finditer(f"{avatar.author} {avatar.licence}")]
    return (Item(label=avatar.name, title=names[0], text="\n".join((names[1], *links))),)


def _pictured(owed: Sequence[Credit], language: str) -> tuple[Item, ...]:
    """A row for each licence, with the authors whose pictures are under it."""
    alike: dict[str, dict[str, Credit]] = {}
    for credit in owed:
        alike.setdefault(credit.terms, {})[credit.author] = credit
    rows = [
        (terms, list(authors.items())[first : first + TOGETHER])
        for terms, authors in alike.items()
        for first in range(0, len(authors), TOGETHER)
    ]
    label = _in(_PICTURES, language)[3]
    return tuple(
        Item(label="" if number else label, title=", ".join(name for name, _ in names), text=_terms(terms, names[0][1]))
        for number, (terms, names) in enumerate(rows)
    )


def _terms(terms: str, credit: Credit) -> str:
    return "\n".join(part for part in (terms, licence_of(credit.licence).address) if part)


def _in(words: dict[str, V], language: str) -> V:
    return words.get(language.split("-")[0], words["en"])
