"""What a film needs from this machine, each tried for real."""

from __future__ import annotations

import platform
import shutil
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

from core.engine.files import writing
from core.errors import StudioError
from core.film import Format, Quality, Utterance
from core.film.timing import RATE
from core.ports import Speaker
from core.providers import cast
from core.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
_PACKAGES = {
    "streamlit": "the pages",
    "duckdb": "the list of sessions",
    "av": "reads and writes films",
    "skia-python": "draws every frame",
    "opencv-python-headless": "sizes pictures",
    "numpy": "sound and pictures as numbers",
    "espeakng-loader": "the built-in voices",
    "dicebear-styles": "the drawn presenters",
    "uharfbuzz": "sets letters of every writing",
}
"""What is installed beside Firstcut -> what it is for."""

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
        _own_version(),
        Finding(
            "Python", sys.version_info >= (3, 11), f"{platform.python_version()} on {platform.system()} {platform.machine()}"
        ),
        *(_package(name, use) for name, use in _PACKAGES.items()),
        _disk(settings.sessions),
        _ffmpeg(),
        _codecs(),
        _voice(),
        *(_script(name, sample) for name, sample in _SCRIPTS.items()),
        Finding("Workers", True, f"{settings.worker_count} worker processes"),
    )


def _own_version() -> Finding:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return Finding("Firstcut", True, str(project["version"]))


def _package(name: str, use: str) -> Finding:
    try:
        return Finding(name, True, f"{version(name)}, {use}")
    except PackageNotFoundError:
        return Finding(name, False, f"not installed ({use}); run `make run` or install requirements.lock")


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


def _codecs() -> Finding:
    """A picture and a tenth of a second of silence, encoded as every film is."""
    import numpy as np

    from core.media.aac import encode_aac
    from core.media.encode import encode

    try:
        with TemporaryDirectory() as folder:
            encode(Path(folder, "picture.mp4"), Format(quality=Quality.DRAFT), 1, lambda i, planes: None)
            encode_aac(lambda start, end: np.zeros((2, end - start), np.float32), RATE // 10, Path(folder, "sound.mp4"))
    except StudioError as error:
        return Finding("Film codecs", False, f"{error.message} {error.hint}")
    return Finding("Film codecs", True, "H.264 picture and AAC sound, both encoded here")


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
