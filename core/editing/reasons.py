"""Why shots, transitions and the sound of a film are made again, in words for a person.

What was chosen for the whole film is said once; a shot is named for what was changed in it alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from core.editing.differences import NEW, NO_PRESENTER, PRESENTER, differences
from core.engine import Planned
from core.film import Shot, Storyboard
from core.showing.telling import reason
from core.value import Value

SEEN = "what is seen in it changed"
"""Where nothing of a shot itself changed, but its picture does."""

UNFINISHED = "it is not finished yet"
"""The same before the first cut, when a run stopped on its way."""

REARRANGED = "the arrangement"
"""Stands among the choices for the whole film where shots came, went or moved: the ways between them follow."""

_STAGING = ("the presenter changed", "the presenter's place changed", PRESENTER, NO_PRESENTER)
_EXPLAINS = {
    "the template": ("the voice changed", "the pace changed", "the pauses changed", "the way into the next shot changed",
                     "the captions of the shot changed", "the music's level changed", *_STAGING),
    "the presenter": ("the voice changed", *_STAGING),
    "the presenter's place": _STAGING,
    "the voice": ("the voice changed",),
    "the captions": ("the captions of the shot changed",),
    "the music": ("the music's level changed",),
    "the music's level": ("the music's level changed",),
    "the pronunciation": ("the pronunciation changed",),
    REARRANGED: ("the way into the next shot changed",),
}  # fmt: skip
"""Choice for the whole film -> what it changes in every shot by itself."""

BETWEEN = frozenset({"the way into the next shot changed", "the music's level changed"})
"""What changes nothing of a shot's own picture."""

_SAID = {"the narration changed", "the voice changed", "the pace changed", "the pronunciation changed", "the take changed"}
_HEARD = {"the voice", "the music", "the music's level", "the pronunciation", "the template"}


class Arrangement(Value):
    """How the shots of a film stand, against how they stood."""

    gone: int = 0
    """So many are not in it any more."""
    moved: bool = False
    """Those that are in both stand in another order."""

    @property
    def told(self) -> tuple[str, ...]:
        """In words: `1 shot is gone`."""
        gone = f"{self.gone} {'shot is' if self.gone == 1 else 'shots are'} gone"
        return (*([gone] if self.gone else []), *(["the order of the shots changed"] if self.moved else []))

    def implied(self, overall: Sequence[str], *, new: bool) -> tuple[str, ...]:
        """What explains changes in shots: choices for the whole film, and that shots came, went or moved."""
        return (*overall, *([REARRANGED] if new or self.told else []))


def arranged(now: Sequence[Shot], then: Sequence[Shot], before: Mapping[str, Shot]) -> Arrangement:
    """The arrangement of `now` against `then`; `before` has each shot's earlier self."""
    places = {shot.id: place for place, shot in enumerate(then)}
    kept = [places[before[shot.id].id] for shot in now if shot.id in before]
    return Arrangement(gone=len(then) - len(set(kept)), moved=kept != sorted(kept))


def reasons(
    shot: Shot, before: Shot | None, stale: Iterable[Planned], overall: Sequence[str], otherwise: str = SEEN
) -> tuple[str, ...]:
    """What changed in the shot beyond what was chosen for the whole film; where nothing did, that choice, or what its stale
    parts say, such as that they are made in a newer way, `otherwise` where they say nothing."""
    if own := own_reasons(shot, before, overall):
        return own
    whys = (part.why for part in stale if part.item and part.item.partition(":")[0] == shot.id)
    other = tuple(dict.fromkeys(told for why in whys if (told := reason(why)) and told != NEW and " changed" not in told))
    return other or tuple(f"{choice} changed" for choice in overall if choice in _SHOWN) or (otherwise,)


def own_reasons(shot: Shot, before: Shot | None, overall: Sequence[str]) -> tuple[str, ...]:
    """What changed in the shot beyond what was chosen for the whole film."""
    explained = {told for choice in overall for told in _EXPLAINS.get(choice, ())}
    return tuple(told for told in differences(shot, before) if told not in explained)


