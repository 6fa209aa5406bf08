"""Piper: voices fetched once and checked, then spoken here with true times; a hub on loopback, and Piper's own runtime."""

from __future__ import annotations

import importlib.util
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from piper_server import FRAMES, HOP, KEY, RATE, Hub, running, toy_config, toy_model

from core.errors import BadAnswer, KeptLocal, NotAccepted, ProviderMissing, Unavailable, UnknownModel, Unspeakable
from core.film import Utterance, Voice
from core.media.audio import read_wav
from core.policy import Policy, Tries
from core.ports import Aligner, Speaker
from core.providers import cast
from core.providers.aligning import AlignedSpeaker
from core.providers.connection import Connection
from core.providers.houses import house_of, ports_of
from core.providers.piper.hub import REVISION, Shelf
from core.providers.piper.process import Piper
from core.providers.piper.speech import PiperSpeaker
from core.services.entries import Entry, Fill
from core.services.local_only import FLAG

LINE = "Our new dashboard ships today, and it is fast."
HERE = importlib.util.find_spec("piper") is not None and importlib.util.find_spec("onnx") is not None
installed = pytest.mark.skipif(not HERE, reason="the extra piper is not installed")


@pytest.fixture(scope="module")
def running_hub() -> Iterator[Hub]:
    with running() as hub:
        yield hub


@pytest.fixture
def hub(running_hub: Hub) -> Hub:
    running = running_hub
    running.begin()
    running.asked = []
    running.files = {f"{KEY}.onnx": b"no model", f"{KEY}.onnx.json": b'{"speaker_id_map": {}}', "MODEL_CARD": b"Licence: MIT"}
    return running


def connection(hub: Hub, tmp_path: Path, tries: int = 1) -> Connection:
    entry = Entry(
        id="piper", house="piper", label="Piper", base_url=hub.url, fills=(Fill(port="Speaker", model=KEY),),
        policy=Policy(tries=Tries(attempts=tries, first_s=0.01)),
    )  # fmt: skip
    return Connection(entry, "Speaker", tmp_path / "providers", tmp_path / "secrets")


def said(text: str = LINE, **more: Any) -> Utterance:
    return Utterance(
        text=text, language="en-us", voice=Voice(id=f"piper:{KEY}", name="Toy", language="en-us", variant=KEY), **more
    )


@pytest.fixture(autouse=True)
def _switched_back(tmp_path: Path) -> Iterator[None]:
    """Local only holds for the whole process, which goes on with other tests."""
    yield
    for flag in tmp_path.rglob(FLAG):
        flag.unlink()


def test_a_voice_is_fetched_once_with_progress_and_its_licence_and_is_offline_afterwards(hub: Hub, tmp_path: Path) -> None:
    shelf, told = Shelf(connection(hub, tmp_path)), []
    [voice] = shelf.listed()
    assert (voice.key, voice.language, voice.speaks, voice.quality) == (KEY, "en-us", "English, United States", "medium")
    with pytest.raises(ProviderMissing, match="not on this machine"):
        shelf.model(KEY)
    model = shelf.fetch(KEY, lambda came, size: told.append((came, size)))
    assert model.read_bytes() == b"no model"
    assert model.with_name("MODEL_CARD").read_bytes() == b"Licence: MIT"
    assert told[-1] == (voice.size, voice.size)
    assert shelf.installed() == (KEY,)
    asked = len(hub.asked)
    connection(hub, tmp_path).folder.joinpath(FLAG).touch()
    assert Shelf(connection(hub, tmp_path)).fetch(KEY) == model
    assert [one.key for one in shelf.listed()] == [KEY]
    assert len(hub.asked) == asked
    shelf.remove(KEY)
    assert shelf.installed() == ()


def test_a_file_that_came_damaged_is_not_kept_and_is_fetched_again(hub: Hub, tmp_path: Path) -> None:
    shelf = Shelf(connection(hub, tmp_path))
    hub.plan = ["", "", "cut"]
    with pytest.raises(BadAnswer, match="damaged"):
        shelf.fetch(KEY)
    assert shelf.installed() == ()
    assert not list(shelf.folder.glob(".*"))
    hub.plan = ["", "cut"]
    assert Shelf(connection(hub, tmp_path, tries=3)).fetch(KEY).is_file()


@pytest.mark.parametrize(
    ("how", "error"), [("404", UnknownModel), ("503", Unavailable), ("400", NotAccepted), ("empty", BadAnswer)]
)
def test_a_hub_that_does_not_answer_well_is_said(hub: Hub, tmp_path: Path, how: str, error: type[Exception]) -> None:
    hub.plan = [how]
    with pytest.raises(error):
        Shelf(connection(hub, tmp_path)).fetch(KEY)


