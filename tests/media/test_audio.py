"""Sound as arrays: nothing is delayed, nothing is lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import ToolFailed
from core.film.timing import RATE
from core.media.audio import decode, faded, filtered, read_wav, resample, write_wav
from core.media.listening import clicks, onset_ms, silences


def _tone(hertz: float, seconds: float, rate: int = RATE, level: float = 0.5) -> np.ndarray:
    return (level * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)).astype(np.float32)[None]


def test_a_file_gives_back_what_was_written(tmp_path: Path) -> None:
    samples = np.random.default_rng(1).uniform(-1, 1, (2, 4801)).astype(np.float32)
    write_wav(tmp_path / "a.wav", samples)
    rate, back = read_wav(tmp_path / "a.wav")
    assert rate == RATE
    assert np.abs(back - samples).max() <= 1 / 32768
    assert np.abs(decode(tmp_path / "a.wav") - samples).max() <= 1 / 32768


@pytest.mark.parametrize("rate", [8000, 11_025, 16_000, 22_050, 24_000, 44_100])
def test_resampling_keeps_pitch_level_and_place(rate: int) -> None:
    there = resample(_tone(1000, 1, rate), rate)
    inside = slice(4800, 43_200)
    assert there.shape[1] == RATE
    assert np.abs(there[0, inside] - _tone(1000, 1)[0, inside]).max() < 2e-3


def test_a_filter_delays_nothing() -> None:
    pulse = np.zeros((1, RATE), np.float32)
    pulse[0, 20_000] = 1.0
    assert int(np.abs(filtered(pulse, lambda hertz: 1 / (1 + (hertz / 3000) ** 4))).argmax()) == 20_000


def test_fades_touch_only_the_edges() -> None:
    edged = faded(np.ones((1, 1000), np.float32), 100, 200)
    assert edged[0, 0] < 0.001
    assert edged[0, -1] < 0.001
    assert np.all(edged[0, 100:800] == 1)


def test_clicks_silences_and_onsets_are_found() -> None:
    sound = np.concatenate([np.zeros((1, RATE * 2), np.float32), _tone(220, 2)], axis=1)
    assert silences(sound) == ((0, 2000),)
    assert abs((onset_ms(sound) or 0) - 2000) <= 4
    assert clicks(_tone(220, 2)) == ()
    broken = _tone(220, 2)
    broken[0, 50_000:] *= -0.5
    assert len(clicks(broken)) == 1
    assert onset_ms(np.zeros((1, RATE), np.float32)) is None


def test_what_is_no_sound_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"not a sound")
    with pytest.raises(ToolFailed):
        read_wav(tmp_path / "a.wav")
    with pytest.raises(ToolFailed):
        decode(tmp_path / "a.wav")
