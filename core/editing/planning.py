"""The plan of a run in words for a person: which shots are stale and why, what else, how long, what it costs.

1 of 14 shots is stale: the narration changed in shot 4; transitions 3-4 and 4-5; the sound. About 2 s, $0.00.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import Field

from core.editing.differences import NEW, counterparts, differences
from core.editing.shapes import ShapePlan, shapes_told
from core.engine import Plan, Planned
from core.film import Shot, Storyboard
from core.media.reading.phrases import clipped
from core.showing.telling import reason
from core.value import Value


class StaleShot(Value):
    """A shot of which something must be made."""

    number: int
    id: str
    title: str
    reasons: tuple[str, ...]
    """In words: `the narration changed`."""
    makes: tuple[str, ...]
    """What is made of it: `voice`, `picture`, `acting`, `segments`."""


class FilmPlan(Value):
    """What a run would make of a film, exactly that."""

    plan: Plan
    shots: int = Field(description="All shots that are seen.")
    stale: tuple[StaleShot, ...] = ()
    transitions: tuple[tuple[int, int], ...] = Field((), description="Transitions that are made again: between which shots.")
    overall: tuple[str, ...] = Field((), description="What changed for the whole film: `the captions`.")
    sound: bool = Field(False, description="The sound is mixed again.")
    film: bool = Field(False, description="A new file is joined.")
    new: bool = Field(False, description="Nothing of it is made yet.")
    shapes: tuple[ShapePlan, ...] = Field((), description="The film's other shapes and sizes; all above is the main film's.")
    seconds: float | None = None
    """On all workers together."""
    cost: float = 0.0
    """At most, in dollars, for the services that are asked."""
    unpriced: tuple[str, ...] = Field((), description="Models that are asked and have no price; they count nothing.")

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to make."""
        return self.kept and all(shape.nothing for shape in self.shapes)

    @property
    def kept(self) -> bool:
        """Whether the main film is there as it shall be."""
        return not (self.plan.stale or self.plan.after)

    @property
    def sentence(self) -> str:
        """All of it in a line."""
        if self.nothing:
            return f"Nothing to make: {_shots(self.shots)} and the film are as they were."
        return f"{self._what()}. {self.estimate}"

    @property
    def estimate(self) -> str:
        """What it takes: `About 2 s, $0.00.`"""
        return f"{_about(self.seconds)}{self._cost()}."

    def _cost(self) -> str:
        known = "$0.00" if not self.cost else "less than $0.01" if self.cost < 0.01 else f"at most ${self.cost:.2f}"
        if not self.unpriced:
            return known
        rest = f"no price is entered for {_listed(self.unpriced)}"
        return f"{known}, and {rest}" if self.cost else rest

    def _what(self) -> str:
        if self.new:
            return f"Nothing is made yet: {'; '.join((_shots(self.shots), *shapes_told(self.shapes)))}"
        if self.kept:
            return f"The film is as it was; {_listed(shapes_told(self.shapes))}"
        pieces = []
        if self.stale:
            is_are = "is" if len(self.stale) == 1 else "are"
            pieces.append(
                f"{len(self.stale)} of {_shots(self.shots)} {is_are} stale: {_because(self.stale, self.overall, self.shots)}"
            )
        elif self.overall:
            pieces.append(f"No shot is stale; {_listed(self.overall)} changed")
        if self.transitions:
            pairs = [f"{a}-{b}" for a, b in self.transitions]
            many = len(pairs) > 6
            name = "transition" if len(pairs) == 1 else "transitions"
            pieces.append(f"{len(pairs)} {name}" if many else f"{name} {_listed(pairs)}")
        if self.sound:
            pieces.append("the sound")
        if not pieces:
            pieces.append("Only the film's file is joined again" if self.film else f"{len(self.plan.stale)} parts")
        pieces += shapes_told(self.shapes)
        told = "; ".join(pieces)
        return told[0].upper() + told[1:]

    def why(self) -> tuple[str, ...]:
        """One sentence for each shot, transition and the rest, with its reason."""
        if self.new:
            return ()
        told = [
            f"Shot {shot.number}, “{shot.title}”: {_listed(shot.reasons)}; made: {_listed(shot.makes)}." for shot in self.stale
        ]
        told += [f"Transition {a}-{b}: one of its shots changed, or the way between them." for a, b in self.transitions]
        if self.overall:
            told.append(f"The whole film: {_listed(self.overall)} changed.")
        if self.sound:
            mixed = next((part.why for part in self.plan.stale if part.stage == "mix"), "")
            told.append(f"Sound: {reason(mixed)}.")
        told += [f"{shape.name}: {shape.segments} of {shape.of} stretches." for shape in self.shapes if shape.segments]
        return tuple(told)

    def told(self) -> tuple[str, ...]:
        """What is kept of it beside a cut: what was stale, then each reason."""
        if self.nothing:
            return ("Everything was there already.",)
        return (f"{self._what()}.", *self.why())

    def as_json(self) -> dict[str, Any]:
        """As plain data."""
        return {**self.plan.model_dump(mode="json"), **self.model_dump(mode="json", exclude={"plan"}), "sentence": self.sentence}


