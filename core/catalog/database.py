"""One DuckDB connection for the process: a cursor for each operation, one lock for writes.

A shared connection gives threads each other's rows, and two writers of one row conflict; both were measured. So every
operation has its own cursor, and writes wait for each other.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_fixed, wait_random_exponential

from core.catalog.migrations import MIGRATIONS, VERSION
from core.errors import CatalogInUse, CatalogNewer, Corrupt, DiskFull, ReadOnly, StorageError

T = TypeVar("T")


def damaged(path: Path) -> Corrupt:
    """What is said of a catalogue that cannot be read; nothing is lost with it."""
    return Corrupt(
        f"The catalogue {path} is damaged.",
        hint="`python -m core reindex` moves it aside and builds it again from the sessions' folders.",
    )


class Database:
    """The open catalogue, in memory without a path. Raises `CatalogInUse` when another process has it, `CatalogNewer` when a
    newer program wrote it."""

    def __init__(self, path: Path | None) -> None:
        self.path = path or Path(":memory:")
        self._write = threading.RLock()
        self._connection = _connect(self.path)
        try:
            with self._ours():
                self._migrate()
        except BaseException:
            self._connection.close()
            raise

    @contextmanager
    def _ours(self) -> Iterator[None]:
        """What goes wrong inside the catalogue, as an error of ours."""
        try:
            yield
        except duckdb.ConnectionException as error:
            raise StorageError(f"{self.path} is closed.", hint="Start the studio again.") from error
        except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
            full = "space" in str(error).lower() or "too large" in str(error).lower()
            raise DiskFull(f"There is no space left for {self.path}.") if full else damaged(self.path) from error
        except duckdb.TransactionException:
            raise
        except duckdb.Error as error:
            raise damaged(self.path) from error

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Every row of a query, as dictionaries."""
        with self._ours(), self._connection.cursor() as cursor:
            cursor.execute(sql, list(values))
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    @retry(retry=retry_if_exception_type(duckdb.TransactionException), stop=stop_after_attempt(6),
           wait=wait_random_exponential(multiplier=0.002, max=0.1), reraise=True)  # fmt: skip
    def write(self, work: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        """Runs `work` in one transaction: all of it or nothing."""
        with self._ours(), self._transaction() as cursor:
            return work(cursor)

    def backup(self, target: Path) -> None:
        """A consistent copy while others read and write."""
        quoted = str(target).replace("'", "''")
        with self._write, self._connection.cursor() as cursor:
            name = cursor.execute("select current_database()").fetchall()[0][0]
            cursor.execute(f"attach '{quoted}' as copied")
            try:
                cursor.execute(f'copy from database "{name}" to copied')
            finally:
                cursor.execute("detach copied")

    @retry(retry=retry_if_exception_type(duckdb.ResourceInUseException), stop=stop_after_attempt(40), wait=wait_fixed(0.05),
           reraise=True)  # fmt: skip
    def close(self) -> None:
        """Writes everything down and lets go of the file, as soon as nobody reads."""
        with self._write:
            self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._write, self._connection.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
                cursor.commit()
            except BaseException:
                cursor.rollback()
                raise

    def _migrate(self) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute("create table if not exists catalogue (version integer not null)")
            found = cursor.execute("select max(version) from catalogue").fetchall()[0][0] or 0
        if found > VERSION:
            raise CatalogNewer(f"{self.path} is of version {found}; this program knows versions up to {VERSION}.")
        if 0 < found < VERSION:
            self._backup_once(self.path.with_suffix(f".before-{VERSION}.duckdb"))
        for version in range(found + 1, VERSION + 1):

            def step(cursor: duckdb.DuckDBPyConnection, version: int = version) -> None:
                for statement in MIGRATIONS[version]:
                    cursor.execute(statement)
                cursor.execute("delete from catalogue")
                cursor.execute("insert into catalogue values (?)", [version])

            self.write(step)

    def _backup_once(self, target: Path) -> None:
        if not target.exists():
            self.backup(target)


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    try:
        return duckdb.connect(str(path), config=settings)
    except duckdb.Error as error:
        words = str(error).lower()
        if "lock on file" in words or "used by another process" in words:
            raise CatalogInUse(f"Another studio is running on {path.parent}.") from error
        if "permission" in words or "read-only" in words:
            raise ReadOnly(f"{path} cannot be written.") from error
        if isinstance(error, duckdb.IOException) and ("newer" in words or "version" in words):
            raise CatalogNewer(f"{path} was written by a newer DuckDB.") from error
        raise damaged(path) from error
