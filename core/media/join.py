"""Joins encoded segments, the mix and the captions into one MP4 by copying packets; nothing is decoded.

Segments of one recipe have the same parameter sets, so their packets follow each other as if one encoder had made them. Frame
`f` of the film is shown at exactly `f` frame lengths; packet number `k` in decoding order is decoded at `k` less the
film's one reordering delay, which is what the encoder itself does inside each segment.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
from av.packet import Packet
from av.subtitles.stream import SubtitleStream

from core.errors import ToolFailed
from core.film.timeline import Track
from core.film.timing import RATE, to_ms
from core.media.enabled import offer_captions
from core.media.encode import GRID, refused

if TYPE_CHECKING:
    from av.container.core import Chapter

REORDERED = 2
"""Frames by which x264 decodes ahead when B-frames may refer to B-frames, as in all our recipes that have any."""
_MS = Fraction(1, 1000)
_ASS = "\r\n".join(
    (
        "[Script Info]",
        "ScriptType: v4.00+",
        "",
        "[V4+ Styles]",
        "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, "
        "StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding",
        "Style: Default,Sans-Serif,18,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,1",
        "",
        "[Events]",
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
        "",
    )
).encode()
"""The style that the caption track's sample description is made from."""
_CODES = (
    "en:eng de:deu fr:fra es:spa it:ita pt:por nl:nld da:dan sv:swe nb:nob no:nor nn:nno fi:fin is:isl pl:pol cs:ces sk:slk "
    "hu:hun ro:ron bg:bul el:ell ru:rus uk:ukr sr:srp hr:hrv bs:bos sl:slv lt:lit lv:lav et:est tr:tur ar:ara fa:fas "
    "he:heb hi:hin bn:ben ta:tam te:tel mr:mar gu:guj kn:kan ml:mal pa:pan ur:urd th:tha vi:vie id:ind ms:msa ja:jpn ko:kor "
    "zh:zho ca:cat eu:eus gl:glg cy:cym ga:gle mt:mlt sq:sqi mk:mkd ka:kat hy:hye az:aze kk:kaz uz:uzb sw:swa af:afr "
    "eo:epo la:lat ne:nep si:sin km:khm lo:lao my:mya mn:mon am:amh so:som yo:yor zu:zul xh:xho"
)
_LANGUAGES = dict(pair.split(":") for pair in _CODES.split())
"""ISO 639-1 to 639-2/T, which is what MP4 writes."""


@dataclass(frozen=True)
class Reel:
    """What is joined: segments in order, the mix, and the track that captions, chapters and title come from."""

    segments: Sequence[Path]
    track: Track
    audio: Path | None = None
    about: tuple[tuple[str, str], ...] = ()
    """More metadata by MP4's names: `comment`, `copyright`, `artist`, `description`, ..."""


def join(reel: Reel, to: Path) -> int:
    """Writes the film and gives its number of frames.

    Raises `ToolFailed` when segments do not belong together or their frames are not as many as the track's.
    """
    try:
        with av.open(str(to), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}) as film:
            frames = _joined(reel, film)
    except av.error.FFmpegError as error:
        raise refused("The film could not be joined", error) from error
    # The words are burned in already: players that turned the track on by themselves would show them twice.
    offer_captions(to)
    return frames


def three_letters(language: str) -> str:
    """A language tag as MP4 writes it: `pt-br` gives `por`; `und` where it has none."""
    first = language.split("-")[0].lower()
    return first if len(first) == 3 else _LANGUAGES.get(first, "und")


def _joined(reel: Reel, film: av.container.OutputContainer) -> int:
    track = reel.track
    language = three_letters(track.language)
    delay = _delay(reel.segments)
    film.metadata.update({"title": track.title, **dict(reel.about)})
    with av.open(str(reel.segments[0])) as first:
        video = film.add_stream_from_template(first.streams.video[0])
        recipe = first.streams.video[0].codec_context.extradata, Fraction(1, track.fps * GRID)
    video.time_base = Fraction(1, track.fps * GRID)
    lanes = [_video(reel.segments, recipe, video, delay, track.fps)]
    sound = av.open(str(reel.audio)) if reel.audio else None
    try:
        if sound is not None:
            audio = film.add_stream_from_template(sound.streams.audio[0])
            audio.metadata["language"] = language
            lanes.append(_audio(sound, audio, track.fps))
        cues = _cues(track)
        if cues:
            text = film.add_stream("mov_text")
            text.codec_context.subtitle_header = _ASS
            text.codec_context.time_base = text.time_base = _MS
            text.metadata["language"] = language
            lanes.append(_captions(cues, text, track.fps))
        film.set_chapters(_chapters(track))
        frames = 0
        for _, packet in heapq.merge(*lanes, key=lambda timed: timed[0]):
            frames += packet.stream is video
            film.mux(packet)
    finally:
        if sound is not None:
            sound.close()
    if frames != track.frames:
        raise ToolFailed(f"The segments hold {frames} frames where the film has {track.frames}.")
    return frames


