"""A picture as it was handed in, small, with a ring around the place in it that matters."""

from __future__ import annotations

from pathlib import Path

from core.errors import ToolFailed

_LONGEST = 800
_RING, _EDGE = (255, 255, 255), (20, 24, 33)


def marked(picture: Path, x: float, y: float) -> bytes:
    """A JPEG with the ring at `x`, `y`, shares of width and height. Raises `ToolFailed` for what is no picture."""
    import cv2
    import numpy as np
    from PIL import Image, ImageOps

    try:
        with Image.open(picture) as opened:
            opened.draft("RGB", (_LONGEST, _LONGEST))
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError) as error:
        raise ToolFailed(f"{picture.name} cannot be read as a picture.") from error
    upright.thumbnail((_LONGEST, _LONGEST))
    ground = Image.new("RGBA", upright.size, "white")
    rgb = np.asarray(Image.alpha_composite(ground, upright).convert("RGB"))
    bgr = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR)
    height, width = bgr.shape[:2]
    at = round(x * (width - 1)), round(y * (height - 1))
    radius = max(10, min(width, height) // 14)
    for colour, thickness in ((_EDGE, 6), (_RING, 3)):
        cv2.circle(bgr, at, radius, colour, thickness, cv2.LINE_AA)
        cv2.circle(bgr, at, 2, colour, thickness, cv2.LINE_AA)
    done, file = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 86])
    if not done:
        raise ToolFailed("The picture could not be written.")
    return file.tobytes()
