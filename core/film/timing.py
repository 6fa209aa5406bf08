"""Milliseconds, frames and samples: the only place that rounds."""

from __future__ import annotations

RATE = 48_000
"""Samples a second of everything that is mixed."""


def to_frames(ms: int, fps: int) -> int:
    """The frame boundary nearest to `ms`."""
    return (ms * fps + 500) // 1000


def frames_covering(ms: int, fps: int) -> int:
    """The fewest whole frames that hold `ms`."""
    return -(-ms * fps // 1000)


def frame_start_ms(frame: int, fps: int) -> float:
    """When `frame` begins, in milliseconds, unrounded: what drawings are asked for."""
    return frame * 1000 / fps


def to_ms(frames: int, fps: int) -> int:
    """`frames` in whole milliseconds."""
    return (frames * 1000 + fps // 2) // fps


def samples_of_frames(frames: int, fps: int) -> int:
    """Samples at `RATE` that last exactly `frames`."""
    whole, rest = divmod(frames * RATE, fps)
    if rest:
        raise ValueError(f"{fps} frames a second do not divide {RATE} samples")
    return whole


def samples_of_ms(ms: int) -> int:
    """Samples at `RATE` in `ms`; exact, since RATE is a multiple of 1000."""
    return ms * (RATE // 1000)
