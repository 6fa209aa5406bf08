"""Money as people read it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def money(usd: Decimal) -> str:
    """US dollars: `$0.00`, `$0.0042`, `$12.30`."""
    if usd and abs(usd) < Decimal("0.01"):
        return f"${usd:.4f}" if abs(usd) >= Decimal("0.0001") else "< $0.0001"
    return f"${usd:,.2f}"


def average_of(amounts: Sequence[Decimal]) -> Decimal:
    """What one of them is on average; 0 where there is none."""
    return sum(amounts, Decimal(0)) / max(1, len(amounts))
