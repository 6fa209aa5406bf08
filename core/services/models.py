"""Models of houses that can be searched: found by task and words, and fetched to this machine, where they stay."""

from __future__ import annotations

import json
import re
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import Field, ValidationError

from core.engine.files import write_atomic
from core.errors import BadSetting, Cancelled, ProviderError, StudioError, UnknownChoice
from core.policy import Policy, Timeouts, Tries
from core.providers.connection import Connection
from core.providers.house import Files, Sorting
from core.providers.house import Found as Found
from core.providers.house import House as House
from core.providers.houses import HOUSES, fetched, house_of, searched
from core.services.entries import Entry, Fill, KeyReference
from core.services.redaction import redacted
from core.services.roster import Services
from core.value import Value

_NAME = re.compile(r"[\w.-]{1,96}/[\w.-]{1,96}")
_KEPT_S = 600.0
"""So long a search is not asked again."""
_KEPT = 40
_BRIEF = Policy(tries=Tries(attempts=1), timeouts=Timeouts(connect_s=5, read_s=8, total_s=10), patience_s=0)
"""A person waits for a search, and asks again."""


class LocalModel(Value):
    """A model on this machine."""

    house: str
    files: Files
    size: int = Field(ge=0, description="Bytes on the disk.")
    fetched: str = Field(description="When, UTC.")


@dataclass(frozen=True)
class Fetching:
    """A fetch that is under way or came to its end."""

    house: str
    repository: str
    state: str
    """`running`, `stopping`, `stopped`, `good` or `failed`."""
    came: int = 0
    size: int = 0
    text: str = ""
    hint: str = ""
    detail: str = ""


_NONE = Fetching("", "", "none")
_UNDER_WAY = ("running", "stopping")

Wanted = tuple[str, str, str, Sorting, bool]
"""House, port, words, order, and whether somebody must serve it."""


