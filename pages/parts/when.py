"""Points in time as people say them: how long ago, and on the viewer's own clock."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


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


def local(moment: datetime) -> datetime:
    """A moment of the catalogue on the viewer's clock."""
    return moment.replace(tzinfo=UTC).astimezone(_zone())


def _zone() -> tzinfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
