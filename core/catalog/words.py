"""What a session is found by: its words, without case, accents and marks."""

from __future__ import annotations

import re
import unicodedata

_ALONE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Letters of scripts that put no blanks between words: each is found by itself."""

_WORD = re.compile(f"[{_ALONE}]|[^\\W{_ALONE}]{{2,}}")

MOST_WORDS = 2000
MOST_TEXT = 400_000
"""Characters of a session's text that are looked at."""

LAST = "\U0010ffff"
"""Behind every letter: what begins with a prefix lies between the prefix and the prefix with this."""


def words_of(text: str) -> tuple[str, ...]:
    """The words that `text` is found by, or asks for: each once, in the order of the text."""
    return tuple(dict.fromkeys(_WORD.findall(folded(text))))


def folded(text: str) -> str:
    """`text` without case and accents: what titles are sorted by."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))
