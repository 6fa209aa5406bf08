"""A script worked over in rounds: a critic finds, a director decides, the writer mends; what each said and changed is kept.

Whatever a model says, these hold: a line that no taken finding names stays as it is, but for its place and its layout; what our
own checks call hard is always worked on; a new wording that claims more than the source says is turned down; no line is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from core.errors import BadAnswer, ProviderError, Refused
from core.film import Brief, Layout, Line, Pace, Script, Severity
from core.film.discussion import MOST_ROUNDS, Change, Discussed, Discussion, Remark, Role, Round, Turn
from core.media.reading.critic import remarks_on, unsourced
from core.policy import Answer
from core.providers.drafting import line_of, strict
from core.providers.roles import (
    Criticism,
    Direction,
    F,
    Revision,
    for_critic,
    for_director,
    for_writer,
    read,
    relaid,
    remarks_of,
)

Converse = Callable[[list[dict[str, str]], str, dict[str, Any], Callable[[str], object]], Answer]
"""Asks the model: messages, the form's name, its schema, and what checks the answer before it is kept."""

_DONE = ("", "The round is done.", "Both rounds are done.", "All three rounds are done.")
_FEWEST = 2
"""Lines that a script keeps at least."""


def worked_over(draft: Script, turns: Sequence[Turn], brief: Brief, pace: Pace, converse: Converse) -> Discussed:
    """The script after as many rounds as the brief allows, fewer when nothing is left to mend, with the discussion.

    A model that declines a role, or answers it with nothing of use, ends the rounds there; every other error is raised, with what
    was reached by then: whoever asks somebody else next may keep that instead.
    """
    room = _Room(draft, brief, pace, converse)
    ended = _DONE[min(brief.rounds, MOST_ROUNDS)]

    def discussed(ended: str) -> Discussed:
        rounds = tuple(room.rounds)
        talk = Discussion(draft=tuple(turns), rounds=rounds, wanted=brief.rounds, ended=ended, still_open=room.measured())
        return Discussed(script=room.script, discussion=talk)

    for _ in range(brief.rounds):
        try:
            settled = room.round()
        except (Refused, BadAnswer) as error:
            ended = _as_it_was(error)
            break
        except ProviderError as error:
            error.reached = discussed(_as_it_was(error))
            raise
        if settled:
            ended = settled
            break
    return discussed(ended)


def _as_it_was(error: ProviderError) -> str:
    return f"{error.message} The script stays as it was by then."


def turn(role: Role, said: str, answer: Answer) -> Turn:
    """An answer as the discussion keeps it."""
    return Turn(
        role=role, said=said, model=answer.model, usd=Decimal(answer.usd),
        tokens_read=answer.tokens_read, tokens_written=answer.tokens_written,
    )  # fmt: skip


