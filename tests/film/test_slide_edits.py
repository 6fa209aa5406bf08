"""Edits of single fields of a screen: they say exactly what differs, and those of different fields never undo each other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import BadEdit
from core.film import Layout, Line, Order, Script, Slide
from core.film.arrangement import edit_of
from core.film.edits import Film, applied
from core.film.slide_edits import SetFields, changes, filled
from core.film.specimens import SPECIMENS

SLIDES = st.sampled_from(list(SPECIMENS.values()))
FIELDS = st.sets(st.sampled_from([name for name in Slide.model_fields if name != "layout"]), max_size=4)
VALUES = {
    "headline": "Another", "kicker": "Before it", "body": "After it", "layout": "quote", "figure.unit": "hours",
    "figure.before": "12", "chart.unit": "tons", "chart.kind": "line", "quote.author": "Ada", "quote.role": "Engineer",
    "code.language": "rust", "picture.device": "phone", "picture.focus_x": 0.25, "picture.focus_y": 0.75,
}  # fmt: skip
"""One other value for each of many fields."""


def film(slide: Slide) -> Film:
    line = Line(narration="So it is.", slide=slide)
    return Film(script=Script(title="Film", language="en", lines=(line,)), order=Order(source="x"))


def seen(one: Film) -> Slide:
    return one.lines[0].slide


WHOLE = SPECIMENS[Layout.STILL].model_copy(
    update={name: getattr(SPECIMENS[Layout(name if name != "figure" else "number")], name)
            for name in ("figure", "chart", "table", "code", "quote")},
)  # fmt: skip
"""A slide that has everything which can be changed in part."""


@given(SLIDES, SLIDES, FIELDS)
def test_what_differs_makes_the_one_of_the_other_and_names_nothing_else(one: Slide, other: Slide, taken: set[str]) -> None:
    now = one.model_copy(update={name: getattr(other, name) for name in taken})
    found = changes(one, now)
    assert filled(one, found) == now
    assert {name.partition(".")[0] for name in found} == {name for name in taken if getattr(one, name) != getattr(now, name)}
    edit = SetFields(shot="x", fields=found)
    assert edit_of(edit.model_dump(mode="json")) == edit


@settings(deadline=None)
@given(st.permutations(sorted(VALUES)).map(lambda names: names[:2]))
def test_edits_of_different_fields_both_stand_in_either_order_and_do_not_see_each_other(pair: list[str]) -> None:
    before = film(WHOLE)
    one, other = (SetFields(shot=before.names[0], fields={name: VALUES[name]}) for name in pair)
    after = applied(other, applied(one, before))
    assert after == applied(one, applied(other, before))
    assert changes(seen(before), seen(after)) == {name: VALUES[name] for name in pair}
    assert other.sees(applied(one, before)) == other.sees(before), "neither is late for the other"
    assert one.sees(applied(one, before)) != one.sees(before)


def test_an_edit_is_told_by_what_it_changes() -> None:
    before = film(WHOLE)
    told = {name: SetFields(shot=before.names[0], fields=dict.fromkeys(name.split(","))).told(before) for name in (
        "headline", "body", "figure.unit,figure.text", "layout,figure", "layout,picture", "kicker,body",
    )}  # fmt: skip
    assert list(told.values()) == [
        "headline of shot 1", "text below the headline of shot 1", "number of shot 1", "layout of shot 1", "picture of shot 1",
        "screen of shot 1",
    ]  # fmt: skip


def test_what_is_gone_or_cannot_be_is_refused() -> None:
    bare = film(Slide(layout=Layout.STATEMENT, headline="Bare"))
    for fields, said in (
        ({"figure.unit": "ms"}, "not on the screen any more"),
        ({"headline.unit": "ms"}, "not on the screen any more"),
        ({"layout": "nonsense"}, "cannot be like that"),
        ({"nothing": "of it"}, "cannot be like that"),
    ):
        with pytest.raises(BadEdit, match=said):
            applied(SetFields(shot=bare.names[0], fields=fields), bare)


def test_what_is_said_of_one_picture_is_not_said_of_another_one() -> None:
    before = film(SPECIMENS[Layout.STILL])
    picture = seen(before).picture
    assert picture is not None
    mine = SetFields(shot=before.names[0], fields={"picture.device": "phone"}, of=picture.blob.digest)
    other = picture.model_copy(update={"blob": picture.blob.model_copy(update={"digest": "ab" * 16})})
    swapped = film(seen(before).model_copy(update={"picture": other}))
    assert mine.sees(swapped) != mine.sees(before)
    with pytest.raises(BadEdit, match="another picture"):
        applied(mine, swapped)
    assert applied(mine, before).lines[0].slide.picture == picture.model_copy(update={"device": "phone"})
