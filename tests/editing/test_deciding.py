"""A shot's picture is a decision: what it is and why, three candidates with previews and costs, and one step to swap."""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))

import openai_server
import stock_server
from loopback import KEY, Service

from core.__main__ import main
from core.editing.candidates import Candidate, Decision, first_of_all
from core.errors import BadEdit
from core.film import Layout, Order, Quality
from core.film.picturing import PictureKind
from core.film.shot_edits import SetNarration, SetPicture, SetSlide
from core.making.commissions import Wish
from core.making.importing import asset_of, picture_of
from core.policy import Policy, Timeouts, Tries
from core.services.entries import Chain, Entry, Fill, KeyReference, Price, Roster
from core.settings import Settings
from core.studio import Studio

pytestmark = pytest.mark.timeout(600)
TEXT = "# Storm over the lighthouse\n\nThe lighthouse stood in the storm for 120 days. Nobody was hurt. The light never went out."
POLICY = Policy(tries=Tries(attempts=1), timeouts=Timeouts(connect_s=5, read_s=10, total_s=20))


def png(size: tuple[int, int] = (320, 180), colour: tuple[int, int, int] = (200, 60, 20)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def sources() -> Iterator[Service]:
    with stock_server.running() as service:
        yield service


@pytest.fixture(scope="module")
def painters() -> Iterator[Service]:
    with openai_server.running() as service:
        yield service


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with Studio(Settings(sessions=tmp_path / "sessions", secrets=tmp_path / "secrets")) as opened:
        yield opened


def session_of(studio: Studio) -> str:
    assets = (asset_of("lighthouse-storm.png", png(), studio.store), asset_of("street.png", png((90, 200)), studio.store))
    order = Order(source=TEXT, avatar="none", quality=Quality.DRAFT, assets=assets)
    return studio.create(order).id


def set_up(studio: Studio, service: Service, house: str, *fills: Fill, usd: str = "") -> None:
    service.begin()
    prices = tuple(Price(model=f.model, unit="picture", usd=Decimal(usd), since=date(2026, 1, 1)) for f in fills if usd)
    entry = Entry(id=house, house=house, base_url=service.url, key=KeyReference(source="studio"), fills=fills, policy=POLICY,
                  prices=prices)  # fmt: skip
    chains = tuple(Chain(port=fill.port, first=house) for fill in fills)
    studio.services.save(Roster(entries=(entry,), chains=chains))
    studio.services.keys.enter(house, KEY)


def settled(studio: Studio, name: str, shot: str, words: str = "") -> Decision:
    """The decision once nothing is searched any more."""
    ends = time.monotonic() + 90
    while (found := studio.decisions.decision(name, shot, words=words)).searching:
        assert time.monotonic() < ends, "the search does not end"
        time.sleep(0.02)
    return found


def first_shot(studio: Studio, name: str) -> str:
    return studio.cutting.editor(name).shots[0].id


def test_with_nobody_set_up_three_are_offered_from_what_the_film_has_and_cost_nothing(studio: Studio) -> None:
    name = session_of(studio)
    found = studio.decisions.decision(name, first_shot(studio, name))
    assert found.now.kind is PictureKind.DRAWN
    assert not found.searching
    assert len(found.candidates) == 3
    assert {one.kind for one in found.candidates} == {PictureKind.DRAWN, PictureKind.OWN}
    assert [one.cost for one in found.candidates] == [0, 0, 0]
    assert all(one.why for one in found.candidates)
    own = [one for one in found.candidates if one.kind is PictureKind.OWN]
    assert own[0].name == "lighthouse-storm.png"
    assert "lighthouse" in own[0].why
    assert found == studio.decisions.decision(name, first_shot(studio, name))


def test_every_candidate_is_seen_as_the_shot_would_be_and_no_two_look_alike(studio: Studio) -> None:
    name = session_of(studio)
    shot = first_shot(studio, name)
    previews = [studio.decisions.preview(name, shot, one.id, 240) for one in studio.decisions.decision(name, shot).candidates]
    assert [Image.open(io.BytesIO(one)).size for one in previews] == [(240, 135)] * 3
    assert len(set(previews)) == 3
    with pytest.raises(BadEdit):
        studio.decisions.preview(name, shot, "own-nothing", 240)


def test_a_candidate_is_taken_by_an_edit_like_any_other_and_undone(studio: Studio) -> None:
    name = session_of(studio)
    editor, shot = studio.cutting.editor(name), first_shot(studio, name)
    before = editor.film
    own = next(one for one in studio.decisions.decision(name, shot).candidates if one.kind is PictureKind.OWN)
    editor.apply(SetSlide(shot=shot, slide=studio.decisions.taken(name, shot, own.id)))
    now = studio.decisions.decision(name, shot)
    assert now.now.kind is PictureKind.OWN
    assert "lighthouse-storm.png" in now.now.why
    assert own.id not in {one.id for one in now.candidates}
    assert editor.shots[0].edited
    editor.undo()
    assert editor.film == before


def test_further_candidates_come_three_at_a_time_and_then_the_first_again(studio: Studio) -> None:
    name = session_of(studio)
    shot = first_shot(studio, name)
    pages = [studio.decisions.decision(name, shot, skip=skip) for skip in range(0, 60, 3)]
    count = pages[0].of
    ids = [one.id for page in pages[: -(-count // 3)] for one in page.candidates]
    assert len(set(ids)) == len(ids) == count
    assert studio.decisions.decision(name, shot, skip=count) == pages[0]


def test_words_look_for_pictures_only(studio: Studio) -> None:
    name = session_of(studio)
    found = studio.decisions.decision(name, first_shot(studio, name), words="street")
    assert {one.kind for one in found.candidates} == {PictureKind.OWN}
    assert found.candidates[0].name == "street.png"


def test_a_picture_that_a_shot_had_comes_back(studio: Studio) -> None:
    name = session_of(studio)
    editor, shot = studio.cutting.editor(name), first_shot(studio, name)
    given = picture_of("holiday.png", png(colour=(0, 0, 90)), studio.store)
    editor.apply(SetSlide(shot=shot, slide=editor.shots[0].line.slide.model_copy(
        update={"layout": Layout.STILL_TEXT, "picture": given})))  # fmt: skip
    editor.apply(SetPicture(shot=shot, picture=None))
    all_of = [one for skip in (0, 3, 6, 9) for one in studio.decisions.decision(name, shot, skip=skip).candidates]
    assert "holiday.png" in {one.name for one in all_of}


def test_photographs_are_searched_once_beside_the_page_and_taken_with_their_credit(studio: Studio, sources: Service) -> None:
    name = session_of(studio)
    set_up(studio, sources, "pexels", Fill(port="Stock", model="photos"))
    shot = first_shot(studio, name)
    found = settled(studio, name, shot)
    photographs = [one for one in found.candidates if one.kind is PictureKind.STOCK]
    assert photographs
    assert photographs[0].credit
    assert photographs[0].credit.author == "Ada"
    assert photographs[0].cost == 0
    assert len([path for path, _ in sources.requests if path == "/v1/search"]) == 1
    assert settled(studio, name, shot) == found
    small = studio.decisions.preview(name, shot, photographs[0].id, 240)
    assert studio.decisions.preview(name, shot, photographs[0].id, 240) == small
    slide = studio.decisions.taken(name, shot, photographs[0].id)
    assert slide.shown
    assert slide.shown.credit == photographs[0].credit
    studio.cutting.editor(name).apply(SetSlide(shot=shot, slide=slide))
    assert "Ada" in studio.cutting.rushes(name).storyboard.shots[-1].slide.items[0].title
    assert studio.decisions.told(name)[0][2].kind is PictureKind.STOCK
    now = studio.cutting.editor(name).shots[0].id
    assert photographs[0].id not in {one.id for one in every(studio, name, now)}
    assert len([path for path, _ in sources.requests if path.startswith("/files/")]) == 2


def test_a_source_that_fails_takes_nothing_else_away_and_is_asked_again_when_wanted(studio: Studio, sources: Service) -> None:
    name = session_of(studio)
    set_up(studio, sources, "pexels", Fill(port="Stock", model="photos"))
    sources.always = "503"
    shot = first_shot(studio, name)
    found = settled(studio, name, shot)
    assert found.wrong
    assert KEY not in found.wrong
    assert len(found.candidates) == 3
    sources.always = ""
    assert settled(studio, name, shot).wrong
    studio.decisions.search_again()
    assert not settled(studio, name, shot).wrong


def test_a_model_is_offered_with_its_cost_and_asked_only_when_somebody_wants_it(studio: Studio, painters: Service) -> None:
    name = session_of(studio)
    set_up(studio, painters, "openai", Fill(port="Painter", model="test-still"), usd="0.04")
    shot = first_shot(studio, name)
    order = next(one for one in every(studio, name, shot) if one.wish is not None)
    assert (order.kind, order.cost, order.state) == (PictureKind.STILL, Decimal("0.04"), "priced")
    assert "test-still at openai" in order.why
    assert painters.requests == []
    assert order.wish
    studio.commissions.order(name, order.wish)
    studio.commissions.wait()
    made = next(one for one in every(studio, name, shot) if one.kind is PictureKind.STILL and one.slide is not None)
    assert made.cost == 0
    studio.commissions.order(name, order.wish)
    studio.commissions.wait()
    assert len(painters.requests) == 1
    again = next(one for one in every(studio, name, shot) if one.wish is not None)
    assert again.wish
    assert again.wish.take == 2
    slide = studio.decisions.taken(name, shot, made.id)
    assert slide.shown
    assert slide.shown.made_by == "test-still at openai"


def every(studio: Studio, name: str, shot: str) -> list[Candidate]:
    of = studio.decisions.decision(name, shot).of
    return [one for skip in range(0, of, 3) for one in studio.decisions.decision(name, shot, skip=skip).candidates]


def test_a_picture_gets_the_films_style_once_and_its_original_is_kept(studio: Studio, painters: Service) -> None:
    name = session_of(studio)
    set_up(studio, painters, "openai", Fill(port="Restyler", model="test-edit"), usd="0.05")
    editor, shot = studio.cutting.editor(name), first_shot(studio, name)
    assert studio.decisions.restyling(name, shot) is None
    own = next(one for one in studio.decisions.decision(name, shot).candidates if one.kind is PictureKind.OWN)
    editor.apply(SetSlide(shot=shot, slide=studio.decisions.taken(name, shot, own.id)))
    wish = studio.decisions.restyling(name, shot)
    assert wish
    assert studio.commissions.price(wish) == Decimal("0.05")
    studio.commissions.order(name, wish)
    studio.commissions.wait()
    styled = next(one for one in every(studio, name, shot) if one.kind is PictureKind.STILL)
    before = editor.shots[0].line.slide.picture
    editor.apply(SetSlide(shot=shot, slide=studio.decisions.taken(name, shot, styled.id)))
    now = editor.shots[0].line.slide.picture
    assert now
    assert now.original == before
    assert now.alt == "lighthouse-storm.png"
    assert studio.decisions.restyling(name, shot) == wish
    assert [operation for operation, _ in painters.requests] == ["images/edits"]


def test_a_style_needs_a_picture(studio: Studio, painters: Service) -> None:
    set_up(studio, painters, "openai", Fill(port="Restyler", model="test-edit"))
    with pytest.raises(BadEdit):
        studio.commissions.order(session_of(studio), Wish(shot="s1", kind="restyled", prompt="Paper cut-out"))


def test_the_command_line_tells_what_every_shot_shows(studio: Studio, capsys: pytest.CaptureFixture[str]) -> None:
    name = session_of(studio)
    root = str(studio.root)
    assert main(["why", name, "--sessions", root]) == 0
    said = capsys.readouterr().out
    assert "Pictures:" in said
    assert "Shot 1, “" in said
    assert ": drawn. " in said
    assert main(["why", name, "--json", "--sessions", root]) == 0
    told = json.loads(capsys.readouterr().out)["pictures"]
    assert [one["shot"] for one in told] == list(range(1, len(told) + 1))
    assert {one["kind"] for one in told} == {"drawn"}
    assert main(["plan", name, "--json", "--sessions", root]) == 0
    assert "pictures" not in json.loads(capsys.readouterr().out)


def test_local_only_says_so_and_leaves_what_is_here(studio: Studio, sources: Service) -> None:
    name = session_of(studio)
    set_up(studio, sources, "pexels", Fill(port="Stock", model="photos"))
    roster = studio.services.roster()
    away = roster.entries[0].model_copy(update={"base_url": "https://api.pexels.example"})
    studio.services.save(roster.model_copy(update={"entries": (away,)}))
    studio.services.keep_local(True)
    try:
        found = settled(studio, name, first_shot(studio, name))
        assert "local only" in found.wrong.lower()
        assert len(found.candidates) == 3
    finally:
        studio.services.keep_local(False)


def test_what_was_edited_away_is_not_taken(studio: Studio) -> None:
    name = session_of(studio)
    shot = first_shot(studio, name)
    one = studio.decisions.decision(name, shot).candidates[0]
    studio.cutting.editor(name).apply(SetNarration(shot=shot, text="Something else is said here."))
    with pytest.raises(BadEdit):
        studio.decisions.taken(name, shot, one.id)


def test_no_kind_takes_all_of_the_first_three_places_while_another_waits() -> None:
    def one(id: str, kind: PictureKind, score: float) -> Candidate:
        return Candidate(id=id, kind=kind, name=id, why="It fits", score=score)

    drawn = [one(f"d{i}", PictureKind.DRAWN, 0.9 - i / 100) for i in range(4)]
    assert [c.id for c in first_of_all([*drawn, one("s", PictureKind.STOCK, 0.1)])] == ["d0", "d1", "s", "d2", "d3"]
    assert [c.id for c in first_of_all(reversed(drawn))] == ["d0", "d1", "d2", "d3"]
