"""The house's voices: who there is, what they say, and when each word and sound is heard."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from core.errors import Unspeakable
from core.film import Utterance, Voice
from core.film.timing import RATE
from core.media.audio import filtered, level, read_wav, resample
from core.media.pace import pace_of
from core.ports import Speaker, Speech
from core.providers.offline.speech import OfflineSpeaker

SPEAKER = OfflineSpeaker()
VOICES = {voice.id: voice for voice in SPEAKER.voices()}

LINES = {
    "offline:en-us-ada": "The point of the API — it’s 120 ms faster. Speed is up by 40%!",
    "offline:en-gb-rupert": "So easy to use: search finds all of the sessions since 2024.",
    "offline:de-greta": "Am 21. November 2026 ist es 120 ms schneller, z. B. für 40 % der Nutzer.",
    "offline:es-lucia": "El nuevo panel es 120 ms más rápido y llega hoy a 40 % de los casos.",
    "offline:fr-camille": "C’est aussi l’été : aujourd'hui, 1 234 lignes passent en 120 ms.",
    "offline:pt-br-helena": "O novo painel chega hoje: 40% mais rápido.",
    "offline:it-chiara": "L'aggiornamento è pronto: 120 ms più veloce.",
    "offline:hi-asha": "नया डैशबोर्ड आज आ गया है, 40% तेज़।",
    "offline:ja-hana": "新しいダッシュボードは今日から使えます。応答は120ms速いです。",
    "offline:zh-mei": "新的仪表板今天上线，速度提高了40%。",
}


def _said(id: str, text: str, to: Path, take: int = 1, pace: int = 100) -> Speech:
    voice = VOICES[id]
    return SPEAKER.speak(Utterance(text=text, language=voice.language, voice=voice, take=take, pace=pace), to)


def test_it_fills_the_port() -> None:
    assert isinstance(SPEAKER, Speaker)
    assert SPEAKER.identity.startswith("offline/espeak-ng/")


def test_every_large_language_has_four_timbres_and_every_other_a_voice() -> None:
    by_language: dict[str, list[Voice]] = {}
    for voice in VOICES.values():
        by_language.setdefault(voice.language, []).append(voice)
    for language in ("en-us", "en-gb", "de", "es", "fr", "pt-br", "it", "hi", "ja", "zh", "nl", "pl"):
        assert {voice.variant for voice in by_language[language]} == {"warm", "low", "bright", "brisk"}
        assert len({voice.name for voice in by_language[language]}) == 4
    assert len(by_language) > 100
    assert len(VOICES) == len(SPEAKER.voices()), "ids are unique"
    assert all(150 <= voice.rate <= 175 for voice in VOICES.values())


def test_every_voice_speaks(tmp_path: Path) -> None:
    for id, voice in VOICES.items():
        assert _said(id, "12 alpha", tmp_path / "a.wav").words, voice.name


@pytest.mark.parametrize("id", LINES)
def test_words_and_sounds_are_timed_in_every_language(id: str, tmp_path: Path) -> None:
    text = LINES[id]
    speech = _said(id, text, tmp_path / "a.wav")
    rate, samples = read_wav(tmp_path / "a.wav")
    end = samples.shape[1] * 1000 // rate + 1
    assert "".join("".join(word.text.split()) for word in speech.words) == "".join(text.split())
    assert all(text[word.offset : word.offset + len(word.text)] == word.text for word in speech.words)
    assert all(word.end_ms > word.start_ms for word in speech.words), "every word is heard"
    for spans in (speech.words, speech.phonemes):
        times = [ms for span in spans for ms in (span.start_ms, span.end_ms)]
        assert times == sorted(times)
        assert times[-1] <= end
    assert len(speech.phonemes) > len(speech.words)
    assert all("(" not in phoneme.ipa for phoneme in speech.phonemes)


@pytest.mark.parametrize("id", [id for id in LINES if not id.startswith(("offline:hi", "offline:zh"))])
def test_hissing_sounds_are_heard_when_they_are_told(id: str, tmp_path: Path) -> None:
    text = {"offline:ja-hana": "少しずつ作成した資料を探せます。"}.get(id, LINES[id])
    speech = _said(id, text, tmp_path / "a.wav")
    rate, samples = read_wav(tmp_path / "a.wav")
    sound = filtered(resample(samples, rate), lambda hertz: 1 / (1 + (4500 / np.maximum(hertz, 1)) ** 8))
    hiss = np.convolve(level(sound, RATE // 1000), np.ones(5) / 5, "same")
    late = []
    for before, phoneme in pairwise(speech.phonemes):
        if phoneme.ipa[-1:] in "sʃ" and before.ipa[-1:] in "aeiouɪɛæɑəʌɔʊɐɜɯä" and before.end_ms == phoneme.start_ms:
            around = hiss[max(0, phoneme.start_ms - 60) : phoneme.end_ms]
            rise = int(np.argmax(around > 0.4 * around[60:].max()))
            late.append(rise - min(60, phoneme.start_ms))
    assert late, "the line has such sounds"
    assert max(abs(ms) for ms in late) <= 45


def test_numbers_and_units_share_the_time_of_what_is_said_for_them(tmp_path: Path) -> None:
    words = {word.text: word for word in _said("offline:en-us-ada", "It is 120 ms faster.", tmp_path / "a.wav").words}
    assert words["120"].end_ms - words["120"].start_ms > 600, "one hundred twenty"
    assert 300 < words["ms"].end_ms - words["ms"].start_ms < 1100, "milliseconds"
    assert words["ms"].start_ms >= words["120"].end_ms


def test_words_that_flow_together_are_still_two(tmp_path: Path) -> None:
    words = _said("offline:en-us-ada", "The point of the story.", tmp_path / "a.wav").words
    assert [word.text for word in words] == ["The", "point", "of", "the", "story."]
    assert all(word.end_ms - word.start_ms > 30 for word in words)


def test_equal_utterances_give_equal_bytes_and_takes_differ(tmp_path: Path) -> None:
    text = "Here is another way to say it."
    files = [tmp_path / f"{i}.wav" for i in range(4)]
    for file, take in zip(files, (1, 1, 2, 3), strict=True):
        _said("offline:en-us-miles", text, file, take)
    assert files[0].read_bytes() == files[1].read_bytes()
    lengths = [read_wav(file)[1].shape[1] for file in files[1:]]
    assert len(set(lengths)) == 3
    assert max(lengths) / min(lengths) > 1.05, "they are told apart by ear"


def test_a_faster_pace_is_faster(tmp_path: Path) -> None:
    usual = _said("offline:de-anton", "Das geht auch schneller als bisher.", tmp_path / "a.wav").words[-1].end_ms
    quick = _said("offline:de-anton", "Das geht auch schneller als bisher.", tmp_path / "b.wav", pace=140).words[-1].end_ms
    assert quick < 0.85 * usual


def test_a_pronunciation_list_changes_what_is_said(tmp_path: Path) -> None:
    voice = VOICES["offline:en-us-ada"]
    line = Utterance(text="Welcome to Qwyx.", language="en", voice=voice)
    plain = SPEAKER.speak(line, tmp_path / "a.wav")
    listed = SPEAKER.speak(line.model_copy(update={"pronounce": (("Qwyx", "quicks"),)}), tmp_path / "b.wav")
    assert [w.text for w in plain.words] == [w.text for w in listed.words]
    assert [p.ipa for p in plain.phonemes] != [p.ipa for p in listed.phonemes]


@pytest.mark.parametrize("text", ["🎉", "…", "—", "* * *", "新しい機能"])
def test_what_cannot_be_said_is_told(text: str, tmp_path: Path) -> None:
    with pytest.raises(Unspeakable):
        _said("offline:en-us-ada", text, tmp_path / "a.wav")


def test_the_pace_of_a_voice_is_what_it_takes(tmp_path: Path) -> None:
    text = (
        "# Notes\n\n- **Search** finds what you mean.\n- Every chart can be shared with one click.\n\nThank you for reading. " * 8
    )
    ada = pace_of(SPEAKER, VOICES["offline:en-us-ada"], text, "en", tmp_path)
    slow = pace_of(SPEAKER, VOICES["offline:en-us-ada"].model_copy(update={"rate": 110}), text, "en", tmp_path)
    assert 45_000 < ada.us_per_character < 90_000
    assert slow.us_per_character > 1.2 * ada.us_per_character


def test_the_pace_is_that_of_what_is_said_and_not_of_what_stands_around_it(tmp_path: Path) -> None:
    said = ("Search finds what you mean", "Every chart can be shared with one click", "Edits are merged without a connection")
    plain = "\n\n".join(f"{words}." for words in said * 4)
    marked = "# 2.4.1 (2026-10-02)\n\n" + "".join(
        f"- {words} ([#{n}12](https://harbor.example/issues/{n}12), [`cfb51fa9ce{n}`](https://harbor.example/c/{n}))\n"
        for n, words in enumerate(said * 4, 10)
    )
    alone, among = (pace_of(SPEAKER, VOICES["offline:en-us-ada"], text, "en", tmp_path) for text in (plain, marked))
    assert abs(among.us_per_character - alone.us_per_character) < 0.08 * alone.us_per_character
