"""Every provider of every port, the offline ones included: how each is set up, and the least that it is asked for."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import google_server
import heygen_server
import huggingface_server
import openai_server
import piper_server
import pytest
import stock_server
from loopback import KEY, Service, picture, tone
from provider_samples import BRIEF, LINE, PACE

from core.film import Aspect, Mood, MusicBed, Placement, Staging, Take, Utterance
from core.film.avatars import AVATARS
from core.policy import Circuit, Policy, Timeouts, Tries
from core.ports import (
    Aligner,
    Composer,
    Filmer,
    Filming,
    Moderator,
    Painter,
    Painting,
    Presenter,
    Restyler,
    Restyling,
    Speaker,
    Stock,
    Translator,
    Writer,
)
from core.providers import cast
from core.providers.connection import Connection
from core.providers.houses import seated
from core.services.entries import Entry, Fill, KeyReference
from core.services.keys import Keys
from core.value import Blob

PIPER = importlib.util.find_spec("piper") is not None and importlib.util.find_spec("onnx") is not None
DRAFT = {
    "title": "Acme 4.0",
    "lines": [
        {"narration": "Meet Acme 4.0.", "layout": "title", "headline": "Acme 4.0", "source_first": 1},
        {"narration": "Search takes 120 milliseconds.", "layout": "statement", "headline": "120 ms", "source_first": 3},
    ],
}
POLICY = Policy(
    tries=Tries(attempts=2, first_s=0.01, longest_s=1), timeouts=Timeouts(connect_s=5, read_s=20, total_s=30),
    circuit=Circuit(failures=50),
)  # fmt: skip
SERVERS: dict[str, Callable[[], Any]] = {
    "openai": openai_server.running,
    "huggingface": huggingface_server.running,
    "google": google_server.running,
    "heygen": heygen_server.running,
    "piper": piper_server.running,
    "pexels": stock_server.running,
    "pixabay": stock_server.running,
}
"""House -> its service on loopback."""


@dataclass(frozen=True)
class Seat:
    """A provider of a port: a house, how its entry is set up, and where its service answers on loopback."""

    house: str
    port: type
    model: str = "own/model"
    path: str = ""
    options: tuple[tuple[str, str], ...] = ()
    name: str = ""

    def __str__(self) -> str:
        return "-".join(filter(None, (self.port.__name__, self.house, self.name)))


QUICK_LOOK = ("look_s", "0.02")
GATE = (("provider", "auto"), QUICK_LOOK)
VERTEX = (("platform", "vertex"), QUICK_LOOK)
SEATS = (
    *(Seat("offline", port) for port in (Writer, Speaker, Aligner, Presenter, Composer)),
    *(Seat("openai", port, "m", "/v1") for port in (Writer, Translator, Speaker, Painter, Restyler, Moderator, Aligner)),
    Seat("huggingface", Writer, path="/endpoint/text"),
    Seat("huggingface", Translator, path="/endpoint/text"),
    Seat("huggingface", Speaker, path="/endpoint/speech"),
    Seat("huggingface", Painter, path="/endpoint/image"),
    Seat("huggingface", Restyler, path="/endpoint/style"),
    Seat("huggingface", Aligner, path="/endpoint/hearing"),
    Seat("huggingface", Writer, "tests/chat", options=GATE, name="router"),
    Seat("huggingface", Painter, "tests/image", options=GATE, name="router"),
    Seat("huggingface", Restyler, "tests/style", options=GATE, name="router"),
    Seat("huggingface", Speaker, "tests/voice", options=GATE, name="router"),
    Seat("huggingface", Filmer, "tests/clip", options=GATE, name="router"),
    *(Seat("google", port, "m", options=(QUICK_LOOK,)) for port in (Writer, Translator, Filmer)),
    *(Seat("google", port, "m", options=VERTEX, name="vertex") for port in (Writer, Translator, Filmer)),
    Seat("heygen", Presenter, "anna", options=(QUICK_LOOK,)),
    *((Seat("piper", Speaker, piper_server.KEY),) if PIPER else ()),
    Seat("pexels", Stock, "photos"),
    Seat("pixabay", Stock, "photos"),
)
JOBS = frozenset({Filmer, Presenter})
"""Ports whose work is ordered and waited for."""


def of(port: type, *, paid: bool = False) -> Any:
    """Runs a test for every provider of `port`; `paid` leaves those out that work on this machine."""
    chosen = [seat for seat in SEATS if seat.port is port and not (paid and seat.house == "offline")]
    return pytest.mark.parametrize("seat", chosen, ids=str)


REMOTE = pytest.mark.parametrize("seat", [seat for seat in SEATS if seat.house != "offline"], ids=str)


def taken(seat: Seat, service: Service | None, folder: Path, policy: Policy = POLICY) -> Any:
    """The provider, set up anew under `folder`; its service answers as it should."""
    if service is None:
        return cast((seat.port,))[seat.port]
    service.reply, service.heard = _reply, _heard(seat.house)
    fill = Fill(port=seat.port.__name__, model=seat.model, options=seat.options)
    keyless = seat.house == "piper"
    entry = Entry(id="mine", house=seat.house, label="A service", base_url=service.url.removesuffix("/v1") + seat.path,
                  key=KeyReference(source="none" if keyless else "studio"), fills=(fill,), policy=policy)  # fmt: skip
    Keys(folder / "p", folder / "s").enter("mine", f"hf_{KEY}" if seat.name == "router" else KEY)
    if isinstance(service, piper_server.Hub):
        service.files = {
            f"{piper_server.KEY}.onnx": piper_server.toy_model(),
            f"{piper_server.KEY}.onnx.json": piper_server.toy_config(),
        }
    return seated(Connection(entry, seat.port.__name__, folder / "p", folder / "s"))


def attempt(provider: Any, port: type, folder: Path) -> Path:
    """Asks the provider for what its port is there for; gives where a file would be."""
    to, sound, given = folder / "given", folder / "said.wav", folder / "photo.png"
    sound.write_bytes(tone(1.5))
    given.write_bytes(picture())
    ask: dict[type, Callable[[], Any]] = {
        Writer: lambda: provider.write(BRIEF, PACE),
        Translator: lambda: provider.translate(("Hello", "World"), "de"),
        Speaker: lambda: provider.speak(Utterance(text=LINE, language="en", voice=provider.voices()[0]), to),
        Painter: lambda: provider.paint(Painting(prompt="A calm sea"), to),
        Restyler: lambda: provider.restyle(Restyling(style="Paper cut-out"), given, to),
        Moderator: lambda: provider.check("A calm sea"),
        Filmer: lambda: provider.film(Filming(prompt="A calm sea"), to),
        Presenter: lambda: _presented(provider, sound, to),
        Composer: lambda: provider.play(provider.score(MusicBed(mood=Mood.CALM, duration_ms=3000)).passages[0], to),
        Stock: lambda: provider.fetch(provider.search("a lighthouse", Aspect.WIDE)[0], to),
        Aligner: lambda: provider.align(sound, LINE, "en"),
    }
    ask[port]()
    return to


TAKE = Take(audio=Blob(digest="0" * 32, suffix=".wav", size=1), duration_ms=1500, words=(), phonemes=(), voice="v")
STAGING = Staging(avatar=AVATARS[0], placement=Placement.HALF)


def _presented(presenter: Any, sound: Path, to: Path) -> None:
    presenter.perform(TAKE, STAGING)
    if hasattr(presenter, "film"):
        presenter.film(TAKE, STAGING, sound, to)


def _reply(body: dict[str, Any]) -> str:
    lines = '"lines"' in json.dumps(body) and "Translate each line" in json.dumps(body)
    return json.dumps({"lines": ["Hallo", "Welt"]} if lines else DRAFT)


def _heard(house: str) -> list[dict[str, Any]]:
    words, found = LINE.split(), []
    for i, word in enumerate(words):
        start, end = 0.1 + 0.2 * i, 0.3 + 0.2 * i
        found.append(
            {"word": word, "start": start, "end": end} if house == "openai" else {"text": word, "timestamp": [start, end]}
        )
    return found
