"""One film in several shapes and sizes, and a draft of it first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from core.cuts import CutCard
from core.events import CutReady, Event, PartDone
from core.film import Aspect, Order, Quality
from core.film.brief import Format, format_of
from core.film.edits import SetMusic
from core.film.shot_edits import SetPauses
from core.film.templates import TEMPLATES, template
from core.making.halting import Made
from core.session import Session
from core.settings import Settings
from core.showing.status import Tally
from core.studio import Studio

pytestmark = pytest.mark.timeout(600)

TEXT = "Search is faster now."


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(Settings(sessions=tmp_path_factory.mktemp("editions"))) as opened:
        yield opened


def made(studio: Studio, session: Session) -> tuple[Made, list[Event]]:
    heard: list[Event] = []
    return studio.make(session, heard.append), heard


@pytest.fixture(scope="module")
def both(studio: Studio) -> tuple[Session, Made, list[Event]]:
    order = Order(source=TEXT, title="Faster", avatar="none", quality=Quality.DRAFT, formats=(Aspect.WIDE, Aspect.SQUARE))
    session = studio.create(order)
    return session, *made(studio, session)


def size(file: Path) -> tuple[int, int, int]:
    with av.open(str(file)) as film:
        video = film.streams.video[0]
        return video.width, video.height, video.frames


def test_each_shape_is_a_file_of_the_same_cut(both: tuple[Session, Made, list[Event]]) -> None:
    session, film, _ = both
    (card,) = session.cuts()
    assert card == film.cut
    assert [(e.aspect, e.quality, e.draft) for e in card.editions] == [
        (Aspect.WIDE, Quality.DRAFT, False),
        (Aspect.SQUARE, Quality.DRAFT, False),
    ]
    assert [size(file) for file in film.files] == [(960, 540, card.cut.frames), (540, 540, card.cut.frames)]
    assert [session.folder / edition.output for edition in card.editions] == list(film.files)
    assert all(film.files[1].with_suffix(suffix).exists() for suffix in (".srt", ".vtt", ".txt", ".jpg"))


def test_shapes_share_words_takes_and_sound(both: tuple[Session, Made, list[Event]]) -> None:
    _, _, heard = both
    parts = [event for event in heard if isinstance(event, PartDone)]
    assert {part.stage for part in parts if part.edition} == {"sync", "compose", "render", "inspect"}
    assert len({(p.stage, p.item) for p in parts if not p.edition}) == len([p for p in parts if not p.edition])


@pytest.mark.long
def test_a_draft_and_more_shapes_are_counted_and_no_part_twice(studio: Studio) -> None:
    order = Order(source=TEXT, avatar="none", quality=Quality.STANDARD, formats=(Aspect.WIDE, Aspect.SQUARE), draft_first=True)
    tally = Tally("counted", state="running")
    stages = []

    def hear(event: Event) -> None:
        tally.hear(event)
        stages.extend(tally.status().stages)

    studio.make(studio.create(order), hear)
    assert all(stage.done <= stage.parts for stage in stages)
    assert all(stage.done == stage.parts for stage in tally.status().stages)


def test_a_shape_that_is_asked_for_later_joins_its_cut(both: tuple[Session, Made, list[Event]], studio: Studio) -> None:
    session, film, _ = both
    session = studio.open(session.id)
    formats = (Aspect.WIDE, Aspect.TALL)
    session.save(session.card.model_copy(update={"order": session.card.order.model_copy(update={"formats": formats})}))
    plan = studio.plan(session)
    assert (plan.kept, plan.nothing) == (True, False)
    assert plan.sentence.startswith("The film is as it was; all of 9:16 in 540p. About ")
    again, heard = made(studio, session)
    assert studio.plan(session).nothing
    assert again.cut.number == film.cut.number
    assert again.cut.cut == film.cut.cut
    assert [edition.aspect for edition in again.cut.editions] == [Aspect.WIDE, Aspect.SQUARE, Aspect.TALL]
    assert [file.name.removeprefix("faster_cut_001") for file in again.files] == [".mp4", "_9x16_540p.mp4"]
    assert {e.stage for e in heard if isinstance(e, PartDone) and not e.reused} <= {"sync", "compose", "render", "inspect"}


def test_the_plan_covers_every_shape_and_is_what_is_made(studio: Studio) -> None:
    order = Order(source=TEXT, avatar="none", quality=Quality.DRAFT, formats=(Aspect.WIDE, Aspect.PORTRAIT))
    session = studio.create(order)
    assert "; all of 4:5 in 540p. " in studio.plan(session).sentence
    studio.make(session)
    editor = studio.cutting.editor(session.id)
    for edit, told in (
        (SetMusic(music_db=-30), "No shot is stale: the music's level changed; the sound; the file of 4:5 in 540p. "),
        (SetPauses(shot=editor.shots[0].id, after_ms=900), "stretches of 4:5 in 540p. "),
    ):
        editor.apply(edit)
        plan = studio.plan(session)
        assert told in plan.sentence
        _, heard = made(studio, session)
        composed = [e for e in heard if isinstance(e, PartDone) and not e.reused and e.stage == "compose" and e.edition]
        assert [shape.segments for shape in plan.shapes] == [len(composed)]
        assert studio.plan(session).nothing


def test_a_draft_comes_first_and_gives_its_number_to_the_film(studio: Studio) -> None:
    session = studio.create(Order(source=TEXT, title="Faster", avatar="none", draft_first=True))
    seen: list[tuple[str, list[tuple[int, bool, Quality]], list[str]]] = []

    def look(event: Event) -> None:
        if isinstance(event, CutReady):
            names = sorted(path.name for path in session.folder.glob("final_output/*.mp4"))
            seen.append((event.edition, [(c.number, c.draft, c.quality) for c in session.cuts()], names))

    film = studio.make(session, look)
    assert seen == [
        ("draft", [(1, True, Quality.DRAFT)], ["faster_cut_001_draft.mp4"]),
        ("", [(1, False, Quality.STANDARD)], ["faster_cut_001.mp4"]),
    ]
    assert size(film.file)[:2] == (1920, 1080)
    again, heard = made(studio, session)
    assert again.made == 0
    assert [event.edition for event in heard if isinstance(event, CutReady)] == [""], "what is there needs no draft"


def test_a_card_of_an_earlier_version_has_the_shape_of_its_film(both: tuple[Session, Made, list[Event]]) -> None:
    _, film, _ = both
    square = film.cut.editions[1]
    old = {
        "number": 1,
        "made": "",
        "output": "a",
        "title": "t",
        "cut": square.cut.model_dump(),
        "report": {**square.report.model_dump()},
    }
    card = CutCard.model_validate(old)
    assert (card.aspect, card.quality, card.others) == (Aspect.SQUARE, Quality.DRAFT, ())


@pytest.mark.parametrize(("aspect", "quality"), list(itertools.product(Aspect, Quality)))
def test_a_size_tells_its_format(aspect: Aspect, quality: Quality) -> None:
    form = Format(aspect=aspect, quality=quality)
    assert format_of(*form.size, form.fps) == form


@pytest.mark.parametrize("chosen", TEMPLATES, ids=lambda t: t.id)
def test_an_order_without_a_shape_has_its_templates(chosen: object) -> None:
    usual = template(getattr(chosen, "id", "")).aspect
    assert Order(source="x").editions(usual) == (Format(aspect=usual),)
    assert Order(source="x", aspect=Aspect.SQUARE).editions(usual) == (Format(aspect=Aspect.SQUARE),)
    several = Order(source="x", formats=(Aspect.TALL, Aspect.WIDE, Aspect.TALL), qualities=(Quality.DRAFT,)).editions(usual)
    assert [(form.aspect, form.quality) for form in several] == [
        (Aspect.TALL, Quality.STANDARD),
        (Aspect.WIDE, Quality.STANDARD),
        (Aspect.TALL, Quality.DRAFT),
        (Aspect.WIDE, Quality.DRAFT),
    ]
