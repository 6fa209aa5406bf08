"""Characters: what is text, what is decoration, and what is neither."""

from __future__ import annotations

import re
import unicodedata

from core.errors import BriefTooLong, EmptyBrief, NotText

MOST_WORDS = 120_000
MOST_BYTES = 2_000_000
"""More than this is a book, not a brief."""
LONGEST_WORD = 60
"""Characters; a longer run is a key, a hash or noise, and can be neither said nor set."""

_SPACE = "\t\n\r\f\v"
_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
_EMOJI = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\U0001f000-\U0001f2ff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff]"
    "|[0-9#*]\ufe0f?\u20e3|\U000e0020-\U000e007f)(?:[\ufe0e\ufe0f]|\u200d|[\U0001f3fb-\U0001f3ff])*"
)
_SHORTCODE = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]{1,30}:(?![\w:])")
_DENSE = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
_LONG = re.compile(rf"[^\s{_DENSE}]{{{LONGEST_WORD + 1},}}")


def check_readable(text: str) -> None:
    """Raises `EmptyBrief`, `NotText` or `BriefTooLong` where `text` is no brief."""
    if not text.strip():
        raise EmptyBrief("There is nothing to read: the source is empty.")
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise BriefTooLong(f"The source has more than {MOST_BYTES // 1_000_000} MB of text.")
    sample = _ESCAPES.sub("", text)
    strange = sum(1 for c in sample if (c < " " and c not in _SPACE) or c in "\x7f\ufffd")
    if "\x00" in sample or strange > 2 + len(sample) // 200:
        raise NotText("The source holds control characters: it is a binary file or is not UTF-8.")
    if len(text.split()) > MOST_WORDS:
        raise BriefTooLong(f"The source has more than {MOST_WORDS:,} words.")
    if not any(unicodedata.category(c)[0] in "LN" for c in text):
        raise EmptyBrief("There is nothing to read: the source has no words.")


def visible(text: str) -> str:
    """`text` without escapes, invisible and direction characters; line breaks stay where they are."""
    text = _INVISIBLE.sub("", _ESCAPES.sub("", text)).replace("\u2028", " ").replace("\u2029", " ").replace("\x85", " ")
    return "".join(" " if c in "\f\v" else c for c in text if c >= " " or c in _SPACE)


def without_emoji(text: str) -> str:
    """`text` without pictographs and `:shortcodes:`, which can be neither said nor set in a typeface."""
    return _SHORTCODE.sub("", _EMOJI.sub("", text))


def begins_with_emoji(line: str) -> bool:
    """Whether a line begins with a pictograph, as hand-made bullets do."""
    return bool(_EMOJI.match(line.lstrip()))


def without_long_words(text: str) -> tuple[str, int]:
    """`text` without runs that nobody can say, and how many there were; addresses are left to be named by their site."""
    count = 0

    def drop(found: re.Match[str]) -> str:
        nonlocal count
        plain = not any(c.isalnum() for c in found[0])
        if plain or "://" in found[0] or found[0].count("/") > 1 or any(sign in found[0] for sign in ("](", "|", '="')):
            return found[0]
        count += 1
        return ""

    return _LONG.sub(drop, text), count
