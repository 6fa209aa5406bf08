"""Moments as the person who looks at them reads them on the wall."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def local(moment: str | datetime, zone: str | None) -> datetime:
    """A moment of metadata, which is UTC, in a time zone such as `Europe/Berlin`; UTC where the zone is not known."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    try:
        return at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return at.replace(tzinfo=UTC)


def told(moment: str | datetime, zone: str | None, *, seconds: bool = False) -> str:
    """The moment for reading: `21 Nov 2026, 06:06`; the text itself where it is none."""
    try:
        return f"{local(moment, zone):%d %b %Y, %H:%M:%S}" if seconds else f"{local(moment, zone):%d %b %Y, %H:%M}"
    except ValueError:
        return str(moment)
