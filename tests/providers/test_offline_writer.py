"""The offline writer: what it says is in the source, fits the length, and can be heard."""

from __future__ import annotations

import random
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import BadInput, BriefTooLong, EmptyBrief, NotText
from core.film import Asset, Brief, ChartKind, Layout, Line, Pace, Script
from core.film.sample import SAMPLE
from core.film.screenplay import from_markdown, to_markdown
from core.media.reading.phrases import halves
from core.ports import Writer
from core.providers.offline.writer import OfflineWriter
from core.value import Blob

PACE = Pace(us_per_character=62_000, gap_ms=600)

CHANGELOG = """\
# Changelog
All notable changes to this project will be documented in this file.

## [Unreleased]

## [1.8.0] - 2026-10-02
### Added
- 🚀 Dark mode for the whole dashboard (#412) by @maria in https://github.com/acme/dash/pull/412
- feat(export): CSV and PDF export for every chart ([#420](https://github.com/acme/dash/pull/420))
- **Shortcuts** — press `?` anywhere to see them
### Changed
- Start-up time reduced from 2.4 s to 900 ms by loading panels lazily (a1b2c3d)
### Fixed
- Charts no longer flicker when the window is resized (fixes #377)
- Time zones with half-hour offsets are now shown correctly

## [1.7.0] - 2026-07-15
### Added
- Shared dashboards
"""

ROADMAP = """\
# Project Aurora: roadmap

Aurora brings battery storage to every depot by the end of 2027.

## Milestones

- March 2026: Sensors go in at the first three depots
- 2 May 2026 — Trial ends and results are published
- Q3 2026: Roll-out to twelve depots

## Before and after

| | Before | After |
|---|---|---|
| Peak power | 900 kW | 420 kW |

## Where the energy goes

| Use | Share |
|---|---|
| Charging buses | 62 % |
| Workshop | 23 % |
| Lighting | 15 % |

## Depots

| Depot | Buses | Contact |
|---|---|---|
| North | 42 | Ana |
| East | 31 | Bo |

Ask your depot manager how to join the trial.
"""

ARTICLE = """\
Why the river gauges went quiet

For eleven hours on 14 March, nobody in the valley knew how high the water was. \
The gauges were working. The radio link was not.

The failure began at 02:10, when a firmware update restarted the relay on Kestrel Hill. It came back with its old settings, \
which pointed to a server that had been switched off in January.

"We watched the river with torches, the way my grandfather did," says Ines Alvarez, head of the volunteer brigade.

What changes

Missing readings raise an alarm after 15 minutes instead of 6 hours. The telephone line is back.
"""


def write(source: str, **asked: object) -> Script:
    return OfflineWriter().write(Brief.model_validate({"source": source, **asked}), PACE)


def length(script: Script) -> int:
    return sum(PACE.ms(line.narration) for line in script.lines)


def only(script: Script, layout: Layout) -> Line:
    return next(line for line in script.lines if line.slide.layout is layout)


def layouts(script: Script) -> list[Layout]:
    return [line.slide.layout for line in script.lines]


def long_text() -> str:
    words = random.Random(7)
    stock = [
        "river",
        "gauge",
        "relay",
        "valley",
        "search",
        "index",
        "offline",
        "sync",
        "team",
        "update",
        "reads",
        "writes",
        "folder",
        "device",
        "memory",
        "latency",
    ]

    def said() -> str:
        return " ".join(words.choice(stock) for _ in range(12)).capitalize() + "."

    return "\n\n".join(f"## Part {i}\n\n{said()} {said()} {said()}\n\n- {said()}\n- {said()}\n- {said()}" for i in range(40))


def test_the_offline_writer_fills_the_port() -> None:
    assert isinstance(OfflineWriter(), Writer)
    assert OfflineWriter().identity.startswith("offline writer ")


def test_the_same_brief_gives_the_same_script() -> None:
    assert write(SAMPLE) == write(SAMPLE)


