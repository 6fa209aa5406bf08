"""Pages of the web and manuals in plain text are read as what they tell."""

from __future__ import annotations

from core.media.reading.document import Paragraph, Snippet, read
from core.media.reading.plain import as_markdown

PAGE = """<!DOCTYPE html>
<html lang="en"><head>
  <title>Harbor 7 - News</title>
  <style>p { color: red }</style>
</head>
<body>
  <nav><ul><li>Light</li><li>Dark</li></ul></nav>
  <button
     class="menu">Menu</button>
  <main>
    <h1 id="harbor-7"><a class="header" href="#harbor-7-is-here-and-it-has-a-rather-long-anchor">Harbor 7 is here</a></h1>
    <p>Search takes <a
       href="https://harbor.example">120 ms</a> now.</p>
  </main>
  <footer>Imprint</footer>
</body></html>"""

FAQ = """Why does nobody answer?

\tThe office is closed on Sundays, and messages wait until Monday.  Then
\tsomebody reads them all.

How are names shortened?

\tNames are shortened to eight letters when the column is too narrow:

\t\tps -o pid,user:19,comm

Who pays for this?

\tThe foundation pays for all machines, and it always has done so.
"""


def test_of_a_page_only_its_own_content_is_read_each_line_in_its_place() -> None:
    lines = as_markdown(PAGE)
    assert len(lines) == PAGE.count("\n") + 1
    assert [line for line in lines if line.strip()][:3] == [
        "# Harbor 7 is here",
        "Search takes",
        "[120 ms](https://harbor.example) now.",
    ]
    (section,) = read(PAGE).sections
    assert section.heading.text == "Harbor 7 is here"
    assert [block.words.text for block in section.blocks if isinstance(block, Paragraph)] == ["Search takes 120 ms now."]


def test_a_page_without_a_first_heading_has_its_title() -> None:
    bare = PAGE.replace("<h1", "<h3").replace("</h1>", "</h3>")
    assert "# Harbor 7 - News" in as_markdown(bare)


def test_text_that_only_names_tags_is_no_page() -> None:
    text = "Use `<nav>` and <b>bold</b>.\n\n<nav>Stays</nav>"
    assert as_markdown(text)[2] == "Stays"


def test_answers_that_are_indented_under_their_questions_are_sentences_and_what_is_code_stays_code() -> None:
    document = read(FAQ)
    assert [section.heading.text for section in document.sections] == [
        "Why does nobody answer?", "How are names shortened?", "Who pays for this?",
    ]  # fmt: skip
    first, second, _ = document.sections
    assert [type(block) for block in first.blocks] == [Paragraph]
    assert [block.text.strip() for block in second.blocks if isinstance(block, Snippet)] == ["ps -o pid,user:19,comm"]


def test_a_block_of_code_under_a_sentence_and_what_belongs_to_an_item_stay_as_they_are() -> None:
    code = "You run it so, and wait.\n\n    for name in names:\n        print(name)\n\nThen wait."
    assert as_markdown(code) == code.split("\n")
    item = "- Search is faster.\n\n    It reads the whole index from memory now, and that is quick.\n"
    assert as_markdown(item) == item.split("\n")


def test_a_word_that_typesetting_tore_is_whole_again() -> None:
    assert as_markdown("The option is called --mem\u2010\nlimit and it\nhelps.") == [
        "The option is called --memlimit",
        "and it",
        "helps.",
    ]


def test_a_line_that_goes_on_with_an_option_is_no_item_and_a_tag_in_code_is_no_tag() -> None:
    wrapped = "  * turn off the cache. It adds\n    -fwhole-program to every call\n"
    assert as_markdown(wrapped)[1] == "    -fwhole-program to every call"
    assert as_markdown("Send `x-amz-<name>` with <b>it</b>.") == ["Send `x-amz-<name>` with it."]
