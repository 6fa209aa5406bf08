"""What a session is found by: its words, without case, accents and marks."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w{2,}|[^\W_ -~]", re.UNICODE)
"""Two letters or more, or a single one of a script that has words of one letter."""

MOST_WORDS = 2000
MOST_TEXT = 400_000
"""Characters of a session's text that are looked at."""


def words_of(text: str) -> tuple[str, ...]:
    """The words that `text` is found by, or asks for: each once, in the order of the text."""
    return tuple(dict.fromkeys(_WORD.findall(folded(text))))


def folded(text: str) -> str:
    """`text` without case and accents: what titles are sorted by."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))
