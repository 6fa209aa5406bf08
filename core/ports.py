"""What we need from outside. A provider is a class in `core/providers` that fills one of these ports.

Every provider carries an `identity` (house, model, options), which is what the engine's keys see of it; it is small and
picklable, since it travels to worker processes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, runtime_checkable

from core.film import Brief, MusicBed, Pace, Performance, Phoneme, Script, Staging, Take, Utterance, Voice, Word
from core.value import Value


class Speech(Value):
    """What a voice gives back: the times inside the WAV it wrote. Empty `words`: the times must be found by alignment."""

    words: tuple[Word, ...] = ()
    phonemes: tuple[Phoneme, ...] = ()


@runtime_checkable
class Provider(Protocol):
    """What all providers have."""

    @property
    def identity(self) -> str:
        """House, model and options, in one line."""
        ...


@runtime_checkable
class Writer(Provider, Protocol):
    """Turns a brief into words."""

    def write(self, brief: Brief, pace: Pace) -> Script:
        """The script, within the brief's length at that pace. Raises `BadInput` for a brief that cannot be read."""
        ...


@runtime_checkable
class Speaker(Provider, Protocol):
    """Speaks lines."""

    def voices(self) -> tuple[Voice, ...]:
        """Every voice on offer."""
        ...

    def speak(self, utterance: Utterance, to: Path) -> Speech:
        """Writes a WAV of any rate (mono, 16 bit) and gives its times. Raises `Unspeakable` when nothing can be said."""
        ...


@runtime_checkable
class Composer(Provider, Protocol):
    """Makes music."""

    def compose(self, bed: MusicBed, to: Path) -> None:
        """Writes a 48 kHz stereo WAV of exactly the bed's duration, with an ending."""
        ...


@runtime_checkable
class Presenter(Provider, Protocol):
    """Acts a take."""

    def perform(self, take: Take, staging: Staging) -> Performance:
        """The performance of the staging's avatar; same take and staging, same performance."""
        ...
