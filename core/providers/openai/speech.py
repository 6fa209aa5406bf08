"""Voices, and the times of words in a recording, by services that speak OpenAI's protocol."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.engine.digest import digest_file
from core.errors import BadAnswer, Unspeakable
from core.film import Utterance, Voice, Word
from core.film.timing import RATE
from core.media.audio import decode
from core.policy import Answer
from core.ports import Speech
from core.providers.aligning import sounds_in
from core.providers.connection import Connection
from core.providers.fitting import fitted
from core.providers.media import as_spoken, wav
from core.providers.openai.client import client_of
from core.providers.openai.errors import border

_NAMES = "alloy ash ballad coral echo fable marin nova onyx sage shimmer verse cedar"
_LANGUAGES = "en de es fr it ja ko nl pl pt zh hi ar cs da el fi he hu id nb ro ru sv th tr uk vi"


@dataclass(frozen=True)
class OpenAISpeaker:
    """Voices of a service, told how to speak in words."""

    connection: Connection

    @property
    def identity(self) -> str:
        """House, address, model and options."""
        return self.connection.identity

    def voices(self) -> tuple[Voice, ...]:
        """Every voice in every language that the model speaks; the entry's options `voices` and `languages` say others."""
        names = self.connection.option("voices", _NAMES).replace(",", " ").split()
        languages = self.connection.option("languages", _LANGUAGES).replace(",", " ").split()
        about = f"{self.connection.fill.model} at {self.connection.name}"
        return tuple(
            Voice(id=f"{self.connection.entry.id}:{name}-{tongue}", name=name.title(), language=tongue, variant=name, about=about)
            for tongue in languages
            for name in names
        )

    def speak(self, utterance: Utterance, to: Path) -> Speech:
        """Writes a WAV; its times are heard by the model that the option `align` names. Raises the policy's errors."""
        text = as_spoken(utterance)
        if not any(char.isalnum() for char in text):
            raise Unspeakable(f"There is nothing to say in “{utterance.text[:40]}”.")
        body: dict[str, Any] = {"input": text, "voice": utterance.voice.variant, "response_format": "wav"}
        if utterance.pace != 100:
            body["speed"] = max(0.25, min(4.0, utterance.pace / 100))
        if wish := self.connection.option("instructions"):
            body["instructions"] = wish

        def ask(target: Path) -> Answer:
            with border(self.connection.name):
                given = client_of(self.connection).audio.speech.create(model=self.connection.fill.model, **body).content
            wav(self.connection.name, given, target)
            return Answer()

        guard = self.connection.guard
        request = self.connection.request("speech", body, take=utterance.take)
        answer = guard.answer(request, ask, ".wav", self.connection.cost("1M characters", len(text)))
        guard.answers.copy(answer, to)
        return self._timed(utterance, to)

    def _timed(self, utterance: Utterance, spoken: Path) -> Speech:
        model = self.connection.option("align")
        if not model:
            return Speech()
        words = heard(self.connection, model, spoken, utterance.text, utterance.language)
        return Speech(words=words, phonemes=sounds_in(utterance, spoken, words))


@dataclass(frozen=True)
class OpenAIAligner:
    """Times of words by a model that listens."""

    connection: Connection

    @property
    def identity(self) -> str:
        """House, address, model and options."""
        return self.connection.identity

    def align(self, audio: Path, text: str, language: str) -> tuple[Word, ...]:
        """Every word of `text` with its time. Raises `BadAnswer` when the recording does not say them."""
        return heard(self.connection, self.connection.fill.model, audio, text, language)


def heard(connection: Connection, model: str, audio: Path, text: str, language: str) -> tuple[Word, ...]:
    """The words of `text` at the times that `model` hears in the recording."""
    tongue = language.split("-")[0]
    body: dict[str, Any] = {"response_format": "verbose_json", "timestamp_granularities": ["word"], "language": tongue}

    def ask(_: Path) -> Answer:
        with border(connection.name):
            file = (f"take{audio.suffix}", audio.read_bytes())
            given = client_of(connection).audio.transcriptions.create(model=model, file=file, **body)
        found = _words(connection.name, given)
        fitted(found, text, language)
        return Answer(text=json.dumps(found))

    sound = decode(audio, channels=1)
    minutes = sound.shape[1] / RATE / 60
    request = connection.request("transcription", {**body, "model": model}, (digest_file(audio),))
    answer = connection.guard.answer(request, ask, cost=connection.cost("minute", minutes))
    return fitted([(word, start, end) for word, start, end in json.loads(answer.text)], text, language)


def _words(name: str, given: Any) -> list[tuple[str, int, int]]:
    try:
        found = [(str(word.word), round(1000 * word.start), round(1000 * word.end)) for word in given.words or ()]
    except (AttributeError, TypeError, ValueError) as error:
        raise BadAnswer(f"{name} gave no times of words.", detail=str(error)[:200]) from error
    if not found:
        raise BadAnswer(f"{name} heard no words.")
    return found