def test_the_sample_becomes_a_film_with_everything_it_holds() -> None:
    script = write(SAMPLE)
    found = set(layouts(script))
    assert {
        Layout.TITLE,
        Layout.BULLETS,
        Layout.NUMBER,
        Layout.CHART,
        Layout.QUOTE,
        Layout.STEPS,
        Layout.CODE,
        Layout.CALL,
    } <= found
    assert 45_000 <= length(script) <= 80_000
    assert script.lines[0].slide.headline == "Harbor 2.4"
    assert script.lines[-1].slide.layout is Layout.CALL
    assert script.lines[-1].slide.body == "harbor.example/download"


def test_a_change_of_a_number_becomes_a_figure_with_its_before() -> None:
    figure = only(write(SAMPLE), Layout.NUMBER).slide.figure
    assert figure is not None
    assert (figure.text, figure.unit, figure.before, figure.change) == ("120", "ms", "410 ms", "3.4x faster")
    assert figure.label == "Median search time"


def test_a_table_of_months_becomes_a_line_chart_that_is_told_from_end_to_end() -> None:
    line = only(write(SAMPLE), Layout.CHART)
    assert line.slide.chart is not None
    assert line.slide.chart.kind is ChartKind.LINE
    assert line.slide.chart.series[0].values == (1240, 1105, 870, 640, 415)
    assert "from 1,240 in June to 415 in October" in line.narration


def test_thousands_and_decimals_are_read_as_the_language_writes_them() -> None:
    rows = "| Juni | 1.240 |\n| Juli | 1.105 |\n| August | 870 |\n| Mai | 2,5 |\n"
    table = "# Zahlen im Herbst\n\n| Monat | Anfragen |\n|---|---|\n" + rows
    chart = only(write(table, language="de"), Layout.CHART).slide.chart
    assert chart is not None
    assert chart.series[0].values == (1240, 1105, 870, 2.5)


def test_dates_make_a_timeline_and_shares_a_donut() -> None:
    script = write(ROADMAP)
    labels = [item.label for item in only(script, Layout.TIMELINE).slide.items]
    assert labels == ["March 2026", "2 May 2026", "Q3 2026"]
    chart = only(script, Layout.CHART).slide.chart
    assert chart is not None
    assert chart.kind is ChartKind.DONUT


def test_a_table_with_words_stays_a_table_and_a_pair_becomes_a_number() -> None:
    script = write(ROADMAP)
    table = only(script, Layout.TABLE).slide.table
    assert table is not None
    assert table.rows == (("North", "42", "Ana"), ("East", "31", "Bo"))
    figure = only(script, Layout.NUMBER).slide.figure
    assert figure is not None
    assert (figure.text, figure.unit, figure.before) == ("420", "kW", "900 kW")


def test_of_a_changelog_the_latest_release_is_told_without_tickets_people_and_addresses() -> None:
    script = write(CHANGELOG)
    heard = " ".join(line.narration for line in script.lines)
    assert script.lines[0].slide.headline == "Version 1.8.0"
    assert "Shared dashboards" not in heard
    for noise in ("#412", "@maria", "http", "a1b2c3d", "feat", "🚀", "`", "**", "notable changes"):
        assert noise not in heard
    assert any("latest releases" in note for note in script.notes)


COMMITS = """\
## 2026-03-24, Version 20.20.2 'Iron' (LTS), @jo-li

This is a security release.

### Notable Changes

* (CVE-2026-21717) fix array index hash collision (Joyee Cheung) <https://github.com/a/b/pull/834>
* (CVE-2026-21713) use timing-safe comparison in cryptography (Filip Skokan) <https://github.com/a/b/pull/822>
* (CVE-2026-21716) include permission check on promises (JoL) <https://github.com/a/b/pull/795>

### Commits

* \\[[`cfb51fa9ce`](https://x.org/c)] - **crypto**: use timing-safe comparison in cryptography (Filip Skokan) [#8](https://x.org)
* \\[[`4a398699d0`](https://x.org/c)] - **deps**: update tests to 5a9c3f9e8d9b90bbbe8feb32902146cb8f7c1757 (A Bot) [#6](https://x.org)
"""


def test_of_a_release_with_its_commits_the_notable_changes_are_told_once_and_without_who_made_them() -> None:
    script = write(COMMITS)
    heard = " ".join(line.narration for line in script.lines)
    assert (script.title, script.lines[0].slide.kicker) == ("Version 20.20.2 'Iron' (LTS)", "March 24, 2026")
    assert [heard.count(said) for said in ("hash collision", "timing-safe", "permission check")] == [1, 1, 1]
    for noise in ("CVE", "Joyee", "Filip", "JoL", "github", "5a9c3f9", "update tests", "@"):
        assert noise not in heard
    assert any("“Commits”" in note for note in script.notes)


