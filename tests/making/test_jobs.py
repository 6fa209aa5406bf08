"""Films in a queue: what is stopped, what goes on by itself, and what their folders say of it."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from core.engine import Pool
from core.errors import NoSuchSession, SessionBusy
from core.events import JobStarted, PartDone, PartStarted, StagePlanned
from core.film import Order, Quality
from core.locking import hold
from core.making.run import Making
from core.session import STUDIO_LOCK, Session
from core.settings import Settings
from core.showing.status import Tally, retold
from core.studio import Studio

pytestmark = pytest.mark.timeout(300)


ROOT = Path(__file__).resolve().parent.parent.parent


def order(text: str = "Search is fast.") -> Order:
    return Order(source=text, quality=Quality.DRAFT, avatar="none")


def until(condition: Callable[[], bool], seconds: float = 120.0) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.05)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(sessions=tmp_path / "s", jobs=1, workers=1)


def noted(settings: Settings, name: str) -> str:
    return str(json.loads((settings.sessions / name / "metadata/job.json").read_text())["state"])


def at_a_standstill(studio: Studio) -> None:
    """The studio's workers stand still from now on: nothing that they begin comes to an end, and no studio waits for them."""
    workers = studio.crew()
    assert isinstance(workers, Pool)
    workers.warm()
    until(lambda: workers.pids())
    for pid in workers.pids():
        psutil.Process(pid).suspend()


def test_a_queued_film_can_be_cancelled_and_one_that_waits_begins_when_the_studio_opens_again(settings: Settings) -> None:
    with Studio(settings, serve=True) as studio:
        at_a_standstill(studio)
        first, second, third = (studio.start(order(f"Search number {n} is fast.")) for n in (1, 2, 3))
        until(lambda: studio.status(first).state == "running")
        assert (studio.status(second).state, studio.status(third).waiting_before) == ("queued", 1)
        with Studio(settings) as other:
            assert other.status(second).state == "queued", "other processes see it, too"
        assert studio.cancel(second)
        assert studio.status(second).state == noted(settings, second) == "cancelled"
    assert noted(settings, first) == "interrupted", "the end of the studio is no wish to stop"
    assert noted(settings, third) == "queued"
    with Studio(settings) as other:
        assert other.status(third).state == "interrupted"
    with Studio(settings, serve=True) as studio:
        assert studio.status(second).state == "cancelled"
        until(lambda: studio.status(first).state == studio.status(third).state == "done")
        assert len(studio.cuts(first)) == 1


def test_a_running_film_is_cancelled_within_seconds_and_can_go_on_at_once(settings: Settings) -> None:
    with Studio(settings, serve=True) as studio:
        name = studio.start(order())
        until(lambda: any(stage.done for stage in studio.status(name).stages))
        began = time.monotonic()
        studio.cancel(name)
        studio.resume(name)  # before it has stopped
        assert studio.status(name).active
        until(lambda: studio.status(name).state == "done")
        kinds = [e["state"] for e in studio.open(name).events() if e["kind"] == "job-done"]
        assert kinds[-1] == "done", "it was either just finished or was stopped and went on"
        assert time.monotonic() - began < 100


def test_a_film_that_is_cancelled_before_it_has_parts_is_cancelled(settings: Settings) -> None:
    with Studio(settings, inline=True) as studio:
        session = studio.create(order())
        making = Making(session, studio.store, studio.crew(), lambda _: None, "test")
        making.cancel()
        with pytest.raises(Exception, match="stopped"):
            making()
        job = session.job()
        assert job is not None
        assert (job.state, job.pid) == ("cancelled", os.getpid())


def test_two_processes_cannot_make_one_session(settings: Settings) -> None:
    with Studio(settings, inline=True) as studio:
        session = studio.create(order())
        with hold(session.folder / "metadata/run.lock"), pytest.raises(SessionBusy):
            studio.make(session)
        assert session.job() is None


