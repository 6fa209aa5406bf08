"""What services cost that are asked through the policy: its overhead for a call, calls of one that died, keys left lying."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from statistics import median

from tests.bench.measure import Result

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))
from openai_server import KEY, Service, running

from core.film import Order, Quality
from core.policy import Answer, Circuit, Guard, Policy, Request, Timeouts, Tries
from core.services.entries import Chain, Entry, Fill, KeyReference
from core.services.roster import Services
from core.settings import Settings
from core.studio import Studio

ROUNDS, CALLS = 10, 30
FAILURES, RESET_S = 3, 2.0
IMPORTS = 7
ROOT = Path(__file__).resolve().parents[2]
_DRAFT = {"title": "A", "lines": [{"narration": "Search takes 120 milliseconds.", "layout": "statement", "headline": "Fast"}]}
_RUDE = ("401", "500", "429", "not json")
"""Failures whose words a service's own answer carries; one of them has the key in it."""


def figures(folder: Path, seconds: int) -> list[Result]:
    """The figures; `seconds` of film are not needed."""
    before = os.environ.get("FIRSTCUT_SECRETS")
    os.environ["FIRSTCUT_SECRETS"] = str(folder / "secrets")
    try:
        return [*_imports(), *_overhead(folder / "overhead"), _dead(folder / "dead"), _keys(folder / "keys")]
    finally:
        os.environ.pop("FIRSTCUT_SECRETS")
        if before is not None:
            os.environ["FIRSTCUT_SECRETS"] = before


def _imports() -> list[Result]:
    """Processor seconds to import what everything stands on, the app that answers, and what its first page is drawn with."""
    page = "app, core.studio, pages.parts.order"
    named = {"core": "core", "the app": "app", "the first page": page}
    return [Result(f"import of {what}", _imported(modules), 0.4, "s") for what, modules in named.items()]


def _imported(name: str) -> float:
    timed = f"import time; import {name}; print(time.process_time())"
    took = [
        float(subprocess.run([sys.executable, "-c", timed], cwd=ROOT, capture_output=True, text=True, check=True).stdout)
        for _ in range(IMPORTS)
    ]
    return min(took)


def _overhead(folder: Path) -> list[Result]:
    guard = Guard("mine", Policy(), folder / ".providers", "anna", port="Speaker", session="film")
    number = iter(range(ROUNDS * CALLS))

    def answered() -> None:
        asked = Request(service="s", operation="speech", model="m", body=str(next(number)))
        guard.answer(asked, lambda to: Answer(text="said", usd="0.01"), cost=Decimal("0.01"))

    call, answer = _usual(lambda: guard.call(lambda: None)), _usual(answered)
    return [
        Result("policy: overhead of a call", call, 2.0, "ms"),
        Result("policy: a paid answer, kept and billed", answer, 10.0, "ms"),
    ]


def _usual(work: Callable[[], object]) -> float:
    """Milliseconds of a call in the quietest of some rounds: what other programs do to the disk meanwhile is not its cost."""
    rounds = []
    for _ in range(ROUNDS):
        took = []
        for _ in range(CALLS):
            began = time.perf_counter()
            work()
            took.append(1000 * (time.perf_counter() - began))
        rounds.append(median(took))
    return min(rounds)


def _dead(folder: Path) -> Result:
    with running() as service:
        service.always = "503"
        took = _films(folder, service, 3)
        bar = FAILURES + took / RESET_S + 1
        return Result("dead service: calls over all workers", len(service.requests), bar, "calls", note=f"in {took:.0f} s")


def _keys(folder: Path) -> Result:
    with running() as service:
        service.plan = [*_RUDE, *_RUDE, "", *_RUDE]
        _films(folder, service, 2)
    files = [path for path in folder.rglob("*") if path.is_file()]
    found = [path for path in files if KEY.encode() in path.read_bytes()]
    return Result("keys found after a run", len(found), 0, "files", note=f"of {len(files)}")


def _films(folder: Path, service: Service, count: int) -> float:
    """Makes films one after the other by the service, with this machine to stand in; gives the seconds it took."""
    service.reply = lambda body: json.dumps(_DRAFT)
    root, secrets = folder / "sessions", folder.parent / "secrets"
    services = Services(root, secrets)
    policy = Policy(tries=Tries(attempts=2, first_s=0.01, longest_s=1), circuit=Circuit(failures=FAILURES, reset_s=RESET_S),
                    timeouts=Timeouts(total_s=30))  # fmt: skip
    fills = (Fill(port="Writer", model="w"), Fill(port="Speaker", model="s"))
    services.put(Entry(id="mine", house="openai", base_url=service.url, key=KeyReference(source="studio"), fills=fills,
                       policy=policy), new=True)  # fmt: skip
    services.keys.enter("mine", KEY)
    for port in ("Writer", "Speaker"):
        services.choose(Chain(port=port, first="mine", fallbacks=("offline",)))
    began = time.monotonic()
    with Studio(Settings(sessions=root, secrets=secrets, workers=2), serve=True) as studio:
        for number in range(count):
            order = Order(source=f"Release {number} is here. It works offline.", quality=Quality.DRAFT, avatar="none")
            session = studio.create(order)
            studio.resume(session.id)
            while studio.status(session.id).active:
                time.sleep(0.1)
    return time.monotonic() - began
