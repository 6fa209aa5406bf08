"""Captions from word times: words to cues, and cues to the file formats that players read.

Rules after the common timed-text guidelines (BBC Subtitle Guidelines, Netflix Timed Text Style Guide): at most two lines, a
limit of places a line, at most 20 characters a second where the speech allows, at least 0.8 s, broken at phrase ends.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from core.film.phrasing import break_costs, clusters, ends_sentence, pieces, places
from core.film.sound import Word
from core.film.timeline import Cue, CueWord, Track
from core.film.timing import to_ms

LIMIT = 42
"""Places a line in files, and on wide pictures where they fit."""

RATE = 20
"""Characters a second that can be read."""

SHORTEST_MS = 800
_LINGER_MS = 400
_JOIN_MS = 120
_PAUSE_MS = 260
_LONG_PAUSE_MS = 900

_EACH_CUE = 12.0
_INSIDE_SENTENCE_END = 20.0
_LINE_SHARE = 0.85
STUB = 60.0
"""What it costs, for every share by which it is less than three tenths, that one line is so much shorter than the other."""


def cues_of(
    words: Sequence[Word], start_ms: int, length_ms: int, limit: int = LIMIT, *, text: str = "", language: str = ""
) -> tuple[Cue, ...]:
    """Cues for the words of a take that begins at `start_ms` of a scene of `length_ms`; times inside the scene.

    `text` is the narration: with it, punctuation and anything unspoken between the words is kept. No line takes more than
    `limit` places (a longer word is divided); every word keeps its own time.
    """
    timed = _timed(words, start_ms, limit, text, language)
    if not timed:
        return ()
    groups = _Breaks(timed, limit, language).cues()
    starts = [timed[first].start_ms for first, _, _ in groups]
    cues = []
    for index, (first, middle, last) in enumerate(groups):
        free = starts[index + 1] if index + 1 < len(groups) else max(length_ms, starts[index] + 1)
        end = _end(timed[first:last], free)
        lines = (timed[first:middle], timed[middle:last]) if middle else (timed[first:last],)
        cues.append(Cue(start_ms=starts[index], end_ms=end, lines=tuple(tuple(line) for line in lines)))
    return tuple(cues)


def _end(words: Sequence[CueWord], free: int) -> int:
    """When a cue leaves: a moment after its last word, later where reading needs it, never after `free`."""
    start = words[0].start_ms
    reading = round(sum(places(word.text) + 1 for word in words) * 1000 / RATE)
    wanted = max(words[-1].end_ms + _LINGER_MS, start + SHORTEST_MS, start + reading)
    end = free if free - wanted < _JOIN_MS else wanted
    return max(min(end, free), start + 1)


def _timed(words: Sequence[Word], start_ms: int, limit: int, text: str, language: str) -> list[CueWord]:
    """The words as they are written, with times that never run backwards; long ones in pieces."""
    found: list[CueWord] = []
    last = -1
    for index, (written, glued) in enumerate(_written(words, text)):
        word = words[index]
        start = max(word.start_ms + start_ms, last + 1)
        end = max(word.end_ms + start_ms, start + 1)
        for part in _spread(written, glued, start, end, limit, language):
            found.append(part)
            last = part.start_ms
    return [_until(word, following) for word, following in pairwise(found)] + found[-1:]


def _until(word: CueWord, following: CueWord) -> CueWord:
    """`word`, over when the next one begins."""
    return word.model_copy(update={"end_ms": max(word.start_ms + 1, min(word.end_ms, following.start_ms))})


def _spread(written: str, glued: bool, start: int, end: int, limit: int, language: str) -> Iterator[CueWord]:
    """A written word, which may hold blanks, as cue words with fair shares of its time."""
    parts = [
        (piece, glued if not i and not j else bool(j))
        for i, word in enumerate(written.split())
        for j, piece in enumerate(pieces(word, limit, language))
    ]
    total = sum(len(clusters(piece)) for piece, _ in parts)
    at, before = 0, start - 1
    for piece, joined in parts:
        first = max(start + (end - start) * at // total, before + 1)
        at += len(clusters(piece))
        yield CueWord(text=piece, start_ms=first, end_ms=max(start + (end - start) * at // total, first + 1), glued=joined)
        before = first


def _written(words: Sequence[Word], text: str) -> Iterator[tuple[str, bool]]:
    """(what stands in the narration for each word, whether it follows the word before without a blank)."""
    if not text:
        for i, word in enumerate(words):
            yield word.text, i > 0 and words[i - 1].offset + len(words[i - 1].text) == word.offset > words[i - 1].offset
        return
    cuts = [0]
    for before, word in pairwise(words):
        start, end = max(before.offset + len(before.text), cuts[-1]), max(word.offset, cuts[-1])
        gap = text[start:end] if start < end else ""
        blank = max((at for at, char in enumerate(gap) if char.isspace()), default=-1)
        cuts.append(start + blank + 1 if blank >= 0 else end)
    for i, (first, last) in enumerate(zip(cuts, [*cuts[1:], len(text)], strict=True)):
        yield text[first:last].strip(), i > 0 and first > 0 and not text[first - 1].isspace()


class _Breaks:
    """The best division of timed words into cues of one or two lines, by dynamic programming over where cues end."""

    def __init__(self, words: Sequence[CueWord], limit: int, language: str) -> None:
        self._words, self._limit = words, limit
        self._after = [*break_costs([(word.text, word.glued) for word in words], language), 0.0]
        self._pauses = [b.start_ms - a.end_ms for a, b in pairwise(words)] + [0]
        self._sums = [0.0]
        for word in words:
            self._sums.append(self._sums[-1] + places(word.text) + (0.0 if word.glued else 1.0))

    def cues(self) -> list[tuple[int, int, int]]:
        """(first word, first word of the second line or 0, end) of every cue."""
        count = len(self._words)
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)]
        for end in range(1, count + 1):
            choices = []
            for first in range(end - 1, -1, -1):
                split = self._split(first, end)
                if split is None:
                    break
                cost, middle = split
                choices.append((best[first][0] + cost + self._cue_cost(first, end), first, middle))
            best.append(min(choices))
        found, end = [], count
        while end:
            _, first, middle = best[end]
            found.append((first, middle, end))
            end = first
        return found[::-1]

    def _width(self, first: int, end: int) -> float:
        return self._sums[end] - self._sums[first] - (0.0 if self._words[first].glued else 1.0)

    def _split(self, first: int, end: int) -> tuple[float, int] | None:
        """Cost and place of the second line; (0, 0) for one line; None where two lines do not hold it."""
        if self._width(first, end) <= self._limit or end - first == 1:
            return 0.0, 0
        found = None
        for middle in range(first + 1, end):
            above, below = self._width(first, middle), self._width(middle, end)
            if max(above, below) <= self._limit:
                uneven = (above - below) / self._limit
                stub = STUB * max(0.0, 0.3 - min(above, below) / max(above, below))
                cost = _LINE_SHARE * self._after[middle - 1] + 14 * uneven * uneven + (1.5 if above > below else 0.0) + stub
                found = min(found or (cost, middle), (cost, middle))
        return found

    def _cue_cost(self, first: int, end: int) -> float:
        words = self._words
        last = end == len(words)
        cost = _EACH_CUE + self._after[end - 1] * (0.5 if self._pauses[end - 1] >= _PAUSE_MS else 1.0)
        for inner in range(first, end - 1):
            if ends_sentence(words[inner].text):
                cost += _INSIDE_SENTENCE_END
            if self._pauses[inner] >= _LONG_PAUSE_MS:
                cost += 40.0
            elif self._pauses[inner] >= _PAUSE_MS:
                cost += 6.0
        if not last:
            shown = words[end].start_ms - words[first].start_ms
            if shown < SHORTEST_MS:
                cost += 25.0 + 60.0 * (1 - shown / SHORTEST_MS)
            cost += 20.0 * max(0.0, self._width(first, end) * 1000 / (RATE * max(shown, 1)) - 1)
        complete = ends_sentence(words[end - 1].text) and (not first or ends_sentence(words[first - 1].text))
        if self._width(first, end) < 0.3 * self._limit and not complete:
            cost += 10.0
        return cost


def placed(track: Track) -> Iterator[tuple[int, int, Cue]]:
    """Every cue of the film with its start and end in milliseconds of the film."""
    for clip, first in zip(track.clips, track.starts(), strict=True):
        begin = to_ms(first, track.fps)
        for cue in clip.cues:
            yield begin + cue.start_ms, begin + cue.end_ms, cue


def to_srt(track: Track) -> str:
    """The captions as SubRip; a word joiner defuses what would read as a tag or an arrow, lines that run left are marked."""
    blocks = [
        f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n" + "\n".join(_srt_line(line) for line in cue.text.split("\n"))
        for number, (start, end, cue) in enumerate(placed(track), 1)
    ]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def to_vtt(track: Track) -> str:
    """The captions as WebVTT (W3C), markup escaped."""
    blocks = [
        f"{number}\n{_clock(start, '.')} --> {_clock(end, '.')}\n"
        + cue.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        for number, (start, end, cue) in enumerate(placed(track), 1)
    ]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def to_transcript(track: Track) -> str:
    """Everything that is said, by shot, each with the time at which it begins."""
    parts = [track.title] if track.title else []
    for clip, first in zip(track.clips, track.starts(), strict=True):
        seconds = to_ms(first, track.fps) // 1000
        parts.append(f"[{seconds // 60:02d}:{seconds % 60:02d}] {clip.narration}")
    return "\n\n".join(parts) + "\n"


def _clock(ms: int, point: str) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{point}{rest:03d}"


def _srt_line(line: str) -> str:
    safe = line.replace("<", "<\u2060").replace("-->", "--\u2060>").replace("{\\", "{\u2060\\")
    return f"\u202b{safe}\u202c" if _runs_left(line) else safe


@lru_cache(maxsize=1024)
def _runs_left(line: str) -> bool:
    strong = next((kind for char in line if (kind := unicodedata.bidirectional(char)) in ("L", "R", "AL")), "L")
    return strong != "L"
