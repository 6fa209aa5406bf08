"""The sounds of a line whose words somebody else has timed: for mouths, when a service tells words only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.errors import ProviderError
from core.film import Phoneme, Utterance, Word
from core.film.timing import RATE
from core.media.audio import decode
from core.media.spoken.estimate import estimated
from core.providers.aligning.warping import times_in
from core.providers.fitting import moved


def sounds_in(utterance: Utterance, spoken: Path, words: Sequence[Word]) -> tuple[Phoneme, ...]:
    """The sounds as they are heard, moved with their words to the times of `words`; estimates where they cannot be heard."""
    sound = decode(spoken, channels=1)
    try:
        times = times_in(sound, RATE, utterance.text, utterance.language, utterance.pronounce)
    except ProviderError:
        guessed, phonemes = estimated(utterance, sound)
    else:
        guessed, phonemes = times.words, times.phonemes
    return moved(phonemes, guessed, words)
