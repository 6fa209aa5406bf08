"""The offline voice: eSpeak NG, with texts read out as people write them."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.errors import Unspeakable
from core.film import Utterance, Voice
from core.media.audio import Samples, filtered, write_wav
from core.media.espeak import Espeak, Synthesis
from core.media.spoken import read
from core.media.spoken.times import phonemes_of, words_of
from core.media.spoken.words import is_han, is_kana, is_spoken
from core.ports import Speaker, Speech
from core.providers import provides
from core.providers.offline.voices import TIMBRES, Timbre, curated, plain

_EDITION = version("espeakng-loader")
"""Read once: a page asks for it for every take, and a package that is just being put in anew tells none."""

_READINGS = 1
"""Counts up when texts are read differently, so that takes are made again."""

_TAKES = ((0, 0, 0, 0), (-6, 2, 14, 1), (6, -2, -10, 0), (-3, -4, 20, 1), (3, 4, 8, 0), (-10, 0, 4, 2))
"""What makes takes differ: pace in per cent, pitch, liveliness, room between words in 10 ms; after the last it goes round."""

_READ_HAN = frozenset({"zh", "cmn", "ja", "yue", "hak", "ko"})


@provides(Speaker)
class OfflineSpeaker:
    """eSpeak NG: a synthesised voice in over a hundred languages, with exact times, no key and no network."""

    @property
    def identity(self) -> str:
        """The house, the library's version and how texts are read."""
        return f"offline/espeak-ng/{_EDITION}/{_READINGS}"

    def voices(self) -> tuple[Voice, ...]:
        """Four voices in each of the larger languages, then a plain one in every other. Raises `ProviderMissing`."""
        return _all_voices()

    def speak(self, utterance: Utterance, to: Path) -> Speech:
        """Writes a mono WAV and gives its words and phonemes. Raises `Unspeakable`, and `ProviderMissing` without the library."""
        voice = utterance.voice
        reading = read(utterance.text, voice.language, utterance.pronounce)
        if not any(is_spoken(char) for char in reading.spoken):
            raise Unspeakable(f"There is nothing to say in “{utterance.text[:40]}”.")
        if _foreign(reading.spoken, voice.language):
            raise Unspeakable(f"{voice.name} cannot read the script of “{utterance.text[:20]}”.")
        timbre = TIMBRES.get(voice.variant, TIMBRES["plain"])
        faster, higher, livelier, gap = _TAKES[(utterance.take - 1) % len(_TAKES)]
        espeak = Espeak.shared()
        synthesis = espeak.say(
            reading.spoken,
            f"{espeak.name_for(voice.language)}+{timbre.variant}",
            rate=_held(voice.rate * utterance.pace * (100 + faster) // 10_000, 80, 320),
            pitch=_held(voice.pitch + higher, 0, 99),
            pitch_range=_held(timbre.liveliness + livelier, 0, 99),
            gap=gap,
        )
        words, phonemes = words_of(synthesis, reading, voice.language), phonemes_of(synthesis, voice.language)
        if not words or not phonemes:
            raise Unspeakable(f"{voice.name} has nothing to say for “{utterance.text[:40]}”.")
        write_wav(to, _toned(synthesis, timbre), synthesis.rate)
        return Speech(words=words, phonemes=phonemes)


@cache
def _all_voices() -> tuple[Voice, ...]:
    return curated() + plain(Espeak.shared())


def _toned(synthesis: Synthesis, timbre: Timbre) -> Samples:
    """The samples without the variant's echo, which eSpeak feeds back at 9/256 of what it gave that long ago, and in tone."""
    dry = synthesis.samples.copy()
    if timbre.echo_ms:
        delay = synthesis.rate * timbre.echo_ms // 1000
        dry[delay:] -= np.float32(9 / 256) * synthesis.samples[:-delay]
    hertz, gains = zip(*timbre.tone, strict=True)

    def curve(at: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(10 ** (np.interp(np.log2(np.maximum(at, 1)), np.log2(hertz), gains) / 20))

    toned = filtered(dry[None], curve, synthesis.rate)
    return toned * np.float32(0.98 / max(0.98, float(np.abs(toned).max(initial=0.0))))


def _foreign(spoken: str, language: str) -> bool:
    """Whether most letters are Chinese or Japanese for a voice that would only spell out that they are."""
    letters = [char for char in spoken if char.isalpha()]
    han = sum(is_han(char) or is_kana(char) for char in letters)
    return 2 * han > len(letters) and language.lower().split("-")[0] not in _READ_HAN


def _held(value: int, least: int, most: int) -> int:
    return min(most, max(least, value))
