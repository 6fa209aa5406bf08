"""Keys never leave: what was learned to be one, or looks like one, is taken out of every text that is logged or shown."""

from __future__ import annotations

import json
import logging
import re
import threading
from urllib.parse import quote

MASK = "[key]"
_SHORTEST = 8
_SHAPES = re.compile(
    r"\b(?:sk|pk|rk)-[\w-]{16,}|\bhf_\w{16,}|\bAIza[\w-]{30,}|\bya29\.[\w.-]{16,}"
    r"|(?<=Bearer )[\w.~+/=-]{8,}|(?<=[?&]key=)[\w-]{8,}",
    re.ASCII,
)
_known: set[str] = set()
_lock = threading.Lock()


def learn(secret: str) -> None:
    """From now on this process takes `secret` out of every text, also as addresses and JSON write it.

    Very short ones would take out ordinary words.
    """
    if len(secret) >= _SHORTEST:
        with _lock:
            _known.update((secret, quote(secret), quote(secret, safe=""), json.dumps(secret)[1:-1]))


def redacted(text: str) -> str:
    """`text` without keys."""
    with _lock:
        secrets = sorted(_known, key=len, reverse=True)
    for secret in secrets:
        text = text.replace(secret, MASK)
    return _SHAPES.sub(MASK, text)


def guard_logs() -> None:
    """Every record of every logger of this process is redacted when it is made, tracebacks included. Twice does no harm."""
    before = logging.getLogRecordFactory()
    if getattr(before, "redacts", False):
        return
    words = logging.Formatter()

    def record(*args: object, **named: object) -> logging.LogRecord:
        made = before(*args, **named)
        told = made.getMessage()
        if (clean := redacted(told)) != told:  # else its arguments stay: uvicorn's own formatter wants them
            made.msg, made.args = clean, ()
        if made.exc_info and made.exc_info[0] is not None:
            made.exc_text = redacted(words.formatException(made.exc_info))
        return made

    record.redacts = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(record)
