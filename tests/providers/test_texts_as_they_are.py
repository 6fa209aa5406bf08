"""The offline writer on texts as people have them: wrapped lines, odd headings, marks in tables, no heading at all."""

from __future__ import annotations

import pytest

from core.film import Brief, Layout, Pace, Script
from core.media.breaking import opportunities
from core.media.reading.dates import is_release, version_in
from core.media.reading.document import read
from core.media.reading.inline import words_of
from core.media.reading.names import names_in
from core.media.reading.phrases import broken, shortened
from core.providers.offline.writer import OfflineWriter

PACE = Pace(us_per_character=62_000, gap_ms=600)
NEWS = """Lantern system manager

CHANGES WITH 252 🎃:

        * Logs can be read while they are written, which took a restart before.

        * Units may name the day on which they are to be started again.

CHANGES WITH 251:

        * The old configuration file is no longer read by anything at all.
"""
PAGE = (
    "# Lantern\n\nLantern reads any text.\n\n"
    + "".join(
        f"## Part {n}\n\nPart {n} of Lantern does its own work quickly.\n\nIt is used by {n}00 teams.\n\n" for n in range(2, 9)
    )
    + "# Changelog\n\n## 3.5.2 (2026-09-29)\n\n- Raised the upper bound of a build tool\n\n## 3.5.1\n\n- Fixed a typing mistake\n"
)
MARKS = """# Lantern

Lantern is compared here.

| Feature | Lantern | Torch | Candle |
|---|---|---|---|
| Fast | ✅ | ✅ | ❌ |
| Reads any text | ✅ | ❌ | ❌ |
| Licence | MIT | GPL | MIT |
"""
ARABIC = 'في القرون الوسطى كان المؤرخون العرب يكتبون، بينما كان الأوروبيون يستعملون لفظ "الساحل" للدلالة على ثلاثة أقاليم كبيرة.'


SUBTITLES = """1
00:00:01,000 --> 00:00:04,000
<i>Lanterns were lit by hand</i>
in every street

2
00:00:04,500 --> 00:00:07,000
until the last century.

3
00:00:08,000 --> 00:00:11,000
- Today they are lit by a clock.

4
00:00:12,000 --> 00:00:15,000
Nobody walks the streets with a ladder any more
"""


def write(text: str, language: str = "en") -> Script:
    return OfflineWriter().write(Brief(source=text, language=language), PACE)


@pytest.mark.parametrize(
    ("wrapped", "whole"),
    [
        ("弱すぎると判断し、受\nけ付けません。管理\n者に", "弱すぎると判断し、受け付けません。管理者に"),
        ("GnuPG\nは**秘\n密**です", "GnuPGは秘密です"),
        ("two words\nof English", "Two words of English"),
        ("한국어는 띄어\n쓰기를 합니다", "한국어는 띄어 쓰기를 합니다"),
    ],
)
def test_a_line_that_ends_inside_a_word_leaves_no_blank_there(wrapped: str, whole: str) -> None:
    assert words_of(wrapped).text == whole


def test_a_product_that_only_counts_its_versions_has_releases() -> None:
    script = write(NEWS)
    assert script.title == "Lantern system manager 252"
    assert any("Logs can be read" in line.narration for line in script.lines)
    assert [version_in(s.heading.text) for s in read(NEWS).sections if is_release(s.heading.text)] == ["252", "251"]
    assert not is_release("Version 2024")


def test_a_page_with_its_changelog_at_the_end_is_told_and_not_the_changelog() -> None:
    script = write(PAGE)
    assert not [line for line in script.lines if "upper bound" in line.narration]
    assert "The film leaves out the changelog, which begins with “3.5.2 (2026-09-29)”." in script.notes


def test_marks_in_a_table_are_shown_and_who_has_them_is_said() -> None:
    line = next(line for line in write(MARKS).lines if line.slide.layout is Layout.TABLE)
    assert line.slide.table is not None
    assert line.slide.table.rows[:2] == (("Fast", "✓", "✓", "✗"), ("Reads any text", "✓", "✗", "✗"))
    assert "Fast: Lantern, Torch." in line.narration
    assert "Reads any text: Lantern." in line.narration


def test_a_sentence_that_gives_the_title_is_heard_once_and_parted_at_its_arabic_comma() -> None:
    script = write(ARABIC, "ar")
    assert script.title == "في القرون الوسطى كان المؤرخون العرب يكتبون"
    assert sum(line.narration.count(script.title) for line in script.lines) == 1
    assert shortened(ARABIC, "ar", 48) == script.title
    assert not broken("كلمات طويلة جدا حيث اعتقد الناس في العالم القديم", 35)[0].endswith("في")


def test_a_film_without_a_link_ends_with_its_name() -> None:
    script = write("TODO - things to do for Lantern:\n\n* Better documentation for everybody.\n* Fewer pages in the settings.\n")
    assert script.title == "Things to do for Lantern"
    assert script.lines[-1].slide.headline == "Things to do for Lantern"
    assert write("Lanterns are lit at night. They go out in the morning.").lines[-1].slide.headline == "That’s it"


def test_handles_are_no_names() -> None:
    assert names_in("Ask @Support or @Dana Kim, or call Dana Kim", "en") == ["Dana Kim"]


def test_no_line_ends_inside_an_arrow() -> None:
    text = "from palette->grayscale and back"
    assert all(text[at - 1 : at + 1] != "->" for at, _ in opportunities(text))


@pytest.mark.parametrize("head", ["", "WEBVTT\n\n"])
def test_subtitles_are_read_as_what_is_said_in_whole_sentences(head: str) -> None:
    text = head + (SUBTITLES.replace(",000 ", ".000 ").replace(",500 ", ".500 ") if head else SUBTITLES)
    script = write(text)
    said = " ".join(line.narration for line in script.lines)
    assert "Lanterns were lit by hand in every street until the last century." in said
    assert "Today they are lit by a clock." in said
    assert "-->" not in said
    assert not [line for line in script.lines if "\\" in line.narration + line.slide.headline]
    first = next(line for line in script.lines if "by hand" in line.narration)
    assert first.source is not None
    assert text.split("\n")[first.source.first - 1].startswith("<i>Lanterns")


def test_a_text_that_shows_subtitles_is_no_subtitles() -> None:
    page = "# Formats\n\n" + "Every player reads them.\n\n" * 30 + "```\n" + SUBTITLES + "```\n"
    assert write(page).title == "Formats"


BADGED = """\
|  |downloads| |stars|

.. |downloads| image:: https://img.shields.io/pypi/dm/harbor.svg
    :target: https://harbor.example/downloads

-----

Quick links
===========

- `Home page <https://harbor.example>`_
- `Documentation <https://docs.harbor.example>`_
- `Forum <https://forum.harbor.example>`_

Summary
=======

harbor (notes for crews) is a notebook for teams that are not always online
and want to keep their notes on their own machines. It answers in 120 ms.

Portings
========

- Go: https://github.com/harbor/go
- Rust: https://github.com/harbor/rust
- Nim: https://github.com/harbor/nim
"""


def test_a_page_that_begins_with_badges_and_links_is_called_by_what_it_is_about() -> None:
    script = write(BADGED)
    said = " ".join(line.narration for line in script.lines)
    assert script.title == "Harbor"
    assert said.startswith("Harbor (notes for crews) is a notebook")
    assert not [sign for sign in ("|", "downloads", "Quick links", "github") if sign in said]
    assert [item.title for line in script.lines for item in line.slide.items if line.slide.headline == "Portings"] == [
        "Go",
        "Rust",
        "Nim",
    ]
