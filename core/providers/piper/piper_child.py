"""The program that hosts Piper: reads requests on standard input, answers with sounds and samples on standard output.

It is a process of its own because Piper is GPL-3.0. It imports nothing of Firstcut and is run by its path. A message is four
bytes of length (big-endian) and JSON; an answer's sound follows its JSON as raw little-endian 16-bit samples. The end of the
input ends it.

    {"model": path, "text": "...", "speaker": null or a number, "slower": 1.0}
    {"rate": 22050, "samples": n, "sounds": [[letter of IPA, samples], ...]}
    {"error": "missing" | "voice" | "request", "message": "..."}

There are no sounds where the model does not tell how long they are.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from typing import Any, BinaryIO

_BETWEEN_S = 0.15
"""Silence between two sentences, which the model speaks one by one."""

_loaded: dict[str, Any] = {}


class _Refused(Exception):
    """A request that cannot be answered: its kind, and why."""


def speak(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The answer to one request and its samples."""
    voice = _voice(request["model"])
    from piper import SynthesisConfig

    length = voice.config.length_scale * float(request["slower"])
    config = SynthesisConfig(speaker_id=request["speaker"], length_scale=length)
    sound, sounds, told = bytearray(), [], True
    rate = int(voice.config.sample_rate)
    for chunk in voice.synthesize(request["text"], config, include_alignments=True):
        if sound:
            silence = int(rate * _BETWEEN_S)
            sound += bytes(2 * silence)
            sounds.append([" ", silence])
        samples = chunk.audio_int16_bytes
        sound += samples
        heard = [[one.phoneme, int(one.num_samples)] for one in chunk.phoneme_alignments or ()]
        told = told and bool(heard)
        sounds += heard
    return {"rate": rate, "samples": len(sound) // 2, "sounds": sounds if told else []}, bytes(sound)


def _voice(model: str) -> Any:
    if model not in _loaded:
        try:
            from piper import PiperVoice
        except (ImportError, OSError) as error:
            raise _Refused("missing", str(error)) from error
        _loaded.clear()  # one is enough: a voice takes some hundred megabytes
        try:
            _loaded[model] = PiperVoice.load(model, include_alignments=True)
        except Exception as error:  # whatever the runtime says of a broken file
            raise _Refused("voice", f"{type(error).__name__}: {error}"[:300]) from error
    return _loaded[model]


def _answer(line: bytes) -> bytes:
    try:
        reply, sound = speak(json.loads(line))
    except _Refused as refused:
        reply, sound = {"error": refused.args[0], "message": refused.args[1]}, b""
    except (ValueError, RuntimeError, KeyError, IndexError) as error:
        reply, sound = {"error": "request", "message": f"{type(error).__name__}: {error}"[:300]}, b""
    message = json.dumps(reply, ensure_ascii=False).encode()
    return struct.pack(">I", len(message)) + message + sound


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers until the requests end."""
    while len(head := requests.read(4)) == 4:
        answers.write(_answer(requests.read(struct.unpack(">I", head)[0])))
        answers.flush()


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # the runtime may print; its words must not be taken for answers
    serve(sys.stdin.buffer, answers)
