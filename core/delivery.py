"""A session's folder kept in step with what a run makes: files under human names, and the card of each finished cut."""

from __future__ import annotations

import re

from core.artifacts import Shown, delivered, shown
from core.edits import SCRIPT, ScriptEdit
from core.engine import Store
from core.engine.files import writing
from core.errors import CheckFailed
from core.events import PartFailed
from core.film import Cut, Report, Script, Severity, Shot, Storyboard, Timeline
from core.session import CutCard, Session, utc_now
from core.value import Value

_OURS = re.compile(r"(performance_)?\d{3}(-[a-z0-9-]*)?\.[a-z0-9]+|music\.wav")
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
        for file in shown(stage, value, position, shot):
            if file.path == SCRIPT and self.edit is not None and isinstance(value, Script):
                self.edit.show(value)
            else:
                self._put(file)

    def card(self, cut: Cut, report: Report) -> CutCard:
        """The cut with its files in the folder; the same film as the newest cut is that cut. Raises `CheckFailed`."""
        if not report.passed:
            hard = [f for f in report.findings if f.severity is Severity.HARD]
            self.session.write("metadata/rejected.json", report.model_dump_json(indent=1))
            self._put(Shown("final_output/rejected.mp4", blob=cut.film))
            raise CheckFailed("The film was made but did not pass: " + " ".join(f.message for f in hard[:3]))
        self._clear("metadata/rejected.json", "final_output/rejected.mp4")
        cuts = self.session.cuts()
        if cuts and cuts[-1].cut == cut:
            for file in delivered(cut, cuts[-1].number, cuts[-1].title):
                self._put(file)
            self._forget_earlier()
            return cuts[-1]
        number = self.session.next_cut()
        title = self.session.card.title
        files = delivered(cut, number, title)
        self._clear(*(f"final_output/{path.name}" for path in self.session.folder.glob(f"final_output/*_cut_{number:03d}.*")))
        for file in files:
            self._put(file)
        card = CutCard(number=number, made=utc_now(), output=files[0].path, title=title, cut=cut, report=report)
        self.session.write(f"metadata/cut_{number:03d}.json", card.model_dump_json(indent=1))
        self._forget_earlier()
        return card

    def _put(self, file: Shown) -> None:
        self._shown.add(file.path)
        if file.blob is not None:
            self.session.expect()
            self.store.link(file.blob, self.session.folder / file.path)
        elif file.text is not None:
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
