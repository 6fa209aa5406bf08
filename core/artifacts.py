"""Which files of a session's folder show what a stage made, under names that people understand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from core.film import Cut, Mix, Performance, Script, Segment, Shot, Storyboard, Take, Timeline, Visual
from core.film.screenplay import to_markdown
from core.value import Blob, Value

STAGES_SHOWN = ("script", "avatar", "sync", "composition", "final")
"""The five stages that a person sees, in order."""

SHOWN_AS = {
    "script": "script", "storyboard": "script", "voice": "avatar", "avatar": "avatar", "visuals": "sync", "sync": "sync",
    "compose": "composition", "mix": "final", "render": "final", "inspect": "final",
}  # fmt: skip
"""Stage function -> the stage that a person sees."""


@dataclass(frozen=True)
class Shown:
    """A file to be seen in the folder: bytes of the store, or text of our own."""

    path: str
    blob: Blob | None = None
    text: str | None = None


def slug(text: str, length: int = 40) -> str:
    """`text` as a harmless piece of a file name; empty when nothing of it can stand in one."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:length].strip("-")


def shown(stage: str, value: Value, position: int, shot: Shot | None = None) -> tuple[Shown, ...]:
    """The files that show `value`, made by `stage` as its part number `position` (from 0)."""
    number = f"{position + 1:03d}"
    label = f"{number}-{slug(shot.slide.headline)}".rstrip("-") if shot else number
    if isinstance(value, Script):
        return (Shown("scripts/script.md", text=to_markdown(value)), Shown("scripts/script.json", text=_json(value)))
    if isinstance(value, Storyboard):
        return (Shown("scripts/storyboard.json", text=_json(value)),)
    if isinstance(value, Take):
        return (Shown(f"audio/{label}.wav", blob=value.audio), Shown(f"audio/{label}.json", text=_json(value)))
    if isinstance(value, Performance):
        return (Shown(f"metadata/performance_{label}.json", text=_json(value)),)
    if isinstance(value, Visual):
        picture = value.slide.picture
        return (Shown(f"images/{label}{picture.blob.suffix}", blob=picture.blob),) if picture else ()
    if isinstance(value, Timeline):
        return (Shown("metadata/timeline.json", text=_json(value.track)),)
    if isinstance(value, Segment):
        return (Shown(f"video_clips/{number}.mp4", blob=value.video),)
    if isinstance(value, Mix):
        bed = (Shown("audio/music.wav", blob=value.music),) if value.music else ()
        return (Shown("audio/mix.m4a", blob=value.audio), *bed)
    return ()


def delivered(cut: Cut, number: int, title: str) -> tuple[Shown, ...]:
    """The files of a finished cut."""
    name = f"final_output/{slug(title) or 'film'}_cut_{number:03d}"
    return (
        Shown(f"{name}.mp4", blob=cut.film), Shown(f"{name}.srt", blob=cut.srt), Shown(f"{name}.vtt", blob=cut.vtt),
        Shown(f"{name}.txt", blob=cut.transcript), Shown(f"{name}{cut.poster.suffix}", blob=cut.poster),
    )  # fmt: skip


def _json(value: Value) -> str:
    return value.model_dump_json(indent=1) + "\n"
