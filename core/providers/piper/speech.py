"""Neural voices on this machine, by Piper, with the times of their words and sounds."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from core.errors import BadAnswer, Unspeakable
from core.film import Utterance, Voice
from core.media.audio import write_wav
from core.media.spoken.reading import read
from core.media.spoken.words import is_spoken
from core.policy import Answer
from core.ports import Speech
from core.providers.connection import Connection
from core.providers.piper.durations import times_of
from core.providers.piper.hub import NAMED, Shelf, tag_of
from core.providers.piper.process import shared

_MOST_PEOPLE = 12
"""Of a voice with more speakers than this only the first is listed; the rest differ by a number only."""


@dataclass(frozen=True)
class PiperSpeaker:
    """Voices that were fetched once, then speak without a network."""

    connection: Connection

    @property
    def identity(self) -> str:
        """House, address, voice and revision."""
        return f"{self.connection.identity}/{Shelf(self.connection).revision}"

    def voices(self) -> tuple[Voice, ...]:
        """Those that are here, and the entry's own, which is fetched when it first speaks, if its name is one of a voice."""
        shelf, own = Shelf(self.connection), self.connection.fill.model
        here = shelf.installed()
        names = (*([own] if re.match(NAMED, own) else []), *(key for key in here if key != own))
        return tuple(voice for key in names for voice in self._voices(shelf, key, key in here))

    def speak(self, utterance: Utterance, to: Path) -> Speech:
        """Writes a WAV, with times where the voice tells its durations. Raises `Unspeakable` and the policy's errors."""
        reading = read(utterance.text, utterance.voice.language, utterance.pronounce)
        if not any(is_spoken(char) for char in reading.spoken):
            raise Unspeakable(f"There is nothing to say in “{utterance.text[:40]}”.")
        key, _, number = utterance.voice.variant.partition("#")
        model = Shelf(self.connection).fetch(key)
        slower, speaker = 100 / utterance.pace, int(number) if number else None

        def ask(target: Path) -> Answer:
            said = shared().say(model, reading.spoken, speaker=speaker, slower=slower)
            if said.samples.shape[1] < said.rate // 20 or float(abs(said.samples).max(initial=0.0)) < 1e-3:
                raise BadAnswer(f"{utterance.voice.name} gave silence.")
            write_wav(target, said.samples, said.rate)
            return Answer(text=json.dumps({"rate": said.rate, "sounds": said.sounds}))

        guard = self.connection.guard
        asked: dict[str, object] = {"text": reading.spoken, "voice": utterance.voice.variant, "slower": slower}
        asked["revision"] = Shelf(self.connection).revision
        answer = guard.answer(self.connection.request("speech", asked, take=utterance.take), ask, ".wav")
        guard.answers.copy(answer, to)
        told = json.loads(answer.text)
        sounds = tuple((str(ipa), int(size)) for ipa, size in told["sounds"])
        times = times_of(reading, utterance.voice.language, sounds, int(told["rate"])) if sounds else None
        return Speech() if times is None else Speech(words=times[0], phonemes=times[1])

    def _voices(self, shelf: Shelf, key: str, here: bool) -> tuple[Voice, ...]:
        people = shelf.speakers(key) if here else ()
        quality = key.rsplit("-", 1)[-1].replace("_", " ")
        about = f"neural, {quality} quality, " + ("spoken on this machine" if here else "fetched when it first speaks")
        name = key.split("-")[1].replace("_", " ").title()
        common = {"language": tag_of(key), "about": about}
        if not people or len(people) > _MOST_PEOPLE:
            return (Voice(id=f"{self.connection.entry.id}:{key}", name=name, variant=key, **common),)
        return tuple(
            Voice(id=f"{self.connection.entry.id}:{key}-{number}", name=f"{name} {who}", variant=f"{key}#{number}", **common)
            for who, number in people
        )
