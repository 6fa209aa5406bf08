"""Addresses of the net, mail addresses, paths and file names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.media.spoken.names import identifier
from core.media.spoken.reading import Edit, Tongue

_ENDS = (
    "com|org|net|io|dev|app|ai|co|edu|gov|info|biz|me|tv|cloud|tech|studio|video|page|de|fr|es|it|nl|pl|uk|us|eu|ch|at|be|br|in|jp|cn|se|no|dk|"
    "fi|pt|ca|au|xyz|so|gg|sh|fm|to|ly"
)
_URL = re.compile(
    rf"(?:https?://)?(?:www\.)?((?:[A-Za-z0-9](?:[\w-]*[A-Za-z0-9])?\.)+(?:{_ENDS}))"
    r"((?:/[\w.~%@:+-]+)*)/?(?:[?#][^\s)]*)?(?![\w@])"
)
_SCHEME = re.compile(r"(?:https?|ftp|file)://([^\s)>\]]+)")
_MAIL = re.compile(r"([A-Za-z0-9][\w.+-]*)@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})\b")
_FILE = re.compile(
    r"((?:[\w.@-]+/)*[A-Za-z0-9_][\w-]*(?:\.[\w-]+)*)\.(py|js|mjs|ts|tsx|jsx|md|json|jsonl|yaml|yml|toml|txt|csv|tsv|pdf|png|jpe?g|gif|svg|webp|mp4|mov|webm|"
    r"mp3|wav|zip|tar|gz|html?|css|sql|sh|exe|docx?|xlsx?|pptx?|srt|vtt|log|ini|cfg|env|rs|go|c|cpp|h|java|rb|php|ipynb|lock|xml)\b(?!\.\w)"
)
_PATH = re.compile(
    r"(?:~|\.{1,2})?(?:/[\w.@-]+){2,}/?|(?:~|\.{1,2})/[\w.@-]+(?:/[\w.@-]+)*/?|"
    r"[\w.@-]+(?:/[\w.@-]+){2,}/?|/[a-z][\w.-]+(?=[\s.,;)]|$)"
)
_SAID_AS_WORDS = frozenset(
    {"com", "org", "net", "dev", "app", "info", "biz", "edu", "gov", "page", "zip", "json", "toml", "yaml", "doc", "env", "log"}
    | {"lock", "java", "wav", "jpeg", "co", "tar"}
)


def mail(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """`ada@example.com`."""
    found = _MAIL.match(text, at) if _fresh(text, at) else None
    if not found:
        return None
    return [Edit(at, found.end(), f"{_spelled(found.group(1), tongue)} {tongue.words.at} {_spelled(found.group(2), tongue)}")]


def web(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """`https://www.example.com/docs?x=1`: without its scheme, its `www` and what follows a question mark."""
    if not _fresh(text, at):
        return None
    found = _URL.match(text, at)
    if found:
        return [Edit(at, found.end(), _spelled(found.group(1) + found.group(2), tongue))]
    bare = _SCHEME.match(text, at)
    if not bare:
        return None
    address = bare.group(1).rstrip(".,;:!?")
    end = bare.start(1) + len(address)
    return [Edit(at, end, _spelled(re.split(r"[?#]", address)[0].strip("/").removeprefix("www."), tongue))]


def files(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """`core/app.py`, `~/notes`, `report.csv`."""
    if not _fresh(text, at):
        return None
    found = _PATH.match(text, at)
    if found and not re.fullmatch(r"[\d/.]+", found.group()):
        path = found.group().rstrip(".,;:!?")
        return [Edit(at, at + len(path), _spelled(path.removeprefix("./").strip("/"), tongue))]
    found = _FILE.match(text, at)
    return [Edit(at, found.end(), _spelled(found.group(), tongue))] if found else None


def _fresh(text: str, at: int) -> bool:
    return not at or not (text[at - 1].isalnum() or text[at - 1] in "_@/.-")


def _spelled(address: str, tongue: Tongue) -> str:
    words = tongue.words
    signs = {
        ".": words.dot,
        "/": words.slash,
        "-": words.dash,
        "_": words.underscore,
        "@": words.at,
        "~": "",
        ":": "",
        "%": "",
        "+": "plus",
    }
    parts = re.findall(r"[^\W_]+|[./_@~:%+-]", address)
    said = [signs[part] if part in signs else _label(part, i, parts, tongue) for i, part in enumerate(parts)]
    return " ".join(word for word in said if word)


def _label(part: str, i: int, parts: Sequence[str], tongue: Tongue) -> str:
    """A name between the dots; after a dot a short one is spelled unless it is a word."""
    after_dot = i > 0 and parts[i - 1] == "."
    if after_dot and part.isalpha() and part.islower() and part not in _SAID_AS_WORDS and len(part) <= 4:
        return identifier(part.upper(), tongue)
    return identifier(part, tongue)
