"""The compositor: a pure function of time, true to what was drawn, smooth between pixels."""

from __future__ import annotations

import threading
from collections.abc import Hashable

import cv2
import numpy as np
import pytest
import skia
from hypothesis import given, settings
from hypothesis import strategies as st

from core.media import yuv
from core.media.camera import View, fit
from core.media.compositor import Compositor
from core.media.layer import HIDDEN, REST, Draw, Ground, Layer, Picture, Pose, Rect, Window
from core.media.stills import ken_burns

W, H = 640, 360


def flat(colour: int) -> Ground:
    return Ground(lambda canvas, w, h: canvas.clear(colour))


def hills(canvas: skia.Canvas, w: int, h: int) -> None:
    """A ground with detail everywhere, drawn in shares of its size."""
    rng = np.random.default_rng(3)
    canvas.clear(0xFF708090)
    for x, y, r, red, green, blue in rng.random((400, 6)):
        colour = skia.Color(int(red * 255), int(green * 255), int(blue * 255), 150)
        canvas.drawCircle(x * w, y * h, (0.005 + 0.03 * r) * w, skia.Paint(AntiAlias=True, Color=colour))


def box(colour: int) -> Draw:
    return lambda canvas, state: canvas.drawRect(skia.Rect.MakeXYWH(100, 80, 120, 60), skia.Paint(Color=colour, AntiAlias=True))


BOX = Rect(100, 80, 120, 60)


def planes(picture: Picture, ms: float) -> list[yuv.Pixels]:
    out = yuv.blank(W, H)
    Compositor(picture, W, H).frame(ms, out)
    return out


@given(st.integers(0, 0xFFFFFF), st.integers(0, 0xFFFFFF), st.integers(0, 255))
@settings(max_examples=40, deadline=None)
def test_blending_in_yuv_equals_blending_in_rgb(ground: int, over: int, alpha: int) -> None:
    seen = Compositor(Picture(flat(0xFF000000 | ground), (Layer(BOX, box(alpha << 24 | over)),)), W, H).rgb(0)
    parts = [[colour >> shift & 255 for shift in (16, 8, 0)] for colour in (ground, over)]
    want = np.array(parts[0]) * (1 - alpha / 255) + np.array(parts[1]) * alpha / 255
    assert np.abs(seen[110, 160].astype(float) - want).max() <= 5
    assert np.abs(seen[20, 20].astype(float) - parts[0]).max() <= 4


def test_every_thread_draws_the_same_pixels() -> None:
    picture = Picture(Ground(hills, ken_burns((0.3, 0.4), 5000)), (Layer(BOX, box(0xC0FF8800)),))
    drawn = [planes(picture, 1234)]
    other = threading.Thread(target=lambda: drawn.append(planes(picture, 1234)))
    other.start()
    other.join()
    here, there = drawn
    for plane, same in zip(here, there, strict=True):
        np.testing.assert_array_equal(plane, same)


def test_colours_survive_the_way_to_yuv_and_back() -> None:
    ramp = np.zeros((64, 64, 4), np.uint8)
    ramp[..., 0] = np.arange(0, 256, 4)[None, :]
    ramp[..., 1] = np.arange(0, 256, 4)[:, None]
    ramp[..., 2] = 90
    back = yuv.to_rgb(yuv.from_bgra(ramp[..., [2, 1, 0, 3]]))
    assert np.abs(back.astype(int) - ramp[..., :3]).max() <= 7
    assert np.abs(back.astype(int) - ramp[..., :3]).mean() < 1.5


