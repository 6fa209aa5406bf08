"""Several programs on one studio, as a server and a command line are: one circuit, one rate, one budget, one order of a job."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))
import google_server
from openai_server import KEY, Service, running

from core.film import Order, Quality
from core.policy import Budget, Budgets, Circuit, Policy, Purse, Rate, Tries
from core.policy.bills import bills_in, journal
from core.policy.ledger import Ledger
from core.services.entries import Chain, Entry, Fill, KeyReference, Price
from core.services.roster import Services
from core.settings import Settings
from core.studio import Studio

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
COUNT = 2
LONGEST_S = 90
ONE_TRY = Tries(attempts=1)
_PROGRAM = """
import json, os, sys, time
from pathlib import Path
from core.errors import ProviderError
from core.policy.ledger import Ledger
from core.ports import Filmer, Filming, Painter, Painting
from core.services.roster import Services

def asked(port, root):
    return Services(root, root.parent / "secrets").cast((port,))[port]

def paint(root, prompt):
    try:
        asked(Painter, root).paint(Painting(prompt=prompt), root / f"{os.getpid()}.png")
        return "good"
    except ProviderError as error:
        return error.code

def paint_often(root, times):
    return [paint(root, f"{os.getpid()} {number}") for number in range(times)]

def known(root):
    return Ledger(root / ".providers/entries/mine").read()

def paint_until_opened(root, times):
    ends, codes = time.monotonic() + 60, []
    while (known(root).times_opened < times or "resting" not in codes) and time.monotonic() < ends:
        codes.append(paint(root, f"{os.getpid()} {len(codes)}"))
        time.sleep(0.005)
    return codes

def admitted(root, times):
    rows = []
    for number in range(times):
        rows.append([paint(root, f"{os.getpid()} {number}"), *(at for row in known(root).windows.values() for at in row)])
    return rows

def film(root, prompt):
    asked(Filmer, root).film(Filming(prompt=prompt), root / f"{os.getpid()}.mp4")
    return "good"

import google.genai, openai, core.providers.google, core.providers.openai
for line in sys.stdin:
    work = json.loads(line)
    print(json.dumps(globals()[work[0]](Path(work[1]), *work[2:])), flush=True)
"""


class Program:
    """A program of its own, which does what it is told and tells what came of it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen([sys.executable, "-c", _PROGRAM], cwd=ROOT, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)  # fmt: skip

    def begin(self, work: str, root: Path, *given: object) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps([work, str(root), *given]) + "\n")
        self.process.stdin.flush()

    def told(self) -> Any:
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture(scope="module")
def programs() -> Iterator[list[Program]]:
    with ExitStack() as open_ones:
        yield [open_ones.enter_context(closing(Program())) for _ in range(COUNT)]


def together(programs: Sequence[Program], work: str, root: Path, *given: object) -> list[Any]:
    """What each of them tells of the same work, which they do at the same time."""
    for one in programs:
        one.begin(work, root, *given)
    return [one.told() for one in programs]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    there = tmp_path / "sessions"
    there.mkdir()
    return there


@pytest.fixture
def service() -> Iterator[Service]:
    with running() as there:
        yield there
        assert there.problems == []


def painting(root: Path, url: str, policy: Policy, usd: str = "0.10") -> Services:
    services = Services(root, root.parent / "secrets")
    price = Price(model="m", unit="picture", usd=Decimal(usd), since=date(2026, 1, 1))
    services.put(Entry(id="mine", house="openai", base_url=url, key=KeyReference(source="studio"),
                       fills=(Fill(port="Painter", model="m"),), policy=policy, prices=(price,)))  # fmt: skip
    services.keys.enter("mine", KEY)
    services.choose(Chain(port="Painter", first="mine"))
    return services


def billed(services: Services) -> list[Decimal]:
    return [bill.usd for path in journal(services.folder) for bill, _ in bills_in(path)]


def test_a_dead_service_is_asked_as_often_by_all_programs_together_as_by_one(
    programs: list[Program], root: Path, service: Service
) -> None:
    failures, reset_s, opened = 5, 0.5, 4
    policy = Policy(tries=ONE_TRY, circuit=Circuit(failures=failures, reset_s=reset_s), patience_s=0, at_once=8)
    services = painting(root, service.url, policy)
    service.always = "503"
    began = time.monotonic()
    codes = together(programs, "paint_until_opened", root, opened)
    took, asked, health = time.monotonic() - began, len(service.requests), services.health("mine")
    assert health.times_opened >= opened
    assert asked == failures + health.times_opened - 1, "so many failures open it, then one call tries each time"
    assert asked <= failures + took / reset_s + 1
    assert health.calls == asked == sum(Counter(one)["unavailable"] for one in codes)
    assert all("resting" in one for one in codes), "each heard of it, whoever had asked"


def test_no_window_holds_more_calls_of_all_programs_than_the_rate_allows(
    programs: list[Program], root: Path, service: Service
) -> None:
    painting(root, service.url, Policy(tries=ONE_TRY, rate=Rate(calls=4, seconds=1), at_once=8))
    rows = [row for one in together(programs, "admitted", root, 5) for row in one]
    assert [code for code, *_ in rows] == ["good"] * 5 * COUNT
    assert len(service.requests) == 5 * COUNT
    times = {at for _, *seen in rows for at in seen}
    assert len(times) == 5 * COUNT
    assert all(sum(at <= other < at + 1 for other in times) <= 4 for at in times)


