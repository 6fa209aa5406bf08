"""What the first table on a page would import while somebody waits for it, imported once the server stands."""

from __future__ import annotations

from core.system import later

WAIT_S = 3.0
"""After the start; the first page is drawn in this time and comes first."""


def warm() -> None:
    """Begins to import it beside everything else."""
    later(WAIT_S, _bring)


def _bring() -> None:
    import pandas  # noqa: F401
