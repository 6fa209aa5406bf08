"""Local only, tried for real: in this process, in a worker, below every client; the switch holds at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import KeptLocal
from core.services.local_only import is_here
from core.services.roster import Services

ROOT = Path(__file__).resolve().parent.parent.parent

_TRIES = """
import asyncio, http.client, socket, sys, urllib.request
from pathlib import Path
sys.path.insert(0, {root!r})
from core.errors import KeptLocal
from core.services.roster import Services
services = Services(Path({place!r}), Path({place!r}))
OUTSIDE = "192.0.2.1"  # kept for documentation: nobody is there

def udp():
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", (OUTSIDE, 9))

def tcp():
    with socket.socket() as s:
        s.settimeout(0.05)
        s.connect((OUTSIDE, 9))

def nonblocking():
    with socket.socket() as s:
        s.setblocking(False)
        s.connect_ex((OUTSIDE, 9))

def six():
    with socket.socket(socket.AF_INET6) as s:
        s.settimeout(0.05)
        s.connect(("2001:db8::1", 9))

def name():
    socket.getaddrinfo("example.com", 80)

def client():
    import httpx2
    httpx2.get("http://192.0.2.1:9/", timeout=0.05)

def library():
    urllib.request.urlopen("http://192.0.2.1:9/", timeout=0.05)

async def loop():
    await asyncio.wait_for(asyncio.open_connection(OUTSIDE, 9), 0.05)

def kept(attempt):
    try:
        attempt()
    except KeptLocal:
        return True
    except (OSError, TimeoutError) as error:
        return isinstance(error.__cause__, KeptLocal)
    except Exception as error:
        return isinstance(error, KeptLocal) or "KeptLocal" in repr(error.__cause__)
    return False

attempts = [udp, tcp, nonblocking, six, name, client, library, lambda: asyncio.run(loop())]
free = [kept(attempt) for attempt in attempts]
services.keep_local(True)
shut = [kept(attempt) for attempt in attempts]
with socket.socket() as here, socket.socket() as there:
    here.bind(("127.0.0.1", 0))
    here.listen()
    there.connect(here.getsockname())
socket.getaddrinfo("localhost", 80)
services.keep_local(False)
print(free, shut, kept(tcp))
"""


def test_while_it_is_on_no_socket_leaves_and_loopback_goes_on(tmp_path: Path) -> None:
    code = _TRIES.format(root=str(ROOT), place=str(tmp_path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=250)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"{[False] * 8} {[True] * 8} False"


def test_every_worker_heeds_the_switch_from_its_first_moment(tmp_path: Path) -> None:
    from core.making.crew import WORKER

    services = Services(tmp_path, tmp_path)
    services.keep_local(True)
    trial = WORKER.split("from core.making.worker")[0] + (
        "import socket\ntry: socket.socket().connect(('192.0.2.1', 9))\nexcept Exception as error: print(type(error).__name__)\n"
    )
    command = [sys.executable, "-c", trial, "worker", str(os.getpid()), str(services.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=250)
    assert done.stdout.strip() == "KeptLocal", done.stderr
    assert services.local_only


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.8.9.1", "::1", "localhost", "LOCALHOST.", "", None, "::ffff:127.0.0.1", b"::1"]
)
def test_whatis_here_stays_open(host: str | bytes | None) -> None:
    assert is_here(host)


@pytest.mark.parametrize(
    "host", ["8.8.8.8", "10.0.0.1", "169.254.169.254", "example.com", "localhost.evil.com", "::ffff:8.8.8.8", "fe80::1%eth0"]
)
def test_what_is_elsewhere_is_shut(host: str) -> None:
    assert not is_here(host)


def test_the_error_says_what_to_do() -> None:
    assert "local only" in KeptLocal("x").hint.lower()