def test_a_line_that_a_crash_cut_off_costs_only_itself(settings: Settings) -> None:
    with Studio(settings, inline=True) as studio:
        session = studio.create(order())
    session.record(JobStarted(job="a", pid=1))
    path = session.folder / "metadata/events.jsonl"
    path.write_bytes(path.read_bytes() + b'{"at": "2026-01-01T00:00:00", "kind": "part-do\nnull\n[1]\n{"half":')
    session.record(JobStarted(job="b", pid=2))
    assert [event["job"] for event in session.events()] == ["a", "b"]


def test_a_session_that_is_only_half_there_is_never_seen(settings: Settings) -> None:
    settings.sessions.mkdir()
    seen: list[str] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            seen.extend(entry.name for entry in os.scandir(settings.sessions) if not entry.name.startswith("."))

    watcher = threading.Thread(target=look)
    watcher.start()
    for n in range(20):
        name = Session.create(settings.sessions, order(), f"Film {n}").id
        assert Session.open(settings.sessions, name).read("scripts/source.md") == "Search is fast.\n"
    stop.set()
    watcher.join()
    for name in set(seen):
        Session.open(settings.sessions, name)
    assert len(set(seen)) <= 20
    with pytest.raises(NoSuchSession):
        Session.open(settings.sessions, f"{name}\n")


def test_a_copied_folder_is_a_session_of_its_own(settings: Settings) -> None:
    first = Session.create(settings.sessions, order(), "Film")
    copy = settings.sessions / "session_20260101_000000_copy"
    first.folder.rename(copy)
    assert Session.open(settings.sessions, copy.name).id == copy.name


def test_the_card_of_a_cut_that_cannot_be_read_is_not_written_over(settings: Settings) -> None:
    session = Session.create(settings.sessions, order(), "Film")
    (session.folder / "metadata/cut_004.json").write_text("{ torn")
    assert session.cuts() == ()
    assert session.next_cut() == 5


def test_a_queued_state_is_believed_only_while_a_studio_runs(settings: Settings) -> None:
    with Studio(settings, inline=True) as studio:
        session = studio.create(order())
        session.write(
            "metadata/job.json", '{"job": "", "state": "queued", "origin": "studio", "pid": 1, "started": "2026-01-01"}'
        )
        assert studio.status(session.id).state == "interrupted"
        with hold(settings.sessions / STUDIO_LOCK):
            assert studio.status(session.id).state == "queued"


def test_what_another_version_wrote_into_the_events_is_passed_over() -> None:
    events = [
        {"kind": "job-started", "job": "a", "pid": 1, "at": "yesterday"},
        {"kind": "part-done", "stage": "voice", "colour": "unheard of"},
        {"kind": "stage-planned", "stage": "script", "parts": 1},
    ]
    assert retold("x", events).stages[0].parts == 1


def test_the_time_left_falls_and_progress_never_does() -> None:
    tally = Tally(
        "x",
        usual={"compose": 2.0, "score": 0.1, "play": 0.5, "music": 0.5, "mix": 1.0, "render": 1.0, "inspect": 1.0},
        state="running",
    )
    counts = {"script": 1, "storyboard": 1, "voice": 4, "visuals": 4, "avatar": 4, "sync": 1, "compose": 7}
    lefts, shares = [], []
    for stage, parts in counts.items():
        tally.hear(StagePlanned(stage=stage, parts=parts))
        for _ in range(parts):
            tally.hear(PartStarted(stage=stage))
            tally.hear(PartDone(stage=stage, output="", reused=False, seconds=2.0 if stage == "compose" else 0.1))
            lefts.append(tally.status().left_s)
            shares.append(tally.status().progress)
    assert shares == sorted(shares)
    told = [left for left in lefts if left is not None]
    assert len(told) >= 8
    assert all(later <= earlier + 0.5 for earlier, later in pairwise(told))
    assert told[-1] < told[0] / 2


