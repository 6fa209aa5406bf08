"""One shot that cannot be made: it is named, everything else is finished and kept, and mending it makes only that shot."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from core.errors import NoSuchSession, Unspeakable
from core.events import Event, PartDone, PartFailed
from core.film import Order, Quality
from core.film.screenplay import to_markdown
from core.session import Session
from core.settings import Settings
from core.studio import Studio

pytestmark = pytest.mark.timeout(600)

TEXT = """# Harbor 2.4

Search now takes 120 ms instead of 410 ms.

## Access is given per folder

Access is given per folder, per tag or per record, and it is inherited.
"""


@dataclass
class Edited:
    studio: Studio
    session: Session
    whole: str

    def write(self, narration: str) -> None:
        """Puts other words into the shot about access."""
        headings = self.whole.split("## ")
        place = next(i for i, section in enumerate(headings) if section.startswith("Access"))
        headline, said, rest = headings[place].split("\n\n", 2)
        headings[place] = "\n\n".join((headline, narration or said, rest))
        (self.session.folder / "scripts/script.md").write_text("## ".join(headings), "utf-8")

    def make(self) -> tuple[list[PartDone], list[PartFailed]]:
        """One run; what was made in it, and what failed."""
        heard: list[Event] = []
        try:
            self.studio.make(self.session, heard.append)
        finally:
            self.made = [e for e in heard if isinstance(e, PartDone) and not e.reused]
            self.failed = [e for e in heard if isinstance(e, PartFailed)]
        return self.made, self.failed


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edited]:
    with Studio(Settings(sessions=tmp_path_factory.mktemp("films"), workers=2)) as studio:
        session = studio.create(Order(source=TEXT, quality=Quality.DRAFT, template="daylight"))
        script = studio.outline(session.card.order).script
        session.write("scripts/script.md", to_markdown(script))
        yield Edited(studio, session, to_markdown(script))


def test_a_shot_that_cannot_be_spoken_is_named_and_costs_only_itself(edited: Edited) -> None:
    edited.write("((( )))")
    with pytest.raises(Unspeakable, match=r"The voice of shot \d+, “Access[^”]*”, failed: ") as error:
        edited.make()
    assert error.value.hint
    (failed,) = edited.failed
    assert failed.stage == "voice"
    takes = [part for part in edited.made if part.stage == "voice"]
    assert takes, "the other shots are spoken"
    assert {p.item for p in edited.made if p.stage == "avatar"} == {p.item for p in takes}, "and acted"
    job = edited.session.job()
    assert job is not None
    assert (job.state, job.code) == ("failed", "unspeakable")
    assert "shot" in job.message
    status = edited.studio.status(edited.session.id)
    assert status.failure is not None
    assert "“Access" in status.failure.message
    assert edited.session.cuts() == ()


def test_trying_again_makes_nothing_twice(edited: Edited) -> None:
    with pytest.raises(Unspeakable):
        edited.make()
    assert edited.made == []


def test_mending_the_line_makes_that_shot_and_what_was_waiting_for_it(edited: Edited) -> None:
    edited.write("Access is given per folder, and it is inherited.")
    made, failed = edited.make()
    assert failed == []
    by_stage = {stage: [p for p in made if p.stage == stage] for stage in ("voice", "avatar")}
    assert len(by_stage["voice"]) == len(by_stage["avatar"]) == 1
    (cut,) = edited.session.cuts()
    text = (edited.session.folder / cut.output).with_suffix(".txt").read_text("utf-8")
    assert "and it is inherited." in text


def test_an_edit_that_is_saved_while_the_film_is_made_is_not_written_over(edited: Edited) -> None:
    script = edited.session.folder / "scripts/script.md"
    edited.write("Access is given per folder, and not beyond.")

    def save_more(event: Event) -> None:
        if event.kind == "job-started":
            later.append(script.read_text("utf-8").replace("not beyond", "nothing more"))

    later: list[str] = []

    def listen(event: Event) -> None:
        save_more(event)
        if event.kind == "stage-planned" and later:
            script.write_text(later.pop(), "utf-8")

    edited.studio.make(edited.session, listen)
    assert "nothing more" in script.read_text("utf-8")
    edited.studio.make(edited.session)
    newest = edited.session.cuts()[-1]
    text = (edited.session.folder / newest.output).with_suffix(".txt").read_text("utf-8")
    assert "nothing more" in text


def test_an_edit_outlives_the_store_and_the_memory_of_the_last_run(edited: Edited) -> None:
    script = edited.session.folder / "scripts/script.md"
    edited.write("Access is given per team.")
    (edited.session.folder / "metadata/parts.json").write_text("{ torn", "utf-8")
    for path in (edited.studio.root / ".store/values").rglob("*.json"):
        path.unlink()
    edited.studio.make(edited.session)
    assert "Access is given per team." in script.read_text("utf-8")
    newest = edited.session.cuts()[-1]
    assert "per team" in (edited.session.folder / newest.output).with_suffix(".txt").read_text("utf-8")
    assert list(edited.session.folder.glob("video_clips/*.mp4"))


def test_files_of_shots_that_are_gone_are_gone_from_the_folder(edited: Edited) -> None:
    takes = sorted(p.name for p in (edited.session.folder / "audio").glob("[0-9]*.wav"))
    numbers = [name[:3] for name in takes]
    assert len(set(numbers)) == len(numbers), "one take for each place"


def test_a_folder_that_is_removed_while_its_film_is_made_stays_removed(edited: Edited) -> None:
    session = edited.studio.create(Order(source="Removed while it is made. That is rare.", quality=Quality.DRAFT))

    def remove(event: Event) -> None:
        if isinstance(event, PartDone) and event.stage == "storyboard":
            shutil.rmtree(session.folder)

    with pytest.raises(NoSuchSession, match="removed"):
        edited.studio.make(session, remove)
    assert not session.folder.exists()
