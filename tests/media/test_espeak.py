"""The synthesiser's process: equal requests, equal samples; times that agree with what is heard."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from core.errors import ProviderMissing
from core.media.espeak import Espeak

TEXT = "Our new dashboard ships today, and it makes release notes fun again!"


@pytest.fixture(scope="module")
def espeak() -> Iterator[Espeak]:
    espeak = Espeak()
    yield espeak
    espeak.close()


@pytest.mark.parametrize("voice", ["en-us+f2", "en-us+f3", "en-us+m7", "en-us+max", "de+f2"])
def test_equal_requests_give_equal_samples_in_any_process_and_order(espeak: Espeak, voice: str) -> None:
    first = espeak.say(TEXT, voice, rate=165)
    espeak.say("Etwas ganz anderes.", "de+m7", rate=120, pitch=70)
    again = espeak.say(TEXT, voice, rate=165)
    other = Espeak()
    elsewhere = other.say(TEXT, voice, rate=165)
    other.close()
    for take in (again, elsewhere):
        assert np.array_equal(first.samples, take.samples)
        assert (first.words, first.phonemes) == (take.words, take.phonemes)


def test_words_point_at_the_text_and_follow_each_other(espeak: Espeak) -> None:
    spoken = espeak.say(TEXT, "en-us", rate=165)
    assert [TEXT[w.at : w.at + w.length] for w in spoken.words][:4] == ["Our", "new", "dashboard", "ships"]
    assert [w.sample for w in spoken.words] == sorted(w.sample for w in spoken.words)
    assert spoken.words[-1].sample < len(spoken.samples)


def test_sound_begins_after_each_pause_when_its_phoneme_does(espeak: Espeak) -> None:
    spoken = espeak.say("Stop. Go on. Stay. Please wait.", "en-us+m7", rate=160)
    loud = np.abs(spoken.samples) > 0.02
    events = spoken.phonemes
    for before, event in pairwise(events):
        if not before.ipa and event.ipa and event.sample - before.sample > spoken.rate // 10:
            window = loud[event.sample - spoken.rate // 20 : event.sample + spoken.rate // 10]
            assert abs(int(np.argmax(window)) - spoken.rate // 20) < spoken.rate * 0.045


def test_a_process_that_died_is_started_again(espeak: Espeak) -> None:
    before = espeak.say("One.", "en-us", rate=165)
    child = espeak._child
    assert child is not None
    child.kill()
    assert np.array_equal(espeak.say("One.", "en-us", rate=165).samples, before.samples)


def test_a_voice_that_is_not_there_is_told(espeak: Espeak) -> None:
    with pytest.raises(ProviderMissing, match="no voice"):
        espeak.say("Hello.", "no-such-voice", rate=165)
    assert len(espeak.say("Hello.", "en-us", rate=165).samples) > 1000, "it goes on after a refusal"


def test_every_listed_voice_can_be_asked_for(espeak: Espeak) -> None:
    listed = espeak.voices()
    assert len(listed) > 100
    for id, _, _ in listed:
        assert len(espeak.say("a", id, rate=300).samples) > 0
