"""Burned-in captions stay in their rectangle, are readable on anything, and change only when the speech does."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
import skia

from core.film.brief import Aspect, Format
from core.film.captions import cues_of
from core.film.casting import Placement
from core.film.look import CaptionStyle, Look, Palette, Type
from core.film.slide import Layout, Slide
from core.film.sound import Word
from core.film.timeline import Scene
from core.media.captions import caption_layer, line_limit
from core.media.colour import contrast
from core.media.frame import Frame, geometry
from core.media.layer import Layer

STYLES = [CaptionStyle.LINE, CaptionStyle.KARAOKE, CaptionStyle.POP, CaptionStyle.CHIP]
TEXT = "Search now takes a hundred and twenty milliseconds, so nobody waits. WWW MMM wide words without mercy everywhere."
LIGHT = Palette(
    ground="#FAF6F0", surface="#FFFFFF", ink="#14213D", soft="#46506B", line="#E9DFD3", accent="#FF6B4A", on_accent="#14213D",
    tint="#FFD9C7", deep="#14213D", on_deep="#FFFFFF",
)  # fmt: skip
Made = tuple[Layer, Frame, Scene]


def made(
    style: CaptionStyle, aspect: Aspect, placement: Placement = Placement.NONE, text: str = TEXT
) -> tuple[Layer, Frame, Scene]:
    look = Look(name="daylight", palette=LIGHT, type=Type(display="Manrope", text="Manrope"), captions=style)
    form = Format(aspect=aspect)
    top, bottom = (0.12, 0.2) if aspect is Aspect.TALL else (0.0, 0.0)
    frame = geometry(form, placement, captions=True, safe_top=top, safe_bottom=bottom)
    words, at = [], 0
    for word in text.split():
        offset = (words[-1].offset + len(words[-1].text) + 1) if words else 0
        words.append(Word(text=word, start_ms=at, end_ms=at + 60 * len(word), offset=offset))
        at += 60 * len(word) + 20
    cues = cues_of(words, 200, at + 900, line_limit(look, frame), text=text)
    scene = Scene(shot="s", seed=1, slide=Slide(layout=Layout.STATEMENT), look=look, format=form, frames=300, captions=cues)
    layer = caption_layer(scene, frame)
    assert layer is not None
    return layer, frame, scene


def drawn(layer: Layer, frame: Frame, ms: float, ground: int) -> np.ndarray:
    surface = skia.Surface(frame.w, frame.h)
    with surface as canvas:
        canvas.clear(ground)
        layer.draw(canvas, layer.state(ms))
    return surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3]


@pytest.mark.parametrize(("style", "aspect"), list(product(STYLES, Aspect)))
def test_every_caption_fits_its_rectangle_at_a_size_that_can_be_read(style: CaptionStyle, aspect: Aspect) -> None:
    for placement in Placement:
        layer, frame, _ = made(style, aspect, placement)
        assert all(frame.caption.contains(spot.box) for spot in layer.texts)
        assert all(spot.size >= frame.smallest - 0.01 and not spot.missing for spot in layer.texts)


@pytest.mark.parametrize("style", STYLES)
def test_a_caption_reads_on_white_and_on_black(style: CaptionStyle) -> None:
    layer, frame, _ = made(style, Aspect.WIDE)
    for ground in (0xFFFFFFFF, 0xFF000000, 0xFFFFCF33):
        box = layer.texts[0].box
        pixels = drawn(layer, frame, 300, ground)[round(box.y) : round(box.bottom), round(box.x) : round(box.right)].reshape(
            -1, 3
        )
        colours, counts = np.unique(pixels, axis=0, return_counts=True)
        main = [f"#{r:02X}{g:02X}{b:02X}" for r, g, b in colours[np.argsort(-counts)][:6]]
        assert max(contrast(a, b) for a, b in product(main, main)) >= 4.5


@pytest.mark.parametrize("style", STYLES)
def test_the_state_changes_only_with_the_words(style: CaptionStyle) -> None:
    layer, _, scene = made(style, Aspect.WIDE)
    states = [layer.state(ms) for ms in range(0, scene.captions[-1].end_ms + 500, 10)]
    changes = sum(a != b for a, b in pairwise(states))
    most = {CaptionStyle.LINE: len(scene.captions), CaptionStyle.POP: len(TEXT.split())}.get(style, len(TEXT.split()))
    assert changes <= most + 1


def test_the_spoken_word_is_highlighted_within_a_frame_of_its_time() -> None:
    layer, frame, scene = made(CaptionStyle.KARAOKE, Aspect.WIDE)
    second = scene.captions[0].lines[0][1]
    before, after = (drawn(layer, frame, second.start_ms + shift, 0xFFFFFFFF) for shift in (-1, 1))
    assert not np.array_equal(before, after)
    assert np.array_equal(after, drawn(layer, frame, second.start_ms + 30, 0xFFFFFFFF))


def test_pop_shows_one_to_three_words_at_a_time_and_all_of_them() -> None:
    layer, _, _ = made(CaptionStyle.POP, Aspect.TALL)
    assert " ".join(spot.text for spot in layer.texts) == TEXT
    assert all(1 <= len(spot.text.split()) <= 3 for spot in layer.texts)
    assert not any(". " in spot.text for spot in layer.texts)


def test_nothing_is_shown_before_the_first_word_and_no_layer_is_made_without_captions() -> None:
    layer, frame, scene = made(CaptionStyle.LINE, Aspect.WIDE)
    assert layer.pose(0).opacity == 0
    assert drawn(layer, frame, 0, 0xFFFFFFFF).min() == 255
    silent = scene.model_copy(update={"look": scene.look.model_copy(update={"captions": CaptionStyle.NONE})})
    assert caption_layer(silent, frame) is None
    assert caption_layer(scene.model_copy(update={"captions": ()}), frame) is None


def test_a_line_holds_at_most_42_characters_and_fewer_on_a_phone() -> None:
    look = Look(name="x", palette=LIGHT, type=Type(display="Manrope", text="Manrope"))
    wide = geometry(Format(), Placement.NONE, captions=True)
    tall = geometry(Format(aspect=Aspect.TALL), Placement.NONE, captions=True)
    assert line_limit(look, wide) == 42
    assert 18 <= line_limit(look, tall) <= 32
