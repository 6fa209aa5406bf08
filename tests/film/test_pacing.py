"""How long a text is to the ear."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.film import Pace
from core.film.pacing import heard_length

PROSE = "The map shows where every meter stands. It is updated each night, and it works without a signal."


def test_ordinary_prose_is_as_long_as_it_is_written() -> None:
    assert abs(heard_length(PROSE) - len(PROSE)) < 0.08 * len(PROSE)


def test_figures_and_letters_take_longer_than_words_of_the_same_length() -> None:
    words = heard_length("Compact is fastest for the newest")
    assert heard_length("CVE-2025-55184, 0.03 ms, 10.43 ms") > 2 * words


@given(st.text(max_size=80), st.text(max_size=80))
def test_more_text_never_takes_less_time(first: str, second: str) -> None:
    pace = Pace(us_per_character=60_000, gap_ms=0)
    assert pace.ms(f"{first} {second}") + 1 >= pace.ms(first) * (0.9 if not first.isascii() else 0.8)


def test_japanese_is_as_long_as_it_is_written_within_a_tenth() -> None:
    text = "優れたドキュメントは、コミュニティが成長するにつれてより重要になります。"
    assert abs(heard_length(text) - len(text)) < 0.1 * len(text)
