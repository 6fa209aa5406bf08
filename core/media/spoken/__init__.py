"""Text as written -> text as spoken, with every spoken character's place in what was written."""

from core.media.spoken.reading import Reading, read
from core.media.spoken.words import Written, written_words

__all__ = ["Reading", "Written", "read", "written_words"]
