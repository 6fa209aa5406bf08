"""Track, segments, mix -> Cut: the finished film with what is delivered beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from pathlib import Path

from core.engine import Each, Scratch, stage
from core.film import Casting, Cut, Format, Mix, Segment, Track
from core.film.captions import to_srt, to_transcript, to_vtt
from core.value import Blob


@stage(version=1)
def render(track: Track, segments: Each[Segment], mix: Mix, casting: Casting, form: Format, scratch: Scratch) -> Cut:
    """Joins what was encoded by copying packets, muxes sound and captions, and writes captions files, transcript and poster."""
    from core.media.join import Reel, join
    from core.media.poster import poster

    film, still = scratch.new(".mp4"), scratch.new(".jpg")
    paths = tuple(scratch.path(segment.video) for segment in segments.values())
    reel = Reel(paths, track, scratch.path(mix.audio), _about(casting, track))
    place, frame = _poster_place(track, tuple(segments.values()))
    with ThreadPoolExecutor(1, "poster") as beside:
        drawn = beside.submit(poster, paths[place], frame, track.fps, still)
        frames = join(reel, film)
    drawn.result()
    width, height = form.size
    return Cut(
        film=scratch.keep(film), srt=_text(scratch, to_srt(track), ".srt"), vtt=_text(scratch, to_vtt(track), ".vtt"),
        transcript=_text(scratch, to_transcript(track) + _credits(casting, track), ".txt"), poster=scratch.keep(still),
        frames=frames, fps=track.fps, width=width, height=height, loudness=mix.loudness,
    )  # fmt: skip


def _text(scratch: Scratch, text: str, suffix: str) -> Blob:
    path: Path = scratch.new(suffix)
    path.write_text(text, "utf-8", newline="\n")
    return scratch.keep(path)


def _poster_place(track: Track, segments: Sequence[Segment]) -> tuple[int, int]:
    """A segment and its frame late in the first shot, when its title is fully in and nothing leaves yet."""
    frame = track.clips[0].frames * 7 // 10
    ends = tuple(accumulate(segment.frames for segment in segments))
    place = min(bisect_right(ends, frame), len(ends) - 1)
    return place, frame - (ends[place] - segments[place].frames)


def _about(casting: Casting, track: Track) -> tuple[tuple[str, str], ...]:
    credits = _credits(casting, track).strip()
    return (("comment", credits),) if credits else ()


def _credits(casting: Casting, track: Track) -> str:
    """Who drew the presenter and whose pictures are seen, a line each, whether or not their licences ask for it."""
    avatar = casting.avatar
    drawn = [f"Presenter “{avatar.name}”: art by {avatar.author}, {avatar.licence}."] if avatar and avatar.author else []
    told = [*drawn, *(f"Picture: {credit.line}.{f' {credit.page}' if credit.page else ''}" for credit in track.credits)]
    return "".join(f"\n{line}\n" for line in told)
