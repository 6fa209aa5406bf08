"""Brief -> Script: the words."""

from __future__ import annotations

from core.engine import Scratch, stage
from core.film import Brief, Pace, Script
from core.ports import DiscussingWriter, Writer


@stage(version=1, provisional=lambda script: bool(script.stood_in or script.unchecked))
def script(brief: Brief, pace: Pace, writer: Writer, scratch: Scratch) -> Script:
    """The words of the film, at the pace of the voice that will speak them; worked over in rounds where brief and writer
    have any, with what was said about them as a file beside them."""
    if not brief.rounds or not isinstance(writer, DiscussingWriter) or not writer.discusses:
        return writer.write(brief, pace)
    found = writer.discuss(brief, pace)
    kept = scratch.put(found.discussion.model_dump_json(indent=1).encode(), ".json")
    return found.script.model_copy(update={"discussion": kept})
