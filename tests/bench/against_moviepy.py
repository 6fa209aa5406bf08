"""The same scene composed by moviepy's CompositeVideoClip: `python -m tests.bench.against_moviepy FOLDER SECONDS` renders it."""

from __future__ import annotations

import sys
from collections.abc import Hashable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from core.film.brief import Format
from core.media import yuv
from core.media.layer import Layer
from core.media.motion import mix
from tests.bench import material
from tests.bench.measure import Result, cost, python
from tests.bench.render import FORM

Floats = npt.NDArray[np.float64]


def figures(folder: Path, seconds: int) -> list[Result]:
    """moviepy's cpu over ours, for one scene without transitions, process start included on both sides."""
    material.photos(folder, 1, FORM)
    theirs = cost(python("tests.bench.against_moviepy", str(folder), str(seconds))).cpu
    ours = cost(python("tests.bench.render", str(folder), str(seconds))).cpu
    note = f"{theirs:.1f} against {ours:.1f} cpu s for {seconds} s of film"
    return [Result("cpu, moviepy / film", theirs / ours, 6, "x", at_most=False, note=note)]


def _drawn(layer: Layer, state: Hashable) -> npt.NDArray[np.uint8]:
    x, y, w, h = (round(v) for v in (layer.rect.x, layer.rect.y, layer.rect.w, layer.rect.h))
    bgra = np.zeros((h, w, 4), np.uint8)
    surface = yuv.canvas_over(bgra)
    with surface as canvas:
        canvas.translate(-x, -y)
        layer.draw(canvas, state)
    return bgra[:, :, [2, 1, 0, 3]]


def render(folder: Path, seconds: int, form: Format = FORM) -> None:
    """A zoomed still, the head, the captions: as moviepy's own guide composes them."""
    from moviepy import CompositeVideoClip, ImageClip, VideoClip

    frames = seconds * material.FPS
    pixels = cv2.cvtColor(cv2.imread(str(material.photos(folder, 1, form)[0])), cv2.COLOR_BGR2RGB)  # type: ignore[arg-type]
    still = ImageClip(pixels).with_duration(seconds).resized(lambda t: mix(1.0, 1.14, t / seconds)).with_position("center")
    head, caption, disc = material.head(form), material.caption(form, frames), material.disc(form)
    back = ImageClip(_drawn(disc, 0), transparent=True).with_duration(seconds)
    back = back.with_position((round(disc.rect.x), round(disc.rect.y)))

    def clip(layer: Layer) -> VideoClip:
        def colour(t: float) -> npt.NDArray[np.uint8]:
            return _drawn(layer, layer.state(t * 1000))[:, :, :3]

        def mask(t: float) -> Floats:
            return _drawn(layer, layer.state(t * 1000))[:, :, 3] / 255.0

        part = VideoClip(colour, duration=seconds).with_mask(VideoClip(mask, is_mask=True, duration=seconds))
        return part.with_position((round(layer.rect.x), round(layer.rect.y)))

    words = []
    for i in range(len(material.WORDS)):
        each = seconds / len(material.WORDS)
        drawing = ImageClip(_drawn(caption, divmod(i, 5)), transparent=True)
        words.append(
            drawing.with_start(i * each).with_duration(each).with_position((round(caption.rect.x), round(caption.rect.y)))
        )
    film = CompositeVideoClip([still, back, clip(head), *words], size=form.size).with_duration(seconds)
    film.write_videofile(
        str(folder / "moviepy.mp4"), fps=material.FPS, codec="libx264", preset="superfast", audio=False, threads=1, logger=None
    )


if __name__ == "__main__":
    render(Path(sys.argv[1]), int(sys.argv[2]))
