"""What a film needs from this machine, each tried for real."""

from __future__ import annotations

import platform
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from core.engine.files import writing
from core.errors import StudioError
from core.film import Utterance
from core.ports import Speaker
from core.providers import cast
from core.settings import Settings

_PACKAGES = (
    "streamlit",
    "duckdb",
    "av",
    "skia-python",
    "opencv-python-headless",
    "numpy",
    "espeakng-loader",
    "dicebear-styles",
    "uharfbuzz",
)

_SCRIPTS = {
    "Latin": "Aä",
    "Cyrillic": "Ж",
    "Greek": "Ω",
    "Arabic": "س",
    "Hebrew": "ש",
    "Hindi": "न",
    "Japanese": "あ漢",
    "Chinese": "中",
    "Korean": "한",
    "Thai": "ก",
}


@dataclass(frozen=True)
class Finding:
    """One thing that was tried."""

    name: str
    ok: bool
    detail: str
    optional: bool = False


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Versions, disk, codec, voice and typefaces, each tried on this machine."""
    return (
        Finding(
            "Python", sys.version_info >= (3, 11), f"{platform.python_version()} on {platform.system()} {platform.machine()}"
        ),
        *(_package(name) for name in _PACKAGES),
        _disk(settings.sessions),
        _ffmpeg(),
        _voice(),
        *(_script(name, sample) for name, sample in _SCRIPTS.items()),
        Finding("Workers", True, f"{settings.worker_count} worker processes"),
    )


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, version(name))
    except PackageNotFoundError:
        return Finding(name, False, "not installed; run `make run` or install requirements.lock")


def _disk(folder: Path) -> Finding:
    try:
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / ".doctor"
            probe.write_bytes(b"ok")
            probe.unlink()
    except StudioError as error:
        return Finding("Sessions folder", False, f"{error.message} {error.hint}")
    free = shutil.disk_usage(folder).free / 1e9
    return Finding("Sessions folder", free > 1, f"{folder.resolve()}, {free:.1f} GB free")


def _ffmpeg() -> Finding:
    from core.media.ffmpeg import ffmpeg_version

    try:
        return Finding("FFmpeg", True, ffmpeg_version())
    except StudioError as error:
        return Finding("FFmpeg", False, f"{error.message} {error.hint}")


def _voice() -> Finding:
    try:
        speaker = cast((Speaker,))[Speaker]
        voices = speaker.voices()
        Utterance(text="Ready.", language="en", voice=voices[0])
    except StudioError as error:
        return Finding("Voice", False, f"{error.message} {error.hint}")
    return Finding(
        "Voice", True, f"eSpeak NG, {len(voices)} voices in {len({v.language.split('-')[0] for v in voices})} languages"
    )


def _script(name: str, sample: str) -> Finding:
    from core.media.fonts import coverage

    missing = coverage(sample)
    detail = "typeface found" if not missing else "no typeface; on Debian: apt-get install fonts-noto-core fonts-noto-cjk"
    return Finding(f"{name} letters", not missing, detail, optional=name != "Latin")
