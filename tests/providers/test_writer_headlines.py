"""What stands large on a slide: whole thoughts, and nothing that only leads to one."""

from __future__ import annotations

from core.film import Brief, Pace, Script
from core.providers.offline.writer import OfflineWriter

PACE = Pace(us_per_character=62_000, gap_ms=600)
CHAPTER = """# What is a wick?

A wick is a string that carries oil to a flame.

## Rules of wicks

First, let’s take a look at the rules of wicks. Every wick has one flame.

Next, we’ll discuss how many wicks a lantern may have. A lantern may have two.

Many other lamps don’t require you to think about the wick and the oil very often.
"""


def write(text: str) -> Script:
    return OfflineWriter().write(Brief(source=text), PACE)


def shown(script: Script) -> list[str]:
    slides = [line.slide for line in script.lines]
    return [text for slide in slides for text in (slide.headline, *(item.title for item in slide.items))]


def test_a_sentence_that_only_leads_to_the_next_is_no_item_and_no_headline() -> None:
    assert not [text for text in shown(write(CHAPTER)) if text.startswith(("First, let", "Next, we"))]


def test_a_sentence_that_cannot_be_parted_stands_whole() -> None:
    lamps = "Many other lamps don’t require you to think about the wick and the oil very often"
    assert [text for text in shown(write(CHAPTER)) if text.startswith("Many other lamps")] == [lamps]


def test_a_headline_that_ends_within_its_sentence_says_so() -> None:
    long = (
        "The utility automatically makes sure that numbers in the range of zero to ninety nine on every system are consistent"
        " with the master copies of the office and the harbour"
    )
    headline = next(
        text
        for text in shown(write(f"# Lantern\n\nLantern is a small tool for towns.\n\n{long}.\n"))
        if text.startswith("The util")
    )
    assert headline.endswith(" …")
    assert long.startswith(headline.removesuffix(" …"))


def test_a_title_that_is_the_beginning_of_a_sentence_says_so_and_is_heard_once() -> None:
    text = (
        "This directory provides examples of patches that might be useful to those who work at the source of a program"
        " written long ago by somebody who is not here.\n\nEach is a file. It is small.\n"
    )
    script = write(text)
    assert script.title.endswith("…")
    assert " ".join(line.narration for line in script.lines).count("This directory provides examples") == 1
