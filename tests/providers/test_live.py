"""Against the real services, for whoever has a key: `make live`. README says which keys.

Each port of a house is asked for the smallest thing it makes, once; a clip costs some tens of cents, the rest less than one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image

from core.errors import Refused
from core.film import Brief, Pace, Utterance
from core.media.audio import decode
from core.policy import Policy, Timeouts
from core.ports import Aligner, Filmer, Filming, Moderator, Painter, Painting, Speaker, Translator, Writer
from core.providers import cast
from core.providers.connection import Connection
from core.providers.houses import house_of, searched, seated
from core.services.entries import Entry, Fill, KeyReference
from core.settings import from_environment

pytestmark = [pytest.mark.live, pytest.mark.timeout(1200)]
KEYS = {"openai": "OPENAI_API_KEY", "huggingface": "HF_TOKEN", "google": "GEMINI_API_KEY"}
PORTS = {port.__name__: port for port in (Writer, Translator, Speaker, Aligner, Painter, Filmer, Moderator)}
OFFERED = [(house, offer.port) for house in KEYS for offer in house_of(house).offers if offer.port in PORTS]
POLICY = Policy(timeouts=Timeouts(connect_s=10, read_s=120, total_s=900))


def provider(house: str, port: str, folder: Path) -> Any:
    if not from_environment(KEYS[house]):
        pytest.skip(f"{KEYS[house]} is not set")
    offer = house_of(house).offer(port)
    assert offer
    model = from_environment(f"LIVE_{house.upper()}_{port.upper()}") or offer.models[0]
    entry = Entry(id="live", house=house, key=KeyReference(source="environment", name=KEYS[house]),
                  fills=(Fill(port=port, model=model),), policy=POLICY)  # fmt: skip
    return seated(Connection(entry, port, folder / "p", folder / "s"))


@pytest.mark.parametrize(("house", "port"), OFFERED)
def test_the_service_does_what_its_port_promises(house: str, port: str, tmp_path: Path) -> None:
    asked = provider(house, port, tmp_path)
    to = tmp_path / "given"
    if port == "Writer":
        script = asked.write(Brief(source="# Acme 4.0\n\nSearch takes 120 ms.", language="en"), Pace(us_per_character=60_000))
        assert any(line.source for line in script.lines)
        brief = Brief(source="# Acme 4.0\n\nSearch takes 120 ms.", language="en", rounds=1)
        assert asked.discuss(brief, Pace(us_per_character=60_000)).discussion.rounds[0].turns[0].said
    elif port == "Translator":
        [line] = asked.translate(("Good morning.",), "de")
        assert "Morgen" in line
    elif port == "Speaker":
        asked.speak(Utterance(text="Good morning.", language="en", voice=asked.voices()[0]), to)
        assert decode(to, channels=1).shape[1] > 10_000
    elif port == "Painter":
        asked.paint(Painting(prompt="A calm sea at dawn"), to)
        with Image.open(to) as image:
            assert min(image.size) >= 256
    elif port == "Moderator":
        asked.check("A calm sea at dawn")
        with pytest.raises(Refused):
            asked.check("I will kill you and everybody whom you love, slowly and with a knife.")
    elif port == "Filmer":
        asked.film(Filming(prompt="A calm sea at dawn", duration_ms=4000), to)
        with av.open(str(to)) as container:
            assert container.duration
    else:
        speaker = cast((Speaker,))[Speaker]
        voice = next(voice for voice in speaker.voices() if voice.language == "en")
        said = speaker.speak(Utterance(text="Search is faster now.", language="en", voice=voice), tmp_path / "said.wav")
        words = asked.align(tmp_path / "said.wav", "Search is faster now.", "en")
        assert all(abs(one.start_ms - true.start_ms) < 400 for one, true in zip(words, said.words, strict=True))


def test_models_are_found(tmp_path: Path) -> None:
    found = searched(provider("huggingface", "Painter", tmp_path).connection, "flux")
    assert any("flux" in one.model.lower() for one in found)
