"""The edit of single fields of what is on a screen: edits of different fields never undo each other, whoever saw what.

SetFields(shot=shot, fields=changes(line.slide, wanted))
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field, ValidationError

from core.errors import BadEdit
from core.film.edits import Film, ShotEdit
from core.film.script import Line
from core.film.slide import Slide

_TOGETHER = {
    "figure": {"value", "text"},
    "chart": {"labels", "series", "focus"},
    "table": {"header", "rows", "focus"},
    "code": {"text", "focus"},
}
"""Parts that say something only with each other: a chart with new labels and old numbers would be another chart."""

_NAMED = {
    "kicker": "text above the headline", "body": "text below the headline", "items": "list", "figure": "number",
}  # fmt: skip


class SetFields(ShotEdit):
    """Single fields of the screen say something else; what it does not name stays as it is by then."""

    kind: str = "set-fields"
    fields: dict[str, Any] = Field(description="By name, the parts of a group behind a dot: `headline`, `figure.unit`.")
    of: str = Field("", description="The digest of the picture that is meant; empty: no certain one.")

    def sees(self, film: Film) -> object:
        """Those fields, with the picture that a part of one belongs to."""
        slide = film.line(self.shot).slide
        shown = slide.picture.blob.digest if self.of and slide.picture else ""
        return shown, standing(slide, self.fields)

    def change(self, film: Film) -> Film:
        """The shot's slide with those fields. Raises `BadEdit` where what they are part of is gone."""
        return self.replace(film, self._changed)

    def told(self, film: Film) -> str:
        """`headline of shot 4`."""
        groups = {name.partition(".")[0] for name in self.fields}
        group = next((one for one in ("picture", "layout") if one in groups), groups.pop() if len(groups) == 1 else "screen")
        return f"{_NAMED.get(group, group)} of {self.where(film)}"

    def _changed(self, line: Line) -> Line:
        picture = line.slide.picture
        if self.of and (picture is None or picture.blob.digest != self.of):
            raise BadEdit("The shot shows another picture by now.", hint="Make your edit on that one if you still want it.")
        return line.model_copy(update={"slide": filled(line.slide, self.fields)})


def changes(was: Slide, now: Slide) -> dict[str, Any]:
    """What `now` says otherwise than `was`, as `SetFields` names it: `filled(was, changes(was, now)) == now`."""
    before, after = was.model_dump(mode="json"), now.model_dump(mode="json")
    found: dict[str, Any] = {}
    for name, value in after.items():
        old = before[name]
        if value == old:
            continue
        if not isinstance(value, dict) or not isinstance(old, dict) or (name == "picture" and value["blob"] != old["blob"]):
            found[name] = value
            continue
        parts = {part for part in value if value[part] != old[part]}
        parts |= _TOGETHER.get(name, set()) if parts & _TOGETHER.get(name, set()) else set()
        found |= {f"{name}.{part}": value[part] for part in value if part in parts}
    return found


def filled(slide: Slide, fields: Mapping[str, Any]) -> Slide:
    """`slide` with those fields. Raises `BadEdit` for parts of what it does not have, and for what no slide can be."""
    found = slide.model_dump(mode="json")
    for name, value in fields.items():
        group, _, part = name.partition(".")
        holder = found.get(group) if part else found
        if not isinstance(holder, dict):
            raise BadEdit("What was to be changed is not on the screen any more.", hint="Look at what is there now.")
        holder[part or group] = value
    try:
        return Slide.model_validate(found)
    except ValidationError as error:
        raise BadEdit(f"The shot cannot be like that: {error.errors()[0]['msg']}.") from error


def standing(slide: Slide, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in those fields; None where what they are part of is missing."""
    there = slide.model_dump(mode="json")
    found: dict[str, Any] = {}
    for name in fields:
        group, _, part = name.partition(".")
        value = there.get(group)
        found[name] = (value.get(part) if isinstance(value, dict) else None) if part else value
    return found
