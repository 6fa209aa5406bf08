"""Waveforms: levels of equal stretches, the same for every way a sound is stored, without holding it in memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ToolFailed
from core.media.audio import write_wav
from core.media.waveform import peaks


def tone(path: Path, *levels: float, seconds: float = 0.5, channels: int = 1) -> Path:
    """A WAV whose loudness goes in steps."""
    steps = [np.sin(np.arange(round(48_000 * seconds)) / 20) * level for level in levels]
    write_wav(path, np.tile(np.concatenate(steps).astype(np.float32), (channels, 1)))
    return path


@pytest.mark.parametrize("channels", [1, 2])
def test_each_level_is_the_loudest_of_its_stretch(tmp_path: Path, channels: int) -> None:
    assert peaks(tone(tmp_path / "a.wav", 0.2, 0.8, 0.0, 0.5, channels=channels), 4) == (20, 80, 0, 50)


def test_the_loudest_moment_is_found_however_finely_one_looks(tmp_path: Path) -> None:
    path = tone(tmp_path / "a.wav", 0.1, 0.9, 0.1)
    assert {max(peaks(path, count)) for count in (1, 7, 50, 1000)} == {90}


def test_a_moment_of_sound_has_fewer_levels_than_asked_for(tmp_path: Path) -> None:
    assert 1 <= len(peaks(tone(tmp_path / "a.wav", 0.5, seconds=0.03), 600)) <= 4


def test_full_scale_is_a_hundred(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", np.full((1, 4800), -1.0, np.float32))
    assert peaks(tmp_path / "a.wav", 2) == (100, 100)


def test_what_is_no_sound_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"RIFF nothing")
    with pytest.raises(ToolFailed, match=r"a\.wav cannot be read"):
        peaks(tmp_path / "a.wav", 10)


@settings(max_examples=25, deadline=None)
@given(length=st.integers(1, 60_000), count=st.integers(1, 900))
def test_there_are_never_more_levels_than_asked_for_and_all_are_shares_of_a_hundred(
    tmp_path_factory: pytest.TempPathFactory, length: int, count: int
) -> None:
    path = tmp_path_factory.mktemp("wave") / "a.wav"
    write_wav(path, np.random.default_rng(length).uniform(-1, 1, (1, length)).astype(np.float32))
    levels = peaks(path, count)
    assert 1 <= len(levels) <= count
    assert all(0 <= level <= 100 for level in levels)
