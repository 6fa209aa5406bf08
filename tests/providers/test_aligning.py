"""Times found by listening: as true as a caption and a mouth need them, and none at all for a recording of something else."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.engine import Store
from core.errors import BadAnswer, Unavailable
from core.film import Utterance, Voice, Word
from core.media.audio import Samples, decode, read_wav, resample, write_wav
from core.media.espeak import Espeak
from core.media.spoken.reading import read
from core.media.spoken.times import phonemes_of, words_of
from core.ports import Aligner, Speech
from core.providers import cast
from core.providers.aligning import AlignedSpeaker, times_in
from core.providers.chained import ChainedAligner
from core.providers.offline.aligner import OfflineAligner
from core.stages.voice import voice

SENTENCES = tuple(Path(__file__).with_name("sentences.txt").read_text("utf-8").splitlines())
ITALIAN = (
    "La nuova versione è molto più veloce di quella precedente.",
    "Il treno parte domani mattina presto e arriva prima di mezzogiorno.",
    "I bambini giocano nel giardino dietro la scuola.",
    "Apri le impostazioni e scegli la lingua che preferisci.",
    "Grazie per la visione e arrivederci al prossimo mese.",
)
LINE = "Search finds what you mean, even when you cannot spell it."
VOICE = Voice(id="test:a", name="A", language="en")


def other_voice(
    text: str, language: str = "en-us", timbre: str = "+f5", rate: int = 190
) -> tuple[int, Samples, tuple[Word, ...]]:
    """A recording with its true times, by a timbre and at a speed that the aligner does not use."""
    reading = read(text, language, ())
    synthesis = Espeak.shared().say(reading.spoken, language + timbre, rate=rate, pitch=70, pitch_range=20)
    return synthesis.rate, synthesis.samples[None], words_of(synthesis, reading, language)


def errors(found: tuple[Word, ...], true: list[tuple[float, float]]) -> list[float]:
    assert len(found) == len(true)
    return [
        abs(a - b)
        for word, (start, end) in zip(found, true, strict=True)
        for a, b in ((word.start_ms, start), (word.end_ms, end))
    ]


def festival(name: str, lines: tuple[str, ...], folder: Path) -> list[tuple[Path, list[tuple[float, float]]]]:
    """Recordings by another synthesiser, Festival, with the times of words that it tells."""
    program = [f"({name})"]
    for i, line in enumerate(lines):
        program.append(f'(set! said (utt.synth (Utterance Text "{line}")))')
        program.append(f'(utt.save.wave said "{folder / f"{i}.wav"}" \'riff) (format t "line\\n")')
        times = '(format t "%f %f\\n" (item.feat w "word_start") (item.feat w "word_end"))'
        program.append(f"(mapcar (lambda (w) {times}) (utt.relation.items said 'Word))")
    (folder / "say.scm").write_text("\n".join(program), "latin-1")
    told = subprocess.run(["festival", "--batch", str(folder / "say.scm")], capture_output=True, check=True).stdout.decode(
        "latin-1"
    )
    blocks = told.split("line\n")[1:]
    return [
        (folder / f"{i}.wav", [(1000 * float(a), 1000 * float(b)) for a, b in map(str.split, block.splitlines())])
        for i, block in enumerate(blocks)
    ]


@pytest.mark.skipif(shutil.which("festival") is None, reason="the Debian package festival tells true times; it is not here")
@pytest.mark.parametrize(
    ("name", "folder", "language", "lines"),
    [
        ("voice_kal_diphone", "english/kal_diphone", "en", SENTENCES),
        pytest.param("voice_cmu_us_slt_arctic_hts", "us/cmu_us_slt_arctic_hts", "en", SENTENCES, marks=pytest.mark.slow),
        ("voice_lp_diphone", "italian/lp_diphone", "it", ITALIAN),
    ],
)
def test_words_of_another_synthesiser_are_found_within_fifty_milliseconds(
    name: str, folder: str, language: str, lines: tuple[str, ...], tmp_path: Path
) -> None:
    if not Path("/usr/share/festival/voices", folder).exists():
        pytest.skip(f"Festival has no voice {folder} here")
    off: list[float] = []
    for (path, true), line in zip(festival(name, lines, tmp_path), lines, strict=True):
        rate, samples = read_wav(path)
        off += errors(times_in(samples, rate, line, language).words, true)
    print(f"{name}: {len(lines)} sentences, median {np.median(off):.0f} ms, 95 of 100 within {np.quantile(off, 0.95):.0f} ms")
    assert np.median(off) <= 50
    assert np.quantile(off, 0.95) <= 150


def test_at_least_forty_sentences_are_measured() -> None:
    assert len(set(SENTENCES)) >= 40


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (LINE, "en-us"),
        ("Thank you.", "en-us"),
        ("Die neue Suche findet, was Sie meinen, in 120 Millisekunden.", "de"),
        ("新しい検索はとても速いです。", "ja"),
    ],
)
def test_words_and_sounds_of_an_unknown_timbre_are_found(text: str, language: str) -> None:
    rate, samples, true = other_voice(text, language)
    times = times_in(samples, rate, text, language)
    off = errors(times.words, [(word.start_ms, word.end_ms) for word in true])
    assert np.median(off) <= 40
    assert max(off) <= 200
    assert [word.text for word in times.words] == [word.text for word in true]
    marks = [ms for sound in times.phonemes for ms in (sound.start_ms, sound.end_ms)]
    assert marks == sorted(marks)
    assert times.phonemes


def test_sounds_lie_where_they_are_heard() -> None:
    reading = read(LINE, "en-us", ())
    synthesis = Espeak.shared().say(reading.spoken, "en-us+m4", rate=185)
    true = phonemes_of(synthesis, "en-us")
    found = times_in(synthesis.samples[None], synthesis.rate, LINE, "en-us").phonemes
    middles = np.array([(sound.start_ms + sound.end_ms) / 2 for sound in found])
    nearest = [np.abs(middles - (sound.start_ms + sound.end_ms) / 2).min() for sound in true]
    assert np.median(nearest) <= 30


def test_a_long_pause_lies_between_words_and_not_inside_of_one() -> None:
    text = "We moved the button to the left, because nobody could find it."
    rate, samples, true = other_voice(text)
    cut = next(word.end_ms for word in true if word.text == "left,") * rate // 1000
    held = np.concatenate([samples[:, :cut], np.zeros((1, 2 * rate), np.float32), samples[:, cut:]], axis=1)
    words = {word.text: word for word in times_in(held, rate, text, "en").words}
    assert abs(words["left,"].end_ms - cut * 1000 / rate) <= 120
    assert words["because"].start_ms - words["left,"].end_ms >= 1800


@pytest.mark.parametrize("number", range(4))
def test_a_recording_of_other_words_is_refused(number: int) -> None:
    rate, samples, _ = other_voice(SENTENCES[number])
    with pytest.raises(BadAnswer, match="does not say"):
        times_in(samples, rate, SENTENCES[number + 8], "en")


def test_silence_and_absurd_lengths_are_refused() -> None:
    with pytest.raises(BadAnswer, match="silent"):
        times_in(np.zeros((1, 48_000), np.float32), 48_000, LINE, "en")
    rate, samples, _ = other_voice(" ".join(SENTENCES[:12]))
    with pytest.raises(BadAnswer, match="far too long"):
        times_in(samples, rate, "Thank you.", "en")
    rate, samples, _ = other_voice("Yes.")
    with pytest.raises(BadAnswer, match="far too short"):
        times_in(samples, rate, " ".join(SENTENCES[:4]), "en")


SAID = ("Atlas", "opens", "the", "new", "map", "in", "June;", "costs", "$4,", "half", "of", "2025", "—", "really!")


@settings(max_examples=10, deadline=None)
@given(st.lists(st.sampled_from(SAID), min_size=3, max_size=9))
def test_times_never_go_back_and_lie_inside_the_recording(chosen: list[str]) -> None:
    text = " ".join(chosen)
    rate, samples, _ = other_voice(text)
    try:
        times = times_in(samples, rate, text, "en")
    except BadAnswer:
        assume(False)  # so few and so short words may not be told from others
    for spans in (times.words, times.phonemes):
        marks = [ms for span in spans for ms in (span.start_ms, span.end_ms)]
        assert marks == sorted(marks)
        assert marks[-1] <= samples.shape[1] * 1000 // rate + 10
    assert " ".join(text[word.offset : word.offset + len(word.text)] for word in times.words) == " ".join(text.split())


class Untimed:
    """A voice that tells no times; it may say something else than it was asked."""

    identity = "untimed/1"

    def __init__(self, says: str = "") -> None:
        self.says = says

    def voices(self) -> tuple[Voice, ...]:
        return (VOICE,)

    def speak(self, utterance: Utterance, to: Path) -> Speech:
        rate, samples, _ = other_voice(self.says or utterance.text)
        write_wav(to, resample(samples, rate))
        return Speech()


def test_a_voice_without_times_gets_true_ones_and_its_take_says_so(tmp_path: Path) -> None:
    speaker = AlignedSpeaker(Untimed(), cast((Aligner,))[Aligner])
    with Store(tmp_path).scratch() as scratch:
        take = voice(Utterance(text=LINE, language="en", voice=VOICE), speaker, scratch)
        true = other_voice(LINE)[2]
        sound = decode(scratch.path(take.audio), channels=1)
    assert take.timed
    assert not take.untimed
    lead = true[0].start_ms - take.words[0].start_ms
    assert np.median(errors(take.words, [(w.start_ms - lead, w.end_ms - lead) for w in true])) <= 40
    assert take.phonemes[-1].end_ms <= sound.shape[1] // 48


def test_a_line_that_cannot_be_found_in_its_recording_is_said_and_not_passed_off_as_true(tmp_path: Path) -> None:
    speaker = AlignedSpeaker(Untimed(SENTENCES[3]), OfflineAligner())
    with Store(tmp_path).scratch() as scratch:
        take = voice(Utterance(text=SENTENCES[9], language="en", voice=VOICE), speaker, scratch)
    assert not take.timed
    assert take.untimed == "The recording does not say the words of its line."


class Broken:
    """An aligner that is out of order."""

    identity = "broken/1"

    def __init__(self, error: Exception) -> None:
        self.error = error

    def align(self, audio: Path, text: str, language: str) -> tuple[Word, ...]:
        raise self.error


def test_an_aligner_that_is_away_for_now_stops_the_line_and_one_behind_it_takes_over(tmp_path: Path) -> None:
    asked = Utterance(text=LINE, language="en", voice=VOICE)
    away = Broken(Unavailable("It is away."))
    with pytest.raises(Unavailable):
        AlignedSpeaker(Untimed(), away).speak(asked, tmp_path / "a.wav")
    chain = ChainedAligner((("away", away), ("offline", OfflineAligner())))
    speech = AlignedSpeaker(Untimed(), chain).speak(asked, tmp_path / "b.wav")
    assert [word.text for word in speech.words] == LINE.split()
    assert speech.phonemes
    assert speech.heard == "Words timed by offline instead: It is away."
    assert not AlignedSpeaker(Untimed(), ChainedAligner(chain.links[1:])).speak(asked, tmp_path / "c.wav").heard
