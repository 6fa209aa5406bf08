"""The edits of which shots there are and in which order, and of the script as a whole; every edit by its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field, ValidationError

from core.errors import BadEdit, BadScript
from core.film import edits, shot_edits, slide_edits
from core.film.edits import Edit, Film, ShotEdit, checked
from core.film.rewriting import merged
from core.film.screenplay import from_markdown
from core.film.script import Line, Script
from core.film.sharing import joined, shared
from core.film.splitting import sentences, shots_of
from core.value import Text, tidy


class Move(ShotEdit):
    """The shot stands elsewhere: `to` counts from 0 among all shots."""

    kind: str = "move"
    to: int = Field(ge=0)

    def change(self, film: Film) -> Film:
        """The shot at its new place; past the end is the end."""
        lines, at = list(film.lines), film.place(self.shot)
        lines.insert(self.to, lines.pop(at))
        return film.with_lines(tuple(lines))

    def told(self, film: Film) -> str:
        """`shot 4 moved to place 2`."""
        return f"{self.where(film)} moved to place {min(self.to, len(film.lines) - 1) + 1}"


class Split(ShotEdit):
    """Two shots of one: the first keeps its first sentences. Both keep the screen, of a list the points that they speak."""

    kind: str = "split"
    after: int = Field(1, ge=1, description="So many sentences stay in the first.")

    def change(self, film: Film) -> Film:
        """The shot in two. Raises `BadEdit` where it has too few sentences."""
        lines, at = film.lines, film.place(self.shot)
        said = sentences(lines[at].narration)
        if len(said) <= self.after:
            raise BadEdit("There is nothing to split off: a shot is split between two of its sentences.")
        halves = " ".join(said[: self.after]), " ".join(said[self.after :])
        slides = shared(lines[at].slide, *halves)
        two = tuple(
            checked(lines[at].model_copy(update={"narration": words, "slide": slide}))
            for words, slide in zip(halves, slides, strict=True)
        )
        return film.with_lines((*lines[:at], *two, *lines[at + 1 :]))

    def told(self, film: Film) -> str:
        """`shot 4 split`."""
        return f"{self.where(film)} split"


class Merge(ShotEdit):
    """One shot of this and the next: words one after the other; the first one's screen, with the points of both."""

    kind: str = "merge"

    def sees(self, film: Film) -> object:
        """Both lines."""
        at = film.place(self.shot)
        return film.lines[at : at + 2]

    def change(self, film: Film) -> Film:
        """Both shots in one. Raises `BadEdit` after the last, or where one shot cannot hold so much."""
        lines, at = film.lines, film.place(self.shot)
        if at + 1 == len(lines):
            raise BadEdit("There is no shot after the last to merge it with.")
        first, second = lines[at], lines[at + 1]
        slide = joined(first.slide, second.slide)
        one = checked(first.model_copy(update={"narration": f"{first.narration} {second.narration}", "slide": slide}))
        if len(shots_of(one)) > 1:
            raise BadEdit("Together they hold too much for one shot.", hint="Shorten one of them first.")
        return film.with_lines((*lines[:at], one, *lines[at + 2 :]))

    def told(self, film: Film) -> str:
        """`shots 4 and 5 merged`."""
        at = film.place(self.shot)
        return f"shots {at + 1} and {at + 2} merged"


class Duplicate(ShotEdit):
    """The shot a second time, after itself."""

    kind: str = "duplicate"

    def change(self, film: Film) -> Film:
        """The shot twice; a copy is not locked."""
        lines, at = film.lines, film.place(self.shot)
        copy = lines[at].model_copy(update={"handling": lines[at].handling.model_copy(update={"locked": False})})
        return film.with_lines((*lines[: at + 1], copy, *lines[at + 1 :]))

    def told(self, film: Film) -> str:
        """`shot 4 duplicated`."""
        return f"{self.where(film)} duplicated"


class Delete(ShotEdit):
    """The shot goes; undo brings it back."""

    kind: str = "delete"

    def change(self, film: Film) -> Film:
        """The film without the shot. Raises `BadEdit` for the last one."""
        lines, at = film.lines, film.place(self.shot)
        return film.with_lines((*lines[:at], *lines[at + 1 :]))

    def told(self, film: Film) -> str:
        """`shot 4 deleted`."""
        return f"{self.where(film)} deleted"


