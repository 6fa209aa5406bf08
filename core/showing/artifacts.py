"""Which files of a session's folder show what a stage made, under names that people understand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.film import Cut, Mix, Music, Performance, Script, Segment, Shot, Storyboard, Take, Timeline, Visual
from core.film.screenplay import to_markdown
from core.value import Blob, Value

STAGES_SHOWN = ("script", "avatar", "sync", "composition", "final")
"""The five stages that a person sees, in order."""

SHOWN_AS = {
    "script": "script", "storyboard": "script", "voice": "avatar", "avatar": "avatar", "visuals": "sync", "sync": "sync",
    "compose": "composition", "score": "final", "play": "final", "music": "final", "mix": "final", "render": "final",
    "inspect": "final",
}  # fmt: skip
"""Stage function -> the stage that a person sees."""

DISCUSSION = "scripts/discussion.json"
"""What writer, critic and director said about a script, where they did."""


_ACCENTS = re.compile("(?<=[a-z])[\u0300-\u036f]+")
"""What stands over and under Latin letters: names of files do without."""


@dataclass(frozen=True)
class Shown:
    """A file to be seen in the folder: bytes of the store, or text of our own."""

    path: str
    blob: Blob | None = None
    text: str | None = None


def slug(text: str, length: int = 40) -> str:
    """`text` as a harmless piece of a file name, in its own writing; empty when nothing of it can stand in one."""
    plain = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text).lower()))
    kept: list[str] = []
    for char in plain:
        kind = unicodedata.category(char)[0]  # marks belong to the letter before them: a vowel in Hindi is one
        kept.append(char if kind in "LN" or (kind == "M" and kept and kept[-1] != "-") else "-")
    return re.sub("-+", "-", "".join(kept)).strip("-")[:length].strip("-")


def shown(stage: str, value: Value, position: int, shot: Shot | None = None) -> tuple[Shown, ...]:
    """The files that show `value`, made by `stage` as its part number `position` (from 0)."""
    number = f"{position + 1:03d}"
    label = f"{number}-{slug(shot.slide.headline)}".rstrip("-") if shot else number
    if isinstance(value, Script):
        words = (Shown("scripts/script.md", text=to_markdown(value)), Shown("scripts/script.json", text=_json(value)))
        return (*words, Shown(DISCUSSION, blob=value.discussion)) if value.discussion else words
    if isinstance(value, Storyboard):
        return (Shown("scripts/storyboard.json", text=_json(value)),)
    if isinstance(value, Take):
        return (Shown(f"audio/{label}.wav", blob=value.audio), Shown(f"audio/{label}.json", text=_json(value)))
    if isinstance(value, Performance):
        acting = Shown(f"metadata/performance_{label}.json", text=_json(value))
        return (acting, Shown(f"video_clips/presenter_{label}.mp4", blob=value.clip)) if value.clip else (acting,)
    if isinstance(value, Visual):
        picture = value.slide.picture
        if picture is None:
            return ()
        still = Shown(f"images/{label}{picture.blob.suffix}", blob=picture.blob)
        return (still, Shown(f"video_clips/clip_{label}.mp4", blob=picture.footage.blob)) if picture.footage else (still,)
    if isinstance(value, Timeline):
        return (Shown("metadata/timeline.json", text=_json(value.track)), Shown("metadata/sound.json", text=_json(value.sound)))
    if isinstance(value, Segment):
        return (Shown(f"video_clips/{number}.mp4", blob=value.video),)
    if isinstance(value, Mix):
        return (Shown("audio/mix.m4a", blob=value.audio),)
    if isinstance(value, Music):
        return (Shown("audio/music.wav", blob=value.audio),) if value.audio else ()
    return ()


def delivered(cut: Cut, number: int, title: str, edition: str = "") -> tuple[Shown, ...]:
    """The files of a finished cut; `edition` names one that is not the main one."""
    name = f"final_output/{slug(title) or 'film'}_cut_{number:03d}" + (f"_{edition}" if edition else "")
    return (
        Shown(f"{name}.mp4", blob=cut.film), Shown(f"{name}.srt", blob=cut.srt), Shown(f"{name}.vtt", blob=cut.vtt),
        Shown(f"{name}.txt", blob=cut.transcript), Shown(f"{name}{cut.poster.suffix}", blob=cut.poster),
    )  # fmt: skip


def _json(value: Value) -> str:
    return value.model_dump_json(indent=1) + "\n"


@dataclass(frozen=True)
class Artifact:
    """A file of a session's folder, under the stage that a person sees."""

    stage: str
    path: str
    kind: str
    """`text`, `json`, `audio`, `image`, `video` or `captions`."""
    bytes: int


_FOLDER_STAGE: Mapping[str, str] = {
    "scripts": "script",
    "audio": "avatar",
    "images": "sync",
    "video_clips": "composition",
    "final_output": "final",
    "metadata": "sync",
}

_KIND = {
    ".wav": "audio",
    ".m4a": "audio",
    ".mp4": "video",
    ".png": "image",
    ".jpg": "image",
    ".json": "json",
    ".jsonl": "json",
    ".srt": "captions",
    ".vtt": "captions",
}


def _stage_of(path: str, stage: str) -> str:
    if path.startswith("metadata/"):
        return "avatar" if "performance" in path else "sync" if "timeline" in path or "sound" in path else "final"
    return SHOWN_AS["mix"] if path in ("audio/mix.m4a", "audio/music.wav") else stage


def artifacts_in(folder: Path) -> tuple[Artifact, ...]:
    """Every file that stages left in a session's folder, by stage."""
    found = []
    for name, stage in _FOLDER_STAGE.items():
        for path in sorted((folder / name).glob("*")):
            if path.is_file() and not path.name.startswith(".") and path.suffix != ".lock":
                relative = f"{name}/{path.name}"
                kind = _KIND.get(path.suffix, "text")
                with suppress(FileNotFoundError):  # a run that goes on replaces and removes files
                    found.append(Artifact(_stage_of(relative, stage), relative, kind, path.stat().st_size))
    return tuple(sorted(found, key=lambda a: (STAGES_SHOWN.index(a.stage), a.path)))
