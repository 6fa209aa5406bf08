"""What a first page begins with is answered from memory: the file's own bytes, for as long as they are its own."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import sys
from pathlib import Path

import pytest
import streamlit as st
from starlette.responses import PlainTextResponse

from core.web.kept import Kept
from core.web.sockets import answer_at_once
from pages.shell.index import LASTING, files, index

ROOT = Path(__file__).resolve().parents[2]


def asked(app: Kept, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes, int]:
    """Status, headers, body and the number of parts it came in."""
    sent: list[dict[str, object]] = []

    async def ask() -> None:
        async def receive() -> dict[str, object]:
            return {"type": "http.request"}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        await app({"type": "http", "method": method, "path": path, "headers": told}, receive, send)  # type: ignore[arg-type]

    asyncio.run(ask())
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}  # type: ignore[attr-defined]
    return sent[0]["status"], found, b"".join(part.get("body", b"") for part in sent[1:]), len(sent) - 1  # type: ignore[return-value, misc]


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    (tmp_path / "a.js").write_text("let a = 1")
    (tmp_path / "b.css").write_text("b {}")
    there = {"/static/a.js": tmp_path / "a.js", "/app/static/b.css": tmp_path / "b.css", "/static/gone.js": tmp_path / "gone.js"}
    return Kept(PlainTextResponse("somebody else", 404), there, LASTING)


def test_a_known_file_is_answered_whole_with_its_kind(kept: Kept) -> None:
    status, headers, body, parts = asked(kept, "/static/a.js")
    assert (status, body, parts) == (200, b"let a = 1", 1)
    assert headers["content-type"].endswith("javascript")
    assert headers["content-length"] == "9"
    assert "immutable" in headers["cache-control"]
    assert "cache-control" not in asked(kept, "/app/static/b.css")[1], "its name does not tell what it holds"


def test_who_has_it_already_is_told_so_until_it_changes(kept: Kept, tmp_path: Path) -> None:
    known = asked(kept, "/app/static/b.css")[1]["etag"]
    assert asked(kept, "/app/static/b.css", if_none_match=f'"other", {known}')[::2] == (304, b"")
    (tmp_path / "b.css").write_text("b { c: d }")
    os.utime(tmp_path / "b.css", ns=(1, 1))
    assert asked(kept, "/app/static/b.css", if_none_match=known)[::2] == (200, b"b { c: d }")


@pytest.mark.parametrize("path", ["/static/gone.js", "/static/other.js", "/static/../static/a.js", "/"])
def test_everything_else_is_for_whoever_comes_next(kept: Kept, path: str) -> None:
    assert asked(kept, path)[::2] == (404, b"somebody else")


def test_parts_of_a_file_and_other_methods_are_for_whoever_comes_next(kept: Kept) -> None:
    assert asked(kept, "/static/a.js", range="bytes=0-1")[0] == 404
    assert asked(kept, "/static/a.js", method="POST")[0] == 404


def test_all_that_the_first_page_names_is_there() -> None:
    found = files(index())
    assert len(found) > 80
    assert [path for path in found.values() if not path.is_file()] == []
    ours, theirs = ROOT / ".streamlit" / "static", Path(st.__file__).parent / "static"
    assert all(path.is_relative_to(ours) or path.is_relative_to(theirs) for path in found.values())


def test_letters_and_signs_are_on_their_way_before_the_first_word_is_set() -> None:
    early = re.findall(r'<link rel="preload" as="font" type="font/woff2" crossorigin href="([^"]+)">', index())
    assert [font.split("/")[-1].split("-")[0] for font in early] == ["manrope", "MaterialSymbols"]
    assert set(early) <= set(files(index()))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells nobody which sockets are its processes' own")
def test_what_listening_sockets_accept_sends_at_once() -> None:
    with socket.socket() as listening, socket.socket() as client:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert answer_at_once() >= 1
        client.connect(listening.getsockname())
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
