"""The edits of single shots: their words, what is on their screen, and how they are handled."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from core.errors import BadEdit
from core.film.casting import Placement, Voice
from core.film.edits import Edit, Film, ShotEdit, checked
from core.film.handling import Handling, Transition
from core.film.script import Line
from core.film.slide import Layout, Picture, Slide
from core.value import Text


class SetNarration(ShotEdit):
    """Other words are spoken."""

    kind: str = "set-narration"
    text: Text

    def change(self, film: Film) -> Film:
        """The shot says `text`."""
        return self.replace(film, lambda line: line.model_copy(update={"narration": self.text}))

    def told(self, film: Film) -> str:
        """`narration of shot 4`."""
        return f"narration of {self.where(film)}"


class SetSlide(ShotEdit):
    """Something else is on the screen: the whole content of its layout."""

    kind: str = "set-slide"
    slide: Slide

    def change(self, film: Film) -> Film:
        """The shot shows `slide`."""
        return self.replace(film, lambda line: line.model_copy(update={"slide": self.slide}))

    def told(self, film: Film) -> str:
        """`screen of shot 4`."""
        return f"screen of {self.where(film)}"


class SetSlides(Edit):
    """Something else is on the screen of several shots, as one edit: each shot with the whole content of its layout."""

    kind: str = "set-slides"
    slides: tuple[tuple[str, Slide], ...] = Field(min_length=1)

    def sees(self, film: Film) -> object:
        """The lines of those shots."""
        return [film.line(shot) for shot, _ in self.slides]

    def change(self, film: Film) -> Film:
        """Each of the shots shows its slide. Their names are those of `film`, whatever the edit makes of it."""
        lines = list(film.lines)
        for shot, slide in self.slides:
            at = film.place(shot)
            lines[at] = checked(lines[at].model_copy(update={"slide": slide}))
        return film.with_lines(tuple(lines))

    def told(self, film: Film) -> str:
        """`screens of 5 shots`."""
        if len(self.slides) == 1:
            return f"screen of shot {film.place(self.slides[0][0]) + 1}"
        return f"screens of {len(self.slides)} shots"


class SetLayout(ShotEdit):
    """The same content, laid out in another way."""

    kind: str = "set-layout"
    layout: Layout

    def change(self, film: Film) -> Film:
        """The shot's slide in `layout`."""
        return self.replace(film, lambda line: line.model_copy(update={"slide": _slide(line, layout=self.layout)}))

    def told(self, film: Film) -> str:
        """`layout of shot 4`."""
        return f"layout of {self.where(film)}"


class SetPicture(ShotEdit):
    """Another picture, or none."""

    kind: str = "set-picture"
    picture: Picture | None = None

    def change(self, film: Film) -> Film:
        """The shot's slide with `picture`; a layout that shows nothing else becomes a statement without one."""

        def changed(line: Line) -> Line:
            lost = self.picture is None and line.slide.layout in (Layout.STILL, Layout.STILL_TEXT, Layout.SCREEN)
            layout = Layout.STATEMENT if lost else line.slide.layout
            return line.model_copy(update={"slide": _slide(line, picture=self.picture, layout=layout)})

        return self.replace(film, changed)

    def told(self, film: Film) -> str:
        """`picture of shot 4`."""
        return f"picture of {self.where(film)}"


class SetFocus(ShotEdit):
    """The place in the picture that matters."""

    kind: str = "set-focus"
    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)

    def change(self, film: Film) -> Film:
        """The picture with its focus there. Raises `BadEdit` for a shot without one."""

        def changed(line: Line) -> Line:
            if line.slide.picture is None:
                raise BadEdit("This shot has no picture.", hint="Give it one first.")
            picture = line.slide.picture.model_copy(update={"focus_x": self.x, "focus_y": self.y})
            return line.model_copy(update={"slide": _slide(line, picture=picture)})

        return self.replace(film, changed)

    def told(self, film: Film) -> str:
        """`focus of shot 4`."""
        return f"focus of {self.where(film)}"


class Handle(ShotEdit):
    """Edits of how a shot is handled; a field that is None gives it back to the film's own way."""

    def wanted(self) -> dict[str, Any]:
        """The fields of `Handling` that it sets."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in Handling.model_fields}

    def change(self, film: Film) -> Film:
        """The shot handled like that."""
        return self.replace(
            film, lambda line: line.model_copy(update={"handling": line.handling.model_copy(update=self.wanted())})
        )

    def told(self, film: Film) -> str:
        """`pace of shot 4`."""
        return f"{self.kind.removeprefix('set-').replace('-', ' ')} of {self.where(film)}"


class SetPlacement(Handle):
    """Where the presenter stands."""

    kind: str = "set-placement"
    placement: Placement | None = None


class SetVoice(Handle):
    """Who speaks."""

    kind: str = "set-voice"
    voice: Voice | None = None


class SetPace(Handle):
    """How fast it is spoken, in per cent of the voice's own rate."""

    kind: str = "set-pace"
    pace: int | None = Field(None, ge=50, le=200)


class SetPauses(Handle):
    """Room before and after the words."""

    kind: str = "set-pauses"
    before_ms: int | None = Field(None, ge=0, le=5000)
    after_ms: int | None = Field(None, ge=0, le=5000)


class SetTransition(Handle):
    """How the shot becomes the next."""

    kind: str = "set-transition"
    transition: Transition | None = None


class SetShotCaptions(Handle):
    """Whether captions are burned into this shot."""

    kind: str = "set-captions-of-shot"
    captions: bool | None = None

    def told(self, film: Film) -> str:
        """`captions of shot 4`."""
        return f"captions of {self.where(film)}"


class SetMusicLevel(Handle):
    """How loud the music is during this shot."""

    kind: str = "set-music-level"
    music_db: int | None = Field(None, ge=-40, le=0)


class Retake(Handle):
    """Another reading: `take` counts from 1, and every take that was spoken stays."""

    kind: str = "retake"
    take: int = Field(ge=1, le=99)

    def told(self, film: Film) -> str:
        """`take 2 of shot 4`."""
        return f"take {self.take} of {self.where(film)}"


class Hide(Handle):
    """Leaves a shot out of the film, or brings it back."""

    kind: str = "hide"
    hidden: bool = True

    def told(self, film: Film) -> str:
        """`shot 4 hidden`."""
        return f"{self.where(film)} {'hidden' if self.hidden else 'shown'}"


class Lock(Handle):
    """Keeps everybody from changing a shot, or lets them again."""

    kind: str = "lock"
    locked: bool = True
    unlocks: Literal[True] = True

    def told(self, film: Film) -> str:
        """`shot 4 locked`."""
        return f"{self.where(film)} {'locked' if self.locked else 'unlocked'}"


def _slide(line: Line, **changes: Any) -> Slide:
    return line.slide.model_copy(update=changes)
