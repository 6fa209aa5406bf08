"""Types are the wiring; what they leave open is an error with a sentence."""

from __future__ import annotations

from typing import Any, Protocol

import engine_toys as toys
import pytest

from core.engine import Each, Scratch, Stage, Wiring, graph, stage
from core.engine.line import Assignment, Line
from core.engine.part import Part
from core.errors import BadStage, ProviderMissing
from core.value import Value


class Extra(Value):
    text: str


class Pair(Value):
    first: Extra
    second: Extra


class Loose(Value):
    maybe: Extra | None = None


class Out(Value):
    text: str


class Port(Protocol):
    @property
    def identity(self) -> str: ...


def wants(hint: Any, each: type[Value] | None = None) -> Stage:
    """A stage with one parameter of that type."""

    def wanting(thing: Any) -> Any: ...

    wanting.__annotations__ = {"thing": hint, "return": Out}
    return stage(version=1, each=each)(wanting).stage  # type: ignore[attr-defined, no-any-return]


def test_the_graph_is_told_in_one_line_for_each_stage() -> None:
    assert graph(toys.STAGES).splitlines() == [
        "split  Idea -> Board",
        "speak  Words (of each Bit), Talker -> Sound per Bit",
        "draw   Colour (of each Bit) or nothing, Sound -> Drawing per Bit",
        "reel   Board, every Drawing, every Sound -> Reel",
        "movie  Plot (of Reel) -> Movie",
    ]


def test_stages_stand_in_the_order_that_their_types_impose() -> None:
    assert [wired.name for wired in Wiring(toys.STAGES[::-1]).stages] == ["split", "speak", "draw", "reel", "movie"]


@pytest.mark.parametrize(
    ("hint", "each", "sources", "sentence"),
    [
        (Extra, None, {Loose}, "Loose.maybe may be None: ask for `Extra | None`"),
        (Extra, None, {Pair}, "there are several: Pair.first, Pair.second"),
        (Extra, None, set(), "nobody gives one"),
        (str, None, {Extra}, "nobody gives one"),
        (toys.Sound, None, {toys.Idea}, "there is one for each Bit: ask for Each[Sound]"),
        (Each[Extra], None, {Extra}, "no stage gives one for each item"),
        (Extra, toys.Sound, {Extra}, "made for each Sound, and nothing holds them"),
        (Out, None, {Out}, "asks for the Out that it gives itself"),
        (toys.Bit, None, {toys.Idea}, "nobody gives one"),
    ],
)  # fmt: skip
def test_what_types_leave_open_is_an_error(hint: Any, each: Any, sources: set[type], sentence: str) -> None:
    stages = [wants(hint, each), *(toys.STAGES if toys.Idea in sources else ())]
    with pytest.raises(BadStage) as caught:
        Wiring(stages, sources)
    assert sentence in caught.value.message


@pytest.mark.parametrize(
    ("hint", "sentence"),
    [
        (dict[str, int], "ask for a value"),
        (int | str, "only `X \\| None`"),
    ],
)
def test_a_hint_that_is_no_type_is_refused_where_the_stage_is_written(hint: Any, sentence: str) -> None:
    with pytest.raises(BadStage, match=sentence):
        wants(hint)


def test_a_stage_must_say_what_it_gives_and_takes() -> None:
    def bare(idea): ...  # type: ignore[no-untyped-def]

    with pytest.raises(BadStage, match="must say which value it gives"):
        stage(version=1)(bare)
    bare.__annotations__ = {"return": Out}
    with pytest.raises(BadStage, match="of which type its parameter idea is"):
        stage(version=1)(bare)


def test_two_makers_of_one_type_are_an_error() -> None:
    with pytest.raises(BadStage, match="wanting and wanting both give a Out"):
        Wiring([wants(toys.Idea), wants(toys.Idea)])


def test_a_circle_is_an_error() -> None:
    def other(out: Out) -> Extra: ...  # type: ignore[empty-body]

    other.__annotations__ = {"out": Out, "return": Extra}
    with pytest.raises(BadStage, match="in a circle: other, wanting"):
        Wiring([wants(Extra), stage(version=1)(other).stage], set())  # type: ignore[attr-defined]


