"""Edits are pure functions from film to film, and keep laws whatever the film and whatever the edit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from core.errors import BadEdit, ShotLocked
from core.film import Handling, Item, Layout, Line, Order, Picture, Placement, Script, Slide, Transition
from core.film.arrangement import EDITS, Delete, Duplicate, Insert, Merge, Move, SetScript, SetTitle, Split, edit_of
from core.film.edits import Edit, Film, SetCaptions, SetMusic, ShotEdit, applied
from core.film.look import CaptionStyle
from core.film.screenplay import from_markdown, to_markdown
from core.film.sharing import joined, shared
from core.film.shot_edits import (
    Hide,
    Lock,
    Retake,
    SetFocus,
    SetLayout,
    SetNarration,
    SetPace,
    SetPauses,
    SetPicture,
    SetPlacement,
    SetShotCaptions,
    SetSlide,
    SetTransition,
)
from core.film.slide import Chart, ChartKind, Series, Table
from core.film.sound import Mood
from core.value import Blob

SAID = ["Search is fast now.", "It takes 120 ms.", "Größer ist es auch.", "検索は速い。", "Why? Ask us!", "Version 2.4 is here."]
WORDS = st.sampled_from(["Search", "Fast and small", "120 ms", "größer", "検索"])
SENTENCES = st.lists(st.sampled_from(SAID), min_size=1, max_size=3).map(" ".join)
ITEMS = st.integers(0, 7).map(lambda count: tuple(Item(title=f"Point {i}") for i in range(count)))
ROWS = st.lists(WORDS, min_size=1, max_size=4, unique=True)
FOCUS = st.none() | st.just(0)
TABLES = st.builds(lambda rows, focus: Table(header=("What",), rows=tuple((row,) for row in rows), focus=focus), ROWS, FOCUS)
CHARTS = st.builds(
    lambda kind, labels, focus: Chart(
        kind=kind, labels=tuple(labels), series=(Series(values=tuple(map(float, range(len(labels))))),), focus=focus
    ),
    st.sampled_from(ChartKind), ROWS, FOCUS,
)  # fmt: skip
SLIDES = st.builds(
    Slide, layout=st.sampled_from(Layout), headline=WORDS, items=ITEMS, table=st.none() | TABLES, chart=st.none() | CHARTS
)
HANDLINGS = st.builds(Handling, pace=st.none() | st.integers(50, 200), hidden=st.booleans(), locked=st.booleans())
LINES = st.builds(Line, narration=SENTENCES, slide=SLIDES, handling=st.just(Handling()) | HANDLINGS)
SCRIPTS = st.builds(
    Script, title=st.just("Film"), language=st.just("en"), lines=st.lists(LINES, min_size=1, max_size=6).map(tuple)
)
FILMS = st.builds(Film, script=SCRIPTS, order=st.just(Order(source="Search is fast."))).filter(
    lambda film: not all(line.handling.hidden for line in film.lines)
)
PICTURE = Picture(blob=Blob(digest="ab" * 16, suffix=".png", size=3), width=4, height=3)

quickly = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)


@st.composite
def edits(draw: Callable[..., object], film: Film) -> Edit:
    """Any edit of this film, also ones that it refuses."""
    shot = draw(st.sampled_from(film.names))
    chosen: Edit = draw(
        st.one_of(
            st.builds(SetNarration, shot=st.just(shot), text=SENTENCES | st.just("")),
            st.builds(SetSlide, shot=st.just(shot), slide=SLIDES),
            st.builds(SetLayout, shot=st.just(shot), layout=st.sampled_from(Layout)),
            st.builds(SetPicture, shot=st.just(shot), picture=st.none() | st.just(PICTURE)),
            st.builds(SetFocus, shot=st.just(shot), x=st.just(0.25), y=st.just(1.0)),
            st.builds(SetPlacement, shot=st.just(shot), placement=st.none() | st.sampled_from(Placement)),
            st.builds(SetPace, shot=st.just(shot), pace=st.none() | st.integers(50, 200)),
            st.builds(SetPauses, shot=st.just(shot), before_ms=st.none() | st.integers(0, 5000)),
            st.builds(SetTransition, shot=st.just(shot), transition=st.none() | st.sampled_from(Transition)),
            st.builds(SetShotCaptions, shot=st.just(shot), captions=st.none() | st.booleans()),
            st.builds(Retake, shot=st.just(shot), take=st.integers(1, 9)),
            st.builds(Hide, shot=st.just(shot), hidden=st.booleans()),
            st.builds(Lock, shot=st.just(shot), locked=st.booleans()),
            st.builds(Move, shot=st.just(shot), to=st.integers(0, 8)),
            st.builds(Split, shot=st.just(shot), after=st.integers(1, 3)),
            st.builds(Merge, shot=st.just(shot)),
            st.builds(Duplicate, shot=st.just(shot)),
            st.builds(Delete, shot=st.just(shot)),
            st.builds(Insert, after=st.just(shot) | st.just(""), line=LINES),
            st.builds(SetScript, markdown=SCRIPTS.map(to_markdown)),
            st.builds(SetTitle, title=WORDS),
            st.builds(SetCaptions, captions=st.none() | st.sampled_from(CaptionStyle)),
            st.builds(SetMusic, music=st.none() | st.sampled_from(Mood), music_db=st.none() | st.integers(-40, 0)),
        )
    )
    return chosen


def tried(edit: Edit, film: Film) -> Film | None:
    try:
        return applied(edit, film)
    except (BadEdit, ShotLocked):
        return None


@quickly
@given(st.data(), FILMS)
def test_any_edits_leave_a_film_that_can_be_made_and_written_down(data: st.DataObject, film: Film) -> None:
    for _ in range(4):
        edit = data.draw(edits(film))
        locked = [line for line in film.lines if line.handling.locked]
        assert edit_of(edit.model_dump(mode="json")) == edit
        assert edit.told(film)
        after = tried(edit, film)
        if after is None:
            continue
        assert len(set(after.names)) == len(after.lines)
        assert any(not line.handling.hidden for line in after.lines)
        assert from_markdown(to_markdown(after.script)) == after.script
        assert Film.model_validate(after.model_dump()) == after
        if not isinstance(edit, Lock):
            assert all(after.lines.count(line) >= locked.count(line) for line in locked), "a locked shot stays as it is"
        film = after


@quickly
@given(st.data(), FILMS)
def test_edits_of_two_shots_give_the_same_film_in_either_order(data: st.DataObject, film: Film) -> None:
    assume(len({line.narration for line in film.lines}) == len(film.lines) > 1)
    one, other = data.draw(st.permutations(film.names).map(lambda names: names[:2]))

    def of(shot: str) -> st.SearchStrategy[ShotEdit]:
        return st.one_of(
            st.builds(SetNarration, shot=st.just(shot), text=st.just(f"Words of {shot}.")),
            st.builds(SetPace, shot=st.just(shot), pace=st.just(90)),
            st.builds(SetLayout, shot=st.just(shot), layout=st.just(Layout.STATEMENT)),
            st.builds(Retake, shot=st.just(shot), take=st.just(2)),
        )

    first, second = data.draw(of(one)), data.draw(of(other))
    ways = [[first, second], [second, first]]
    ends = []
    for way in ways:
        end: Film | None = film
        for edit in way:
            end = tried(edit, end) if end else None
        ends.append(end)
    assert ends[0] == ends[1]


@quickly
@given(st.data(), FILMS)
def test_what_is_split_and_merged_again_is_what_it_was(data: st.DataObject, film: Film) -> None:
    shot = data.draw(st.sampled_from(film.names))
    at = film.place(shot)
    split = tried(Split(shot=shot), film)
    assume(split is not None and len(split.lines) == len(film.lines) + 1)
    assert split is not None
    merged = tried(Merge(shot=split.names[at]), split)
    assert merged is None or merged.lines == film.lines


POINTS = ["Search", "Boards", "Quiet hours", "Audit trail", "Exports"]


@st.composite
def spoken_lists(draw: Callable[..., object]) -> tuple[Slide, str, str, int]:
    """A slide of a list, the words of two shots that speak its points in order, and how many of them the first speaks."""
    names: list[str] = draw(st.lists(st.sampled_from(POINTS), min_size=2, max_size=5, unique=True))  # type: ignore[assignment]
    first: int = draw(st.integers(0, len(names)))  # type: ignore[assignment]
    layout: Layout = draw(st.sampled_from([Layout.BULLETS, Layout.STEPS, Layout.TABLE, Layout.CHART]))  # type: ignore[assignment]
    focus: int | None = draw(st.none() | st.integers(0, len(names) - 1))  # type: ignore[assignment]
    slide = Slide(
        layout=layout,
        items=tuple(Item(title=name) for name in names),
        table=Table(header=("What", "How much"), rows=tuple((name, "7") for name in names), focus=focus),
        chart=Chart(labels=tuple(names), series=(Series(values=tuple(map(float, range(len(names))))),), focus=focus),
    )
    said = ["Look here."] + [f"{name} {'is' if i % 2 else 'was'} made." for i, name in enumerate(names)] + ["Good."]
    return slide, " ".join(said[: first + 1]), " ".join(said[first + 1 :]), first


@quickly
@given(spoken_lists())
def test_each_of_two_shots_has_the_points_that_it_speaks_and_together_they_have_all(case: tuple[Slide, str, str, int]) -> None:
    slide, first, second, spoken = case
    one, other = shared(slide, first, second)
    assert joined(one, other) == slide
    count = len(slide.items)
    halves = {
        Layout.TABLE: [len(half.table.rows) for half in (one, other) if half.table],
        Layout.CHART: [len(half.chart.labels) for half in (one, other) if half.chart],
    }.get(slide.layout, [len(one.items), len(other.items)])
    least = 2 if slide.layout is Layout.CHART else 1
    assert halves == ([spoken, count - spoken] if least <= spoken <= count - least else [count, count])


@pytest.mark.parametrize("kind", [ChartKind.LINE, ChartKind.DONUT])
def test_what_says_something_only_as_a_whole_stays_whole(kind: ChartKind) -> None:
    chart = Chart(kind=kind, labels=("One", "Two", "Three", "Four"), series=(Series(values=(1.0, 2.0, 3.0, 4.0)),))
    for slide in (
        Slide(layout=Layout.CHART, chart=chart),
        Slide(layout=Layout.COMPARISON, items=(Item(title="One"), Item(title="Three"))),
        Slide(layout=Layout.BULLETS, items=(Item(title="Seven"), Item(title="Eight"))),
    ):
        assert shared(slide, "One and two.", "Three and four.") == (slide, slide)


@quickly
@given(st.data(), FILMS)
def test_moving_there_and_back_changes_nothing_and_moving_makes_no_new_line(data: st.DataObject, film: Film) -> None:
    shot = data.draw(st.sampled_from(film.names))
    at, to = film.place(shot), data.draw(st.integers(0, len(film.lines) - 1))
    moved = applied(Move(shot=shot, to=to), film)
    assert moved.lines[to] == film.lines[at]
    assert sorted(map(repr, moved.lines)) == sorted(map(repr, film.lines))
    assert applied(Move(shot=moved.names[to], to=at), moved).lines == film.lines


def film(*words: str) -> Film:
    lines = tuple(Line(narration=said, slide=Slide(layout=Layout.STATEMENT, headline=said)) for said in words)
    return Film(script=Script(title="Film", language="en", lines=lines), order=Order(source="x"))


def test_an_edit_says_what_is_wrong_with_it() -> None:
    one = film("Alone.")
    (shot,) = one.names
    for edit, said in (
        (Delete(shot=shot), "at least one shot"),
        (Hide(shot=shot), "at least one shot"),
        (Merge(shot=shot), "no shot after"),
        (Split(shot=shot), "between two of its sentences"),
        (SetNarration(shot=shot, text="  "), "needs words"),
        (SetFocus(shot=shot, x=0.5, y=0.5), "no picture"),
        (SetNarration(shot="gone-1", text="x"), "not in the film"),
        (SetScript(markdown="no headline"), "before the first"),
    ):
        with pytest.raises(BadEdit, match=said):
            applied(edit, one)
    with pytest.raises(BadEdit, match="There is no edit"):
        edit_of({"kind": "explode"})


def test_a_locked_shot_is_changed_by_nothing_but_its_key() -> None:
    two = film("One.", "Two.")
    locked = applied(Lock(shot=two.names[0]), two)
    for edit in (SetNarration(shot=two.names[0], text="x"), Delete(shot=two.names[0]), Merge(shot=two.names[0])):
        with pytest.raises(ShotLocked, match="Shot 1 is locked"):
            applied(edit, locked)
    assert applied(Lock(shot=two.names[0], locked=False), locked) == two
    assert applied(Move(shot=two.names[0], to=1), locked).lines[1] == locked.lines[0]


def test_every_edit_is_known_by_its_name() -> None:
    assert all(kind.model_fields["kind"].default == name for name, kind in EDITS.items())
    assert {"set-narration", "move", "split", "merge", "retake", "restore", "set-script"} <= EDITS.keys()
