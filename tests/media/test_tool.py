"""Other programs: what they give, how they fail, and that none of them outlives us."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest

from core.errors import ToolFailed
from core.media.tool import run, start

PYTHON = sys.executable


def test_what_a_program_prints_is_given_back() -> None:
    assert run([PYTHON, "-c", "print('hello')"], timeout=60).strip() == b"hello"


def test_a_program_reads_what_it_is_given() -> None:
    assert run([PYTHON, "-c", "import sys; print(sys.stdin.read()[::-1])"], input=b"abc", timeout=60).strip() == b"cba"


def test_a_failure_tells_the_last_lines_of_the_complaint() -> None:
    with pytest.raises(ToolFailed, match="the codec is unknown"):
        run([PYTHON, "-c", "import sys; print('noise\\n' * 9, 'the codec is unknown', file=sys.stderr); sys.exit(3)"], timeout=60)


def test_a_program_that_is_not_there_is_told_in_a_sentence() -> None:
    with pytest.raises(ToolFailed, match="could not be started"):
        run(["/nowhere/at-all"], timeout=5)


def test_a_program_that_takes_too_long_is_ended() -> None:
    began = time.monotonic()
    with pytest.raises(ToolFailed, match="did not finish within"):
        run([PYTHON, "-c", "import time; time.sleep(60)"], timeout=0.4)
    assert time.monotonic() - began < 30


def test_a_running_program_answers_and_ends_with_its_input() -> None:
    child = start(
        [PYTHON, "-c", "import sys\nfor line in sys.stdin.buffer: sys.stdout.buffer.write(line[::-1]); sys.stdout.flush()"]
    )
    child.write(b"abc\n")
    assert child.read(4) == b"\ncba"
    child.close()
    assert not child.alive


def test_whoever_waits_for_a_killed_program_is_told() -> None:
    child = start([PYTHON, "-c", "import time; time.sleep(60)"])
    threading.Timer(0.2, child.kill).start()
    with pytest.raises(ToolFailed, match="ended unexpectedly"):
        child.read(1)
    child.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ties a program to its parent")
def test_a_program_does_not_outlive_a_parent_that_is_killed() -> None:
    code = (
        "import sys; from core.media.tool import run\n"
        "run([sys.executable, '-c', 'import os, time; os.write(2, b\"\"); time.sleep(60)'], timeout=60)"
    )
    parent = subprocess.Popen([PYTHON, "-c", code], cwd=os.getcwd())
    try:
        children = _children_of(parent.pid)
        assert children, "the program was started"
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait(60)
        _, alive = psutil.wait_procs(children, timeout=60)
        assert not alive
    finally:
        parent.kill()
        parent.wait(60)


def _children_of(pid: int) -> list[psutil.Process]:
    for _ in range(1000):
        children = psutil.Process(pid).children()
        if children:
            return list(children)
        time.sleep(0.05)
    return []
