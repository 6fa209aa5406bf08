"""Stage `inspect`: what was seen in segments counts only for a film that holds them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core.engine import Scratch, Store
from core.film import Clip, Cut, Mix, Report, Segment, Severity, SoundPlan, Track
from core.film.brief import Format, Quality
from core.film.timing import samples_of_frames
from core.media.aac import encode_aac
from core.media.encode import encode
from core.media.examination import looks_of
from core.media.join import Reel, join
from core.media.loudness import measure_file
from core.media.yuv import Planes
from core.stages.inspect import inspect

FORM = Format(quality=Quality.DRAFT)
FRAMES = 20


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with Store(tmp_path).scratch() as folder:
        yield folder


def segment(scratch: Scratch, light: int, seed: int = 0) -> Segment:
    noise = np.random.default_rng(seed).integers(0, 12, (540, 960), np.uint8)

    def draw(i: int, planes: Planes) -> None:
        planes[0][:] = light + np.roll(noise, i)
        planes[1][:] = planes[2][:] = 128

    path = scratch.new(".mp4")
    encode(path, FORM, FRAMES, draw)
    looks, content = looks_of(path)
    return Segment(video=scratch.keep(path), frames=FRAMES, looks=looks, content=content)


def sound(scratch: Scratch, frames: int, pitch: float) -> Mix:
    samples = samples_of_frames(frames, FORM.fps)
    path = scratch.new(".m4a")
    content = encode_aac(lambda a, b: (0.1 * np.sin(np.arange(a, b) * pitch) * np.ones((2, 1))).astype("f4"), samples, path)
    loudness = measure_file(path)
    return Mix(audio=scratch.keep(path), samples=samples, loudness=loudness, content=content)


def reported(scratch: Scratch, told: list[Segment], joined: list[Segment], mix: Mix, muxed: Mix) -> Report:
    """The report of a film joined of `joined` and `muxed`, where `told` and `mix` are what was measured."""
    clips = tuple(Clip(shot=f"s{i}", headline=f"Shot {i}", narration="-", frames=one.frames) for i, one in enumerate(told))
    track = Track(title="Film", language="en", fps=FORM.fps, clips=clips)
    film = scratch.new(".mp4")
    join(Reel([scratch.path(one.video) for one in joined], track, scratch.path(muxed.audio)), film)
    none = scratch.put(b"", ".txt")
    w, h = FORM.size
    cut = Cut(
        film=scratch.keep(film), srt=none, vtt=none, transcript=none, poster=none, frames=track.frames, fps=FORM.fps,
        width=w, height=h, loudness=mix.loudness,
    )  # fmt: skip
    plan = SoundPlan(samples=mix.samples, narration=(), target_lufs=round(mix.loudness.integrated_lufs))
    return inspect(cut, track, plan, {str(i): one for i, one in enumerate(told)}, mix, scratch)  # type: ignore[arg-type]


def test_a_film_of_what_was_measured_passes(scratch: Scratch) -> None:
    parts, mix = [segment(scratch, 90), segment(scratch, 120, 1)], sound(scratch, 2 * FRAMES, 0.03)
    report = reported(scratch, parts, parts, mix, mix)
    assert (report.passed, report.findings) == (True, ())
    assert dict(report.figures)["frames"] == 2 * FRAMES


def test_a_film_of_other_packets_than_those_that_were_measured_does_not_pass(scratch: Scratch) -> None:
    first, second, other = segment(scratch, 90), segment(scratch, 120, 1), segment(scratch, 120, 2)
    mix, louder = sound(scratch, 2 * FRAMES, 0.03), sound(scratch, 2 * FRAMES, 0.05)
    report = reported(scratch, [first, second], [first, other], mix, mix)
    assert [(f.check, f.severity, f.shot) for f in report.findings] == [("content", Severity.HARD, "s1")]
    assert not reported(scratch, [first, second], [second, first], mix, mix).passed, "in another order"
    report = reported(scratch, [first, second], [first, second], mix, louder)
    assert [(f.check, f.severity) for f in report.findings] == [("content", Severity.HARD)]


def test_black_and_blown_out_stretches_are_found_where_they_are(scratch: Scratch) -> None:
    parts = [segment(scratch, 90), segment(scratch, 5), segment(scratch, 240)]
    mix = sound(scratch, 3 * FRAMES, 0.03)
    report = reported(scratch, parts, parts, mix, mix)
    assert [(f.check, f.at_ms, f.shot) for f in report.findings] == [("black", 667, "s1"), ("blown", 1333, "s2")]
    assert not report.passed, "a black stretch is no film"
