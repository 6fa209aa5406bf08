"""A session's folder kept in step with what a run makes: files under human names, and the card of each finished cut."""

from __future__ import annotations

import re
from typing import Any

from core.cuts import CutCard, Edition, Origin
from core.edits import SCRIPT, ScriptEdit
from core.engine import Store
from core.engine.files import writing
from core.errors import CheckFailed
from core.events import PartFailed
from core.film import Cut, Format, Report, Script, Severity, Shot, Storyboard, Timeline
from core.session import Session, utc_now
from core.showing.artifacts import DISCUSSION, Shown, delivered, shown
from core.value import Value

_OURS = re.compile(r"(performance_)?\d{3}(-[^\s./\\A-Z]*)?\.[a-z0-9]+|music\.wav")
"""What files are called that show parts: those of an earlier run are removed when a later one does not show them."""

_WORK = {"voice": "The voice", "avatar": "The acting", "visuals": "The picture", "compose": "The drawing"}


class Places:
    """Which shots and stretches there are, in words for a person."""

    def __init__(self) -> None:
        self.shots: dict[str, Shot] = {}
        self.names: dict[str, str] = {}

    def learn(self, value: Value) -> None:
        """Takes in the storyboard and the timeline."""
        if isinstance(value, Storyboard):
            for number, shot in enumerate(value.shots, 1):
                self.shots[shot.id] = shot
                words = shot.slide.headline or shot.utterance.text
                self.names[shot.id] = f"shot {number}, “{words if len(words) <= 60 else words[:57] + '...'}”"
        elif isinstance(value, Timeline):
            for span in value.spans:
                self.names[span.id] = " and ".join(self.names.get(scene.shot, "a shot") for scene in span.scenes)

    def told(self, failed: PartFailed) -> str:
        """The message with the shot that it is about."""
        place = self.names.get(failed.item or "")
        return f"{_WORK.get(failed.stage, failed.stage)} of {place}, failed: {failed.message}" if place else failed.message


class Delivery:
    """What a run shows in the folder. `edit` is the person's script, which is never written over."""

    def __init__(self, session: Session, store: Store) -> None:
        self.session, self.store = session, store
        self.edit: ScriptEdit | None = None
        self._shown: set[str] = set()

    def show(self, stage: str, value: Value, position: int, shot: Shot | None) -> None:
        """Puts the files of a part where people find them."""
        if isinstance(value, Script) and value.discussion is None:
            self._clear(DISCUSSION)
        for file in shown(stage, value, position, shot):
            if file.path == SCRIPT and self.edit is not None and isinstance(value, Script):
                self.edit.show(value)
            else:
                self._put(file)

    def draft(self, form: Format, cut: Cut, report: Report) -> CutCard | None:
        """A draft under the number of the cut to come; None for one that did not pass, which the film itself will tell of."""
        if not report.passed:
            return None
        number = self._open_number()
        return self._deliver(self._new(number, form, cut, report, "draft").model_copy(update={"draft": True}), "draft")

    def main(self, form: Format, cut: Cut, report: Report, origin: Origin, **facts: Any) -> CutCard:
        """The main film's card, with its files in the folder; the same film as the newest cut is that cut, with a newer report.

        Raises `CheckFailed`. A draft that stood under its number goes. `facts` are what the card tells of the making.
        """
        self._passed(cut, report)
        finished = [card for card in self.session.cuts() if not card.draft]
        self._new_look()
        if finished and finished[-1].cut == cut:
            self._drop_draft()
            card = self._deliver(finished[-1].model_copy(update={"report": report}), "")
        else:
            number = self._open_number()
            self.session.write(f"metadata/cut_{number:03d}_from.json", origin.model_dump_json())
            card = self._deliver(self._new(number, form, cut, report, "").model_copy(update=facts), "")
            self._clear_files(number, {file.path for file in delivered(cut, number, card.title)})
        self._forget_earlier()
        return card

    def edition(self, card: CutCard, form: Format, cut: Cut, report: Report) -> CutCard:
        """`card` with the same cut in one more shape or size. Raises `CheckFailed`."""
        self._passed(cut, report)
        files = delivered(cut, card.number, card.title, form.name)
        for file in files:
            self._put(file)
        fresh = Edition(aspect=form.aspect, quality=form.quality, output=files[0].path, cut=cut, report=report)
        others = [other for other in card.others if (other.aspect, other.quality) != (form.aspect, form.quality)]
        return self._write(card.model_copy(update={"others": (*others, fresh)}))

    def _passed(self, cut: Cut, report: Report) -> None:
        if not report.passed:
            hard = [f for f in report.findings if f.severity is Severity.HARD]
            self.session.write("metadata/rejected.json", report.model_dump_json(indent=1))
            self._put(Shown("final_output/rejected.mp4", blob=cut.film))
            raise CheckFailed("The film was made but did not pass: " + " ".join(f.message for f in hard[:3]))

    def _new_look(self) -> None:
        self._clear("metadata/rejected.json", "final_output/rejected.mp4")

    def _open_number(self) -> int:
        """The number of the cut that is being made: its draft may have it already."""
        cuts = self.session.cuts()
        return cuts[-1].number if cuts and cuts[-1].draft else self.session.next_cut()

    def _new(self, number: int, form: Format, cut: Cut, report: Report, edition: str) -> CutCard:
        title = self.session.card.title
        output = delivered(cut, number, title, edition)[0].path
        return CutCard(
            number=number, made=utc_now(), output=output, title=title, cut=cut, report=report,
            aspect=form.aspect, quality=form.quality,
        )  # fmt: skip

    def _deliver(self, card: CutCard, edition: str) -> CutCard:
        for file in delivered(card.cut, card.number, card.title, edition):
            self._put(file)
        return self._write(card)

    def _write(self, card: CutCard) -> CutCard:
        self.session.write(f"metadata/cut_{card.number:03d}.json", card.model_dump_json(indent=1))
        return card

    def _drop_draft(self) -> None:
        """The film is an earlier cut after all: its draft goes."""
        for card in self.session.cuts():
            if card.draft:
                self._clear(f"metadata/cut_{card.number:03d}.json")
                self._clear_files(card.number, set())

    def _clear_files(self, number: int, keep: set[str]) -> None:
        """Removes what a draft, or a run that did not end, left under the number of a cut."""
        there = (f"final_output/{path.name}" for path in self.session.folder.glob(f"final_output/*_cut_{number:03d}[._]*"))
        self._clear(*(name for name in there if name not in keep))

    def _put(self, file: Shown) -> None:
        self._shown.add(file.path)
        if file.blob is not None:
            self.session.expect()
            self.store.link(file.blob, self.session.folder / file.path)
        elif file.text is not None and not self.session.holds(file.path, file.text):
            self.session.write(file.path, file.text)

    def _forget_earlier(self) -> None:
        """Shots that are gone or have moved leave files behind that would be taken for this film's."""
        for folder in ("audio", "images", "video_clips", "metadata"):
            for path in sorted((self.session.folder / folder).glob("*")):
                name = f"{folder}/{path.name}"
                if name not in self._shown and _OURS.fullmatch(path.name):
                    self._clear(name)

    def _clear(self, *names: str) -> None:
        for name in names:
            path = self.session.folder / name
            with writing(path):
                path.unlink(missing_ok=True)
