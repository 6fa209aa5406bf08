"""The editing loop over real films: the plan is what is made, undo is the film before, and looking costs no render."""

from __future__ import annotations

from collections.abc import Iterator

import av
import cv2
import numpy as np
import pytest

from core.editing.cutting_room import CuttingRoom
from core.editing.planning import FilmPlan
from core.errors import BadEdit
from core.events import Event, PartDone
from core.film import CaptionStyle, Layout, Mood, Order, Quality, Transition
from core.film.arrangement import Delete, Duplicate, Move
from core.film.edits import Edit, SetCaptions, SetCast, SetLook, SetMusic
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
from core.film.timing import frame_start_ms
from core.making.halting import Made
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
"""


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(Settings(sessions=tmp_path_factory.mktemp("cutting"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def session(studio: Studio) -> Session:
    order = Order(source=TEXT, title="Harbor", quality=Quality.DRAFT, avatar="ada", captions=CaptionStyle.LINE)
    session = studio.create(order.model_copy(update={"avatar": studio.choices().avatars[0].id}))
    studio.make(session)
    return session


@pytest.fixture(scope="module")
def room(studio: Studio) -> CuttingRoom:
    return studio.cutting


def run(studio: Studio, session: Session) -> tuple[Made, list[PartDone]]:
    heard: list[Event] = []
    made = studio.make(session, heard.append)
    return made, [event for event in heard if isinstance(event, PartDone) and not event.reused]


def shots(room: CuttingRoom, session: Session) -> list[str]:
    return [shot.id for shot in room.editor(session.id).shots]


def planned(plan: FilmPlan) -> set[tuple[str, str]]:
    """(stage, shot or transition) of everything that is stale: a line with other words may have more or fewer pieces."""
    return {(part.stage, (part.item or "").partition(":")[0]) for part in plan.plan.stale}


def made_of(parts: list[PartDone]) -> set[tuple[str, str]]:
    return {(part.stage, (part.item or "").partition(":")[0]) for part in parts}


def edits(first: str, second: str, last: str, burned: bool) -> dict[str, tuple[list[Edit], set[str], set[str]]]:
    """Name -> (edits, stages that make something, shots that are stale where that is known)."""
    piece = {"score", "play", "music"}
    everything = {"sync", "compose", *piece, "mix", "render", "inspect"}
    picture = {"sync", "compose", "render", "inspect"}
    return {
        "narration": ([SetNarration(shot=second, text="Sync never waits for you.")], {"voice", "avatar"} | everything, set()),
        "layout": ([SetLayout(shot=second, layout=Layout.QUOTE)], {"visuals"} | picture, {second}),
        "pace": ([SetPace(shot=second, pace=90)], {"voice", "avatar"} | everything, {second}),
        "retake": ([Retake(shot=second, take=2)], {"voice", "avatar"} | everything, {second}),
        "pauses": ([SetPauses(shot=second, after_ms=900)], everything, {second}),
        "placement": ([SetPlacement(shot=second, placement="none")], {"avatar"} | picture, {second}),
        "transition": ([SetTransition(shot=first, transition=Transition.CUT)], picture, {first, second}),
        "captions": ([SetShotCaptions(shot=second, captions=not burned)], picture, {second}),
        "style": ([SetCaptions(captions=CaptionStyle.KARAOKE)], picture, set()),
        "music": ([SetMusic(music=Mood.CALM)], {"sync", *piece, "mix", "render", "inspect"}, set()),
        "level": ([SetMusicLevel(shot=second, music_db=-30)], {"sync", "mix", "render", "inspect"}, set()),
        "move": ([Move(shot=last, to=0)], everything, set()),
        "hide": ([Hide(shot=second)], everything, set()),
        "delete": ([Delete(shot=last)], everything, set()),
        "nobody": ([SetCast(avatar="none")], {"avatar"} | picture, set()),
    }


QUICK = ("narration", "layout", "music", "style")
NAMES = [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in edits("a", "b", "c", True)]


@pytest.mark.parametrize("name", NAMES)
def test_what_the_plan_says_is_made_and_undo_is_the_film_before(
    name: str, studio: Studio, session: Session, room: CuttingRoom
) -> None:
    editor = room.editor(session.id)
    before = studio.make(session)
    first, second, *_, last = shots(room, session)
    chosen, stages, stale = edits(first, second, last, room.rushes(session.id).storyboard.shots[1].captions)[name]
    for edit in chosen:
        editor.apply(edit)
    plan = room.plan(session.id)
    made, parts = run(studio, session)
    assert {part.stage for part in parts} - {"script", "storyboard"} <= stages
    known_later = {"script", "storyboard", "sync", "score", "play", "music"}  # music knows the length alone, which is guessed

    def foreseen(parts: set[tuple[str, str]]) -> set[tuple[str, str]]:
        return {(stage, item) for stage, item in parts if stage not in known_later}

    assert foreseen(planned(plan)) == foreseen(made_of(parts)), plan.sentence
    if stale:
        assert {shot.id for shot in plan.stale} == stale
    assert room.plan(session.id).nothing
    for _ in chosen:
        editor.undo()
    assert {part.stage for part in run(studio, session)[1]} <= {"script", "storyboard", "sync"}
    assert session.path(studio.cuts(session.id)[-1].output).read_bytes() == before.file.read_bytes()
    assert made.cut.cut != before.cut.cut


_PART = "## Part {0}\n\nSentence number {0} of the news says that part {0} became a good deal faster."
LONG = "\n\n".join(["# Harbor", *(_PART.format(n) for n in range(9))])


def test_another_template_and_another_voice_leave_every_word_and_offer_no_others(studio: Studio, room: CuttingRoom) -> None:
    order = Order(source=LONG, quality=Quality.DRAFT, length_s=24)
    session = studio.create(order)
    studio.make_until(session, "script")
    editor = room.editor(session.id)
    before = editor.film.script
    assert studio.outline(order.model_copy(update={"template": "editorial"})).script != before, "a slower pace says less"
    for choice in (SetLook(template="editorial"), SetCast(voice="offline:en-gb-rupert")):
        editor.apply(choice)
        assert [shot.utterance.text for shot in room.rushes(session.id).storyboard.shots] == [
            line.narration for line in before.lines
        ]
        assert editor.rewritten() == ()
    session.write("scripts/source.md", LONG.replace("number 1 of", "number one of"))
    assert editor.rewritten() != ()


def test_the_plan_is_told_in_sentences(studio: Studio, session: Session, room: CuttingRoom) -> None:
    studio.make(session)
    editor = room.editor(session.id)
    count = len(room.rushes(session.id).storyboard.shots)
    second = shots(room, session)[1]
    editor.apply(SetNarration(shot=second, text="Nobody has said this before."))
    plan = room.plan(session.id)
    assert plan.sentence.startswith(f"1 of {count} shots is stale: the narration changed in shot 2; ")
    assert "; transitions 1-2 and 2-3; the sound. About " in plan.sentence
    assert plan.sentence.endswith("$0.00.")
    assert plan.why()[0].endswith(": the narration changed. Made again: voice, acting and picture.")
    editor.undo()
    editor.apply(SetMusic(music=Mood.EPIC))
    assert room.plan(session.id).sentence.startswith("No shot is stale: the music changed; the sound. About ")
    editor.undo()
    assert room.plan(session.id).sentence == f"Nothing to make: {count} shots and the film are as they were."


@pytest.mark.slow
def test_any_order_of_edits_that_ends_in_the_same_storyboard_ends_in_the_same_bytes(
    studio: Studio, session: Session, room: CuttingRoom
) -> None:
    editor = room.editor(session.id)
    second, last = shots(room, session)[1], shots(room, session)[-1]
    chosen: list[Edit] = [
        SetLayout(shot=second, layout=Layout.QUOTE),
        SetPace(shot=last, pace=110),
        SetMusic(music=Mood.WARM),
        SetTransition(shot=second, transition=Transition.WIPE),
    ]
    films = []
    for way in (chosen, chosen[::-1]):
        for edit in way:
            editor.apply(edit)
        films.append(studio.make(session).file.read_bytes())
        for _ in way:
            editor.undo()
        studio.make(session)
    assert films[0] == films[1]


def test_a_film_that_was_never_made_is_planned_whole(studio: Studio) -> None:
    session = studio.create(Order(source=TEXT + "\nNot made yet.", quality=Quality.DRAFT, avatar="none"))
    plan = studio.plan(session)
    assert plan.new
    assert not plan.plan.after
    assert {part.stage for part in plan.plan.stale} >= {"voice", "visuals", "compose", "mix", "render", "inspect"}
    assert plan.sentence.startswith(f"Nothing is made yet: {plan.shots} shots. About ")


def test_a_still_is_the_frame_of_the_film(studio: Studio, session: Session, room: CuttingRoom) -> None:
    made = studio.make(session)
    rushes = room.rushes(session.id)
    scene = rushes.scene(shots(room, session)[1])
    fps = scene.format.fps
    start = sum(rushes.scene(shot.id).frames for shot in rushes.storyboard.shots[:1])
    inside = scene.frames // 2
    with av.open(str(made.file)) as film:
        frame = next(f for i, f in enumerate(film.decode(video=0)) if i == start + inside).to_ndarray(format="bgr24")
    at = frame_start_ms(inside, fps)
    for jpeg in (
        room.still(session.id, scene.shot, at, kind="png"),
        room.still(session.id, ms=frame_start_ms(start, fps) + at, kind="png"),
    ):
        drawn = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
        assert drawn.shape == frame.shape
        assert cv2.PSNR(drawn, frame) > 28


def test_a_shot_can_be_watched_and_its_readings_heard_before_anything_is_rendered(session: Session, room: CuttingRoom) -> None:
    editor = room.editor(session.id)
    second = shots(room, session)[1]
    editor.apply(SetNarration(shot=second, text="This was never rendered."))
    second = shots(room, session)[1]
    file = room.play(session.id, second)
    frames = room.rushes(session.id).scene(second).frames
    with av.open(str(file)) as film:
        video, audio = film.streams.video[0], film.streams.audio[0]
        assert (video.frames, video.height) == (frames, 540)
        assert abs(float(audio.duration * audio.time_base) - frames / 30) < 0.03
        loud = max(float(np.abs(frame.to_ndarray()).max()) for frame in film.decode(audio=0))
    assert loud > 0.05
    takes = [room.reading(session.id, second, take) for take in (1, 2, 1)]
    assert takes[0] == takes[2] != takes[1]
    assert room.rushes(session.id).takes[second] == takes[0]
    editor.undo()
    with pytest.raises(BadEdit, match="not in the film"):
        room.play(session.id, second)


def test_cuts_are_compared_restored_noted_and_one_is_final(studio: Studio, session: Session, room: CuttingRoom) -> None:
    one = studio.make(session)
    editor = room.editor(session.id)
    second, last = shots(room, session)[1], shots(room, session)[-1]
    editor.apply(SetNarration(shot=second, text="Sync. Edits are merged later."))
    editor.apply(Duplicate(shot=last))
    editor.apply(SetMusic(music_db=-18))
    other = studio.make(session)
    told = room.compare(session.id, one.cut.number, other.cut.number)
    assert [shot.state for shot in told.shots].count("new") == 1
    changed = told.shots[1]
    assert changed.state == "changed"
    assert changed.changes[0] == "the narration changed"
    assert ("gone", " as soon as you are online.") in [(run.kind, run.text) for run in changed.words]
    assert ("new", " later.") in [(run.kind, run.text) for run in changed.words]
    assert told.other_ms > told.one_ms
    assert any("the narration changed. Made again: voice, acting and picture." in line for line in other.cut.plan)
    assert "1 shot new, the music's level: -18 instead of the template's" in told.sentence
    assert room.compare(session.id, one.cut.number, one.cut.number).same_film
    room.annotate(session.id, one.cut.number, note="As shown to Ada", final=True)
    room.annotate(session.id, other.cut.number, final=True)
    cards = {card.number: card for card in studio.cuts(session.id)}
    assert [number for number, card in cards.items() if card.final] == [other.cut.number]
    assert cards[one.cut.number].note == "As shown to Ada"
    room.restore(session.id, one.cut.number)
    again = studio.make(session)
    assert again.file.read_bytes() == one.file.read_bytes()
    editor.undo()
    assert len(shots(room, session)) == len(told.shots) - (
        "credits" in {s.slide.layout.value for s in room.rushes(session.id).storyboard.shots}
    )
