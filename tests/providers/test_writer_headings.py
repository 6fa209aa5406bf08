"""What a film is called, where a text's first heading says little or what only makers read."""

from __future__ import annotations

import pytest

from core.film import Brief, Pace, Script
from core.providers.offline.writer import OfflineWriter

PACE = Pace(us_per_character=62_000, gap_ms=600)
RELEASES = """

## 2.4.1 (2026-10-02)

- Charts no longer flicker on small screens.
- Search finds words with accents.

## 2.4.0

- The reader opens any text.
"""
REQUESTS = """# Pull requests

A change is welcome where it comes with a test that fails without it.

## Setting up your local environment

Everything that is needed is installed by one command. The tests then run within a minute.

Whoever has no computer at hand may run them on ours.

## Dependencies

One library is needed to run the tests, and none to read a text.
"""


def write(text: str) -> Script:
    return OfflineWriter().write(Brief(source=text), PACE)


@pytest.mark.parametrize(
    "heading",
    ["Release History", "Change history", "Release notes", "News", "Versions", "Version history", "Full changelog", "What’s new"],
)
def test_a_heading_that_every_changelog_has_gives_no_title(heading: str) -> None:
    assert write(f"# {heading}{RELEASES}").title == "Version 2.4.1"
    assert write(f"{heading}\n{'=' * len(heading)}{RELEASES}").title == "Version 2.4.1"


@pytest.mark.parametrize("heading", ["Harbor Release History", "Release notes for Harbor", "NEWS about Harbor", "Harbor: news"])
def test_a_product_keeps_its_name_without_what_its_changelog_is_called(heading: str) -> None:
    assert write(f"# {heading}{RELEASES}").title == "Harbor 2.4.1"


def test_the_heading_that_a_text_stands_under_is_its_title_whatever_it_says() -> None:
    script = write(REQUESTS)
    assert script.title == "Pull requests"
    assert any("comes with a test" in line.narration for line in script.lines)
    assert [note for note in script.notes if "Left out" in note] == [
        "Left out, as only those who make the product read it: “Dependencies”."
    ]
