"""A remote job is submitted exactly once, whenever the studio is killed, and adopted afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import BadAnswer, NotAccepted, ProviderError, TooSlow, Unavailable, Undecided
from core.policy import Guard, Policy, Progress, Request, Timeouts, Tries, leaves
from core.policy.bills import bills_in, journal
from core.policy.jobs import Tickets

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENT = Policy(tries=Tries(attempts=2, first_s=0.001))
HASTY = PATIENT.model_copy(update={"timeouts": Timeouts(total_s=0.5)})
"""For jobs that do not end."""


class Remote:
    """A service that keeps its jobs in a folder, one file each, so that it outlives whoever asked it."""

    marked = False

    def __init__(
        self, folder: Path, *, looks: int = 1, lose: ProviderError | None = None, fail: ProviderError | None = None
    ) -> None:
        self.folder, self.looks, self.lose, self.fail = folder, looks, lose, fail
        folder.mkdir(parents=True, exist_ok=True)

    def submit(self, key: str) -> str:
        time.sleep(0.01)
        name = f"{self.folder.name}_job_{len(list(self.folder.iterdir()))}"
        part = self.folder.with_name(f"{name}.part")  # of whoever is killed there is all or nothing
        part.write_text(json.dumps(time.time()))
        part.rename(self.folder / name)
        time.sleep(0.01)
        if self.lose:
            raise self.lose
        return name

    def find(self, since: float, taken: frozenset[str]) -> str | None:
        there = [f.name for f in sorted(self.folder.iterdir()) if json.loads(f.read_text()) >= since and f.name not in taken]
        return there[0] if there else None

    def look(self, name: str) -> Progress:
        if self.fail:
            raise self.fail
        self.looks -= 1
        return Progress(done=self.looks < 0)

    def fetch(self, name: str, to: Path) -> None:
        to.write_bytes(name.encode())


def request(body: str = "{}") -> Request:
    return Request(service="test", operation="film", model="m", body=body)


def test_a_job_is_submitted_waited_for_and_kept(tmp_path: Path) -> None:
    guard, remote = Guard("a", PATIENT, tmp_path / "guard"), Remote(tmp_path / "there", looks=3)
    answer = guard.job(request(), remote, ".mp4", look_s=0.01, cost=Decimal("0.80"))
    assert (Decimal(answer.usd), guard.health().month_usd) == (Decimal("0.80"), Decimal("0.80"))
    assert answer.file
    assert guard.answers.store.path(answer.file).read_bytes() == b"there_job_0"
    again = Guard("a", PATIENT, tmp_path / "guard").job(request(), remote, ".mp4", look_s=0.01)
    assert again == answer
    assert len(list((tmp_path / "there").iterdir())) == 1
    assert not guard.tickets.read(request())


@pytest.mark.parametrize("billed", [True, False])
def test_a_job_whose_asker_died_once_its_name_was_noted_is_on_one_bill(tmp_path: Path, billed: bool) -> None:
    guard, remote = Guard("a", PATIENT, tmp_path / "guard"), Remote(tmp_path / "there")
    guard.tickets.submitted(request(), remote.submit("key"))
    if billed:
        guard.till.note("film", "m", Decimal("0.80"), request().key)
    for _ in range(2):
        guard.job(request(), remote, ".mp4", look_s=0.01, cost=Decimal("0.80"))
    assert [bill.usd for path in journal(tmp_path / "guard") for bill, _ in bills_in(path)] == [Decimal("0.80")]
    assert len(list((tmp_path / "there").iterdir())) == 1


def test_a_lost_answer_to_a_submission_is_looked_up_and_not_sent_again(tmp_path: Path) -> None:
    remote = Remote(tmp_path / "there", lose=TooSlow("The line went quiet."))
    answer = Guard("a", PATIENT, tmp_path / "guard").job(request(), remote, ".mp4", look_s=0.01)
    assert answer.text == "there_job_0"
    assert len(list((tmp_path / "there").iterdir())) == 1


def test_a_service_that_cannot_list_its_jobs_stops_and_asks(tmp_path: Path) -> None:
    class Mute(Remote):
        def find(self, since: float, taken: frozenset[str]) -> str | None:
            raise Undecided("It has no list.")

    remote = Mute(tmp_path / "there", lose=Unavailable("Reset."))
    guard = Guard("a", PATIENT, tmp_path / "guard")
    for _ in range(2):
        with pytest.raises(Undecided):
            guard.job(request(), remote, ".mp4", look_s=0.01)
    assert len(list((tmp_path / "there").iterdir())) == 1


def test_a_job_that_never_ends_is_left_running_and_adopted_by_the_next_call(tmp_path: Path) -> None:
    guard, remote = Guard("a", HASTY, tmp_path / "guard"), Remote(tmp_path / "there", looks=10**6)
    with pytest.raises(TooSlow):
        guard.job(request(), remote, ".mp4", look_s=0.05)
    remote.looks = 0
    assert guard.job(request(), remote, ".mp4", look_s=0.01).text == "there_job_0"
    assert len(list((tmp_path / "there").iterdir())) == 1


def test_a_job_that_failed_there_may_be_submitted_anew(tmp_path: Path) -> None:
    guard, remote = Guard("a", PATIENT, tmp_path / "guard"), Remote(tmp_path / "there", fail=NotAccepted("Bad.", unsent=True))
    with pytest.raises(NotAccepted):
        guard.job(request(), remote, ".mp4", look_s=0.01)
    remote.fail = None
    assert guard.job(request(), remote, ".mp4", look_s=0.01).text == "there_job_1"


def test_an_order_that_was_only_intended_is_sent_without_a_question_where_leaving_is_marked(tmp_path: Path) -> None:
    class Marked(Remote):
        marked = True

        def submit(self, key: str) -> str:
            leaves()
            return super().submit(key)

        def find(self, since: float, taken: frozenset[str]) -> str | None:
            raise Undecided("It has no list.")

    guard = Guard("a", PATIENT, tmp_path / "guard")
    guard.tickets.intend(request("never left"))
    answer = guard.job(request("never left"), Marked(tmp_path / "there"), ".mp4", look_s=0.01)
    assert answer.text == "there_job_0"
    guard.tickets.sent(request("left"), since=time.time())
    with pytest.raises(Undecided):
        guard.job(request("left"), Marked(tmp_path / "there"), ".mp4", look_s=0.01)
    lost = Marked(tmp_path / "lost", lose=Unavailable("Reset."))
    with pytest.raises(Undecided):
        guard.job(request("lost"), lost, ".mp4", look_s=0.01)
    ticket = guard.tickets.read(request("lost"))
    assert ticket is not None
    assert ticket.state == "sent"


def test_a_result_that_is_none_is_not_kept(tmp_path: Path) -> None:
    class Broken(Remote):
        def fetch(self, name: str, to: Path) -> None:
            raise BadAnswer("This is no film.")

    guard = Guard("a", PATIENT, tmp_path / "guard")
    with pytest.raises(BadAnswer):
        guard.job(request(), Broken(tmp_path / "there"), ".mp4", look_s=0.01)
    assert guard.answers.find(request()) is None
    assert Tickets(tmp_path / "guard" / "jobs").read(request()) is not None


_PROGRAM = """
import os, random, signal, sys, time
sys.path[:0] = [{root!r}, {tests!r}]
from pathlib import Path
import core.policy.guard
core.policy.guard.SETTLED_S = 0.01  # the service of this test has what it got at once
from test_remote_jobs import PATIENT, Remote, request
from core.policy import Guard
chance, killed, place = random.Random(5), 0, Path({place!r})
for number in range({tries}):
    name = f"film{{number}}"
    for wait in (chance.uniform(0, 0.05), None):
        child = os.fork()
        if not child:
            Guard("a", PATIENT, place / "guard").job(request(name), Remote(place / name, looks=2), ".mp4", look_s=0.01)
            os._exit(0)
        if wait is not None:
            time.sleep(wait)
            os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
        killed += status == signal.SIGKILL
        assert wait is not None or status == 0, status
print(killed)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fifty programs are started by forking a warm one")
@pytest.mark.parametrize("tries", [12, pytest.param(50, marks=pytest.mark.slow)])
def test_a_job_is_submitted_exactly_once_however_often_the_studio_is_killed(tmp_path: Path, tries: int) -> None:
    code = _PROGRAM.format(tries=tries, root=str(ROOT), tests=str(Path(__file__).parent), place=str(tmp_path))
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert int(told.stdout) >= tries // 3
    for number in range(tries):
        assert len(list((tmp_path / f"film{number}").iterdir())) == 1, number
