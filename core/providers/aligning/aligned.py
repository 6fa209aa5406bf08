"""A speaker that tells no times, with an aligner that finds them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.errors import BadAnswer, ProviderMissing
from core.film import Phoneme, Utterance, Voice, Word
from core.ports import Aligner, Speaker, Speech
from core.providers.aligning.sounds import sounds_in
from core.providers.chained import ChainedAligner


@dataclass(frozen=True)
class AlignedSpeaker:
    """The speaker, its words timed by the aligner where it gives none itself."""

    speaker: Speaker
    aligner: Aligner

    @property
    def identity(self) -> str:
        """The speaker and who listens to it."""
        return f"{self.speaker.identity} heard by {self.aligner.identity}"

    def voices(self) -> tuple[Voice, ...]:
        """The speaker's voices."""
        return self.speaker.voices()

    def speak(self, utterance: Utterance, to: Path) -> Speech:
        """Spoken and timed. A line whose words are not found has none, and says why: nothing is guessed here.

        What an aligner cannot do for now, it raises, so that the line is made again later.
        """
        speech = self.speaker.speak(utterance, to)
        if speech.words:
            return speech
        try:
            words, phonemes, heard = self._times(utterance, to)
        except (BadAnswer, ProviderMissing) as error:
            return speech.model_copy(update={"untimed": error.message})
        return speech.model_copy(update={"words": words, "phonemes": phonemes, "heard": heard})

    def _times(self, utterance: Utterance, spoken: Path) -> tuple[tuple[Word, ...], tuple[Phoneme, ...], str]:
        """Words and sounds, and why another one found them than was asked."""
        from core.providers.offline.aligner import OfflineAligner  # a house, which is entered when it is first needed

        if isinstance(self.aligner, OfflineAligner):
            times = self.aligner.times(spoken, utterance)
            return times.words, times.phonemes, ""
        if isinstance(self.aligner, ChainedAligner):
            words, heard = self.aligner.heard(spoken, utterance.text, utterance.language)
        else:
            words, heard = self.aligner.align(spoken, utterance.text, utterance.language), ""
        return words, sounds_in(utterance, spoken, words), heard
