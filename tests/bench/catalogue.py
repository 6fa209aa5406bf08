"""What lists of many sessions cost: the page, what narrows it, and a search, each asked for the first time since a write; and how
long a studio takes to open on thousands of folders."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from core.catalog import Database, Query, SessionRow, Sessions, Shelved, Sort
from core.film import Order
from core.session import FOLDERS, SessionCard
from core.shelf.indexing import LOOK_AROUND_S, Index
from tests.bench.measure import Result

FEW, MANY = 5_000, 100_000
ROUNDS = 9

_WORDS = "select (i // 90)::bigint as number, (20000 * pow(random(), 3))::bigint as term from range({count} * 90) t(i)"
_VOCABULARY = "select i as term, md5(i::text)[1:2 + i % 9] || 'x' || i as word from range(20001) t(i)"


def figures(folder: Path, seconds: int) -> list[Result]:
    """The figures; `seconds` of film are not needed."""
    found = []
    for count, bar in ((FEW, 15.0), (MANY, 30.0)):
        found += _lists(folder / f"lists-{count}.duckdb", count, bar)
    return [*found, *_folders(folder / "folders", FEW)]


def _lists(path: Path, count: int, bar: float) -> Iterator[Result]:
    database = Database(path)
    sessions = Sessions(database)
    _fill(database, count)
    newest = sessions.page(25)
    middle = sessions.page(25, Query(sort=Sort.TITLE), sessions.page(25, Query(sort=Sort.TITLE)).after)
    for name, ask in {
        "a page": lambda: sessions.page(25),
        "the next page": lambda: sessions.page(25, Query(), newest.after),
        "a page by title": lambda: sessions.page(25, Query(sort=Sort.TITLE), middle.after),
        "what narrows it": sessions.facets,
        "a search, two letters": lambda: sessions.page(25, Query(search="c0")),
        "a search, two words": lambda: sessions.page(25, Query(search="c0 d5", sort=Sort.CHANGED)),
        "a tag": lambda: sessions.page(25, Query(tag="tag3")),
    }.items():
        took = _first_asked(sessions, newest.rows[0], ask)
        yield Result(f"{count:,} sessions: {name}", took * 1000, bar, "ms of cpu", note=f"best of {ROUNDS}, after a write each")
    sessions.page(25)
    took = _timed(lambda: sessions.page(25))
    yield Result(f"{count:,} sessions: a page asked again", took * 1000, 0.2, "ms of cpu")
    database.close()


def _fill(database: Database, count: int) -> None:
    """Sessions as a catalogue of years holds them, written by the catalogue itself."""
    row = {**_row(0).model_dump(), "tags": "", "sorted": "", "number": 0, "found_by": "", "seen": 0}
    made = {
        "id": "'session_2026' || strftime(timestamp '2026-01-01' + to_minutes(i * 4), '%m%d_%H%M%S') || '_' || md5(i::text)[1:4]",
        "title": "'How team ' || i || ' made ' || md5((i * 7)::text)[1:6]", "owner": "'person' || i % 40", "number": "i",
        "created": "timestamp '2026-01-01' + to_minutes(i * 4)",
        "changed": "timestamp '2026-01-01' + to_minutes(i * 4 + i % 100)",
        "state": "['done', 'done', 'done', 'failed', 'cancelled', 'new'][1 + i % 6]", "template": "'template' || i % 6",
        "avatar": "'avatar' || i % 12", "language": "['en', 'de', 'fr'][1 + i % 3]", "duration_ms": "(i * 7919) % 300000",
        "bytes": "(i * 104729) % 1000000000", "film": "'final_output/how-team-' || i || '_cut_001.mp4'",
        "project": "'project' || i % 70",
        "poster": "'final_output/how-team-' || i || '_cut_001.jpg'", "tags": "'tag' || i % 30 || chr(10) || 'tag' || i % 17",
        "shelved": "['open', 'open', 'open', 'open', 'open', 'open', 'open', 'open', 'archived', 'trash'][1 + i % 10]",
        "sorted": "'how team ' || i || ' made ' || md5((i * 7)::text)[1:6]",
    }  # fmt: skip
    columns = ", ".join(row)
    values = ", ".join(made.get(name, "0" if isinstance(plain, int) else "''") for name, plain in row.items())
    words = f"select word, number from (select distinct * from ({_WORDS.format(count=count)})) join ({_VOCABULARY}) using (term)"
    database.write(lambda cursor: cursor.execute(f"insert into sessions ({columns}) select {values} from range({count}) t(i)"))
    database.write(lambda cursor: cursor.execute(f"insert into found {words} order by word"))


def _row(number: int) -> SessionRow:
    now = Order(source="x")
    return SessionRow.model_validate(
        {"id": f"session_20300101_{number:06d}_aaaa", "title": "New", "created": "2030-01-01", "changed": "2030-01-01",
         "state": "done", "template": now.template, "shelved": Shelved.OPEN}
    )  # fmt: skip


def _first_asked(sessions: Sessions, row: SessionRow, ask: Callable[[], object]) -> float:
    """The least that it takes when something was written meanwhile, so that nothing is remembered."""
    took = []
    for number in range(ROUNDS):
        sessions.put(row.model_copy(update={"cuts": number}))
        took.append(_timed(ask))
    return min(took)


def _timed(ask: Callable[[], object]) -> float:
    """Seconds of processor, of all threads: on a machine that does nothing else it takes no longer than that."""
    began = time.process_time()
    ask()
    return time.process_time() - began


def _folders(root: Path, count: int) -> Iterator[Result]:
    """Folders of sessions, seen by a studio before, and what looking at them costs."""
    for number in range(count):
        folder = root / f"session_20260101_{number:06d}_aaaa"
        for part in FOLDERS:
            (folder / part).mkdir(parents=True)
        card = SessionCard(id=folder.name, title=f"Film {number}", created="2026-01-01T00:00:00", order=Order(source="Words."))
        (folder / "metadata/session.json").write_text(card.model_dump_json())
    os.utime(root)
    index = Index(root, lambda session: "done")
    took = _timed(index.rebuild)
    yield Result(f"{count:,} folders: the catalogue anew", took, 60.0, "s")
    index.close()
    began = time.perf_counter()
    index = Index(root, lambda session: "done")
    index.look_around(within=1.0)
    yield Result(f"{count:,} folders: opened", time.perf_counter() - began, 1.5, "s", note="seen before")
    while not index.look_around():
        continue
    cpu = time.process_time()
    for _ in range(ROUNDS):
        index.look_around()
    share = (time.process_time() - cpu) / ROUNDS / LOOK_AROUND_S
    yield Result(f"{count:,} folders: looking around", share * 100, 4.0, "% of a core")
    index.close()
