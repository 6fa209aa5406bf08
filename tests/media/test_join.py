"""Encoding and joining: the same frames give the same bytes, and joined frames are exactly those of their segments."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.stream import Disposition

from core.errors import ToolFailed
from core.film.brief import Aspect, Format, Quality
from core.film.timeline import Clip, Cue, CueWord, Track
from core.media.enabled import offer_captions
from core.media.encode import calm, encode
from core.media.join import Reel, join, three_letters
from core.media.yuv import Planes

FORM = Format(quality=Quality.DRAFT)
SHARP = Format(aspect=Aspect.SQUARE, quality=Quality.STANDARD)
LENGTHS = (24, 1, 11, 2, 3, 19)


def picture(number: int, planes: Planes) -> None:
    """Something that moves, with detail."""
    h, w = planes[0].shape
    across = (np.arange(w)[None, :] * 2 + np.arange(h)[:, None] + number * 7) % 200
    planes[0][:] = 20 + across.astype(np.uint8)
    planes[0][50:150, 40 + 4 * number : 140 + 4 * number] = 220
    planes[1][:] = 90 + number
    planes[2][:] = 140


def segments(folder: Path, form: Format) -> list[Path]:
    made, at = [], 0
    for i, frames in enumerate(LENGTHS):
        path = folder / f"segment{i}.mp4"
        encode(path, form, frames, lambda n, planes, at=at: picture(at + n, planes), crossing=i % 2 == 1)
        made.append(path)
        at += frames
    return made


def sound(path: Path, samples: int) -> Path:
    with av.open(str(path), "w", format="mp4") as film:
        stream = film.add_stream("aac", rate=48_000, layout="stereo")
        tone = (0.3 * np.sin(np.arange(samples) * 0.05)).astype(np.float32)
        for at in range(0, samples, 1024):
            frame = av.AudioFrame.from_ndarray(np.stack([tone[at : at + 1024]] * 2), format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = 48_000, at, Fraction(1, 48_000)
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    return path


def cue(start: int, end: int, text: str) -> Cue:
    return Cue(start_ms=start, end_ms=end, lines=((CueWord(text=text, start_ms=start, end_ms=end),),))


def track(fps: int = 30) -> Track:
    first = Clip(
        shot="a", headline="Sync", narration="x", frames=36, cues=(cue(100, 500, "Hello"), cue(500, 1000, "Grüße & <b>"))
    )
    second = Clip(shot="b", headline="日本", narration="x", frames=24, cues=(cue(50, 700, "again"),))
    return Track(title="Ärger & 日本", language="pt-br", fps=fps, clips=(first, second))


def pictures(path: Path) -> list[str]:
    with av.open(str(path)) as film:
        return [hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest() for frame in film.decode(video=0)]


def samples(path: Path) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    with av.open(str(path)) as film:
        return np.concatenate([frame.to_ndarray() for frame in film.decode(audio=0)], axis=1)


@pytest.fixture(scope="module")
def reel(tmp_path_factory: pytest.TempPathFactory) -> Reel:
    folder = tmp_path_factory.mktemp("reel")
    return Reel(segments(folder, SHARP), track(), sound(folder / "mix.m4a", 96_000), (("comment", "made here"),))


@pytest.fixture(scope="module")
def film(reel: Reel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    assert join(reel, path) == 60
    return path


@pytest.mark.parametrize("aspect", list(Aspect))
def test_what_lay_in_memory_before_changes_no_byte(aspect: Aspect, tmp_path: Path) -> None:
    form, rng, made = Format(aspect=aspect, quality=Quality.STANDARD), np.random.default_rng(0), set()
    calm()
    for _ in range(4):
        left = [rng.integers(0, 255, int(size), np.uint8) for size in rng.integers(1000, 9_000_000, 12)]
        left.clear()
        encode(tmp_path / "one.mp4", form, 8, picture)
        made.add((tmp_path / "one.mp4").read_bytes())
    assert len(made) == 1


@pytest.mark.parametrize("form", [FORM, SHARP])
def test_the_same_frames_give_the_same_bytes(form: Format, tmp_path: Path) -> None:
    for name in ("one.mp4", "two.mp4"):
        encode(tmp_path / name, form, 8, picture)
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


def test_a_segment_tells_its_colours_and_size(reel: Reel) -> None:
    with av.open(str(reel.segments[0])) as segment:
        context = segment.streams.video[0].codec_context
        assert (context.width, context.height, context.pix_fmt) == (1080, 1080, "yuv420p")
        assert (context.color_primaries, context.color_trc, context.colorspace, context.color_range) == (1, 1, 1, 1)


def test_every_joined_frame_is_exactly_that_of_its_segment(reel: Reel, film: Path) -> None:
    assert pictures(film) == [digest for path in reel.segments for digest in pictures(path)]


def test_captions_can_be_chosen_but_are_not_shown_by_themselves(film: Path) -> None:
    with av.open(str(film)) as joined:
        shown = {stream.type: bool(stream.disposition & Disposition.default) for stream in joined.streams}
    assert shown["video"]
    assert shown["audio"]
    assert not shown["subtitle"]


def test_what_is_no_film_has_no_captions_to_offer(tmp_path: Path) -> None:
    path = tmp_path / "broken.mp4"
    path.write_bytes(b"\x00\x00\xff\xffmoov" + bytes(40))
    with pytest.raises(ToolFailed):
        offer_captions(path)


def test_frames_lie_exactly_on_their_grid(film: Path) -> None:
    with av.open(str(film)) as joined:
        stream = joined.streams.video[0]
        packets = [p for p in joined.demux(stream) if p.size]
        assert stream.start_time == 0
        assert sorted(p.pts for p in packets) == [i * 512 for i in range(60)]
        decoding = [p.dts for p in packets]
        assert decoding == sorted(set(decoding))
        assert stream.duration == 60 * 512


def test_the_sound_is_untouched_and_starts_with_the_picture(reel: Reel, film: Path) -> None:
    assert reel.audio is not None
    assert np.array_equal(samples(film), samples(reel.audio))
    with av.open(str(film)) as joined:
        assert (joined.streams.audio[0].start_time or 0) == 0


def test_captions_chapters_languages_and_title_are_in_the_file(film: Path) -> None:
    with av.open(str(film)) as joined:
        assert joined.metadata["title"] == "Ärger & 日本"
        assert joined.metadata["comment"] == "made here"
        assert [(c["start"], c["end"], c["metadata"]["title"]) for c in joined.chapters()] == [
            (0, 1200, "Sync"),
            (1200, 2000, "日本"),
        ]
        assert joined.streams.audio[0].metadata["language"] == "por"
        text = joined.streams.subtitles[0]
        assert text.metadata["language"] == "por"
        said = [(p.pts, p.duration, bytes(p)[2:].decode()) for p in joined.demux(text) if p.size > 2]
    assert said == [(100, 400, "Hello"), (500, 500, "Grüße & <b>"), (1250, 650, "again")]


def test_joining_twice_gives_the_same_bytes_and_the_index_in_front(reel: Reel, film: Path, tmp_path: Path) -> None:
    join(reel, tmp_path / "again.mp4")
    joined = (tmp_path / "again.mp4").read_bytes()
    assert joined == film.read_bytes()
    assert joined.index(b"moov") < joined.index(b"mdat")


def test_segments_that_do_not_belong_together_are_refused(reel: Reel, tmp_path: Path) -> None:
    encode(tmp_path / "other.mp4", FORM, 24, picture)
    with pytest.raises(ToolFailed, match="other settings"):
        join(Reel([*reel.segments[:1], tmp_path / "other.mp4"], track()), tmp_path / "film.mp4")


def test_missing_frames_are_refused(reel: Reel, tmp_path: Path) -> None:
    with pytest.raises(ToolFailed, match="41 frames where the film has 60"):
        join(Reel(reel.segments[:-1], track()), tmp_path / "film.mp4")


def test_a_damaged_segment_is_refused(reel: Reel, tmp_path: Path) -> None:
    (tmp_path / "broken.mp4").write_bytes(b"not a film")
    with pytest.raises(ToolFailed):
        join(Reel([tmp_path / "broken.mp4"], track()), tmp_path / "film.mp4")


@pytest.mark.parametrize(("tag", "code"), [("en", "eng"), ("pt-br", "por"), ("cmn", "cmn"), ("zh-Hant", "zho"), ("xx", "und")])
def test_languages_are_written_as_mp4_wants_them(tag: str, code: str) -> None:
    assert three_letters(tag) == code


def test_a_film_is_joined_whose_largest_segment_is_one_that_reorders_nothing(tmp_path: Path) -> None:
    """As a push between two busy pictures is: short, large, and without a frame that looks ahead."""
    rng, crowded, calm_one = np.random.default_rng(0), tmp_path / "crowded.mp4", tmp_path / "calm.mp4"

    def noise(number: int, planes: Planes) -> None:
        for plane in planes:
            plane[:] = rng.integers(20, 230, plane.shape, np.uint8)

    encode(crowded, SHARP, 6, noise, crossing=True)
    encode(calm_one, SHARP, 24, picture)
    assert crowded.stat().st_size > calm_one.stat().st_size
    orders = []
    for path in (crowded, calm_one):
        with av.open(str(path)) as segment:
            shown = [packet.pts for packet in segment.demux(video=0) if packet.size]
        orders.append(shown == sorted(shown))
    assert orders == [True, False]
    clip = Clip(shot="a", headline="Sync", narration="x", frames=30)
    out = tmp_path / "film.mp4"
    assert join(Reel([crowded, calm_one], Track(title="T", language="en", fps=30, clips=(clip,))), out) == 30
    assert pictures(out) == pictures(crowded) + pictures(calm_one)
