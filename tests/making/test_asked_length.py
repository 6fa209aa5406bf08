"""A film is as long as it was asked to be, with all that follows its last line: the rest at the end, and credits owed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.film import Layout, Order
from core.film.avatars import avatar
from core.film.closing import credit_line
from core.film.sample import SAMPLE
from core.settings import Settings
from core.studio import Studio


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    folder = tmp_path_factory.mktemp("length")
    with Studio(Settings(sessions=folder / "sessions", secrets=folder / "secrets"), inline=True) as opened:
        yield opened


@pytest.mark.parametrize("asked_s", [20, 45])
@pytest.mark.parametrize("presenter", ["none", "maya", "nadia"])
def test_the_whole_film_lasts_as_long_as_was_asked_also_where_a_presenter_is_owed_a_credit(
    presenter: str, asked_s: int, studio: Studio
) -> None:
    session = studio.create(Order(source=SAMPLE, avatar=presenter, length_s=asked_s))
    rushes = studio.cutting.rushes(session.id)
    track = rushes.timeline.track
    length_s = track.frames / track.fps
    assert 0.85 * asked_s <= length_s <= 1.06 * asked_s
    owed = presenter != "none" and bool(credit_line(avatar(presenter), "en"))
    assert (rushes.storyboard.shots[-1].slide.layout is Layout.CREDITS) == owed
    assert owed == (presenter == "nadia")
