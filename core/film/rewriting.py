"""When the writer writes a film anew after edits by hand: what was edited wins, what was not follows, and both are told."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from core.film.naming import shot_lines
from core.film.script import Line, Script
from core.value import Value


class Rewritten(Value):
    """A place where the writer would write something else now than when the edits began."""

    was: Line | None = None
    """What the writer wrote then; None: there was nothing."""
    now: Line | None = None
    """What the writer writes now; None: nothing."""
    mine: int | None = None
    """The place (from 0) of the film's own line for it; None: there is none."""
    edited: bool = False
    """The film's own line was edited by hand, so it stays unless a person chooses the new one."""


def rewritten(base: Script, now: Script, lines: Sequence[Line]) -> tuple[Rewritten, ...]:
    """Every difference between what the writer wrote (`base`) and writes `now`, with the film's own line where it has one."""
    then, new = shot_lines(base.lines), shot_lines(now.lines)
    mine = _own(then, lines)
    found: list[Rewritten] = []
    for kind, i, j, k, m in SequenceMatcher(None, _keys(then), _keys(new), autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for step in range(max(j - i, m - k)):
            at, there = i + step if i + step < j else None, k + step if k + step < m else None
            own = mine.get(at) if at is not None else None
            if own is not None and there is not None and _keys([lines[own]]) == _keys([new[there]]):
                continue  # the film follows already
            found.append(
                Rewritten(
                    was=then[at] if at is not None else None,
                    now=new[there] if there is not None else None,
                    mine=own,
                    edited=own is not None and at is not None and lines[own] != then[at],
                )
            )
    return tuple(found)


def merged(base: Script, now: Script, lines: Sequence[Line], *, also: frozenset[int] = frozenset()) -> tuple[Line, ...]:
    """The film's lines following the writer where nobody edited them, and at the places in `also`; locked lines stay.

    New lines stand where the writer has them, after the line that is before them there. Lines added by hand stay where they are.
    """
    then, new = shot_lines(base.lines), shot_lines(now.lines)
    mine = _own(then, lines)
    result: list[list[Line]] = [[line] for line in lines]
    first: list[Line] = []
    for kind, i, j, k, m in SequenceMatcher(None, _keys(then), _keys(new), autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for step in range(j - i):
            own = mine.get(i + step)
            follows = own is not None and not lines[own].handling.locked and (lines[own] == then[i + step] or own in also)
            if own is not None and follows:
                result[own][0:1] = [_handled(new[k + step], lines[own])] if k + step < m else []
        extra = list(new[k + (j - i) : m])
        if extra:
            before = next((mine[at] for at in range(j - 1, -1, -1) if at in mine), None)
            if before is None:
                first += extra
            else:
                result[before] += extra
    return tuple(first + [line for group in result for line in group])


def _own(then: Sequence[Line], lines: Sequence[Line]) -> dict[int, int]:
    """Place in what the writer wrote -> place in the film: lines that are equal, and between them those that stand in turn."""
    found: dict[int, int] = {}
    for kind, i, j, k, m in SequenceMatcher(None, _keys(then), _keys(lines), autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and j - i == m - k):
            found |= dict(zip(range(i, j), range(k, m), strict=False))
        elif kind == "replace":
            found |= _alike(then, lines, range(i, j), range(k, m))
    return found


def _alike(then: Sequence[Line], lines: Sequence[Line], old: range, new: range) -> dict[int, int]:
    """Pairs of lines, in order, of which headline or words are alike."""
    found: dict[int, int] = {}
    at = new.start
    for i in old:
        for k in range(at, new.stop):
            one, other = then[i], lines[k]
            same = bool(one.slide.headline) and one.slide.headline == other.slide.headline
            if same or SequenceMatcher(None, one.narration.split(), other.narration.split()).ratio() > 0.5:
                found[i], at = k, k + 1
                break
    return found


def _handled(line: Line, before: Line) -> Line:
    """The writer's line, handled as the person wanted the one before."""
    return line.model_copy(update={"handling": before.handling})


def _keys(lines: Sequence[Line]) -> list[str]:
    return [line.model_dump_json(exclude={"handling"}) for line in lines]