@dataclass
class _Room:
    """The script in the making."""

    script: Script
    brief: Brief
    pace: Pace
    converse: Converse
    rounds: list[Round] = field(default_factory=list)

    def measured(self, script: Script | None = None) -> tuple[Remark, ...]:
        """What our own checks find."""
        brief = self.brief
        return remarks_on(
            script or self.script, brief.source, self.pace,
            length_ms=brief.length_ms, audience=brief.audience, goal=brief.goal,
        )  # fmt: skip

    def round(self) -> str:
        """One time around. Gives why there need be no other; nothing when there may be."""
        known, turns = self.measured(), []
        criticism, answer = self._ask(Criticism, "criticism", for_critic(self.brief, self.script, known))
        turns.append(turn(Role.CRITIC, criticism.said, answer))
        found = (*known, *remarks_of(criticism, len(self.script.lines)))
        this = Round(turns=tuple(turns), remarks=found)
        self.rounds.append(this)
        if not found:
            return "The critic found nothing to mend."
        direction, answer = self._ask(Direction, "direction", for_director(self.brief, self.script, found))
        turns.append(turn(Role.DIRECTOR, direction.said, answer))
        taken = _taken(direction, found)
        self.rounds[-1] = this = this.model_copy(update={"turns": tuple(turns), "taken": taken})
        cut = _cut(direction, found, taken, len(self.script.lines))
        named = sorted({line for i in taken if (line := found[i].line) is not None} - cut)
        lines: dict[int, Line] = dict(enumerate(self.script.lines, 1))
        changes = self._relaid(direction, lines)
        if named:
            wanted = tuple(i for i in taken if found[i].line in named)
            revision, answer = self._ask(Revision, "revision", for_writer(self.brief, self.script, found, wanted))
            turns.append(turn(Role.WRITER, revision.said, answer))
            changes += self._revised(revision, lines, {n: tuple(i for i in wanted if found[i].line == n) for n in named})
        changes += [
            Change(line=n, what="cut", before=lines[n].narration, remarks=tuple(i for i in taken if found[i].line == n))
            for n in sorted(cut)
        ]
        changes += self._ordered(direction, lines, cut)
        self.rounds[-1] = this.model_copy(update={"turns": tuple(turns), "changes": tuple(changes)})
        return _settled(changes)

    def _ask(self, form: type[F], name: str, messages: list[dict[str, str]]) -> tuple[F, Answer]:
        answer = self.converse(messages, name, strict(form.model_json_schema()), lambda text: read(form, text))
        return read(form, answer.text), answer

    def _relaid(self, direction: Direction, lines: dict[int, Line]) -> list[Change]:
        """Gives lines the layouts that the director chose, as far as their content and the format have them."""
        changes = []
        for wanted in direction.layouts:
            line = lines.get(wanted.line)
            new = relaid(line, wanted.layout, self.brief.beats) if line else None
            if line is not None and new is not None:
                lines[wanted.line] = new
                before, after = line.slide.layout.value, new.slide.layout.value
                changes.append(Change(line=wanted.line, what="relaid", before=before, after=after))
        return changes

    def _revised(self, revision: Revision, lines: dict[int, Line], named: Mapping[int, tuple[int, ...]]) -> list[Change]:
        """Puts new wordings in the place of lines that findings name, and of no others."""
        changes = []
        for number, because in named.items():
            given = next((one for one in revision.lines if one.number == number and one.narration.strip()), None)
            if given is None:
                continue
            old, new = lines[number], line_of(given, self.brief)
            source = old.source if new.source is None else new.source
            new = new.model_copy(update={"source": source, "handling": old.handling})
            if new == old:
                continue
            worse = self._worse(old, new)
            lines[number] = old if worse else new
            what, after = ("kept", worse) if worse else ("reworded", new.narration)
            changes.append(Change(line=number, what=what, before=old.narration, after=after, remarks=because))
        return changes

    def _worse(self, old: Line, new: Line) -> str:
        """Why a new wording is turned down: it claims what neither the source nor the old one says."""
        source, language = self.brief.source, self.brief.language
        more = unsourced(new, source, language) - unsourced(old, source, language)
        return (
            f"the new wording said {', '.join(f'“{claim}”' for claim in sorted(more))}, which your text does not." if more else ""
        )

    def _ordered(self, direction: Direction, lines: dict[int, Line], cut: set[int]) -> list[Change]:
        """Brings the lines into the director's order, less those that are cut."""
        order = [number for number in arranged(direction.order, self.script.lines) if number not in cut]
        usual = sorted(order)
        still = {
            usual[block.a + step]
            for block in SequenceMatcher(None, usual, order, autojunk=False).get_matching_blocks()
            for step in range(block.size)
        }
        self.script = self.script.model_copy(update={"lines": tuple(lines[number] for number in order)})
        return [
            Change(line=number, what="moved", before=lines[number].narration, after=str(place))
            for place, number in enumerate(order, 1)
            if number not in still
        ]


def arranged(order: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """`order` as an order of all lines, each once, from 1: what is left out follows the line that it followed, the opening stays
    first and a call to action last."""
    known = list(dict.fromkeys(number for number in order if 1 <= number <= len(lines)))
    for number in range(1, len(lines) + 1):
        if number not in known:
            known.insert(known.index(number - 1) + 1 if number > 1 else 0, number)
    if lines[0].slide.layout is Layout.TITLE:
        known.remove(1)
        known.insert(0, 1)
    if lines[-1].slide.layout is Layout.CALL:
        known.remove(len(lines))
        known.append(len(lines))
    return known


def _taken(direction: Direction, found: Sequence[Remark]) -> tuple[int, ...]:
    """The findings that are worked on: those that the director takes, and those that nobody may leave."""
    must = {i for i, one in enumerate(found) if one.measured and one.severity is Severity.HARD}
    return tuple(sorted(must | {number - 1 for number in direction.take if 1 <= number <= len(found)}))


def _cut(direction: Direction, found: Sequence[Remark], taken: Sequence[int], last: int) -> set[int]:
    """The lines that the director cuts and that a finding which is worked on names; never the first, the last, or nearly all."""
    named = {line for i in taken if (line := found[i].line) is not None}
    cut = sorted(number for number in set(direction.cut) & named if 1 < number < last)
    return set(cut[: max(0, last - _FEWEST)])


def _settled(changes: Sequence[Change]) -> str:
    """Why there need be no other round; nothing when something changed."""
    if any(change.what != "kept" for change in changes):
        return ""
    if changes:
        return "What was written anew claimed more than the text says, so the script stays as it was."
    return "The director left the script as it is."
