"""Two cuts side by side: which shots changed and how, word by word, their lengths, the sound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from core.cuts import CutCard, Origin
from core.editing.differences import CHOICES, counterparts, differences
from core.film import Shot, Track
from core.film.timing import to_ms
from core.media.reading.phrases import clipped
from core.value import Value

_WORD = re.compile(r"\s*\S+")


class Words(Value):
    """A run of words that both cuts say, or only one of them."""

    kind: Literal["same", "gone", "new"]
    text: str


class ShotPair(Value):
    """A shot in both cuts, or in one of them."""

    state: Literal["same", "changed", "new", "gone"]
    title: str
    one: int | None = None
    """Its number in the first cut, from 1."""
    other: int | None = None
    changes: tuple[str, ...] = ()
    """In words: `the narration changed`."""
    words: tuple[Words, ...] = ()
    """The narration, as a difference."""
    one_start_ms: int = 0
    one_ms: int = 0
    other_start_ms: int = 0
    other_ms: int = 0


class Comparison(Value):
    """What differs between two cuts."""

    one: int
    other: int
    shots: tuple[ShotPair, ...]
    choices: tuple[str, ...]
    """What was chosen differently for the whole film: `the template: midnight instead of daylight`."""
    one_ms: int
    other_ms: int
    one_lufs: float
    other_lufs: float
    same_film: bool
    moved: bool
    """The shots that both have stand in another order."""

    @property
    def sentence(self) -> str:
        """The comparison in a line."""
        if self.same_film:
            return f"Cut {self.one} and cut {self.other} are the same film."
        counts = {state: sum(shot.state == state for shot in self.shots) for state in ("changed", "new", "gone")}
        told = [f"{count} shot{'s' if count > 1 else ''} {state}" for state, count in counts.items() if count]
        told += ["another order"] if self.moved else []
        told += list(self.choices)
        if abs(self.other_ms - self.one_ms) >= 50:
            more = (self.other_ms - self.one_ms) / 1000
            told.append(f"{abs(more):.1f} s {'longer' if more > 0 else 'shorter'}")
        return f"Cut {self.other} against cut {self.one}: {', '.join(told) or 'only the sound differs'}."


def compared(one: CutCard, first: Origin, other: CutCard, second: Origin) -> Comparison:
    """The comparison of cut `one` with cut `other`."""
    then, now = first.storyboard.shots, second.storyboard.shots
    before = counterparts(now, then)
    places = {shot.id: i for i, shot in enumerate(then)}
    pairs = [_pair(shot, i, before.get(shot.id), places, first.track, second.track) for i, shot in enumerate(now)]
    kept = {shot.id for shot in before.values()}
    for i, shot in enumerate(then):
        if shot.id not in kept:
            start, ms = _times(first.track, i)
            words = (Words(kind="gone", text=shot.utterance.text),)
            gone = ShotPair(state="gone", title=_title(shot), one=i + 1, words=words, one_start_ms=start, one_ms=ms)
            pairs.insert(min(i, len(pairs)), gone)
    order = [pair.one for pair in pairs if pair.one and pair.other]
    return Comparison(
        one=one.number, other=other.number, shots=tuple(pairs), choices=_choices(first, second),
        one_ms=one.cut.duration_ms, other_ms=other.cut.duration_ms,
        one_lufs=one.cut.loudness.integrated_lufs, other_lufs=other.cut.loudness.integrated_lufs,
        same_film=one.cut == other.cut, moved=order != sorted(order),
    )  # fmt: skip


def _pair(shot: Shot, i: int, before: Shot | None, places: dict[str, int], first: Track, second: Track) -> ShotPair:
    start, ms = _times(second, i)
    if before is None:
        words = (Words(kind="new", text=shot.utterance.text),)
        return ShotPair(state="new", title=_title(shot), other=i + 1, words=words, other_start_ms=start, other_ms=ms)
    changes = tuple(differences(shot, before)) if shot != before else ()
    earlier, length = _times(first, places[before.id])
    return ShotPair(
        state="changed" if changes else "same", title=_title(shot), one=places[before.id] + 1, other=i + 1, changes=changes,
        words=words_of(before.utterance.text, shot.utterance.text),
        one_start_ms=earlier, one_ms=length, other_start_ms=start, other_ms=ms,
    )  # fmt: skip


def words_of(one: str, other: str) -> tuple[Words, ...]:
    """Two texts as one row of words that both have, that are gone and that are new."""
    a, b = _WORD.findall(one), _WORD.findall(other)
    found: list[Words] = []
    plain = [word.strip() for word in a], [word.strip() for word in b]
    for kind, i, j, k, m in SequenceMatcher(None, *plain, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(_run("same", b[k:m]))
            continue
        found += [_run("gone", a[i:j])] if i < j else []
        found += [_run("new", b[k:m])] if k < m else []
    return tuple(found)


def _run(kind: Literal["same", "gone", "new"], words: Sequence[str]) -> Words:
    return Words(kind=kind, text="".join(words))


def _times(track: Track, i: int) -> tuple[int, int]:
    if i >= len(track.clips):
        return 0, 0
    return to_ms(track.starts()[i], track.fps), to_ms(track.clips[i].frames, track.fps)


def _title(shot: Shot) -> str:
    return clipped(shot.slide.headline or shot.utterance.text, 60)


def _choices(first: Origin, second: Origin) -> tuple[str, ...]:
    one, other = first.order.model_dump(mode="json"), second.order.model_dump(mode="json")
    changed = {name: told for name, told in CHOICES.items() if name != "pronounce" and one[name] != other[name]}
    return tuple(f"{told}: {_told(other[name])} instead of {_told(one[name])}" for name, told in changed.items())


def _told(value: object) -> str:
    if isinstance(value, list):
        return " and ".join(map(str, value)) or "the template's"
    return "the template's" if value in (None, "") else str(value)
