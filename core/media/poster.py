"""One frame of a finished film as a picture."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
from PIL.Image import Image, fromarray

from core.errors import ToolFailed
from core.media.encode import refused


def poster(film: Path, frame: int, fps: int, to: Path) -> None:
    """Writes a JPEG of `film` near frame number `frame`. Raises `ToolFailed` when it has no picture."""
    picture = _near(film, frame, fps)
    picture.save(to, "JPEG", quality=90, subsampling=0)


def _near(film: Path, frame: int, fps: int) -> Image:
    """The frame of that number, or the next one that others are predicted from, else the last one.

    Frames from which no other is predicted are not decoded, which halves the work and moves the picture by less than is seen.
    """
    last = None
    try:
        with av.open(str(film)) as container:
            stream = container.streams.video[0]
            stream.codec_context.skip_frame = "NONREF"
            wanted = round(Fraction(frame, fps) / (stream.time_base or Fraction(1, fps)))
            container.seek(wanted, stream=stream)
            for decoded in container.decode(stream):
                last = decoded
                if decoded.pts is not None and decoded.pts >= wanted:
                    break
            if last is not None:
                return fromarray(last.to_ndarray(format="rgb24"))
    except av.error.FFmpegError as error:
        raise refused(f"{film.name} could not be read", error) from error
    raise ToolFailed(f"{film.name} has no frame {frame}.")
