"""What the first page would wait for, brought while a browser still fetches what that page is drawn with."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from core.errors import StudioError
from core.system import later
from core.web import server

LATER_S = 3.0
"""Until what only the second page may want; the first is drawn in this time and comes first."""


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:
    """The server's own; once its studio stands, the rest comes beside everything else."""
    async with server.lifespan(app, _opened) as state:
        yield state


def _opened() -> None:
    later(0.0, _first)
    later(LATER_S, _second)


def _first() -> None:
    """Voices with the program that speaks, the names of languages, the form. Streamlit looks through all modules once."""
    import pages.parts.order  # noqa: F401
    from core.showing.asking import languages_of
    from pages.parts.words import LANGUAGES

    inspect.stack()
    with suppress(StudioError):  # the page says what is wrong
        languages_of(server.studio().choices().voices, tuple(LANGUAGES))


def _second() -> None:
    """Tables, and what draws."""
    import pandas  # noqa: F401

    from core.showing import portraits, specimens  # noqa: F401
