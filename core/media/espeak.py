"""eSpeak NG as seen from here: a text and a voice in, samples and exact times out."""

from __future__ import annotations

import atexit
import json
import struct
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from core.errors import ProviderMissing, ToolFailed, Unavailable
from core.media.tool import Child, start

_PROGRAM = Path(__file__).with_name("espeak_child.py")
_LONGEST_S = 60.0
"""A request is answered in milliseconds; one that takes this long has hung."""

_NAMES = {
    "zh": "cmn",
    "en": "en-us",
    "en-gb": "en-gb-x-rp",
    "no": "nb",
    "fr-fr": "fr",
    "zh-cn": "cmn",
    "zh-tw": "cmn",
    "zh-hk": "yue",
}
"""Our language tags where eSpeak's voices have other names."""

_Answer = tuple[dict[str, Any], bytes]

_MISSING = "Install it with `pip install espeakng-loader`, or choose another voice provider."


@dataclass(frozen=True)
class SpokenWord:
    """A word as eSpeak counted it: where it stands in the text that was given, and when it begins."""

    at: int
    length: int
    sample: int


@dataclass(frozen=True)
class SpokenPhoneme:
    """A sound, and when it begins; an empty `ipa` is silence. `at` is the position of its word in the text."""

    at: int
    sample: int
    ipa: str


@dataclass(frozen=True)
class Synthesis:
    """Mono samples in -1..1 with the events inside them, in order of time."""

    rate: int
    samples: NDArray[np.float32]
    words: tuple[SpokenWord, ...]
    phonemes: tuple[SpokenPhoneme, ...]


class Espeak:
    """The process that hosts the library: started when first needed, started again when it has died."""

    _shared: Self | None = None
    _sharing = threading.Lock()

    def __init__(self) -> None:
        self._child: Child | None = None
        self._one_at_a_time = threading.Lock()
        self._known: frozenset[str] | None = None

    @classmethod
    def shared(cls) -> Self:
        """The one of this process; it is closed at exit."""
        with cls._sharing:
            if cls._shared is None:
                cls._shared = cls()
                atexit.register(cls._shared.close)
            return cls._shared

    def say(self, text: str, voice: str, *, rate: int, pitch: int = 50, pitch_range: int = 50, gap: int = 0) -> Synthesis:
        """`text` spoken; equal calls give equal samples.

        `voice` is eSpeak's name, with a timbre after a plus sign (`en-us+f2`); `rate` in words a minute, `pitch` and
        `pitch_range` 0..99, `gap` between words in units of 10 ms. Raises `ProviderMissing` without the library or the voice.
        """
        request = {"voice": voice, "text": text, "rate": rate, "pitch": pitch, "range": pitch_range, "gap": gap}
        return _synthesis(*self._answered(request), voice)

    def voices(self) -> tuple[tuple[str, str, str], ...]:
        """What every voice is asked for by, its language, its name in English. Raises `ProviderMissing` without the library."""
        reply, _ = self._answered({"list": True})
        if "error" in reply:
            raise ProviderMissing(f"The offline voice cannot be used: {reply['message']}.", hint=_MISSING)
        return tuple((id, language, name) for id, language, name in reply["voices"])

    def name_for(self, language: str) -> str:
        """The name of the voice for a language tag: its own, else that of the language without its region."""
        tag = language.lower().replace("_", "-")
        if tag in _NAMES:
            return _NAMES[tag]
        if self._known is None:
            self._known = frozenset(id for id, _, _ in self.voices())
        bare = tag.split("-")[0]
        return tag if tag in self._known else _NAMES.get(bare, bare)

    def _answered(self, request: dict[str, Any]) -> _Answer:
        message = json.dumps(request, ensure_ascii=False).encode()
        with self._one_at_a_time:
            try:
                return self._ask(message)
            except ToolFailed:
                self._drop()
            try:
                return self._ask(message)
            except ToolFailed as error:
                self._drop()
                raise Unavailable("The offline voice stopped while it was speaking.") from error

    def close(self) -> None:
        """Ends the process, if there is one."""
        with self._one_at_a_time:
            self._drop()

    def _ask(self, message: bytes) -> tuple[dict[str, Any], bytes]:
        if self._child is None or not self._child.alive:
            self._drop()
            self._child = start([sys.executable, "-I", str(_PROGRAM)])
        child = self._child
        return _within(_LONGEST_S, child.kill, lambda: _exchange(child, message))

    def _drop(self) -> None:
        if self._child is not None:
            self._child.close()
            self._child = None


def _exchange(child: Child, message: bytes) -> tuple[dict[str, Any], bytes]:
    child.write(struct.pack(">I", len(message)) + message)
    reply: dict[str, Any] = json.loads(child.read(struct.unpack(">I", child.read(4))[0]))
    return reply, child.read(2 * reply.get("samples", 0))


def _within(
    seconds: float, otherwise: Callable[[], None], ask: Callable[[], tuple[dict[str, Any], bytes]]
) -> tuple[dict[str, Any], bytes]:
    """What `ask` gives; after `seconds` without it `otherwise` is called, which must make `ask` end."""
    watch = threading.Timer(seconds, otherwise)
    watch.daemon = True
    watch.start()
    try:
        return ask()
    finally:
        watch.cancel()


def _synthesis(reply: dict[str, Any], sound: bytes, voice: str) -> Synthesis:
    if reply.get("error") == "voice":
        raise ProviderMissing(f"eSpeak NG has no voice “{voice}”.", hint="Choose another voice or language.")
    if "error" in reply:
        raise ProviderMissing(f"The offline voice cannot be used: {reply['message']}.", hint=_MISSING)
    words = tuple(SpokenWord(e[1], e[2], e[3]) for e in reply["events"] if e[0] == "word")
    phonemes = tuple(SpokenPhoneme(e[1], e[2], e[3]) for e in reply["events"] if e[0] == "phoneme")
    return Synthesis(reply["rate"], np.frombuffer(sound, "<i2").astype(np.float32) / np.float32(32768), words, phonemes)
