"""The shaped voice: where it was, one loudness, no click, a known silence on either side."""

from __future__ import annotations

import numpy as np
import pytest

from core.film.timing import RATE
from core.media.audio import level, resample
from core.media.espeak import Espeak
from core.media.listening import clicks
from core.media.loudness import integrated, measure
from core.media.voice_shape import LEAD_MS, TAIL_MS, TARGET_LUFS, Shaped, shape

TEXT = "Search finds what you mean, and every chart can be shared with one click."


def _spoken(variant: str) -> np.ndarray:
    synthesis = Espeak.shared().say(TEXT, f"en-us+{variant}", rate=160)
    return resample(synthesis.samples[None], synthesis.rate)


@pytest.fixture(scope="module", params=["f2", "f3", "m7", "max"])
def take(request: pytest.FixtureRequest) -> tuple[np.ndarray, Shaped]:
    raw = _spoken(request.param)
    return raw, shape(raw)


def test_shaping_does_not_move_the_speech(take: tuple[np.ndarray, Shaped]) -> None:
    raw, shaped = take
    hop = RATE // 1000
    there, here = level(raw, hop), level(shaped.samples, hop)
    size = 1 << (len(there) + len(here)).bit_length()
    match = np.fft.irfft(np.fft.rfft(here - here.mean(), size) * np.conj(np.fft.rfft(there - there.mean(), size)), size)
    lag = int(match.argmax())
    lag = lag - size if lag > size // 2 else lag
    assert abs(lag - shaped.shift_ms) <= 3


def test_every_take_has_one_loudness_and_room_above(take: tuple[np.ndarray, Shaped]) -> None:
    measured = measure(take[1].samples)
    assert measured.integrated_lufs == pytest.approx(TARGET_LUFS, abs=0.3)
    assert measured.true_peak_dbtp < -2.5


def test_silence_before_and_after_is_known(take: tuple[np.ndarray, Shaped]) -> None:
    samples = take[1].samples[0]
    loud = np.flatnonzero(np.abs(samples) > 0.02)
    assert abs(int(loud[0]) / 48 - LEAD_MS) < 25
    assert abs((len(samples) - int(loud[-1])) / 48 - TAIL_MS) < 90
    assert len(samples) % 48 == 0
    assert abs(samples[0]) < 1e-4
    assert abs(samples[-1]) < 1e-4


def test_nothing_clicks(take: tuple[np.ndarray, Shaped]) -> None:
    assert clicks(take[1].samples) == ()


def test_quiet_and_loud_recordings_come_out_alike() -> None:
    raw = _spoken("m7")
    quiet, loud = shape(raw * np.float32(0.05)), shape(raw * np.float32(1.0))
    assert integrated(quiet.samples) == pytest.approx(integrated(loud.samples), abs=0.3)


def test_silence_stays_silence() -> None:
    shaped = shape(np.zeros((1, RATE // 2), np.float32))
    assert np.abs(shaped.samples).max() == 0
