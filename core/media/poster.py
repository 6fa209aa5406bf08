"""One frame of a finished film as a picture."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
from PIL.Image import Image, fromarray

from core.errors import ToolFailed
from core.media.encode import refused


def poster(film: Path, frame: int, fps: int, to: Path) -> None:
    """Writes frame number `frame` of `film` as a JPEG. Raises `ToolFailed` when there is none."""
    picture = still_of(film, frame, fps)
    picture.save(to, "JPEG", quality=90, subsampling=0)


def still_of(film: Path, frame: int, fps: int) -> Image:
    """Frame number `frame` of `film`, decoded from the key frame before it."""
    try:
        with av.open(str(film)) as container:
            stream = container.streams.video[0]
            base = Fraction(stream.time_base or Fraction(1, fps))
            wanted = round(Fraction(frame, fps) / base)
            container.seek(wanted, stream=stream)
            for decoded in container.decode(stream):
                if decoded.pts is not None and decoded.pts >= wanted:
                    return fromarray(decoded.to_ndarray(format="rgb24"))
    except av.error.FFmpegError as error:
        raise refused(f"{film.name} could not be read", error) from error
    raise ToolFailed(f"{film.name} has no frame {frame}.")
