"""Every provider with a service, while its service misbehaves in every way that is known: one of our errors, nothing left behind,
nothing ordered twice, and all is well when the service is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from loopback import KEY, Service
from provider_samples import LONG_LOOK, TWICE, WAITING, meeting
from seats import JOBS, SEATS, SERVERS, Seat, attempt, taken

from core.errors import (
    BadAnswer,
    Busy,
    KeyRefused,
    NoConnection,
    NotAccepted,
    ProviderError,
    Refused,
    TooSlow,
    Unavailable,
    Undecided,
    UnknownModel,
)
from core.ports import Filmer, Moderator, Painter, Presenter, Restyler

MEANT: dict[str, type[ProviderError]] = {
    "401": KeyRefused,
    "403": KeyRefused,
    "404": UnknownModel,
    "429": Busy,
    "429 later": Busy,
    "429 much later": Busy,
    "500": Unavailable,
    "503": Unavailable,
    "slow headers": TooSlow,
    "stalled": TooSlow,
    "reset": NoConnection,
    "truncated": BadAnswer,
    "wrong types": BadAnswer,
    "not json": BadAnswer,
    "safety": Refused,
}
"""What every misbehaviour means, whoever shows it."""
OWN: dict[type, dict[str, type[ProviderError]]] = {
    Painter: {"no picture": BadAnswer},
    Restyler: {"no picture": BadAnswer},
    Moderator: {"no verdict": BadAnswer},
    Filmer: {"endless": TooSlow, "fails late": Refused, "no film": BadAnswer},
    Presenter: {"endless": TooSlow, "fails late": Refused, "no film": BadAnswer},
}
"""What only services of a port can do."""
NEVER = frozenset({"pexels", "pixabay", "piper"})
"""Houses that decline nothing for the sake of safety."""


def cases() -> Iterator[Any]:
    """Every way of every seat; one seat of each house is tried always, the others where there is time."""
    usual = {seat.house: seat for seat in reversed(SEATS)}
    for seat in SEATS:
        if seat.house == "offline":
            continue
        for how, meant in {**MEANT, **OWN.get(seat.port, {})}.items():
            if how == "safety" and seat.house in NEVER:
                continue
            waits = how in (*WAITING, "endless") and not (how == "stalled" and seat.house == "openai")
            quick = not waits and (seat is usual[seat.house] or how in OWN.get(seat.port, {}))
            marks = [] if quick else [pytest.mark.slow]
            yield pytest.param(seat, how, meant, id=f"{seat}-{how}", marks=marks)


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, Service]]:
    with ExitStack() as stack:
        yield {house: stack.enter_context(running()) for house, running in SERVERS.items()}


@pytest.mark.parametrize(("seat", "how", "meant"), list(cases()))
def test_it_is_one_of_our_errors_and_nothing_is_left_behind(
    seat: Seat, how: str, meant: type[ProviderError], servers: dict[str, Service], tmp_path: Path
) -> None:
    service = servers[seat.house]
    service.begin()
    looking = replace(seat, options=(*(one for one in seat.options if one[0] != LONG_LOOK[0]), LONG_LOOK))
    provider, began = taken(looking if how == "endless" else seat, service, tmp_path, meeting(how)), time.monotonic()
    service.always = how
    with pytest.raises(ProviderError) as caught:
        attempt(provider, seat.port, tmp_path)
    error = caught.value
    lost = seat.port in JOBS and how not in OWN[seat.port]
    told = (meant, Undecided, NotAccepted) if lost else meant  # it cannot be waited for, or nobody knows whether it was taken
    assert isinstance(error, told), f"{type(error).__name__}: {error} {error.detail}"
    assert error.message.endswith(".")
    assert error.hint
    assert (f"hf_{KEY}" if seat.name == "router" else KEY) not in error.message + error.detail
    assert not (tmp_path / "given").exists()
    assert time.monotonic() - began < 30
    service.always = ""
    provider = taken(seat, service, tmp_path, TWICE)
    if isinstance(error, Undecided) or how == "no film":
        _is_not_ordered_again(provider, seat, service, tmp_path, type(error))
    elif how != "endless":
        attempt(provider, seat.port, tmp_path)
    assert service.problems == []


def _is_not_ordered_again(provider: Any, seat: Seat, service: Service, folder: Path, error: type[ProviderError]) -> None:
    """What was paid for, or may have been, is not ordered anew until somebody asks for another take."""
    ordered = _orders(service)
    with pytest.raises(error):
        attempt(provider, seat.port, folder)
    assert _orders(service) == ordered


def _orders(service: Service) -> int:
    return len(service.jobs)
