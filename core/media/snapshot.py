"""A picture out of a film's file."""

from __future__ import annotations

from pathlib import Path

from core.errors import ToolFailed

_QUALITY = 86


def snapshot(film: Path, ms: int, width: int) -> bytes:
    """A JPEG of the frame that is seen at `ms`, `width` pixels wide; past the end it is the last. Raises `ToolFailed`."""
    import av
    import cv2

    try:
        with av.open(str(film)) as container:
            stream = container.streams.video[0]
            assert stream.time_base is not None
            container.seek(round(ms / 1000 / stream.time_base), stream=stream)
            seen = None
            for frame in container.decode(stream):
                if seen is not None and frame.time is not None and frame.time * 1000 > ms:
                    break
                seen = frame
    except (OSError, IndexError, av.error.FFmpegError) as error:
        raise ToolFailed(f"{film.name} cannot be read as a film.") from error
    if seen is None:
        raise ToolFailed(f"{film.name} has no picture.")
    bgr = seen.to_ndarray(format="bgr24")
    height = max(1, round(bgr.shape[0] * width / bgr.shape[1]))
    done, file = cv2.imencode(
        ".jpg", cv2.resize(bgr, (width, height), interpolation=cv2.INTER_AREA), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY]
    )
    if not done:
        raise ToolFailed("The picture could not be written.")
    return file.tobytes()
