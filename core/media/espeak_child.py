"""The program that hosts eSpeak NG: reads requests on standard input, answers with times and sound on standard output.

It is a process of its own because the library is GPL-3.0 and keeps its state in globals. It imports nothing of Firstcut and is
run by its path. A message is four bytes of length (big-endian) and JSON; an answer's sound follows its JSON as raw little-endian
16-bit samples. The end of the input ends it.

    {"voice": "en-us+f2", "text": "...", "rate": 165, "pitch": 50, "range": 50, "gap": 0}
    {"rate": 22050, "samples": n, "events": [["word", text position, length, sample], ["phoneme", position, sample, ipa], ...]}
    {"list": true}
    {"voices": [[what it is asked for by, language, name], ...]}
    {"error": "missing" | "voice" | "request", "message": "..."}

Text positions count characters of the text from 0.
"""

from __future__ import annotations

import ctypes
import json
import os
import struct
import sys
from typing import Any, BinaryIO

_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: to the callback, before the call returns
_PHONEMES_AS_IPA = 1 | 2  # espeakINITIALIZE_PHONEME_EVENTS | espeakINITIALIZE_PHONEME_IPA
_UTF8 = 1
_RATE, _VOLUME, _PITCH, _RANGE, _WORDGAP = 1, 2, 3, 4, 7  # espeak_PARAMETER
_END, _WORD, _PHONEME = 0, 1, 7  # espeak_EVENT_TYPE
_OK = 0


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    """`espeak_EVENT` of speak_lib.h, API revision 5 and later."""

    _fields_ = [
        ("type", ctypes.c_int), ("unique", ctypes.c_uint), ("text_position", ctypes.c_int), ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int), ("sample", ctypes.c_int), ("user_data", ctypes.c_void_p), ("id", _Id),
    ]  # fmt: skip


class _Voice(ctypes.Structure):
    """The beginning of `espeak_VOICE`; only pointers to it are used."""

    _fields_ = [
        ("name", ctypes.c_char_p), ("languages", ctypes.c_char_p), ("identifier", ctypes.c_char_p),
    ]  # fmt: skip


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class _Refused(Exception):
    """A request that cannot be answered: its kind, and why."""


def speak(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The answer to one request and its samples. The library is loaded anew each time.

    Its oscillators, echo and parameters are globals that no call resets; a fresh copy costs half a millisecond and makes equal
    requests give equal samples.
    """
    library, data = _load()
    try:
        rate = library.espeak_Initialize(_SYNCHRONOUS, 0, data, _PHONEMES_AS_IPA)
        if rate <= 0:
            raise _Refused("missing", "its data cannot be read")
        if request.get("list"):
            return {"voices": _voices(library)}, b""
        library.espeak_ng_SetRandSeed(ctypes.c_long(1))  # or it is the time of day
        return _synthesise(library, rate, request)
    finally:
        library.espeak_Terminate()
        _unload(library)


def _voices(library: ctypes.CDLL) -> list[list[str]]:
    """What each voice is asked for by, its language and its name, in the order of the library."""
    library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
    found, listed, i = library.espeak_ListVoices(None), [], 0
    while found[i]:
        voice = found[i].contents
        language = (voice.languages or b"\0")[1:]  # its first byte is a priority
        file = (voice.identifier or b"").decode().replace("\\", "/").rsplit("/", 1)[-1]
        listed.append([file.lower(), language.decode(), (voice.name or b"").decode().strip()])
        i += 1
    return listed


def _synthesise(library: ctypes.CDLL, rate: int, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    sound = bytearray()
    events: list[list[Any]] = []

    def collect(samples: Any, count: int, found: Any) -> int:
        if samples and count > 0:
            sound.extend(ctypes.string_at(samples, count * 2))
        i = 0
        while found[i].type != _END:
            _note(found[i], events)
            i += 1
        return 0

    callback = _Callback(collect)
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(request["voice"].encode()) != _OK:
        raise _Refused("voice", request["voice"])
    for parameter, name in ((_RATE, "rate"), (_PITCH, "pitch"), (_RANGE, "range"), (_WORDGAP, "gap")):
        library.espeak_SetParameter(parameter, int(request[name]), 0)
    text = request["text"].encode() + b"\0"
    if library.espeak_Synth(text, ctypes.c_size_t(len(text)), 0, 0, 0, _UTF8, None, None) != _OK:
        raise _Refused("request", "the text was not accepted")
    library.espeak_Synchronize()
    return {"rate": rate, "samples": len(sound) // 2, "events": events}, bytes(sound)


def _note(event: Any, events: list[list[Any]]) -> None:
    if event.type == _WORD:
        events.append(["word", event.text_position - 1, event.length, event.sample])
    elif event.type == _PHONEME:
        events.append(["phoneme", event.text_position - 1, event.sample, event.id.string.decode("utf-8", "ignore")])


def _load() -> tuple[ctypes.CDLL, bytes]:
    try:
        import espeakng_loader  # only here, so that its absence can be told to who asked

        return ctypes.CDLL(str(espeakng_loader.get_library_path())), str(espeakng_loader.get_data_path()).encode()
    except (ImportError, OSError) as error:
        raise _Refused("missing", str(error)) from error


def _unload(library: ctypes.CDLL) -> None:
    import _ctypes

    if sys.platform == "win32":
        _ctypes.FreeLibrary(library._handle)
    else:
        _ctypes.dlclose(library._handle)


def _answer(line: bytes) -> bytes:
    try:
        reply, sound = speak(json.loads(line))
    except _Refused as refused:
        reply, sound = {"error": refused.args[0], "message": refused.args[1]}, b""
    message = json.dumps(reply, ensure_ascii=False).encode()
    return struct.pack(">I", len(message)) + message + sound


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers until the requests end."""
    while len(head := requests.read(4)) == 4:
        answers.write(_answer(requests.read(struct.unpack(">I", head)[0])))
        answers.flush()


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # the library may print; its words must not be taken for answers
    serve(sys.stdin.buffer, answers)
