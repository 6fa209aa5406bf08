"""What comes first: what a part makes possible, before that which fewer stages wait for."""

from __future__ import annotations

import time
from pathlib import Path

from core.engine import Each, History, Inline, Run, Store, stage
from core.events import Event, PartDone
from core.value import Value


class Asked(Value):
    names: tuple[str, ...]


class Piece(Value):
    id: str


class Key(Value):
    name: str = "c"


class Pieces(Value):
    pieces: tuple[Piece, ...]
    key: Key = Key()


class Picture(Value):
    text: str


class Tune(Value):
    text: str


class Mixed(Value):
    text: str


class Whole(Value):
    text: str


@stage(version=1)
def cut(asked: Asked) -> Pieces:
    return Pieces(pieces=tuple(Piece(id=name) for name in asked.names))


@stage(version=1, each=Piece, cost=lambda piece: 1.0)
def paint(piece: Piece) -> Picture:
    return Picture(text=piece.id)


@stage(version=1)
def compose(key: Key) -> Tune:
    return Tune(text=key.name)


@stage(version=1)
def blend(tune: Tune) -> Mixed:
    return Mixed(text=tune.text)


@stage(version=1)
def join(mixed: Mixed, pictures: Each[Picture]) -> Whole:
    return Whole(text=mixed.text + "".join(pictures))


class Patient(Inline):
    """Waits for a run as long as a busy machine may take."""

    grace_s = 60.0


STAGES = tuple(fn.stage for fn in (cut, paint, compose, blend, join))


def _order(folder: Path, slow_s: float, kind: type[Inline] = Inline) -> tuple[list[str], str]:
    """The stages in the order in which one slot made their parts, of a run that takes `slow_s` to take in each, and the film."""
    store, made = Store(folder / "store"), list[str]()

    def hear(event: Event) -> None:
        if isinstance(event, PartDone):
            made.append(event.stage)
            time.sleep(slow_s)

    crew = kind(STAGES, store)
    try:
        results = Run(STAGES, [Asked(names=("a", "b", "c"))], {}, store, History(folder / "film.json"), hear, crew)()
    finally:
        crew.close()
    return made, results[Whole].text


def test_a_slot_waits_for_what_its_part_makes_possible_where_more_stages_wait_for_that(tmp_path: Path) -> None:
    made, film = _order(tmp_path, 0.05, Patient)
    assert made == ["cut", "compose", "blend", "paint", "paint", "paint", "join"]
    assert film == "cabc"


def test_nobody_waits_long_for_a_run_that_does_not_answer(tmp_path: Path) -> None:
    made, film = _order(tmp_path, 2 * Inline.grace_s)
    assert sorted(made) == ["blend", "compose", "cut", "join", "paint", "paint", "paint"]
    assert film == "cabc"
