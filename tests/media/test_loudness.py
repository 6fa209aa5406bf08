"""Our meter against ffmpeg's, and against the figures that the standards give for known signals."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.film.timing import RATE
from core.media.audio import faded, write_wav
from core.media.ffmpeg import ebur128, ffmpeg_version
from core.media.loudness import SILENCE, Meter, _between, _between_at, integrated, measure, measure_file


def _tone(hertz: float, seconds: float, dbfs: float) -> np.ndarray:
    return (10 ** (dbfs / 20) * np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE)).astype(np.float32)


def _speechlike(seed: int, seconds: int = 20) -> np.ndarray:
    dice = np.random.default_rng(seed)
    noise = np.cumsum(dice.standard_normal((2, seconds * RATE)), axis=1)
    noise -= noise.mean(1, keepdims=True)
    noise = np.diff(noise, axis=1, prepend=0) + 0.02 * noise / np.abs(noise).max()
    syllables = np.repeat(np.clip(dice.normal(0.4, 0.5, seconds * 5), 0, 1), RATE // 5)
    return np.asarray(0.05 * noise * syllables, np.float32)


@pytest.mark.parametrize("dbfs", [-36.0, -23.0, -12.0])
def test_a_stereo_tone_of_1_khz_is_as_loud_as_tech_3341_says(dbfs: float) -> None:
    tone = _tone(1000, 20, dbfs)
    assert integrated(np.stack([tone, tone])) == pytest.approx(dbfs, abs=0.1)


def test_the_relative_gate_leaves_quiet_parts_out() -> None:
    parts = [_tone(1000, 10, -36), _tone(1000, 60, -23), _tone(1000, 10, -36)]
    assert integrated(np.stack([np.concatenate(parts)] * 2)) == pytest.approx(-23.0, abs=0.1)


def test_the_range_of_two_levels_is_their_distance() -> None:
    parts = np.concatenate([_tone(1000, 20, -20), _tone(1000, 20, -30)])
    assert measure(np.stack([parts] * 2)).range_lu == pytest.approx(10, abs=1.0)


def test_a_peak_between_samples_is_found() -> None:
    phase = 2 * np.pi * RATE / 4 * np.arange(RATE) / RATE + np.pi / 4
    tone = faded(np.sin(phase).astype(np.float32)[None] * np.float32(0.5), 4800, 4800)
    assert np.abs(tone).max() < 0.36
    found = measure(tone).true_peak_dbtp
    assert found == pytest.approx(20 * np.log10(0.5), abs=0.1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_our_meter_agrees_with_ffmpegs(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "sound.wav"
    write_wav(path, _speechlike(seed))
    ours, (loudness, peak, span) = measure_file(path), ebur128(path)
    assert ours.integrated_lufs == pytest.approx(loudness, abs=0.1)
    assert ours.true_peak_dbtp == pytest.approx(peak, abs=0.2)
    assert ours.range_lu == pytest.approx(span, abs=1.0)


def test_points_between_samples_are_the_same_found_one_by_one_or_all_at_once() -> None:
    sound = _speechlike(7, 1)
    assert np.allclose(_between(sound[0]), _between_at(sound[0], np.arange(sound.shape[1])), atol=1e-6)


def test_pieces_measure_as_the_whole() -> None:
    sound = _speechlike(5, 12)
    meter = Meter()
    for start in range(0, sound.shape[1], 3 * RATE):
        meter.add(sound[:, start : start + 3 * RATE])
    assert meter.integrated() == pytest.approx(integrated(sound), abs=0.02)


def test_silence_is_at_the_gate() -> None:
    assert integrated(np.zeros((2, RATE), np.float32)) == SILENCE
    assert measure(np.zeros((2, 10), np.float32)).true_peak_dbtp <= -100


def test_the_bundled_ffmpeg_tells_its_version() -> None:
    assert ffmpeg_version()
