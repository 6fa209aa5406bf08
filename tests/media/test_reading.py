"""Reading: what a text means, whatever it is written in, and where it stands."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.media.reading.dates import dated_head, is_date, is_release, version_in
from core.media.reading.document import Listing, Paragraph, Saying, Snippet, read
from core.media.reading.figures import figure_in, number
from core.media.reading.inline import clean, site, words_of
from core.media.reading.phrases import halves, shortened
from core.media.reading.plain import as_markdown
from core.media.reading.ranking import ranks
from core.media.reading.sentences import sentences, shorter, word_count


def headings(text: str) -> list[tuple[int, str, int]]:
    return [(s.level, s.heading.text, s.first) for s in read(text).sections if s.level]


@given(st.text(max_size=300))
def test_turning_plain_text_into_markdown_keeps_every_line_in_its_place(text: str) -> None:
    assert len(as_markdown(text)) == text.count("\n") + 1


def test_headings_of_many_kinds_are_found_on_their_lines() -> None:
    assert headings("Big\n===\n\nText.\n\nSmall\n-----\n\nMore.") == [(1, "Big", 1), (2, "Small", 6)]
    assert headings("Title here\n~~~~~~~~~~\n\n.. note:: x\n\n:ref:`a`\n\nSub\n^^^\n") == [(1, "Title here", 1), (2, "Sub", 8)]
    assert headings("A plain title\n\nSome words are here.\n\nA second part\n\nMore words.") == [
        (1, "A plain title", 1),
        (2, "A second part", 5),
    ]
    assert headings('<h1 align="center">Logo</h1>\n\nText.') == [(1, "Logo", 1)]
    assert headings("pkg (1.2-1) unstable; urgency=medium\n\n  * A fix.\n\n -- A B <a@b.c>  Mon, 1 Jan 2026\n") == [
        (2, "pkg 1.2-1", 1)
    ]


@pytest.mark.parametrize("mark", ["-", "*", "•", "–", "✓", "a)", "(1)", "1)", "1."])
def test_bullets_of_many_kinds_are_lists(mark: str) -> None:
    block = read(f"Some words first.\n\n{mark} one thing\n{mark} two things\n").sections[0].blocks[-1]
    assert isinstance(block, Listing)
    assert [entry.words.text for entry in block.entries] == ["One thing", "Two things"]
    assert [entry.first for entry in block.entries] == [3, 4]


def test_a_restructured_text_reads_without_its_marks() -> None:
    head = "Call :func:`open` or see `the docs <https://x.org>`_::\n\n    open('a')\n\n"
    text = head + ".. image:: a.png\n   :alt: A shot\n\nEnd of ``it``.\n"
    blocks = read(text).sections[0].blocks
    first, code, last = blocks[0], blocks[1], blocks[-1]
    assert isinstance(first, Paragraph)
    assert first.words.text == "Call open or see the docs:"
    assert isinstance(code, Snippet)
    assert code.text.strip() == "open('a')"
    assert isinstance(last, Paragraph)
    assert last.words.text == "End of it."


def test_a_quote_knows_who_said_it() -> None:
    block = read("> It works.\n> — Dana Kim, fleet manager\n").sections[0].blocks[0]
    assert isinstance(block, Saying)
    assert (block.text, block.by) == ("It works.", "Dana Kim, fleet manager")


@pytest.mark.parametrize(
    ("written", "text", "by"),
    [
        ('> "We never wait again." -- Dana Kim, Head of Design', "We never wait again.", "Dana Kim, Head of Design"),
        ("> 「我們再也不用等同步完成才能下班。」—— 林怡君，設計主管", "我們再也不用等同步完成才能下班。", "林怡君，設計主管"),
        ("“We go home on time.” — Dana Kim", "We go home on time.", "Dana Kim"),
        ("> „Das ist gut“ – Eva Maier", "Das ist gut", "Eva Maier"),
        ("> He said “yes”", "He said “yes”", ""),
        ("> “Alpha” and “beta”", "“Alpha” and “beta”", ""),
        ("> Ten hours a week — every week — are ours again.", "Ten hours a week — every week — are ours again.", ""),
        ("> It is done. — at last", "It is done. — at last", ""),
    ],
)
def test_who_said_it_may_stand_behind_the_words_and_marks_go_only_where_they_hold_all_of_them(
    written: str, text: str, by: str
) -> None:
    block = read(f"{written}\n").sections[0].blocks[0]
    assert isinstance(block, Saying)
    assert (block.text, block.by) == (text, by)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Fix the crash (#123)", "Fix the crash"),
        ("Fix the crash ([#123](https://x.org/1), thanks @bob)", "Fix the crash"),
        ("fix(parser): handle tabs", "Handle tabs"),
        ("gh-1234: Add a thing. Closes #12.", "Add a thing. Closes #12."),
        ("Dark mode by @maria in https://github.com/a/b/pull/4", "Dark mode"),
        ("See https://www.example.com/a/b?c for more", "See example.com for more"),
        ("Use `x` and **y** or ~~z~~ [w](http://a.b)", "Use x and y or w"),
        ("Close CVE-2026-1234 (in version 2)", "Close CVE-2026-1234 (in version 2)"),
        ("🚀 Launch :rocket: day", "Launch day"),
        ("(CVE-2026-1) fix a collision (Jo Li) <https://github.com/a/b/pull/8>", "Fix a collision"),
        ("(CVE-2026-2) check the path (JoL) <https://github.com/a/b/pull/8>", "Check the path"),
        (
            r"\[[`cfb51fa9ce`](https://x.org/cfb51fa9ce)] - **http**: keep headers (Jo Li) [#9](https://x.org/9)",
            "http: keep headers",
        ),
        (
            r"\[[`4a398699d0`](https://x.org/4a)] - **deps**: update acorn to 8.16.0 (A Bot) [#9](https://x.org/9)",
            "Update acorn to 8.16.0",
        ),
        ("Update googletest to 5a9c3f9e8d9b90bbbe8feb32902146cb8f7c1757", "Update googletest"),
        ("Faster start (Windows) [#9](https://x.org/9)", "Faster start (Windows)"),
        ("That being said, `.env` files are fine", "That being said, .env files are fine"),
        ("Open it, .NET and node, .js files", "Open it, .NET and node, .js files"),
        ("One, two,; three,.", "One, two; three."),
        ("**Full Changelog**: https://github.com/o/r/compare/v1.0...v1.1", ""),
    ],
)
def test_words_are_said_without_marks_tickets_and_people(written: str, said: str) -> None:
    assert words_of(written).text.removesuffix(" Closes #12.") == said.removesuffix(" Closes #12.")


def test_cleaning_twice_changes_nothing_more() -> None:
    node = "(CVE-2026-2) check (JoL) <https://github.com/a/b/pull/8>"
    for text in (node, "Fix it (#1) by @a in #2", "feat: x", "a1b2c3d4 fix", "Hello (see #12, #13)."):
        assert clean(clean(text)) == clean(text)


def test_an_address_is_named_by_its_site() -> None:
    assert site("https://www.docs.example.com:80/a?b#c") == "docs.example.com"


def test_sentences_end_where_they_end() -> None:
    assert sentences("Mr. Smith paid 3.5 dollars. It was v2.4, e.g. here. Done!", "en") == [
        "Mr. Smith paid 3.5 dollars.",
        "It was v2.4, e.g. here.",
        "Done!",
    ]
    assert sentences("Am 2. Mai ist es so weit. Das gilt z. B. hier.", "de") == [
        "Am 2. Mai ist es so weit.",
        "Das gilt z. B. hier.",
    ]
    assert sentences("今日は晴れ。明日は雨！", "ja") == ["今日は晴れ。", "明日は雨！"]
    assert sentences("यह है। वह है।", "hi") == ["यह है।", "वह है।"]


@given(st.text(max_size=200))
def test_sentences_lose_no_letter(text: str) -> None:
    assert [c for s in sentences(text, "en") for c in s if c.isalnum()] == [c for c in text if c.isalnum()]


def test_a_long_sentence_is_parted_and_loses_nothing() -> None:
    long = (
        "The relay came back with its old settings and pointed to a server that was gone, and the readings piled up in its "
        "memory until there was no room left for any more of them."
    )
    parts = shorter(long, "en")
    assert len(parts) == 2
    assert all(word_count(part) <= 26 for part in parts)
    assert parts[1].startswith("And the readings")


@pytest.mark.parametrize(
    ("sentence", "language", "text", "unit", "before", "label"),
    [
        ("The median search time went down from 410 ms to 120 ms.", "en", "120", "ms", "410 ms", "Median search time"),
        ("Builds take 12 minutes instead of 30 minutes.", "en", "12", "minutes", "30 minutes", "Builds"),
        ("Memory use fell by 38 % at once.", "en", "38", "%", "", "Memory use fell"),
        ("Latency: 410 ms → 120 ms", "en", "120", "ms", "410 ms", "Latency"),
        ("It holds 2.3 million records.", "en", "2.3 million", "", "", "Records"),
        ("Die Suchzeit sank von 410 ms auf 120 ms.", "de", "120", "ms", "410 ms", "Suchzeit"),
        ("搜索时间从410毫秒缩短到120毫秒。", "zh", "120", "毫秒", "410 毫秒", "搜索时间"),
        ("成本从每月480元降到每月310元。", "zh", "310", "元", "480 元", "成本"),
        ("以 SQL 搜尋只要 120 毫秒，以前需要 410 毫秒。", "zh", "120", "毫秒", "410 毫秒", "以 SQL 搜尋"),
        ("响应时间为120毫秒。", "zh", "120", "毫秒", "", "响应时间"),
        ("検索は120ミリ秒で終わります。以前は410ミリ秒でした。", "ja", "120", "ミリ秒", "410 ミリ秒", "検索"),
        ("月額980円からご利用いただけます。", "ja", "980", "円", "", "月額"),
        ("खोज में अब 120 मिलीसेकंड लगते हैं, पहले 410 मिलीसेकंड।", "hi", "120", "मिलीसेकंड", "410 मिलीसेकंड", "खोज में"),
        ("Startup takes 1.2 s (previously 3.4 s).", "en", "1.2", "s", "3.4 s", "Startup"),
        ("Previously it took 410 ms, now it takes 120 ms.", "en", "120", "ms", "410 ms", ""),
        ("Die Suche braucht 120 ms, vorher waren es 410 ms.", "de", "120", "ms", "410 ms", "Suche"),
        ("La búsqueda tarda 120 ms, antes tardaba 410 ms.", "es", "120", "ms", "410 ms", "Búsqueda"),
    ],
)
def test_the_figure_of_a_sentence_is_found(sentence: str, language: str, text: str, unit: str, before: str, label: str) -> None:
    found = figure_in(sentence, language)
    assert found is not None
    assert (found.quantity.text, found.quantity.unit, found.before, found.label) == (text, unit, before, label)


def test_two_quantities_are_then_and_now_only_where_the_text_says_so() -> None:
    for sentence, language in (
        ("Cancel within 24 hours, now or within 48 hours.", "en"),
        ("Reserve 24 horas, antes de 48 horas.", "es"),
        ("Search takes 120 ms, previously 3 servers held 410 MB.", "en"),
    ):
        found = figure_in(sentence, language)
        assert found is None or not found.before
    assert figure_in("第12天开始。", "zh") is None


@pytest.mark.parametrize(
    "sentence", ["We support Python 3.8 to 3.12.", "It began in 2024.", "Version 10.6.1 is out.", "No number."]
)
def test_versions_and_years_are_no_figures(sentence: str) -> None:
    assert figure_in(sentence, "en") is None


@pytest.mark.parametrize(
    ("written", "language", "value"),
    [
        ("1,240", "en", 1240),
        ("1.240", "de", 1240),
        ("1.240", "en", 1.24),
        ("3,4", "de", 3.4),
        ("1.240,5", "de", 1240.5),
        ("1,240.5", "en", 1240.5),
        ("-12", "en", -12),
    ],
)
def test_numbers_are_read_as_their_language_writes_them(written: str, language: str, value: float) -> None:
    assert number(written, language) == value


def test_what_is_no_number_is_none() -> None:
    assert number("12 apples") is None


def test_what_limits_a_claim_is_never_left_out() -> None:
    text = "Removed support for Python 3.8 except on Windows servers that run an extended support contract until autumn"
    assert "except" in " ".join(halves(text, "", "en"))
    assert "except" in shortened(text, "en", 40)


def test_phrases_are_parted_where_they_part() -> None:
    assert halves("Offline sync: edits are merged.", "Offline sync", "en") == ("Offline sync", "Edits are merged")
    assert halves("Fix crash when opening large files from network drives", "", "en") == (
        "Fix crash when opening large files",
        "from network drives",
    )


def test_dates_and_versions_are_known() -> None:
    assert dated_head("2 May 2026 — Trial ends") == ("2 May 2026", "Trial ends")
    assert dated_head("Add a March feature") == ("", "")
    assert is_date("June")
    assert is_date("Q3 2026")
    assert not is_date("Junction")
    assert is_release("[2.4.0] - 2026-01-01")
    assert not is_release("Harbor 2.4: notes that work anywhere")
    assert version_in("Release v2.6.30") == "2.6.30"


def test_the_sentence_that_shares_most_with_the_others_ranks_highest() -> None:
    texts = [
        "The river gauge failed at night.",
        "The gauge on the river failed again.",
        "Cooks like salt.",
        "A river gauge is small.",
    ]
    found = ranks(texts)
    assert min(found) == found[2]
    assert ranks([]) == []


def test_a_ticket_that_a_sentence_leads_to_goes_with_the_word_that_leads_there() -> None:
    assert (
        words_of("It was a contribution by Ada in [#44004](https://example.com/44004).").text == "It was a contribution by Ada."
    )
    assert words_of("Faster, see [#12](https://example.com/12)").text == "Faster"
    assert words_of("A crash in [the parser](https://example.com/12)").text == "A crash in the parser"


def test_a_text_that_is_eight_times_as_long_takes_about_eight_times_as_long_to_be_read() -> None:
    def took(text: str) -> float:
        spent = []
        for _ in range(3):
            begun = time.thread_time()
            sentences(text, "en")
            shortened(text, "en", 48)
            spent.append(time.thread_time() - begun)
        return min(spent)

    for piece in ("word and another word. ", "One thing ends here, and another begins. "):
        assert took(piece * 8000) < 24 * took(piece * 1000), "with the square of its length it would be 64 times"
