"""Brief -> Script: the words."""

from __future__ import annotations

from core.engine import stage
from core.film import Brief, Pace, Script
from core.ports import Writer


@stage(version=1, provisional=lambda script: bool(script.stood_in))
def script(brief: Brief, pace: Pace, writer: Writer) -> Script:
    """The words of the film, at the pace of the voice that will speak them."""
    return writer.write(brief, pace)
