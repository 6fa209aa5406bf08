"""Numbers in words: whatever num2words says in a language is read back, and small words are no numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from core.media.reading.amounts_said import amounts
from core.media.reading.number_words import said_numbers

TONGUES = ("de", "es", "fr", "it", "nl", "pt")


@pytest.mark.parametrize("tongue", TONGUES)
@settings(max_examples=120, deadline=None)
@given(st.one_of(st.integers(0, 1100), st.integers(1000, 999_999), st.sampled_from([1_000_000, 2_300_000, 5_000_000_000])))
def test_every_number_in_words_is_read_back(tongue: str, number: int) -> None:
    said = str(num2words(number, lang=tongue)).replace("\u00ad", "")
    assert [(said[start:end], value) for start, end, value in said_numbers(f"{said}.", tongue)] == [(said, number)]


@pytest.mark.parametrize(
    ("tongue", "text", "worth"),
    [
        ("de", "Die Suche braucht hundertzwanzig statt vierhundertzehn Millisekunden.", [120, 410]),
        ("de", "Sie ist drei Komma fünf Mal so schnell, bei zwei Millionen dreihunderttausend Notizen.", [3.5, 2_300_000]),
        ("fr", "Vingt pour cent de moins : cent vingt millisecondes.", [20, 120]),
        ("es", "Un veinte por ciento menos, y dos mil quinientas notas.", [1, 20, 2500]),
        ("it", "Il venti per cento di duemilacinquecento note.", [20, 2500]),
        ("pt", "Vinte por cento de duas mil e quinhentas notas.", [20, 2500]),
        ("nl", "Tweeduizend vijfhonderd notities.", [2500]),
        ("de", "Nachts achten wir auf Tausende, die alles neu machen.", []),
        ("es", "Gracias a todos por venir.", []),
        ("xx", "vingt", []),
    ],
)
def test_numbers_are_found_between_other_words(tongue: str, text: str, worth: list[float]) -> None:
    assert [amount.values[0] for amount in amounts(text, tongue)] == worth
