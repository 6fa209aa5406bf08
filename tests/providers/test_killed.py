"""Each house that has paid jobs, killed at any moment: no job is submitted twice, one that runs is adopted by the next try."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import google_server
import heygen_server
import huggingface_server
import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
JOBS: dict[str, tuple[Any, str, str, str, tuple[tuple[str, str], ...]]] = {
    "gemini": (google_server, "google", "Filmer", "m", ()),
    "vertex": (google_server, "google", "Filmer", "m", (("platform", "vertex"),)),
    "heygen": (heygen_server, "heygen", "Presenter", "anna", ()),
    "huggingface": (huggingface_server, "huggingface", "Filmer", "tests/clip", (("provider", "auto"),)),
}
LISTS = frozenset({"heygen"})
"""Houses whose service can be asked which jobs it has; the others say so, and are never asked for the same again unasked."""

_PROGRAM = """
import json, os, random, signal, sys, time
sys.path[:0] = [{root!r}, {tests!r}]
from pathlib import Path
import core.policy.guard
core.policy.guard.SETTLED_S = 0.5  # what left before the death is there by then: the service is on this machine
from core.errors import Undecided
from core.film import Placement, Staging, Take
from core.film.avatars import AVATARS
from core.policy import Guard
from core.ports import Filming
from core.providers.connection import Connection
from core.providers.houses import seated
from core.services.entries import Entry, Fill, KeyReference
from core.value import Blob
from loopback import tone
from provider_samples import THRICE
import google.genai, huggingface_hub, httpx2
import core.providers.huggingface.transport, core.providers.routing
core.providers.routing.trusted("", "")
place = Path({place!r})

def work(number):
    fill = Fill(port={port!r}, model={model!r}, options=(("look_s", "0.02"), *{options!r}))
    entry = Entry(id="mine", house={house!r}, base_url={url!r}, key=KeyReference(source="studio"), fills=(fill,), policy=THRICE)
    maker = seated(Connection(entry, {port!r}, place / "providers", place / "secrets"))
    if {port!r} == "Filmer":
        maker.film(Filming(prompt=f"Sea {{number}}"), place / f"{{number}}.mp4")
        return
    sound = place / f"{{number}}.wav"
    sound.write_bytes(tone(0.5 + number / 100))
    take = Take(audio=Blob(digest="0" * 32, suffix=".wav", size=1), duration_ms=500, words=(), phonemes=(), voice="v")
    maker.film(take, Staging(avatar=AVATARS[0], placement=Placement.HALF), sound, place / f"{{number}}.mp4")

def noted():
    return list((place / "providers/jobs").glob("*.json"))

def child(number, wait, ordering=False):
    began, pid = time.monotonic(), os.fork()
    if not pid:
        try:
            work(number)
            os._exit(0)
        except Undecided:
            os._exit(7)
    if wait is not None:
        while ordering and not noted() and os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
            time.sleep(0.0005)
        time.sleep(wait)
        os.kill(pid, signal.SIGKILL)
    status = os.waitpid(pid, 0)[1]
    return status, time.monotonic() - began

_, whole = child(999, None)
chance, told = random.Random(11), []
for number in range({tries}):
    ordering = number % 3 > 0  # most die while they order, which is what is hard
    killed, _ = child(number, chance.uniform(0, 0.06 if ordering else whole), ordering)
    tickets = [json.loads(path.read_text())["state"] for path in noted()]
    status, _ = child(number, None)
    for path in noted():
        path.unlink()  # of one that nobody can decide; the next try is another film's
    told.append([number, killed == signal.SIGKILL, (tickets or ["none"])[0], os.waitstatus_to_exitcode(status)])
print(json.dumps(told))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="tries are made by forking a warm program")
@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.slow] * (name == "vertex")) for name in JOBS])
@pytest.mark.parametrize("tries", [3, pytest.param(13, marks=[pytest.mark.slow, pytest.mark.timeout(300)])])
def test_a_job_is_never_submitted_twice_however_its_asker_dies(tmp_path: Path, name: str, tries: int) -> None:
    from loopback import KEY

    from core.services.keys import Keys

    server, house, port, model, options = JOBS[name]
    Keys(tmp_path / "providers", tmp_path / "secrets").enter("mine", f"hf_{KEY}" if house == "huggingface" else KEY)
    with server.running() as service:
        here = str(Path(__file__).parent)
        code = _PROGRAM.format(root=str(ROOT), tests=here, place=str(tmp_path), tries=tries, url=service.url,
                               house=house, port=port, model=model, options=options)  # fmt: skip
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=280)
        assert told.returncode == 0, told.stderr[-3000:]
        assert service.problems == []
        ordered = list(service.jobs.values())
    rows = json.loads(told.stdout)
    assert sum(killed for _, killed, _, _ in rows) >= tries // 3
    undecided = [number for number, _, _, code in rows if code == 7]
    assert all(code in (0, 7) for _, _, _, code in rows), rows
    assert all(state == "sent" for number, _, state, _ in rows if number in undecided), rows
    assert name not in LISTS or not undecided
    jobs = Counter(_whose(job) for job in ordered)
    assert max(jobs.values()) == 1, "nothing is ordered twice"
    assert sum(jobs.values()) >= 1 + tries - len(undecided), "what ended well was ordered"
    made = {int(path.stem) for path in tmp_path.glob("*.mp4")}
    assert {number for number, *_ in rows} - set(undecided) <= made
    print(f"\n{name}: {Counter((state, code) for _, _, state, code in rows)}")


def _whose(job: dict[str, Any]) -> str:
    """What tells a job of one film from that of another."""
    return str(job.get("title") or json.dumps(job["body"], sort_keys=True))