class Models:
    """Models as the studio's services find and keep them, under the services' folder."""

    def __init__(self, services: Services) -> None:
        self.services, self.folder = services, services.folder / "models"
        self._lock = threading.Lock()
        self._known: OrderedDict[Wanted, tuple[float, tuple[Found, ...]]] = OrderedDict()
        self._fetching: dict[str, Fetching] = {}

    def houses(self) -> tuple[House, ...]:
        """Houses whose models can be searched."""
        return tuple(house for house in map(house_of, HOUSES) if house.search)

    def search(
        self, house: str, port: str, text: str = "", sort: Sorting = "downloads", served: bool = True
    ) -> tuple[Found, ...]:
        """Models for a task, best first; the same search again is answered from what is known. Raises the policy's errors."""
        wanted = (house, port, text.strip(), sort, served)
        with self._lock:
            at, found = self._known.get(wanted, (0.0, ()))
            if found and time.monotonic() - at < _KEPT_S:
                return found
        found = searched(self._connection(house, port), text, sort, served)
        with self._lock:
            self._known[wanted] = time.monotonic(), found
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return found

    def use(self, house: str, port: str, model: str) -> str:
        """Sets a service of the house up to do a task by that model, a new one where there is none; gives the service's id."""
        entry = next((one for one in self.services.roster().entries if one.house == house and _is_hub(one)), None)
        new = entry is None
        if entry is None:
            taken = {one.id for one in self.services.roster().entries}
            name = next(one for one in (house, *(f"{house}-{n}" for n in range(2, 1000))) if one not in taken)
            entry = Entry(id=name, house=house, label=house_of(house).name, key=KeyReference(source="studio"))
        held = entry.fill(port)
        fill = Fill(port=port, model=model, options=held.options if held else ())
        fills = tuple(fill if one.port == port else one for one in entry.fills) if held else (*entry.fills, fill)
        self.services.put(entry.model_copy(update={"fills": fills}), new=new)
        return entry.id

    def fetch(self, house: str, repository: str) -> None:
        """Begins to fetch a model's files, or goes on with those that came, unless that is under way.

        Raises `BadSetting` for what is no name of a model.
        """
        if not _NAME.fullmatch(repository):
            raise BadSetting(f"“{repository[:80]}” is no name of a model.", hint="Names look like owner/model.")
        with self._lock:
            under_way = self._fetching.get(repository)
            if under_way is not None and under_way.state in _UNDER_WAY:
                return
            self._fetching[repository] = Fetching(house, repository, "running")
        note = self._begun(repository)
        write_atomic(note, json.dumps([house, repository]).encode(), note.with_suffix(".new"))
        threading.Thread(target=self._fetch, args=(house, repository), name=f"fetch {repository}", daemon=True).start()

    def stop(self, repository: str) -> None:
        """Ends a fetch that is under way with the next piece that comes.

        Files that came whole stay: `fetch` goes on with the others, `dismiss` takes them away.
        """
        with self._lock:
            one = self._fetching.get(repository)
            if one is not None and one.state == "running":
                self._fetching[repository] = replace(one, state="stopping")

    def fetching(self) -> tuple[Fetching, ...]:
        """Fetches that are under way, failed or were stopped, also by the end of the studio; those that ended well are `here`."""
        with self._lock:
            known = dict(self._fetching)
        left = [one for one in self._left() if one.repository not in known]
        return (*(one for one in known.values() if one.state != "good"), *left)

    def dismiss(self, repository: str) -> None:
        """A fetch that failed or was stopped is not shown any more, and what came of it is taken away."""
        with self._lock:
            if self._fetching.get(repository, _NONE).state in _UNDER_WAY:
                return
            self._fetching.pop(repository, None)
        self._begun(repository).unlink(missing_ok=True)
        if repository not in {one.files.repository for one in self.here()}:
            shutil.rmtree(self._place(repository), ignore_errors=True)

    def here(self) -> tuple[LocalModel, ...]:
        """Models on this machine, by name; what cannot be read is passed over."""
        found = []
        for path in sorted(self.folder.glob("*.json")):
            try:
                found.append(LocalModel.model_validate_json(path.read_bytes()))
            except (OSError, ValidationError):
                continue
        return tuple(found)

    def remove(self, repository: str) -> None:
        """Takes a model off this machine. Raises `UnknownChoice`."""
        if repository not in {one.files.repository for one in self.here()}:
            raise UnknownChoice(f"{repository} is not on this machine.")
        self._note(repository).unlink(missing_ok=True)
        shutil.rmtree(self._place(repository), ignore_errors=True)

    def _fetch(self, house: str, repository: str) -> None:
        ended = Fetching(
            house, repository, "failed", text="The fetch stopped with a mistake of the program.", hint=StudioError.hint
        )
        try:
            files = fetched(self._connection(house, ""), repository, self._place(repository), self._telling(repository))
            size = sum(path.stat().st_size for path in Path(files.folder).rglob("*") if path.is_file())
            now = datetime.now(UTC).isoformat(timespec="seconds")
            kept = LocalModel(house=house, files=files, size=size, fetched=now)
            ended = self._keep(kept)
        except Cancelled:
            ended = replace(self._fetching[repository], state="stopped", text="Stopped. Files that came whole are kept.", hint="")
        except StudioError as error:
            detail = error.detail if isinstance(error, ProviderError) else ""
            ended = replace(ended, text=redacted(error.message), hint=error.hint, detail=redacted(detail))
        finally:
            with self._lock:
                self._fetching[repository] = ended

    def _keep(self, kept: LocalModel) -> Fetching:
        """The end of a fetch that went well; whoever sees the model `here` sees no fetch of it any more."""
        repository = kept.files.repository
        note = self._note(repository)
        with self._lock:
            write_atomic(note, kept.model_dump_json(indent=1).encode(), note.with_suffix(".new"))
            self._begun(repository).unlink(missing_ok=True)
            ended = self._fetching[repository] = Fetching(kept.house, repository, "good")
        return ended

    def _telling(self, repository: str) -> Callable[[int, int], None]:
        def tell(came: int, size: int) -> None:
            with self._lock:
                now = self._fetching[repository] = replace(self._fetching[repository], came=came, size=size)
            if now.state == "stopping":
                raise Cancelled(f"The fetch of {repository} was stopped.")

        return tell

    def _left(self) -> Iterator[Fetching]:
        """Fetches that nobody goes on with since the studio stopped."""
        for path in sorted(self.folder.glob("*.begun")):
            with suppress(OSError, ValueError):
                house, repository = json.loads(path.read_bytes())
                came = sum(one.stat().st_size for one in self._place(repository).rglob("*") if one.is_file())
                yield Fetching(
                    house, repository, "stopped", came, text="The studio ended meanwhile. Files that came whole are kept."
                )

    def _connection(self, house: str, port: str) -> Connection:
        """To the house's hub: by a service that is set up, so that its gateway and key count, else as anybody."""
        entries = [one for one in self.services.roster().entries if one.house == house and one.enabled and _is_hub(one)]
        anybody = Entry(id=f"{house}-hub", house=house, label=house_of(house).name)
        entry = next((one for one in entries if self.services.keys.masked(one)), anybody)
        options = next((fill.options for fill in entry.fills if dict(fill.options).get("provider")), ())
        port = port or "Writer"
        fills = (Fill(port=port, model="any", options=options if entry.base_url else ()),)
        given = entry.model_copy(update={"fills": fills, "policy": _BRIEF, "people": ()})
        return Connection(given, port, self.services.folder, self.services.secrets)

    def _place(self, repository: str) -> Path:
        return self.folder / repository.replace("/", "--")

    def _begun(self, repository: str) -> Path:
        """Says that a fetch has begun that did not end well yet."""
        return self.folder / f"{repository.replace('/', '--')}.begun"

    def _note(self, repository: str) -> Path:
        return self.folder / f"{repository.replace('/', '--')}.json"


def _is_hub(entry: Entry) -> bool:
    """Whether models are asked for by name there: the hub itself, or a gateway to it."""
    return not entry.base_url or any(dict(fill.options).get("provider") for fill in entry.fills)
