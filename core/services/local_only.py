"""Local only: while the switch is on, no socket of this process leaves the machine.

It is enforced below every client, by the interpreter's own audit events, so that no library has to be trusted to ask first. The
switch is a file, which all processes of a studio look at when they are about to connect: it holds at once and everywhere.
"""

from __future__ import annotations

import ipaddress
import sys
from pathlib import Path
from typing import Any

from core.errors import KeptLocal

FLAG = "local_only"
_ADDRESSES = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_NAMES = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_flags: list[str] = []
_hooked: list[bool] = []


def heed(folder: Path | str) -> None:
    """From now on this process heeds the switch that lies in `folder`. Twice does no harm; it cannot be undone."""
    flag = str(Path(folder) / FLAG)
    if flag not in _flags:
        _flags.append(flag)
    if not _hooked:
        _hooked.append(True)
        sys.addaudithook(_look)


def is_on(folder: Path) -> bool:
    """Whether the switch is on."""
    return (folder / FLAG).exists()


def _look(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _ADDRESSES:
        outside = _leaves(arguments[1])
    elif event in _NAMES:
        outside = not _is_here(arguments[0])
    else:
        return
    if outside and any(Path(flag).exists() for flag in _flags):
        raise KeptLocal("Local only is on: nothing leaves this machine.", unsent=True)


def _leaves(address: Any) -> bool:
    """Whether an address lies outside; sockets of the file system and those that are connected already have none that counts."""
    return isinstance(address, tuple) and bool(address) and not _is_here(address[0])


def _is_here(host: Any) -> bool:
    if host is None or host in ("", b""):
        return True
    name = host.decode("ascii", "replace") if isinstance(host, (bytes, bytearray)) else str(host)
    if name.lower().rstrip(".") == "localhost":
        return True
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback or (mapped or address).is_unspecified
