"""The waiting line: which part is next."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Collection, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from core.engine.part import Part

T = TypeVar("T")

_WORTH_LEAVING = 1.5
"""How much longer than a neighbour a part must be that is taken before it near the end."""


@dataclass
class Assignment(Generic[T]):
    """A part of a run, with whom to tell."""

    job: Hashable
    part: Part
    tell: T
    cancelled: bool = False
    also: list[Assignment[T]] = field(default_factory=list)
    """Others that wait for the same part while it is made."""

    def same(self, part: Part) -> bool:
        """Whether what is made here is what that part would give, to whoever may have it."""
        return (self.part.key, self.part.whose) == (part.key, part.whose)

    def leave(self, job: Hashable) -> bool:
        """Takes a run out; True where nobody is left who waits for the part."""
        self.also = [other for other in self.also if other.job != job]
        if self.job != job:
            return False
        if not self.also:
            return True
        heir = self.also.pop(0)
        self.job, self.tell = heir.job, heir.tell
        return False


class Line(Generic[T]):
    """Parts that wait. Runs take turns; inside a run comes first what most stages wait for, one after the other; then what has
    no known cost (it may be long), then neighbours of what the taker made last, then the largest; what lies near another
    taker's last part is taken only when there is nothing else. Near the end what takes longest comes before neighbours, so that
    nobody is left alone with it. Not thread-safe.
    """

    def __init__(self) -> None:
        self._jobs: OrderedDict[Hashable, list[Assignment[T]]] = OrderedDict()

    def __len__(self) -> int:
        return sum(len(waiting) for waiting in self._jobs.values())

    def add(self, assignment: Assignment[T]) -> None:
        """Queues a part at the end of its run."""
        self._jobs.setdefault(assignment.job, []).append(assignment)

    def take(self, near: Hashable = None, elsewhere: Collection[Hashable] = (), takers: int = 1) -> Assignment[T] | None:
        """The next part for one of so many takers, whose last one was `near`, or None. `elsewhere`: where the others are."""
        if not self._jobs:
            return None
        job, waiting = next(iter(self._jobs.items()))
        ahead = max(assignment.part.ahead for assignment in waiting)
        first = [assignment for assignment in waiting if assignment.part.ahead == ahead]
        unknown = [a for a in first if a.part.cost == math.inf]
        mine = [a for a in first if a.part.near is not None and a.part.near == near]
        free = [a for a in first if a.part.near is None or a.part.near not in elsewhere]
        chosen = max(unknown or mine or free or first, key=_cost)
        longest = max(first, key=_cost)
        if _cost(longest) > _WORTH_LEAVING * _cost(chosen) and _cost(longest) * takers >= sum(map(_cost, first)):
            chosen = longest
        waiting.remove(chosen)
        self._jobs.move_to_end(job)
        if not waiting:
            del self._jobs[job]
        return chosen

    def lesser(self, made: Assignment[T]) -> bool:
        """Whether the same run is next, with nothing that as many stages wait for as did for `made`."""
        if not self._jobs:
            return False
        turn, waiting = next(iter(self._jobs.items()))
        return turn == made.job and max(assignment.part.ahead for assignment in waiting) < made.part.ahead

    def same(self, part: Part) -> list[Assignment[T]]:
        """Takes out whatever waits for the same part."""
        found = [assignment for waiting in self._jobs.values() for assignment in waiting if assignment.same(part)]
        for assignment in found:
            self._jobs[assignment.job].remove(assignment)
            if not self._jobs[assignment.job]:
                del self._jobs[assignment.job]
        return found

    def drop(self, job: Hashable) -> list[Assignment[T]]:
        """Takes out all parts of a run."""
        return self._jobs.pop(job, [])

    def clear(self) -> list[Assignment[T]]:
        """Takes out everything."""
        found = [assignment for waiting in self._jobs.values() for assignment in waiting]
        self._jobs.clear()
        return found


def _cost(assignment: Assignment[T]) -> float:
    return assignment.part.cost
