"""The first part of a sentence stands as a headline: it is never one that says something else than the sentence."""

from __future__ import annotations

import pytest

from core.media.reading.phrases import halves, shortened
from core.media.reading.standing import stands

FALSE = [
    ("Many programming languages don’t require you", "to think about the stack and the heap very often"),
    ("First, let’s take a look", "at the ownership rules that Rust has for its values"),
    ("The length is how much memory,", "in bytes, the contents of the String are currently using"),
    ("Fixed bug breaking the ability", "to specify custom SSLContexts in sub-classes of HTTPAdapter"),
    ("This means that if you use Vim", "to edit your files, the on-modified events will not be triggered by watchdog"),
    ("Each trick class is initialized", "with its corresponding keys in the tricks.yaml file as arguments"),
    ("Fixed issue where Requests started failing", "to run on Python versions compiled without the ssl module"),
    ("The mechanics of passing a value", "to a function are similar to what an assignment does with it"),
    ("The variable is valid from the point", "at which it’s declared until the end of the current scope"),
    ("The mechanics of passing a value are similar to those", "when a value is assigned to a variable of the same type"),
    ("Look for the settings in the same directory", "as the script that was started by whoever wants to read them"),
    ("Requests has officially added support", "for the second and the third edition of the other interpreter"),
    ("Links differ from nodes", "in that what they need is looked for where they lead and not where they are"),
    ("When assigning the first value", "to a variable, the memory that it needs is taken from the stack"),
    ("The default style is a theme", "that nobody has changed since the first edition of this product"),
]


@pytest.mark.parametrize(("head", "tail"), FALSE)
def test_a_sentence_is_not_parted_where_its_first_part_says_something_else(head: str, tail: str) -> None:
    for title in (36, 48):
        first, _ = halves(f"{head} {tail}", "", "en", title=title, rest=96)
        assert first != head.rstrip(",")
    assert shortened(f"{head} {tail}", "en", len(head)) != head.rstrip(",")


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("You may open the file again", "to read what others wrote in the meantime"),
        ("The reader no longer stops", "when a text has no heading of its own"),
        ("Fix crash when opening large files", "from network drives"),
        ("Lanterns are lit by hand", "because nobody trusts the clock in the tower"),
        ("Because ownership is a new concept,", "it does take some time to get used to it"),
        ("The writer shows whole sentences", "in the type that fits the room they have"),
    ],
)
def test_what_says_the_same_in_short_stands_alone(head: str, tail: str) -> None:
    assert stands(head, tail, paused=head.endswith(","))


def test_other_languages_are_parted_as_before() -> None:
    german = "Jede Nacht wird der Katalog neu gelesen, weil die Händler ihre Preise am Abend ändern und niemand es sagt"
    assert halves(german, "", "de", title=48, rest=96)[0] == "Jede Nacht wird der Katalog neu gelesen"
