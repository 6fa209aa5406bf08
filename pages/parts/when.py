"""Points in time as people say them: how long ago, and on the viewer's own clock."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from core.showing import local_time


def now() -> datetime:
    """This moment, as the catalogue writes it: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def ago(moment: datetime, present: datetime) -> str:
    """How long ago something was: `just now`, `12 min ago`, `2 h ago`, `3 d ago`; the day when it is longer."""
    seconds = (present - moment).total_seconds()
    if seconds < 60:
        return "just now"
    if seconds < 3600:
        return f"{seconds // 60:.0f} min ago"
    if seconds < 86400:
        return f"{seconds // 3600:.0f} h ago"
    if seconds < 7 * 86400:
        return f"{seconds // 86400:.0f} d ago"
    return f"{local(moment):%-d %b}" if moment.year == present.year else f"{local(moment):%-d %b %Y}"


def dated(moment: datetime, present: datetime) -> str:
    """How long ago something was and when that was: `2 h ago · 21 Nov, 06:06`; the moment alone when it is longer ago."""
    at = f"{local(moment):%-d %b, %H:%M}" if moment.year == present.year else f"{local(moment):%-d %b %Y, %H:%M}"
    return at if (present - moment).total_seconds() >= 7 * 86400 else f"{ago(moment, present)} · {at}"


def month(name: str) -> str:
    """A month of the books, `2026-11`, for reading: `November 2026`."""
    return f"{datetime.strptime(name, '%Y-%m'):%B %Y}"


def local(moment: str | datetime) -> datetime:
    """A moment of the catalogue, or of metadata, on the viewer's clock."""
    return local_time.local(moment, st.context.timezone)


def told(moment: str | datetime, *, seconds: bool = False) -> str:
    """The moment for reading on the viewer's clock: `21 Nov 2026, 06:06`."""
    return local_time.told(moment, st.context.timezone, seconds=seconds)
