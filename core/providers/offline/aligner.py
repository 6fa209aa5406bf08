"""The house's own ears: when the words of a recording are said, without a key and without a network."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from core.film import Utterance, Word
from core.film.timing import RATE
from core.ports import Aligner
from core.providers import provides

if TYPE_CHECKING:
    from core.providers.aligning.warping import Times


@provides(Aligner)
class OfflineAligner:
    """Lays the words, as eSpeak NG says them, over a recording: on this machine, in a tenth of a second for a line."""

    @property
    def identity(self) -> str:
        """House, model and options, in one line."""
        from core.providers.aligning.warping import VERSION

        return f"offline/warping/{version('espeakng-loader')}/{VERSION}"

    def align(self, audio: Path, text: str, language: str) -> tuple[Word, ...]:
        """Every word of `text` with its time. Raises `BadAnswer` when the recording does not say them."""
        from core.media.audio import decode
        from core.providers.aligning.warping import times_in

        return times_in(decode(audio, channels=1), RATE, text, language).words

    def times(self, audio: Path, utterance: Utterance) -> Times:
        """Words and sounds of a line as it is pronounced. Raises `BadAnswer` when the recording does not say them."""
        from core.media.audio import decode
        from core.providers.aligning.warping import times_in

        return times_in(decode(audio, channels=1), RATE, utterance.text, utterance.language, utterance.pronounce)
