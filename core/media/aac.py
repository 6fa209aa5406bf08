"""AAC-LC at 48 kHz in an MP4 container, several stretches of a sound encoded at once.

Every frame of AAC overlaps its neighbours, so a stretch is encoded with a little of what lies around it, and only its own frames
are kept: the window that each frame is given depends on the sound near it alone, so frames of two encoders fit each other.
Stretches lie at fixed places, so equal sounds give equal bytes whatever the machine.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame

from core.film.timing import RATE
from core.media.abreast import abreast
from core.media.audio import Samples
from core.media.encode import refused

if TYPE_CHECKING:
    from av.packet import Packet

FRAME = 1024
"""Samples of a frame, and those that a decoder gives before the first one is heard."""

STRETCH = 450 * FRAME
"""Samples: 9.6 seconds, whole tenths of a second, as loudness is measured."""

_BEFORE, _AFTER = 16, 4
"""Frames that are encoded around a stretch and left out."""

_BITS = 192_000
_OPTIONS = {"aac_coder": "fast", "aac_is": "0", "aac_pns": "0", "aac_tns": "0", "flags": "+bitexact"}
"""The fast coder is both quicker and, at this rate, nearer to the sound than the default one; so it is without intensity stereo,
without noise in place of what sounds like it, and without shaping noise within a frame."""

_TICK = Fraction(1, RATE)

Sound = Callable[[int, int], Samples]
"""A stereo sound between two samples, silent beyond its ends."""


def encode_aac(sound: Sound, samples: int, to: Path, hear: Callable[[Samples], None] = lambda _: None) -> int:
    """Writes the first `samples` of `sound` to `to`; gives a checksum of what its packets hold.

    `hear` gets the sound as it will be decoded, in pieces of `STRETCH`, the last one shorter. Raises `ToolFailed`, `DiskFull`.
    """
    ear = _Ear(samples, hear)
    content = 0
    try:
        with av.open(str(to), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}) as file:
            stream = file.add_stream("aac", rate=RATE, layout="stereo", options=_OPTIONS)
            stream.bit_rate = _BITS
            file.start_encoding()
            ear.begin(stream.codec_context.extradata)
            for packets in abreast(lambda place: _encoded(sound, *place), _stretches(samples)):
                for packet in packets:
                    content = zlib.crc32(packet, content)
                    ear.take(packet)
                    assert packet.pts is not None
                    packet.duration = min(FRAME, samples - packet.pts)
                    packet.stream = stream
                    file.mux(packet)
            ear.end()
    except av.error.FFmpegError as error:
        raise refused("The sound could not be encoded", error) from error
    return content


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


class _Ear:
    """Hears packets as a player does: what comes before the first sample and after the last one is left out."""

    def __init__(self, samples: int, hear: Callable[[Samples], None]) -> None:
        self.left, self.skip, self.hear = samples, FRAME, hear
        self.waiting: list[Samples] = []
        self.count = 0
        self.decoder: AudioCodecContext

    def begin(self, extradata: bytes | None) -> None:
        self.decoder = AudioCodecContext.create("aac", "r")
        self.decoder.extradata = extradata
        self.decoder.sample_rate, self.decoder.layout = RATE, "stereo"

    def take(self, packet: Packet[Any]) -> None:
        for frame in self.decoder.decode(packet):
            sound = np.asarray(frame.to_ndarray(), np.float32)[:, self.skip :][:, : self.left]
            self.skip = max(0, self.skip - frame.samples)
            self.left -= sound.shape[1]
            self.waiting.append(sound)
            self.count += sound.shape[1]
        while self.count >= STRETCH:
            self._tell(STRETCH)

    def end(self) -> None:
        for frame in self.decoder.decode(None):
            self.waiting.append(np.asarray(frame.to_ndarray(), np.float32)[:, : self.left])
            self.left -= self.waiting[-1].shape[1]
            self.count += self.waiting[-1].shape[1]
        if self.count:
            self._tell(self.count)

    def _tell(self, size: int) -> None:
        whole = np.concatenate(self.waiting, axis=1)
        self.waiting, self.count = [whole[:, size:]], self.count - size
        self.hear(whole[:, :size])