def film_plan(
    plan: Plan,
    now: Storyboard | None,
    then: Storyboard | None,
    overall: Iterable[str],
    workers: int,
    shapes: tuple[ShapePlan, ...] = (),
) -> FilmPlan:
    """The plan told of the storyboard as it is `now`; `then` is the last run's, None where there was none.

    `overall` is what was chosen differently for the whole film since the last cut.
    """
    stale = plan.stale
    shots = now.shots if now is not None else ()
    numbers = {shot.id: number for number, shot in enumerate(shots, 1)}
    made: dict[str, dict[str, None]] = {}
    turns = []
    for part in stale:
        if part.item is None:
            continue
        one, _, other = part.item.partition(">")
        if other:
            turns.append((numbers[one], numbers[other]))
        else:
            made.setdefault(one.partition(":")[0], {})[_MAKES.get(part.stage, part.stage)] = None
    before = counterparts(shots, then.shots if then is not None else ())
    cards = (_card(numbers[shot.id], shot, before.get(shot.id), stale, made[shot.id]) for shot in shots if shot.id in made)
    stages = {part.stage for part in stale}
    return FilmPlan(
        plan=plan,
        shots=len(shots),
        stale=tuple(cards),
        transitions=tuple(turns),
        overall=tuple(overall),
        sound="mix" in stages,
        film="render" in stages,
        new=then is None,
        shapes=shapes,
        seconds=_seconds([plan.at_most, *(shape.seconds for shape in shapes)], workers),
    )


def _seconds(each: Sequence[float | None], workers: int) -> float | None:
    known = [one for one in each if one is not None]
    return round(sum(known) / workers, 2) if len(known) == len(each) else None


def _card(number: int, shot: Shot, before: Shot | None, stale: Iterable[Planned], makes: Iterable[str]) -> StaleShot:
    return StaleShot(
        number=number,
        id=shot.id,
        title=clipped(shot.slide.headline or shot.utterance.text, 60),
        reasons=_reasons(shot, before, stale),
        makes=tuple(makes),
    )


SEEN = "what is seen in it changed"

_MAKES = {"voice": "voice", "visuals": "picture", "avatar": "acting", "compose": "segments"}


def _reasons(shot: Shot, before: Shot | None, stale: Iterable[Planned]) -> tuple[str, ...]:
    """What changed in the shot; where nothing did, what its stale parts say, such as that they are made in a newer way."""
    changed = tuple(differences(shot, before))
    if changed:
        return changed
    whys = (part.why for part in stale if part.item and part.item.partition(":")[0] == shot.id)
    return tuple(dict.fromkeys(told for why in whys if (told := reason(why)) and told != "what is seen in it changed")) or (SEEN,)


def _because(stale: tuple[StaleShot, ...], overall: tuple[str, ...], of: int) -> str:
    """`the narration and the pace changed in shot 4`: shots with the same reasons together, what changed everywhere said once."""
    if overall and len(stale) > min(3, of - 1):
        return f"{_listed(overall)} changed"
    alike: dict[tuple[str, ...], list[int]] = {}
    for shot in stale:
        alike.setdefault(shot.reasons, []).append(shot.number)
    told = []
    for reasons, numbers in alike.items():
        shots = f"{len(numbers)} shots" if len(numbers) > 6 else f"shot{'s' * (len(numbers) > 1)} {_listed(map(str, numbers))}"
        if reasons == (NEW,):
            told.append(f"{shots} new")
        elif reasons == (SEEN,) and overall:
            told.append(f"{_listed(overall)} changed")
        else:
            changed = [why.removesuffix(" changed") for why in reasons if why.endswith(" changed")]
            others = [why for why in reasons if not why.endswith(" changed")]
            told.append(f"{_listed([f'{_listed(changed)} changed'] * bool(changed) + others)} in {shots}")
    return ", ".join(dict.fromkeys(told))


def _listed(words: Iterable[str]) -> str:
    *first, last = tuple(words) or ("nothing",)
    return f"{', '.join(first)} and {last}" if first else last


def _shots(count: int) -> str:
    return "1 shot" if count == 1 else f"{count} shots"


def _about(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < 1:
        return f"About {max(seconds, 0.1):.1f} s, "
    return f"About {seconds:.0f} s, " if seconds < 90 else f"About {seconds / 60:.0f} min, "
