"""Providers with others behind them: when one cannot do it, the next one does, and says so in what it gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from core.errors import NotOrdered, ProviderError, Refused, Unspeakable
from core.film import Brief, Pace, Performance, Script, Staging, Take, Utterance, Voice, Word
from core.film.discussion import Discussed, Discussion
from core.film.script import CHECKED
from core.policy import adopting, adopts
from core.ports import (
    Aligner,
    DiscussingWriter,
    Filmed,
    FilmingPresenter,
    Moderator,
    Presenter,
    Speaker,
    Speech,
    Translator,
    Writer,
)

ONE_GO = "Written on this machine, which works in one go."
"""What is told of a script that nobody discussed."""

T = TypeVar("T")
P = TypeVar("P")


def first_of(
    links: Sequence[tuple[str, P]], ask: Callable[[P], T], done: str = "Made", final: type[ProviderError] = Unspeakable
) -> tuple[T, str]:
    """What the first link gives that can, with a sentence when that is not the first; `done` says what it did to it.

    Raises the last link's error, which tells the others' as well; that of an earlier one where it is `final`, or leaves
    something behind that is paid for.
    """
    failed: list[str] = []
    for place, (name, provider) in enumerate(links):
        try:
            given = ask(provider)
        except ProviderError as error:
            if place == len(links) - 1 or error.pending or isinstance(error, final):
                error.follow([] if isinstance(error, final) else failed)
                raise
            failed.append(error.message)
        else:
            return given, f"{done} by {name} instead: {' '.join(failed)}" if failed else ""
    raise ValueError("a chain has at least one link")


def ordered_of(links: Sequence[tuple[str, P]], ask: Callable[[P], T], done: str = "Made") -> tuple[T, str]:
    """As `first_of`, for what is ordered and waited for: what an earlier try left under way is fetched from whoever has it.

    Nobody else is asked meanwhile, so that nothing is ordered twice, also when the first choice is back.
    """
    for place, (name, provider) in enumerate(links if len(links) > 1 else ()):
        with suppress(NotOrdered):
            try:
                with adopting():
                    return ask(provider), f"{done} by {name} instead: it was ordered there before." if place else ""
            except ProviderError as error:  # what came to nothing there is asked for as if it were new
                if error.pending:
                    raise
    return first_of(links, ask, done)


@dataclass(frozen=True)
class ChainedWriter:
    """Writers in order; a script by another than the first says so in its notes."""

    links: tuple[tuple[str, Writer], ...]

    @property
    def identity(self) -> str:
        """All of them, in order."""
        return " > ".join(writer.identity for _, writer in self.links)

    def write(self, brief: Brief, pace: Pace) -> Script:
        """The script of the first that can write it."""
        script, note = first_of(self.links, lambda writer: writer.write(brief, pace))
        return _noted(script, note)

    @property
    def discusses(self) -> bool:
        """Whether a script of one of them is worked over in rounds."""
        return any(isinstance(writer, DiscussingWriter) and writer.discusses for _, writer in self.links)

    def discuss(self, brief: Brief, pace: Pace) -> Discussed:
        """The script of the first that can write it, worked over where that one discusses; else written in one go.

        A script that was written is kept when its rounds fail: the next one would write another.
        """

        def ask(writer: Writer) -> Discussed:
            if isinstance(writer, DiscussingWriter) and writer.discusses:
                try:
                    return writer.discuss(brief, pace)
                except ProviderError as error:
                    if isinstance(error.reached, Discussed) and writer is not self.links[-1][1]:
                        note = f"The rounds ended early: {error.message}"
                        script = error.reached.script
                        kept = script.model_copy(update={"notes": (*script.notes, note)})
                        return error.reached.model_copy(update={"script": kept})
                    raise
            return Discussed(script=writer.write(brief, pace), discussion=Discussion(ended=ONE_GO))

        found, note = first_of(self.links, ask)
        return found.model_copy(update={"script": _noted(found.script, note)})


@dataclass(frozen=True)
class ChainedSpeaker:
    """Speakers in order, with the voices of all; a line that another one spoke says so."""

    links: tuple[tuple[str, Speaker], ...]
    beside: tuple[tuple[str, Speaker], ...] = ()
    """Speakers whose voices can be chosen, and who never stand in for others."""

    @property
    def identity(self) -> str:
        """All of them, in order. Those beside are known by their voices, so that a new one makes nothing again."""
        return " > ".join(speaker.identity for _, speaker in self.links)

    def voices(self) -> tuple[Voice, ...]:
        """The voices of all, the first one's first."""
        usual = (voice for _, speaker in self.links for voice in speaker.voices())
        return (*usual, *(_signed(voice, speaker) for _, speaker in self.beside for voice in speaker.voices()))

    def speak(self, utterance: Utterance, to: Path) -> Speech:
        """Spoken by the voice's own speaker, or by the next ones with their first voice of the language.

        Where nobody was named to stand in, its own speaker's error is raised.
        """
        there = (*self.links, *self.beside)
        owners = [link for link in there if any(voice.id == utterance.voice.id for voice in link[1].voices())]
        others = [link for link in self.links if link not in owners and self._voice(link[1], utterance)]
        if owners and owners[0] in self.beside and len(self.links) == 1:
            others = []

        def ask(speaker: Speaker) -> Speech:
            own = any(voice.id == utterance.voice.id for voice in speaker.voices())
            voice = utterance.voice if own else self._voice(speaker, utterance)
            return speaker.speak(utterance.model_copy(update={"voice": voice}), to)

        speech, note = first_of([*owners, *others] or list(self.links), ask)
        return speech.model_copy(update={"note": note}) if note else speech

    @staticmethod
    def _voice(speaker: Speaker, utterance: Utterance) -> Voice | None:
        tongue = utterance.language.split("-")[0]
        return next((voice for voice in speaker.voices() if voice.language.split("-")[0] == tongue), None)


