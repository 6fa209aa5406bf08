"""The catalogue: what sessions there are, in DuckDB. An index of the folders, which can be rebuilt from them at any time."""

from core.catalog.database import Database
from core.catalog.sessions import Page, SessionRow, Sessions

__all__ = ["Database", "Page", "SessionRow", "Sessions"]
