"""Whether a part is there already, and if not, why it must be made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.engine.board import Board, Node
from core.engine.history import Entry, History, PartName
from core.engine.part import Part, own_key
from core.engine.record import blobs_of
from core.engine.stage import Stage
from core.engine.store import Store
from core.engine.why import why
from core.errors import Corrupt
from core.value import Blob, Value

STOOD_IN = "another stood in for it"


@dataclass(frozen=True)
class Found:
    """A part's value, or None with the reason why it must be made."""

    value: Value | None
    output: str = ""
    why: str = ""
    seconds: float = 0.0
    made: bool = False

    @property
    def blobs(self) -> tuple[Blob, ...]:
        """The files of the value."""
        return blobs_of(self.value)


def look(store: Store, history: History, pins: Mapping[PartName, str], board: Board, node: Node, part: Part) -> Found:
    """The pinned or stored value of a part. Raises `Corrupt` only when an edit by hand is damaged: nobody can make it again."""
    stage, kind = node.wired.stage, node.wired.stage.gives
    before = history.before(part.stage, node.item, node.position, board.items.get(part.stage, {}).keys())
    pin = pins.get(node.name)
    if pin is not None:
        return Found(_pinned(store, kind, pin, part), pin, _pin_told(history, node, pin, part))
    try:
        found = (store.find(part.own_key, kind) if stage.provisional else None) or store.find(part.key, kind)
    except Corrupt as error:
        return Found(None, why=_reason(error))
    if found is None:
        return Found(None, why=STOOD_IN if _stood_in(store, stage, before, part) else why(part.stage, part.made_of, before))
    record, value = found
    return Found(value, record.output, "unchanged", record.seconds)


def withdraw(store: Store, history: History, stage: str, item: str | None = None) -> None:
    """Takes back that a film is content with what stood in for a part: the next run makes it anew, of the very same."""
    entry = history.last(stage, item)
    if entry is not None:
        store.forget(own_key(entry.key, history.whose))


def _pinned(store: Store, kind: type[Value], pin: str, part: Part) -> Value:
    try:
        value = store.load(kind, pin)
        for blob in blobs_of(value):
            store.check(blob)
    except Corrupt as error:
        raise Corrupt(f"The edit of {part.title} is lost: {_reason(error)}.", hint="Make the edit again.") from error
    return value


def _pin_told(history: History, node: Node, pin: str, part: Part) -> str:
    """`pinned`, with what changed underneath since then."""
    before = history.last(*node.name)
    if before is None or not before.pinned or before.output != pin or before.key == part.key:
        return "pinned"
    return f"pinned; since then {why(part.stage, part.made_of, before)}"


def _stood_in(store: Store, stage: Stage, before: Entry | None, part: Part) -> bool:
    """Whether what the film had was made for another, and only provisional."""
    if stage.provisional is None or before is None or before.key != part.key:
        return False
    try:
        return stage.provisional(store.load(stage.gives, before.output))
    except Corrupt:
        return False


def _reason(error: Corrupt) -> str:
    return error.message[:1].lower() + error.message[1:].rstrip(".")
