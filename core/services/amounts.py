"""Money as people read it."""

from __future__ import annotations

from decimal import Decimal


def money(usd: Decimal) -> str:
    """US dollars: `$0.00`, `$0.0042`, `$12.30`."""
    if usd and abs(usd) < Decimal("0.01"):
        return f"${usd:.4f}" if abs(usd) >= Decimal("0.0001") else "< $0.0001"
    return f"${usd:,.2f}"
