"""The plan of a run in words for a person: which shots are stale and why, what else, how long, what it costs.

1 of 14 shots is stale: the narration changed in shot 4; transitions 3-4 and 4-5; the sound. About 2 s, $0.00.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import Field

from core.editing.differences import NEW, counterparts
from core.editing.reasons import (
    BETWEEN,
    SEEN,
    UNFINISHED,
    Arrangement,
    arranged,
    because,
    felt,
    listed,
    own_reasons,
    reasons,
    shots_before,
    sounded,
    together,
    turned,
)
from core.editing.shapes import ShapePlan, shapes_told
from core.engine import Plan, Planned
from core.film import Shot, Storyboard
from core.media.reading.phrases import clipped
from core.value import Value


class StaleShot(Value):
    """A shot of which something must be made."""

    number: int
    id: str
    title: str
    reasons: tuple[str, ...]
    """In words: `the narration changed`."""
    makes: tuple[str, ...]
    """What is made of it: `voice`, `acting`, `picture`; nothing where only what is heard, or the way out of it, changed."""

    @property
    def sentence(self) -> str:
        """`Shot 4, “Search”: the narration changed. Made again: voice, acting and picture.`"""
        again = "Made" if self.reasons in ((NEW,), (UNFINISHED,)) else "Made again"
        made = f" {again}: {listed(self.makes)}." if self.makes else ""
        return f"Shot {self.number}, “{self.title}”: {together(self.reasons)}.{made}"


class FilmPlan(Value):
    """What a run would make of a film, exactly that."""

    plan: Plan
    shots: int = Field(description="All shots that are seen.")
    stale: tuple[StaleShot, ...] = ()
    touched: tuple[StaleShot, ...] = Field((), description="Shots that changed without a picture of theirs being made.")
    arrangement: Arrangement = Arrangement()
    transitions: tuple[tuple[int, int], ...] = Field((), description="Transitions that are made again: between which shots.")
    turns: tuple[str, ...] = Field((), description="Why each of them is.")
    overall: tuple[str, ...] = Field((), description="What changed for the whole film: `the captions`.")
    sound: bool = Field(False, description="The sound is mixed again.")
    mixed: str = Field("", description="Why it is.")
    film: bool = Field(False, description="A new file is joined.")
    new: bool = Field(False, description="Nothing of it is made yet.")
    unchanged: bool = Field(False, description="The newest cut is this film.")
    shapes: tuple[ShapePlan, ...] = Field((), description="The film's other shapes and sizes; all above is the main film's.")
    seconds: float | None = None
    """On all workers together."""
    cost: float = 0.0
    """At most, in dollars, for the services that are asked."""
    unpriced: tuple[str, ...] = Field((), description="Models that are asked and have no price; they count nothing.")
    costs: tuple[str, ...] = Field((), description="The same by task, each with who does it and its range.")

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to make."""
        return self.kept and all(shape.nothing for shape in self.shapes)

    @property
    def kept(self) -> bool:
        """Whether the main film is there as it shall be."""
        return self.unchanged and not self.plan.after and all(part.stage in _WIRING for part in self.plan.stale)

    @property
    def sentence(self) -> str:
        """All of it in a line."""
        if self.nothing:
            return f"Nothing to make: {_shots(self.shots)} and the film are as they were."
        return f"{self._what()}. {self.estimate}"

    @property
    def short(self) -> str:
        """The same without its reasons and what it takes: `3 of 14 shots are stale`."""
        what = self._what()
        head, colon, _ = what.partition(":")
        if colon or self._makes:
            return head
        last = what.rpartition("; ")[2]  # that it is there already
        return last[0].upper() + last[1:]

    @property
    def estimate(self) -> str:
        """What it takes: `About 2 s, $0.00.`"""
        told = f"{_about(self.seconds)}{self._cost()}."
        return f"{told[0].upper()}{told[1:]}"

    def _cost(self) -> str:
        known = "$0.00" if not self.cost else "less than $0.01" if self.cost < 0.01 else f"at most ${self.cost:.2f}"
        if not self.unpriced:
            return known
        rest = f"no price is entered for {listed(self.unpriced)}"
        return f"{known}, and {rest}" if self.cost else rest

    def _what(self) -> str:
        if self.new:
            there = (*((_shots(self.shots),) if self.shots else ()), *shapes_told(self.shapes))
            return f"Nothing is made yet{': ' if there else ', and the script is to be written'}{'; '.join(there)}"
        if self.kept:
            return f"The film is as it was; {listed(shapes_told(self.shapes))}"
        pieces = self._changes()
        if self.transitions:
            pairs = [f"{a}-{b}" for a, b in self.transitions]
            name = "transition" if len(pairs) == 1 else "transitions"
            pieces.append(f"{len(pairs)} {name}" if len(pairs) > 6 else f"{name} {listed(pairs)}")
        if self.sound:
            pieces.append("the sound")
        if pieces and not self._makes:
            pieces.append("all of it is drawn already and only joined" if self.film else "all of that was made before")
        if not pieces:
            beside = "Only what stands beside the film" if self.plan.stale else "All of it was made before"
            pieces.append("Only the film's file is joined again" if self.film else beside)
        elif not self._changes():
            pieces[0] = f"No shot is stale: only {pieces[0]}"
        told = "; ".join((*pieces, *shapes_told(self.shapes)))
        return told[0].upper() + told[1:]

    @property
    def _makes(self) -> bool:
        return bool(self.stale or self.transitions or self.sound)

    def _changes(self) -> list[str]:
        """What was changed: first of the shots that are counted as stale, then of those that only changed."""
        nothing = Arrangement()
        if self.stale:
            count = f"{len(self.stale)} of {_shots(self.shots)} {'is' if len(self.stale) == 1 else 'are'} stale"
            told = [f"{count}: {because(_known(self.stale), self.overall, self.arrangement)}"]
            ahead = [shot for shot in self.touched if not BETWEEN.issuperset(shot.reasons)]
            heard = [shot for shot in self.touched if BETWEEN.issuperset(shot.reasons)]
            told += [f"{because(_known(ahead), (), nothing)}, drawn already"] if ahead else []
            return told + ([because(_known(heard), (), nothing)] if heard else [])
        why = because(_known(self.touched), self.overall, self.arrangement)
        return [f"No shot is stale: {why}" if self._makes else why] if why else []

    def why(self) -> tuple[str, ...]:
        """One sentence for each shot, transition and the rest, with its reason."""
        if self.new:
            return ()
        told = [f"The whole film: {listed(self.overall)} changed."] if self.overall else []
        told += [shot.sentence for shot in (*self.stale, *self.touched)]
        told += [f"{why[0].upper()}{why[1:]}." for why in self.arrangement.told]
        told += [f"Transition {a}-{b}: {why}." for (a, b), why in zip(self.transitions, self.turns, strict=True)]
        told += [f"Sound: {self.mixed}."] if self.sound else []
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
    plan: Plan, now: Storyboard | None, then: Storyboard | None, overall: Iterable[str], workers: int,
    shapes: tuple[ShapePlan, ...] = (), *, unchanged: bool = False, begun: bool = False,
) -> FilmPlan:  # fmt: skip
    """The plan told of the storyboard as it is `now`; `then` is the last run's, None where there was none.

    `overall` is what was chosen differently for the whole film since the last cut; `unchanged`: the newest cut is this film;
    `begun`: there is no cut yet, only what a run has left that stopped on its way.
    """
    stale, shots = plan.stale, now.shots if now is not None else ()
    before = counterparts(shots, earlier := shots_before(then))
    overall = felt(overall, shots, before)
    arrangement = arranged(shots, earlier, before) if then is not None else Arrangement()
    made, turns = _made(stale, {shot.id: number for number, shot in enumerate(shots, 1)})
    implied = arrangement.implied(overall, new=len(before) < len(shots))
    cards, touched = _cards(shots, before, stale, made, implied, UNFINISHED if begun else SEEN)
    if not any("the shapes changed" in card.reasons for card in cards):
        overall = tuple(choice for choice in overall if choice != "the shapes")  # further ones are told by themselves
    stages, redrawn = {part.stage for part in stale}, {card.number for card in cards}
    heard = sounded([card.reasons for card in (*cards, *touched)], overall, arrangement, music=bool(stages & _MUSIC))
    return FilmPlan(
        plan=plan,
        shots=len(shots),
        stale=cards,
        touched=touched,
        arrangement=arrangement,
        transitions=tuple(turns),
        turns=tuple(
            turned(shots[a - 1], shots[b - 1], earlier, before, sorted(redrawn & {a, b})) if not begun else UNFINISHED
            for a, b in turns
        ),
        overall=overall,
        sound=bool(stages & {"mix", *_MUSIC}),
        mixed=UNFINISHED if begun else heard,
        film="render" in stages,
        new=then is None,
        unchanged=unchanged,
        shapes=shapes,
        seconds=_seconds([plan.at_most, *(shape.seconds for shape in shapes)], workers),
    )


