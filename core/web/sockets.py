"""The sockets that the server listens on: what it answers leaves at once."""

from __future__ import annotations

import os
import socket
from contextlib import suppress


def answer_at_once() -> int:
    """From now on no answer waits for the one before it to be acknowledged; gives how many sockets listen here.

    Systems hold a small packet back until the last one has arrived, up to 40 ms for each of a page's hundred files. Event loops
    forbid that, but only of sockets that were made with their protocol by name, which those that Streamlit binds are not. What
    is accepted has what the listening socket has. Windows tells nobody which sockets are its processes' own.
    """
    import psutil

    changed = 0
    for one in psutil.Process().net_connections("tcp"):
        if one.status == psutil.CONN_LISTEN and one.fd >= 0:
            with suppress(OSError), socket.socket(fileno=os.dup(one.fd)) as listening:
                listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                changed += 1
    return changed
