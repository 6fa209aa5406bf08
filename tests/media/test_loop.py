"""Movies as small pictures that move by themselves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import ToolFailed
from core.film import Aspect, Format, Quality
from core.media.encode import encode
from core.media.loop import animated
from core.media.yuv import Planes


def movie(to: Path, aspect: Aspect) -> Path:
    def frame(number: int, planes: Planes) -> None:
        planes[0][:] = 40 + number * 4
        planes[1][:] = planes[2][:] = 128

    encode(to, Format(aspect=aspect, quality=Quality.DRAFT), 30, frame)
    return to


@pytest.mark.parametrize("aspect", [Aspect.WIDE, Aspect.TALL])
def test_a_movie_moves_in_a_small_picture_for_as_long_as_it_lasts(tmp_path: Path, aspect: Aspect) -> None:
    to = tmp_path / "loop.webp"
    animated(movie(tmp_path / "movie.mp4", aspect), to, (400, 225))
    with Image.open(to) as picture:
        assert picture.size == (400, 225)
        assert picture.n_frames == 10
        assert picture.info["loop"] == 0
        places = []
        for number in (0, 5):
            picture.seek(number)
            places.append(np.asarray(picture.convert("L")).astype(int)[112, 200])
        assert abs(places[0] - places[1]) > 20
    assert to.stat().st_size < 60_000


def test_what_is_no_movie_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none.mp4").write_bytes(b"no movie")
    with pytest.raises(ToolFailed):
        animated(tmp_path / "none.mp4", tmp_path / "loop.webp", (400, 225))
