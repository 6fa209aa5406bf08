"""Transitions: they begin near the old picture, end near the new one, and move evenly."""

from __future__ import annotations

import numpy as np
import pytest

from core.film.storyboard import Transition
from core.media import yuv
from core.media.transitions import mix

W, H, N = 320, 180, 12


def picture(seed: int) -> list[yuv.Pixels]:
    rng = np.random.default_rng(seed)
    coarse = [rng.integers(40, 200, (9, 16)).astype(np.uint8) for _ in range(3)]
    return [np.kron(c, np.ones((20 // k, 20 // k), np.uint8)).astype(np.uint8) for c, k in zip(coarse, (1, 2, 2), strict=True)]


OLD, NEW = picture(1), picture(2)


def frames(kind: Transition, n: int = N) -> list[list[yuv.Pixels]]:
    made = []
    for i in range(n):
        out = yuv.blank(W, H)
        mix(kind, i, n, OLD, NEW, out)
        made.append(out)
    return made


def far(a: list[yuv.Pixels], b: list[yuv.Pixels]) -> float:
    return float(np.mean([np.abs(x.astype(int) - y).mean() for x, y in zip(a, b, strict=True)]))


@pytest.mark.parametrize("kind", list(Transition))
def test_a_transition_leaves_the_old_picture_and_arrives_at_the_new(kind: Transition) -> None:
    made = frames(kind, 40)
    assert far(made[0], OLD) < far(made[0], NEW) / 3
    assert far(made[-1], NEW) < far(made[-1], OLD) / 3


@pytest.mark.parametrize("kind", list(Transition))
def test_the_same_frame_twice_has_the_same_pixels(kind: Transition) -> None:
    for one, two in zip(frames(kind), frames(kind), strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))


@pytest.mark.parametrize("kind", [k for k in Transition if k is not Transition.CUT])
@pytest.mark.parametrize("n", [1, 2, 15])
def test_no_frame_holds_colours_that_neither_picture_has(kind: Transition, n: int) -> None:
    for made in frames(kind, n):
        for plane, old, new in zip(made, OLD, NEW, strict=True):
            assert plane.max() <= max(old.max(), new.max()) + 2
            assert plane.min() >= min(old.min(), new.min(), 16) - 2


def test_a_cut_shows_one_picture_or_the_other() -> None:
    assert [0.0 in (far(made, OLD), far(made, NEW)) for made in frames(Transition.CUT)] == [True] * N


def test_between_two_equal_pictures_a_fade_and_a_wipe_change_nothing() -> None:
    for kind in (Transition.FADE, Transition.WIPE):
        for i in range(N):
            out = yuv.blank(W, H)
            mix(kind, i, N, OLD, OLD, out)
            assert far(out, OLD) <= 0.5
