"""Messages between the studio and its own workers: a length of eight bytes, then a pickle. Never read from anywhere else."""

from __future__ import annotations

import errno
import os
import pickle
import struct
from dataclasses import dataclass

from core.engine.part import Part
from core.engine.record import Record
from core.errors import StudioError

_HEAD = struct.Struct(">Q")

_OPENING = b"\x00firstcut worker\x00"
"""Comes before a worker's first message: what a library printed while it was imported lies before it and is passed over."""


@dataclass(frozen=True)
class Hello:
    """A worker's first word."""

    pid: int


@dataclass(frozen=True)
class Answer:
    """What came of a part: one of the two."""

    record: Record | None
    error: StudioError | None


Message = Hello | Part | Answer


def pack(message: Message) -> bytes:
    """The message as bytes. Raises whatever pickle says of an argument that cannot travel."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return _HEAD.pack(len(body)) + body


def greet(handle: int, pid: int) -> None:
    """Writes a worker's first message."""
    send(handle, _OPENING + pack(Hello(pid)))


def greeted(handle: int) -> Hello:
    """Waits for a worker's first message. Raises `EOFError` when it ends without one."""
    heard = bytearray()
    while not heard.endswith(_OPENING):
        heard = heard[-len(_OPENING) :] + _read(handle, 1)
    hello = receive(handle)
    assert isinstance(hello, Hello)
    return hello


def send(handle: int, packed: bytes) -> None:
    """Writes a packed message to a pipe. Raises `BrokenPipeError` when nobody reads."""
    rest = memoryview(packed)
    while rest:
        try:
            rest = rest[os.write(handle, rest) :]
        except OSError as error:
            if error.errno == errno.EINVAL:  # what Windows says of a pipe that nobody reads
                raise BrokenPipeError(errno.EPIPE, "the other side closed the pipe") from error
            raise


def receive(handle: int) -> Message:
    """The next message of a pipe. Raises `EOFError` when the other side is gone."""
    message: Message = pickle.loads(_read(handle, _HEAD.unpack(_read(handle, _HEAD.size))[0]))
    return message


def _read(handle: int, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        piece = os.read(handle, min(size - len(found), 1 << 20))
        if not piece:
            raise EOFError("the other side closed the pipe")
        found += piece
    return bytes(found)
