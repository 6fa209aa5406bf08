"""Files that go while they are asked for, as a draft does when its film is there, were not found; nothing else happens."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.types import Message

from core.web.going import GoingFile


def answered(file: Path, *, gone: bool, asked: tuple[tuple[bytes, bytes], ...] = (), method: str = "GET") -> list[Message]:
    """All that is sent for a file, which goes after its size was looked up."""
    sent: list[Message] = []
    response = GoingFile(file)
    if gone:
        file.unlink()

    async def receive() -> Message:
        await asyncio.Event().wait()  # whoever asked stays
        raise AssertionError("unreachable")

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(response({"type": "http", "method": method, "headers": list(asked)}, receive, send))
    return sent


RANGE = ((b"range", b"bytes=2-4"),)


@pytest.mark.parametrize("asked", [(), RANGE])
def test_a_file_that_goes_before_it_is_read_was_not_found(asked: tuple[tuple[bytes, bytes], ...], tmp_path: Path) -> None:
    file = tmp_path / "draft.mp4"
    file.write_bytes(b"0123456789")
    start, body = answered(file, gone=True, asked=asked)
    assert (start["status"], body["body"]) == (404, b"not found")


def test_a_file_that_is_there_is_sent_whole_in_part_or_only_told_of(tmp_path: Path) -> None:
    file = tmp_path / "film.mp4"
    file.write_bytes(b"0123456789")
    for asked, method, status, expected in (
        ((), "GET", 200, b"0123456789"), (RANGE, "GET", 206, b"234"), ((), "HEAD", 200, b""),
    ):  # fmt: skip
        start, *parts = answered(file, gone=False, asked=asked, method=method)
        assert start["status"] == status
        assert b"".join(part["body"] for part in parts) == expected
    with pytest.raises(FileNotFoundError):
        GoingFile(tmp_path / "nothing.mp4")
