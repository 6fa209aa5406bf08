"""A writer whose scripts somebody looks over before a film is made of them: what is flagged is told, and the person decides."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import ProviderError
from core.film import Brief, Pace, Script
from core.film.discussion import Discussed
from core.film.script import UNCHECKED, Flag
from core.ports import DiscussingWriter, Moderator, Writer
from core.providers.chained import ChainedModerator


@dataclass(frozen=True)
class CheckedWriter:
    """The writer, its scripts with a flag for every line that the moderator has something against.

    A script is never turned down: a text about a war is flagged for violence as well. One that could not be checked says so.
    """

    writer: Writer
    moderator: Moderator

    @property
    def identity(self) -> str:
        """The writer and who looks it over."""
        return f"{self.writer.identity} checked by {self.moderator.identity}"

    @property
    def discusses(self) -> bool:
        """Whether the writer's scripts are worked over in rounds."""
        return isinstance(self.writer, DiscussingWriter) and self.writer.discusses

    def write(self, brief: Brief, pace: Pace) -> Script:
        """The writer's script, looked over. Raises what the writer raises."""
        return self._checked(self.writer.write(brief, pace))

    def discuss(self, brief: Brief, pace: Pace) -> Discussed:
        """The writer's script after its rounds, looked over. Raises what the writer raises, with what it reached looked over."""
        if not isinstance(self.writer, DiscussingWriter):
            raise TypeError("this writer's scripts are not worked over")
        try:
            return self._also(self.writer.discuss(brief, pace))
        except ProviderError as error:
            if isinstance(error.reached, Discussed):
                error.reached = self._also(error.reached)
            raise

    def _also(self, found: Discussed) -> Discussed:
        return found.model_copy(update={"script": self._checked(found.script)})

    def _checked(self, script: Script) -> Script:
        texts = (script.title, *("\n".join((one.narration, *(words for _, words in one.slide.parts()))) for one in script.lines))
        flags: tuple[Flag, ...] = ()
        try:
            found, note = self._looked(texts)
        except ProviderError as error:
            note = f"{UNCHECKED} {error.message}"
        else:
            looked = zip((None, *script.lines), found, strict=True)
            flags = tuple(Flag(line=line, told=words) for line, words in looked if words)
        return script.model_copy(update={"notes": (*script.notes, *filter(None, [note])), "flags": flags})

    def _looked(self, texts: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
        """What is flagged, and why another one looked than was asked."""
        if isinstance(self.moderator, ChainedModerator):
            return self.moderator.looked(texts)
        return self.moderator.look_over(texts), ""