def _noted(script: Script, note: str) -> Script:
    return script.model_copy(update={"notes": (note, *script.notes)}) if note else script


def _signed(voice: Voice, speaker: Speaker) -> Voice:
    return voice.model_copy(update={"made_by": speaker.identity})


@dataclass(frozen=True)
class ChainedAligner:
    """Aligners in order: when one does not find the words of a recording, the next one listens."""

    links: tuple[tuple[str, Aligner], ...]

    @property
    def identity(self) -> str:
        """All of them, in order."""
        return " > ".join(aligner.identity for _, aligner in self.links)

    def align(self, audio: Path, text: str, language: str) -> tuple[Word, ...]:
        """The words as the first one hears them that can."""
        return self.heard(audio, text, language)[0]

    def heard(self, audio: Path, text: str, language: str) -> tuple[tuple[Word, ...], str]:
        """The same, with a sentence when that is not the first."""
        return first_of(self.links, lambda aligner: aligner.align(audio, text, language), "Words timed")


@dataclass(frozen=True)
class ChainedModerator:
    """Moderators in order: when one cannot be asked, the next one looks. What one of them flags is flagged."""

    links: tuple[tuple[str, Moderator], ...]

    @property
    def identity(self) -> str:
        """All of them, in order."""
        return " > ".join(moderator.identity for _, moderator in self.links)

    def check(self, text: str) -> None:
        """Lets the words pass. Raises `Refused` as the first one does that can be asked."""
        first_of(self.links, lambda moderator: moderator.check(text), final=Refused)

    def look_over(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """What the first one flags that can be asked."""
        return self.looked(texts)[0]

    def looked(self, texts: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
        """The same, with a sentence when that is not the first."""
        return first_of(self.links, lambda moderator: moderator.look_over(texts), CHECKED)


@dataclass(frozen=True)
class ChainedTranslator:
    """Translators in order: when one cannot do it, the next one does."""

    links: tuple[tuple[str, Translator], ...]

    @property
    def identity(self) -> str:
        """All of them, in order."""
        return " > ".join(translator.identity for _, translator in self.links)

    def translate(self, lines: tuple[str, ...], language: str) -> tuple[str, ...]:
        """The lines as the first one puts them that can."""
        return self.translated(lines, language)[0]

    def translated(self, lines: tuple[str, ...], language: str) -> tuple[tuple[str, ...], str]:
        """The same, with a sentence when that is not the first."""
        return first_of(self.links, lambda translator: translator.translate(lines, language), "Translated")


@dataclass(frozen=True)
class ChainedPresenter:
    """Presenters in order: when one does not film a take, the next one does, or acts it as data."""

    links: tuple[tuple[str, Presenter], ...]

    @property
    def identity(self) -> str:
        """All of them, in order."""
        return " > ".join(presenter.identity for _, presenter in self.links)

    def perform(self, take: Take, staging: Staging) -> Performance:
        """The acting as data."""
        return self.links[0][1].perform(take, staging)

    def film(self, take: Take, staging: Staging, voice: Path, to: Path) -> Filmed:
        """The clip of the first one that can; a presenter who is drawn writes none, and always can."""

        def ask(presenter: Presenter) -> Filmed:
            if isinstance(presenter, FilmingPresenter):
                return presenter.film(take, staging, voice, to)
            if adopts():
                raise NotOrdered("This machine orders nothing.", unsent=True)
            return Filmed(drawn=True)

        filmed, note = ordered_of(self.links, ask)
        return filmed.model_copy(update={"note": note}) if note else filmed
