"""What we need from outside. A provider is a class in `core/providers` that fills one of these ports.

Every provider carries an `identity` (house, model, options), which is what the engine's keys see of it; it is small and
picklable, since it travels to worker processes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, runtime_checkable

from pydantic import Field

from core.film import (
    Aspect,
    Brief,
    MusicBed,
    Pace,
    Passage,
    Performance,
    Phoneme,
    Score,
    Script,
    Staging,
    Take,
    Utterance,
    Voice,
    Word,
)
from core.film.discussion import Discussed
from core.film.licences import Credit
from core.value import Text, Value


class Speech(Value):
    """What a voice gives back: the times inside the WAV it wrote. Empty `words`: the times must be found by alignment."""

    words: tuple[Word, ...] = ()
    phonemes: tuple[Phoneme, ...] = ()
    note: Text = Field("", description="Why another one spoke than was asked; empty: nobody else did.")
    untimed: Text = Field("", description="Why there are no words, where somebody looked for their times.")
    heard: Text = Field("", description="Why another one found their times than was asked; empty: nobody else did.")


class Filmed(Value):
    """What became of a presenter's clip."""

    drawn: bool = Field(False, description="Nobody is filmed: whoever stood in acts as data only, and no clip was written.")
    note: Text = Field("", description="Why another one acts than was asked; empty: nobody else does.")


class Painting(Value):
    """What is asked of a painter."""

    prompt: Text = Field(min_length=1)
    aspect: Aspect = Aspect.WIDE
    take: int = Field(1, ge=1, description="Counted up to ask for another.")


class Filming(Value):
    """What is asked of a filmer: a clip, whose sound is not used."""

    prompt: Text = Field(min_length=1)
    aspect: Aspect = Aspect.WIDE
    duration_ms: int = Field(6000, gt=0, le=60_000, description="As long as the shot; a service gives the nearest that it can.")
    take: int = Field(1, ge=1, description="Counted up to ask for another.")


class Restyling(Value):
    """What is asked of a restyler: another style for a picture that keeps what it shows."""

    style: Text = Field(min_length=1, description="The style in words, with its colours.")
    take: int = Field(1, ge=1, description="Counted up to ask for another.")


class StockPicture(Value):
    """A picture that somebody took and lets others use, as its source lists it."""

    id: str
    source: Text = Field(description="Where it is from, like `Pexels`.")
    author: Text
    licence: Text
    page: str = Field(description="The address where it is shown, with its licence.")
    url: str = Field(description="The address of its file.")
    small: str = Field(description="The address of a small copy, to choose by.")
    alt: Text = ""
    width: int = Field(gt=0)
    height: int = Field(gt=0)

    @property
    def credit(self) -> Credit:
        """Whose it is, as films and pages show it."""
        return Credit(author=self.author or self.source, source=self.source, licence=self.licence, page=self.page[:500])


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
class DiscussingWriter(Writer, Protocol):
    """A writer whose scripts a critic and a director can have worked over."""

    @property
    def discusses(self) -> bool:
        """Whether it does; a chain of others does when one of them does."""
        ...

    def discuss(self, brief: Brief, pace: Pace) -> Discussed:
        """The script after as many rounds as the brief allows, with what was said. Raises as `write` does."""
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
    """Makes music, in passages, so that a film which becomes longer needs only those that it did not have."""

    def score(self, bed: MusicBed) -> Score:
        """What is to be played for the bed, with an ending. Quick: asks nobody, and the same for equal beds."""
        ...

    def play(self, passage: Passage, to: Path) -> None:
        """Writes a passage of a score as a 48 kHz stereo WAV of 16 bits, with all that rings on after it.

        Those that sound together, laid over each other, stay within full level.
        """
        ...


@runtime_checkable
class Presenter(Provider, Protocol):
    """Acts a take."""

    def perform(self, take: Take, staging: Staging) -> Performance:
        """The performance of the staging's avatar; same take and staging, same performance."""
        ...


@runtime_checkable
class FilmingPresenter(Presenter, Protocol):
    """A presenter who is filmed: besides its acting it gives a clip, which is seen in place of the drawn avatar."""

    def film(self, take: Take, staging: Staging, voice: Path, to: Path) -> Filmed:
        """Writes an MP4 of the staging's avatar saying `voice`, which is the take's sound; its picture begins with it.

        Raises `Refused`, and `BadAnswer` for an answer that is no film.
        """
        ...


@runtime_checkable
class Painter(Provider, Protocol):
    """Makes stills."""

    def paint(self, wanted: Painting, to: Path, base: Path | None = None) -> None:
        """Writes a PNG, a new one or one made from `base`. Raises `Refused`, and `BadAnswer` for an answer that is no picture."""
        ...


@runtime_checkable
class Restyler(Provider, Protocol):
    """Gives pictures another style."""

    def restyle(self, wanted: Restyling, picture: Path, to: Path) -> None:
        """Writes `picture` in that style as a PNG of about its shape; `picture` itself stays as it is.

        Raises `Refused`, `NotAccepted` for a picture that the model cannot take, and `BadAnswer` for an answer that is none.
        """
        ...


@runtime_checkable
class Filmer(Provider, Protocol):
    """Makes clips."""

    def lasts(self, duration_ms: int) -> int:
        """How long a clip will be, and is paid for, where so much is wanted: services make a few lengths only."""
        ...

    def film(self, wanted: Filming, to: Path, first: Path | None = None, last: Path | None = None) -> None:
        """Writes an MP4 that begins with the picture `first` and ends with `last`, where they are given.

        Raises `Refused`, `NotAccepted` for pictures that the model cannot take, and `BadAnswer` for an answer that is no film.
        """
        ...


@runtime_checkable
class Moderator(Provider, Protocol):
    """Looks words over before anything is made of them."""

    def check(self, text: str) -> None:
        """Lets them pass. Raises `Refused`, which says for what in plain words, and `BadAnswer` for an answer that is none."""
        ...

    def look_over(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """For each text a sentence that says who flagged it for what; empty for one that passes. Raises `BadAnswer`."""
        ...


@runtime_checkable
class Stock(Provider, Protocol):
    """Has pictures that people took."""

    def search(self, words: str, aspect: Aspect, page: int = 1) -> tuple[StockPicture, ...]:
        """What it has for the words, best first by its own judgement; nothing where it has none."""
        ...

    def fetch(self, picture: StockPicture, to: Path, *, small: bool = False) -> None:
        """Writes the picture, or its small copy, as a JPEG. Raises `BadAnswer` for an answer that is no picture."""
        ...


@runtime_checkable
class Translator(Provider, Protocol):
    """Puts lines into another language."""

    def translate(self, lines: tuple[str, ...], language: str) -> tuple[str, ...]:
        """As many lines as were given, in the same order."""
        ...


@runtime_checkable
class Aligner(Provider, Protocol):
    """Finds when the words of a recording are said."""

    def align(self, audio: Path, text: str, language: str) -> tuple[Word, ...]:
        """Every word of `text` with its time. Raises `BadAnswer` when the recording does not say them."""
        ...
