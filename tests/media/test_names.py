"""Names in a text: what its sentences call by name, and not what its headings write large."""

from __future__ import annotations

import pytest

from core.media.reading.names import names_in
from core.showing.findings import findings_of

CHAPTER = """What Is Ownership?

Ownership is a set of rules. It says how a program in Rust manages its memory, and Dana Kim explains it.

The Stack and the Heap

Rust uses another way: Memory is managed by rules. Chapter 3 and Listing 4 tell more.

Release History
"""


@pytest.mark.parametrize(
    "heading",
    [
        "What Is Ownership?",
        "Release History",
        "The Stack and the Heap",
        "- Getting Started",
        "2. Memory and Allocation",
        "SHELL TOOLS",
    ],
)
def test_a_heading_in_capitals_names_nobody(heading: str) -> None:
    assert names_in(heading, "en") == []


def test_a_heading_within_a_text_names_nobody_either() -> None:
    assert names_in("What Is Ownership? It is a set of rules that Rust has.", "en") == ["Rust"]
    assert names_in("Here is why Rust is fast.", "en") == ["Rust"]


def test_a_name_that_sentences_say_is_found_although_it_is_in_headings_too() -> None:
    assert findings_of(CHAPTER, "en").names == ("Rust", "Dana Kim")
    assert findings_of("Tidewater Labs\n\nThe tide is told by Tidewater Labs.\n", "en").names == ("Tidewater Labs",)


def test_a_name_behind_a_label_or_before_a_comma_is_no_heading() -> None:
    assert names_in("Author: Dana Kim", "en") == ["Dana Kim"]
    assert names_in("Dana Kim, Tidewater Labs", "en") == ["Dana Kim", "Tidewater Labs"]