def busy() -> Picture:
    def beat(canvas: skia.Canvas, state: Hashable) -> None:
        canvas.drawCircle(400, 200, 40 + float(str(state)), skia.Paint(AntiAlias=True, Color=0xC0FF3010))

    def entry(ms: float) -> Pose:
        u = min(1.0, max(0.0, (ms - 300) / 400))
        return HIDDEN if u <= 0 else REST if u >= 1 else Pose(dy=20 * (1 - u), scale=1.1 - 0.1 * u, opacity=u)

    return Picture(
        Ground(hills),
        (
            Layer(BOX, box(0xFFFFFFFF), pose=entry),
            Layer(Rect(330, 130, 140, 140), beat, state=lambda ms: int(ms / 200) % 5, keep=2),
            Layer(BOX.moved(60, 30), lambda canvas, state: box(0x900000FF)(canvas, state), pose=lambda ms: Pose(60, 30)),
        ),
    )


@given(st.lists(st.integers(0, 60), min_size=2, max_size=25))
@settings(max_examples=25, deadline=None)
def test_a_frame_does_not_depend_on_the_frames_made_before_it(order: list[int]) -> None:
    kept, out = Compositor(busy(), W, H), yuv.blank(W, H)
    for number in order:
        kept.frame(number * 1000 / 30, out)
    for ours, fresh in zip(out, planes(busy(), order[-1] * 1000 / 30), strict=True):
        assert np.array_equal(ours, fresh)


def test_a_run_of_frames_with_things_that_come_to_rest_equals_single_frames() -> None:
    kept, out = Compositor(busy(), W, H), yuv.blank(W, H)
    for number in range(60):
        kept.frame(number * 1000 / 30, out)
        if number % 7 == 0:
            for ours, fresh in zip(out, planes(busy(), number * 1000 / 30), strict=True):
                assert np.array_equal(ours, fresh), number


PLACES = st.tuples(st.integers(-30, W - 20), st.integers(-20, H - 10), st.integers(4, 120), st.integers(4, 60), st.booleans())


@given(st.lists(PLACES, min_size=1, max_size=14), st.integers(9, 30))
@settings(max_examples=25, deadline=None)
def test_over_a_ground_that_moves_things_at_rest_are_blended_together_and_give_the_same_pixels(
    places: list[tuple[int, int, int, int, bool]], frames: int
) -> None:
    def word(x: int, y: int, w: int, h: int, opaque: bool, number: int) -> Layer:
        colour = (0xFF000000 if opaque else 0x90000000) | (0x3F17A5 * (number + 1) & 0xFFFFFF)
        shape, paint = skia.Rect.MakeXYWH(x, y, w, h), skia.Paint(Color=colour, AntiAlias=True)
        rest = (lambda ms: Pose(dx=ms / 40)) if number % 5 == 3 else (lambda ms: REST)
        return Layer(Rect(x, y, w, h), lambda canvas, _: canvas.drawRect(shape, paint), pose=rest)

    picture = Picture(
        Ground(hills, ken_burns((0.3, 0.4), 5000)), tuple(word(*place, number) for number, place in enumerate(places))
    )
    kept, out = Compositor(picture, W, H), yuv.blank(W, H)
    for number in range(frames):
        kept.frame(number * 1000 / 30, out)
    for ours, fresh in zip(out, planes(picture, (frames - 1) * 1000 / 30), strict=True):
        assert np.array_equal(ours, fresh)


def test_what_stands_still_is_drawn_once() -> None:
    drawn: list[Hashable] = []

    def draw(canvas: skia.Canvas, state: Hashable) -> None:
        drawn.append(state)
        canvas.drawRect(BOX.skia(), skia.Paint(Color=0xFFFF0000))

    compositor, out = (
        Compositor(Picture(flat(0xFF202020), (Layer(BOX, draw, state=lambda ms: ms >= 500),)), W, H),
        yuv.blank(W, H),
    )
    for number in range(40):
        compositor.frame(number * 1000 / 30, out)
    assert drawn == [False, True]


