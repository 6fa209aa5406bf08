"""Takes and mixes as they are stored: shaped, timed, laid to the sample, right after encoding."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from core.engine import Scratch, Store
from core.film import Mix, Mood, Music, MusicBed, Placed, SoundPlan, Take, Utterance
from core.film.timing import RATE
from core.media.aac import HEARD_BEFORE, STRETCH, encode_heard
from core.media.audio import Samples, decode, level, read_wav, write_wav
from core.media.ffmpeg import ebur128
from core.media.listening import clicks
from core.media.loudness import measure_file
from core.ports import Speech
from core.providers.offline.composer import OfflineComposer
from core.providers.offline.speech import OfflineSpeaker
from core.stages.mix import mix
from core.stages.music import music
from core.stages.play import play
from core.stages.score import score
from core.stages.voice import voice

SPEAKER = OfflineSpeaker()
ADA = next(v for v in SPEAKER.voices() if v.id == "offline:en-us-ada")
LINES = ("Our new dashboard ships today.", "Speed is up by 40%, and search finds what you mean.", "See you next month.")


class Untimed:
    """A voice that tells no times, as many services are."""

    identity = "untimed/1"

    def voices(self) -> tuple[object, ...]:
        return ()

    def speak(self, utterance: Utterance, to: Path) -> Speech:
        SPEAKER.speak(utterance, to)
        return Speech()


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with Store(tmp_path).scratch() as folder:
        yield folder


def _take(text: str, scratch: Scratch, speaker: object = SPEAKER) -> Take:
    return voice(Utterance(text=text, language="en-us", voice=ADA), speaker, scratch)  # type: ignore[arg-type]


def _plan(
    scratch: Scratch, seconds: int, lines: tuple[str, ...] = LINES, mood: Mood | None = Mood.BRIGHT, **more: object
) -> SoundPlan:
    at, placed = RATE, []
    for line in lines:
        take = _take(line, scratch)
        placed.append(Placed(audio=take.audio, start_sample=at, duration_ms=take.duration_ms))
        at += take.duration_ms * 48 + 700 * 48
    bed = MusicBed(mood=mood, duration_ms=seconds * 1000, seed=5) if mood else None
    return SoundPlan.model_validate({"samples": seconds * RATE, "narration": tuple(placed), "bed": bed, **more})


def _mixed(plan: SoundPlan, scratch: Scratch) -> tuple[Mix, Music]:
    composer = OfflineComposer()
    written = score(plan.bed, composer)
    piece = music(written, {p.id: play(p, composer, scratch) for p in written.passages}, scratch)  # type: ignore[arg-type]
    return mix(plan, piece, scratch), piece


def _lag(heard: np.ndarray, reference: np.ndarray) -> int:
    size = 1 << (len(heard) + len(reference)).bit_length()
    match = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(reference, size)), size)
    lag = int(match.argmax())
    return lag - size if lag > size // 2 else lag


def test_a_take_holds_its_times_and_its_form(scratch: Scratch) -> None:
    take = _take("The point of the API — it’s 120 ms faster.", scratch)
    rate, samples = read_wav(scratch.path(take.audio))
    assert (rate, samples.shape) == (RATE, (1, take.duration_ms * 48))
    assert take.timed
    assert take.words[0].start_ms <= 60
    for spans in (take.words, take.phonemes):
        times = [ms for span in spans for ms in (span.start_ms, span.end_ms)]
        assert times == sorted(times)
        assert 0 <= times[0] <= times[-1] <= take.duration_ms
    assert clicks(samples) == ()


def test_a_take_is_the_same_every_time(scratch: Scratch) -> None:
    assert _take(LINES[0], scratch) == _take(LINES[0], scratch)


def test_words_of_a_voice_without_times_are_estimates_near_the_truth(scratch: Scratch) -> None:
    told, estimated = _take(LINES[1], scratch), _take(LINES[1], scratch, Untimed())
    assert not estimated.timed
    assert [w.text for w in told.words] == [w.text for w in estimated.words]
    assert max(abs(a.start_ms - b.start_ms) for a, b in zip(told.words, estimated.words, strict=True)) < 250
    assert estimated.phonemes


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Scratch, SoundPlan, Mix, Music]]:
    with Store(tmp_path_factory.mktemp("mix")).scratch() as scratch:
        plan = _plan(scratch, 15)
        yield scratch, plan, *_mixed(plan, scratch)


def test_loudness_and_peak_are_right_after_encoding(film: tuple[Scratch, SoundPlan, Mix, Music]) -> None:
    scratch, _, made, _ = film
    loudness, peak, _ = ebur128(scratch.path(made.audio))
    assert loudness == pytest.approx(-14, abs=0.5)
    assert peak <= -1.0
    assert made.loudness.integrated_lufs == pytest.approx(loudness, abs=0.1)
    assert made.loudness.true_peak_dbtp == pytest.approx(peak, abs=0.2)
    assert made.loudness == measure_file(scratch.path(made.audio)), "what was heard while it was encoded is what a player hears"
    assert made.late_ms is not None
    assert abs(made.late_ms) <= 2


def test_the_sound_is_as_long_as_the_film_and_speech_lies_on_its_sample(film: tuple[Scratch, SoundPlan, Mix, Music]) -> None:
    scratch, plan, made, _ = film
    heard = decode(scratch.path(made.audio))
    assert heard.shape == (2, plan.samples)
    for placed in plan.narration:
        spoken = read_wav(scratch.path(placed.audio))[1][0]
        first = placed.start_sample - 2000
        assert abs(_lag(heard.mean(0)[first : first + len(spoken) + 4000], spoken) - 2000) <= 1
    assert clicks(heard) == ()


def test_the_music_steps_back_under_speech_and_returns(film: tuple[Scratch, SoundPlan, Mix, Music]) -> None:
    scratch, plan, made, played = film
    assert played.audio is not None
    whole = decode(scratch.path(made.audio)).mean(0)
    bed = read_wav(scratch.path(played.audio))[1].mean(0)[: plan.samples]
    low, hertz = np.fft.rfft(whole), np.fft.rfftfreq(len(whole), 1 / RATE)
    keep = (hertz > 40) & (hertz < 85)  # beneath the voice
    mixed = level(np.fft.irfft(low * keep, len(whole))[None].astype(np.float32), RATE // 2)
    alone = level(np.fft.irfft(np.fft.rfft(bed) * keep, len(bed))[None].astype(np.float32), RATE // 2)
    last = plan.narration[-1]
    end = last.start_sample + last.duration_ms * 48
    inside = [p.start_sample + p.duration_ms * 24 for p in plan.narration]
    under = np.median([mixed[at // (RATE // 2)] / max(alone[at // (RATE // 2)], 1e-6) for at in inside])
    after = np.median((mixed / np.maximum(alone, 1e-6))[end // (RATE // 2) + 3 : -4])
    assert 20 * np.log10(after / under) > 5


def test_the_music_has_the_level_of_its_shot(scratch: Scratch) -> None:
    plan = _plan(scratch, 8, lines=())
    quiet = plan.model_copy(update={"music_levels": ((0, plan.music_db), (4 * RATE, plan.music_db - 12))})
    usual, ridden = (decode(scratch.path(_mixed(p, scratch)[0].audio)).mean(0) for p in (plan, quiet))

    def share(sound: Samples) -> float:
        """How much quieter the second half is than the first, in dB."""
        first, second = sound[RATE : 3 * RATE], sound[5 * RATE : 7 * RATE]
        return float(20 * np.log10(np.sqrt((second**2).mean()) / np.sqrt((first**2).mean())))

    assert share(ridden) - share(usual) == pytest.approx(-12, abs=1.0)


def test_the_same_plan_gives_the_same_bytes(film: tuple[Scratch, SoundPlan, Mix, Music]) -> None:
    scratch, plan, made, played = film
    assert _mixed(plan, scratch) == (made, played)


def test_muxing_by_packets_shifts_nothing(film: tuple[Scratch, SoundPlan, Mix, Music], tmp_path: Path) -> None:
    scratch, _, made, _ = film
    target = tmp_path / "film.mp4"
    with av.open(str(target), "w") as container, av.open(str(scratch.path(made.audio))) as sound:
        picture = container.add_stream("libx264", rate=30)
        picture.width, picture.height, picture.time_base = 64, 64, Fraction(1, 30)
        lane = container.add_stream_from_template(sound.streams.audio[0])
        for i in range(30):
            frame = av.VideoFrame.from_ndarray(np.full((64, 64, 3), i, np.uint8), format="rgb24")
            container.mux(picture.encode(frame))
        container.mux(picture.encode())
        for packet in sound.demux(sound.streams.audio[0]):
            if packet.size:
                packet.stream = lane
                container.mux(packet)
    assert np.array_equal(decode(target), decode(scratch.path(made.audio)))


@pytest.mark.parametrize(("lines", "mood"), [(LINES[:1], None), ((), Mood.CALM)], ids=["speech alone", "music alone"])
def test_one_of_the_two_is_enough(scratch: Scratch, lines: tuple[str, ...], mood: Mood | None) -> None:
    plan = _plan(scratch, 6, lines, mood)
    made, played = _mixed(plan, scratch)
    assert made.loudness.integrated_lufs == pytest.approx(-14, abs=0.5)
    assert made.loudness.true_peak_dbtp <= -1
    assert decode(scratch.path(made.audio)).shape[1] == plan.samples
    assert (played.audio is None) == (mood is None)
    assert (made.late_ms is None) == (not lines)


def test_a_film_without_any_sound_is_silent_and_exact(scratch: Scratch) -> None:
    made, _ = _mixed(_plan(scratch, 2, (), None), scratch)
    heard = decode(scratch.path(made.audio))
    assert heard.shape == (2, 2 * RATE)
    assert np.abs(heard).max() < 1e-3


def test_peaks_are_held_where_loudness_asks_for_more_than_fits(scratch: Scratch) -> None:
    thump = np.zeros((1, 3 * RATE), np.float32)
    thump[0, ::9600] = 0.9
    thump += 0.02 * np.sin(2 * np.pi * 300 * np.arange(3 * RATE) / RATE).astype(np.float32)
    path = scratch.new(".wav")
    write_wav(path, thump)
    plan = SoundPlan(samples=3 * RATE, narration=(Placed(audio=scratch.keep(path), start_sample=0, duration_ms=3000),))
    made, _ = _mixed(plan, scratch)
    assert made.loudness.true_peak_dbtp <= -1


def test_stretches_that_are_encoded_apart_fit_each_other_without_a_trace(tmp_path: Path) -> None:
    time = np.arange(3 * STRETCH) / RATE
    hits = np.exp(-20 * (time % 0.47)) * np.sin(2 * np.pi * 180 * time)
    voice_like = np.sin(2 * np.pi * (220 * time + 30 * np.sin(2 * np.pi * 0.7 * time)))
    whole = (0.3 * np.stack([hits + voice_like, hits - 0.5 * voice_like])).astype(np.float32)

    def sound(start: int, end: int) -> Samples:
        first, last = max(0, start), min(whole.shape[1], end)
        return np.pad(whole[:, first:last], ((0, 0), (first - start, end - last)))

    _, heard = encode_heard(sound, whole.shape[1], tmp_path / "a.m4a", lambda before, piece: (before, piece))
    decoded = decode(tmp_path / "a.m4a")
    assert np.array_equal(np.concatenate([piece for _, piece in heard], axis=1), decoded)
    assert not heard[0][0].any()
    assert heard[0][0].shape == (2, HEARD_BEFORE)
    for (before, _), at in zip(heard[1:], (STRETCH, 2 * STRETCH), strict=True):
        assert np.array_equal(before, decoded[:, at - HEARD_BEFORE : at])
    wrong = (decoded - whole).reshape(2, -1, 2048)
    noise = 10 * np.log10((wrong**2).mean((0, 2)) + 1e-12)
    seams = noise[[k * STRETCH // 2048 + d for k in (1, 2) for d in (-1, 0, 1)]]
    assert seams.max() < np.percentile(noise, 99) + 3


@pytest.mark.parametrize("extra", [0, 1, 511, 1023, 1600])
def test_any_number_of_samples_comes_out_exactly(scratch: Scratch, extra: int) -> None:
    plan = _plan(scratch, 3, LINES[2:], None).model_copy(update={"samples": 3 * RATE + extra})
    assert decode(scratch.path(_mixed(plan, scratch)[0].audio)).shape[1] == 3 * RATE + extra
