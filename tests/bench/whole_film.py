"""From the sample brief to the finished film with the default template, by the command line; then again, nothing changed."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

from core.film.sample import SAMPLE
from tests.bench.measure import ROOT, Result, python


def figures(folder: Path, seconds: int) -> list[Result]:
    """Seconds of film for a second on the wall, text to file; its loudness and peak; the seconds of a second run of 60 s.

    `seconds` is not looked at: the film is as long as the sample needs.
    """
    brief, sessions = folder / "sample.md", folder / "sessions"
    brief.write_text(SAMPLE, "utf-8")
    spent, made = _timed("make", str(brief), "--sessions", str(sessions))
    again, _ = _timed("resume", str(made["session"]), "--sessions", str(sessions))
    length = float(str(made["duration_ms"])) / 1000
    lufs, peak = _loudness(Path(str(made["film"])))
    return [
        Result("speed, text to file", length / spent, 3, "x real time", at_most=False, note=f"{length:.1f} s of film"),
        Result("second run, for 60 s of film", again * 60 / length, 1.0, "s", note=f"{again:.2f} s, process start included"),
        Result("loudness, distance from -14 LUFS", abs(lufs + 14), 0.5, "LU", note=f"{lufs:.2f} LUFS"),
        Result("true peak", peak, -1.0, "dBTP"),
    ]


def _timed(*arguments: str) -> tuple[float, dict[str, object]]:
    begun = time.perf_counter()
    done = subprocess.run(python("core", *arguments, "--json", "--quiet"), cwd=ROOT, check=True, capture_output=True, text=True)
    return time.perf_counter() - begun, json.loads(done.stdout.splitlines()[-1])


def _loudness(film: Path) -> tuple[float, float]:
    from core.media.loudness import measure_file

    measured = measure_file(film)
    return measured.integrated_lufs, measured.true_peak_dbtp
