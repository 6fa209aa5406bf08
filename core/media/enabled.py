"""Which tracks of an MP4 play by themselves: the flag in a track's header (ISO/IEC 14496-12, 8.3.2), changed in place."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from core.errors import ToolFailed

_ENABLED = 0x01
_WORDS = (b"sbtl", b"text", b"subt")
"""Handlers of tracks that hold words."""


def offer_captions(path: Path) -> int:
    """Leaves caption tracks to the viewer's choice; gives how many there are. FFmpeg's writer enables the first one always.

    Raises `ToolFailed` for a file that is no MP4.
    """
    found = 0
    with path.open("r+b") as film:
        size = path.stat().st_size
        for track in _inside(film, 0, size, b"moov", b"trak"):
            if _handler(film, *track) not in _WORDS:
                continue
            for start, _ in _inside(film, *track, b"tkhd"):
                film.seek(start + 3)
                flags = film.read(1)[0]
                film.seek(start + 3)
                film.write(bytes([flags & ~_ENABLED]))
                found += 1
    return found


def _handler(film: BinaryIO, start: int, end: int) -> bytes:
    for at, _ in _inside(film, start, end, b"mdia", b"hdlr"):
        film.seek(at + 8)
        return film.read(4)
    return b""


def _inside(film: BinaryIO, start: int, end: int, *names: bytes) -> Iterator[tuple[int, int]]:
    """Start and end of what lies in every box reached by `names`, one name for each level."""
    at = start
    while at + 8 <= end:
        film.seek(at)
        size, name = struct.unpack(">I4s", film.read(8))
        head = 8
        if size == 1:
            (size,) = struct.unpack(">Q", film.read(8))
            head = 16
        if size < head or at + size > end:
            raise ToolFailed("A film's boxes do not fit into each other; the file is damaged.")
        if name == names[0]:
            if names[1:]:
                yield from _inside(film, at + head, at + size, *names[1:])
            else:
                yield at + head, at + size
        at += size
