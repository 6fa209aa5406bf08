"""Only what changed is made again."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import engine_toys as toys
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.engine import History, Inline, Part, Results, Run, Stage, Store, digest
from core.engine.plan import Plan
from core.errors import Cancelled, Corrupt, PartFailed, ProviderMissing, Unavailable
from core.events import Event, PartDone, PartStarted, StagePlanned
from core.events import PartFailed as PartFailedEvent
from core.value import Value


@dataclass
class Place:
    """A store and a history, with runs over them."""

    root: Path
    events: list[Event] = field(default_factory=list)
    cast: dict[type, Any] = field(default_factory=lambda: {toys.Talker: toys.Plain()})
    pins: Mapping[tuple[str, str | None], str] = field(default_factory=dict)
    stages: tuple[Any, ...] = toys.STAGES

    @property
    def store(self) -> Store:
        return Store(self.root / "store")

    def run(self, text: str = "aa|bbb|c", executor: Any = None, **more: Any) -> Run:
        self.events.clear()
        store = self.store
        history = History(self.root / "parts.json")
        executor = executor or Inline(self.stages, store, 2)
        return Run(
            self.stages, [toys.Idea(text=text, **more)], self.cast, store, history, self.events.append, executor, self.pins, 0.001
        )

    def make(self, text: str = "aa|bbb|c", **more: Any) -> Results:
        run = self.run(text, **more)
        try:
            return run()
        finally:
            run.executor.close()

    def plan(self, text: str = "aa|bbb|c") -> Plan:
        return self.run(text).plan()

    def made(self) -> dict[str, int]:
        return dict(Counter(e.stage for e in self.events if isinstance(e, PartDone) and not e.reused))

    def whys(self) -> dict[tuple[str, str | None], str]:
        return {
            (e.stage, e.item): e.why for e in self.events if isinstance(e, PartDone) and (not e.reused or e.why != "unchanged")
        }


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


EVERYTHING = {"split": 1, "speak": 3, "draw": 3, "reel": 1, "movie": 1}


def test_a_first_run_makes_everything_and_a_second_nothing(place: Place) -> None:
    first = place.make()
    assert place.made() == EVERYTHING
    assert first[toys.Movie].total == 6
    assert place.store.path(first[toys.Movie].film).read_bytes() == b"film of 6"
    second = place.make()
    assert place.made() == {}
    assert second[toys.Movie] == first[toys.Movie]
    assert list(second[toys.Sound]) == ["aa", "bbb", "c"]


def test_stages_are_planned_when_their_parts_are_known(place: Place) -> None:
    place.make()
    assert {e.stage: e.parts for e in place.events if isinstance(e, StagePlanned)} == EVERYTHING
    done = [e for e in place.events if isinstance(e, PartDone)]
    assert [e.position for e in done if e.stage == "reel"] == [0]
    assert sorted(e.position for e in done if e.stage == "speak") == [0, 1, 2]
    assert all(e.blobs for e in done if e.stage == "speak")


def test_editing_one_item_remakes_exactly_its_parts(place: Place) -> None:
    place.make()
    place.make("aa|bbbb|c")
    assert place.made() == {"split": 1, "speak": 1, "draw": 1, "reel": 1, "movie": 1}


def test_moving_an_item_remakes_no_item(place: Place) -> None:
    place.make()
    results = place.make("c|aa|bbb")
    assert place.made() == {"split": 1, "reel": 1}
    assert results[toys.Reel].order == ("c", "aa", "bbb")


def test_an_equal_output_stops_the_work_early(place: Place) -> None:
    place.make()
    place.make(mood="wild")
    assert place.made() == {"split": 1}
    place.cast = {toys.Talker: toys.Plain("toy/other")}
    place.make()
    assert place.made() == {"speak": 3}


def test_a_stage_that_asks_for_a_piece_sees_only_that_piece(place: Place) -> None:
    place.make()
    place.make("aa|bbb|d")  # another drawing and another order, yet the same total
    assert "movie" not in place.made()


def test_two_items_of_one_content_are_made_once(place: Place) -> None:
    @toys.stage(version=1, each=toys.Bit)
    def shout(bit: toys.Bit) -> toys.Words:
        return bit.words

    assert shout(toys.Bit(id="x", words=toys.Words(text="hm"))).text == "hm"  # it stays a plain function
    board = toys.Board(title="t", bits=tuple(toys.Bit(id=name, words=toys.Words(text="same")) for name in "xy"))
    stages = (toys.speak.stage,)
    run = Run(
        stages, [board], place.cast, place.store, History(place.root / "h.json"), place.events.append, Inline(stages, place.store)
    )
    assert len(set(run()[toys.Sound].values())) == 1
    run.executor.close()
    assert sorted(e.why for e in place.events if isinstance(e, PartDone)) == ["new", "the same as bit 1"]


def test_a_film_without_items_comes_to_its_end(place: Place) -> None:
    stages = (toys.speak.stage, toys.draw.stage, toys.reel.stage)
    board = toys.Board(title="t", bits=())
    run = Run(
        stages, [board], place.cast, place.store, History(place.root / "h.json"), place.events.append, Inline(stages, place.store)
    )
    assert run()[toys.Reel].order == ()
    run.executor.close()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["a", "bb", "ccc", "dd", "e"]), min_size=1, max_size=5, unique=True), min_size=1, max_size=4
    )
)
def test_whatever_was_made_before_the_film_is_that_of_a_fresh_run(
    tmp_path_factory: pytest.TempPathFactory, films: list[list[str]]
) -> None:
    place = Place(tmp_path_factory.mktemp("used"))
    fresh = Place(tmp_path_factory.mktemp("fresh"))
    spoken: set[str] = set()
    for film in films:
        results = place.make("|".join(film))
        assert place.made().get("speak", 0) == len(set(film) - spoken)
        spoken |= set(film)
    again = fresh.make("|".join(films[-1]))
    assert (results[toys.Movie], results[toys.Reel]) == (again[toys.Movie], again[toys.Reel])


def test_an_item_goes_on_while_others_are_still_made(place: Place) -> None:
    class Waits(toys.Plain):
        gate = threading.Event()

        def say(self, text: str) -> str:
            assert text != "bbb" or self.gate.wait(60)
            return text

    seen: list[Event] = []

    def hear(event: Event) -> None:
        seen.append(event)
        if isinstance(event, PartDone) and (event.stage, event.item) == ("draw", "aa"):
            Waits.gate.set()

    place.cast = {toys.Talker: Waits()}
    run = place.run()
    run.emit = hear
    run()
    run.executor.close()
    order = [(e.stage, e.item) for e in seen if isinstance(e, PartDone)]
    assert order.index(("draw", "aa")) < order.index(("speak", "bbb"))


# why


def test_the_reason_names_the_piece_that_changed(place: Place) -> None:
    place.make()
    assert set(place.whys().values()) == {"new"}
    place.make("aa|bbbb|c")
    assert place.whys() == {
        ("split", None): "idea.text changed",
        ("speak", "bbbb"): "words.text changed",
        ("draw", "bbbb"): "sound.file and sound.length changed",
        ("reel", None): place.whys()[("reel", None)],
        ("movie", None): "plot.total changed",
    }
    assert place.whys()[("reel", None)].startswith("board.bits changed")


def test_an_inserted_item_is_new_and_not_a_change_of_its_neighbour(place: Place) -> None:
    place.make()
    place.make("aa|xyz|bbb|c")
    assert place.whys()[("speak", "xyz")] == "new"


def test_the_reason_names_a_provider_and_a_version(place: Place) -> None:
    place.make()
    place.cast = {toys.Talker: toys.Plain("toy/other")}
    place.make()
    assert place.whys()[("speak", "aa")] == "talker changed from toy/plain to toy/other"
    newer = Stage(**{**vars(toys.movie.stage), "version": 2})
    place.stages = (*toys.STAGES[:-1], newer)
    place.make()
    assert place.whys() == {("movie", None): "the version of movie changed"}


# pins


def test_a_pin_wins_and_what_follows_is_made_of_it(place: Place) -> None:
    place.make()
    mine = toys.Board(title="mine", bits=(toys.Bit(id="aa", words=toys.Words(text="aaaa")),))
    place.pins = {("split", None): place.store.put(mine)}
    results = place.make()
    assert results[toys.Board] == mine
    assert results[toys.Movie].total == 4
    assert place.whys()[("split", None)] == "pinned"
    assert History(place.root / "parts.json").pins() == place.pins


def test_a_pin_says_when_what_it_replaced_has_changed_and_keeps_saying_it(place: Place) -> None:
    place.make()
    place.pins = {("split", None): place.store.put(toys.Board(title="mine", bits=()))}
    place.make()
    for _ in range(2):
        place.make("other")
        assert place.whys()[("split", None)] == "pinned; since then idea.text changed"
    place.pins = {}
    place.make("other")
    assert History(place.root / "parts.json").pins() == {}


def test_a_lost_pin_is_an_error_and_not_silently_made_again(place: Place) -> None:
    place.pins = {("split", None): digest("gone")}
    with pytest.raises(Corrupt, match="edit of split is lost"):
        place.make()


# failures


def test_a_failed_part_lets_the_others_go_on_and_is_named(place: Place, tmp_path: Path) -> None:
    place.cast = {toys.Talker: toys.Plain(trouble=str(tmp_path))}
    with pytest.raises(PartFailed, match="speak of bit 2 stopped with ZeroDivisionError"):
        place.make("aa|panic now|c")
    assert place.made() == {"split": 1, "speak": 2, "draw": 2}
    (failed,) = [e for e in place.events if isinstance(e, PartFailedEvent)]
    assert (failed.stage, failed.item, failed.code) == ("speak", "panic now", "part-failed")
    place.cast = {toys.Talker: toys.Plain()}
    place.make("aa|panic now|c")
    assert place.made() == {"speak": 1, "draw": 1, "reel": 1, "movie": 1}


def test_passing_trouble_is_tried_again_twice_and_then_told(place: Place, tmp_path: Path) -> None:
    place.cast = {toys.Talker: toys.Plain(trouble=str(tmp_path))}
    place.make("unavailable 2")
    assert place.made()["speak"] == 1
    with pytest.raises(Unavailable):
        place.make("unavailable 3")


def test_a_port_that_nobody_fills_is_told_before_anything_is_made(place: Place) -> None:
    place.cast = {}
    with pytest.raises(ProviderMissing, match="speak needs a Talker"):
        place.make()
    assert place.events == []


def test_a_damaged_file_is_made_again_and_said_so(place: Place) -> None:
    first = place.make()
    path = place.store.path(first[toys.Sound]["bbb"].file)
    path.chmod(0o644)
    path.write_text("bb")
    second = place.make()
    assert place.made() == {"speak": 1}
    assert place.whys()[("speak", "bbb")].startswith("its file was damaged")
    assert path.read_text() == "bbb"
    assert second[toys.Movie] == first[toys.Movie]


def test_a_missing_file_is_made_again(place: Place) -> None:
    first = place.make()
    place.store.path(first[toys.Movie].film).unlink()
    place.make()
    assert place.whys() == {("movie", None): f"its file was missing ({first[toys.Movie].film.digest}.mp4)"}


def test_a_cancelled_run_stops_and_goes_on_later(place: Place) -> None:
    run = place.run()
    run.emit = lambda event: run.cancel() if isinstance(event, PartStarted) else None
    with pytest.raises(Cancelled):
        run()
    run.executor.close()
    place.make()
    assert set(place.made()) <= set(EVERYTHING)


# plan


def test_the_plan_of_a_fresh_film_knows_its_first_part(place: Place) -> None:
    plan = place.plan()
    assert [(p.stage, p.why) for p in plan.stale] == [("split", "new")]
    assert plan.unknown == ("speak", "draw")
    assert plan.sentence() == "Nothing is made yet."


def test_the_plan_of_a_finished_film_has_nothing_to_make(place: Place) -> None:
    place.make()
    assert place.plan().sentence() == "Nothing to make, all 9 parts are there."


def test_the_plan_names_what_would_be_made_and_what_depends_on_it(place: Place) -> None:
    place.make()
    place.cast = {toys.Talker: toys.Plain("toy/other")}
    plan = place.plan()
    assert [(p.label, p.why) for p in plan.stale] == [
        (f"bit {n}", "talker changed from toy/plain to toy/other") for n in (1, 2, 3)
    ]
    assert plan.after == ("draw", "reel", "movie")
    assert plan.sentence().startswith("3 parts to make (3 speak), 1 kept; then what changes in draw, reel, movie.")
    assert plan.as_json()["parts"][0]["state"] == "kept"
    place.make()
    assert place.made() == {"speak": 3}


def test_a_plan_looks_past_what_is_stale_by_guesses_and_finds_what_does_not_depend_on_them(place: Place) -> None:
    place.make()
    before = place.run().history.entries
    place.cast = {toys.Talker: toys.Plain("toy/other")}
    guessed: list[str] = []

    def the_same(part: Part) -> Value:
        guessed.append(part.label)
        entry = next(e for e in before if (e.stage, e.item) == (part.stage, part.item))
        return place.store.load(toys.Sound, entry.output)

    plan, board = place.run().foresee({"speak": the_same})
    assert guessed == ["bit 1", "bit 2", "bit 3"]
    assert {part.stage for part in plan.stale} == {"speak"}, "an equal value makes nothing after it stale"
    assert not plan.after
    assert toys.Movie in board.singles


def test_a_plan_makes_and_remembers_nothing(place: Place) -> None:
    place.plan()
    assert not (place.root / "parts.json").exists()
    assert not list(place.root.glob("store/*/??/*"))
