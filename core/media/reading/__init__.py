"""Reading: from a text as people write it to blocks, sentences, figures and ranks, each with its lines in the source."""

from core.media.reading.document import Document, read

__all__ = ["Document", "read"]
