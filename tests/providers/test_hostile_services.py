"""Services that want more than they are asked for, or give what nobody asked: no key travels, memory is bounded, nothing is taken
for what it is not."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from loopback import KEY, Service, film, picture, serving, tone
from PIL import Image
from provider_samples import BRIEF, PACE, TWICE
from pydantic import ValidationError
from seats import DRAFT, POLICY, SEATS, SERVERS, Seat, attempt, taken
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from core.errors import BadAnswer, Busy, KeyRefused, NotAccepted, ProviderError, TooSlow
from core.film import Aspect
from core.policy import Timeouts
from core.ports import Painter, Speaker, Writer
from core.providers.connection import Connection
from core.providers.houses import seated
from core.providers.media import mp4, wav
from core.providers.rest import Rest
from core.providers.transport import LARGEST, Whole
from core.services.entries import Entry, Fill, KeyReference
from core.services.keys import Keys
from core.services.roster import Services

REMOTE = [seat for seat in SEATS if seat.house != "offline"]
ONE_OF_EACH = list({seat.house: seat for seat in reversed(REMOTE)}.values())
EVERY = [seat if seat in ONE_OF_EACH else pytest.param(seat, marks=pytest.mark.slow) for seat in REMOTE]
"""One seat of each house is tried always, the others where there is time."""
NO_NETWORK = time.monotonic() + 3600


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, Service]]:
    with ExitStack() as stack:
        yield {house: stack.enter_context(running()) for house, running in SERVERS.items()}


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Service]:
    """An address that nobody entered, and all that came there."""

    async def serve(service: Service, request: Request) -> Response:
        told = {"headers": dict(request.headers), "url": str(request.url), "body": (await request.body()).decode("latin-1")}
        service.requests.append((request.method, told))
        return JSONResponse({"error": "nothing here"}, 404)

    with serving(serve) as service:
        yield service


@pytest.fixture(scope="module")
def astray(elsewhere: Service) -> Iterator[Service]:
    """A service that sends everybody on, by the status that `always` says."""

    async def serve(service: Service, request: Request) -> Response:
        await request.body()
        return RedirectResponse(f"{elsewhere.url}/taken", int(service.always))

    with serving(serve) as service:
        yield service


@pytest.mark.parametrize("status", ["302", "307"])
@pytest.mark.parametrize("seat", EVERY, ids=str)
def test_a_service_that_sends_us_on_gets_no_key_and_no_text_there(
    seat: Seat, status: str, astray: Service, elsewhere: Service, tmp_path: Path
) -> None:
    astray.always, elsewhere.requests = status, []
    with pytest.raises(ProviderError) as caught:
        attempt(taken(seat, astray, tmp_path, TWICE), seat.port, tmp_path)
    came = json.dumps(elsewhere.requests)
    assert KEY not in came
    assert "Acme" not in came, "what was written for one service is nobody else's"
    assert all(method in ("GET", "HEAD") for method, _ in elsewhere.requests)
    assert KEY not in caught.value.message + caught.value.detail


def test_whoever_is_sent_on_with_a_text_is_told_where_to(astray: Service, elsewhere: Service, tmp_path: Path) -> None:
    astray.always, elsewhere.requests = "308", []
    seat = next(seat for seat in SEATS if (seat.house, seat.port) == ("openai", Writer))
    with pytest.raises(NotAccepted, match=r"sends what is written to it on to another address, 127\.0\.0\.1") as caught:
        taken(seat, astray, tmp_path, TWICE).write(BRIEF, PACE)
    assert caught.value.unsent
    assert elsewhere.requests == []


class Pieces(httpx2.SyncByteStream):
    """A body that comes in pieces."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        yield from self.pieces


