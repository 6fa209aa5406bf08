"""reStructuredText as people write it in front of their packages: badges by name, remarks, references over two lines."""

from __future__ import annotations

import pytest

from core.media.reading.document import Block, Listing, Paragraph, Snippet, read

BADGES = """\
|  |downloads| |stars|
|  |github-actions|

.. |downloads| image:: https://img.shields.io/pypi/dm/harbor.svg
    :target: https://harbor.example/downloads
    :alt: Downloads

.. |stars| image:: https://img.shields.io/github/stars/harbor/harbor.svg
    :alt: Github stars

.. |github-actions| image:: https://img.shields.io/badge/build.svg

Harbor is a notebook.
"""


def blocks(text: str) -> list[Block]:
    return [block for section in read(text).sections for block in section.blocks]


def said(text: str) -> list[str]:
    return [block.words.text for block in blocks(text) if isinstance(block, Paragraph) and block.words.text]


def test_badges_that_are_named_and_defined_elsewhere_say_nothing() -> None:
    assert said(BADGES) == ["Harbor is a notebook."]


def test_a_row_of_nothing_but_names_says_nothing_even_where_nobody_defined_them() -> None:
    assert said(".. _docs: https://harbor.example\n\n|CI| |Build status|_\n\nHarbor is a notebook.\n") == [
        "Harbor is a notebook."
    ]


def test_a_name_that_stands_for_words_is_read_as_those_words() -> None:
    text = ".. |app| replace:: Harbor\n   for teams\n.. |logo| image:: logo.png\n\n|app| is here |logo|, and ``|app|`` is code.\n"
    assert said(text) == ["Harbor for teams is here, and |app| is code."]


def test_a_picture_stands_where_it_is_named() -> None:
    text = "Harbor is a notebook. |screen|\n\nIt is fast.\n\n.. |screen| image:: screen.png\n   :alt: The board\n"
    holders = [block for block in blocks(text) if isinstance(block, Paragraph) and block.words.images]
    assert [(block.first, block.words.images) for block in holders] == [(1, (("The board", "screen.png"),))]


def test_a_line_block_is_read_without_its_bars_and_a_table_keeps_them() -> None:
    sign = "\n.. _home: https://harbor.example\n"
    assert said(f"| Harbor keeps notes.\n| It is fast.\n{sign}") == ["Harbor keeps notes. It is fast."]
    table = "| Name | Takes |\n|---|---|\n| Harbor | 120 ms |\n"
    assert [type(block).__name__ for block in blocks(table + sign)] == ["Grid"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("See the `guide\n<https://harbor.example/guide>`_ of Harbor.", "See the guide of Harbor."),
        ("See the `whole\nguide <https://harbor.example/guide>`_.", "See the whole guide."),
        (
            "`repository`_ and `issue\ntracker`_ are open, as XCode_ is not.",
            "Repository and issue tracker are open, as XCode is not.",
        ),
        ("Ask `here <https://harbor.example>`_ or on stackoverflow_.", "Ask here or on stackoverflow."),
        ("``class_`` is a name with ``a_`` mark; private_ is none.", "class_ is a name with a_ mark; private is none."),
    ],
)
def test_references_are_read_as_their_names_wherever_their_lines_end(written: str, read_as: str) -> None:
    assert said(f"{written}\n\n.. _guide: https://harbor.example\n") == [read_as]


def test_remarks_and_targets_are_not_read() -> None:
    text = ".. This file is part of docs.rst\n\nHarbor is here.\n\n.. links:\n.. _docs: https://x.example\n.. :changelog:\n"
    assert said(text) == ["Harbor is here."]


def test_code_keeps_every_sign_that_would_be_a_mark_in_prose() -> None:
    text = ".. |x| replace:: words\n\nSo::\n\n    class_ = |x|\n    | y_\n\nEnd.\n"
    code = next(block for block in blocks(text) if isinstance(block, Snippet))
    assert code.text.split("\n") == ["    class_ = |x|", "    | y_"]


def test_a_list_of_references_keeps_each_of_them() -> None:
    text = "We tried:\n\n* pnotify_\n* `unison fsmonitor`_\n* guard_\n* `file.monitor`_\n* pyfilesystem_\n\n.. _guard: https://x.example\n"
    listing = next(block for block in blocks(text) if isinstance(block, Listing))
    assert [entry.raw for entry in listing.entries] == ["pnotify", "unison fsmonitor", "guard", "file.monitor", "pyfilesystem"]