_Timed = tuple[int, "Packet[Any]"]
"""When a packet is decoded, in units of `_unit`, and the packet."""


def _unit(fps: int) -> int:
    """Units a second in which the times of picture, sound and captions are whole numbers: these are compared quickly."""
    return math.lcm(fps * GRID, RATE, 1000)


def _opened(path: Path) -> av.container.InputContainer:
    # Segments are our own: nothing has to be decoded to find out what they are.
    probe = {"probesize": "2048", "analyzeduration": "0"}
    return av.open(str(path), options=probe, stream_options=[{"skip_frame": "all", "threads": "1"}])  # type: ignore[list-item]


def _video(
    segments: Sequence[Path], recipe: tuple[bytes | None, Fraction], stream: av.VideoStream, delay: int, fps: int
) -> Iterator[_Timed]:
    """Packets of all segments; `k` counts them in decoding order. `recipe`: parameter sets and time base, the same in all."""
    at, k, step = 0, 0, _unit(fps) // fps
    for path in segments:
        with _opened(path) as segment:
            first, own = k, segment.streams.video[0]
            if (own.codec_context.extradata, own.time_base) != recipe:
                raise ToolFailed(f"The segment {path.name} was encoded with other settings than the first.")
            for packet in segment.demux(own):
                if not packet.size:
                    continue
                packet.pts = _number(packet.pts) + at * GRID
                packet.dts = (k - delay) * GRID
                packet.duration = GRID
                if packet.dts > packet.pts:
                    raise ToolFailed(f"The segment {path.name} reorders its frames more than the others.")
                packet.stream = stream
                yield (k - delay) * step, packet
                k += 1
            at += k - first


def _delay(segments: Sequence[Path]) -> int:
    """The reordering delay in frames: `REORDERED` where any segment reorders, else 0. The largest is looked at first, which says
    so at once in most films; yet a short one may be the largest without reordering, as a push from one picture to the next.
    """
    largest_first = sorted(segments, key=lambda path: -path.stat().st_size)
    return REORDERED if any(_reorders(path) for path in largest_first) else 0


def _reorders(path: Path) -> bool:
    with _opened(path) as segment:
        shown = [_number(packet.pts) for packet in segment.demux(video=0) if packet.size]
    return shown != sorted(shown)


def _audio(sound: av.container.InputContainer, stream: av.AudioStream, fps: int) -> Iterator[_Timed]:
    source = sound.streams.audio[0]
    step = _unit(fps) * (source.time_base or Fraction(1, RATE))
    if step.denominator != 1:
        raise ToolFailed("The sound does not count its time in samples at 48 kHz.")
    for packet in sound.demux(source):
        if packet.size:
            packet.stream = stream
            yield _number(packet.dts) * step.numerator, packet


def _cues(track: Track) -> list[tuple[int, int, str]]:
    """Every caption of the film as (start ms, end ms, text), never overlapping."""
    found: list[tuple[int, int, str]] = []
    for clip, start in zip(track.clips, track.starts(), strict=True):
        offset, end = to_ms(start, track.fps), to_ms(start + clip.frames, track.fps)
        for cue in clip.cues:
            begin = max(offset + cue.start_ms, found[-1][1] if found else 0)
            if begin < min(end, offset + cue.end_ms):
                found.append((begin, min(end, offset + cue.end_ms), cue.text))
    return found


def _captions(cues: Sequence[tuple[int, int, str]], stream: SubtitleStream, fps: int) -> Iterator[_Timed]:
    """3GPP timed text (ETSI TS 126 245): two bytes of length, then UTF-8."""
    for start, end, text in cues:
        words = text.encode()[:65_535]
        packet = Packet(len(words).to_bytes(2, "big") + words)
        packet.time_base = _MS
        packet.pts = packet.dts = start
        packet.duration = end - start
        packet.stream = stream
        yield start * _unit(fps) // 1000, packet


def _chapters(track: Track) -> list[Chapter]:
    """One for each clip with a headline, if any; it lasts until the next one."""
    named = [(start, clip.headline) for clip, start in zip(track.clips, track.starts(), strict=True) if clip.headline]
    if named and named[0][0] > 0:
        named.insert(0, (0, track.title or named[0][1]))
    ends = [start for start, _ in named[1:]] + [track.frames] * bool(named)
    return [
        {"id": i, "start": to_ms(start, track.fps), "end": to_ms(end, track.fps), "time_base": _MS, "metadata": {"title": name}}
        for i, ((start, name), end) in enumerate(zip(named, ends, strict=True))
    ]


def _number(value: int | None) -> int:
    if value is None:
        raise ToolFailed("A packet has no time; the file it comes from is damaged.")
    return value
