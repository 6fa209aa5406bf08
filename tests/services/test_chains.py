"""Every port that several services fill has its chain: who stands in is told, and what was ordered is never ordered twice."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))
import openai_server
from loopback import KEY, Service, tone
from provider_samples import BRIEF, PACE

from core.errors import ProviderError, Refused
from core.film import Layout, Order, Placement, Quality, Slide, Staging, Take
from core.film.avatars import AVATARS
from core.film.flagging import flagged
from core.film.shot_edits import SetSlide
from core.making.commissions import Commission, Kind, Wish
from core.ports import FilmingPresenter, Moderator, Presenter, Translator, Writer
from core.services.entries import Chain, Entry, Fill, KeyReference
from core.session import Session
from core.studio import Studio
from core.value import Blob

pytestmark = pytest.mark.timeout(300)
TAKE = Take(audio=Blob(digest="0" * 32, suffix=".wav", size=1), duration_ms=1200, words=(), phonemes=(), voice="v")
STAGING = Staging(avatar=AVATARS[0], placement=Placement.HALF)
CLIP, STILL = Wish(shot="s1", kind="clip", prompt="A calm sea"), Wish(shot="s1", kind="still", prompt="A calm sea")


def session_of(studio: Studio, avatar: str = "none") -> Session:
    return studio.create(Order(source="# Faster\n\nSearch is faster now.", title="Faster", avatar=avatar, quality=Quality.DRAFT))


def ordered(studio: Studio, session: Session, wish: Wish) -> Commission:
    studio.commissions.order(session.id, wish)
    studio.commissions.wait()
    return studio.commissions.of(session.id, wish.shot)[0]


def comes(there: Callable[[], bool]) -> None:
    ends = time.monotonic() + 60
    while not there():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.05)


def told_in(report: Any) -> list[str]:
    return [finding.message for finding in report.findings if finding.check == "fallback"]


@pytest.mark.parametrize(
    ("house", "port", "kind"), [("openai", "Painter", "still"), ("google", "Filmer", "clip"), ("openai", "Restyler", "restyled")]
)
def test_a_picture_that_another_made_says_so_and_costs_at_most_what_the_dearest_takes(
    studio: Studio, two: Callable[..., list[Service]], house: str, port: str, kind: Kind
) -> None:
    first, second = two(house, port, unit="second" if kind == "clip" else "picture")
    session = session_of(studio)
    wish = Wish(shot="s1", kind=kind, prompt="A calm sea")
    if kind == "restyled":
        from core.making.importing import picture_of

        wish = wish.model_copy(update={"first": picture_of("a.png", openai_server.picture(), studio.store)})
    assert studio.commissions.price(wish) == Decimal("0.10") * (6 if kind == "clip" else 1)
    [cost] = [one for one in studio.estimates.to_order() if one.port == port]
    assert (cost.service, cost.high) == ("The first", studio.commissions.price(wish))
    first.always = "503"
    made = ordered(studio, session, wish)
    assert (made.state, made.by) == ("done", "m at The second")
    assert made.picture is not None
    assert made.picture.stood_in.startswith("Made by The second instead: The first ")
    first.always, asked = "", len(second.requests)
    again = ordered(studio, session, wish)
    assert (again.by, again.picture and again.picture.stood_in) == ("m at The first", "")
    assert len(second.requests) == asked


def test_when_all_fail_nothing_is_made_and_the_person_is_told_why_of_each_and_asked(
    studio: Studio, two: Callable[..., list[Service]]
) -> None:
    first, second = two("openai", "Painter")
    first.always, second.always = "401", "503"
    failed = ordered(studio, session_of(studio), STILL)
    assert (failed.state, failed.again, failed.picture) == ("failed", True, None)
    told = failed.error
    assert told.startswith("The first ")
    assert told.index("The second ") > told.index(".")
    assert failed.hint


@pytest.mark.parametrize("kept", ["", "a key that is gone"])
def test_a_clip_under_way_at_the_first_choice_is_waited_for_and_ordered_of_nobody_else(
    studio: Studio, two: Callable[..., list[Service]], kept: str
) -> None:
    first, second = two("google", "Filmer")
    first.plan = ["", "503"]
    session = session_of(studio)
    late = ordered(studio, session, CLIP)
    assert (late.state, late.again, len(first.jobs), second.requests) == ("failed", True, 1, [])
    if kept:
        studio.services.keys.forget("first")
        assert ordered(studio, session, CLIP).state == "failed"
        studio.services.keys.enter("first", KEY)
    first.always = "503"
    assert ordered(studio, session, CLIP).again, "it goes on there, whether or not it can be looked at"
    first.always = ""
    made = ordered(studio, session, CLIP)
    assert (made.state, made.by, len(first.jobs), second.requests) == ("done", "m at The first", 1, [])


def test_an_order_that_may_have_arrived_is_not_made_elsewhere(studio: Studio, two: Callable[..., list[Service]]) -> None:
    first, second = two("google", "Filmer")
    first.plan = ["reset"]
    failed = ordered(studio, session_of(studio), CLIP)
    assert (failed.state, failed.again, second.requests) == ("failed", True, [])


def test_a_clip_under_way_at_whoever_stood_in_is_fetched_there_though_the_first_choice_is_back(
    studio: Studio, two: Callable[..., list[Service]]
) -> None:
    first, second = two("google", "Filmer")
    first.always, second.plan = "503", ["", "503"]
    session = session_of(studio)
    assert ordered(studio, session, CLIP).again
    assert len(second.jobs) == 1
    first.always = ""
    made = ordered(studio, session, CLIP)
    assert (made.by, len(first.jobs), len(second.jobs)) == ("m at The second", 0, 1)
    assert made.picture is not None
    assert made.picture.stood_in == "Made by The second instead: it was ordered there before."


def test_a_clip_that_failed_for_good_is_made_by_the_next(studio: Studio, two: Callable[..., list[Service]]) -> None:
    first, second = two("google", "Filmer")
    first.plan = ["fails late"]
    made = ordered(studio, session_of(studio), CLIP)
    assert (made.by, len(first.jobs), len(second.jobs)) == ("m at The second", 1, 1)


def test_a_stand_ins_picture_is_told_in_the_film_and_replaced_once_the_first_choice_is_back(
    studio: Studio, two: Callable[..., list[Service]]
) -> None:
    first, second = two("openai", "Painter", unit="picture")
    first.always, second.always = "503", "darker"
    session = session_of(studio)
    editor = studio.cutting.editor(session.id)
    shot = editor.shots[-1].id
    picture = ordered(studio, session, STILL.model_copy(update={"shot": shot})).picture
    assert picture is not None
    editor.apply(SetSlide(shot=shot, slide=Slide(layout=Layout.STILL, headline="Faster", picture=picture)))
    assert {one.id: one.fallback for one in studio.boards.board(session.id).shots}[shot] == picture.stood_in
    assert told_in(studio.make(session).cut.report) == [picture.stood_in]
    there = studio.upgrades.of(session.id)
    [piece] = there.pieces
    assert (piece.task, piece.number, piece.note, there.runs) == ("Painter", len(editor.shots), picture.stood_in, False)
    assert (there.waits_for, there.cost) == ("", "At most $0.10 for 1 picture.")
    first.always, asked = "", len(second.requests)
    assert studio.upgrades.ask_again(session.id) == 1
    studio.commissions.wait()
    assert not studio.upgrades.of(session.id).coming
    waits = studio.upgrades.of(session.id).waits_for
    assert waits == "New pictures are there. Use them in the editor, under “Pictures for all shots”."
    assert studio.upgrades.ask_again(session.id) == 1
    studio.commissions.wait()
    assert len(first.asked("images")) == 2, "once in vain, and once again; what is there is not ordered a third time"
    studio.cutting.editor(session.id).apply(studio.illustrations.edit(session.id))
    assert studio.upgrades.of(session.id).pieces == ()
    assert told_in(studio.make(session).cut.report) == []
    assert len(second.requests) == asked


def test_a_presenter_whose_service_is_away_is_drawn_told_and_filmed_once_it_is_back(
    studio: Studio, two: Callable[..., list[Service]]
) -> None:
    first, second = two("heygen", "Presenter", then=("offline",))
    first.always = "503"
    session = session_of(studio, AVATARS[0].id)
    made = studio.make(session)
    pieces = studio.upgrades.of(session.id).pieces
    assert pieces
    assert {piece.task for piece in pieces} == {"Presenter"}
    assert all(piece.note.startswith("Made by this machine instead: The first ") for piece in pieces)
    assert told_in(made.cut.report) == [piece.note for piece in pieces]
    comes(lambda: {one.id for one in studio.boards.board(session.id).shots if one.fallback} == {piece.shot for piece in pieces})
    assert studio.make(session).made == 0, "what a film accepted stays, until somebody asks for more"
    first.always = ""
    assert studio.upgrades.of(session.id).runs
    assert studio.upgrades.ask_again(session.id) == len(pieces)
    stale = {part.stage for part in studio.plan(session).plan.stale}
    assert "avatar" in stale
    assert "voice" not in stale
    assert told_in(studio.make(session).cut.report) == []
    assert studio.upgrades.of(session.id).pieces == ()
    assert len(first.jobs) == len(pieces)
    assert second.requests == []


def test_a_presenters_clip_under_way_is_adopted_and_nobody_else_acts_meanwhile(
    studio: Studio, two: Callable[..., list[Service]], tmp_path: Path
) -> None:
    first, second = two("heygen", "Presenter", then=("second", "offline"))
    voice = tmp_path / "voice.wav"
    voice.write_bytes(tone(1.2))
    first.plan = ["", "", "503", "503"]
    for _ in range(2):
        presenter = studio.services.cast((Presenter,))[Presenter]
        assert isinstance(presenter, FilmingPresenter)
        with pytest.raises(ProviderError) as caught:
            presenter.film(TAKE, STAGING, voice, tmp_path / "a.mp4")
        assert caught.value.pending
    filmed = presenter.film(TAKE, STAGING, voice, tmp_path / "a.mp4")
    assert (filmed.drawn, filmed.note, len(first.jobs), second.requests) == (False, "", 1, [])
    first.always = "503"
    filmed = presenter.film(TAKE.model_copy(update={"duration_ms": 1300}), STAGING, _longer(tmp_path), tmp_path / "b.mp4")
    assert (filmed.drawn, filmed.note.split(":")[0], len(second.jobs)) == (False, "Made by The second instead", 1)


def _longer(folder: Path) -> Path:
    path = folder / "longer.wav"
    path.write_bytes(tone(1.3))
    return path


def test_prompts_and_scripts_are_looked_over_by_the_next_where_the_first_cannot_be_asked(
    studio: Studio, two: Callable[..., list[Service]], running: Callable[[str, int], Service]
) -> None:
    first, second = two("openai", "Moderator")
    moderator = studio.services.cast((Moderator,))[Moderator]
    first.plan = ["flagged: violence"]
    with pytest.raises(Refused, match="The first flagged the words for violence"):
        moderator.check("A dreadful fight")
    assert second.requests == [], "what one of them flags is flagged"
    first.always, second.always = "503", "flagged: violence"
    with pytest.raises(Refused, match="The second flagged the words for violence"):
        moderator.check("Another dreadful fight")
    pen = running("openai", 3)
    pen.reply = lambda body: json.dumps(
        {"title": "Ships", "lines": [{"narration": "Captains fight.", "layout": "statement", "headline": "Ships"}]}
    )
    studio.services.put(Entry(id="pen", house="openai", base_url=pen.url, key=KeyReference(source="studio"),
                              fills=(Fill(port="Writer", model="w"),)))  # fmt: skip
    studio.services.keys.enter("pen", KEY)
    studio.services.choose(Chain(port="Writer", first="pen"))
    script = studio.services.cast((Writer,))[Writer].write(BRIEF, PACE)
    assert script.unchecked.startswith("The script was checked by The second instead: The first ")
    assert any("The second flagged it for violence" in told for told in flagged(script))


def test_lines_are_translated_by_the_next_where_the_first_cannot(studio: Studio, two: Callable[..., list[Service]]) -> None:
    first, second = two("openai", "Translator")
    first.always, second.reply = "503", lambda body: json.dumps({"lines": ["Hallo", "Welt"]})
    translator = studio.services.cast((Translator,))[Translator]
    assert translator.translate(("Hello", "World"), "de") == ("Hallo", "Welt")
    assert translator.translated(("Hello", "World"), "de")[1].startswith("Translated by The second instead: The first ")
