"""Killed at any moment, a film is resumed: complete, equal to the undisturbed one, and no finished part made twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from core.session import Session, session_names

pytestmark = pytest.mark.long

TEXT = "# Harbor 2.4\n\nSearch now takes 120 ms instead of 410 ms."


def start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "core", *arguments, "--sessions", str(root), "--quiet", "--json"]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # tests that run behind a shell hear of no Ctrl+C
    try:
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    finally:
        signal.signal(signal.SIGINT, before)


def finish(process: subprocess.Popen[str]) -> dict[str, object]:
    out, err = process.communicate(timeout=280)
    assert process.returncode == 0, err
    told: dict[str, object] = json.loads(out.splitlines()[-1])
    return told


def family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def well_begun(process: subprocess.Popen[str], root: Path) -> Session:
    """The session that the process makes, once a few parts of it are made."""
    ends = time.monotonic() + 240
    while time.monotonic() < ends and process.poll() is None:
        for name in session_names(root):
            session = Session.open(root, name)
            if sum(event["kind"] == "part-done" for event in session.events()) >= 4:
                return session
        time.sleep(0.02)
    raise AssertionError("nothing was made")


def kill_after(process: subprocess.Popen[str], seconds: float) -> list[psutil.Process]:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and process.poll() is None:
        time.sleep(0.02)
    if process.poll() is None:  # it starts no more workers while they are counted
        process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    children = family(process)
    process.kill()
    process.communicate()
    return children


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, float]:
    root = tmp_path_factory.mktemp("undisturbed")
    began = time.monotonic()
    told = finish(start(root, "make", TEXT, "--quality", "draft"))
    return Path(str(told["file"])).read_bytes(), time.monotonic() - began


def interrupted(root: Path, wait: float, whole: bytes) -> None:
    children = kill_after(start(root, "make", TEXT, "--quality", "draft"), wait)
    _, alive = psutil.wait_procs(children, timeout=60)
    assert alive == [], "workers end with their parent"
    names = session_names(root)
    if not names:
        return
    (name,) = names
    session = Session.open(root, name)
    job = session.job()
    assert job is None or job.state in ("interrupted", "done")
    told = finish(start(root, "resume", name))
    assert Path(str(told["file"])).read_bytes() == whole
    made = [e for e in session.events() if e["kind"] == "part-done" and not e["reused"]]
    assert len({(e["stage"], e["item"]) for e in made}) >= len(made) - 4, "finished parts are not made again"
    left = list((root / ".store/tmp").glob("*")) if (root / ".store/tmp").exists() else []
    assert left == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("share", [pytest.param(0.35, marks=pytest.mark.slow), 0.8])
def test_a_killed_run_is_resumed_to_the_same_film(tmp_path: Path, undisturbed: tuple[bytes, float], share: float) -> None:
    whole, seconds = undisturbed
    interrupted(tmp_path, share * seconds, whole)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_twenty_kills_at_random_moments_never_lose_the_film(tmp_path: Path, undisturbed: tuple[bytes, float]) -> None:
    whole, seconds = undisturbed
    dice = random.Random(20261121)
    for number in range(20):
        interrupted(tmp_path / str(number), dice.uniform(0.1, 1.0) * seconds, whole)


@pytest.mark.timeout(300)
def test_a_killed_worker_costs_one_part_and_not_the_film(tmp_path: Path, undisturbed: tuple[bytes, float]) -> None:
    whole, _ = undisturbed
    process = start(tmp_path, "make", TEXT, "--quality", "draft")
    well_begun(process, tmp_path)
    with suppress(psutil.NoSuchProcess):
        workers = [p for p in family(process) if "worker" in p.cmdline()]
        workers[0].kill()
    assert Path(str(finish(process)["file"])).read_bytes() == whole


@pytest.mark.timeout(300)
@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_ends_within_seconds_with_130_and_keeps_what_is_done(tmp_path: Path) -> None:
    long = "# Harbor\n\n" + "\n\n".join(f"## Part {n}\n\nSearch number {n} takes {n} ms now." for n in range(2, 40))
    process = start(tmp_path, "make", long, "--quality", "high", "--length", "600")
    session = well_begun(process, tmp_path)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    try:
        _, err = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 130, err
    assert time.monotonic() - began < 20, "of minutes that the film would take"
    assert "Traceback" not in err
    job = session.job()
    assert job is not None
    assert job.state == "cancelled"
    assert any(event["kind"] == "part-done" for event in session.events())
