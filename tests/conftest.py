"""What all tests share: no network but loopback, and values to build films from."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes is the machine's affair, and which ones are tried is the same wherever the tests run: what fails once
# fails again. `--hypothesis-profile=explore` tries others each time.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

_SEVERAL = "PYTEST_XDIST_WORKER" in os.environ
"""Whether this is one of several processes that share the tests."""

_LOOPBACK = ("127.0.0.1", "::1", "localhost", "0.0.0.0")


class NetworkForbidden(RuntimeError):
    """A test reached for the world."""


def _is_live(config: pytest.Config) -> bool:
    return "live" in str(config.getoption("markexpr")).replace("not live", "")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests against real services run only when they are asked for."""
    if not _is_live(config):
        items[:] = [item for item in items if item.get_closest_marker("live") is None]


@pytest.fixture(autouse=True, scope="session")
def _loopback_only(request: pytest.FixtureRequest) -> Iterator[None]:
    if _is_live(request.config):
        yield
        return
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and str(address[0]) not in _LOOPBACK:
            raise NetworkForbidden(f"tests talk to loopback only, not to {address}")
        connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes share that share the tests."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if _SEVERAL else own


@pytest.fixture(scope="session")
def harbor(together: Path) -> tuple[Path, str]:
    """A folder with one session and two cuts, and the session's name. Tests work in copies of it."""
    from one_film import film_in  # which few of the tests need

    return film_in(together)
