"""AAC-LC at 48 kHz in an MP4 container, several stretches of a sound encoded at once.

Every frame of AAC overlaps its neighbours, so a stretch is encoded with a little of what lies around it, and only its own frames
are kept: the window that each frame is given depends on the sound near it alone, so frames of two encoders fit each other.
Stretches lie at fixed places, so equal sounds give equal bytes whatever the machine.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.packet import Packet

from core.film.timing import RATE
from core.media.abreast import abreast
from core.media.audio import Samples
from core.media.encode import refused

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import OutputContainer

T = TypeVar("T")

FRAME = 1024
"""Samples of a frame, and those that a decoder gives before the first one is heard."""

STRETCH = 450 * FRAME
"""Samples: 9.6 seconds, whole tenths of a second, as loudness is measured."""

_BEFORE, _AFTER = 16, 4
"""Frames that are encoded around a stretch and left out."""

_WARM = 6
"""Frames by which a stretch is decoded earlier than it is heard; the first one lacks the half that the frame before it gives."""

HEARD_BEFORE = (_WARM - 1) * FRAME
"""Samples that are known of what was heard before a stretch: more than a tenth of a second."""

_BITS = 192_000
_OPTIONS = {"aac_coder": "fast", "aac_is": "0", "aac_pns": "0", "aac_tns": "0", "flags": "+bitexact"}
"""The fast coder is both quicker and, at this rate, nearer to the sound than the default one; so it is without intensity stereo,
without noise in place of what sounds like it, and without shaping noise within a frame."""

_TICK = Fraction(1, RATE)

Sound = Callable[[int, int], Samples]
"""A stereo sound between two samples, silent beyond its ends."""


def encode_aac(sound: Sound, samples: int, to: Path) -> int:
    """Writes the first `samples` of `sound` to `to`; gives a checksum of what its packets hold.

    Raises `ToolFailed`, `DiskFull`.
    """
    return encode_heard(sound, samples, to, lambda before, piece: None)[0]


def encode_heard(sound: Sound, samples: int, to: Path, hear: Callable[[Samples, Samples], T]) -> tuple[int, list[T]]:
    """As `encode_aac`, and what `hear` gave for each stretch of the sound as it will be decoded, in order.

    `hear` gets the `HEARD_BEFORE` samples just before (silence before the film) and the stretch: `STRETCH` samples, the last one
    fewer. It is called in threads.
    """
    try:
        with av.open(str(to), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}) as file:
            stream = file.add_stream("aac", rate=RATE, layout="stereo", options=_OPTIONS)
            stream.bit_rate = _BITS
            file.start_encoding()
            writing = _Writing(file, stream, samples)
            decoding = stream.codec_context.extradata
            heard = list(abreast(lambda piece: hear(*_decoded(piece, decoding, samples)), writing.pieces(sound)))
    except av.error.FFmpegError as error:
        raise refused("The sound could not be encoded", error) from error
    return writing.content, heard


@dataclass
class _Writing:
    """A sound on its way into a file."""

    file: OutputContainer
    stream: AudioStream
    samples: int
    content: int = 0

    def pieces(self, sound: Sound) -> Iterator[_Piece]:
        """Encodes and writes stretch after stretch; gives each as it can be decoded by itself."""
        before: list[bytes] = []
        for packets in abreast(lambda place: _encoded(sound, *place), _stretches(self.samples)):
            first, coded = packets[0].pts or 0, [bytes(packet) for packet in packets]
            for packet, kept in zip(packets, coded, strict=True):
                self.content = zlib.crc32(kept, self.content)
                assert packet.pts is not None
                packet.duration = min(FRAME, self.samples - packet.pts)
                packet.stream = self.stream
                self.file.mux(packet)
            yield _Piece(first, tuple(before), tuple(coded))
            before = coded[-_WARM:]


class _Piece(NamedTuple):
    """A stretch as it was encoded: where it begins in samples, the packets just before it, its own."""

    start: int
    before: tuple[bytes, ...]
    packets: tuple[bytes, ...]


def _decoded(piece: _Piece, extradata: bytes | None, samples: int) -> tuple[Samples, Samples]:
    """What is heard just before a stretch, and in it, as by a player: nothing before the first sample or after the last."""
    decoder = AudioCodecContext.create("aac", "r")
    decoder.extradata = extradata
    decoder.sample_rate, decoder.layout = RATE, "stereo"
    frames = [frame for coded in (*piece.before, *piece.packets) for frame in decoder.decode(Packet(coded))]
    whole = np.concatenate([np.asarray(frame.to_ndarray(), np.float32) for frame in [*frames, *decoder.decode(None)]], axis=1)
    origin = piece.start - len(piece.before) * FRAME
    start, end = max(0, piece.start), min(samples, piece.start + len(piece.packets) * FRAME)
    before = whole[:, max(0, start - HEARD_BEFORE) - origin : start - origin]
    missing = HEARD_BEFORE - before.shape[1]
    return np.pad(before, ((0, 0), (missing, 0))), whole[:, start - origin : end - origin]


def _stretches(samples: int) -> Iterator[tuple[int, int]]:
    """Start and end of what the frames of each stretch are heard at; the very first frame lies before the sound."""
    end = -(-samples // FRAME) * FRAME
    marks = [-FRAME, *range(STRETCH, end, STRETCH), end]
    yield from itertools.pairwise(marks)


def _encoded(sound: Sound, start: int, end: int) -> list[Packet[Any]]:
    """The frames that are heard from `start` to `end`."""
    encoder = AudioCodecContext.create("aac", "w")
    encoder.sample_rate, encoder.format, encoder.layout = RATE, "fltp", "stereo"
    encoder.bit_rate, encoder.time_base, encoder.options = _BITS, _TICK, _OPTIONS
    first = start - _BEFORE * FRAME
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(sound(first, end + _AFTER * FRAME)), format="fltp", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = RATE, first, _TICK
    packets = [*encoder.encode(frame), *encoder.encode(None)]
    return [packet for packet in packets if packet.pts is not None and start <= packet.pts < end]
