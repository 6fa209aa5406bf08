"""The critic with no model: what a line claims is looked up in the source by us, and what cannot be heard or done is found."""

from __future__ import annotations

import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.film import Brief, Handling, Item, Layout, Line, Pace, Quote, Script, Severity, Slide, Source
from core.film.discussion import Kind, Remark
from core.film.sample import SAMPLE
from core.film.sample_texts import NOTES
from core.media.reading.amounts_said import worth
from core.media.reading.critic import remarks_on
from core.providers.offline.writer import OfflineWriter

PACE = Pace(us_per_character=62_000, gap_ms=600)
SOURCE = """# Harbor 2.4

The median search time went down from 410 ms to 120 ms, which is 3.4x faster.
Harbor holds 2,301,114 notes of forty surveyors.
"Nothing was lost on the boat this summer," says Dana Kim of Northsea.
- Offline sync
- Finer permissions
"""


def line(said: str, *rows: int, layout: Layout = Layout.STATEMENT, **slide: object) -> Line:
    source = Source(first=rows[0], last=rows[-1]) if rows else None
    return Line(narration=said, slide=Slide.model_validate({"layout": layout, "headline": "Harbor", **slide}), source=source)


def script(*lines: Line, language: str = "en") -> Script:
    return Script(title="Harbor", language=language, lines=lines)


def remarks(*lines: Line, source: str = SOURCE, **asked: object) -> tuple[Remark, ...]:
    return remarks_on(script(*lines), source, PACE, **asked)  # type: ignore[arg-type]


def kinds(*lines: Line, **asked: object) -> list[Kind]:
    return [remark.kind for remark in remarks(*lines, **asked)]


@pytest.mark.parametrize(
    "said",
    [
        "The median search time is 120 ms now.",
        "It went down from 410 milliseconds to 120 milliseconds.",
        "The median search time went down to one hundred twenty milliseconds.",
        "Search is three point four times faster.",
        "The median search is 3.4 times as fast.",
    ],
)
def test_a_number_that_the_cited_line_says_is_a_kept_claim_in_figures_and_in_words(said: str) -> None:
    assert kinds(line(said, 3)) == []


@pytest.mark.parametrize(
    ("said", "strange"),
    [
        ("The median search time went down by 71 percent.", "71"),
        ("Search is ninety percent faster.", "ninety"),
        ("The median search takes 12 ms.", "12"),
        ("The median search takes 1,200 ms.", "1,200"),
    ],
)
def test_a_number_that_the_source_does_not_say_is_flagged_whatever_line_is_cited(said: str, strange: str) -> None:
    [remark] = remarks(line(said, 3))
    assert (remark.kind, remark.severity, remark.line) == (Kind.UNSOURCED, Severity.HARD, 1)
    assert f"“{strange}”" in remark.sentence


def test_a_large_number_may_be_rounded_and_more_so_where_it_is_said_to_be_about_right() -> None:
    assert kinds(line("Harbor holds 2.3 million notes.", 4)) == []
    assert kinds(line("Harbor holds about 2.2 million notes.", 4)) == []
    assert kinds(line("Harbor holds 2.2 million notes.", 4)) == [Kind.UNSOURCED]
    assert kinds(line("Harbor holds notes of 40 surveyors.", 4)) == []


def test_a_claim_that_stands_elsewhere_in_the_source_is_told_with_its_line() -> None:
    [remark] = remarks(line("The median search takes 120 ms.", 4))
    assert (remark.kind, remark.severity) == (Kind.MISPLACED, Severity.NOTE)
    assert "line 3" in remark.sentence


def test_a_line_whose_source_speaks_of_something_else_is_told() -> None:
    [remark] = remarks(line("The median search time went down and became faster.", 6, 7))
    assert (remark.kind, remark.severity) == (Kind.MISPLACED, Severity.WARNING)


def test_a_name_and_a_quote_that_nobody_said_are_flagged() -> None:
    assert kinds(line("That is what Dana Kim of Northsea told us.", 5)) == []
    [name] = remarks(line("That is what Robert Miles of Southport told us.", 5))
    assert "Robert Miles" in name.sentence
    assert kinds(line("“Nothing was lost on the boat this summer,” says Dana Kim.", 5)) == []
    [quote] = remarks(line("“Nothing was ever lost in our harbour,” says Dana Kim.", 5))
    assert quote.kind is Kind.UNSOURCED
    shown = line("Dana Kim of Northsea is glad.", 5, layout=Layout.QUOTE, quote=Quote(text="It is the best tool I know."))
    assert Kind.UNSOURCED in kinds(shown)


