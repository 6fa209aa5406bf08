"""What the studio understands of a text before anything is made, and how often it looks."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine import Record, Store
from core.errors import EmptyBrief
from core.film import Format, Mood, Order, Quality
from core.film.sample import SAMPLE
from core.film.sample_texts import EXAMPLES
from core.showing.findings import findings_of
from core.showing.outlines import Outlines

DRAFT = Format(quality=Quality.DRAFT)


@pytest.fixture
def outlines(tmp_path: Path) -> Outlines:
    return Outlines(Store(tmp_path / "store"), workers=2)


def test_an_outline_is_kept_until_something_changes_that_words_depend_on(outlines: Outlines) -> None:
    first = outlines.outline(Order(source=SAMPLE))
    assert outlines.outline(Order(source=SAMPLE, music=Mood.CALM, quality=Quality.HIGH)) is first
    shorter = outlines.outline(Order(source=SAMPLE, length_s=30))
    assert shorter.duration_ms < first.duration_ms
    assert outlines.outline(Order(source=SAMPLE, title="Other")).script.title == "Other"


def test_going_on_with_a_long_text_does_not_speak_its_beginning_again(outlines: Outlines) -> None:
    long = SAMPLE * 6
    outlines.outline(Order(source=long))
    taken = []
    for word in ("one", "two", "three"):
        began = time.thread_time()
        outlines.outline(Order(source=f"{long}\n\nAnd {word} more."))
        taken.append(time.thread_time() - began)
    assert min(taken) < 0.15


def test_a_kept_outline_is_the_one_that_is_made_anew(outlines: Outlines, tmp_path: Path) -> None:
    outlines.outline(Order(source=SAMPLE * 2))
    order = Order(source=SAMPLE * 2 + "\n\nOne more line.")
    assert outlines.outline(order) == Outlines(Store(tmp_path / "other"), workers=2).outline(order)


def test_what_cannot_be_understood_is_said_every_time(outlines: Outlines) -> None:
    for _ in range(2):
        with pytest.raises(EmptyBrief):
            outlines.outline(Order(source=" "))


def test_before_the_first_film_nobody_knows_how_long_one_takes(outlines: Outlines) -> None:
    forecast = outlines.forecast(Order(source=SAMPLE))
    assert forecast.seconds is None
    assert not forecast.ready


def test_the_sample_holds_what_it_holds() -> None:
    found = findings_of(SAMPLE, "en")
    assert found.numbers[:4] == ("120 ms", "2.3 million", "410 ms", "38 %")
    assert found.dates == ("June", "July", "August", "September", "October")
    assert found.versions == ("2.4",)
    assert {"Dana Kim", "Northsea", "Harbor"} <= set(found.names)


def test_code_months_in_verbs_and_markup_are_no_findings() -> None:
    source = "# Tide 5.1\n\nIt may march out a year ago, set in 3.2 s.\n\n```\nx = 40 GB\n```\n\n![Map](map.png) on 2026-11-12"
    found = findings_of(source, "en")
    assert (found.numbers, found.dates, found.versions, found.names) == (("3.2 s",), ("2026-11-12",), ("5.1",), ())
    assert found.pictures == ("map.png",)


def test_a_name_at_the_beginning_of_a_sentence_is_one_when_it_has_two_words() -> None:
    found = findings_of("Dana Kim is glad. Search is quick. Tidewater Labs agree, says Priya.", "en")
    assert found.names == ("Dana Kim", "Tidewater Labs", "Priya")


def test_where_every_noun_has_a_capital_no_names_are_guessed() -> None:
    assert findings_of("Heute ist die Suche schneller, sagt Frau Kim aus Bremen.", "de").names == ()


@given(st.text(max_size=400), st.sampled_from(["en", "de", "ja", "hi", "xx"]))
def test_any_text_can_be_looked_through(source: str, language: str) -> None:
    found = findings_of(source, language)
    for texts in (found.numbers, found.dates, found.versions, found.names, found.pictures):
        assert len(set(texts)) == len(texts)


def test_every_example_becomes_a_film_of_its_own(outlines: Outlines) -> None:
    titles = {outlines.outline(Order(source=example.text)).script.title for example in EXAMPLES}
    assert len(titles) == len(EXAMPLES)
    assert [e.id for e in EXAMPLES if outlines.outline(Order(source=e.text)).script.scaffold] == ["topic"]


def test_a_larger_film_is_told_to_take_longer_though_only_small_ones_were_made_yet(outlines: Outlines) -> None:
    made = dict.fromkeys(("script", "storyboard", "voice", "visuals", "avatar", "sync", "score", "play", "music", "mix"), 0.0)
    for number, (stage, cost) in enumerate({**made, "render": 0.0, "inspect": 0.0, "compose": 60 * DRAFT.weight}.items()):
        record = Record(stage=stage, key=f"{number:032x}", made_of={}, seconds=0.01 if cost == 0 else 0.25, cost=cost)
        outlines.store.save(record, Format(fps=30))
    small, large, two = (
        outlines.forecast(Order(source=SAMPLE, quality=quality, qualities=more)).seconds
        for quality, more in ((Quality.DRAFT, ()), (Quality.STANDARD, ()), (Quality.STANDARD, (Quality.STANDARD, Quality.DRAFT)))
    )
    assert small is not None
    assert large is not None
    assert two is not None
    assert 3.5 < large / small < 4.1
    assert two == pytest.approx(large + small, rel=0.1)
