"""Track, segments, mix -> Cut: the finished film with what is delivered beside it."""

from __future__ import annotations

from pathlib import Path

from core.engine import Each, Scratch, stage
from core.film import Casting, Cut, Format, Mix, Segment, Track
from core.film.captions import to_srt, to_transcript, to_vtt
from core.media.join import Reel, join
from core.media.poster import poster
from core.value import Blob


@stage(version=1)
def render(track: Track, segments: Each[Segment], mix: Mix, casting: Casting, form: Format, scratch: Scratch) -> Cut:
    """Joins what was encoded by copying packets, muxes sound and captions, and writes captions files, transcript and poster."""
    film = scratch.new(".mp4")
    paths = tuple(scratch.path(segment.video) for segment in segments.values())
    frames = join(Reel(paths, track, scratch.path(mix.audio), _about(casting)), film)
    still = scratch.new(".jpg")
    poster(film, _poster_frame(track), track.fps, still)
    width, height = form.size
    return Cut(
        film=scratch.keep(film), srt=_text(scratch, to_srt(track), ".srt"), vtt=_text(scratch, to_vtt(track), ".vtt"),
        transcript=_text(scratch, to_transcript(track) + _credit(casting), ".txt"), poster=scratch.keep(still),
        frames=frames, fps=track.fps, width=width, height=height, loudness=mix.loudness,
    )  # fmt: skip


def _text(scratch: Scratch, text: str, suffix: str) -> Blob:
    path: Path = scratch.new(suffix)
    path.write_text(text, "utf-8", newline="\n")
    return scratch.keep(path)


def _poster_frame(track: Track) -> int:
    """Late in the first shot, when its title is fully in and nothing leaves yet."""
    return track.clips[0].frames * 7 // 10


def _about(casting: Casting) -> tuple[tuple[str, str], ...]:
    credit = _credit(casting).strip()
    return (("comment", credit),) if credit else ()


def _credit(casting: Casting) -> str:
    avatar = casting.avatar
    if avatar is None or not avatar.author:
        return ""
    return f"\nPresenter “{avatar.name}”: art by {avatar.author}, {avatar.licence}.\n"
