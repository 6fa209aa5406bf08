"""The order that a command line gives: its text, its options, and the language that nobody needs to name."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from core.cli.terminal import rounds_of
from core.errors import BadInput, NotText
from core.film import Aspect, CaptionStyle, Mood, Order, Quality
from core.making.importing import assets_of, decoded
from core.showing.asking import language_seen, languages_of
from core.studio import Studio

Choice = TypeVar("Choice", Aspect, Quality)
_OWN = "en"
"""What a film speaks when neither its text nor anybody says another language."""


def ordered(chosen: argparse.Namespace, studio: Studio) -> Order:
    """What is to be made. Raises `BadInput` that names the option, or the file, which is wrong."""
    source, folder = _source(chosen.source)
    qualities = _listed("quality", chosen.quality, Quality)
    try:
        return Order(
            source=source,
            title=chosen.title,
            audience=chosen.audience,
            tone=chosen.tone,
            goal=chosen.goal,
            category=chosen.category,
            language=chosen.language or _language(source, studio),
            length_s=chosen.length,
            template=chosen.template,
            avatar=chosen.avatar,
            voice=chosen.voice,
            formats=_listed("format", chosen.format, Aspect),
            quality=next(iter(qualities), Quality.STANDARD),
            qualities=qualities[1:],
            draft_first=chosen.draft_first,
            rounds=rounds_of(chosen, studio),
            captions=CaptionStyle(chosen.captions) if chosen.captions else None,
            music=Mood(chosen.music) if chosen.music else None,
            assets=assets_of(source, folder, studio.store) if folder else (),
        )
    except ValueError as error:
        raise BadInput(_first_problem(error)) from error


def _language(source: str, studio: Studio) -> str:
    """The text's own language where a voice speaks it; says so where that is not the usual one."""
    seen = language_seen(source, _OWN)
    spoken = languages_of(studio.choices().voices, (_OWN,))
    if seen not in spoken:
        return _OWN
    told = f"The text seems to be in {spoken[seen]}, and so is the film. For one in {spoken[_OWN]}: --language {_OWN}."
    print(told, file=sys.stderr)
    return seen


def _listed(option: str, given: str, kind: type[Choice]) -> tuple[Choice, ...]:
    """`16:9,9:16` as choices, each once. Raises `BadInput` for one that there is not."""
    found = []
    for name in filter(None, (piece.strip() for piece in given.split(","))):
        if name not in [choice.value for choice in kind]:
            there = ", ".join(choice.value for choice in kind)
            raise BadInput(f"--{option} knows no “{name[:40]}”.", hint=f"Choose from {there}; several stand with commas between.")
        found.append(kind(name))
    return tuple(dict.fromkeys(found))


def _first_problem(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    field = ".".join(str(step) for step in first["loc"])
    wrong = f"--{_OPTIONS.get(field, field)} is {str(first.get('input'))[:60]!r}"
    if first["type"] == "string_pattern_mismatch":
        return f"{wrong}: a code such as en, de or pt-BR is wanted."
    return f"{wrong}: {first['msg'].lower()}."


_OPTIONS = {"length_s": "length", "formats": "format"}
"""The options whose names are not those of an order's fields."""


def _source(given: str) -> tuple[str, Path | None]:
    """The text and, when it is a file's, the folder that its pictures are looked for in."""
    if given == "-":
        return decoded(sys.stdin.buffer.read(), "standard input"), None
    path = _existing(given)
    if path is not None and path.is_dir():
        raise BadInput(f"{given} is a folder.", hint="Name a file in it.")
    if path is not None:
        return decoded(path.read_bytes(), given), path.parent
    if Path(given).suffix.lower() in (".md", ".markdown", ".txt", ".rst", ".text") and len(given.split()) == 1:
        raise BadInput(f"There is no file {given}.", hint="Check the path; text itself may be given in quotes.")
    if "\x00" in given:
        raise NotText("The text holds binary data.")
    return given, None


def _existing(given: str) -> Path | None:
    """The file, folder or pipe of that name, or None: most texts are no name that a file could have."""
    try:
        return Path(given) if given.strip() and Path(given).exists() else None
    except (OSError, ValueError):
        return None
