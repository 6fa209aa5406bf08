"""Forth and back in a row, as many steps as somebody pressed for."""

from __future__ import annotations

from collections.abc import Sequence

from pages.parts.address import asked
from pages.shell.presses import pressed


def stepped(row: Sequence[str], name: str, at: int, way: int, key: str) -> int:
    """The place in `row` that the button of that key leads to: `way` from the one that the address names under `name`, else from
    `at`, and once more for each press that came before the page was drawn again. It stays inside the row."""
    here = asked(name)
    from_ = row.index(here) if here in row else at
    return min(max(from_ + way * pressed(key), 0), len(row) - 1)