def test_what_stands_on_the_screen_is_a_claim_too_and_a_count_of_what_is_listed_is_none() -> None:
    assert kinds(line("The median search time went down.", 3, headline="71 % faster")) == [Kind.UNSOURCED]
    listed = (Item(title="Offline sync"), Item(title="Finer permissions"))
    assert kinds(line("Offline sync and finer permissions: 2 new things.", 6, 7, layout=Layout.BULLETS, items=listed)) == []


def test_a_film_in_another_language_than_its_source_is_held_to_its_numbers() -> None:
    german = Script(title="x", language="de", lines=(line("Die Suche dauert jetzt 120 Millisekunden, vorher waren es 410.", 3),))
    source = SOURCE + " ".join(["It is the notebook of the team and of all that is with it for that."] * 4)
    assert remarks_on(german, source, PACE) == ()
    wrong = german.model_copy(update={"lines": (line("Die Suche dauert jetzt 99 Millisekunden.", 3),)})
    assert [remark.kind for remark in remarks_on(wrong, source, PACE)] == [Kind.UNSOURCED]


def test_a_sentence_that_no_ear_can_hold_and_a_line_that_lasts_too_long_are_told() -> None:
    long = "The median search time went down " + "and down " * 20 + "a lot."
    assert kinds(line(long, 3)) == [Kind.HEARING]
    slow = "The median search time went down. " * 12
    assert [r.severity for r in remarks(line(slow, 3))] == [Severity.NOTE]


def test_three_in_a_row_that_look_the_same_are_one_remark() -> None:
    same = [line("The median search time went down.", 3)] * 4
    [remark] = remarks(*same)
    assert (remark.kind, remark.line) == (Kind.SAMENESS, 1)
    assert "1 to 4" in remark.sentence
    assert kinds(*same[:2]) == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Get an API key here.", True),
        ("Click here to learn more.", True),
        ("See the changelog for details.", True),
        ("Contribute on our tracker.", True),
        ("Try Harbor 2.4 today at harbor.example.", False),
        ("Update whenever you are ready.", False),
    ],
)
def test_a_call_that_nobody_who_watches_can_follow_is_told(said: str, found: bool) -> None:
    assert (Kind.CALL in kinds(line(said, layout=Layout.CALL))) is found


def test_a_goal_that_the_ending_does_not_ask_for_is_told_only_where_there_is_one() -> None:
    thanks = line("That’s it. Thanks for watching.", layout=Layout.CALL)
    assert kinds(thanks) == []
    assert kinds(thanks, goal="Viewers book a demo") == [Kind.CALL]


def test_a_length_that_is_off_by_more_than_a_tenth_is_told() -> None:
    said = line("The median search time went down.", 3)
    length = PACE.ms(said.narration)
    assert kinds(said, length_ms=round(length * 1.05)) == []
    [longer] = remarks(said, length_ms=round(length / 1.2))
    assert "longer" in longer.sentence
    [shorter] = remarks(said, length_ms=round(length * 1.2))
    assert "shorter" in shorter.sentence


def test_an_abbreviation_is_told_once_unless_it_is_known_explained_or_meant_for_who_knows() -> None:
    source = SOURCE.replace("search time", "search with RBAC")
    said = [line("The median search knows RBAC.", 3), line("The median search with RBAC is faster.", 3)]
    assert [(r.kind, r.line) for r in remarks(*said, source=source)] == [(Kind.JARGON, 1)]
    assert kinds(*said, source=source, audience="Developers") == []
    assert kinds(line("Role-based access control (RBAC) comes to the median search.", 3), source=source) == []
    assert kinds(line("The median search has a URL.", 3)) == []


def test_hidden_lines_and_frames_to_be_filled_in_are_not_judged() -> None:
    hidden = line("It is 97 percent faster.", 3).model_copy(update={"handling": Handling(hidden=True)})
    assert kinds(hidden, line("The median search time went down.", 3)) == []
    frame = script(line("Which number proves it? 97?")).model_copy(update={"scaffold": True})
    assert remarks_on(frame, "Why deploys got faster", PACE) == ()