def test_a_head_that_comes_letter_by_letter_is_given_up_when_the_whole_time_is_over(tmp_path: Path) -> None:
    ready, over = threading.Event(), threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            ready.set()
            with suppress(OSError):
                taken, _ = listening.accept()
                with taken:
                    taken.sendall(b"HTTP/1.1 200 OK\r\nX-Endless: ")
                    while not over.wait(0.05):
                        taken.sendall(b"a")

        thread = threading.Thread(target=drip)
        thread.start()
        ready.wait(10)
        times = Timeouts(connect_s=5, read_s=60, total_s=0.8)
        began = time.monotonic()
        with pytest.raises(TooSlow):
            Rest("A service", f"http://127.0.0.1:{listening.getsockname()[1]}", timeouts=times).json("GET", "/x")
        over.set()
        thread.join(10)
    assert time.monotonic() - began < 20


def test_an_answer_without_end_is_given_up_when_it_no_longer_fits() -> None:
    came: list[int] = []
    with pytest.raises(BadAnswer, match="larger than 256 MB"):
        came.extend(map(len, Whole(Pieces(bytes(1 << 20) for _ in range(10**6)), NO_NETWORK, 1)))
    assert sum(came) <= LARGEST


def test_a_small_answer_that_unpacks_into_a_huge_one_is_given_up_as_well() -> None:
    packed = gzip.compress(bytes(LARGEST + (8 << 20)), 1)
    assert len(packed) < LARGEST // 100
    pieces = (packed[at : at + 4096] for at in range(0, len(packed), 4096))
    came: list[int] = []
    with pytest.raises(BadAnswer, match="larger"):
        came.extend(map(len, Whole(Pieces(pieces), NO_NETWORK, 1, packed=True)))
    assert max(came) < 16 << 20


@pytest.mark.parametrize(("coding", "wrong"), [("gzip", False), ("br", True), ("deflate", True)])
def test_a_packed_answer_is_unpacked_and_any_other_packing_than_was_asked_for_refused(
    coding: str, wrong: bool, stage: Service
) -> None:
    def packed(request: Request) -> Response:
        assert request.headers["accept-encoding"] == "gzip"
        return Response(gzip.compress(b'{"hits": 7}'), media_type="application/json", headers={"content-encoding": coding})

    rest = Rest("A service", answering(stage, packed).url)
    if wrong:
        with pytest.raises(BadAnswer, match="not asked for"):
            rest.json("GET", "/x")
    else:
        assert rest.json("GET", "/x") == {"hits": 7}


def test_a_file_that_is_larger_than_was_said_does_not_fill_the_disk(stage: Service, tmp_path: Path) -> None:
    service = answering(stage, lambda request: Response(bytes(3 << 20)))
    with pytest.raises(BadAnswer):
        Rest("A service", service.url).download("/voice", tmp_path / "voice", 1 << 20)
    assert (tmp_path / "voice").stat().st_size <= 1 << 20


Answering = Callable[[Request], Response]


@pytest.fixture(scope="module")
def stage() -> Iterator[Service]:
    """A service that answers as `answering` says, whatever it is asked."""

    async def serve(service: Service, request: Request) -> Response:
        await request.body()
        answer: Answering = service.jobs["now"]["answer"]
        return answer(request)

    with serving(serve) as service:
        yield service


def answering(stage: Service, answer: Answering) -> Service:
    stage.begin()
    stage.jobs["now"] = {"answer": answer}
    return stage


def _html() -> Response:
    return Response("<!doctype html><title>Sign in</title>" + "x" * 5000, media_type="text/html")


@pytest.mark.parametrize("seat", EVERY, ids=str)
def test_a_page_in_place_of_an_answer_is_no_answer(seat: Seat, stage: Service, tmp_path: Path) -> None:
    provider = taken(seat, answering(stage, lambda request: _html()), tmp_path, TWICE)
    with pytest.raises(ProviderError) as caught:
        attempt(provider, seat.port, tmp_path)
    assert isinstance(caught.value, (BadAnswer, NotAccepted)) or caught.value.code in ("unknown-model", "undecided")
    assert not (tmp_path / "given").exists()


