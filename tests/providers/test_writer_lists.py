"""What a film tells of lists: all of their names or none, and their items with what leads to them."""

from __future__ import annotations

import pytest

from core.film import Brief, Layout, Pace, Script
from core.providers.offline.writer import OfflineWriter

NAMES = ("Mercurial", "Borg", "Rsync", "Unison", "Nodemon", "Guard", "Fswatch", "Pyinotify", "Entr")
WATCHED = f"""# Lantern

Lantern looks at folders and tells your program what changed in them.

## Applications that use it

{"".join(f"- {name}{chr(10)}" for name in NAMES)}
## Supported systems

It runs on Linux, on macOS and on Windows, and needs no other service to be started beside it.
"""
ORDERED = """# Lantern settings

Lantern reads its settings from a file that lies beside your program.

## Where a value comes from

The value of a setting is the first of those that are defined in the following list of places:

- Value of that setting in the environment of the process that runs your program at the time.
- Value of that setting in the file which lies beside your program and is read when it begins.
- Default value, if provided by whoever wrote the program that reads the setting for itself.
"""


def write(text: str, pace: int, length_s: int = 90) -> Script:
    return OfflineWriter().write(Brief(source=text, length_ms=length_s * 1000), Pace(us_per_character=pace, gap_ms=600))


@pytest.mark.parametrize("length_s", [15, 18, 21, 24, 27, 30, 90])
def test_a_list_of_names_is_told_whole_or_not_at_all(length_s: int) -> None:
    told = " ".join(line.narration for line in write(WATCHED, 62_000, length_s).lines)
    assert sum(name in told for name in NAMES) in (0, len(NAMES))


@pytest.mark.parametrize("pace", [50_000, 62_000, 75_000, 90_000])
def test_what_a_list_is_led_to_by_is_said_before_its_items(pace: int) -> None:
    lines = write(ORDERED, pace).lines
    assert not any(
        line.slide.layout is Layout.STATEMENT and line.narration.startswith(("Value of that", "Default value")) for line in lines
    )
