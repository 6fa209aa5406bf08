"""What a film costs and how good it is, as ratios taken within one run: `python -m tests.bench [--quick] [--json FILE]`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from core.film.brief import Format
from tests.bench import material
from tests.bench.measure import Result

LENGTHS = {
    "against_encoder": (30, 10),
    "speed": (30, 10),
    "quality": (30, 10),
    "against_moviepy": (5, 5),
    "memory": (30, 10),
    "whole_film": (0, 0),
    "editing": (3, 1),
    "clicking": (3, 1),
    "storyboard": (9, 5),
    "catalogue": (0, 0),
    "pages": (20, 6),
    "services": (0, 0),
}
"""Modules with `figures(folder, seconds)`, and the seconds of film that each one renders, in full and with `--quick`; the editing
loop and clicks count in rounds, and 0 is not looked at."""


def main() -> int:
    """Prints a table; ends with 1 when a bar is missed."""
    asked = argparse.ArgumentParser(prog="tests.bench", description="Costs and quality of a film, as ratios within this run.")
    asked.add_argument("--quick", action="store_true", help="shorter material")
    asked.add_argument("--only", action="append", choices=list(LENGTHS), help="may be given several times")
    asked.add_argument("--json", type=Path, metavar="FILE", help="write the figures here, too")
    options = asked.parse_args()
    found: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        material.photos(folder, 12, Format())
        for module in options.only or LENGTHS:
            results = import_module(f"tests.bench.{module}").figures(folder, LENGTHS[module][options.quick])
            for result in results:
                print(line(result), flush=True)
            found += results
    if options.json:
        figures = [{**asdict(result), "good": result.good} for result in found]
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return 0 if all(result.good for result in found) else 1


def line(result: Result) -> str:
    """One row of the table."""
    sign = "<=" if result.at_most else ">="
    state = "good" if result.good else "MISSED"
    return f"{result.name:42s} {result.value:8.2f} {sign} {result.bar:6.2f} {result.unit:12s} {state:7s} {result.note}"


if __name__ == "__main__":
    sys.exit(main())
