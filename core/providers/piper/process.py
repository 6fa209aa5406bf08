"""Piper as seen from here: a text and a voice's file in, samples and how long each sound lasts out."""

from __future__ import annotations

import atexit
import json
import struct
import sys
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import BadAnswer, ProviderMissing, ToolFailed, Unavailable
from core.media.audio import Samples
from core.media.tool import Child, start

_PROGRAM = Path(__file__).with_name("piper_child.py")
_LONGEST_S = 300.0
"""A line takes a second or two, the first one with a voice some more; what takes this long has hung."""

MISSING = "Install it with `pip install 'firstcut[piper]'` or `pip install 'piper-tts[alignment]'`, or choose another voice."


@dataclass(frozen=True)
class Said:
    """What Piper gave: samples, and its sounds with the samples that each lasts; none where the voice does not tell."""

    rate: int
    samples: Samples
    sounds: tuple[tuple[str, int], ...]


class Piper:
    """The process that hosts Piper: started when first needed, started again when it has died."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._one_at_a_time = threading.Lock()

    def say(self, model: Path, text: str, *, speaker: int | None = None, slower: float = 1.0) -> Said:
        """`text` spoken. Raises `ProviderMissing` without the package, and `BadAnswer` for a file that is no voice."""
        message = json.dumps({"model": str(model), "text": text, "speaker": speaker, "slower": slower}).encode()
        with self._one_at_a_time:
            try:
                reply, sound = self._ask(message)
            except ToolFailed as error:
                self._drop()
                raise Unavailable("Piper stopped while it was speaking.") from error
        kind, told = reply.get("error"), str(reply.get("message", ""))
        if kind == "missing":
            raise ProviderMissing("The package piper-tts is not installed.", hint=MISSING)
        if kind == "voice":
            raise BadAnswer("The voice's file cannot be used.", hint="Fetch the voice again.", detail=told, unsent=True)
        if kind:
            raise BadAnswer("Piper could not say this.", detail=told, unsent=True)
        samples = np.frombuffer(sound, "<i2").astype(np.float32) / np.float32(32768)
        return Said(int(reply["rate"]), samples[None], tuple((str(ipa), int(size)) for ipa, size in reply["sounds"]))

    def close(self) -> None:
        """Ends the process, if there is one."""
        with self._one_at_a_time:
            self._drop()

    def _ask(self, message: bytes) -> tuple[dict[str, Any], bytes]:
        if self._child is None or not self._child.alive:
            self._drop()
            self._child = start([sys.executable, "-I", str(_PROGRAM)])
        child = self._child
        watch = threading.Timer(_LONGEST_S, child.kill)
        watch.daemon = True
        watch.start()
        try:
            child.write(struct.pack(">I", len(message)) + message)
            reply: dict[str, Any] = json.loads(child.read(struct.unpack(">I", child.read(4))[0]))
            return reply, child.read(2 * int(reply.get("samples", 0)))
        finally:
            watch.cancel()

    def _drop(self) -> None:
        if self._child is not None:
            self._child.close()
            self._child = None


@cache
def shared() -> Piper:
    """The one of this process; it is closed at exit."""
    piper = Piper()
    atexit.register(piper.close)
    return piper
