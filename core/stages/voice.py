"""Shot -> Take: the words of one shot, spoken and shaped."""

from __future__ import annotations

from core.engine import Scratch, stage
from core.film import Phoneme, Shot, Take, Utterance, Word
from core.ports import Speaker


@stage(version=1, each=Shot, provisional=lambda take: bool(take.note or take.heard))
def voice(utterance: Utterance, speaker: Speaker, scratch: Scratch) -> Take:
    """The speaker's voice at 48 kHz, shaped, with its times; they are estimates where the speaker gives none."""
    from core.media.audio import read_wav, resample, write_wav
    from core.media.spoken.estimate import estimated
    from core.media.voice_shape import shape

    raw = scratch.new(".wav")
    speech = speaker.speak(utterance, raw)
    rate, samples = read_wav(raw)
    shaped = shape(resample(samples.mean(0, keepdims=True), rate))
    duration = shaped.samples.shape[1] // 48
    words, phonemes = speech.words, speech.phonemes
    if not words:
        words, phonemes = estimated(utterance, shaped.samples)
        shift = 0
    else:
        shift = shaped.shift_ms
    target = scratch.new(".wav")
    write_wav(target, shaped.samples)
    return Take(
        audio=scratch.keep(target), duration_ms=duration, words=_moved_words(words, shift, duration),
        phonemes=_moved_phonemes(phonemes, shift, duration), voice=utterance.voice.id, timed=bool(speech.words), note=speech.note,
        untimed=speech.untimed, heard=speech.heard,
    )  # fmt: skip


def _moved_words(words: tuple[Word, ...], shift: int, duration: int) -> tuple[Word, ...]:
    moved: list[Word] = []
    at = 0
    for word in words:
        start = min(duration, max(at, word.start_ms + shift))
        end = min(duration, max(start, word.end_ms + shift))
        moved.append(word.model_copy(update={"start_ms": start, "end_ms": end}))
        at = end
    return tuple(moved)


def _moved_phonemes(phonemes: tuple[Phoneme, ...], shift: int, duration: int) -> tuple[Phoneme, ...]:
    moved: list[Phoneme] = []
    at = 0
    for phoneme in phonemes:
        start = min(duration, max(at, phoneme.start_ms + shift))
        end = min(duration, max(start, phoneme.end_ms + shift))
        if end > start:
            moved.append(phoneme.model_copy(update={"start_ms": start, "end_ms": end}))
        at = max(at, end)
    return tuple(moved)