@pytest.mark.parametrize(
    ("failure", "meant"),
    [
        ({"code": 429, "message": "Rate limited upstream"}, Busy),
        ({"code": 401, "message": "No auth credentials found"}, KeyRefused),
        ({"code": "odd", "message": "Provider returned error"}, BadAnswer),
        ("overloaded", BadAnswer),
    ],
)
def test_a_failure_that_is_sent_as_if_it_were_none_is_one(
    failure: Any, meant: type[ProviderError], stage: Service, tmp_path: Path
) -> None:
    seat = next(seat for seat in SEATS if (seat.house, seat.port) == ("openai", Writer))
    writer = taken(seat, answering(stage, lambda request: JSONResponse({"error": failure})), tmp_path, TWICE)
    with pytest.raises(meant) as caught:
        writer.write(BRIEF, PACE)
    said = failure if isinstance(failure, str) else failure["message"]
    assert said in caught.value.detail


def test_a_clip_and_a_recording_that_break_off_are_not_taken_for_whole_ones(tmp_path: Path) -> None:
    import av

    with av.open(str(tmp_path / "front.mp4"), "w", options={"movflags": "faststart"}) as out:
        stream = out.add_stream("h264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 160, 96, "yuv420p"
        for number in range(48):
            noise = Image.effect_noise((160, 96), 90 + number % 5).convert("RGB")
            out.mux(stream.encode(av.VideoFrame.from_image(noise)))
        out.mux(stream.encode())
    whole = (tmp_path / "front.mp4").read_bytes()
    mp4("A service", whole, tmp_path / "a.mp4")
    with pytest.raises(BadAnswer, match="breaks off after"):
        mp4("A service", whole[: len(whole) // 2], tmp_path / "b.mp4")
    mp4("A service", film(), tmp_path / "c.mp4")
    sound = tone(2.0)
    wav("A service", sound, tmp_path / "a.wav")
    with pytest.raises(BadAnswer, match="breaks off"):
        wav("A service", sound[: len(sound) // 2], tmp_path / "b.wav")
    streamed = sound[:40] + b"\xff\xff\xff\xff" + sound[44:]  # as it is sent while nobody knows how long it will be
    wav("A service", streamed, tmp_path / "c.wav")
    assert not (tmp_path / "b.mp4").exists()
    assert not (tmp_path / "b.wav").exists()


@pytest.mark.parametrize("called", ["text/html", "application/json", "video/mp4", "nonsense"])
def test_what_a_picture_or_a_sound_is_called_does_not_count(called: str, stage: Service, tmp_path: Path) -> None:
    def answer(request: Request) -> Response:
        return Response(picture() if "image" in request.url.path else tone(1.0), headers={"content-type": called})

    for port, path in ((Painter, "/endpoint/image"), (Speaker, "/endpoint/speech")):
        seat = next(seat for seat in SEATS if (seat.house, seat.port, seat.path) == ("huggingface", port, path))
        attempt(taken(seat, answering(stage, answer), tmp_path, TWICE), port, tmp_path)
        assert (tmp_path / "given").stat().st_size > 100
        (tmp_path / "given").unlink()


ODD = 'ab/cd+ef=gh&ij%kl"mn-0123456789'


@pytest.mark.parametrize("told", [ODD, quote(ODD), quote(ODD, safe=""), json.dumps(ODD), f"Bearer {ODD}"])
def test_a_key_with_signs_that_addresses_and_json_write_otherwise_is_masked_however_it_comes_back(
    told: str, stage: Service, tmp_path: Path
) -> None:
    service = answering(stage, lambda request: Response(f"The key {told} is wrong.", 500))
    entry = Entry(id="mine", house="pexels", label="Photos", base_url=service.url, key=KeyReference(source="studio"),
                  fills=(Fill(port="Stock", model="photos"),), policy=TWICE)  # fmt: skip
    services = Services(tmp_path, tmp_path / "s")
    services.keys.enter("mine", ODD)
    services.save(services.roster().model_copy(update={"entries": (entry,)}))
    with pytest.raises(ProviderError) as caught:
        seated(Connection(entry, "Stock", services.folder, services.secrets)).search("sea", Aspect.WIDE)
    everything = f"{caught.value} {caught.value.detail} {caught.value.hint} {services.health('mine')}"
    assert told not in everything
    assert ODD not in everything
    assert "[key]" in caught.value.detail


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "tab\tin-it", "schlüssel-0123456789"])
def test_what_is_no_key_is_not_sent_and_not_told_wherever_it_was_entered(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_KEY", key)
    entry = Entry(id="mine", house="openai", key=KeyReference(source="environment", name="MY_KEY"),
                  fills=(Fill(port="Writer", model="m"),))  # fmt: skip
    keys = Keys(tmp_path / "p", tmp_path / "s")
    with pytest.raises(KeyRefused, match="is none") as caught:
        keys.key(entry)
    assert key not in str(caught.value) + caught.value.hint
    assert "MY_KEY" in caught.value.hint
    monkeypatch.setenv("MY_KEY", "  abc-0123456789\n")  # as a file with one line gives it
    assert (found := keys.key(entry)) is not None
    assert found.get_secret_value() == "abc-0123456789"


@pytest.mark.parametrize(
    "url",
    ["https://", "http://[::1", "https://host:99999/v1", "https://ho st/v1", "https://host/v1?api-version=2", "https://host/#x",
     "https://a..b/v1", "https://host/v1\n/x", f"https://{'x' * 70}.example"],
)  # fmt: skip
def test_an_address_that_no_call_could_reach_is_refused_when_it_is_entered(url: str) -> None:
    with pytest.raises(ValidationError):
        Entry(id="mine", house="openai", base_url=url, fills=(Fill(port="Writer", model="m"),))


@pytest.mark.parametrize(
    "url", ["http://[::1]:8000/v1", "https://bücher.example/v1", "http://my_box:11434/v1", "https://h/a/b/c"]
)
def test_addresses_of_every_other_kind_are_taken(url: str) -> None:
    assert Entry(id="mine", house="openai", base_url=f" {url}/ ").base_url == url


@pytest.fixture(scope="module")
def gateway() -> Iterator[Service]:
    """Passes on all that comes for `/gateway/eu/`."""
    with httpx2.Client(trust_env=False) as client:

        async def serve(service: Service, request: Request) -> Response:
            path, root = request.url.path, service.jobs["real"]["root"]
            if not path.startswith("/gateway/eu/"):
                service.problems.append(path)
            headers = {k: v for k, v in request.headers.items() if k not in ("host", "content-length")}
            asked = root + path.removeprefix("/gateway/eu") + (f"?{request.url.query}" if request.url.query else "")
            given = client.request(request.method, asked, headers=headers, content=await request.body())
            kept = {k: v for k, v in given.headers.items() if k.lower() not in ("content-length", "transfer-encoding")}
            return Response(given.content, given.status_code, kept)

        with serving(serve) as service:
            yield service


@pytest.mark.parametrize("seat", [seat for seat in ONE_OF_EACH if seat.house != "piper"], ids=str)  # which sends on to files
def test_a_gateway_with_a_path_of_its_own_stands_before_every_house(
    seat: Seat, servers: dict[str, Service], gateway: Service, tmp_path: Path
) -> None:
    real = servers[seat.house]
    real.begin()
    root = real.url.removesuffix("/v1")
    gateway.begin()
    gateway.jobs["real"] = {"root": root}
    connection = taken(seat, real, tmp_path, POLICY).connection
    address = f"{gateway.url}/gateway/eu{connection.entry.base_url.removeprefix(root)}"
    moved = connection.entry.model_copy(update={"base_url": address})
    attempt(seated(Connection(moved, connection.port, connection.folder, connection.secrets)), seat.port, tmp_path)
    assert gateway.problems == []
    assert real.requests
    assert real.problems == []


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as tried:
            tried.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.skipif(not _has_ipv6(), reason="this machine has no IPv6")
def test_a_service_at_an_ipv6_address_is_reached(tmp_path: Path) -> None:
    async def serve(service: Service, request: Request) -> Response:
        message = {"role": "assistant", "content": json.dumps(DRAFT)}
        return JSONResponse({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "model": "m"})

    seat = next(seat for seat in SEATS if (seat.house, seat.port) == ("openai", Writer))
    with serving(serve, "/v1", host="::1") as service:
        assert "[::1]" in service.url
        assert taken(seat, service, tmp_path, TWICE).write(BRIEF, PACE).title == "Acme 4.0"
