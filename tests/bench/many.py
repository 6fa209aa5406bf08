"""Thousands of sessions, for figures of the pages: as rows alone, or with folders."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from core.catalog import SessionRow
from core.catalog.sessions import Sessions
from core.film import Order
from core.session import SessionCard

_WORDS = ["harbor", "anchor", "sail", "compass", "tide", "current", "lantern", "chart", "pilot", "keel", "mast", "deck"]
_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"
_AT_ONCE = 5000


def fill(sessions: Sessions, count: int) -> None:
    """Enters `count` rows into an open catalogue; their folders are not there."""
    for first in range(0, count, _AT_ONCE):
        sessions.put_all([_entry(i) for i in range(first, min(count, first + _AT_ONCE))])


def folders(root: Path, count: int) -> None:
    """`count` sessions under `root` with folders of their own, as many as a server looks through when it starts."""
    for i in range(count):
        row, text = _entry(i)
        metadata = root / row.id / "metadata"
        metadata.mkdir(parents=True)
        made = f"{row.created.isoformat()}.000"
        card = SessionCard(id=row.id, title=row.title, created=made, owner=row.owner, order=Order(source=text))
        (metadata / "session.json").write_text(card.model_dump_json(), "utf-8")


def _entry(i: int) -> tuple[SessionRow, str]:
    first, second = _WORDS[i % len(_WORDS)], _WORDS[(i // len(_WORDS)) % len(_WORDS)]
    made = datetime(2026, 1, 1) + timedelta(minutes=7 * i % 400_000)
    row = SessionRow(
        id=f"session_{made:%Y%m%d_%H%M%S}_{_letters(i)}", title=f"{first.title()} {second} {i}", created=made, changed=made,
        state=("done", "done", "done", "failed", "cancelled")[i % 5], template=("daylight", "midnight", "signal")[i % 3],
        avatar="maya", language=("en", "de")[i % 2], owner=("ada", "ben", "cleo")[i % 3], cuts=1, duration_ms=60_000,
        bytes=7_000_000, project=("", "Website", "Launch")[i % 3], tags=(first,) if i % 4 == 0 else (),
    )  # fmt: skip
    return row, f"{first} {second} release notes number {i}"


def _letters(i: int) -> str:
    return "".join(_SIGNS[(i // len(_SIGNS) ** k) % len(_SIGNS)] for k in range(4))
