"""Subtitles (SubRip, WebVTT) as the text that they carry: without numbers and times, each sentence whole again."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TIMED = re.compile(r"^\s*(?:\d+:)?\d{1,2}:\d\d[.,]\d{3}\s*-->\s*(?:\d+:)?\d{1,2}:\d\d[.,]\d{3}")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|\{\\[^{}]*\}")
_ENDED = re.compile(r"[.!?…。！？।؟][\"'”’»)\]」』）]*$")
_JOINED = "\\"
"""A line that parts nothing: in Markdown, a break inside a paragraph."""
_FEWEST = 3
_ENOUGH_WORDS, _MOST_WORDS = 8, 30
"""Subtitles without full stops are parted where a capital follows so many words, and after so many in any case."""


def looks_timed(lines: Sequence[str]) -> bool:
    """Whether a text is subtitles rather than one that shows some."""
    timed = sum(1 for line in lines if _TIMED.match(line))
    return timed >= _FEWEST and timed * 6 >= sum(1 for line in lines if line.strip())


def from_subtitles(lines: Sequence[str]) -> list[str]:
    """The spoken lines, each in its place; all else is empty, or holds a sentence together."""
    spoken = [_spoken(lines, i) for i in range(len(lines))]
    found, last, said = list(spoken), -1, 0
    for i, words in enumerate(spoken):
        if not words:
            continue
        begins = i - last > 1 and said >= _ENOUGH_WORDS and words[0].isupper() and not re.match(r"I\b", words)
        if last >= 0 and said < _MOST_WORDS and not begins and not _ENDED.search(spoken[last]):
            found[last + 1 : i] = [_JOINED] * (i - last - 1)
        else:
            said = 0
        last, said = i, said + len(words.split())
    return found


def _spoken(lines: Sequence[str], at: int) -> str:
    """What is said in a line; nothing where it is a cue's number, its time or the file's head."""
    line = lines[at].strip()
    number = line.isdigit() and at + 1 < len(lines) and bool(_TIMED.match(lines[at + 1]))
    if number or _TIMED.match(line) or line.startswith(("WEBVTT", "NOTE", "STYLE")):
        return ""
    return re.sub(r"^[-–—]\s*(?=\S)", "", _TAG.sub("", line)).strip()
