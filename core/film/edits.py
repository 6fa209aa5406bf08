"""Edits as data: what a person changes of a film, each a frozen value and a pure function from film to film.

A film is its script (every line with what is on its screen and how it is handled) and its order (what was chosen for all of it).
Shots are called by their content (`shot_names`), so an edit says which line it means however the lines have moved meanwhile. What
an edit replaces is what it `sees`: when that is not what its maker saw, somebody else changed it, and the edit is stale.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from core.errors import BadEdit, ShotLocked
from core.film.brief import Aspect, Quality
from core.film.casting import Placement
from core.film.look import CaptionStyle
from core.film.naming import shot_lines, shot_names
from core.film.order import Order
from core.film.script import Line, Script
from core.film.sound import Mood
from core.value import Value


class Film(Value):
    """What is edited: the words with their shots, and the choices for the whole film."""

    script: Script
    order: Order

    @property
    def lines(self) -> tuple[Line, ...]:
        """A line for each shot, hidden ones included."""
        return shot_lines(self.script.lines)

    @property
    def names(self) -> tuple[str, ...]:
        """The id of each line's shot."""
        return shot_names(self.lines)

    def place(self, shot: str) -> int:
        """Where a shot stands, from 0. Raises `BadEdit` where there is none of that id."""
        names = self.names
        if shot not in names:
            raise BadEdit("That shot is not in the film any more.")
        return names.index(shot)

    def line(self, shot: str) -> Line:
        """The line of a shot. Raises `BadEdit` where there is none of that id."""
        return self.lines[self.place(shot)]

    def differs_at(self, other: Film) -> int | None:
        """The first place, from 0, where this film has another line than `other`; None where no line differs."""
        mine, others = self.lines, other.lines
        if mine == others:
            return None
        at = next((i for i, (a, b) in enumerate(zip(mine, others, strict=False)) if a != b), min(len(mine), len(others)))
        return min(at, len(mine) - 1)

    def with_lines(self, lines: tuple[Line, ...]) -> Film:
        """The film with these lines. Raises `BadEdit` when nothing would be seen."""
        lines = shot_lines(lines)
        if all(line.handling.hidden for line in lines):
            raise BadEdit("A film needs at least one shot.", hint="Add another shot first, or show a hidden one.")
        return self.model_copy(update={"script": self.script.model_copy(update={"lines": lines})})


class Edit(Value):
    """One change. `kind` names it where it is written down."""

    kind: str

    def sees(self, film: Film) -> object:
        """What the edit replaces: an equal thing is still there, or the edit is stale. Raises `BadEdit` where it is gone."""
        raise NotImplementedError

    def change(self, film: Film) -> Film:
        """The film after the edit. Raises `BadEdit`."""
        raise NotImplementedError

    def told(self, film: Film) -> str:
        """The edit in a few words, for undo and for the history; `film` is the one before it."""
        raise NotImplementedError


def applied(edit: Edit, film: Film) -> Film:
    """`film` after `edit`. Raises `BadEdit`, and `ShotLocked` when a locked shot would not be what it was."""
    after = edit.change(film)
    if not getattr(edit, "unlocks", False):
        left = list(after.lines)
        for number, line in enumerate(film.lines, 1):
            if line.handling.locked:
                if line not in left:
                    raise ShotLocked(f"Shot {number} is locked.")
                left.remove(line)
    return after


class ShotEdit(Edit):
    """An edit of one shot."""

    shot: str

    def sees(self, film: Film) -> object:
        """The shot's line."""
        return film.line(self.shot)

    def replace(self, film: Film, change: Callable[[Line], Line]) -> Film:
        """`film` with the shot's line changed and checked. Raises `BadEdit` with what is wrong."""
        lines, at = film.lines, film.place(self.shot)
        return film.with_lines((*lines[:at], checked(change(lines[at])), *lines[at + 1 :]))

    def where(self, film: Film) -> str:
        """`shot 4`."""
        return f"shot {film.place(self.shot) + 1}"


class OrderEdit(Edit):
    """An edit of what was chosen for the whole film."""

    def chosen(self) -> dict[str, Any]:
        """The order's fields that it sets."""
        return {name: getattr(self, name) for name in type(self).model_fields if name != "kind"}

    def sees(self, film: Film) -> object:
        """What is chosen now."""
        return {name: getattr(film.order, name) for name in self.chosen()}

    def change(self, film: Film) -> Film:
        """The film with these choices."""
        return film.model_copy(update={"order": Order.model_validate(film.order.model_dump() | self.chosen())})


class SetCaptions(OrderEdit):
    """How captions are burned in, or that they are not."""

    kind: str = "set-captions"
    captions: CaptionStyle | None = None

    def told(self, film: Film) -> str:
        """`captions karaoke`."""
        return f"captions {self.captions or 'as the template has them'}"


class SetMusic(OrderEdit):
    """The music's mood and level."""

    kind: str = "set-music"
    music: Mood | None = None
    music_db: int | None = None

    def told(self, film: Film) -> str:
        """`music calm at -20 dB`."""
        level = "" if self.music_db is None else f" at {self.music_db} dB"
        return f"music {self.music or 'as the template has it'}{level}"


class SetLook(OrderEdit):
    """The template."""

    kind: str = "set-look"
    template: str

    def told(self, film: Film) -> str:
        """`template midnight`."""
        return f"template {self.template}"


class SetCast(OrderEdit):
    """The presenter and the voice of the whole film."""

    kind: str = "set-cast"
    avatar: str = ""
    voice: str = ""

    def told(self, film: Film) -> str:
        """`presenter and voice`."""
        return "presenter and voice"


class SetFormats(OrderEdit):
    """The shapes and the size."""

    kind: str = "set-formats"
    formats: tuple[Aspect, ...] = ()
    quality: Quality = Quality.STANDARD
    qualities: tuple[Quality, ...] = ()

    def told(self, film: Film) -> str:
        """`formats 16:9, 9:16 in standard`."""
        shapes = ", ".join(self.formats) or "the template's shape"
        return f"formats {shapes} in {', '.join(dict.fromkeys((self.quality, *self.qualities)))}"


class SetPlace(OrderEdit):
    """The presenter's place in every shot that has none of its own."""

    kind: str = "set-place"
    placement: Placement | None = None

    def told(self, film: Film) -> str:
        """`presenter's place bubble`."""
        return f"presenter's place {self.placement or 'as each scene needs'}"


class SetPronunciation(OrderEdit):
    """How words are spoken, by every voice."""

    kind: str = "set-pronunciation"
    pronounce: tuple[tuple[str, str], ...] = ()

    def told(self, film: Film) -> str:
        """`pronunciation of SQL`."""
        fresh = [word for word, said in self.pronounce if (word, said) not in film.order.pronounce]
        return f"pronunciation of {', '.join(fresh[:3])}" if fresh else "pronunciation"


def checked(line: Line) -> Line:
    """A line that was put together by copying, validated. Raises `BadEdit` with what is wrong."""
    try:
        return Line.model_validate(line.model_dump())
    except ValueError as error:
        faults = error.errors() if isinstance(error, ValidationError) else []
        what = faults[0]["msg"] if faults else str(error)
        if faults and faults[0]["loc"][:1] == ("narration",):
            raise BadEdit("A shot needs words: its narration is empty.", hint="Hide or delete the shot instead.") from error
        raise BadEdit(f"The shot cannot be like that: {what}.") from error
