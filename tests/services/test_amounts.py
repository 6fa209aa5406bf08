"""Money as people read it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.services.amounts import average_of, money


@pytest.mark.parametrize(
    ("usd", "told"),
    [("0", "$0.00"), ("0.00001", "< $0.0001"), ("0.0042", "$0.0042"), ("12.3", "$12.30"), ("1234.5", "$1,234.50")],
)
def test_small_amounts_are_told_as_exactly_as_they_need(usd: str, told: str) -> None:
    assert money(Decimal(usd)) == told


def test_an_average_of_none_is_nothing() -> None:
    assert average_of([]) == 0
    assert average_of([Decimal("0.10"), Decimal("0.30")]) == Decimal("0.20")