def test_what_turns_out_to_be_more_than_was_thought_is_in_the_time_left_before_its_first_part_is_made() -> None:
    usual = dict.fromkeys(("compose", "score", "play", "music", "mix", "render", "inspect"), 1.0)
    tally = Tally("x", usual=usual, state="running")
    for stage in ("script", "storyboard", "voice", "visuals", "avatar", "sync"):
        tally.hear(StagePlanned(stage=stage, parts=1))
        tally.hear(PartStarted(stage=stage))
        tally.hear(PartDone(stage=stage, output="", reused=False, seconds=0.1))
    tally.hear(StagePlanned(stage="compose", parts=400))
    left = tally.status().left_s
    assert left is not None
    assert left > 350


def test_everything_is_written_inside_the_sessions_folder(tmp_path: Path) -> None:
    code = f"""
import os, sys
root = {str(tmp_path)!r}
written = set()
def heard(event, args):
    if event == "open" and isinstance(args[0], str) and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR):
        written.add(os.path.abspath(args[0]))
    elif event in ("os.mkdir", "tempfile.mkstemp", "tempfile.mkdtemp") and isinstance(args[0], (str, os.PathLike)):
        written.add(os.path.abspath(args[0]))
    elif event in ("os.rename", "os.link"):
        written.add(os.path.abspath(args[1]))
sys.dont_write_bytecode = True
from core.film import Order
from core.settings import Settings
from core.studio import Studio
from pathlib import Path
sys.addaudithook(heard)
with Studio(Settings(sessions=Path(root)), inline=True) as studio:
    studio.make(studio.create(Order(source="Search is fast. It was slow before.", quality="draft")))
print(*sorted(p for p in written if not p.startswith(root) and not p.startswith("/dev/") and "__pycache__" not in p), sep="\\n")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""
    assert list((tmp_path / ".store/tmp").iterdir()) == []


def measured(studio: Studio, pids: tuple[int, ...]) -> tuple[float, int, int, int]:
    gc.collect()
    memory = sum(psutil.Process(pid).memory_info().rss for pid in (os.getpid(), *pids)) / 1e6
    temporary = len(list((studio.root / ".store/tmp").iterdir()))
    return memory, threading.active_count(), psutil.Process().num_fds(), temporary


def soak(root: Path, warm: int, films: int) -> None:
    with Studio(Settings(sessions=root, workers=1)) as studio:
        for n in range(warm):
            studio.make(studio.create(order(f"Film number {n} is short.")))
        workers = studio.crew()
        assert isinstance(workers, Pool)
        before = measured(studio, workers.pids())
        for n in range(warm, warm + films):
            studio.make(studio.create(order(f"Film number {n} is short.")))
        after = measured(studio, workers.pids())
        for n in range(3):  # what comes and goes with a film is no leak: that would be there after another one
            if after[0] - before[0] >= 20 + 0.4 * films or after[1:] != before[1:]:
                studio.make(studio.create(order(f"Another film, {n}, is short.")))
                after = measured(studio, workers.pids())
    assert after[0] - before[0] < 20 + 0.4 * films, f"{before[0]:.0f} MB became {after[0]:.0f} MB"
    assert after[1:] == before[1:], "threads, handles, temporary files"
    assert list((root / ".store/tmp").iterdir()) == []


def soaked(root: Path, warm: int, films: int) -> None:
    """`soak` in a process of its own, in which no other test's threads and files come and go."""
    code = f"from pathlib import Path; from test_jobs import soak; soak(Path({str(root)!r}), {warm}, {films})"
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {[str(ROOT), str(Path(__file__).parent)]!r}; {code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.long
def test_films_in_a_row_leave_nothing_behind_in_memory_or_on_disk(tmp_path: Path) -> None:
    soaked(tmp_path, 2, 3)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_two_hundred_films_in_a_row_leave_nothing_behind_in_memory_or_on_disk(tmp_path: Path) -> None:
    soaked(tmp_path, 10, 190)
