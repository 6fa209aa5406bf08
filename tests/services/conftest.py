"""Two services of one house on loopback, one behind the other in the chain of a port."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))
from loopback import KEY, Service

from core.policy import Circuit, Policy, Timeouts, Tries
from core.services.entries import Chain, Entry, Fill, KeyReference, Price
from core.settings import Settings
from core.studio import Studio

ONCE = Policy(tries=Tries(attempts=1), circuit=Circuit(failures=50), timeouts=Timeouts(connect_s=5, read_s=20, total_s=60))


@pytest.fixture(scope="module")
def running() -> Iterator[Callable[[str, int], Service]]:
    """The services of a house, each on a port of its own; they run until all is tried."""
    with ExitStack() as there:
        known: dict[tuple[str, int], Service] = {}

        def service(house: str, number: int) -> Service:
            if (house, number) not in known:
                known[house, number] = there.enter_context(import_module(f"{house}_server").running())
            return known[house, number]

        yield service
        assert [one.problems for one in known.values() if one.problems] == []


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setenv("FIRSTCUT_SECRETS", str(tmp_path / "secrets"))
    with Studio(Settings(sessions=tmp_path / "sessions", secrets=tmp_path / "secrets"), inline=True) as opened:
        yield opened


@pytest.fixture
def two(studio: Studio, running: Callable[[str, int], Service]) -> Callable[..., list[Service]]:
    """Sets `first` and `second` up for a port, both of one house, the second where the first fails."""

    def two(house: str, port: str, unit: str = "", then: tuple[str, ...] = ("second",)) -> list[Service]:
        services = [running(house, number) for number in (1, 2)]
        for service, name, usd in zip(services, ("first", "second"), ("0.04", "0.10"), strict=True):
            service.begin()
            options = () if house == "openai" else (("look_s", "0.02"),)
            fill = Fill(port=port, model="m", options=options)
            prices = (
                Price.model_validate({"model": "m", "unit": unit or "picture", "usd": Decimal(usd), "since": date(2026, 1, 1)}),
            )
            key = KeyReference(source="studio")
            studio.services.put(Entry(id=name, house=house, label=f"The {name}", base_url=service.url, key=key, fills=(fill,),
                                      policy=ONCE, prices=prices if unit else ()))  # fmt: skip
            studio.services.keys.enter(name, KEY)
        studio.services.choose(Chain(port=port, first="first", fallbacks=then))
        return services

    return two
