"""How long a text is to the ear: figures, letters of abbreviations and ends of sentences take longer than they are written."""

from __future__ import annotations

import re
from functools import lru_cache

_HEAVY = re.compile(
    r"(?P<digit>\d)|(?P<stop>[.,:;!?…।](?=\s|$)|[。！？、，；])|(?P<letters>\b[A-Z]{2,5}\b)|(?P<sign>[$€£¥%/=+×_]|(?<=\w)[.,](?=\w))"
)
_DENSE, _DEVANAGARI = re.compile("[\u3040-\u30ff\u3400-\u9fff]"), re.compile("[\u0900-\u097f]")
_MORE = {"digit": 6.1, "stop": 8.0, "letters": 3.4, "sign": 2.4}
"""What is heard beyond one character: measured over takes of articles, change logs and benchmarks."""
_DIGIT_DENSE, _DIGIT_DEVANAGARI = 0.5, 1.7
"""The same of a figure whose words are written in few characters: 120 is 百二十, and एक सौ बीस; measured likewise."""
_USUAL = 1.33
"""How much longer to the ear ordinary prose is by these than its characters."""
_DENSELY = 0.3
"""Characters of scripts without blanks are longer themselves: so much of all this is left beside them."""


@lru_cache(maxsize=4096)
def heard_length(text: str) -> float:
    """So many characters of ordinary prose take as long to say as `text`."""
    more, digits = 0.0, 0
    for found in _HEAVY.finditer(text):
        kind = found.lastgroup or "sign"
        digits += kind == "digit"
        more += 0.0 if kind == "digit" else _MORE[kind] * (len(found[0]) if kind == "letters" else 1)
    if (more or digits) and _mostly(_DENSE, text):
        return (len(text) + _DENSELY * more + _DIGIT_DENSE * digits) / (1 + _DENSELY * (_USUAL - 1))
    digit = _DIGIT_DEVANAGARI if digits and _mostly(_DEVANAGARI, text) else _MORE["digit"]
    return (len(text) + more + digit * digits) / _USUAL


def _mostly(script: re.Pattern[str], text: str) -> bool:
    return len(script.findall(text)) * 3 > len(text)