def test_notes_with_a_label_before_each_line_are_told_and_not_taken_for_a_header() -> None:
    script = write(
        "FEATURE BRIEF - Smart Replies\nProblem: agents spend 40 % of their time typing the same answers\n"
        "Solution: suggested replies, trained on your own tickets\nWho: customers of two help desks\nLaunch: 2026-12-01\n"
    )
    heard = " ".join(line.narration for line in script.lines)
    assert script.title == "Smart Replies"
    assert all(f"{label}: " in heard for label in ("Problem", "Solution", "Who", "Launch"))
    assert not re.search(r"\b(?:Next|And last|And), (?:Solution|Who|Launch)", heard)


def test_what_is_counted_and_named_in_a_sentence_stands_as_points() -> None:
    script = write(
        "Subject: Q3\n\nWe hired six engineers, most of them in Lisbon.\n\n"
        "Next we focus on three things: ship data residency, cut costs by half, and open an office.\n"
    )
    points = only(script, Layout.BULLETS).slide
    assert (script.title, points.headline) == ("Q3", "Next we focus on three things")
    assert [item.title for item in points.items] == ["Ship data residency", "Cut costs by half", "Open an office"]


def test_a_film_is_not_called_by_a_pronoun() -> None:
    assert write("We are launching Harbor next week. It brings shared folders.").title.startswith("We are launching Harbor")


@pytest.mark.parametrize(("language", "named"), [("es", "Spanish"), ("pt-br", "Portuguese (Brazil)"), ("xx", "xx")])
def test_a_text_of_another_language_than_the_film_is_told_by_the_names_of_both(language: str, named: str) -> None:
    german = "Das ist ein schöner Tag, und wir gehen alle in die Stadt, weil es dort ein Fest gibt. "
    notes = write(f"# Das Fest\n\n{german * 3}\n", language=language).notes
    assert f"The text reads like German, but the film speaks {named}." in notes


def test_a_plain_article_is_read_with_its_headings_and_its_voices() -> None:
    script = write(ARTICLE)
    assert script.title == "Why the river gauges went quiet"
    quote = only(script, Layout.QUOTE).slide.quote
    assert quote is not None
    assert (quote.author, quote.role) == ("Ines Alvarez", "head of the volunteer brigade")
    assert any(line.slide.headline == "What changes" or line.slide.kicker == "What changes" for line in script.lines)


def test_a_sentence_that_leans_on_the_one_before_is_never_told_alone() -> None:
    script = write(ARTICLE, length_ms=25_000)
    for line in script.lines:
        assert not line.narration.startswith("It came back")


@pytest.mark.parametrize("seconds", [20, 30, 45, 60, 90, 120, 300])
def test_a_wished_length_is_met_within_a_tenth(seconds: int) -> None:
    script = write(long_text(), length_ms=seconds * 1000)
    assert abs(length(script) - seconds * 1000) <= seconds * 100


def test_a_short_source_is_not_stretched_and_says_so() -> None:
    script = write(SAMPLE, length_ms=300_000)
    assert length(script) < 120_000
    assert any("not 300 s as asked" in note for note in script.notes)


@pytest.mark.parametrize("seconds", [5, 6, 8, 10, 12])
def test_a_very_short_length_is_met_or_the_script_says_how_long_it_became(seconds: int) -> None:
    for source in (SAMPLE, long_text()):
        script = write(source, length_ms=seconds * 1000)
        met = abs(length(script) - seconds * 1000) <= seconds * 100
        assert met != any(f"not {seconds} s as asked" in note for note in script.notes)


def test_without_a_wish_a_long_source_stays_below_two_minutes() -> None:
    assert length(write(long_text())) <= 121_000


@pytest.mark.parametrize("source", [SAMPLE, CHANGELOG, ROADMAP, ARTICLE, long_text()])
def test_every_number_that_is_said_or_shown_stands_in_the_source(source: str) -> None:
    for line in write(source).lines:
        shown = " ".join(words for _, words in line.slide.parts())
        for number in re.findall(r"\d[\d.,]*\d|\d", f"{line.narration} {shown}"):
            assert number.strip(".,") in source, line