class Insert(Edit):
    """A new shot after another, or before all when `after` is empty."""

    kind: str = "insert"
    after: str = ""
    line: Line

    def sees(self, film: Film) -> object:
        """That the shot before it is there."""
        return bool(not self.after or film.place(self.after) >= 0)

    def change(self, film: Film) -> Film:
        """The film with the new shot."""
        at = film.place(self.after) + 1 if self.after else 0
        return film.with_lines((*film.lines[:at], checked(self.line), *film.lines[at:]))

    def told(self, film: Film) -> str:
        """`a new shot after shot 4`."""
        return f"a new shot after shot {film.place(self.after) + 1}" if self.after else "a new first shot"


class SetScript(Edit):
    """The whole script as one Markdown document."""

    kind: str = "set-script"
    markdown: str

    def sees(self, film: Film) -> object:
        """All of it."""
        return film.script

    def change(self, film: Film) -> Film:
        """The film with that script. Raises `BadEdit`, which names the line that cannot be read."""
        try:
            script = from_markdown(self.markdown, base=film.script)
        except BadScript as error:
            raise BadEdit(error.message, hint="The script is not saved yet: mend that line.") from error
        return film.model_copy(update={"script": script}).with_lines(script.lines)

    def told(self, film: Film) -> str:
        """`the whole script`."""
        return "the whole script"


class SetTitle(Edit):
    """The film's title."""

    kind: str = "set-title"
    title: Text = Field(min_length=1, max_length=200)

    def sees(self, film: Film) -> object:
        """The title as it is."""
        return film.script.title

    def change(self, film: Film) -> Film:
        """The film under its new title."""
        return film.model_copy(update={"script": film.script.model_copy(update={"title": tidy(self.title)})})

    def told(self, film: Film) -> str:
        """`the title`."""
        return "the title"


class Found(Edit):
    """What somebody wrote into the session's files, or a run that followed a changed brief: taken over as it is."""

    kind: str = "found"
    film: Film

    def sees(self, film: Film) -> object:
        """Nothing: it has happened already."""
        return None

    def change(self, film: Film) -> Film:
        """The film as it was found."""
        return self.film

    def told(self, film: Film) -> str:
        """`what was changed outside the editor`."""
        return "what was changed outside the editor"


class TakeRewritten(Edit):
    """What the writer writes now, wherever nobody edited by hand, and at the shots in `also`."""

    kind: str = "take-rewritten"
    base: Script
    now: Script
    also: tuple[str, ...] = ()

    def sees(self, film: Film) -> object:
        """The shots whose edits are given up."""
        return [film.line(shot) for shot in self.also]

    def change(self, film: Film) -> Film:
        """The film with both brought together. Raises `BadEdit` when nothing would be left."""
        lines = merged(self.base, self.now, film.lines, also=frozenset(film.place(shot) for shot in self.also))
        if not lines:
            raise BadEdit("Nothing of the film would be left.")
        return film.with_lines(lines)

    def told(self, film: Film) -> str:
        """`what was written anew`."""
        return "what was written anew"


class Restore(Edit):
    """The film as it was for an earlier cut."""

    kind: str = "restore"
    cut: int
    script: Script
    order: dict[str, Any]
    unlocks: bool = True

    def sees(self, film: Film) -> object:
        """Nothing: all of it is replaced."""
        return None

    def change(self, film: Film) -> Film:
        """The cut's words, shots and choices; the source stays what it is."""
        kept = {"source": film.order.source, "assets": film.order.assets}
        order = type(film.order).model_validate(self.order | film.order.model_dump(include=set(kept)))
        return Film(script=self.script, order=order)

    def told(self, film: Film) -> str:
        """`cut 2 restored`."""
        return f"cut {self.cut} restored"


def edit_of(written: Mapping[str, Any]) -> Edit:
    """The edit that `edit.model_dump(mode="json")` wrote down. Raises `BadEdit` for one that is not known or not whole."""
    kind = EDITS.get(str(written.get("kind")))
    if kind is None:
        raise BadEdit(f"There is no edit “{str(written.get('kind'))[:40]}”.", hint="Edits are: " + ", ".join(EDITS) + ".")
    try:
        return kind.model_validate(written)
    except ValidationError as error:
        fault = error.errors()[0]
        raise BadEdit(f"{kind.__name__}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}.") from error


EDITS: dict[str, type[Edit]] = {
    kind.model_fields["kind"].default: kind
    for module in (vars(edits), vars(shot_edits), vars(slide_edits), globals())
    for kind in list(module.values())
    if isinstance(kind, type) and issubclass(kind, Edit) and isinstance(kind.model_fields["kind"].default, str)
}
"""Every edit by the name that it has where it is written down."""
