"""Stage `compose`: real scenes become closed segments, the same every time, with their texts measured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from core.engine import Scratch, Store
from core.film.brief import Format, Quality
from core.film.slide import Item, Layout, Slide
from core.film.storyboard import Transition
from core.film.templates import TEMPLATES
from core.film.timeline import Scene, Span
from core.media import yuv
from core.media.assemble import assemble
from core.media.compositor import Compositor
from core.media.stretch import KEPT
from core.stages.compose import compose

FRAMES = 75


def scene(shot: str, layout: Layout, look: int = 0) -> Scene:
    items = (Item(title="Check", text="Run the dry run"), Item(title="Migrate", text="Four minutes"), Item(title="Restart"))
    slide = Slide(layout=layout, kicker="Release notes", headline="Works offline", body="Without a signal.", items=items)
    form = Format(quality=Quality.DRAFT)
    return Scene(shot=shot, seed=7, slide=slide, look=TEMPLATES[look].look, format=form, frames=FRAMES)


TITLE, STEPS = scene("a", Layout.TITLE), scene("b", Layout.STEPS)
BODY = Span(id="body", scenes=(TITLE,), frames=FRAMES - 6)
CROSSING = Span(id="crossing", scenes=(TITLE, STEPS), frames=12, first=FRAMES - 6, second=-6, transition=Transition.FADE)


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with Store(tmp_path).scratch() as folder:
        yield folder


def shown(path: Path) -> list[yuv.Pixels]:
    with av.open(str(path)) as film:
        return [frame.to_ndarray()[: frame.height] for frame in film.decode(video=0)]


def test_a_body_has_exactly_its_frames_and_looks_like_its_scene(scratch: Scratch) -> None:
    segment = compose(BODY, scratch)
    frames = shown(scratch.path(segment.video))
    assert len(frames) == segment.frames == BODY.frames
    drawn = yuv.blank(*TITLE.format.size)
    Compositor(assemble(TITLE, scratch.path), *TITLE.format.size).frame(60 * 1000 / 30, drawn)
    assert np.abs(frames[60].astype(int) - drawn[0]).mean() < 2


def test_texts_of_a_body_are_measured_and_readable(scratch: Scratch) -> None:
    texts = {text.part: text for text in compose(BODY, scratch).texts}
    assert {"kicker", "headline"} <= set(texts)
    assert all(text.contrast >= 4.5 and text.inside and not text.missing and text.height >= 0.032 for text in texts.values())
    assert all(0 <= text.frame < BODY.frames for text in texts.values())


def test_a_transition_begins_at_the_old_scene_and_ends_at_the_new_one(scratch: Scratch) -> None:
    segment = compose(CROSSING, scratch)
    frames = shown(scratch.path(segment.video))
    assert len(frames) == segment.frames == 12
    assert segment.texts == ()
    for which, scene, number in ((0, TITLE, FRAMES - 6), (-1, STEPS, 5)):
        drawn = yuv.blank(*scene.format.size)
        Compositor(assemble(scene, scratch.path), *scene.format.size).frame(number * 1000 / 30, drawn)
        assert np.abs(frames[which].astype(int) - drawn[0]).mean() < 4


def test_a_span_gives_the_same_bytes_whatever_the_process_has_made_before(scratch: Scratch) -> None:
    KEPT.forget()
    first = [compose(BODY, scratch), compose(CROSSING, scratch)]
    KEPT.forget()
    second = [compose(CROSSING, scratch), compose(BODY, scratch)]
    assert first == second[::-1]
