"""The catalogue: what sessions there are, in DuckDB. An index of the folders, which can be rebuilt from them at any time."""

from core.catalog.bills import Bills
from core.catalog.database import Database
from core.catalog.preferences import Preferences
from core.catalog.query import Facets, Page, Query, SessionRow, Shelved, Sort
from core.catalog.sessions import Sessions

__all__ = ["Bills", "Database", "Facets", "Page", "Preferences", "Query", "SessionRow", "Sessions", "Shelved", "Sort"]