@pytest.mark.parametrize("pose", [Pose(dx=-90.5, dy=-70.25), Pose(dx=500, dy=260), Pose(scale=3.0), Pose(dx=-400), Pose(dy=2000)])
def test_a_layer_may_hang_over_any_edge_or_leave_the_frame(pose: Pose) -> None:
    out = planes(Picture(flat(0xFF102030), (Layer(BOX, box(0xFFFFFFFF), pose=lambda ms: pose),)), 0)
    assert out[0].shape == (H, W)


@pytest.mark.parametrize("pose", [Pose(dx=0.5), Pose(dy=0.25), Pose(dx=3.3, dy=-1.7), Pose(scale=1.07, dx=0.3)])
def test_a_moved_layer_lies_where_its_pose_says_to_a_fraction_of_a_pixel(pose: Pose) -> None:
    out = planes(Picture(flat(0xFF000000), (Layer(BOX, box(0xFFFFFFFF), pose=lambda ms: pose),)), 0)
    light = out[0].astype(float) - 16
    assert (light.sum(0) * (np.arange(W) + 0.5)).sum() / light.sum() == pytest.approx(BOX.cx + pose.dx, abs=0.05)
    assert (light.sum(1) * (np.arange(H) + 0.5)).sum() / light.sum() == pytest.approx(BOX.cy + pose.dy, abs=0.05)
    assert light.sum() == pytest.approx(219 * BOX.w * BOX.h * pose.scale**2, rel=0.01)


def test_an_eased_layer_never_moves_by_whole_pixels_only() -> None:
    middles = []
    for i in range(12):
        out = planes(Picture(flat(0xFF000000), (Layer(BOX, box(0xFFFFFFFF), pose=lambda ms, i=i: Pose(dy=0.13 * i)),)), 0)
        light = out[0].astype(float) - 16
        middles.append((light.sum(1) * np.arange(H)).sum() / light.sum())
    assert np.abs(np.diff(middles) - 0.13).max() < 0.03


@given(st.floats(1.02, 1.9), st.floats(160, 420), st.sampled_from([320, 640, 960, 1080, 1920]))
@settings(max_examples=150)
def test_a_fitted_enlargement_samples_within_a_twelfth_of_a_pixel(step: float, start: float, n: int) -> None:
    found = fit(step, start, n)
    if found is None:
        return
    x0, sources, size, crop = found
    scale = sources / size
    for i in (0, n // 2, n - 1):
        assert abs(x0 + (crop + i + 0.5) * scale - 0.5 - (start + step * i)) <= 1 / 12
    assert size >= crop + n


def test_the_camera_is_smooth_to_a_twentieth_of_a_pixel() -> None:
    w, h = 960, 540
    view, out = View(Ground(hills, ken_burns((0.3, 0.4), 5000)), w, h), yuv.blank(w, h)
    window, before, steps = cv2.createHanningWindow((384, 384), cv2.CV_32F), None, []
    for number in range(20, 110):
        view.see(view.window(number * 1000 / 30), out)
        patch = out[0][80:464, 100:484].astype(np.float32)
        if before is not None:
            steps.append(cv2.phaseCorrelate(before, patch, window)[0])
        before = patch
    assert np.sqrt((np.diff(np.array(steps), axis=0) ** 2).mean(0)).max() <= 0.05


def test_all_of_the_ground_is_seen_at_zoom_one_and_never_more() -> None:
    def marked(canvas: skia.Canvas, w: int, h: int) -> None:
        canvas.clear(0xFFFFFFFF)
        canvas.drawRect(skia.Rect.MakeWH(w / 2, h), skia.Paint(Color=0xFF000000))

    view, out = View(Ground(marked, lambda ms: Window(0.9, 0.1, 1.0 if ms < 1 else 1.2)), W, H), yuv.blank(W, H)
    view.see(view.window(0), out)
    assert out[0][100, W // 2 - 3] <= 20
    assert out[0][100, W // 2 + 3] >= 230
    assert view.window(5) == Window(1 - 0.5 / 1.2, 0.5 / 1.2, 1.2)