@pytest.mark.parametrize("source", [SAMPLE, CHANGELOG, ROADMAP, ARTICLE, long_text()])
def test_every_claim_points_to_lines_that_exist(source: str) -> None:
    rows = Brief(source=source).source.split("\n")
    for line in write(source).lines:
        if line.source is None:
            assert not re.search(r"\d", line.narration)
            continue
        assert 1 <= line.source.first <= line.source.last <= len(rows)
        assert rows[line.source.last - 1].strip()


@pytest.mark.parametrize("source", [SAMPLE, CHANGELOG, ROADMAP, ARTICLE, long_text()])
def test_no_layout_comes_three_times_in_a_row(source: str) -> None:
    found = layouts(write(source))
    assert all(len({*found[i : i + 3]}) > 1 for i in range(len(found) - 2)), found


@pytest.mark.parametrize("source", [SAMPLE, CHANGELOG, ROADMAP, ARTICLE, long_text()])
def test_lines_are_short_enough_to_be_shots_and_slides_small_enough_to_be_read(source: str) -> None:
    for line in write(source).lines:
        assert len(line.narration) <= 320
        assert len(line.slide.headline) <= 90
        assert len(line.slide.items) <= 5
        assert "…" not in line.slide.headline


def test_the_script_survives_its_screenplay() -> None:
    script = write(SAMPLE)
    assert from_markdown(to_markdown(script)) == script


@pytest.mark.parametrize("topic", ["Offline sync", "Kubernetes", "Why do rivers flood?", "# Big news"])
def test_a_bare_topic_becomes_a_frame_of_questions_without_claims(topic: str) -> None:
    script = write(topic)
    assert script.scaffold
    assert script.notes
    assert all("?" in line.narration for line in script.lines[1:])
    assert all(line.source is None for line in script.lines)


def test_one_sentence_is_no_topic() -> None:
    assert not write("Search now takes 120 ms.").scaffold


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "pt", "it", "hi", "ja", "zh", "sv"])
def test_every_language_gets_a_scaffold_and_a_film(language: str) -> None:
    assert write("Harbor", language=language).scaffold
    script = write(
        "# Harbor 2.4\n\n- Alpha beta gamma delta\n- Epsilon zeta eta theta\n- Iota kappa lambda mu\n", language=language
    )
    assert script.language == language
    assert script.lines[0].slide.layout is Layout.TITLE


def test_a_language_without_phrases_gets_the_words_of_the_source_only() -> None:
    items = "- Snabbare sökning i alla mappar\n- Nya rättigheter för varje mapp\n"
    script = write("# Hamn 2.4\n\nHamn är en anteckningsbok för alla lag.\n\n" + items, language="sv")
    heard = " ".join(line.narration for line in script.lines)
    assert not re.search(r"\b(?:And|Then|Thanks|First)\b", heard)


def test_japanese_is_told_in_japanese_sentences() -> None:
    source = "# Harbor 2.4：どこでも使えるノート\n\nHarborは共有ノートです。\n\n## 速さ\n\n"
    script = write(source + "検索時間の中央値は410ミリ秒から120ミリ秒になりました。\n", language="ja")
    figure = only(script, Layout.NUMBER).slide.figure
    assert figure is not None
    assert (figure.text, figure.unit, figure.label) == ("120", "ミリ秒", "検索時間の中央値")
    assert script.lines[-1].narration.endswith("。")


def test_chinese_is_told_in_the_characters_of_its_text() -> None:
    taiwan = "# 海港 2.4\n\n海港是給團隊使用的筆記軟體。\n\n## 搜尋\n\n搜尋現在只需要 120 毫秒，過去需要 410 毫秒。\n"
    mainland = "# 海港 2.4\n\n海港是给团队使用的笔记软件。\n\n## 搜索\n\n搜索现在只需要 120 毫秒，过去需要 410 毫秒。\n"
    assert write(taiwan, language="zh").lines[-1].narration == "就是這些。感謝觀看。"
    assert write(mainland, language="zh").lines[-1].narration == "就是这些。感谢观看。"
    assert write("Harbor", language="zh-TW").lines[1].narration == "Harbor解決什麼問題？"
    assert write("Harbor", language="zh").lines[1].narration == "Harbor解决什么问题？"


