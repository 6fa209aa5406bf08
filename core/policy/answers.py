"""What services answered, by the request's digest: the same request again costs nothing, whoever asks."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pydantic import Field

from core.engine.digest import digest
from core.engine.files import writing
from core.engine.record import Record
from core.engine.store import Store
from core.errors import Corrupt
from core.system import lock, unlock
from core.value import Blob, Value


class Request(Value):
    """What is asked of a service, without the key: two equal requests deserve one answer."""

    service: str = Field(description="House and address.")
    operation: str
    model: str
    body: str = Field(description="JSON with sorted keys.")
    files: tuple[str, ...] = Field((), description="Digests of the files that are sent along.")
    take: int = Field(1, ge=1, description="Counted up to ask for another answer.")

    @property
    def key(self) -> str:
        """The request's digest; also the idempotency key."""
        return digest(self)


class Answer(Value):
    """What came back."""

    text: str = ""
    file: Blob | None = None
    usd: str = Field("0", description="What it cost, in US dollars.")
    model: str = Field("", description="The exact model that answered, where the service says so.")
    tokens_read: int = Field(0, ge=0, description="Of a language model, where the service says so.")
    tokens_written: int = Field(0, ge=0, description="The same for its answer.")


class Answers:
    """Answers under `folder`, verified down to the bytes of their files. Safe from any thread and any process."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        self._locks = folder / "locks"

    def find(self, request: Request) -> Answer | None:
        """The answer, if there is one that is sound."""
        try:
            found = self.store.find(request.key, Answer)
        except Corrupt:
            return None
        return None if found is None else found[1]

    def keep(self, request: Request, answer: Answer, file: Path | None = None) -> Answer:
        """Stores an answer with its file, which is moved in."""
        if file is not None:
            answer = answer.model_copy(update={"file": self.store.put_file(file)})
        made_of = {"service": request.service, "operation": request.operation, "model": request.model}
        self.store.save(Record(stage=request.operation, key=request.key, made_of=made_of), answer)
        return answer

    def copy(self, answer: Answer, to: Path) -> None:
        """Puts a copy of the answer's file under `to`. Raises `Corrupt` when there is none or it is damaged."""
        if answer.file is None:
            raise Corrupt("The stored answer has no file.")
        self.store.check(answer.file)
        with writing(to):
            shutil.copyfile(self.store.path(answer.file), to)

    @contextmanager
    def alone(self, request: Request) -> Iterator[None]:
        """Until the block ends nobody else, in any process, asks the same."""
        path = self._locks / f"{request.key}.lock"
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        pause = 0.001
        while not lock(handle := os.open(path, os.O_RDWR | os.O_CREAT, 0o644)):
            os.close(handle)
            time.sleep(pause)
            pause = min(2 * pause, 0.1)
        try:
            yield
        finally:
            unlock(handle)


def canonical(body: Mapping[str, object]) -> str:
    """A request's body as text that does not depend on the order of its fields."""
    import json

    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
