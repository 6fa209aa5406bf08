"""Ports for servers that tests start."""

from __future__ import annotations

import random
import socket
from contextlib import suppress

PORTS = range(12_000, 30_000)
"""Below those that systems give to whoever calls somebody, who would have taken a server's port before it listens."""


def free_port() -> int:
    """One at which nobody listens."""
    while True:
        with suppress(OSError), socket.socket() as free:
            port = random.choice(PORTS)
            free.bind(("127.0.0.1", port))
            return port
