"""The house's music: exactly as long as asked, with an ending, never clipped, its own for every seed, and made of passages."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.film import Mood, MusicBed
from core.film.timing import RATE
from core.media.audio import Samples, decibels, level, read_wav, write_wav
from core.media.listening import clicks
from core.media.loudness import gated, measure
from core.media.music import final_of, notes_of, perform, scored
from core.media.music.harmony import SCALES, Chord, Key, voicing
from core.media.piece import lay

MOODS = [mood for mood in Mood if mood is not Mood.NONE]


def _played(mood: Mood, ms: int, seed: int = 3) -> Samples:
    score = scored(MusicBed(mood=mood, duration_ms=ms, seed=seed))
    with tempfile.TemporaryDirectory() as name:
        laid = [(passage.start_sample, Path(name) / f"{k}.wav") for k, passage in enumerate(score.passages)]
        for passage, (_, path) in zip(score.passages, laid, strict=True):
            write_wav(path, perform(notes_of(passage)))
        powers = lay(laid, score.samples, Path(name) / "piece.wav")
        sound = read_wav(Path(name) / "piece.wav")[1]
    assert round(gated(powers), 2) == measure(sound).integrated_lufs
    return sound


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
    final = final_of(scored(MusicBed(mood=Mood.BRIGHT, duration_ms=12_000, seed=1)))
    assert 12 - 4 < final < 12 - 1
    loud = decibels(level(_played(Mood.BRIGHT, 12_000, 1)[:, round(final * RATE) :], RATE // 2))
    assert list(loud[1:]) == sorted(loud[1:], reverse=True)


def test_equal_beds_are_equal_and_other_seeds_are_other_pieces() -> None:
    first, again, other = (_played(Mood.WARM, 5_000, seed) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.allclose(first, other)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(MOODS), st.integers(300, 120_000), st.integers(0, 2**32 - 1))
def test_every_length_is_passages_one_after_the_other_and_a_last_chord_that_rings(mood: Mood, ms: int, seed: int) -> None:
    score = scored(MusicBed(mood=mood, duration_ms=ms, seed=seed))
    assert score.samples == ms * RATE // 1000
    *going_on, last = score.passages
    assert [passage.first for passage in score.passages] == [sum(p.bars for p in going_on[:k]) for k in range(len(going_on) + 1)]
    assert all(passage.closing is None for passage in going_on)
    assert last.closing is not None
    final, length = final_of(score), ms / 1000
    assert 0.0 <= final <= length - min(2.6, length * 0.3) + 1e-6
    if length > 12:
        assert length - final < 4.5, "half a bar of the slowest mood, and the ring"
    starts = [passage.start_sample / RATE + note.start for passage in score.passages for note in notes_of(passage)]
    assert min(starts) >= 0
    assert max(starts) <= final + 0.5


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(MOODS), st.integers(30_000, 300_000), st.integers(-2000, 2000), st.integers(0, 2**32 - 1))
def test_a_film_that_becomes_a_little_longer_plays_hardly_anything_anew(mood: Mood, ms: int, longer: int, seed: int) -> None:
    before, now = (scored(MusicBed(mood=mood, duration_ms=ms + more, seed=seed)) for more in (0, longer))
    bars = sum(max(1, passage.bars) for passage in set(now.passages) - set(before.passages))
    if sum(passage.bars for passage in now.passages) <= 12:
        return  # a dozen bars have one block of eight, which another form may begin otherwise
    assert bars <= 9, "the ending, and what stands between two blocks of eight bars"
    known = set(before.passages) | {
        p for half in (0, 500) for p in scored(MusicBed(mood=mood, duration_ms=ms + half, seed=seed)).passages
    }
    kept = [passage for passage in now.passages if passage in known]
    assert sum(passage.bars for passage in kept) >= sum(passage.bars for passage in now.passages) - 8


def test_passages_that_are_played_apart_sound_as_if_played_in_one() -> None:
    score = scored(MusicBed(mood=Mood.DRIVING, duration_ms=26_000, seed=4))
    assert len(score.passages) >= 3
    notes = [replace(n, start=n.start + p.start_sample / RATE) for p in score.passages for n in notes_of(p)]
    whole = perform(notes)
    apart = np.zeros_like(whole)
    for passage in score.passages:
        sound = perform(notes_of(passage))
        apart[:, passage.start_sample : passage.start_sample + sound.shape[1]] += sound
    assert np.abs(apart - whole).max() < 1e-3, "but for where notes are rounded to samples"
    assert np.sqrt(np.square(apart - whole).mean()) < 1e-5


def test_a_piece_longer_than_one_stretch_is_continuous() -> None:
    sound = _played(Mood.CALM, 34_000)
    assert sound.shape[1] == 34 * RATE
    assert clicks(sound[:, 29 * RATE : 31 * RATE]) == ()


def test_a_minute_is_quickly_played() -> None:
    _played(Mood.CURIOUS, 2_000)
    passages, took = scored(MusicBed(mood=Mood.CURIOUS, duration_ms=60_000)).passages, 2.0
    for _ in range(3):  # work is dearer while others use the same processor: the quickest of three counts
        if took >= 2.0:
            began = time.thread_time()
            for passage in passages:
                perform(notes_of(passage))
            took = time.thread_time() - began
    assert took < 2.0


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
