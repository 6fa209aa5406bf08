"""What was paid, a line for each call that cost something or came back: first with its session, then in the studio's journal.

The session's lines travel with its folder; the journal is what months are reckoned from, and outlives sessions that are erased.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from pydantic import Field, ValidationError

from core.engine.files import writing
from core.value import Value

BILLS = "metadata/bills.jsonl"
"""In a session's folder."""

JOURNAL = "bills"
"""In the services' folder: a file for each month."""


class Bill(Value):
    """One call that came back."""

    at: str = Field(description="UTC, as it is written in metadata.")
    entry: str
    port: str = ""
    operation: str
    model: str
    usd: Decimal = Field(ge=0)
    person: str = ""
    session: str = ""
    request: str = Field("", description="The request's digest: the answer is found by it, and never paid for twice.")

    @property
    def month(self) -> str:
        """`2026-11`."""
        return self.at[:7]


class Till:
    """Where the bills of one entry, port, person and session are written. `root` is the services' folder."""

    def __init__(self, root: Path, entry: str, port: str = "", person: str = "", session: str = "") -> None:
        self.root, self.entry, self.port, self.person, self.session = root, entry, port, person, session

    def note(self, operation: str, model: str, usd: Decimal, request: str) -> Bill:
        """Writes a bill down. Raises `DiskFull`, `ReadOnly`."""
        now = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
        bill = Bill(
            at=now, entry=self.entry, port=self.port, operation=operation, model=model, usd=usd,
            person=self.person, session=self.session, request=request,
        )  # fmt: skip
        line = (bill.model_dump_json() + "\n").encode()
        if self.session and (self.root.parent / self.session / "metadata").is_dir():
            _append(self.root.parent / self.session / BILLS, line)
        _append(self.root / JOURNAL / f"{bill.month}.jsonl", line)
        return bill

    def has(self, request: str) -> bool:
        """Whether that request is on a bill already."""
        return any(bill.request == request for path in reversed(journal(self.root)) for bill, _ in bills_in(path))


def bills_in(path: Path, start: int = 0) -> Iterator[tuple[Bill, int]]:
    """The bills of a file from byte `start` on, each with where it ends; what cannot be read is passed over, a line that is still
    being written is left for later."""
    try:
        with path.open("rb") as file:
            file.seek(start)
            for line in file:
                if not line.endswith(b"\n"):
                    return
                start += len(line)
                try:
                    yield Bill.model_validate_json(line), start
                except ValidationError:
                    continue
    except FileNotFoundError:
        return


def journal(root: Path) -> tuple[Path, ...]:
    """The journal's files, the oldest month first."""
    return tuple(sorted((root / JOURNAL).glob("[0-9][0-9][0-9][0-9]-[0-9][0-9].jsonl")))


def _append(path: Path, line: bytes) -> None:
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)  # one write: lines of many processes never mix
        try:
            os.write(handle, line)
        finally:
            os.close(handle)
