"""The plan's sentences say what a person changed: once for the whole film, else by its shot, and never what follows from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.editing.cutting_room import CuttingRoom
from core.editing.planning import FilmPlan, StaleShot
from core.editing.reasons import BETWEEN
from core.engine import Plan
from core.film import Aspect, CaptionStyle, Layout, Line, Mood, Order, Placement, Quality, Slide, Transition
from core.film.arrangement import Delete, Duplicate, Insert, Move
from core.film.edits import Edit, SetCaptions, SetCast, SetFormats, SetLook, SetMusic, SetPlace
from core.film.shot_edits import (
    Hide,
    Lock,
    Retake,
    SetLayout,
    SetMusicLevel,
    SetNarration,
    SetPace,
    SetPauses,
    SetPlacement,
    SetShotCaptions,
    SetTransition,
)
from core.session import Session
from core.settings import Settings
from core.studio import Studio

pytestmark = pytest.mark.timeout(600)
TEXT = """# Harbor

Search is faster now, and it finds more than before.

## Sync

Edits are merged as soon as you are online.

## Access

Permissions are finer.

## Mobile

The phone opens twice as fast.
"""


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(Settings(sessions=tmp_path_factory.mktemp("reasons"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def session(studio: Studio) -> Session:
    session = studio.create(Order(source=TEXT, quality=Quality.DRAFT))
    studio.make(session)
    return session


@pytest.fixture
def room(studio: Studio, session: Session) -> Iterator[CuttingRoom]:
    yield studio.cutting
    editor = studio.cutting.editor(session.id)
    while editor.undoable:
        editor.undo()


def ids(room: CuttingRoom, session: Session) -> list[str]:
    return [shot.id for shot in room.editor(session.id).shots]


NEW = Line(narration="Nobody has said this before.", slide=Slide(layout=Layout.STATEMENT, headline="New"))
ONE: dict[str, tuple[Edit, str]] = {
    "narration": (SetNarration(shot="2", text="Nothing is lost."), "1 of 5 shots is stale: the narration changed in shot 2"),
    "pace": (SetPace(shot="2", pace=90), "1 of 5 shots is stale: the pace changed in shot 2"),
    "pauses": (SetPauses(shot="2", after_ms=1900), "1 of 5 shots is stale: the pauses changed in shot 2"),
    "take": (Retake(shot="2", take=2), "1 of 5 shots is stale: the take changed in shot 2"),
    "layout": (SetLayout(shot="2", layout=Layout.QUOTE), "1 of 5 shots is stale: the layout changed in shot 2"),
    "presenter": (
        SetPlacement(shot="2", placement=Placement.NONE),
        "1 of 5 shots is stale: the presenter is not seen any more in shot 2",
    ),
    "level": (SetMusicLevel(shot="2", music_db=-11), "No shot is stale: the music's level changed in shot 2; the sound"),
    "hidden": (Hide(shot="2"), "No shot is stale: 1 shot is gone; "),
    "deleted": (Delete(shot="2"), "No shot is stale: 1 shot is gone; "),
    "doubled": (Duplicate(shot="2"), "1 of 6 shots is stale: shot 3 is new"),
    "new": (Insert(after="2", line=NEW), "1 of 6 shots is stale: shot 3 is new"),
    "moved": (Move(shot="2", to=2), "No shot is stale: the order of the shots changed"),
    "template": (SetLook(template="midnight"), "5 of 5 shots are stale: the template changed; transitions 1-2,"),
    "captions": (SetCaptions(captions=CaptionStyle.NONE), " stale: the captions changed; "),
    "music": (SetMusic(music=Mood.CALM), "No shot is stale: the music changed; the sound"),
    "softer": (SetMusic(music_db=-30), "No shot is stale: the music's level changed; the sound"),
    "nobody": (SetCast(avatar="none"), "shots are stale: the presenter changed; "),
    "place": (SetPlace(placement=Placement.BUBBLE), "shots are stale: the presenter's place changed"),
    "quality": (SetFormats(quality=Quality.STANDARD), "5 of 5 shots are stale: the quality changed; transitions 1-2,"),
    "shapes": (
        SetFormats(formats=(Aspect.WIDE, Aspect.TALL), quality=Quality.DRAFT),
        "The film is as it was; all of 9:16 in 540p. ",
    ),
    "lock": (Lock(shot="2"), "Nothing to make: 5 shots and the film are as they were."),
}


@pytest.mark.parametrize("name", ONE)
def test_one_edit_is_told_as_itself_and_nothing_that_follows_from_it(name: str, session: Session, room: CuttingRoom) -> None:
    edit, told = ONE[name]
    there = ids(room, session)
    aimed = {field: there[int(at) - 1] for field in ("shot", "after") if (at := getattr(edit, field, "")) in ("1", "2", "3")}
    room.editor(session.id).apply(edit.model_copy(update=aimed))
    plan = room.plan(session.id)
    assert told in plan.sentence
    assert " parts" not in " ".join(plan.why())
    assert "in it changed" not in " ".join((plan.sentence, *plan.why()))


def test_an_edit_of_one_shot_stands_beside_what_changed_in_all(session: Session, room: CuttingRoom) -> None:
    editor, shot = room.editor(session.id), ids(room, session)[2]
    editor.apply(SetLook(template="midnight"))
    editor.apply(SetNarration(shot=shot, text="Everybody sees what they should."))
    plan = room.plan(session.id)
    assert plan.sentence.startswith("5 of 5 shots are stale: the template changed, the narration changed in shot 3; ")
    assert plan.why()[0] == "The whole film: the template changed."
    assert [shot.number for shot in plan.stale if shot.reasons != ("the template changed",)] == [3]


def test_a_voice_that_spoken_already_is_chosen_by_name_and_nothing_is_told_of_it(
    studio: Studio, session: Session, room: CuttingRoom
) -> None:
    speaks = studio.voice_for(session.order()).id
    room.editor(session.id).apply(SetCast(avatar="none", voice=speaks))
    plan = room.plan(session.id)
    assert "voice" not in plan.sentence
    assert "the presenter changed" in plan.sentence


def test_a_run_that_stopped_on_the_way_does_not_make_the_plan_forget_why(
    studio: Studio, session: Session, room: CuttingRoom
) -> None:
    editor, shot = room.editor(session.id), ids(room, session)[1]
    editor.apply(SetNarration(shot=shot, text="Nothing is lost on the way."))
    studio.make_until(session, "avatar")
    assert room.plan(session.id).sentence.startswith("1 of 5 shots is stale: the narration changed in shot 2; ")


def test_what_is_as_an_earlier_cut_had_it_is_there_and_yet_another_cut_than_the_newest(
    studio: Studio, session: Session, room: CuttingRoom
) -> None:
    editor, shot = room.editor(session.id), ids(room, session)[1]
    editor.apply(SetNarration(shot=shot, text="Nothing is lost in this cut."))
    studio.make(session)
    assert room.plan(session.id).nothing
    editor.undo()
    plan = room.plan(session.id)
    assert not plan.nothing
    assert plan.sentence.startswith("The narration changed in shot 2; all of that was made before. ")
    assert plan.short == "All of that was made before"
    studio.make(session)
    assert room.plan(session.id).nothing


def test_another_shape_beside_an_edit_makes_no_shot_stale(session: Session, room: CuttingRoom) -> None:
    editor, shot = room.editor(session.id), ids(room, session)[2]
    editor.apply(SetFormats(formats=(Aspect.WIDE, Aspect.SQUARE), quality=Quality.DRAFT))
    editor.apply(SetPace(shot=shot, pace=120))
    sentence = room.plan(session.id).sentence
    assert sentence.startswith("1 of 5 shots is stale: the pace changed in shot 3; ")
    assert "; all of 1:1 in 540p. " in sentence


def test_every_transition_and_the_sound_have_their_own_reason(session: Session, room: CuttingRoom) -> None:
    editor, there = room.editor(session.id), ids(room, session)
    editor.apply(SetNarration(shot=there[1], text="Nothing is lost, ever."))
    why = room.plan(session.id).why()
    assert "Transition 1-2: shot 2 changed." in why
    assert "Transition 2-3: shot 2 changed." in why
    assert any(line.startswith("Sound: what is said changed") for line in why)
    editor.undo()
    editor.apply(Delete(shot=there[1]))
    assert "Transition 1-2: these two shots did not follow each other before." in room.plan(session.id).why()
    editor.undo()
    editor.apply(SetTransition(shot=there[0], transition=Transition.WIPE))
    plan = room.plan(session.id)
    assert "the way into the next shot changed in shot 1" in plan.sentence
    editor.undo()
    editor.apply(SetShotCaptions(shot=there[4], captions=False))
    assert "the captions of the shot changed" in room.plan(session.id).sentence


def test_what_a_stopped_run_has_left_is_not_told_as_changed(studio: Studio) -> None:
    session = studio.create(Order(source="# Quay\n\nUploads are 40 % faster. Lists are sorted by aisle.", quality=Quality.DRAFT))
    studio.make_until(session, "sync")
    plan = studio.plan(session)
    count = len(plan.stale)
    assert plan.sentence.startswith(f"{count} of {count} shots are stale: shots 1")
    assert " are not finished yet; transition" in plan.sentence
    assert all("it is not finished yet" in told for told in plan.why())
    assert "changed" not in " ".join((plan.sentence, *plan.why()))


REASONS = st.lists(
    st.sampled_from(["the narration changed", "the pace changed", "it is new", *sorted(BETWEEN)]),
    min_size=1, max_size=2, unique=True,
).map(tuple)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_shots_that_are_counted_are_those_that_are_named(data: st.DataObject) -> None:
    numbers = data.draw(st.permutations(range(1, 8)))
    stale, touched = (data.draw(st.integers(0, 3), label=label) for label in ("stale", "touched"))
    cards = [
        StaleShot(number=n, id=f"s-{n}", title="S", reasons=data.draw(REASONS), makes=()) for n in numbers[: stale + touched]
    ]
    pairs = tuple((n, n + 1) for n in data.draw(st.sets(st.integers(1, 6), max_size=3)))
    plan = FilmPlan(
        plan=Plan(parts=()), shots=7, stale=tuple(cards[:stale]), touched=tuple(cards[stale:]), transitions=pairs,
        turns=("it changed",) * len(pairs), sound=data.draw(st.booleans()), film=True, seconds=1.0,
    )  # fmt: skip
    first, *others = plan.sentence.partition(". About")[0].split("; ")
    named = [{int(n) for n in re.findall(r"(?<![\d-])\d(?![\d-])", piece.partition(" of 7 shots ")[2] or piece)} for piece in
             (first, *(other for other in others if not other.startswith("transition")))]  # fmt: skip
    if stale:
        assert first.startswith(f"{stale} of 7 shots {'is' if stale == 1 else 'are'} stale: ")
        assert named[0] == {card.number for card in plan.stale}
        assert set().union(*named[1:]) == {card.number for card in plan.touched}
    else:
        assert set().union(*named) == {card.number for card in plan.touched}
        assert ("No shot is stale" in first) == bool(pairs or plan.sound)
    assert {tuple(map(int, pair)) for pair in re.findall(r"(\d)-(\d)", plan.sentence)} == set(pairs)
