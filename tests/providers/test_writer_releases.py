"""Which releases of a changelog a film tells: the latest with something to say, and what keeps people safe before the rest."""

from __future__ import annotations

import pytest

from core.film import Brief, Pace, Script
from core.providers.offline.writer import OfflineWriter

PACE = Pace(us_per_character=62_000, gap_ms=600)
PAINTED = (
    ("lighthouse", "white"), ("crane", "yellow"), ("ferry", "green"), ("warehouse", "crimson"), ("bridge", "silver"),
    ("lock", "violet"), ("market", "orange"), ("chapel", "ochre"),
)  # fmt: skip
HISTORY = """Release History
===============

2.32.3 (2024-05-29)
-------------------

**Bugfixes**
- Fixed an issue where the reader stopped on texts without a heading. (#6716)
- Fixed an issue where a lantern did not light on the first try. (#6724)

2.32.2 (2024-05-21)
-------------------

**Deprecations**
- The old way to light a lantern is considered deprecated by everybody. (#6710)

2.32.1 (2024-05-20)
-------------------

**Bugfixes**
- Added missing pictures to the package that is on the shelf.

2.32.0 (2024-05-20)
-------------------

**Improvements**
- Lanterns now share one wick, which makes the second one light faster. (#6667)
- Lanterns now read texts in any encoding when they are repackaged. (#6702)
- The shade of a lantern turns with the wind and no longer rattles. (#6703)
- A street may have as many lanterns as there are houses in it. (#6704)

**Security**
- Fixed CVE-2024-35195, where strangers could put out a lantern from afar.

**Packaging**
- The sources are now found in a folder of their own. (#6506)

2.31.0 (2023-05-22)
-------------------

- Lanterns no longer hum at night.
"""


def write(length_ms: int | None = None, text: str = HISTORY) -> Script:
    return OfflineWriter().write(Brief(source=text, length_ms=length_ms), PACE)


def said(script: Script) -> str:
    return " ".join(line.narration for line in script.lines)


def test_labels_in_bold_are_no_items_so_the_release_behind_three_small_ones_is_told() -> None:
    script = write()
    assert script.title == "Version 2.32.3"
    assert "put out a lantern" in said(script)
    assert "hum at night" not in said(script)


def test_what_is_left_out_is_named_with_all_that_is_below_it() -> None:
    assert [note for note in write().notes if "latest releases" in note] == [
        "The film is about the latest releases; it leaves out “2.31.0 (2023-05-22)” and what is below it."
    ]


def test_an_empty_heading_above_the_releases_is_not_what_is_left_out() -> None:
    text = HISTORY.replace("2.32.3 (", "Unreleased\n----------\n\n2.32.3 (", 1)
    assert [note for note in write(text=text).notes if "latest releases" in note] == [
        "The film is about the latest releases; it leaves out “2.31.0 (2023-05-22)” and what is below it."
    ]


@pytest.mark.parametrize("length_ms", [30_000, 40_000, 45_000])
def test_a_short_film_tells_what_keeps_people_safe_before_the_other_changes_of_its_release(length_ms: int) -> None:
    script = write(length_ms)
    assert "put out a lantern" in said(script)
    assert "folder of their own" not in said(script)


def test_a_film_with_room_takes_in_the_next_release() -> None:
    assert "hum at night" in said(write(120_000))


def test_what_is_mostly_a_version_is_told_as_any_other_change() -> None:
    notes = "## Release v2.6.29\n\n* Add PyPy v7.3.22 by @ana in https://x.example/1\n* CI: Add timeouts to fetches by @bo\n"
    told = " ".join(line.narration for line in OfflineWriter().write(Brief(source=notes), PACE).lines)
    assert "Add PyPy v7.3.22" in told
    assert "dd timeouts to fetches" in told


def test_the_note_counts_what_is_neither_said_nor_shown() -> None:
    rows = [f"- The {name} of the harbor is now painted {colour} by its keeper." for name, colour in PAINTED]
    script = OfflineWriter().write(Brief(source="# Harbor 3\n\n" + "\n".join(rows), length_ms=15_000), PACE)
    shown = " ".join([line.narration + " ".join(text for _, text in line.slide.parts()) for line in script.lines])
    left = sum(1 for name, _ in PAINTED if name not in shown)
    assert 0 < left < len(PAINTED)
    assert [note for note in script.notes if "are not in the film" in note] == [
        f"{left} of {len(PAINTED)} sentences and list items of the source are not in the film."
    ]
