"""A service tried for real: the smallest call of a port that is paid for, and what came back."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.engine.files import writing
from core.errors import BadAnswer, ProviderError, StudioError
from core.film import Aspect, Brief, Pace, Utterance, Voice
from core.policy import Tries
from core.ports import Painting, Restyling, Speaker
from core.providers import cast
from core.providers.connection import Connection
from core.providers.houses import seated
from core.services.redaction import redacted
from core.services.roster import Services

TEXT = "Hello. This is Firstcut."
_SOURCE = "# Firstcut\n\nFirstcut makes films from text."


@dataclass(frozen=True)
class Trial:
    """A call that is under way or came to its end."""

    entry: str
    port: str
    state: str
    """`running`, `good` or `failed`."""
    text: str = ""
    file: Path | None = None
    seconds: float = 0.0
    hint: str = ""
    detail: str = ""
    """What the service itself said."""


class Trials:
    """Trials of entries, each in a thread of its own; results are kept in `folder` until the next trial of the same."""

    def __init__(self, services: Services, folder: Path) -> None:
        self.services, self.folder = services, folder
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], Trial] = {}

    def of(self, entry: str, port: str) -> Trial | None:
        """The newest trial; None before the first."""
        with self._lock:
            return self._known.get((entry, port))

    def start(self, entry: str, port: str, person: str = "") -> None:
        """Begins a trial, unless one is under way."""
        with self._lock:
            known = self._known.get((entry, port))
            if known is not None and known.state == "running":
                return
            self._known[entry, port] = Trial(entry, port, "running")
        threading.Thread(target=self._run, args=(entry, port, person), name=f"trial {entry}", daemon=True).start()

    def forget(self, entry: str) -> None:
        """What was tried of an entry counts no more: it was changed."""
        with self._lock:
            for key in [key for key in self._known if key[0] == entry]:
                del self._known[key]

    def _run(self, entry: str, port: str, person: str) -> None:
        began = time.monotonic()
        ended = Trial(entry, port, "failed", "The trial stopped with a mistake of the program.", hint=StudioError.hint)
        try:
            text, file = self._tried(entry, port, person)
            ended = Trial(entry, port, "good", text, file)
        except StudioError as error:
            detail = error.detail if isinstance(error, ProviderError) else ""
            ended = Trial(entry, port, "failed", redacted(error.message), hint=error.hint, detail=redacted(detail))
        finally:
            with self._lock:
                self._known[entry, port] = replace(ended, seconds=time.monotonic() - began)

    def _tried(self, entry: str, port: str, person: str) -> tuple[str, Path | None]:
        provider = seated(self._connection(entry, port, person))
        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            for old in self.folder.glob(f"trial-{entry}-{port}-*"):
                old.unlink(missing_ok=True)
        return TRIED[port](provider, self.folder / f"trial-{entry}-{port}-{secrets.token_hex(4)}")

    def _connection(self, entry: str, port: str, person: str) -> Connection:
        """As the entry is set up, but one call only, asked anew, and an open circuit is not waited for."""
        found = self.services.entry(entry)
        policy = found.policy.model_copy(update={"tries": Tries(attempts=1), "patience_s": 0.0})
        given = found.model_copy(update={"policy": policy})
        return Connection(given, port, self.services.folder, self.services.secrets, person, fresh=secrets.token_hex(6))


def _written(writer: Any, beside: Path) -> tuple[str, Path | None]:
    script = writer.write(Brief(source=_SOURCE, length_ms=8000), Pace(us_per_character=60_000))
    return " ".join(line.narration for line in script.lines)[:600], None


def _translated(translator: Any, beside: Path) -> tuple[str, Path | None]:
    return " ".join(translator.translate((TEXT,), "de")), None


def _spoken(speaker: Any, beside: Path) -> tuple[str, Path | None]:
    target = beside.with_suffix(".wav")
    voices: tuple[Voice, ...] = speaker.voices()
    voice = next((voice for voice in voices if voice.language.split("-")[0] == "en"), voices[0])
    speech = speaker.speak(Utterance(text=TEXT, language=voice.language, voice=voice), target)
    timed = f"{len(speech.words)} words timed" if speech.words else "no times of words"
    return f"{voice.name} says “{TEXT}” ({timed})", target


def _heard(aligner: Any, beside: Path) -> tuple[str, Path | None]:
    speaker: Speaker = cast((Speaker,))[Speaker]
    voice = next(voice for voice in speaker.voices() if voice.language.split("-")[0] == "en")
    target = beside.with_suffix(".wav")
    speaker.speak(Utterance(text=TEXT, language=voice.language, voice=voice), target)
    words = aligner.align(target, TEXT, "en")
    return " · ".join(f"{word.text} {word.start_ms / 1000:.2f}" for word in words), target


def _painted(painter: Any, beside: Path) -> tuple[str, Path | None]:
    target = beside.with_suffix(".png")
    prompt = "A paper boat on calm water, seen from above, two colours."
    painter.paint(Painting(prompt=prompt, aspect=Aspect.SQUARE), target)
    return prompt, target


def _restyled(restyler: Any, beside: Path) -> tuple[str, Path | None]:
    given, target = beside.with_suffix(".given.png"), beside.with_suffix(".png")
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (512, 512), "#F4EBDD")
    ImageDraw.Draw(picture).ellipse((96, 96, 416, 416), fill="#1F6F8B")
    picture.save(given)
    style = "Paper cut-out, two colours."
    restyler.restyle(Restyling(style=style), given, target)
    given.unlink(missing_ok=True)
    return style, target


def _passed(moderator: Any, beside: Path) -> tuple[str, Path | None]:
    prompt = "A paper boat on calm water."
    moderator.check(prompt)
    return f"It has nothing against “{prompt}”", None


def _checked(maker: Any, beside: Path) -> tuple[str, Path | None]:
    """What can be known without an order: a clip costs too much to be made on the side."""
    told: str = maker.check()
    price = maker.connection.cost("second", 1)
    costs = f"a second of it costs ${price:.2f}" if price else "it would have to be paid for"
    return f"{told} No clip was made: {costs}.", None


def _found(stock: Any, beside: Path) -> tuple[str, Path | None]:
    found = stock.search("a lighthouse", Aspect.WIDE)
    if not found:
        raise BadAnswer("It found no picture of a lighthouse.", hint="Look at the address and the key.")
    target = beside.with_suffix(".png")
    stock.fetch(found[0], beside.with_suffix(".jpg"), small=True)
    from PIL import Image

    with Image.open(beside.with_suffix(".jpg")) as picture:
        picture.convert("RGB").save(target, "PNG")
    return f"{len(found)} pictures of a lighthouse; this is by {found[0].author}", target


TRIED: dict[str, Callable[[Any, Path], tuple[str, Path | None]]] = {
    "Writer": _written,
    "Translator": _translated,
    "Speaker": _spoken,
    "Aligner": _heard,
    "Painter": _painted,
    "Restyler": _restyled,
    "Moderator": _passed,
    "Stock": _found,
    "Filmer": _checked,
    "Presenter": _checked,
}
"""How each port is tried."""
CHECKED = frozenset({"Filmer", "Presenter"})
"""Ports of which a trial only asks what costs nothing."""
