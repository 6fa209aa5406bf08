"""What follows the last line: a moment of rest, and the credit that some licences ask for."""

from __future__ import annotations

from core.film.casting import Avatar, Pace

REST_MS = 1200
"""The last picture stands this much longer than others, while the music ends."""

_PRESENTED = {
    "en": "Presented by {}.",
    "de": "Präsentiert von {}.",
    "es": "Presentado por {}.",
    "fr": "Présenté par {}.",
    "pt": "Apresentado por {}.",
    "it": "Presentato da {}.",
    "hi": "प्रस्तुति: {}।",
    "ja": "プレゼンター: {}。",
    "zh": "主讲：{}。",
}


def credit_line(avatar: Avatar | None, language: str) -> str:
    """What is said over the closing credit; empty where the presenter's licence asks for none (all but CC BY)."""
    if avatar is None or "BY" not in avatar.licence.upper().replace("-", " ").split():
        return ""
    return _PRESENTED.get(language.split("-")[0], _PRESENTED["en"]).format(avatar.name)


def closing_ms(avatar: Avatar | None, language: str, pace: Pace) -> int:
    """How much of a film's length is not the script's."""
    credit = credit_line(avatar, language)
    return REST_MS + (pace.ms(credit) if credit else 0)
