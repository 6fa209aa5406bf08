"""Pieces of different settings share a baseline and shrink together."""

from __future__ import annotations

import pytest

from core.media.richtext import Piece, rich_text
from core.media.text import TextStyle, set_text

FIGURE = TextStyle("Manrope", 800, 200, -0.03)
UNIT = TextStyle("Manrope", 700, 80)


def test_a_unit_stands_on_the_figures_baseline() -> None:
    line = rich_text([Piece("120", FIGURE, "#FFFFFF"), Piece(" ms", UNIT, "#8E8BFF")])
    figure, unit = line.boxes()
    assert unit.x > figure.right
    assert unit.y > figure.y
    assert line.ascent == set_text("120", FIGURE, 1000).ascent
    assert line.text == "120 ms"


def test_blanks_between_pieces_are_kept_and_a_gap_is_added() -> None:
    close = rich_text([Piece("a", UNIT, "#000000"), Piece("b", UNIT, "#000000")])
    apart = rich_text([Piece("a ", UNIT, "#000000"), Piece("b", UNIT, "#000000")])
    assert apart.width > close.width + 10
    assert rich_text([Piece("a", UNIT, "#000000"), Piece("b", UNIT, "#000000")], gap=9).width == pytest.approx(close.width + 9)


def test_a_line_that_is_too_wide_shrinks_in_proportion_but_not_under_the_smallest_size() -> None:
    pieces = [Piece("1,234,567", FIGURE, "#FFFFFF"), Piece(" records", UNIT, "#FFFFFF")]
    fitted = rich_text(pieces, width=600, smallest=20)
    assert fitted.width == pytest.approx(600, rel=0.01)
    assert rich_text(pieces, width=60, smallest=40).width > 60
