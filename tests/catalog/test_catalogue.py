"""The catalogue: one owner, many readers and writers in it, found again by words."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from core.catalog import Database, Query, SessionRow, Sessions
from core.errors import CatalogInUse, CatalogNewer, StorageError


def row(number: int, title: str = "Release", state: str = "done") -> SessionRow:
    when = datetime(2026, 1, 1)
    return SessionRow(id=f"session_20260101_{number:06d}_aaaa", title=title, created=when, changed=when, state=state)


@pytest.fixture
def database(tmp_path: Path):
    opened = Database(tmp_path / "catalog.duckdb")
    yield opened
    opened.close()


def test_sessions_are_paged_by_key_newest_first(database: Database) -> None:
    sessions = Sessions(database)
    for i in range(30):
        sessions.put(row(i))
    first = sessions.page(12)
    second = sessions.page(12, after=first.after)
    third = sessions.page(12, after=second.after)
    names = [r.id for page in (first, second, third) for r in page.rows]
    assert names == [row(i).id for i in reversed(range(30))]
    assert (first.total, third.after) == (30, None)


def test_sessions_are_found_by_any_words_without_accents_or_case(database: Database) -> None:
    sessions = Sessions(database)
    sessions.put(row(1, "Café réunion"), "offline synchronisation")
    sessions.put(row(2, "Deploys"), "offline")
    assert [r.title for r in sessions.page(query=Query(search="CAFE off")).rows] == ["Café réunion"]
    assert sessions.page(query=Query(search="off")).total == 2
    assert sessions.page(query=Query(search="nothing")).rows == ()
    assert sessions.page(query=Query(search="off'; drop table sessions; --")).total == 0
    assert sessions.page().total == 2


def test_writing_twice_replaces_and_forgetting_forgets_the_words(database: Database) -> None:
    sessions = Sessions(database)
    sessions.put(row(1, "Old words"))
    sessions.put(row(1, "New name", "failed"))
    assert sessions.page(query=Query(search="old")).total == 0
    assert sessions.page(query=Query(state="failed")).total == 1
    sessions.forget(row(1).id)
    assert sessions.page().total == 0
    assert sessions.page(query=Query(search="new")).total == 0


def test_many_threads_write_and_read_without_losing_anything(database: Database) -> None:
    sessions = Sessions(database)

    def work(i: int) -> int:
        sessions.put(row(i % 25, f"Title {i}"))
        found = sessions.get(row(i % 25).id)
        return 1 if found and found.title.startswith("Title") else 0

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(work, range(100))) == 100
    assert sessions.page(50).total == 25


def test_a_second_process_is_told_that_the_catalogue_is_in_use(database: Database) -> None:
    code = f"""
from pathlib import Path
from core.catalog import Database
from core.errors import CatalogInUse
try:
    Database(Path({str(database.path)!r}))
except CatalogInUse as error:
    print("in use:", error.hint)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=250)
    assert done.stdout.startswith("in use:")
    with pytest.raises(CatalogInUse):
        raise CatalogInUse("as told")


def test_a_catalogue_of_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "catalog.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table catalogue (version integer)")
        connection.execute("insert into catalogue values (99)")
    before = path.read_bytes()
    with pytest.raises(CatalogNewer, match="99"):
        Database(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_catalogue_is_named_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "catalog.duckdb"
    path.write_bytes(b"not a database at all" * 1000)
    with pytest.raises(StorageError):
        Database(path)
    assert path.read_bytes().startswith(b"not a database")


def test_a_backup_can_be_opened(database: Database, tmp_path: Path) -> None:
    Sessions(database).put(row(1, "Kept"))
    database.backup(tmp_path / "copy.duckdb")
    copy = Database(tmp_path / "copy.duckdb")
    assert Sessions(copy).page().rows[0].title == "Kept"
    copy.close()