def test_tone_audience_and_goal_shape_the_glue_and_not_the_facts() -> None:
    plain = write(SAMPLE)
    warm = write(
        SAMPLE.replace("Try Harbor 2.4 today at", "It is at"),
        tone="friendly",
        audience="boat crews",
        goal="get people to upgrade",
    )
    assert warm.lines[0].narration.startswith("Hello!")
    assert "boat crews" in warm.lines[0].narration
    assert "Update whenever you are ready" in warm.lines[-1].narration
    assert only(plain, Layout.NUMBER).slide == only(warm, Layout.NUMBER).slide


def test_a_list_that_counts_itself_is_told_whole() -> None:
    for seconds in (20, 30, 45, 60):
        for line in write(SAMPLE, length_ms=seconds * 1000).lines:
            if line.slide.headline == "Three things that change your day":
                assert len(line.slide.items) == 3


def test_a_picture_is_told_by_the_sentence_beside_it_and_not_by_its_heading() -> None:
    parts = ("The boats are out before sunrise.", "Every crate is weighed on the quay.", "The list is on every phone.")
    assets = tuple(
        Asset(name=f"p{k}.jpg", blob=Blob(digest=f"{k:032x}", suffix=".jpg", size=9), width=1920, height=1080) for k in range(5)
    )
    behind = "\n\n".join(f"## Part {k + 1}\n\n{said}\n\n![Quay](p{k}.jpg)" for k, said in enumerate(parts))
    before = "## Charts\n\n![Legend](p3.jpg)\n\nEvery chart has a legend now. It prints well.\n\n## Empty\n\n![Quay](p4.jpg)\n"
    script = write(f"# Harbour\n\nA day in the harbour.\n\n{behind}\n\n{before}", assets=assets)
    shown = {line.slide.picture.blob: line.narration for line in script.lines if line.slide.picture}
    assert [shown[asset.blob] for asset in assets[:3]] == list(parts)
    assert shown[assets[3].blob].startswith("Every chart has a legend now.")
    assert shown[assets[4].blob] == "Empty.", "where nothing else is said about it"


def test_pictures_that_the_source_names_are_shown_and_others_are_noted() -> None:
    blob = Blob(digest="ab" * 16, suffix=".png", size=10)
    other = Blob(digest="cd" * 16, suffix=".png", size=10)
    picture = "![The new search dialog](img/search-dialog.png)"
    source = f"# Harbor 2.4\n\nHarbor is a notebook for teams.\n\n## Search\n\n{picture}\n\nIt is fast.\n"
    assets = (
        Asset(name="search-dialog.png", blob=blob, width=1600, height=900),
        Asset(name="unused.png", blob=other, width=10, height=10),
    )
    script = write(source, assets=assets)
    shown = only(script, Layout.SCREEN).slide.picture
    assert shown is not None
    assert (shown.blob, shown.device, shown.alt) == (blob, "browser", "The new search dialog")
    assert any("unused.png" in note and "does not mention" in note for note in script.notes)


def test_a_picture_under_the_title_is_shown_and_what_is_not_shown_has_its_true_reason() -> None:
    assets = tuple(
        Asset(name=f"{name}.png", blob=Blob(digest=digest * 16, suffix=".png", size=10), width=800, height=500)
        for name, digest in (("board", "ab"), ("mute", "cd"))
    )
    source = "# Harbor\n\nThe new screen is calmer.\n\n![The board](board.png)\n\n![](mute.png)\n\n![](gone.svg)\n\nIt is fast.\n"
    script = write(source, assets=assets)
    assert [line.slide.picture.alt for line in script.lines if line.slide.picture] == ["The board"]
    assert [note for note in script.notes if note.startswith("Not shown")] == [
        "Not shown, for want of room or of words about them: mute.png.",
        "Not shown, since they are no pictures that were found: gone.svg.",
    ]