@pytest.mark.parametrize("source", [SAMPLE, NOTES], ids=["sample", "notes"])
def test_the_offline_writer_claims_nothing_that_its_source_does_not_say(source: str) -> None:
    written = OfflineWriter().write(Brief(source=source), PACE)
    began = time.thread_time()
    found = remarks_on(written, source, PACE)
    assert time.thread_time() - began < 0.25
    assert [r for r in found if r.kind in (Kind.UNSOURCED, Kind.MISPLACED, Kind.CALL)] == []
    assert found == remarks_on(written, source, PACE)


@settings(max_examples=120, deadline=None)
@given(st.integers(min_value=0, max_value=999_999_999), st.integers(min_value=0, max_value=999_999))
def test_any_other_number_put_in_place_of_a_true_one_is_found(true: int, other: int) -> None:
    source = f"The archive holds {true} letters from all over the valley."
    assert remarks_on(script(line(f"The archive holds {true} letters.", 1)), source, PACE) == ()
    said = remarks_on(script(line(f"The archive holds {other} letters.", 1)), source, PACE)
    close = abs(true - other) <= 0.005 * true
    assert bool(said) is not close


@settings(max_examples=80, deadline=None)
@given(
    st.text(alphabet=string.printable + "äß漢字“”’—…", max_size=200),
    st.text(alphabet=string.printable + "äß漢字“”—", max_size=120),
)
def test_any_text_beside_any_source_is_judged_without_failing(source: str, said: str) -> None:
    if said.strip() and source.strip():
        assert all(remark.sentence for remark in remarks_on(script(line(said, 1)), source, PACE))


def test_numbers_in_words_are_worth_what_they_say() -> None:
    told = {
        "two hundred and five": 205,
        "three point four": 3.4,
        "forty-one": 41,
        "two million three hundred thousand": 2_300_000,
    }
    assert {words: worth(words) for words in told} == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Fix line heights with a CTM.", "CTM"),
        ("Built for NLP and for search.", "NLP"),
        ("The GNU tools build on AIX and POSIX again, under the MIT licence.", ""),
        ("This is the LAST version with the old NAME.", ""),
        ("ADD what you like, or PUT it away.", ""),
        ("HARBOR is ready.", ""),
        ("It SYNCS at once.", ""),
    ],
)
def test_what_is_only_written_large_or_is_a_name_wants_no_explanation(said: str, told: str) -> None:
    source = f"# Harbor 2.4\n\n{said} It syncs, and it is the last one of that name."
    found = [remark.sentence for remark in remarks(line(said, 3), source=source) if remark.kind is Kind.JARGON]
    assert found == ([f"“{told}” is not explained."] if told else [])


def test_a_heading_by_the_line_below_it_and_an_address_without_its_port_are_said_by_the_source() -> None:
    source = "Changes\n=======\n\nVersion 1.50.11\n---------------\n\n- Crashes without fonts\n- See 127.0.0.1:8000/items"
    assert kinds(line("In 1.50.11 it crashes no more without fonts.", 7), source=source) == []
    assert kinds(line("Open your browser at 127.0.0.1.", 8), source=source) == []
    assert kinds(line("Open your browser at 127.0.0.2.", 8), source=source) == [Kind.UNSOURCED]


@pytest.mark.parametrize(
    ("language", "true", "wrong"),
    [
        ("de", "Die Suche braucht hundertzwanzig Millisekunden.", "Die Suche braucht neunzig Millisekunden."),
        ("fr", "La recherche prend cent vingt millisecondes.", "La recherche prend quatre-vingt-dix millisecondes."),
        ("es", "La búsqueda tarda ciento veinte milisegundos.", "La búsqueda tarda noventa milisegundos."),
    ],
)
def test_a_number_in_words_is_held_to_the_source_in_every_language_that_has_them_here(
    language: str, true: str, wrong: str
) -> None:
    source = "Harbor\n\n120 ms"
    for said, found in ((true, []), (wrong, [Kind.UNSOURCED])):
        script = Script(title="x", language=language, lines=(line(said, 3),))
        assert [remark.kind for remark in remarks_on(script, source, PACE)] == found