@pytest.mark.parametrize("whose", ["service", "studio"])
def test_all_programs_together_spend_a_budget_to_the_cent_and_not_beyond(
    programs: list[Program], root: Path, service: Service, whose: str
) -> None:
    budget = Budget(month_usd=Decimal("0.70"))
    services = painting(root, service.url, Policy(tries=ONE_TRY, budget=budget if whose == "service" else None))
    if whose == "studio":
        Purse(services.folder).set(Budgets(studio=budget))
    codes = Counter(code for one in together(programs, "paint_often", root, 6) for code in one)
    assert codes == {"good": 7, "over-budget": 6 * COUNT - 7}
    assert len(service.requests) == 7
    assert billed(services) == [Decimal("0.10")] * 7
    assert services.health("mine").month_usd == Decimal("0.70")


def test_the_same_request_of_all_programs_is_sent_and_paid_for_once(
    programs: list[Program], root: Path, service: Service
) -> None:
    services = painting(root, service.url, Policy(tries=ONE_TRY))
    for number in range(5):
        assert together(programs, "paint", root, f"Sea {number}") == ["good"] * COUNT
    assert len(service.requests) == len(billed(services)) == 5
    assert services.health("mine").reused == 5 * (COUNT - 1)
    assert len({path.read_bytes() for path in root.glob("*.png")}) == 1


def filming(root: Path, url: str) -> Services:
    services = Services(root, root.parent / "secrets")
    fill = Fill(port="Filmer", model="m", options=(("look_s", "0.05"),))
    price = Price(model="m", unit="second", usd=Decimal("0.10"), since=date(2026, 1, 1))
    services.put(Entry(id="clips", house="google", base_url=url, key=KeyReference(source="studio"), fills=(fill,),
                       prices=(price,)))  # fmt: skip
    services.keys.enter("clips", KEY)
    services.choose(Chain(port="Filmer", first="clips"))
    return services


def comes(there: Callable[[], object]) -> None:
    ends = time.monotonic() + LONGEST_S
    while not there():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.01)


def test_a_job_that_all_programs_want_is_ordered_once_also_when_whoever_ordered_it_is_killed(
    programs: list[Program], root: Path
) -> None:
    with google_server.running() as service:
        services = filming(root, service.url)
        service.always = "endless"
        with closing(Program()) as first:
            first.begin("film", root, "A calm sea")
            tickets = services.folder / "jobs"
            comes(lambda: any(b"submitted" in path.read_bytes() for path in tickets.glob("*.json")))
            for one in programs:
                one.begin("film", root, "A calm sea")
        service.always = ""
        for job in service.jobs.values():
            job["how"] = ""
        assert [one.told() for one in programs] == ["good"] * COUNT
        assert len(service.jobs) == 1
        assert service.problems == []
    assert len(billed(services)) == 1
    assert not list(tickets.glob("*.json"))
    assert len({path.read_bytes() for path in root.glob("*.mp4")}) == 1


@pytest.mark.slow
def test_films_of_a_server_and_of_the_command_line_share_what_is_known_of_a_dead_service(root: Path, service: Service) -> None:
    failures, reset_s = 3, 2.0
    policy = Policy(tries=Tries(attempts=2, first_s=0.01), circuit=Circuit(failures=failures, reset_s=reset_s))
    services = Services(root, root.parent / "secrets")
    fills = (Fill(port="Writer", model="w"), Fill(port="Speaker", model="s"))
    services.put(Entry(id="mine", house="openai", base_url=service.url, key=KeyReference(source="studio"), fills=fills,
                       policy=policy))  # fmt: skip
    services.keys.enter("mine", KEY)
    for port in ("Writer", "Speaker"):
        services.choose(Chain(port=port, first="mine", fallbacks=("offline",)))
    service.always = "503"
    text = root.parent / "notes.md"
    text.write_text("Search takes 120 ms now. It works offline.")
    command = [sys.executable, "-m", "core", "make", str(text), "--sessions", str(root), "--quality", "draft", "--avatar", "none"]
    env = {**os.environ, "FIRSTCUT_SECRETS": str(root.parent / "secrets")}
    began = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTCUT_SECRETS", str(root.parent / "secrets"))
        with Studio(Settings(sessions=root, secrets=root.parent / "secrets", workers=1), serve=True) as studio:
            line = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            ours = studio.create(Order(source="Release 7 is here. It is fast.", quality=Quality.DRAFT, avatar="none"))
            studio.resume(ours.id)
            said, _ = line.communicate(timeout=LONGEST_S)
            assert line.returncode == 0, said
            comes(lambda: not studio.status(ours.id).active)
    took = time.monotonic() - began
    films = [path for path in root.glob("session_*") if list(path.glob("final_output/*.mp4"))]
    assert len(films) == 2
    assert failures <= len(service.requests) <= failures + took / reset_s + 1
    state = Ledger(services.folder / "entries/mine").read()
    assert state.calls == len(service.requests)
    for film in films:
        takes = [path.read_text("utf-8") for path in film.glob("audio/[0-9]*.json")]
        assert takes
        assert all("this machine instead" in take for take in takes), "who stood in is named in both"