def test_what_is_no_voice_is_refused_before_anything_is_asked(hub: Hub, tmp_path: Path) -> None:
    for key in ("../../etc/passwd", "lessac", "en_US-toy-huge"):
        with pytest.raises(UnknownModel):
            Shelf(connection(hub, tmp_path)).fetch(key)
    assert hub.asked == []
    with pytest.raises(UnknownModel, match="has no voice"):
        Shelf(connection(hub, tmp_path)).fetch("en_US-nobody-low")


def test_nothing_is_fetched_while_local_only_is_on(tmp_path: Path) -> None:
    outside = Hub(url="http://192.0.2.1:9")
    there = connection(outside, tmp_path)
    there.folder.mkdir(parents=True)
    (there.folder / FLAG).touch()
    with pytest.raises(KeptLocal):
        PiperSpeaker(there).speak(said(), tmp_path / "a.wav")


def test_the_house_is_on_offer_and_its_speaker_travels(hub: Hub, tmp_path: Path) -> None:
    assert ports_of("piper") == {Speaker: PiperSpeaker}
    offer = house_of("piper").offer("Speaker")
    assert offer is not None
    speaker = PiperSpeaker(connection(hub, tmp_path))
    assert pickle.loads(pickle.dumps(speaker)).identity == speaker.identity
    assert REVISION in speaker.identity
    [voice] = speaker.voices()
    assert (voice.id, voice.language, voice.name) == (f"piper:{KEY}", "en-us", "Toy")
    assert "fetched" in voice.about
    with pytest.raises(Unspeakable):
        speaker.speak(said("…"), tmp_path / "a.wav")


@installed
def test_a_voice_speaks_with_its_own_durations(hub: Hub, tmp_path: Path) -> None:
    hub.files |= {f"{KEY}.onnx": toy_model(), f"{KEY}.onnx.json": toy_config()}
    speaker = PiperSpeaker(connection(hub, tmp_path))
    speech = speaker.speak(said(), tmp_path / "a.wav")
    rate, samples = read_wav(tmp_path / "a.wav")
    assert rate == RATE
    assert [word.text for word in speech.words] == LINE.split()
    each = FRAMES * HOP * 1000 / RATE
    ms = samples.shape[1] * 1000 / rate
    marks = [t for sound in speech.phonemes for t in (sound.start_ms, sound.end_ms)]
    assert marks == sorted(marks)
    assert marks[-1] <= ms
    assert all(abs(sound.start_ms / each - round(sound.start_ms / each)) * each <= 2 for sound in speech.phonemes)
    assert speech.words[0].start_ms == pytest.approx(2 * each, abs=2)  # after the mark of the beginning and its pad
    again = speaker.speak(said(), tmp_path / "b.wav")
    assert again == speech
    assert (tmp_path / "b.wav").read_bytes() == (tmp_path / "a.wav").read_bytes()
    slow = speaker.speak(said(pace=50), tmp_path / "c.wav")
    assert slow.words[-1].end_ms > 1.8 * speech.words[-1].end_ms


@installed
def test_a_file_that_is_no_voice_is_said_and_the_next_line_is_spoken(hub: Hub, tmp_path: Path) -> None:
    hub.files |= {f"{KEY}.onnx.json": toy_config()}
    with pytest.raises(BadAnswer, match="cannot be used"):
        PiperSpeaker(connection(hub, tmp_path)).speak(said(), tmp_path / "a.wav")
    (tmp_path / "voice.onnx").write_bytes(toy_model())
    (tmp_path / "voice.onnx.json").write_bytes(toy_config())
    piper = Piper()
    assert piper.say(tmp_path / "voice.onnx", "Two. Sentences.").sounds
    piper.close()


@installed
def test_a_voice_whose_sounds_are_not_its_words_is_not_believed(hub: Hub, tmp_path: Path) -> None:
    hub.files |= {f"{KEY}.onnx": toy_model(), f"{KEY}.onnx.json": toy_config().replace(b"en-us", b"de")}
    speaker = PiperSpeaker(connection(hub, tmp_path))
    speech = AlignedSpeaker(speaker, cast((Aligner,))[Aligner]).speak(
        said("Wir sehen uns nächste Woche, ja?"), tmp_path / "a.wav"
    )
    assert not speech.words
    assert speech.untimed
