"""Voices, and the times of words in a recording, by models at Hugging Face."""

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
from core.providers.connection import Connection
from core.providers.fitting import fitted
from core.providers.huggingface.client import calling
from core.providers.media import as_spoken, wav

ONLY = "the model's own"
"""The voice of a model that has one."""


@dataclass(frozen=True)
class HuggingFaceSpeaker:
    """Voices of a model that speaks."""

    connection: Connection

    @property
    def identity(self) -> str:
        """House, address, model and options."""
        return self.connection.identity

    def voices(self) -> tuple[Voice, ...]:
        """The voices that the options `voices` and `languages` name; else the model's own, in English."""
        names = self.connection.option("voices").replace(",", " ").split() or [ONLY]
        languages = self.connection.option("languages", "en").replace(",", " ").split()
        about = f"{self.connection.fill.model} at {self.connection.name}"
        return tuple(
            Voice(
                id=f"{self.connection.entry.id}:{'own' if name == ONLY else name}-{tongue}",
                name=self.connection.fill.model.split("/")[-1] if name == ONLY else name.replace("_", " ").title(),
                language=tongue,
                variant="" if name == ONLY else name,
                about=about,
            )
            for tongue in languages
            for name in names
        )

    def speak(self, utterance: Utterance, to: Path) -> Speech:
        """Writes a WAV; its times are to be found by alignment. Raises the policy's errors."""
        text = as_spoken(utterance)
        if not any(char.isalnum() for char in text):
            raise Unspeakable(f"There is nothing to say in “{utterance.text[:40]}”.")
        extra: dict[str, Any] = {"voice": utterance.voice.variant} if utterance.voice.variant else {}
        if utterance.pace != 100:
            extra["speed"] = utterance.pace / 100

        def ask(target: Path) -> Answer:
            with calling(self.connection) as client:
                given = client.text_to_speech(text, extra_body=extra or None)
            wav(self.connection.name, given, target)
            return Answer()

        guard = self.connection.guard
        request = self.connection.request("speech", {"text": text, **extra}, take=utterance.take)
        answer = guard.answer(request, ask, ".wav", self.connection.cost("1M characters", len(text)))
        guard.answers.copy(answer, to)
        return Speech()


@dataclass(frozen=True)
class HuggingFaceAligner:
    """Times of words by a model that listens."""

    connection: Connection

    @property
    def identity(self) -> str:
        """House, address, model and options."""
        return self.connection.identity

    def align(self, audio: Path, text: str, language: str) -> tuple[Word, ...]:
        """Every word of `text` with its time. Raises `BadAnswer` when the recording does not say them."""
        body: dict[str, Any] = {"return_timestamps": "word"}

        def ask(_: Path) -> Answer:
            with calling(self.connection) as client:
                given = client.automatic_speech_recognition(audio.read_bytes(), extra_body=body)
            found = _words(self.connection.name, getattr(given, "chunks", None))
            fitted(found, text, language)
            return Answer(text=json.dumps(found))

        minutes = decode(audio, channels=1).shape[1] / RATE / 60
        request = self.connection.request("transcription", body, (digest_file(audio),))
        answer = self.connection.guard.answer(request, ask, cost=self.connection.cost("minute", minutes))
        return fitted([(word, start, end) for word, start, end in json.loads(answer.text)], text, language)


def _words(name: str, chunks: Any) -> list[tuple[str, int, int]]:
    """The words of an answer; the end of the last may be open."""
    if not isinstance(chunks, list) or not chunks:
        raise BadAnswer(f"{name} gave no times of words.", hint="Choose a model that times words, such as one of Whisper.")
    found: list[tuple[str, int, int]] = []
    try:
        for chunk in chunks:
            start, end = chunk["timestamp"]
            word = str(chunk["text"]).strip()
            found.append((word, round(1000 * start), round(1000 * (start if end is None else end))))
    except (LookupError, TypeError, ValueError) as error:
        raise BadAnswer(f"{name} gave no times of words.", detail=str(error)[:200]) from error
    if any(len(word.split()) > 1 for word, _, _ in found):
        raise BadAnswer(f"{name} gave times of sentences, not of words.", hint="Choose another model that listens.")
    return found
