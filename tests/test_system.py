"""What systems do differently: the ways that work on all of them are tried here beside the ways of this one."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from core.locking import held, hold, holder
from core.system import (
    APART,
    has_ended,
    is_over,
    kill_family,
    kill_group,
    lock,
    replace_patiently,
    unlock,
    unlock_and_remove,
    watched,
)

FAMILY = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); time.sleep(60)"


@pytest.fixture
def family() -> Iterator[subprocess.Popen[bytes]]:
    parent = subprocess.Popen([sys.executable, "-c", FAMILY], **APART)
    until(lambda: len(psutil.Process(parent.pid).children()) == 1)
    yield parent
    kill_family(parent.pid)
    kill_group(parent.pid)
    parent.wait()


def until(condition, seconds: float = 60.0) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.01)


@pytest.mark.parametrize("kill", [kill_group, kill_family])
def test_a_process_is_killed_with_what_it_started(family: subprocess.Popen[bytes], kill) -> None:
    (child,) = psutil.Process(family.pid).children()
    kill(family.pid)
    assert family.wait(60) != 0
    psutil.wait_procs([child], timeout=60)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
    kill(family.pid)  # once more harms nobody


def test_what_a_process_started_can_be_killed_without_it(family: subprocess.Popen[bytes]) -> None:
    kill_family(family.pid, itself=False)
    assert family.poll() is None


@pytest.mark.parametrize("over", [is_over, has_ended])
def test_an_end_is_seen_before_the_exit_status_is_asked_for(over) -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert child.stdin
    assert not over(child.pid)
    child.stdin.close()
    until(lambda: over(child.pid))
    assert over(child.pid)
    assert child.wait(60) == 1, "the exit status is still there"


def test_a_process_is_watched_until_it_is_gone() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    lives = watched(child.pid)
    assert lives()
    child.communicate()
    assert not lives()
    assert not watched(child.pid)()


def test_a_lock_is_anybodys_again_after_its_holder_let_go(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    first = os.open(path, os.O_RDWR | os.O_CREAT)
    second = os.open(path, os.O_RDWR)
    assert lock(first)
    assert not lock(second)
    unlock(first)
    assert lock(second)
    unlock_and_remove(second, path)
    assert not path.exists()


def test_the_holder_of_a_lock_can_be_read_while_it_is_held(tmp_path: Path) -> None:
    path = tmp_path / "run.lock"
    assert not held(path)
    with hold(path) as mine:
        assert mine
        assert held(path)
        assert holder(path) == str(os.getpid())
        with hold(path) as another:
            assert not another
    assert not held(path)


def test_a_file_that_somebody_reads_is_replaced_as_soon_as_that_is_allowed(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    new.write_text("new")
    old.write_text("old")
    refusals = iter([True, True, False])

    def rename(source: object, target: object) -> None:
        if next(refusals, True):
            raise PermissionError(errno.EACCES, "somebody reads it")
        os.replace(str(source), str(target))

    replace_patiently(new, old, 5.0, rename)
    assert old.read_text() == "new"
    assert not new.exists()
    new.write_text("newer")
    with pytest.raises(PermissionError):
        replace_patiently(new, old, 0.05, rename)
    assert old.read_text() == "new"


def test_a_process_ends_with_its_parent_also_while_it_is_only_starting(tmp_path: Path) -> None:
    child = "import sys; from core.system import end_with_parent; end_with_parent(); print('ready', flush=True)\nwhile True: pass"
    parent = "import subprocess, sys\n"
    parent += f"p = subprocess.Popen([sys.executable, '-c', {child!r}]); print(p.pid, flush=True); p.wait()"
    process = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout
        lines = [process.stdout.readline().strip() for _ in range(2)]
        orphan = psutil.Process(int(next(line for line in lines if line.isdigit())))
        process.kill()
    _, alive = psutil.wait_procs([orphan], timeout=60)
    assert alive == []


_GROUP = Path("/proc/self/autogroup")


@pytest.mark.skipif(not _GROUP.exists(), reason="this system shares its processors otherwise")
@pytest.mark.parametrize("apart", [True, False])
def test_a_worker_gives_way_also_to_other_sessions_of_the_system_and_takes_nobody_with_it(apart: bool) -> None:
    # A session that came from outside a container is shown to nobody in it: the file is empty.
    program = f"import core.system, os; core.system.give_way(); print(os.nice(0), open({str(_GROUP)!r}).read() or 'hidden')"
    before = _GROUP.read_text() or "hidden"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, **(APART if apart else {}))
    own, *_, group = ran.stdout.split()
    assert int(own) == min(19, os.nice(0) + 10)
    assert group == ("5" if apart else before.split()[-1])
    assert (_GROUP.read_text() or "hidden") == before
