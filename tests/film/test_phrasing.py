"""Breaking word by word gives what the whole algorithm gives."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from uniseg.linebreak import line_break_boundaries

from core.film.phrasing import break_places, pieces, places

LETTERS = "abc12  .,;:!?-–—/()[]{}\"'“”«»%$€日本語。、ーกขคשלע"
BEGUN = re.compile(r"(?:^|\s)[^\w\s]*-+$")
"""What ends in hyphens that begin a word."""
MATERIAL = st.sampled_from([*LETTERS, " (", "e.g. ", "3.4x ", "https://a.b/c?d=e", "…", "x\u0301", "😀"])


@settings(max_examples=300, deadline=None)
@given(st.lists(MATERIAL, min_size=1, max_size=24))
def test_breaking_word_by_word_equals_the_whole_algorithm(parts: list[str]) -> None:
    text = "".join(parts).strip()
    whole = tuple(at for at in line_break_boundaries(text) if 0 < at < len(text))
    assert break_places(text) == tuple(at for at in whole if not BEGUN.search(text[:at]))


def test_the_hyphens_of_an_option_stay_with_it() -> None:
    text = "Set --python or (-force) on a well-known host"
    assert [text[at:] for at in break_places(text) if text[at - 1] == "-"] == ["known host"]


@given(st.text(st.sampled_from("abcd-/.日本กข"), min_size=1, max_size=80), st.integers(8, 42))
def test_pieces_of_a_word_are_short_enough_and_make_the_word(word: str, limit: int) -> None:
    parts = pieces(word, limit)
    assert "".join(parts) == word
    assert all(places(part) <= limit for part in parts)