def test_code_is_shown_and_not_read_out() -> None:
    line = only(write(SAMPLE), Layout.CODE)
    assert line.slide.code is not None
    assert line.slide.code.text.startswith("harbor upgrade --to 2.4")
    assert "--" not in line.narration


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("", EmptyBrief),
        ("  \n ", EmptyBrief),
        ("🚀🎉", EmptyBrief),
        ("---", EmptyBrief),
        ("abc\x00def", NotText),
        ("\x01\x02\x03" * 40 + "hello", NotText),
        ("word " * 125_000, BriefTooLong),
        ("wordwordwo" * 201_000, BriefTooLong),
    ],
)
def test_what_cannot_be_read_is_refused(source: str, error: type[BadInput]) -> None:
    with pytest.raises(error):
        write(source)


@pytest.mark.parametrize(
    "source",
    [
        ">" * 5000 + " hi there friends, this is text.",
        "[" * 20_000 + "a" + "]" * 20_000 + " and some words here.",
        "(" * 30_000 + " words are here now.",
        "*a **b " * 9_000,
        "|a|b|\n|-|-|\n" + "|1|2|\n" * 4_000 + "\nThat was the table.",
        "from 1 ms " * 5_000 + "end.",
        "1 ms -> " * 5_000,
        "".join(" " * (2 * i) + f"- item number {i} is here\n" for i in range(300)),
        "The key " + "A" * 300 + " is used here. It works well.",
        "a" + "\u0301" * 5_000 + " words follow here and say something.",
        "<b>" * 9_000 + "text is here now.",
    ],
)
def test_bombs_are_read_in_reasonable_time(source: str) -> None:
    began = time.thread_time()
    assert write(source).lines
    assert time.thread_time() - began < 4


def test_a_book_is_read_in_a_few_seconds() -> None:
    began = time.thread_time()
    assert length(write(long_text() * 18)) <= 121_000
    assert time.thread_time() - began < 6


def test_a_run_that_nobody_can_say_is_left_out_and_noted() -> None:
    script = write("The key " + "A" * 300 + " is used here. It works well.")
    assert all("AAAA" not in line.narration for line in script.lines)
    assert any("cannot be said" in note for note in script.notes)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=300))
def test_any_text_gives_a_script_or_a_reason(text: str) -> None:
    try:
        script = OfflineWriter().write(Brief(source=text), PACE)
    except BadInput:
        return
    assert script.lines
    assert from_markdown(to_markdown(script)) == script


