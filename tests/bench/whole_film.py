"""From the sample brief to the finished film with the default template: by the command line as a person types it, and in a
studio that is already running; then again with nothing changed, and with one line edited."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.engine import History, Store
from core.film import Order, Quality, Timeline
from core.film.sample import SAMPLE
from core.making.halting import Made
from core.media.loudness import measure_file
from core.session import Session
from core.settings import load_settings
from core.studio import Studio
from tests.bench import in_step
from tests.bench.measure import ROOT, Result, python, surroundings

EDITED = "scripts/script.md"


@dataclass(frozen=True)
class Told:
    """What a command said, and how long it took until it had ended."""

    seconds: float
    made: dict[str, Any]

    @property
    def film_s(self) -> float:
        """The film's length."""
        return float(self.made["duration_ms"]) / 1000


def figures(folder: Path, seconds: int) -> list[Result]:
    """Speeds, loudness, and how exactly lips and captions keep step. `seconds` is not looked at: the sample sets the length."""
    brief, sessions = folder / "sample.md", folder / "sessions"
    brief.write_text(SAMPLE, "utf-8")
    _command("make", "A first start compiles modules", "--quality", "draft", "--sessions", str(folder / "first"))
    first = _command("make", str(brief), "--sessions", str(sessions))
    again = _command("resume", str(first.made["session"]), "--sessions", str(sessions))
    heard = measure_file(Path(str(first.made["file"])))
    session = Session.open(sessions, str(first.made["session"]))
    made_of = History(session.folder / "metadata/parts.json")
    twice = again.seconds * 60 / first.film_s
    note = f"{first.film_s:.1f} s of film in {first.seconds:.1f} s"
    return [
        Result("text to file, as a command", first.film_s / first.seconds, 3, "x real time", at_most=False, note=note),
        Result("again, as a command, for 60 s of film", twice, 1.0, "s", note=f"{again.seconds:.2f} s"),
        *_running(folder / "running"),
        Result("loudness, off -14 LUFS", abs(heard.integrated_lufs + 14), 0.5, "LU", note=f"{heard.integrated_lufs:.2f} LUFS"),
        Result("true peak after AAC", heard.true_peak_dbtp, -1.0, "dBTP"),
        *in_step.figures(Store(sessions / ".store"), made_of, dict(first.made["report"]["figures"])["sound_offset_ms"]),
    ]


def _running(root: Path) -> list[Result]:
    """The same inside a studio whose workers are up."""
    os.environ.update(surroundings())  # what its workers inherit
    with Studio(load_settings(sessions=root)) as studio:
        studio.make(studio.create(Order(source="Workers start", length_s=15, quality=Quality.DRAFT)))
        session = studio.create(Order(source=SAMPLE))
        first, spent = _timed(studio, session)
        again, idle = _timed(studio, session)
        assert again.made == 0
        session.write(EDITED, _one_line_longer(str(session.read(EDITED))))
        before = _encoded(studio, session)
        changed, edit = _timed(studio, session)
        stale = _encoded(studio, session) - before
    length = first.cut.cut.duration_ms / 1000
    share = sum(frames for _, frames in stale) / changed.cut.cut.frames
    return [
        Result("text to file, studio running", length / spent, 3, "x real time", at_most=False, note=f"in {spent:.1f} s"),
        Result("again, studio running, for 60 s of film", idle * 60 / length, 1.0, "s", note=f"{idle:.2f} s"),
        Result("one line edited / whole film", edit / spent, share + 0.15, "", note=f"{edit:.1f} s, {share:.0%} of frames drawn"),
    ]


def _command(*arguments: str) -> Told:
    begun = time.perf_counter()
    command = python("core", *arguments, "--json", "--quiet")
    done = subprocess.run(command, cwd=ROOT, env=surroundings(), check=True, capture_output=True, text=True)
    return Told(time.perf_counter() - begun, json.loads(done.stdout.splitlines()[-1]))


def _timed(studio: Studio, session: Session) -> tuple[Made, float]:
    begun = time.perf_counter()
    made = studio.make(session)
    return made, time.perf_counter() - begun


def _one_line_longer(script: str) -> str:
    """One more sentence in the middle of the script, spoken only."""
    lines = [match.start() for match in re.finditer(r"^```screen", script, re.M)]
    middle = lines[len(lines) // 2]
    return f"{script[:middle].rstrip()} This took a while, and it was worth it.\n\n{script[middle:]}"


def _encoded(studio: Studio, session: Session) -> set[tuple[str, int]]:
    """The segments of the newest film, with their frames."""
    history = History(session.folder / "metadata/parts.json")
    timeline = studio.store.load(Timeline, str(history.output("sync")))
    return {(str(history.output("compose", span.id)), span.frames) for span in timeline.spans}
