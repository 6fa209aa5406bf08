"""The arithmetic under the information layouts: rows and columns, axes, and numbers as they are written."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.media.layer import Rect
from core.media.layouts import arrange, axes, figures

ROOM = Rect(100, 50, 800, 600)
HEIGHTS = st.lists(st.floats(1, 400), min_size=1, max_size=6)
FINITE = st.floats(-1e9, 1e9, allow_nan=False)


@given(HEIGHTS, st.floats(0, 60), st.floats(1, 2), st.floats(1, 3))
def test_stacked_rows_stay_in_their_room_in_order_and_never_overlap(heights, gap, grow, loosen):
    rows = arrange.stack(ROOM, heights, gap, grow=grow, loosen=loosen)
    assert all(ROOM.contains(row) for row in rows)
    assert all(a.bottom <= b.y + 1e-6 for a, b in itertools.pairwise(rows))


@given(st.integers(1, 9), st.integers(1, 4))
def test_a_grid_gives_every_item_a_cell_and_fills_each_row(count, across):
    cells = arrange.grid(ROOM, count, across, 10)
    assert len(cells) == count
    assert all(ROOM.contains(cell) for cell in cells)
    assert cells[-1].right == pytest.approx(ROOM.right)
    assert not any(a.inset(1).overlaps(b.inset(1)) for i, a in enumerate(cells) for b in cells[i + 1 :])


@given(st.lists(st.tuples(st.floats(5, 900), st.floats(0.05, 1)), min_size=1, max_size=6))
def test_columns_fill_the_room_and_give_each_its_longest_word_where_that_is_possible(pairs):
    natural = [width for width, _ in pairs]
    least = [width * share for width, share in pairs]
    widths = arrange.shared(800, natural, least, 12)
    assert sum(widths) + 12 * (len(widths) - 1) == pytest.approx(800)
    if sum(least) + 12 * (len(widths) - 1) <= 800:
        assert all(width >= floor - 1e-6 for width, floor in zip(widths, least, strict=True))


def test_the_largest_size_that_fits_is_found_and_nothing_when_none_does():
    found = arrange.largest(10, 100, lambda size: size if size <= 61.8 else None)
    assert found is not None
    assert 61.5 < found <= 61.8
    assert arrange.largest(10, 100, lambda size: None) is None


@given(FINITE, FINITE, st.integers(2, 8))
def test_ticks_cover_the_values_with_even_steps(low, high, most):
    low, high = sorted((low, high))
    if high - low < 1e-6 * max(abs(low), abs(high), 1e-3):
        return
    found = axes.ticks(low, high, most)
    reach = found[-1] - found[0]
    assert found[0] <= low + 1e-6 * reach
    assert found[-1] >= high - 1e-6 * reach
    assert 2 <= len(found) <= most + 2
    steps = [b - a for a, b in itertools.pairwise(found)]
    assert all(math.isclose(step, steps[0], rel_tol=1e-6) for step in steps)


def test_ticks_are_round_numbers():
    assert axes.ticks(0, 6233, 5) == (0, 2000, 4000, 6000, 8000)
    assert axes.ticks(0, 0.9, 4) == (0, 0.5, 1.0)
    assert axes.ticks(-12, 30, 5) == (-20, 0, 20, 40)


@given(st.lists(st.floats(5, 200), min_size=1, max_size=12), st.floats(10, 120), st.integers(0, 11))
def test_thinned_labels_never_touch_and_keep_the_one_that_is_meant(widths, pitch, keep):
    keep = min(keep, len(widths) - 1)
    shown = axes.thinned(widths, pitch, 8, keep)
    assert keep in shown
    for a, b in itertools.pairwise(shown):
        assert (widths[a] + widths[b]) / 2 + 8 <= pitch * (b - a) + 1e-9


@pytest.mark.parametrize(
    ("text", "value", "language"),
    [
        ("120", 120, "en"),
        ("3.4", 3.4, "en"),
        ("2.3 million", 2.3, "en"),
        ("2,301,114", 2_301_114, "en"),
        ("1.234,5", 1234.5, "de"),
        ("1.234", 1234, "de"),
        ("1.234", 1.234, "en"),
        ("12,5", 12.5, "de"),
        ("1 234", 1234, "fr"),
        ("12,34,567", 1_234_567, "en-IN"),
        ("-12.50", -12.5, "en"),
        ("+0.6", 0.6, "en"),
        ("٤٫٥", 4.5, "ar"),
        ("約120万", 120, "ja"),
    ],
)
def test_a_number_is_read_as_it_was_written(text, value, language):
    number = figures.read(text, language=language)
    assert number is not None
    assert number.value == pytest.approx(value)
    assert number.say(number.value) == text


def test_what_is_meant_settles_what_a_lone_separator_divides():
    thousands, decimals = figures.read("1.234", 1234, "en"), figures.read("1.234", 1.234, "de")
    assert thousands is not None
    assert thousands.value == 1234
    assert decimals is not None
    assert decimals.value == 1.234


def test_other_values_are_written_with_the_same_marks_and_digits():
    def say(text: str, value: float, language: str = "en") -> str:
        number = figures.read(text, language=language)
        assert number is not None
        return number.say(value)

    assert say("2,301,114", 1_000_000) == "1,000,000"
    assert say("12,34,567", 1_000_000) == "10,00,000"
    assert say("1.234,50", 999.5, "de") == "999,50"
    assert say("2.3 million", 1.05) == "1.1 million" or say("2.3 million", 1.05) == "1.0 million"
    assert say("٤٥", 31, "ar") == "٣١"


def test_text_without_a_number_does_not_count():
    assert figures.read("Zero") is None


@given(st.integers(0, 10**7))
def test_a_count_begins_where_the_figure_is_as_wide_as_it_ends(value):
    number = figures.read(f"{value:,}", value, "en")
    assert number is not None
    begin = figures.counting_from(number, None)
    assert begin <= number.value
    if number.digits > 1 and number.value > 10 ** (number.digits - 1):
        assert len(number.say(begin)) == len(number.text)


def test_numbers_follow_the_language():
    assert figures.written(1234.5, "de", 1) == "1.234,5"
    assert figures.written(-3, "en") == "-3"
    assert figures.written(1234.5, "fr-CA", 1).replace("\u202f", "\u00a0") == "1\u00a0234,5"
    assert figures.written(1234, "xx-none") == "1,234"
    assert figures.with_unit("12", "%") == "12%"
    assert figures.with_unit("12", "ms") == "12\u00a0ms"
    assert figures.with_unit("-3", "$") == "-$3"
    assert figures.places((1.0, 2.5)) == 1
    assert figures.places((4210.0, 3975.0)) == 0
