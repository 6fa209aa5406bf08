"""Stock pictures: searched once, ranked, three to choose from, kept with author and licence; sources on loopback."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))

from loopback import KEY, Service
from stock_server import running as serving

from core.engine import Store
from core.errors import BadAnswer, Busy, KeyRefused, ProviderError, ProviderMissing, TooSlow, Unavailable
from core.film import Aspect, Order
from core.film.prompting import words_for
from core.making.stock import StockPictures
from core.policy import Policy, Timeouts, Tries
from core.providers.houses import house_of
from core.services.entries import Chain, Entry, Fill, KeyReference, Roster
from core.services.roster import Services
from core.session import Session
from core.showing.providing import tasks


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with serving() as service:
        yield service


@pytest.fixture
def service(running: Service) -> Iterator[Service]:
    running.begin()
    yield running
    assert running.problems == []


def stock(service: Service, tmp_path: Path, *houses: str, hasty: bool = False) -> StockPictures:
    root = tmp_path / "sessions"
    services = Services(root, tmp_path / "secrets")
    policy = Policy(tries=Tries(attempts=1), timeouts=Timeouts(read_s=1, total_s=1.2) if hasty else Timeouts())
    entries = tuple(
        Entry(id=house, house=house, base_url=service.url, key=KeyReference(source="studio"), policy=policy,
              fills=(Fill(port="Stock", model="photos"),))
        for house in houses
    )  # fmt: skip
    services.save(Roster(entries=entries))
    for house in houses:
        services.keys.enter(house, KEY)
    return StockPictures(Store(root / ".store"), services, lambda name: Session.open(root, name))


def test_three_are_ranked_over_all_sources_and_the_same_search_again_asks_nobody(service: Service, tmp_path: Path) -> None:
    pictures = stock(service, tmp_path, "pexels", "pixabay")
    ranked = pictures.ranked("lighthouse storm", Aspect.WIDE)
    found = ranked[:3]
    assert [(one.entry, one.picture.id) for one in found] == [("pixabay", "77"), ("pexels", "1"), ("pexels", "3")]
    assert "lighthouse" in found[0].why
    assert pictures.ranked("lighthouse storm", Aspect.WIDE) == ranked
    assert len({(one.entry, one.picture.id) for one in ranked}) == len(ranked) > len(found)
    assert len(service.requests) == 2
    assert KEY not in str([path.read_bytes() for path in (tmp_path / "sessions").rglob("*.json")])


def test_a_chosen_picture_lies_in_the_session_with_its_author_and_licence(service: Service, tmp_path: Path) -> None:
    pictures = stock(service, tmp_path, "pexels")
    session = Session.create(tmp_path / "sessions", Order(source="Storms."), "Storms")
    first = pictures.ranked("lighthouse storm", Aspect.WIDE)[0]
    small = Image.open(io.BytesIO(pictures.thumbnail(first)))
    assert max(small.size) <= 640
    picture = pictures.take(session.id, first)
    assert picture.credit
    assert picture.credit.line == "Ada / Pexels, Pexels licence"
    assert (picture.width, picture.height, picture.alt) == (640, 360, "Lighthouse in a storm")
    [file] = (session.folder / "images").glob("stock_*.jpg")
    assert file.read_bytes()[:3] == b"\xff\xd8\xff"
    asked = len(service.requests)
    assert pictures.take(session.id, first) == picture
    assert len(service.requests) == asked
    assert not any(body["key"] for path, body in service.requests if path.startswith("/files/"))


@pytest.mark.parametrize(
    ("house", "how", "error"),
    [("pexels", "401", KeyRefused), ("pixabay", "wrong key", KeyRefused), ("pexels", "429", Busy),
     ("pixabay", "503", Unavailable), ("pexels", "truncated", BadAnswer), ("pixabay", "wrong types", BadAnswer),
     ("pexels", "not json", BadAnswer),
     ("pixabay", "stalled", TooSlow)],
)  # fmt: skip
def test_every_failure_is_one_of_ours(service: Service, tmp_path: Path, house: str, how: str, error: type[ProviderError]) -> None:
    service.always = how
    with pytest.raises(error) as caught:
        stock(service, tmp_path, house, hasty=how == "stalled").ranked("storm", Aspect.TALL)
    assert KEY not in f"{caught.value} {caught.value.detail}"


def test_one_source_that_fails_is_passed_over_and_none_at_all_is_said(service: Service, tmp_path: Path) -> None:
    service.plan = ["503"]
    there = stock(service, tmp_path, "pexels", "pixabay")
    found, told = there.searched("storm", Aspect.WIDE)
    assert {one.entry for one in found} == {"pixabay"}
    assert told.startswith("pexels ")
    assert told.endswith("Only the others were searched.")
    assert there.searched("storm", Aspect.WIDE)[1] == "", "asked again, it is there"
    nothing = stock(service, tmp_path / "none")
    assert nothing.sources() == ()
    with pytest.raises(ProviderMissing, match="No source"):
        nothing.ranked("storm", Aspect.WIDE)


def test_those_are_searched_that_were_chosen_and_all_where_none_was(service: Service, tmp_path: Path) -> None:
    services = Services(tmp_path / "sessions", tmp_path / "secrets")
    there = stock(service, tmp_path, "pexels", "pixabay")
    [task] = [one for one in tasks(services, services.roster()) if one.port == "Stock"]
    assert ([link.id for link in task.links], task.together) == (["pexels", "pixabay"], True)
    assert there.sources() == ("pexels", "pixabay")
    services.choose(Chain(port="Stock", first="pixabay"))
    assert there.sources() == ("pixabay",)
    services.choose(Chain(port="Stock", first="pixabay", fallbacks=("pexels",)))
    assert there.sources() == ("pixabay", "pexels")


def test_what_is_no_picture_is_refused(service: Service, tmp_path: Path) -> None:
    pictures = stock(service, tmp_path, "pixabay")
    [only] = pictures.ranked("lighthouse", Aspect.WIDE)
    service.always = "no picture"
    with pytest.raises(BadAnswer, match="no picture"):
        pictures.thumbnail(only)


def test_a_shot_says_what_to_look_for() -> None:
    assert words_for("Storm over the lighthouse", "This is where the ships turn.") == "storm lighthouse ships turn"
    assert words_for("", "") == ""


def test_both_sources_are_on_offer() -> None:
    assert house_of("pexels").offer("Stock")
    assert house_of("pixabay").offer("Stock")
