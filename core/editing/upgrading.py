"""Where others stood in for the first choice: which shots, why, and asking again for exactly those once it is back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from pydantic import ValidationError

from core.editing.cutting_room import CuttingRoom
from core.editing.deciding import mark_of, next_take
from core.editing.illustrating import Illustrations, Piece
from core.errors import StudioError
from core.film import Performance, Picture, Script, Storyboard, Take
from core.film.shot_edits import Retake
from core.services.roster import Services
from core.session import Session
from core.value import Value

V = TypeVar("V", bound=Value)

PICTURED = frozenset({"Painter", "Filmer", "Restyler"})
"""Tasks whose work is ordered for a shot; no run does it."""


@dataclass(frozen=True)
class Downgraded:
    """Something that another made than was asked."""

    task: str
    """The port: `Speaker`, `Writer`, `Painter`."""
    note: str
    """Who, and why."""
    number: int = 0
    """The shot's place, from 1; 0: the whole script."""
    shot: str = ""
    again: Piece | None = None
    """What to order, where it is a picture; None: it is made by a run, or ordered already."""


@dataclass(frozen=True)
class Upgrade:
    """What could be made by the first choice now."""

    pieces: tuple[Downgraded, ...]
    waits_for: str = ""
    """Why asking again would be in vain for now; empty: the first choices are back."""
    cost: str = ""
    """What the pictures among it cost at most, as a sentence; the rest is priced by the plan."""
    coming: bool = False
    """Whether pictures are being made in their place."""

    @property
    def runs(self) -> bool:
        """Whether a run makes some of it; pictures are ordered, and used once they are there."""
        return any(piece.task not in PICTURED for piece in self.pieces)


class Upgrades:
    """Upgrades of the sessions that `opened` opens."""

    def __init__(
        self, cutting: CuttingRoom, services: Services, opened: Callable[[str], Session], illustrations: Illustrations
    ) -> None:
        self.cutting, self.services, self.opened, self.illustrations = cutting, services, opened, illustrations

    def of(self, name: str, person: str = "") -> Upgrade:
        """What others made in a session's film as it is now, and whether asking again makes sense."""
        pieces = tuple(self._pieces(self.opened(name)))
        open_ones = [piece for piece in pieces if piece.task not in PICTURED or piece.again]
        if pieces and not open_ones:
            return Upgrade(pieces, self._made_again(name), coming=self.illustrations.standing(name).working)
        reasons = dict.fromkeys(self._in_vain(task) for task in dict.fromkeys(piece.task for piece in open_ones))
        waits_for = " ".join(reason for reason in reasons if reason)
        return Upgrade(pieces, waits_for, "" if waits_for else self._cost(open_ones, person))

    def ask_again(self, name: str, who: str = "") -> int:
        """Orders another take of those shots, and another script where another wrote it; the next run makes them, and the takes
        that are there stay. Where another only timed the words, those takes are timed anew, and nothing is spoken again; a
        script that nobody checked is checked, and not written again. Pictures are ordered, as another take, and used by an edit
        once they are there.

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
        acted = [piece.shot for piece in pieces if piece.task == "Presenter" and piece.shot not in spoken]
        self.cutting.withdraw(name, [*unchecked, *(("voice", shot) for shot in timed), *(("avatar", shot) for shot in acted)])
        if pictures := tuple(piece.again for piece in pieces if piece.again is not None):
            self.illustrations.ask_for(name, pictures, who)
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
        in_cut = any(shot.slide.shown is not None and shot.slide.shown.stood_in for shot in shots)
        if in_cut or session.folder.joinpath("metadata/commissions.json").exists():
            found += self._seen(session)
        for path in sorted(session.folder.glob("audio/[0-9][0-9][0-9]*.json")):
            number = int(path.name[:3])
            take = _read(session, f"audio/{path.name}", Take)
            if take is None or not 0 < number <= len(shots):
                continue
            acted = _read(session, f"metadata/performance_{path.stem}.json", Performance)
            told = (("Speaker", take.note), ("Aligner", take.heard), ("Presenter", acted.note if acted else ""))
            found += [Downgraded(task, note, number, shots[number - 1].id) for task, note in told if note]
        return found

    def _seen(self, session: Session) -> Iterator[Downgraded]:
        """Pictures that the film shows by now; those that are asked for again already have nothing to order."""
        film, known = self.cutting.editor(session.id).film, self.illustrations.commissions.all(session.id)
        coming = {one.shot or one.wish.shot for one in self.illustrations.standing(session.id).of("working", "there")}
        seen = [(shot, line) for shot, line in zip(film.names, film.lines, strict=True) if not line.handling.hidden]
        for number, (shot, line) in enumerate(seen, 1):
            shown = line.slide.shown
            if shown is None or not shown.stood_in:
                continue
            wish = next((w for w, one in known.items() if one.picture and mark_of(one.picture) == mark_of(shown)), None)
            again = None
            if wish is not None and shot not in coming:
                now = wish.model_copy(update={"shot": shot, "take": 1})
                again = Piece(wish=next_take(now, known.values()), slide=line.slide)
            yield Downgraded(_task(shown), shown.stood_in, number, shot, again)

    def _made_again(self, name: str) -> str:
        """How pictures stand of which none is to be ordered."""
        now = self.illustrations.standing(name)
        if now.working:
            return f"New pictures are being made: {now.told}."
        if now.of("there"):
            return "New pictures are there. Use them in the editor, under “Pictures for all shots”."
        return "What was asked for is not known any more. Have another picture made in the editor."

    def _cost(self, pieces: Iterable[Downgraded], person: str) -> str:
        wishes = [piece.again.wish for piece in pieces if piece.again is not None]
        if not wishes:
            return ""
        try:
            prices = [self.illustrations.commissions.price(wish, person) for wish in wishes]
        except StudioError as error:
            return error.message
        many = f"{len(wishes)} picture{'s' if len(wishes) > 1 else ''}"
        known = [price for price in prices if price is not None]
        whole = f"At most ${sum(known, Decimal(0)):.2f} for {many}."
        return whole if len(known) == len(prices) else f"What {many} cost is not known: no price is entered."

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


def _task(picture: Picture) -> str:
    return "Filmer" if picture.footage is not None else "Restyler" if picture.original is not None else "Painter"


def _read(session: Session, path: str, kind: type[V]) -> V | None:
    text = session.read(path)
    try:
        return None if text is None else kind.model_validate_json(text)
    except ValidationError:
        return None