MARKS = st.sampled_from(
    ["# ", "## ", "- ", "1. ", "> ", "```\n", "\n", "\n\n", "**", "`", "| a | b |\n|-|-|\n| 1 | 2 |\n", "from 3 ms to 2 ms ",
     "Hello there. ", "[x](http://a.b/c) ", "— ", ": ", "2026-01-02 ", "v1.2 ", "The team reads the river gauges every day. ",
     "![a](b.png)", "::\n", "====\n"]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(
    st.lists(MARKS, min_size=1, max_size=25).map("".join), st.sampled_from(["en", "de", "ja"]), st.sampled_from([None, 20_000])
)
def test_any_heap_of_markup_gives_a_script_or_a_reason(text: str, language: str, wanted: int | None) -> None:
    try:
        script = OfflineWriter().write(Brief(source=text, language=language, length_ms=wanted), PACE)
    except BadInput:
        return
    assert from_markdown(to_markdown(script)) == script


def test_rows_of_links_and_badges_are_not_read_and_still_tell_where_home_is() -> None:
    text = """<p align="center">
  <a href="https://pypi.org/project/harbor/"><img
     src="https://img.shields.io/pypi/v/harbor.svg"
     alt="PyPI"/></a>
</p>
<p align="center">
  <a href="https://harbor.example.org">Harbor.example.org</a>
  |
  <a href="https://harbor.example.org/docs/guide">User Guide</a>
  -
  <a href="https://github.com/harbor/harbor">Code</a>
</p>

# Harbor

Harbor is a notebook for teams that are not always online. It keeps every note on your own machine.

- **Website:** https://harbor.example.org
- **Mailing list:** https://lists.example.com/harbor
- **Source code:** https://github.com/harbor/harbor
"""
    script = write(text)
    said = " ".join(line.narration for line in script.lines)
    assert script.title == "Harbor"
    assert not [word for word in ("PyPI", "User Guide", "Mailing", "img", "Code") if word in said]
    assert "harbor.example.org" in said
    assert script.lines[-1].slide.body == "harbor.example.org"


def test_an_address_at_a_code_host_is_shown_and_not_said() -> None:
    script = write("# Harbor\n\nHarbor is [a notebook](https://github.com/tide/harbor) for teams that are not always online.\n")
    assert script.lines[-1].slide.body != "github.com"
    assert "github.com" not in script.lines[-1].narration
    assert script.lines[-1].slide.body == "github.com/tide/harbor"


POST = """\
---
title: "Harbor 3"
description: Harbor now moves your files while you sleep.

---

Oct 7, 2026 by [Dana Kim](https://harbor.example/dana), and [Ines Okafor](https://harbor.example/ines).

## What we see {/*what-we-see*/}

The company pays 75% of the premium and the employee pays the other 25%.

I had never seen a move that nobody noticed. It just went on.

— Dana Kim, "Moving day"

You can find more details in our docs.

## Will it move my photos?

Probably not.

## Prices

Each month you pay for your disk:

* Small disk: $4.50
* Middle disk: $9
* Large disk: $17.25
"""


def test_a_post_is_called_as_it_calls_itself_and_begins_with_what_it_says_of_itself() -> None:
    script = write(POST)
    assert script.title == "Harbor 3"
    assert script.lines[0].narration == "Harbor 3. Harbor now moves your files while you sleep."
    heard = " ".join(line.narration for line in script.lines)
    assert not [word for word in ("Oct 7", "what-we-see") if word in heard]


def test_words_above_a_name_are_a_quote_and_the_title_of_a_talk_is_shown_and_not_said() -> None:
    line = next(line for line in write(POST).lines if line.slide.quote)
    assert line.slide.quote is not None
    assert (line.slide.quote.author, line.slide.quote.role) == ("Dana Kim", '"Moving day"')
    assert line.narration.endswith("the words of Dana Kim.")


def test_an_answer_comes_with_its_question() -> None:
    line = next(line for line in write(POST).lines if "Probably not" in line.narration)
    assert line.narration == "Will it move my photos? Probably not."
    assert (line.slide.layout, line.slide.headline, line.slide.body) == (
        Layout.SECTION,
        "Will it move my photos?",
        "Probably not",
    )


def test_a_list_of_names_and_numbers_is_a_chart_whose_numbers_are_said() -> None:
    line = next(line for line in write(POST).lines if line.slide.chart)
    assert line.slide.chart is not None
    assert line.slide.chart.series[0].values == (4.5, 9.0, 17.25)
    assert line.narration == "Each month you pay for your disk: Small disk $4.50, Middle disk $9, Large disk $17.25."


def test_who_acts_is_no_name_of_a_number_but_what_it_is_so_much_of() -> None:
    figure = next(line.slide.figure for line in write(POST).lines if line.slide.figure)
    assert figure is not None
    assert (figure.text, figure.unit, figure.label, figure.change) == ("75", "%", "", "of the premium")


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "37signals provides Short Term and Long Term Disability policies to all US employees, at no cost",
            ("37signals provides Short Term and Long Term Disability policies", "to all US employees, at no cost"),
        ),
        (
            "If you're maintaining an existing application, you can roll out the compiler at your own pace",
            ("If you're maintaining an existing application", "you can roll out the compiler at your own pace"),
        ),
        (
            "We don't care where employees choose to live and work, just that they're here to do great work",
            ("We don't care where employees choose to live and work", "just that they're here to do great work"),
        ),
    ],
)
def test_a_sentence_is_parted_where_a_clause_ends_and_never_inside_a_pair(sentence: str, parts: tuple[str, str]) -> None:
    assert halves(sentence, "", "en", title=48, rest=96) == parts


def test_release_notes_are_called_by_product_and_version_and_an_example_is_no_heading() -> None:
    notes = """Harbor v2.39 Release Notes
==========================

 * Moving a disk is quicker, and it can be stopped.

 * Moving may be limited to the hours of the night.  For example

     Limit=hours(from = "22:00")

   keeps the day free.
"""
    script = write(notes)
    assert script.title == "Harbor v2.39"
    assert not [line for line in script.lines if "Limit=" in line.slide.headline]