def _made(stale: Iterable[Planned], numbers: Mapping[str, int]) -> tuple[Mapping[str, dict[str, None]], list[tuple[int, int]]]:
    """What is made of each shot, by its id, and between which shots transitions are."""
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
    return made, turns


def _cards(
    shots: Sequence[Shot], before: Mapping[str, Shot], stale: Sequence[Planned], made: Mapping[str, dict[str, None]],
    implied: tuple[str, ...], otherwise: str,
) -> tuple[tuple[StaleShot, ...], tuple[StaleShot, ...]]:  # fmt: skip
    """Shots of which something is made, and those that changed without that."""
    cards: list[StaleShot] = []
    touched: list[StaleShot] = []
    for number, shot in enumerate(shots, 1):
        was = before.get(shot.id)
        if shot.id in made or (was is not None and own_reasons(shot, was, implied)):
            card = StaleShot(
                number=number,
                id=shot.id,
                title=clipped(shot.slide.headline or shot.utterance.text, 60),
                reasons=reasons(shot, was, stale, implied, otherwise),
                makes=tuple(made.get(shot.id, ())),
            )
            (cards if shot.id in made else touched).append(card)
    return tuple(cards), tuple(touched)


def _seconds(each: Sequence[float | None], workers: int) -> float | None:
    known = [one for one in each if one is not None]
    return round(sum(known) / workers, 2) if len(known) == len(each) else None


_WIRING = {"storyboard", "sync"}
"""Stages that only lay out what others make: where nothing follows from them, as from a lock, the film is as it was."""

_MUSIC = {"score", "play", "music"}
_MAKES = {"voice": "voice", "avatar": "acting", "visuals": "picture", "compose": "picture"}


def _known(cards: Iterable[StaleShot]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple((card.number, card.reasons) for card in cards)


def _shots(count: int) -> str:
    return "1 shot" if count == 1 else f"{count} shots"


def _about(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < 1:
        return f"About {max(seconds, 0.1):.1f} s, "
    return f"About {seconds:.0f} s, " if seconds < 90 else f"About {seconds / 60:.0f} min, "
