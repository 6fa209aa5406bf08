"""How near the film is to its uncompressed frames (VMAF), and at which rate."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.bench.encoding import raw, source
from tests.bench.measure import FFMPEG, Result, cost, python
from tests.bench.render import joined

_TAGS = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"


def figures(folder: Path, seconds: int) -> list[Result]:
    """VMAF of every fifth frame. Both inputs carry equal colour tags; else a conversion comes between and the figure is wrong."""
    frames, film = raw(folder, seconds), folder / "film.mp4"
    cost(python("tests.bench.render", str(folder), str(seconds)))
    joined(folder, seconds, film)
    log = folder / "vmaf.json"
    graph = f"[0:v]{_TAGS}[a];[1:v]{_TAGS}[b];[a][b]libvmaf=n_subsample=5:n_threads=1:log_fmt=json:log_path={log}"
    subprocess.run(
        [FFMPEG, "-v", "error", "-nostdin", "-i", str(film), *source(frames), "-lavfi", graph, "-f", "null", "-"], check=True
    )
    score = json.loads(log.read_text())["pooled_metrics"]["vmaf"]
    rate = film.stat().st_size * 8 / seconds / 1e6
    return [
        Result("VMAF, mean", score["mean"], 95, "", at_most=False, note=f"{rate:.2f} Mbit/s"),
        Result("VMAF, least", score["min"], 93, "", at_most=False),
    ]
