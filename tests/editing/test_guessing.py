"""What stands for a part that is not made yet fits wherever the part would."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.editing.guessing import guesses
from core.engine import History, Inline, Run, Store
from core.film import Layout, Line, Order, Script, Slide, Timeline
from core.making.casting import sources_of
from core.making.run import PORTS
from core.making.worker import stages
from core.ports import Speaker
from core.providers import cast
from core.value import tidy

SAID = st.one_of(
    st.sampled_from(
        ["Search is fast.", "検索は速くなりました。本当です。", "…", "🚢 🚢", "ما هذا؟", "a" * 700, "1.2.3", "One. Two!"]
    ),
    st.text(min_size=1, max_size=80),
).filter(lambda text: bool(tidy(text)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(SAID, st.sampled_from(Layout)), min_size=1, max_size=4))
def test_any_film_is_planned_to_its_end_without_making_anything(tmp_path: Path, shots: list[tuple[str, Layout]]) -> None:
    store = Store(tmp_path / "store")
    lines = tuple(Line(narration=said, slide=Slide(layout=layout, headline=said[:40])) for said, layout in shots)
    pin = store.put(Script(title="Film", language="en", lines=lines))
    made_before = sorted(path.name for path in (tmp_path / "store").rglob("*.json"))
    players = cast(PORTS)
    sources = sources_of(Order(source="Search is fast."), players[Speaker], tmp_path)
    history = History(tmp_path / "parts.json")
    executor = Inline(stages(), store)
    run = Run(stages(), sources.values(), players, store, history, lambda _: None, executor, pins={("script", None): pin})
    plan, board = run.foresee(guesses(stages(), sources.pace))
    assert not plan.after
    assert not plan.unknown
    timeline = board.singles[Timeline]
    assert isinstance(timeline, Timeline)
    assert {part.item for part in plan.stale if part.stage == "compose"} == {span.id for span in timeline.spans}
    assert sum(span.frames for span in timeline.spans) == timeline.track.frames
    assert sorted(path.name for path in (tmp_path / "store").rglob("*.json")) == made_before
    store.close()
