"""How the script of a film reads: what our own checks find in it as it is now, and what was said about it before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from core.errors import BrokenSession
from core.film import Order, Pace, Script
from core.film.discussion import Discussion, Remark
from core.film.edits import Film
from core.film.naming import shot_lines, shot_names
from core.film.pacing import heard_length
from core.film.templates import template
from core.making.casting import wanted_ms
from core.media.reading.critic import remarks_on
from core.session import Session
from core.showing.artifacts import DISCUSSION
from core.showing.remembering import Remembered, mark, stamp
from core.showing.views import TakeCard

_SEEN = ("scripts/script.json", "metadata/session.json", "metadata/events.jsonl")


@dataclass(frozen=True)
class Found:
    """A remark with the shot that it is about."""

    remark: Remark
    shot: str
    """The shot's id, for addresses of the editor; empty for the script as a whole."""


class Reviews:
    """Reviews of the sessions that `opened` opens, kept while nothing changes. Any thread may ask."""

    def __init__(
        self,
        opened: Callable[[str], Session],
        script: Callable[[str], Script | None],
        takes: Callable[[str], Sequence[TakeCard]],
    ) -> None:
        self._opened, self._script, self._takes = opened, script, takes
        self._kept = Remembered()

    def session(self, name: str) -> tuple[Found, ...]:
        """What there is to say of the script of the newest run; lengths are judged once words are spoken."""
        session = self._opened(name)
        return self._kept.once(("session", session.folder, mark(session.folder, *_SEEN)), lambda: self._of_session(name, session))

    def film(self, name: str, film: Film, marked: str) -> tuple[Found, ...]:
        """The same of a film as it is edited now; `marked` changes with every edit."""
        spoken = mark(self._opened(name).folder, "audio")  # of a folder: changes with whatever is put there
        key = ("film", name, marked, spoken)
        return self._kept.once(key, lambda: _found(film.script, film.order, _pace(self._takes(name), film.order)))

    def discussion(self, name: str) -> Discussion | None:
        """What writer, critic and director said about the script of the newest run; None where nobody discussed it."""
        session = self._opened(name)
        file = session.folder / DISCUSSION
        try:
            return self._kept.once((file, stamp(file)), lambda: Discussion.model_validate_json(file.read_bytes()))
        except FileNotFoundError:
            return None
        except ValidationError as error:
            raise BrokenSession(f"{DISCUSSION} in {session.id} cannot be read.") from error

    def _of_session(self, name: str, session: Session) -> tuple[Found, ...]:
        script, order = self._script(name), session.order()
        return () if script is None else _found(script, order, _pace(self._takes(name), order))


def _found(script: Script, order: Order, pace: Pace | None) -> tuple[Found, ...]:
    lines = shot_lines(script.lines)
    names = shot_names(lines)
    told = remarks_on(
        script.model_copy(update={"lines": lines}), order.source, pace,
        length_ms=wanted_ms(order, pace) if pace else None, audience=order.audience, goal=order.goal,
    )  # fmt: skip
    return tuple(Found(remark, names[remark.line - 1] if remark.line else "") for remark in told)


def _pace(takes: Sequence[TakeCard], order: Order) -> Pace | None:
    """How fast the film's own takes are; None before there are any."""
    said = sum(heard_length(take.shot.narration) for take in takes)
    if not said:
        return None
    chosen = template(order.template)
    spoken = sum(take.duration_ms for take in takes)
    return Pace(us_per_character=max(1, round(1000 * spoken / said)), gap_ms=chosen.before_ms + chosen.after_ms)
