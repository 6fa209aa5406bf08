"""Presenters that are drawn: whole, moving, and only where something moved."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import dicebear
import numpy as np
import pytest
import skia
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ToolFailed, UnknownChoice
from core.film import Avatar, Format, Layout, Performance, Placement, Scene, Slide
from core.film.avatars import AVATARS
from core.film.brief import Aspect, Quality
from core.film.templates import TEMPLATES
from core.film.timing import frame_start_ms
from core.film.visemes import Viseme
from core.media.assemble import assemble, moving
from core.media.avatar import portrait, presenter_layers, preview
from core.media.avatar.acting import Acting, quantised, score_of, track
from core.media.avatar.art import definition, options_of
from core.media.avatar.figure import figure_of
from core.media.avatar.mouth import SHAPES
from core.media.avatar.outline import outline
from core.media.frame import frame_of
from core.media.layer import Layer, Picture, Rect
from core.value import Blob


def nowhere(blob: Blob) -> Path:
    raise AssertionError(f"{blob} is not looked for: these presenters are drawn")


EVERYBODY = pytest.mark.parametrize("one", AVATARS, ids=lambda one: one.id)


@pytest.mark.parametrize("style", sorted({one.style for one in AVATARS}))
def test_a_style_as_it_was_packaged_is_valid_and_draws_as_when_it_is_checked(style: str) -> None:
    packaged = json.loads(files("dicebear_styles").joinpath(f"{style}.json").read_text("utf-8"))
    whole = dicebear.Style(packaged)
    for one in (one for one in AVATARS if one.style == style):
        checked = dicebear.Avatar(whole, options_of(one))
        assert dicebear.Avatar(definition(style), options_of(one)).to_string() == checked.to_string()


def acted(placement: Placement = Placement.HALF, one: Avatar = AVATARS[0]) -> Performance:
    mouth = ((0, "rest", 100), (300, "ah", 100), (500, "mbp", 100), (700, "ee", 90), (1000, "rest", 100))
    return Performance(
        avatar=one, placement=placement, duration_ms=1200, mouth=mouth, blinks=(600,), head=((0, 0, 0, 0), (600, 60, 40, 50))
    )


def scene(performance: Performance, aspect: Aspect = Aspect.WIDE, template: int = 0) -> Scene:
    return Scene(shot="s", seed=5, slide=Slide(layout=Layout.TITLE, headline="x"), look=TEMPLATES[template].look,
                 format=Format(aspect=aspect), frames=60, performance=performance, take_ms=250, take_end_ms=1450)  # fmt: skip


def drawn(layer: Layer, ms: float, w: int, h: int) -> np.ndarray:
    pixels = np.zeros((h, w, 4), np.uint8)
    info = skia.ImageInfo.Make(w, h, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    layer.draw(skia.Surface.MakeRasterDirect(info, pixels).getCanvas(), layer.state(ms))
    return pixels


@EVERYBODY
def test_every_viseme_looks_different_on_everybody(one: Avatar) -> None:
    faces = {viseme: portrait(one, 300, Acting(mouth=mouth)).tobytes() for viseme, mouth in SHAPES.items()}
    assert len(set(faces.values())) == len(Viseme)


@EVERYBODY
def test_blinks_gaze_brows_and_head_can_be_seen_on_everybody(one: Avatar) -> None:
    rest = portrait(one, 240)
    for acting in (
        Acting(lids=1),
        Acting(lids=0.5),
        Acting(gaze_x=1),
        Acting(turn=1),
        Acting(nod=1),
        Acting(tilt=1),
        Acting(breath=1),
    ):
        assert not np.array_equal(portrait(one, 240, acting), rest), acting


@EVERYBODY
def test_everybody_stands_whole_in_the_portrait(one: Avatar) -> None:
    alpha = portrait(one, 240)[..., 3]
    assert (alpha > 200).mean() > 0.25
    assert alpha[0].max() == 0
    assert alpha[-1].max() == 255


@EVERYBODY
def test_no_gap_opens_between_head_and_body(one: Avatar) -> None:
    size = 240
    figure = figure_of(one)
    scale, x, y = figure.framed(Rect(0, 0, size, size), Placement.FULL)
    neck_x, neck_y = figure.rig.neck[0] * scale + x, figure.rig.neck[1] * scale + y
    for turn, tilt, nod in ((0.8, 0.8, -0.9), (-0.8, -0.8, -0.9), (0.8, -0.8, 0.9), (-0.8, 0.8, 0.9)):
        alpha = portrait(one, size, Acting(turn=turn, tilt=tilt, nod=nod))[..., 3]
        column = alpha[round(neck_y - 0.16 * size) : round(neck_y), round(neck_x - 2) : round(neck_x + 3)]
        assert column.min() == 255, (turn, tilt, nod)


def test_the_same_acting_gives_the_same_pixels() -> None:
    assert np.array_equal(portrait(AVATARS[2], 200, Acting(turn=0.4)), portrait(AVATARS[2], 200, Acting(turn=0.4)))


def test_a_style_without_a_rig_is_refused() -> None:
    with pytest.raises(UnknownChoice):
        figure_of(Avatar(id="x", name="X", style="bottts"))
    with pytest.raises(UnknownChoice):
        figure_of(Avatar(id="x", name="X", style="../avataaars"))


def test_nobody_on_stage_gives_no_layer() -> None:
    empty = scene(Performance(duration_ms=1000))
    assert presenter_layers(empty, frame_of(empty), nowhere) == ()


@pytest.mark.parametrize("placement", [Placement.FULL, Placement.HALF, Placement.BUBBLE, Placement.CUTOUT])
@pytest.mark.parametrize("aspect", list(Aspect))
def test_the_presenter_stays_inside_its_layer_in_every_format(placement: Placement, aspect: Aspect) -> None:
    shown = scene(acted(placement), aspect, template=4)
    frame = frame_of(shown)
    (layer,) = presenter_layers(shown, frame, nowhere)
    pixels = drawn(layer, 700.0, frame.w, frame.h)[..., 3]
    rows, columns = np.nonzero(pixels.max(axis=1))[0], np.nonzero(pixels.max(axis=0))[0]
    assert rows[0] >= layer.rect.y - 1
    assert columns[0] >= layer.rect.x - 1
    assert columns[-1] <= layer.rect.right + 1
    assert rows[-1] >= frame.presenter.bottom - 2 if frame.presenter else False


def test_drawing_twice_on_one_paper_leaves_what_lies_outside_alone() -> None:
    shown = scene(acted(Placement.BUBBLE))
    frame = frame_of(shown)
    (layer,) = presenter_layers(shown, frame, nowhere)
    pixels = np.full((frame.h, frame.w, 4), 255, np.uint8)
    info = skia.ImageInfo.Make(frame.w, frame.h, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    layer.draw(skia.Surface.MakeRasterDirect(info, pixels).getCanvas(), layer.state(400.0))
    assert pixels[..., 3].min() == 255


def test_states_are_equal_where_nothing_moved() -> None:
    shown = scene(acted())
    (layer,) = presenter_layers(shown, frame_of(shown), nowhere)
    assert layer.state(433.3) == layer.state(433.3)
    assert layer.state(250 + 300) != layer.state(250 + 500)


def test_in_a_draft_the_presenter_acts_on_twos_and_nowhere_else() -> None:
    shown = scene(acted())
    small = shown.model_copy(update={"format": shown.format.model_copy(update={"quality": Quality.DRAFT})})

    def poses(picture: Picture) -> list[object]:
        return [picture.layers[-1].state(frame_start_ms(frame, shown.format.fps)) for frame in range(shown.frames)]

    film, still = poses(moving(shown, nowhere)), poses(assemble(small, nowhere))
    draft = poses(moving(small, nowhere))
    assert draft[::2] == still[::2], "a still of the editor shows the frame of the film"
    assert draft[1::2] == draft[::2][: len(draft) // 2]
    assert film[1::2] != film[::2][: len(film) // 2]
    assert still[1::2] != still[::2][: len(still) // 2]


def test_the_mouth_follows_the_take_inside_the_scene() -> None:
    shown = scene(acted())
    (layer,) = presenter_layers(shown, frame_of(shown), nowhere)
    assert layer.state(250 + 300).mouth.opening > 12  # type: ignore[attr-defined]
    assert layer.state(250 + 500).mouth.opening == 0  # type: ignore[attr-defined]
    assert layer.state(0).mouth == layer.state(1600).mouth  # type: ignore[attr-defined]


def test_lids_meet_at_a_blink_and_are_open_around_it() -> None:
    score = score_of(acted())
    assert score.at(600, 600, 0.2).lids == 1
    assert score.at(480, 480, 0.2).lids == 0
    assert score.at(760, 760, 0.2).lids == 0


@given(
    st.lists(st.tuples(st.integers(0, 4000), st.integers(-100, 100)), min_size=1, max_size=12, unique_by=lambda key: key[0]),
    st.floats(-500, 5000),
)
def test_a_track_never_leaves_the_range_of_its_neighbouring_keys(keys: list[tuple[int, int]], at: float) -> None:
    made = track([(float(ms), (float(value),)) for ms, value in keys], (0.0,))
    ordered = sorted(keys)
    before = [value for ms, value in ordered if ms <= at][-1:] or [ordered[0][1]]
    after = [value for ms, value in ordered if ms > at][:1] or [ordered[-1][1]]
    assert min(*before, *after) - 1e-9 <= made.at(at)[0] <= max(*before, *after) + 1e-9


@settings(max_examples=50)
@given(st.floats(-1, 1), st.integers(16, 64))
def test_quantising_moves_nothing_by_more_than_half_a_step(turn: float, grain: int) -> None:
    assert abs(quantised(Acting(turn=turn), grain).turn - turn) <= 0.5 / grain + 1e-9


def test_outlines_read_arcs_with_flags_run_together() -> None:
    box = outline("M0 0a5 5 0 01 10 0A5 5 0 110 0z").getBounds()
    assert box.width() == pytest.approx(10, abs=0.2)


def test_an_unknown_path_command_is_reported() -> None:
    with pytest.raises(ToolFailed):
        outline("M0 0 X 4 4")


def test_a_preview_has_a_picture_for_every_frame_and_none_of_nobody() -> None:
    pictures = list(preview(acted(), 64, 10))
    assert len(pictures) == 12
    assert len({picture.tobytes() for picture in pictures}) > 6
    assert list(preview(Performance(duration_ms=500), 64)) == []
