"""Speech with its times, music, and the plan of the mix."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from core.value import Blob, Text, Value


class Word(Value):
    """A word as it stands in the narration, with its time inside the take."""

    text: str
    start_ms: int = Field(ge=0)
    end_ms: int = Field(ge=0)
    offset: int = Field(ge=0, description="Index of its first character in the utterance's text.")


class Phoneme(Value):
    """A sound, in IPA, with its time inside the take."""

    ipa: str
    start_ms: int = Field(ge=0)
    end_ms: int = Field(ge=0)


class Take(Value):
    """The spoken audio of one shot: 48 kHz mono 16-bit WAV, shaped, with words and phonemes timed."""

    audio: Blob
    duration_ms: int = Field(gt=0)
    words: tuple[Word, ...]
    phonemes: tuple[Phoneme, ...]
    voice: str
    timed: bool = Field(True, description="False: the times are estimates, and the report says so.")
    note: Text = Field("", description="Why another voice spoke than was asked; the report says it.")
    untimed: Text = Field("", description="Why the times are estimates, where that is known.")
    heard: Text = Field("", description="Why another one found the times than was asked; the report says it.")


class Mood(StrEnum):
    """What the music is like."""

    BRIGHT = "bright"
    CALM = "calm"
    DRIVING = "driving"
    WARM = "warm"
    CURIOUS = "curious"
    EPIC = "epic"
    NONE = "none"


class MusicBed(Value):
    """What is asked of a composer. The seed makes it this film's own."""

    mood: Mood
    duration_ms: int = Field(gt=0)
    seed: int = 0


class Passage(Value):
    """A stretch of a piece that is played by itself. Laid at their places, each ringing into the next, passages are the piece.

    It tells nothing of the piece's length: a film that becomes longer keeps the passages that it has.
    """

    id: str
    mood: Mood
    seed: int
    start_sample: int = Field(ge=0, description="Where it begins in the piece, at 48 kHz.")
    first: int = Field(0, ge=0, description="Bars of the piece before it.")
    bars: int = Field(0, ge=0)
    entry: int = Field(0, ge=0, description="Bars of the piece until everybody plays.")
    closing: int | None = Field(None, ge=0, description="Beats that lead to the last chord, which it ends on; None: it goes on.")


class Score(Value):
    """What is to be played, and for how long; nothing for a film without music."""

    passages: tuple[Passage, ...] = ()
    samples: int = Field(0, ge=0)


class Played(Value):
    """A passage as it sounds, with all that rings on after it: 48 kHz stereo 16-bit WAV."""

    audio: Blob


class Placed(Value):
    """A take laid on the timeline."""

    audio: Blob
    start_sample: int = Field(ge=0)
    duration_ms: int = Field(gt=0)


class SoundPlan(Value):
    """Everything that is heard and when: all that the mix needs."""

    samples: int = Field(gt=0, description="Length of the film at 48 kHz.")
    narration: tuple[Placed, ...]
    bed: MusicBed | None = None
    music_db: int = Field(-16, ge=-40, le=0, description="Level of the music under silence, against the narration.")
    music_levels: tuple[tuple[int, int], ...] = Field(
        (), description="(first sample, level from there on) where it is not `music_db` all along."
    )
    target_lufs: float = -14.0
    ceiling_dbtp: float = -1.0


class Loudness(Value):
    """Measured after encoding (EBU R 128)."""

    integrated_lufs: float
    true_peak_dbtp: float
    range_lu: float = 0.0


class Music(Value):
    """The film's piece: 48 kHz stereo 16-bit WAV; nothing for a film without music."""

    audio: Blob | None = None
    lufs: float = Field(-70.0, description="Its own loudness, before it is laid under anything.")
    tenths: tuple[int, ...] = Field((), description="The loudness of each tenth of a second, in hundredths of LUFS.")


class Mix(Value):
    """The film's sound: AAC in an MP4 container, as it is muxed, with what was measured on it as it will be heard."""

    audio: Blob
    samples: int
    loudness: Loudness
    late_ms: float | None = Field(None, description="How late speech is heard against the plan; None for a film without speech.")
    content: int = Field(0, description="Checksum of what its packets hold, which is what the film's must hold.")
