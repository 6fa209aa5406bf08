"""Stock pictures: searched once, ranked, three to choose from, kept with author and licence; sources on loopback."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))

from loopback import COMMON, KEY, Service, misbehave, serving
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.engine import Store
from core.errors import BadAnswer, Busy, KeyRefused, ProviderError, ProviderMissing, TooSlow, Unavailable
from core.film import Aspect, Order
from core.making.stock import StockPictures, words_for
from core.policy import Policy, Timeouts, Tries
from core.providers.houses import house_of
from core.services.entries import Entry, Fill, KeyReference, Roster
from core.services.roster import Services
from core.session import Session

ERRORS: dict[str, Any] = {
    **COMMON,
    "429": lambda: JSONResponse({"status": 429, "code": "Too many requests"}, 429),
    "wrong key": lambda: Response("[ERROR 400] Invalid or missing API key (https://pixabay.com/api/docs/).", 400),
    "401": lambda: JSONResponse({"status": 401, "code": "Unauthorized"}, 401),
}


def photo(kind: str, size: tuple[int, int] = (640, 360)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (30, 120, 90)).save(out, kind)
    return out.getvalue()


async def serve(service: Service, request: Request) -> Response:
    """Pexels' and Pixabay's published searches, and the files they name."""
    path, asked = request.url.path, dict(request.query_params)
    if path.startswith("/files/"):
        service.requests.append((path, {"key": "authorization" in request.headers}))
        return Response(b"no picture" if service.always == "no picture" else photo("PNG" if "png" in path else "JPEG"))
    service.requests.append((path, asked))
    if bad := await misbehave(service.next(), ERRORS, request):
        return bad
    files = f"{service.url}/files"
    if path == "/v1/search":
        if request.headers.get("authorization") != KEY:
            return ERRORS["401"]()
        if asked.keys() != {"query", "orientation", "per_page", "page"} or asked["orientation"] not in (
            "landscape",
            "portrait",
            "square",
        ):
            service.problems.append(f"not the published shape: {asked}")
        photos = [_pexels(files, number, alt, size) for number, (alt, size) in enumerate(PEXELS)]
        return JSONResponse({"page": 1, "per_page": 24, "total_results": 4, "photos": [*photos, {"id": 9}]})
    if path == "/api/":
        if asked.pop("key", "") != KEY:
            return ERRORS["wrong key"]()
        if asked.keys() != {"q", "image_type", "orientation", "safesearch", "per_page", "page"}:
            service.problems.append(f"not the published shape: {asked}")
        hit = {"id": 77, "pageURL": "https://pixabay.com/photos/77/", "tags": "lighthouse, storm, sea", "user": "Mia",
               "webformatURL": f"{files}/77-small.jpg", "largeImageURL": f"{files}/77.jpg",
               "imageWidth": 4000, "imageHeight": 2250}  # fmt: skip
        return JSONResponse({"total": 1, "totalHits": 1, "hits": [hit]})
    return Response("", 404)


PEXELS = (
    ("A quiet street", (4000, 2250)),
    ("Lighthouse in a storm", (4000, 2250)),
    ("Lighthouse", (300, 900)),
    ("Storm over the sea", (4000, 3000)),
)


def _pexels(files: str, number: int, alt: str, size: tuple[int, int]) -> dict[str, Any]:
    src = {"original": f"{files}/{number}.png", "medium": f"{files}/{number}-small.jpg"}
    return {"id": number, "width": size[0], "height": size[1], "url": f"https://www.pexels.com/photo/{number}/",
            "photographer": "Ada", "photographer_url": "https://www.pexels.com/@ada", "src": src, "alt": alt}  # fmt: skip


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with serving(serve) as service:
        yield service


@pytest.fixture
def service(running: Service) -> Iterator[Service]:
    running.begin()
    yield running
    assert running.problems == []


def stock(service: Service, tmp_path: Path, *houses: str) -> StockPictures:
    root = tmp_path / "sessions"
    services = Services(root, tmp_path / "secrets")
    policy = Policy(tries=Tries(attempts=1), timeouts=Timeouts(read_s=1, total_s=1.2))
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
    found = pictures.candidates("lighthouse storm", Aspect.WIDE)
    assert [(one.entry, one.picture.id) for one in found] == [("pixabay", "77"), ("pexels", "1"), ("pexels", "3")]
    assert "lighthouse" in found[0].why
    further = pictures.candidates("lighthouse storm", Aspect.WIDE, page=2)
    assert {one.picture.id for one in further}.isdisjoint(one.picture.id for one in found)
    assert len(service.requests) == 2
    assert KEY not in str([path.read_bytes() for path in (tmp_path / "sessions").rglob("*.json")])


def test_a_chosen_picture_lies_in_the_session_with_its_author_and_licence(service: Service, tmp_path: Path) -> None:
    pictures = stock(service, tmp_path, "pexels")
    session = Session.create(tmp_path / "sessions", Order(source="Storms."), "Storms")
    first = pictures.candidates("lighthouse storm", Aspect.WIDE)[0]
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
        stock(service, tmp_path, house).candidates("storm", Aspect.TALL)
    assert KEY not in f"{caught.value} {caught.value.detail}"


def test_one_source_that_fails_is_passed_over_and_none_at_all_is_said(service: Service, tmp_path: Path) -> None:
    service.plan = ["503"]
    found = stock(service, tmp_path, "pexels", "pixabay").candidates("storm", Aspect.WIDE)
    assert {one.entry for one in found} == {"pixabay"}
    nothing = stock(service, tmp_path / "none")
    assert not nothing.possible()
    with pytest.raises(ProviderMissing, match="No source"):
        nothing.candidates("storm", Aspect.WIDE)


def test_what_is_no_picture_is_refused(service: Service, tmp_path: Path) -> None:
    pictures = stock(service, tmp_path, "pixabay")
    [only] = pictures.candidates("lighthouse", Aspect.WIDE)
    service.always = "no picture"
    with pytest.raises(BadAnswer, match="no picture"):
        pictures.thumbnail(only)


def test_a_shot_says_what_to_look_for() -> None:
    assert words_for("Storm over the lighthouse", "This is where the ships turn.") == "storm lighthouse ships turn"
    assert words_for("", "") == ""


def test_both_sources_are_on_offer() -> None:
    assert house_of("pexels").offer("Stock")
    assert house_of("pixabay").offer("Stock")
