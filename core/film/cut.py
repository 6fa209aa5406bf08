"""What comes out: encoded segments, the finished cut, and its report."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from core.film.sound import Loudness
from core.value import Blob, Text, Value


class Segment(Value):
    """The encoded picture of one span: a closed H.264 stream in MP4, no sound, with what was measured on it."""

    video: Blob
    frames: int = Field(gt=0)
    texts: tuple[TextOnScreen, ...] = ()
    looks: tuple[Look, ...] = Field((), description="Its key frames, as they are decoded.")
    content: int = Field(0, description="Checksum of what its packets hold, which is what the film's must hold.")


class Look(Value):
    """How light a decoded frame is, 0..255."""

    frame: int = Field(description="Inside the segment.")
    mean: float
    bright: float = Field(description="What all but a hundredth of its pixels are darker than.")


class TextOnScreen(Value):
    """A text as it stood in a drawn frame, measured there."""

    part: str
    text: str
    frame: int = Field(description="Inside the segment.")
    contrast: float = Field(description="WCAG ratio against what is behind it, measured on the drawn pixels.")
    height: float = Field(description="Of the frame's height: the type's size.")
    missing: str = Field("", description="Characters that no typeface had.")
    inside: bool = Field(True, description="Within the safe area and its own box.")


class Severity(StrEnum):
    """What a finding means for the cut."""

    HARD = "hard"
    WARNING = "warning"
    NOTE = "note"


class Finding(Value):
    """One thing that the report has to say."""

    check: str
    severity: Severity
    message: Text
    at_ms: int | None = None
    shot: str | None = None
    hint: Text = ""


class Cut(Value):
    """A finished film with everything that is delivered beside it."""

    film: Blob
    srt: Blob
    vtt: Blob
    transcript: Blob
    poster: Blob
    frames: int
    fps: int
    width: int
    height: int
    loudness: Loudness

    @property
    def duration_ms(self) -> int:
        """Length of the film."""
        return (self.frames * 1000 + self.fps // 2) // self.fps


class Report(Value):
    """What was measured on a cut. `passed` is False when a hard check failed: such a cut is not done."""

    passed: bool
    findings: tuple[Finding, ...]
    figures: tuple[tuple[str, float], ...] = Field(
        (), description="Everything measured, by name: `loudness_lufs`, `true_peak_dbtp`, ..."
    )


Segment.model_rebuild()
