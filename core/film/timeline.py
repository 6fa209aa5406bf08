"""Where everything lies in time: scenes, captions, and the spans that are encoded."""

from __future__ import annotations

from pydantic import Field

from core.film.brief import Format
from core.film.licences import Credit
from core.film.look import Look
from core.film.performance import Performance
from core.film.slide import Slide
from core.film.sound import SoundPlan
from core.film.storyboard import Transition
from core.value import Text, Value


class CueWord(Value):
    """A word of a caption with its time inside the scene."""

    text: str
    start_ms: int
    end_ms: int
    glued: bool = Field(False, description="Follows the word before it without a blank, as in Japanese.")


class Cue(Value):
    """A caption: one or two lines, with times inside its scene."""

    start_ms: int = Field(ge=0)
    end_ms: int = Field(gt=0)
    lines: tuple[tuple[CueWord, ...], ...] = Field(min_length=1, max_length=2)

    @property
    def text(self) -> str:
        """The words, one line under the other."""
        return "\n".join("".join(word.text if word.glued else " " + word.text for word in line).lstrip() for line in self.lines)


class Spoken(Value):
    """When a part of the slide is said: it comes in at `start_ms` and stands out until `end_ms`."""

    part: str = Field(description="As named by `Slide.parts`.")
    start_ms: int = Field(ge=0)
    end_ms: int = Field(ge=0)
    matched: bool = Field(True, description="False: its words are not spoken; the time is a fair share.")


class Scene(Value):
    """One shot as it will be seen: everything drawing needs, times inside the scene."""

    shot: str
    seed: int = Field(description="From the shot's content: what its background is made from.")
    slide: Slide
    look: Look
    format: Format
    frames: int = Field(gt=0)
    spoken: tuple[Spoken, ...] = ()
    performance: Performance | None = None
    take_ms: int = Field(0, ge=0, description="When the take begins inside the scene.")
    take_end_ms: int = Field(0, ge=0)
    captions: tuple[Cue, ...] = Field((), description="Burned in; empty when captions are off.")
    safe_top: float = 0.0
    safe_bottom: float = 0.0
    language: str = Field("", description="The film's language: how figures are written and which glyphs a script prefers.")

    def said(self, part: str) -> Spoken | None:
        """When `part` is spoken, or None where it is not on this slide."""
        return next((spoken for spoken in self.spoken if spoken.part == part), None)


class Span(Value):
    """A stretch of film that is encoded as one closed segment: frames of one scene, or a transition between two.

    In a transition frame `i` shows `scenes[0]` at its frame `first + i` (past its end) and `scenes[1]` at `second + i` (from
    before its start); a body shows `scenes[0]` at `first + i`.
    """

    id: str
    scenes: tuple[Scene, ...] = Field(min_length=1, max_length=2)
    frames: int = Field(gt=0)
    first: int = 0
    second: int = 0
    transition: Transition = Transition.CUT

    @property
    def cost(self) -> float:
        """The frames of scenes that are drawn for it, as many as of 1920 x 1080 would be as much work."""
        return self.frames * len(self.scenes) * self.scenes[0].format.weight


class Clip(Value):
    """A scene's place on the tracks, for people and for other editors; starts are sums of lengths."""

    shot: str
    headline: Text = ""
    narration: Text
    frames: int = Field(gt=0)
    transition: Transition = Transition.CUT
    cues: tuple[Cue, ...] = Field((), description="Always computed, for SRT and VTT, also when none are burned in.")
    timed: bool = True
    note: Text = Field("", description="Why another voice spoke than was asked.")
    untimed: Text = Field("", description="Why the times of its words are estimates.")
    heard: Text = Field("", description="Why another one found those times than was asked.")
    stood_in: tuple[Text, ...] = Field((), description="Why others made what is seen of it than were asked.")


class Track(Value):
    """The clips in order, with the film's rate."""

    title: Text
    language: str
    fps: int
    clips: tuple[Clip, ...]
    stood_in: tuple[Text, ...] = Field((), description="Why others wrote or checked its words than were asked.")
    credits: tuple[Credit, ...] = Field((), description="Whose pictures are seen, also where a licence asks for no name.")

    @property
    def frames(self) -> int:
        """Length of the film."""
        return sum(clip.frames for clip in self.clips)

    def starts(self) -> tuple[int, ...]:
        """First frame of each clip."""
        starts, at = [], 0
        for clip in self.clips:
            starts.append(at)
            at += clip.frames
        return tuple(starts)


class Timeline(Value):
    """The whole film in time, in three narrow parts: what is seen, what is listed, what is heard."""

    spans: tuple[Span, ...]
    track: Track
    sound: SoundPlan
