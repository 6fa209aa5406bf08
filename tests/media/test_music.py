"""The house's music: exactly as long as asked, with an ending, never clipped, its own for every seed."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.film import Mood, MusicBed
from core.film.timing import RATE
from core.media.audio import decibels, level
from core.media.listening import clicks
from core.media.music import perform, written
from core.media.music.harmony import SCALES, Chord, Key, voicing

MOODS = [mood for mood in Mood if mood is not Mood.NONE]


def _played(mood: Mood, ms: int, seed: int = 3) -> np.ndarray:
    return np.concatenate(list(perform(written(MusicBed(mood=mood, duration_ms=ms, seed=seed)))), axis=1)


@pytest.mark.parametrize("mood", MOODS)
def test_a_bed_is_exact_ends_in_silence_and_is_clean(mood: Mood) -> None:
    sound = _played(mood, 14_000)
    assert sound.shape == (2, 14 * RATE)
    assert np.abs(sound).max() < 0.95
    assert np.abs(sound[:, -20:]).max() < 0.002
    assert np.abs(sound[:, :3]).max() < 0.01
    assert clicks(sound) == ()
    mono = sound.mean(0)
    power, hertz = np.abs(np.fft.rfft(mono)) ** 2, np.fft.rfftfreq(len(mono), 1 / RATE)
    share = power[(hertz > 1000) & (hertz < 4000)].sum() / power.sum()
    assert 0.001 < share < 0.05, "speech has its room"


def test_the_last_chord_rings_out() -> None:
    score = written(MusicBed(mood=Mood.BRIGHT, duration_ms=12_000, seed=1))
    assert score.length - 4 < score.final < score.length - 1
    loud = decibels(level(_played(Mood.BRIGHT, 12_000, 1)[:, round(score.final * RATE) :], RATE // 2))
    assert list(loud[1:]) == sorted(loud[1:], reverse=True)


def test_equal_beds_are_equal_and_other_seeds_are_other_pieces() -> None:
    first, again, other = (_played(Mood.WARM, 5_000, seed) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.allclose(first, other)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(MOODS), st.integers(300, 120_000), st.integers(0, 2**32 - 1))
def test_every_length_is_whole_bars_and_a_ring_out(mood: Mood, ms: int, seed: int) -> None:
    score = written(MusicBed(mood=mood, duration_ms=ms, seed=seed))
    assert score.length == ms / 1000
    assert all(0 <= note.start < score.length for note in score.notes)
    assert all(note.start <= score.final + 0.5 for note in score.notes)
    assert 0.0 <= score.final < score.length


def test_a_piece_longer_than_one_stretch_is_continuous() -> None:
    sound = _played(Mood.CALM, 34_000)
    assert sound.shape[1] == 34 * RATE
    assert clicks(sound[:, 29 * RATE : 31 * RATE]) == ()


def test_a_minute_is_quickly_played() -> None:
    _played(Mood.CURIOUS, 2_000)
    began = time.process_time()
    _played(Mood.CURIOUS, 60_000)
    assert time.process_time() - began < 2.0


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(SCALES)), st.integers(-5, 6), st.lists(st.integers(0, 6), min_size=2, max_size=6))
def test_chords_move_by_small_steps(scale: str, tonic: int, degrees: list[int]) -> None:
    key = Key(48 + tonic, SCALES[scale])
    before: tuple[int, ...] = ()
    for degree in degrees:
        notes = voicing(Chord(degree), key, before, 60)
        assert {n % 12 for n in notes} == {n % 12 for n in Chord(degree).pitches(key)}
        if before:
            assert abs(sum(notes) / 3 - sum(before) / 3) <= 5
        before = notes
