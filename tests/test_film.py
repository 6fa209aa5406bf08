"""A real film, from a short text to the finished file, and what must be true of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import pytest

from core.events import Event, PartDone
from core.film import Aspect, Order, Quality, Storyboard, Timeline
from core.making.halting import Made
from core.making.worker import stages
from core.media.loudness import measure_file
from core.session import Session
from core.settings import Settings
from core.studio import Studio

pytestmark = pytest.mark.timeout(600)

TEXT = """# Harbor 2.4

Search now takes 120 ms instead of 410 ms, which is 3.4x faster.

## What is new

- **Offline sync**: edits are merged as soon as the device is back online.
- **Finer permissions**: access per folder, per tag or per record.

Try Harbor 2.4 today at [harbor.example](https://harbor.example).
"""


def order(source: str = TEXT, **chosen: object) -> Order:
    return Order(source=source, **{"quality": Quality.DRAFT, "template": "daylight", **chosen})


@dataclass
class Filmed:
    studio: Studio
    session: Session
    made: Made


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(Settings(sessions=tmp_path_factory.mktemp("films"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def filmed(studio: Studio) -> Filmed:
    session = studio.create(order())
    return Filmed(studio, session, studio.make(session))


@pytest.fixture
def heard() -> tuple[list[PartDone], Callable[[Event], None]]:
    parts: list[PartDone] = []
    return parts, lambda event: parts.append(event) if isinstance(event, PartDone) else None


def test_the_film_has_picture_sound_and_a_caption_track_of_one_length(filmed: Filmed) -> None:
    cut = filmed.made.cut.cut
    with av.open(str(filmed.made.file)) as film:
        video, audio, text = film.streams.video[0], film.streams.audio[0], film.streams.subtitles[0]
        assert (video.codec_context.name, audio.codec_context.name, text.codec_context.name) == ("h264", "aac", "mov_text")
        assert (video.width, video.height) == (960, 540)
        assert video.frames == cut.frames
        assert Fraction(video.start_time or 0) == 0
        assert Fraction(audio.start_time or 0) == 0
        assert abs(float(video.duration * video.time_base) - float(audio.duration * audio.time_base)) < 0.03
    raw = filmed.made.file.read_bytes()
    assert raw.index(b"moov") < raw.index(b"mdat"), "the index must come first, so that players start at once"


def test_the_finished_file_is_as_loud_as_asked(filmed: Filmed) -> None:
    heard = measure_file(filmed.made.file)
    assert abs(heard.integrated_lufs + 14) <= 0.5
    assert heard.true_peak_dbtp <= -1.0


def test_the_report_passes_and_holds_what_was_measured(filmed: Filmed) -> None:
    report = filmed.made.cut.report
    assert report.passed
    figures = dict(report.figures)
    assert abs(figures["sound_offset_ms"]) <= 45
    assert figures["least_contrast"] >= 4.5
    assert figures["smallest_text"] >= 0.0319


def test_the_folder_holds_every_stage_under_names_that_people_understand(filmed: Filmed) -> None:
    folder = filmed.session.folder
    for name in ("scripts/script.md", "scripts/source.md", "scripts/storyboard.json", "audio/mix.m4a", "metadata/cut_001.json"):
        assert (folder / name).is_file(), name
    assert list((folder / "video_clips").glob("*.mp4"))
    assert {p.suffix for p in (folder / "final_output").iterdir()} == {".mp4", ".srt", ".vtt", ".txt", ".jpg"}
    kinds = [json.loads(line)["kind"] for line in (folder / "metadata/events.jsonl").read_text().splitlines()]
    assert kinds[0] == "job-started"
    assert kinds[-1] == "job-done"
    assert not [p for p in folder.rglob("*") if p.name.endswith(".part")]


def test_a_second_run_makes_nothing_and_gives_the_same_cut(filmed: Filmed) -> None:
    again = filmed.studio.make(filmed.session)
    assert again.made == 0
    assert again.cut == filmed.made.cut
    assert len(filmed.session.cuts()) == 1


@pytest.mark.parametrize("inline", [False, True], ids=["with workers", "in this process"])
def test_two_studios_that_never_met_make_the_same_bytes(filmed: Filmed, tmp_path: Path, inline: bool) -> None:
    with Studio(Settings(sessions=tmp_path, workers=1), inline=inline) as other:
        made = other.make(other.create(order()))
    assert made.file.read_bytes() == filmed.made.file.read_bytes()


def test_editing_one_line_makes_only_its_shot_and_the_transitions_beside_it(filmed: Filmed, heard) -> None:
    parts, listen = heard
    session = filmed.studio.create(order(title="Edited"))
    filmed.studio.make(session)
    script = session.folder / "scripts/script.md"
    text = script.read_text("utf-8")
    board = Storyboard.model_validate_json((session.folder / "scripts/storyboard.json").read_text())
    middle = board.shots[len(board.shots) // 2]
    assert text.count(middle.utterance.text) == 1
    script.write_text(text.replace(middle.utterance.text, middle.utterance.text + " That is new."), "utf-8")
    made = filmed.studio.make(session, listen)
    remade = [p for p in parts if not p.reused]
    by_stage = {stage.name: [p for p in remade if p.stage == stage.name] for stage in stages()}
    assert len(by_stage["voice"]) == len(by_stage["avatar"]) == 1
    timeline = filmed.studio.store.load(Timeline, next(p.output for p in parts if p.stage == "sync"))
    changed = by_stage["voice"][0].item
    touching = {span.id for span in timeline.spans if changed in {scene.shot for scene in span.scenes}}
    assert {p.item for p in by_stage["compose"]} == touching
    assert made.cut.number == 2
    assert middle.utterance.text + " That is new." in (session.folder / made.cut.output).with_suffix(".txt").read_text()


def test_an_edit_that_cannot_be_read_names_its_line_and_loses_nothing(filmed: Filmed) -> None:
    from core.errors import BadScript

    session = filmed.studio.create(order(title="Broken edit"))
    filmed.studio.make(session)
    script = session.folder / "scripts/script.md"
    script.write_text("no heading, nothing of a script", "utf-8")
    with pytest.raises(BadScript):
        filmed.studio.make(session)
    assert script.read_text("utf-8") == "no heading, nothing of a script"
    assert len(session.cuts()) == 1


@pytest.mark.parametrize("aspect", [Aspect.TALL, Aspect.SQUARE, Aspect.PORTRAIT])
def test_other_shapes_are_laid_out_anew(filmed: Filmed, aspect: Aspect) -> None:
    session = filmed.studio.create(order("# Harbor 2.4\n\nSearch now takes 120 ms instead of 410 ms.", aspect=aspect))
    made = filmed.studio.make(session)
    with av.open(str(made.file)) as film:
        size = (film.streams.video[0].width, film.streams.video[0].height)
    assert size == {Aspect.TALL: (540, 960), Aspect.SQUARE: (540, 540), Aspect.PORTRAIT: (540, 676)}[aspect]
    assert made.cut.report.passed


def test_the_command_line_makes_a_film_and_tells_of_it_in_json(tmp_path: Path) -> None:
    brief = tmp_path / "brief.md"
    brief.write_text("# Harbor\n\nSearch now takes 120 ms instead of 410 ms.", "utf-8")
    command = [sys.executable, "-m", "core", "make", str(brief), "--quality", "draft", "--json", "--quiet"]
    places = ["--sessions", str(tmp_path / "s"), "--out", str(tmp_path / "film.mp4")]
    done = subprocess.run([*command, *places], capture_output=True, text=True, timeout=500)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert {"session", "cut", "file", "files", "duration_ms", "shots", "made", "reused", "seconds", "report"} == set(told)
    assert (tmp_path / "film.mp4").stat().st_size > 10_000
    assert sorted(p.name for p in tmp_path.iterdir()) == ["brief.md", "film.mp4", "s"]
