"""Pictures, sounds and films as services send them: decoded once, to be sure that they are what they are called."""

from __future__ import annotations

import io
import re
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from core.errors import BadAnswer, NotAccepted, ToolFailed
from core.film import Utterance
from core.film.timing import RATE
from core.media.audio import decode, write_wav

_SILENT = 1e-3
_SHORTEST_S = 0.2
_SMALLEST = 64
_WHOLE = 0.9
"""So much of its length a film must reach: sound may last a little longer than pictures."""

_UNTOLD = 0x7FFF0000
"""From here on the length in a WAV's head says only that nobody knew it yet."""

_LOOKED_AT = 2048
"""Pixels of the longer side that image models look at."""


def png(name: str, given: bytes) -> bytes:
    """The picture that the service called `name` gave, as a PNG. Raises `BadAnswer` for what is none."""
    try:
        with Image.open(io.BytesIO(given)) as picture:
            picture.load()
            out = io.BytesIO()
            picture.convert("RGB").save(out, "PNG", compress_level=1)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadAnswer(f"{name} gave something that is no picture.", detail=str(error)[:200]) from error
    return out.getvalue()


def sendable(picture: Path) -> tuple[bytes, float]:
    """A picture of people's as services take it, upright and not larger than they look at: a PNG, and its width by its height.

    Raises `NotAccepted` for a file that is no picture.
    """
    try:
        with Image.open(picture) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAccepted("The picture cannot be read.", hint="Hand it in again.", detail=str(error)[:200]) from error
    upright.thumbnail((_LOOKED_AT, _LOOKED_AT), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    upright.save(out, "PNG", compress_level=3)
    return out.getvalue(), upright.width / upright.height


def jpeg(name: str, given: bytes, to: Path) -> None:
    """Writes a photograph: as it came where it is a JPEG, else made into one. Raises `BadAnswer` for what is none."""
    try:
        with Image.open(io.BytesIO(given)) as picture:
            picture.load()
            if picture.format == "JPEG":
                to.write_bytes(given)
            else:
                picture.convert("RGB").save(to, "JPEG", quality=93)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadAnswer(f"{name} gave something that is no picture.", detail=str(error)[:200]) from error


def mp4(name: str, given: bytes, to: Path) -> None:
    """Writes a film as it came, once its first picture, its length and its end were seen. Raises `BadAnswer` for what is none."""
    try:
        with av.open(io.BytesIO(given), "r") as container:
            stream = container.streams.video[0]
            picture = next(container.decode(stream))
            seconds = (container.duration or 0) / av.time_base
            there = _reaches(container, stream)
    except (av.FFmpegError, StopIteration, IndexError, ValueError) as error:
        raise BadAnswer(f"{name} gave something that is no film.", detail=str(error)[:200]) from error
    if seconds < _SHORTEST_S or min(picture.width, picture.height) < _SMALLEST:
        raise BadAnswer(f"{name} gave a film of {seconds:.1f} s with {picture.width} x {picture.height} pixels.")
    if there < _WHOLE * seconds:
        raise BadAnswer(f"{name} gave a film that breaks off after {there:.1f} of {seconds:.1f} s.")
    to.write_bytes(given)


def _reaches(container: av.container.InputContainer, stream: av.VideoStream) -> float:
    """How far the pictures of a film go that are really there, in seconds; nothing is decoded."""
    ends = [p.pts + (p.duration or 0) for p in container.demux(stream) if p.pts is not None and p.size and not p.is_corrupt]
    return float((max(ends, default=0) - (stream.start_time or 0)) * (stream.time_base or 0))


def wav(name: str, given: bytes, to: Path) -> None:
    """Writes whatever form of sound came as a WAV. Raises `BadAnswer` for what is none, or silence."""
    if _breaks_off(given):
        raise BadAnswer(f"{name} gave a recording that breaks off.")
    raw = to.with_suffix(".raw")
    raw.write_bytes(given)
    try:
        samples = decode(raw, channels=1)
    except ToolFailed as error:
        raise BadAnswer(f"{name} gave something that is no sound.", detail=error.message) from error
    finally:
        raw.unlink(missing_ok=True)
    if samples.shape[1] < RATE // 20 or float(np.abs(samples).max(initial=0.0)) < _SILENT:
        raise BadAnswer(f"{name} gave silence.")
    write_wav(to, samples)


def _breaks_off(given: bytes) -> bool:
    """Whether a WAV is shorter than its own head says."""
    if given[:4] != b"RIFF" or given[8:12] != b"WAVE":
        return False
    at = 12
    while at + 8 <= len(given):
        size = int.from_bytes(given[at + 4 : at + 8], "little")
        if given[at : at + 4] == b"data":
            return size < _UNTOLD and at + 8 + size > len(given)
        at += 8 + size + size % 2
    return False


def as_spoken(utterance: Utterance) -> str:
    """The line with the words of the pronunciation list as they are to be said."""
    text = utterance.text
    for written, spoken in utterance.pronounce:
        text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", lambda _, said=spoken: said, text)  # type: ignore[misc]
    return text
