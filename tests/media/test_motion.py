"""Movement: curves end where they should, entries end at rest, numbers end at their value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.film.look import Look, Motion, Palette, Type
from core.media import motion
from core.media.layer import HIDDEN, REST

COLOURS = Palette(
    ground="#FFFFFF", surface="#FFFFFF", ink="#000000", soft="#333333", line="#CCCCCC", accent="#FF0000",
    on_accent="#FFFFFF", tint="#FFCCCC", deep="#000000", on_deep="#FFFFFF",
)  # fmt: skip
CURVES = (
    motion.ease_in,
    motion.ease_out,
    motion.ease_out_quint,
    motion.ease_in_out,
    motion.smooth,
    motion.overshoot(0.2),
    motion.spring(),
)


def look(entry: str, overshoot: float = 0.0) -> Look:
    return Look(name="plain", palette=COLOURS, type=Type(display="A", text="B"), motion=Motion(entry=entry, overshoot=overshoot))


@pytest.mark.parametrize("curve", CURVES)
def test_every_curve_begins_at_nothing_and_ends_at_its_goal(curve: motion.Curve) -> None:
    assert curve(0.0) == pytest.approx(0, abs=1e-9)
    assert curve(1.0) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("amount", [0.02, 0.1, 0.3])
def test_an_overshoot_passes_its_goal_by_what_was_asked(amount: float) -> None:
    curve = motion.overshoot(amount)
    assert max(curve(i / 2000) for i in range(2001)) == pytest.approx(1 + amount, abs=0.002)


@pytest.mark.parametrize("entry", ["rise", "fade", "sweep", "drop", "type", "land"])
def test_an_entry_is_hidden_before_and_exactly_at_rest_afterwards(entry: str) -> None:
    pose = motion.entrance(look(entry, 0.1), 1080, 1000, order=2)
    assert pose(1000 + 2 * 90) == HIDDEN
    assert pose(1000 + 2 * 90 + 450) is REST
    middle = pose(1000 + 2 * 90 + 120)
    assert 0 < middle.opacity <= 1
    assert middle != REST


@given(st.sampled_from(["rise", "fade", "sweep", "drop", "type", "land"]), st.floats(-500, 3000))
def test_an_exit_runs_from_rest_to_hidden_and_stays_there(entry: str, ms: float) -> None:
    pose = motion.leave(look(entry), 1080, 2000)(ms)
    assert 0 <= pose.opacity <= 1
    if ms >= 2000:
        assert pose == HIDDEN
    if ms <= 2000 - 450 * motion.EXIT_SHARE:
        assert pose is REST


@given(st.floats(-1e6, 1e6), st.floats(0, 5000), st.floats(1, 3000))
def test_a_counted_number_ends_exactly_at_its_value(value: float, start: float, length: float) -> None:
    count = motion.count_up(value, start, length)
    assert count(start + length * 1.0001) == value
    assert count(start - 1) == 0


@given(st.floats(0, 4000))
def test_emphasis_stays_between_none_and_full(ms: float) -> None:
    assert 0 <= motion.spoken(ms, 1000, 2000) <= 1
    assert motion.spoken(1500, 1000, 2000) == 1
