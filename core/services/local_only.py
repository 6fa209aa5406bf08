"""Local only: while the switch is on, no socket of this process leaves the machine.

It is enforced below every client, by the interpreter's own audit events, so that no library has to be trusted to ask first. The
switch is a file, which all processes of a studio look at when they are about to connect: it holds at once and everywhere.
"""

from __future__ import annotations

import ipaddress
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from core.errors import KeptLocal

FLAG = "local_only"
_ADDRESSES = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_NAMES = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_USUAL_PORT = 80
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


def kept_local() -> KeptLocal:
    """What is said to whoever would have left the machine."""
    return KeptLocal("Local only is on: nothing leaves this machine.", unsent=True)


def shut() -> bool:
    """Whether a switch that this process heeds is on."""
    return any(Path(flag).exists() for flag in _flags)


def _look(
    event: str, arguments: tuple[Any, ...], addresses: frozenset[str] = _ADDRESSES, names: frozenset[str] = _NAMES
) -> None:  # at the interpreter's end a module's own names are gone, what a function holds is not
    if event in addresses:
        outside = _leaves(arguments[1])
    elif event in names:
        outside = not is_here(arguments[0])
    else:
        return
    if shut() and (outside or (event in addresses and _is_proxy(arguments[1]))):
        raise kept_local()


def _is_proxy(address: Any) -> bool:
    """Whether somebody listens there who carries calls out of this machine."""
    if not isinstance(address, tuple) or len(address) < 2:
        return False
    from urllib.request import getproxies  # not light, and of use only here

    named = (urlsplit(one if "://" in one else f"http://{one}") for name, one in getproxies().items() if name != "no")
    return any(is_here(one.hostname) and (one.port or _USUAL_PORT) == address[1] for one in named if one.hostname)


def _leaves(address: Any) -> bool:
    """Whether an address lies outside; sockets of the file system and those that are connected already have none that counts."""
    return isinstance(address, tuple) and bool(address) and not is_here(address[0])


def is_here(host: Any) -> bool:
    """Whether a name or an address means this machine."""
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