_SHOWN = ("the template", "the presenter", "the presenter's place", "the captions", "the quality", "the shapes")
"""Choices for the whole film that pictures show."""


def felt(overall: Iterable[str], shots: Iterable[Shot], before: Mapping[str, Shot]) -> tuple[str, ...]:
    """`overall` without what changed no shot, such as a voice that was chosen by name and had spoken already."""
    there = {told for shot in shots if shot.id in before for told in differences(shot, before[shot.id])}
    return tuple(choice for choice in overall if choice not in _IN_SHOTS or there & set(_EXPLAINS[choice]))


_IN_SHOTS = ("the presenter", "the presenter's place", "the voice", "the pronunciation")


def because(shots: Iterable[tuple[int, tuple[str, ...]]], overall: Sequence[str], arrangement: Arrangement) -> str:
    """`the captions changed, the narration and the pace changed in shot 4`: shots with the same reasons together."""
    chosen = {f"{choice} changed" for choice in overall}
    alike: dict[tuple[str, ...], list[int]] = {}
    for number, why in shots:
        if own := tuple(told for told in why if told not in chosen):
            alike.setdefault(own, []).append(number)
    told = [f"{listed(overall)} changed"] if overall else []
    states: dict[tuple[str, ...], str] = {(NEW,): "new", (UNFINISHED,): "not finished yet"}
    for why, numbers in alike.items():
        places = f"{len(numbers)} shots" if len(numbers) > 6 else f"shot{'s' * (len(numbers) > 1)} {listed(map(str, numbers))}"
        state = states.get(why)
        told.append(f"{places} {'is' if len(numbers) == 1 else 'are'} {state}" if state else f"{together(why)} in {places}")
    return ", ".join((*told, *arrangement.told))


def turned(one: Shot, other: Shot, then: Sequence[Shot], before: Mapping[str, Shot], changed: Sequence[int]) -> str:
    """Why the transition between two shots is made again; `changed` are the numbers of those of them that are stale."""
    if changed:
        return f"shot{'s' * (len(changed) > 1)} {listed(map(str, changed))} changed"
    was = before.get(one.id)
    follows = {a.id: b.id for a, b in pairwise(then)}
    after = before.get(other.id)
    if was is None or after is None or follows.get(was.id) != after.id:
        return "these two shots did not follow each other before"
    return "the way from one to the other changed" if was.transition != one.transition else "what is seen in it changed"


def sounded(shots: Iterable[tuple[str, ...]], overall: Sequence[str], arrangement: Arrangement, *, music: bool) -> str:
    """Why the sound is mixed again."""
    told = [f"{choice} changed" for choice in overall if choice in _HEARD]
    there = {why for shot in shots for why in shot}
    told += ["what is said changed"] if there & _SAID else []
    told += ["a shot is new"] if NEW in there else []
    told += [why for why in ("the pauses changed", "the music's level changed") if why in there]
    told += arrangement.told
    told += ["the music follows the new length"] if music and not {"the music", "the template"} & set(overall) else []
    return listed(dict.fromkeys(told)) if told else "what is heard, or when, changed"


def together(reasons: Iterable[str]) -> str:
    """`the narration and the pace changed` out of two reasons."""
    reasons = tuple(reasons)
    changed = [why.removesuffix(" changed") for why in reasons if why.endswith(" changed")]
    others = [why for why in reasons if not why.endswith(" changed")]
    return listed([f"{listed(changed)} changed"] * bool(changed) + others)


def listed(words: Iterable[str]) -> str:
    """`a, b and c`."""
    *first, last = tuple(words) or ("nothing",)
    return f"{', '.join(first)} and {last}" if first else last


def shots_before(then: Storyboard | None) -> tuple[Shot, ...]:
    """The shots of the storyboard of the last run, none where there was no run."""
    return then.shots if then is not None else ()
