"""Where others stood in for the first choice: which shots, why, and asking again for exactly those once it is back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from core.editing.cutting_room import CuttingRoom
from core.errors import StudioError
from core.film import Script, Storyboard, Take
from core.film.shot_edits import Retake
from core.services.roster import Services
from core.session import Session
from core.value import Value

V = TypeVar("V", bound=Value)


@dataclass(frozen=True)
class Downgraded:
    """Something that another made than was asked."""

    task: str
    """The port: `Speaker`, `Writer`."""
    note: str
    """Who, and why."""
    number: int = 0
    """The shot's place, from 1; 0: the whole script."""
    shot: str = ""


@dataclass(frozen=True)
class Upgrade:
    """What could be made by the first choice now."""

    pieces: tuple[Downgraded, ...]
    waits_for: str = ""
    """Why asking again would be in vain for now; empty: the first choices are back."""


class Upgrades:
    """Upgrades of the sessions that `opened` opens."""

    def __init__(self, cutting: CuttingRoom, services: Services, opened: Callable[[str], Session]) -> None:
        self.cutting, self.services, self.opened = cutting, services, opened

    def of(self, name: str) -> Upgrade:
        """What others made in a session's film as it is now, and whether asking again makes sense."""
        pieces = tuple(self._pieces(self.opened(name)))
        reasons = dict.fromkeys(self._in_vain(task) for task in dict.fromkeys(piece.task for piece in pieces))
        return Upgrade(pieces, " ".join(reason for reason in reasons if reason))

    def ask_again(self, name: str, who: str = "") -> int:
        """Orders another take of those shots, and another script where another wrote it; the next run makes them, and the takes
        that are there stay. Where another only timed the words, those takes are timed anew, and nothing is spoken again; a
        script that nobody checked is checked, and not written again.

        Gives how many pieces; raises as edits do.
        """
        session = self.opened(name)
        pieces, editor = tuple(self._pieces(session)), self.cutting.editor(name)
        script = any(piece.task == "Writer" for piece in pieces)
        spoken = dict.fromkeys(piece.shot for piece in pieces if piece.task == "Speaker")
        if script:
            card = session.card
            order = card.order.model_copy(update={"script_take": card.order.script_take + 1})
            session.save(card.model_copy(update={"order": order}))
        if (
            not script or editor.history
        ):  # a new script, which nobody edited yet, has new lines; each is asked of the first choice
            for shot in spoken:
                editor.apply(Retake(shot=shot, take=editor.film.line(shot).handling.take + 1), who=who)
        timed = [piece.shot for piece in pieces if piece.task == "Aligner" and piece.shot not in spoken]
        unchecked = [("script", None)] if any(piece.task == "Moderator" for piece in pieces) else []
        self.cutting.withdraw(name, [*unchecked, *(("voice", shot) for shot in timed)])
        return len({piece.shot for piece in pieces})

    def _pieces(self, session: Session) -> list[Downgraded]:
        found = []
        script = _read(session, "scripts/script.json", Script)
        if script is not None and script.stood_in:
            found.append(Downgraded("Writer", script.stood_in))
        elif script is not None and script.unchecked and not self.cutting.editor(session.id).history:
            found.append(Downgraded("Moderator", script.unchecked))
        board = _read(session, "scripts/storyboard.json", Storyboard)
        shots = board.shots if board is not None else ()
        for path in sorted(session.folder.glob("audio/[0-9][0-9][0-9]*.json")):
            number = int(path.name[:3])
            take = _read(session, f"audio/{path.name}", Take)
            if take is None or not 0 < number <= len(shots):
                continue
            told = (("Speaker", take.note), ("Aligner", take.heard))
            found += [Downgraded(task, note, number, shots[number - 1].id) for task, note in told if note]
        return found

    def _in_vain(self, task: str) -> str:
        """Why the first choice for a task cannot be asked now; empty when it can."""
        roster = self.services.roster()
        first = roster.entry(roster.chain(task).first)
        if first is None:
            return "No service is the first choice for this any more."
        name = first.label or first.id
        if not first.enabled:
            return f"{name} is switched off."
        try:
            if first.key.source != "none" and not self.services.keys.masked(first):
                return f"{name} has no key."
            health = self.services.health(first.id)
        except StudioError as error:
            return error.message
        if health.circuit == "opened" and health.left_s > 0:
            return f"{name} is left alone for another {health.left_s:.0f} s."
        return ""


def _read(session: Session, path: str, kind: type[V]) -> V | None:
    text = session.read(path)
    try:
        return None if text is None else kind.model_validate_json(text)
    except ValidationError:
        return None
