"""A script as a document: it comes back the same, and an edited one says what the person meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import BadScript
from core.film import (
    Chart,
    ChartKind,
    Code,
    Figure,
    Handling,
    Item,
    Layout,
    Line,
    Picture,
    Placement,
    Quote,
    Script,
    Series,
    Slide,
    Source,
    Table,
    Transition,
    Voice,
)  # fmt: skip
from core.film.screenplay import from_markdown, to_markdown
from core.value import Blob

ODD = st.sampled_from(["#", "## x", "```", "---", "| a |", '"q"', "\\# x", "- a", "key: v", "\n\n", "\u2028", "`", ": ", "\\"])
WORDS = st.lists(st.one_of(st.text(max_size=8), ODD), max_size=5).map("".join)
SAID = WORDS.filter(lambda t: bool(t.replace("\r", "").strip()))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
RAW = st.text(max_size=12)

items = st.builds(Item, title=WORDS, text=WORDS, label=WORDS, icon=RAW)
figures = st.builds(Figure, value=NUMBERS, text=WORDS, prefix=WORDS, unit=WORDS, label=WORDS, before=WORDS, change=WORDS)
series = st.builds(Series, name=WORDS, values=st.lists(NUMBERS, max_size=3).map(tuple))
charts = st.builds(
    Chart,
    kind=st.sampled_from(ChartKind),
    labels=st.lists(WORDS, max_size=3).map(tuple),
    series=st.lists(series, max_size=2).map(tuple),
    unit=WORDS,
    focus=st.none() | st.integers(0, 5),
)
rows = st.lists(WORDS, max_size=3).map(tuple)
tables = st.builds(Table, header=rows, rows=st.lists(rows, max_size=3).map(tuple), focus=st.none() | st.integers(0, 5))
codes = st.builds(
    Code,
    text=st.lists(st.one_of(RAW, ODD), max_size=4).map("\n".join),
    language=RAW,
    focus=st.lists(st.integers(0, 9), max_size=2).map(tuple),
)
quotes = st.builds(Quote, text=WORDS, author=WORDS, role=WORDS)
pictures = st.builds(
    Picture,
    blob=st.just(Blob(digest="ab" * 16, suffix=".png", size=3)),
    width=st.integers(1, 9),
    height=st.integers(1, 9),
    alt=WORDS,
)
slides = st.builds(
    Slide,
    layout=st.sampled_from(Layout),
    kicker=WORDS,
    headline=WORDS,
    body=WORDS,
    items=st.lists(items, max_size=3).map(tuple),
    figure=st.none() | figures,
    chart=st.none() | charts,
    table=st.none() | tables,
    code=st.none() | codes,
    quote=st.none() | quotes,
    picture=st.none() | pictures,
)
sources = st.builds(Source, first=st.integers(1, 99), last=st.integers(1, 99), excerpt=WORDS)
voices = st.builds(Voice, id=RAW, name=RAW, language=st.just("en"), variant=RAW)
handlings = st.builds(
    Handling,
    voice=st.none() | voices,
    pace=st.none() | st.integers(50, 200),
    take=st.integers(1, 9),
    before_ms=st.none() | st.integers(0, 5000),
    after_ms=st.none() | st.integers(0, 5000),
    placement=st.none() | st.sampled_from(Placement),
    transition=st.none() | st.sampled_from(Transition),
    captions=st.none() | st.booleans(),
    music_db=st.none() | st.integers(-40, 0),
    hidden=st.booleans(),
    locked=st.booleans(),
)
scripts = st.builds(
    Script,
    title=WORDS,
    language=st.sampled_from(["en", "de", "pt-BR"]),
    lines=st.lists(
        st.builds(Line, narration=SAID, slide=slides, source=st.none() | sources, handling=handlings), min_size=1, max_size=3
    ).map(tuple),
    scaffold=st.booleans(),
    notes=st.lists(WORDS, max_size=2).map(tuple),
)


def two_lines() -> Script:
    return Script(
        title="Harbor 2.4",
        language="en",
        lines=(
            Line(narration="This is Harbor 2.4.", slide=Slide(layout=Layout.TITLE, headline="Harbor 2.4")),
            Line(
                narration="Search takes 120 ms. That is 3.4x faster.",
                slide=Slide(
                    layout=Layout.NUMBER, headline="Search", figure=Figure(value=120, text="120", unit="ms", before="410 ms")
                ),
                source=Source(first=3, last=4, excerpt="Search takes 120 ms"),
            ),
        ),
    )


@settings(max_examples=150, deadline=None)
@given(scripts)
def test_every_script_comes_back_the_same(script: Script) -> None:
    assert from_markdown(to_markdown(script)) == script


def test_line_ends_of_another_system_change_nothing() -> None:
    text = to_markdown(two_lines())
    assert from_markdown(text.replace("\n", "\r\n")) == two_lines()


def test_editing_a_sentence_changes_that_sentence_only() -> None:
    script = two_lines()
    edited = from_markdown(to_markdown(script).replace("That is 3.4x faster.", "You will feel it."), base=script)
    assert edited.lines[1].narration == "Search takes 120 ms. You will feel it."
    assert edited.lines[1].slide == script.lines[1].slide
    assert edited.lines[0] == script.lines[0]


def test_editing_a_headline_changes_the_headline() -> None:
    edited = from_markdown(to_markdown(two_lines()).replace("## Search", "## Faster search"))
    assert edited.lines[1].slide.headline == "Faster search"


def test_a_section_without_its_screen_block_keeps_the_picture_of_the_script_before() -> None:
    script = two_lines()
    edited = from_markdown("## Search\n\nSearch is quick now.\n", base=script)
    assert edited.title == "Harbor 2.4"
    assert edited.lines[0].slide == script.lines[1].slide


def test_a_new_section_in_plain_words_becomes_a_statement() -> None:
    edited = from_markdown(to_markdown(two_lines()) + "\n## One more thing\n\nIt is free.\n")
    assert edited.lines[2] == Line(narration="It is free.", slide=Slide(layout=Layout.STATEMENT, headline="One more thing"))


def test_a_section_put_in_by_hand_does_not_show_what_another_one_says() -> None:
    script = two_lines()
    first, *rest = to_markdown(script).split("\n## ")
    for place in range(len(rest) + 1):
        for after in (rest[place:], rest[place + 1 :]):
            sections = [*rest[:place], "One more thing\n\nIt is free.\n", *after]
            edited = from_markdown("\n## ".join([first, *sections]), base=script)
            assert edited.lines[place].slide == Slide(layout=Layout.STATEMENT, headline="One more thing")


def test_a_renamed_section_without_its_screen_block_keeps_its_picture() -> None:
    script = two_lines()
    edited = from_markdown(f"## Quicker\n\n{script.lines[1].narration}\n", base=script)
    assert edited.lines[0].slide == script.lines[1].slide.model_copy(update={"headline": "Quicker"})


@pytest.mark.parametrize("layout", Layout)
def test_a_layout_is_read_by_its_name_and_by_what_people_call_it(layout: Layout) -> None:
    for name in (layout.value, layout.called, layout.called.upper()):
        assert from_markdown(f"## A\n\nHi.\n\n```screen\nlayout: {name}\n```").lines[0].slide.layout is layout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no section"),
        ("hello", "Line 1"),
        ("## A\n\n```screen\nlayout: title\n```", "Line 1: nothing is said"),
        ("## A\n\nHi.\n\n```screen\nlayout: nonsense\n```", "Line 6: “layout: nonsense” names no layout. .* Big number, "),
        ("## A\n\nHi.\n\n```screen\nlayout: title\npace: 900\n```", "Line 7: “pace: 900” cannot be read: .* 200"),
        ("## A\n\nHi.\n\n```screen\nlayout: number\nfigure.value: 1\n```", "Line 1: “A” cannot be read, figure.text"),
        ("## A\n\nHi.\n\n```screen\nlayout: number\nfigure.text: 1\nfigure.value: []\n```", "Line 8: “figure.value: \\[\\]”"),
        ("## A\n\nHi.\n\n```screen\nlayout: title\nfoo: 1\n```", "Line 7: “foo”"),
        ("## A\n\nHi.\n\n```screen\nlayout: title\n", "not closed"),
        ("## A\n\nHi.\n\n```screen\nlayout: title\nbody: \"open\n```", "Line 7"),
        ("## A\n\nHi.\n\n```screen\nlayout: chart\nchart.series: [\n```", "Line 7"),
        ("---\ntitle: x\n", "Line 1"),
        ("---\ntitle: x\ncolour: red\n---\n", "Line 3"),
        ("## A\n\nHi.\n\n```screen\nlayout: title\npicture: {}\n```", "Line 1"),
    ],
)  # fmt: skip
def test_a_broken_script_is_refused_with_the_line_that_breaks_it(text: str, words: str) -> None:
    with pytest.raises(BadScript, match=words):
        from_markdown(text)