def test_what_may_be_missing_is_none_when_nobody_gives_it() -> None:
    (wired,) = Wiring([wants(Extra | None)], set()).stages
    assert wired.routes[0].via.name == "NOTHING"
    (wired,) = Wiring([wants(Extra | None)], {Loose}).stages
    assert (wired.routes[0].via.name, wired.routes[0].field) == ("SOURCE", "maybe")


def test_a_port_must_be_filled_unless_it_may_be_missing() -> None:
    with pytest.raises(ProviderMissing, match="needs a Port"):
        Wiring([wants(Port)], set(), set())
    assert Wiring([wants(Port | None)], set(), set()).stages[0].routes[0].via.name == "NOTHING"
    assert Wiring([wants(Port)], set(), {Port}).stages[0].routes[0].via.name == "CAST"


def test_a_source_of_the_very_type_comes_before_a_field() -> None:
    (wired,) = Wiring([wants(Extra)], {Extra, Loose}).stages
    assert (wired.routes[0].via.name, wired.routes[0].field) == ("SOURCE", "")


def test_all_items_can_be_asked_for() -> None:
    (wired,) = Wiring([wants(Each[toys.Bit])], {toys.Board}).stages
    assert wired.routes[0].via.name == "ITEMS"


def test_a_scratch_folder_is_no_input() -> None:
    assert wants(Scratch).scratches == ("thing",)
    assert graph([wants(Scratch)]) == "wanting  nothing -> Out"


# the waiting line


def line_of(*parts: tuple[str, str, int, float, str | None]) -> Line[None]:
    line: Line[None] = Line()
    for job, name, ahead, cost, near in parts:
        line.add(Assignment(job, Part(name, None, name, {}, {}, toys.Path(), ahead=ahead, cost=cost, near=near), None))
    return line


def taken(line: Line[None], near: str | None = None, elsewhere: tuple[str, ...] = (), takers: int = 1) -> str:
    assignment = line.take(near, elsewhere, takers)
    assert assignment is not None
    return assignment.part.stage


def test_the_largest_part_comes_first_and_what_most_wait_for_before_all() -> None:
    line = line_of(("a", "late", 1, 99, None), ("a", "small", 2, 1, None), ("a", "large", 2, 5, None))
    assert [taken(line) for _ in range(3)] == ["large", "small", "late"]
    assert line.take() is None


def test_a_part_of_unknown_length_begins_before_its_equals() -> None:
    line = line_of(("a", "x1", 1, 9, "x"), ("a", "mix", 1, float("inf"), None), ("a", "x2", 1, 5, "x"))
    assert [taken(line, "x"), taken(line, "x"), taken(line, "x")] == ["mix", "x1", "x2"]


def test_neighbours_go_to_the_same_taker_and_others_keep_away() -> None:
    line = line_of(("a", "x1", 1, 9, "x"), ("a", "y1", 1, 5, "y"), ("a", "x2", 1, 1, "x"))
    assert taken(line, None, ("x",)) == "y1"
    assert taken(line, "x", ()) == "x1"
    assert taken(line, "y", ("x",)) == "x2"


def test_near_the_end_what_takes_longest_comes_before_neighbours() -> None:
    end = [("a", "x1", 1, 75, "x"), ("a", "y>x", 1, 24, "y"), ("a", "x>z", 1, 24, "x")]
    assert taken(line_of(*end), "y", ("x",), takers=2) == "x1"
    assert taken(line_of(*end, ("a", "z1", 1, 99, "z"), ("a", "w1", 1, 99, "w")), "y", ("x",), takers=2) == "y>x", "no end yet"
    assert taken(line_of(("a", "x1", 1, 75, "x"), ("a", "y1", 1, 70, "y")), "y", ("x",), takers=2) == "y1", "hardly longer"


def test_runs_take_turns_whatever_they_wait_for() -> None:
    line = line_of(*[("a", f"a{n}", 1, 9, None) for n in range(3)], ("b", "b0", 5, 0, None), ("c", "c0", 9, 0, None))
    assert [taken(line) for _ in range(5)] == ["a0", "b0", "c0", "a1", "a2"]


def test_a_run_that_is_dropped_waits_no_more() -> None:
    line = line_of(("a", "a0", 1, 0, None), ("b", "b0", 1, 0, None))
    assert len(line.drop("a")) == 1
    assert taken(line) == "b0"
    assert len(line) == 0
