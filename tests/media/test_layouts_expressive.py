"""Every expressive layout, in every look, aspect and placement: complete, inside its places, readable, and calm."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.film import Aspect, Item, Layout, Picture, Placement, Quote, Scene, Slide
from core.film.templates import TEMPLATES, template
from core.media.frame import frame_of
from core.media.layer import Layer, Rect
from core.media.layouts import lay_out
from core.media.sheet import reference
from core.media.yuv import canvas_over
from core.value import Blob
from tests.sheet.pictures import draw_photo, draw_screen
from tests.sheet.samples import PHOTO, SHOT, SLIDES, scene_of

MINE = (
    Layout.TITLE, Layout.SECTION, Layout.STATEMENT, Layout.QUOTE, Layout.CALL, Layout.CREDITS, Layout.STILL, Layout.STILL_TEXT,
    Layout.SCREEN,
)  # fmt: skip
COMPOUND = "Datenschutzgrundverordnungskonforme Rechteverwaltung für Arbeitsbereichsadministratoren"
JAPANESE = "電波のない場所でも作業を続けられます。編集内容は後で自動的に統合されます。"

Files = Callable[[Blob], Path]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    import cv2

    folder = tmp_path_factory.mktemp("material")
    cv2.imwrite(str(folder / "photo.png"), draw_photo(800, 534)[..., ::-1])
    cv2.imwrite(str(folder / "screen.png"), draw_screen(720, 450)[..., ::-1])
    return lambda blob: folder / ("photo.png" if blob == PHOTO else "screen.png")


def hard(layout: Layout, words: str, language: str) -> Slide:
    """A slide with long words everywhere."""
    shot = Picture(blob=SHOT, width=1440, height=900, focus_x=0.9, focus_y=0.9, device="phone")
    return Slide(
        layout=layout, kicker=words[:24], headline=words, body=words[:60],
        items=tuple(Item(label=words[:10], title=words[:34], text=words[:40]) for _ in range(4)),
        quote=Quote(text=words * 2, author=words[:20], role=words[:40]), picture=shot,
    )  # fmt: skip


def texts(layers: tuple[Layer, ...]) -> list[tuple[Layer, str, Rect, float]]:
    return [(layer, spot.part, spot.box, spot.size) for layer in layers for spot in layer.texts]


def check(scene: Scene, files: Files) -> list[str]:
    """What is wrong with the scene, in words."""
    frame = frame_of(scene)
    picture = lay_out(scene, files)
    end = scene.frames * 1000 / scene.format.fps - 120
    wrong = []
    for layer, part, box, size in texts(picture.layers):
        if not frame.safe.contains(box, slack=2.0):
            wrong.append(f"{part} leaves the safe area: {box}")
        if size < frame.smallest - 0.01:
            wrong.append(f"{part} is too small: {size}")
        if frame.presenter is not None and frame.presenter.overlaps(box.inset(2)):
            wrong.append(f"{part} lies over the presenter")
        if scene.captions and frame.caption.overlaps(box.inset(2)):
            wrong.append(f"{part} lies over the captions")
        if layer.pose(end).opacity < 0.99:
            wrong.append(f"{part} is not there at the end")
    return wrong


@pytest.mark.parametrize("layout", MINE)
def test_every_text_stays_in_its_place_in_all_looks_aspects_and_placements(layout: Layout, files: Files) -> None:
    slide, narration = SLIDES[layout]
    wrong = {}
    for one, aspect, placement in itertools.product(TEMPLATES, Aspect, Placement):
        found = check(scene_of(one, slide, narration, aspect, placement), files)
        if found:
            wrong[f"{one.id} {aspect.value} {placement.value}"] = found
    assert not wrong, "\n".join(f"{k}: {v}" for k, v in wrong.items())


@pytest.mark.parametrize("layout", MINE)
@pytest.mark.parametrize(("words", "language"), [(COMPOUND, "de"), (JAPANESE, "ja")])
def test_long_words_and_other_scripts_fit_too(layout: Layout, words: str, language: str, files: Files) -> None:
    wrong = {}
    for one, aspect in itertools.product(TEMPLATES, Aspect):
        scene = scene_of(one, hard(layout, words, language), "Kurz gesagt.", aspect, Placement.BUBBLE)
        found = check(scene.model_copy(update={"language": language}), files)
        if found:
            wrong[f"{one.id} {aspect.value}"] = found
    assert not wrong, "\n".join(f"{k}: {v}" for k, v in wrong.items())


@pytest.mark.parametrize("layout", MINE)
def test_a_slide_with_nothing_but_its_layout_is_drawn(layout: Layout, files: Files) -> None:
    scene = scene_of(template("daylight"), Slide(layout=layout), "Nothing.", Aspect.WIDE, Placement.NONE)
    pixels = reference(lay_out(scene, files), *scene.format.size, 1000.0)
    assert pixels.shape == (540, 960, 3)


@pytest.mark.parametrize("layout", MINE)
def test_nothing_pops_in(layout: Layout, files: Files) -> None:
    slide, narration = SLIDES[layout]
    for one in TEMPLATES:
        scene = scene_of(one, slide, narration, Aspect.WIDE, Placement.NONE)
        for layer in lay_out(scene, files).layers:
            draws_itself = layer.keep == 2 and not layer.texts
            seen = [layer.pose(n * 1000 / 60).opacity for n in range(240)]
            if not draws_itself:
                assert max(abs(b - a) for a, b in itertools.pairwise(seen)) < 0.35, (one.id, layer.rect)


def test_the_same_scene_gives_the_same_pixels_again(files: Files) -> None:
    slide, narration = SLIDES[Layout.STATEMENT]
    for one in TEMPLATES:
        scene = scene_of(one, slide, narration, Aspect.SQUARE, Placement.BUBBLE)
        first, second = (reference(lay_out(scene, files), *scene.format.size, 1500.0) for _ in range(2))
        assert np.array_equal(first, second)


def test_words_of_a_statement_land_when_they_are_said(files: Files) -> None:
    slide, narration = SLIDES[Layout.STATEMENT]
    scene = scene_of(template("daylight"), slide, narration, Aspect.WIDE, Placement.NONE)
    word = next(w for cue in scene.captions for line in cue.lines for w in line if w.text == "trains")
    layers = lay_out(scene, files).layers
    there = [sum(layer.pose(ms).opacity > 0 for layer in layers) for ms in (word.start_ms - 150, word.start_ms + 60)]
    assert there[1] > there[0]


def test_what_goes_on_with_a_statement_is_on_the_screen_wherever_no_caption_shows_it(files: Files) -> None:
    body = "Obtaining the correct versions of all the necessary dependencies and keeping them up to date would be hard"
    body = f"{body} and error-prone if done by hand"
    slide = Slide(layout=Layout.STATEMENT, headline="Preliminaries", body=body)
    for look in TEMPLATES:
        for aspect in Aspect:
            scene = scene_of(look, slide, f"{body}.", aspect, Placement.BUBBLE, captions=False)
            shown = " ".join(text for layer in lay_out(scene, files).layers for spot in layer.texts if (text := spot.text))
            assert body in shown, (look.id, aspect)


def test_a_marker_is_drawn_only_in_the_look_that_has_one(files: Files) -> None:
    slide, narration = SLIDES[Layout.QUOTE]
    growing = {
        one.id: sum(layer.keep == 2 and not layer.texts for layer in lay_out(
            scene_of(one, slide, narration, Aspect.WIDE, Placement.NONE), files).layers)
        for one in TEMPLATES
    }  # fmt: skip
    assert growing["editorial"] >= 1
    assert not any(count for name, count in growing.items() if name != "editorial")


def test_a_poster_changes_its_colours_from_shot_to_shot(files: Files) -> None:
    slide, narration = SLIDES[Layout.TITLE]
    grounds = set()
    for seed in range(3):
        paper = np.zeros((16, 9, 4), np.uint8)
        scene = scene_of(template("poster"), slide, narration, Aspect.TALL, Placement.NONE, seed=seed)
        with canvas_over(paper) as canvas:
            lay_out(scene, files).ground.draw(canvas, 9, 16)
        grounds.add(paper.tobytes())
    assert len(grounds) == 3
