"""Laws of the editing loop over random storyboards and random edits. Words are really spoken and acted; where only what is
composed of counts, it is compared in place of the composition, which the timeline decides alone."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core.engine import Executor, History, Inline, digest
from core.errors import BadEdit, Cancelled
from core.events import Event, PartDone
from core.film import CaptionStyle, Layout, Line, Mood, Order, Quality, Script, Slide, Storyboard, Timeline, Transition
from core.film.arrangement import Delete, Duplicate, Insert, Merge, Move, Restore
from core.film.edits import Edit, Film, SetCaptions, SetCast, SetMusic
from core.film.screenplay import to_markdown
from core.film.shot_edits import (
    Hide,
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
from core.making.run import Making
from core.session import Session
from core.settings import Settings
from core.studio import Studio

pytestmark = pytest.mark.timeout(600)

SAYINGS = ("Search is fast.", "Sync never waits.", "It works offline.", "Try it today.", "Nothing is lost.")
LOOKS = (Layout.STATEMENT, Layout.QUOTE, Layout.TITLE)
PLACES: tuple[Any, ...] = (None, "none", "bubble")

lines = st.builds(
    lambda said, layout: Line(narration=said, slide=Slide(layout=layout, headline=said[:-1])),
    st.sampled_from(SAYINGS),
    st.sampled_from(LOOKS),
)
boards = st.lists(lines, min_size=2, max_size=4)

ONE_SHOT: tuple[Callable[[str, int], Edit], ...] = (
    lambda shot, n: SetNarration(shot=shot, text=SAYINGS[n % 5]),
    lambda shot, n: SetLayout(shot=shot, layout=LOOKS[n % 3]),
    lambda shot, n: SetPace(shot=shot, pace=(90, 110, None)[n % 3]),
    lambda shot, n: SetPauses(shot=shot, after_ms=(None, 300, 900)[n % 3]),
    lambda shot, n: SetPlacement(shot=shot, placement=PLACES[n % 3]),
    lambda shot, n: SetTransition(shot=shot, transition=(None, Transition.CUT, Transition.SLIDE)[n % 3]),
    lambda shot, n: SetShotCaptions(shot=shot, captions=(None, True, False)[n % 3]),
    lambda shot, n: SetMusicLevel(shot=shot, music_db=(None, -30)[n % 2]),
    lambda shot, n: Retake(shot=shot, take=1 + n % 3),
)
OF_ALL: tuple[Callable[[str, int], Edit], ...] = (
    lambda shot, n: SetCaptions(captions=(None, CaptionStyle.NONE, CaptionStyle.KARAOKE)[n % 3]),
    lambda shot, n: SetMusic(music=(None, Mood.CALM, Mood.NONE)[n % 3], music_db=(None, -28)[n % 2]),
    lambda shot, n: SetCast(avatar=("", "none")[n % 2]),
)
ARRANGING: tuple[Callable[[str, int], Edit], ...] = (
    lambda shot, n: Hide(shot=shot, hidden=n % 2 == 0),
    lambda shot, n: Move(shot=shot, to=n % 3),
    lambda shot, n: Duplicate(shot=shot),
    lambda shot, n: Delete(shot=shot),
    lambda shot, n: Merge(shot=shot),
    lambda shot, n: Insert(after=shot, line=Line(narration=SAYINGS[n % 5], slide=Slide(layout=Layout.STATEMENT))),
)
Step = tuple[Callable[[str, int], Edit], int, int]
"""An edit of which kind, of which shot, and how."""

steps = st.tuples(st.sampled_from([*ONE_SHOT, *OF_ALL, *ARRANGING]), st.integers(0, 9), st.integers(0, 29))
calm = settings(
    deadline=None, suppress_health_check=list(HealthCheck), max_examples=5, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)
"""A few examples at each change of the program; many more where slow tests are run. Making one smaller would take minutes."""
often = settings(calm, max_examples=60)


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(Settings(sessions=tmp_path_factory.mktemp("laws"), workers=1), inline=True) as opened:
        yield opened


def begun(studio: Studio, board: list[Line]) -> Session:
    session = studio.create(Order(source="Harbor", title="Harbor", quality=Quality.DRAFT))
    session.write("scripts/script.md", to_markdown(Script(title="Harbor", language="en", lines=tuple(board))))
    return session


def edited(studio: Studio, session: Session, step: Step) -> bool:
    """Makes the edit; False where there is no such edit of the film as it is, or it changes nothing."""
    make, place, how = step
    editor = studio.cutting.editor(session.id)
    shots, before = editor.shots, editor.film
    try:
        return editor.apply(make(shots[place % len(shots)].id, how), seen=editor.revision) != before
    except BadEdit:
        return False


def run(studio: Studio, session: Session) -> list[PartDone]:
    """What a run up to the timeline makes."""
    heard: list[Event] = []
    studio.make_until(session, "sync", heard.append)
    return [event for event in heard if isinstance(event, PartDone) and not event.reused]


def laid(studio: Studio, session: Session) -> str:
    """The name of everything that is composed, mixed and listed."""
    return str(History(session.folder / "metadata/parts.json").output("sync"))


def stored(studio: Studio, session: Session) -> tuple[Storyboard, Timeline]:
    history = History(session.folder / "metadata/parts.json")
    load = studio.store.load
    return load(Storyboard, str(history.output("storyboard"))), load(Timeline, str(history.output("sync")))


class Known:
    """What was made of what so far: the law says that nothing else is made, and nothing less."""

    def __init__(self) -> None:
        self.seen: dict[str, set[str]] = {"voice": set(), "visuals": set(), "avatar": set()}

    def fresh(self, board: Storyboard) -> dict[str, int]:
        """How many parts a storyboard asks for that nobody has made; they count as made from now on."""
        found = {}
        for stage, needs in (
            ("voice", [digest(shot.utterance) for shot in board.shots]),
            ("visuals", [digest(shot.slide) for shot in board.shots]),
            ("avatar", [digest([shot.utterance, shot.staging]) for shot in board.shots]),
        ):
            found[stage] = len(set(needs) - self.seen[stage])
            self.seen[stage] |= set(needs)
        return found


def remade(studio: Studio, board: list[Line], chosen: list[Step], known: Known) -> None:
    session = begun(studio, board)
    for step in [None, *chosen]:
        if step is not None:
            edited(studio, session, step)
        plan = studio.plan(session)
        planned = {(part.stage, part.item) for part in plan.plan.stale if part.stage in known.seen}
        made = run(studio, session)
        counts = {stage: sum(part.stage == stage for part in made) for stage in known.seen}
        assert counts == known.fresh(stored(studio, session)[0]), step
        assert {(part.stage, part.item) for part in made if part.stage in known.seen} <= planned
        assert {stage for stage, _ in planned} == {part.stage for part in made if part.stage in known.seen}
        assert run(studio, session) == []


KNOWN = Known()
"""One store, one memory of it."""


@calm
@given(boards, st.lists(steps, min_size=1, max_size=3))
def test_what_is_remade_is_exactly_what_depends_on_the_edit(studio: Studio, board: list[Line], chosen: list[Step]) -> None:
    remade(studio, board, chosen, KNOWN)


@pytest.mark.slow
@often
@given(boards, st.lists(steps, min_size=1, max_size=6))
def test_what_is_remade_is_exactly_what_depends_on_the_edit_many_times(
    studio: Studio, board: list[Line], chosen: list[Step]
) -> None:
    remade(studio, board, chosen, KNOWN)


@calm
@given(boards, st.lists(steps, min_size=1, max_size=4))
def test_undo_gives_the_earlier_film_redo_the_later_one_and_what_is_restored_is_what_it_was(
    studio: Studio, board: list[Line], chosen: list[Step]
) -> None:
    session = begun(studio, board)
    run(studio, session)
    first = studio.cutting.editor(session.id).film
    states = [laid(studio, session)]
    for step in chosen:
        if edited(studio, session, step):
            run(studio, session)
            states.append(laid(studio, session))
    editor = studio.cutting.editor(session.id)
    for expected in states[-2::-1]:
        editor.undo()
        assert run(studio, session) == [] or expected == laid(studio, session)
        assert laid(studio, session) == expected
    for expected in states[1:]:
        editor.redo()
        run(studio, session)
        assert laid(studio, session) == expected
    chosen_then = first.order.model_dump(mode="json", exclude={"source", "assets"})
    editor.apply(Restore(cut=1, script=first.script, order=chosen_then))
    assert not {"voice", "avatar", "visuals"} & {part.stage for part in run(studio, session)}, "what it is made of was kept"
    assert laid(studio, session) == states[0]


@calm
@given(
    boards,
    st.lists(st.tuples(st.sampled_from(ONE_SHOT), st.integers(0, 29)), min_size=4, max_size=4),
    st.permutations(range(4)),
)
def test_edits_that_do_not_touch_each_other_give_the_same_film_in_any_order(
    studio: Studio, board: list[Line], kinds: list[tuple[Callable[[str, int], Edit], int]], order: list[int]
) -> None:
    chosen = [(make, place, how) for place, (make, how) in enumerate(kinds[: len(board)])]
    ends = []
    for places in (range(len(chosen)), [place for place in order if place < len(chosen)]):
        session = begun(studio, board)
        for place in places:
            edited(studio, session, chosen[place])
        run(studio, session)
        ends.append((laid(studio, session), session.read("scripts/script.md")))
    assert ends[0] == ends[1]


def test_another_style_of_captions_is_drawn_only_where_captions_are_seen(studio: Studio) -> None:
    board = [Line(narration=said, slide=Slide(layout=Layout.STATEMENT, headline=said)) for said in SAYINGS[:3]]
    session = begun(studio, board)
    editor = studio.cutting.editor(session.id)
    for number, seen in enumerate((True, False, True)):
        editor.apply(SetShotCaptions(shot=editor.shots[number].id, captions=seen))
    editor.apply(SetCaptions(captions=CaptionStyle.LINE))
    run(studio, session)
    before = stored(studio, session)[1]
    editor.apply(SetCaptions(captions=CaptionStyle.KARAOKE))
    run(studio, session)
    after = stored(studio, session)[1]
    changed = {span.id for span in set(after.spans) - set(before.spans)}
    bare = stored(studio, session)[0].shots[1].id
    assert changed == {span.id for span in after.spans if {scene.shot for scene in span.scenes} != {bare}}
    assert (after.sound, after.track) == (before.sound, before.track)


def test_captions_that_are_only_a_track_beside_the_picture_encode_no_frame(studio: Studio) -> None:
    session = begun(studio, [Line(narration=said, slide=Slide(layout=Layout.STATEMENT, headline=said)) for said in SAYINGS[:2]])
    editor = studio.cutting.editor(session.id)
    editor.apply(SetCaptions(captions=CaptionStyle.NONE))
    editor.apply(SetShotCaptions(shot=editor.shots[0].id, captions=True))
    run(studio, session)
    before = stored(studio, session)[1]
    editor.apply(SetShotCaptions(shot=editor.shots[0].id, captions=False))
    run(studio, session)
    assert stored(studio, session)[1].spans == before.spans


def die(studio: Studio, session: Session, after: int) -> None:
    """Another process makes the film and is killed after so many events."""
    at_rest(studio.crew())  # what another thread has locked would be locked in the child for ever
    child = os.fork()
    if child:
        assert os.waitpid(child, 0)[1] in (0, signal.SIGKILL)
        return
    try:  # nothing of the test's own ends may run in the child
        count = 0

        def hear(event: Event) -> None:
            nonlocal count
            count += 1
            if count >= after:
                os.kill(os.getpid(), signal.SIGKILL)

        with Studio(Settings(sessions=studio.root, workers=1), inline=True) as mine:
            mine.make_until(session, "sync", hear)
    finally:
        os._exit(0)


def at_rest(crew: Executor) -> None:
    """Waits until nothing is made any more of what a cancelled run has left behind."""
    assert isinstance(crew, Inline)
    with crew.lock:
        assert crew.lock.wait_for(lambda: not any(slot.busy for slot in crew.slots), 120)


def stop(studio: Studio, session: Session, after: int) -> None:
    """The film is made here and cancelled after so many events."""
    count = 0

    def hear(event: Event) -> None:
        nonlocal count
        count += 1
        if count == after:
            making.cancel()

    making = Making(session, studio.store, studio.crew(), hear, "test", "sync")
    try:
        making()
    except Cancelled:
        assert studio.status(session.id).state == "cancelled"


def voices(studio: Studio) -> int:
    """How many takes were ever spoken."""
    records = (studio.store.root / "records").glob("*/*.json")
    return sum(json.loads(path.read_bytes())["stage"] == "voice" for path in records)


def disturbed(studio: Studio, board: list[Line], acts: list[tuple[str, Step, int]]) -> None:
    session = begun(studio, board)
    film: Film = studio.cutting.editor(session.id).film
    spoken, already = set[str](), voices(studio)
    for act, step, after in acts:
        if act == "edit":
            edited(studio, session, step)
            film = studio.cutting.editor(session.id).film
        elif act == "crash":
            die(studio, session, after)
        elif act == "cancel":
            stop(studio, session, after)
        else:
            run(studio, session)
        job = session.job()
        assert job is None or job.state in ("paused", "cancelled", "interrupted"), "nothing runs now"
        assert studio.cutting.editor(session.id).film == film, "no edit is lost"
        takes = [e for e in session.events() if e["kind"] == "part-done" and e["stage"] == "voice"]
        assert sum(not e["reused"] for e in takes) <= voices(studio) - already, "no take is spoken twice"
        spoken |= {str(e["output"]) for e in takes}
        assert all((studio.store.root / f"values/{name[:2]}/{name}.json").exists() for name in spoken), "no take is lost"
    run(studio, session)
    calm_one = begun(studio, list(film.lines))
    studio.cutting.editor(calm_one.id)
    calm_one.save(calm_one.card.model_copy(update={"order": film.order}))
    run(studio, calm_one)
    assert laid(studio, session) == laid(studio, calm_one), "whatever happened, it is the film of its storyboard"


ACTS = st.tuples(st.sampled_from(["edit", "edit", "crash", "cancel", "resume"]), steps, st.integers(1, 25))


@pytest.mark.skipif(sys.platform == "win32", reason="processes are not forked there")
@calm
@given(boards, st.lists(ACTS, min_size=2, max_size=6))
def test_no_edit_and_no_take_is_lost_whatever_happens_and_nothing_says_it_runs_when_it_does_not(
    studio: Studio, board: list[Line], acts: list[tuple[str, Step, int]]
) -> None:
    disturbed(studio, board, acts)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="processes are not forked there")
@often
@given(boards, st.lists(ACTS, min_size=4, max_size=12))
def test_no_edit_and_no_take_is_lost_whatever_happens_many_times(
    studio: Studio, board: list[Line], acts: list[tuple[str, Step, int]]
) -> None:
    disturbed(studio, board, acts)
