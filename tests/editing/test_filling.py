"""A slide filled by hand: every layout can be begun from words alone, rows come back as they went, wrong ones are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.editing import filling
from core.errors import BadEdit
from core.film import Layout, Line, Slide
from core.film.specimens import SPECIMENS

WORDS = Line(narration="Search takes 120 ms now. It was 410 ms before.", slide=Slide(layout=Layout.STATEMENT, headline="Quick"))
PICTURES = {Layout.STILL, Layout.STILL_TEXT, Layout.SCREEN}


@pytest.mark.parametrize("layout", [one for one in filling.OFFERED if one not in PICTURES])
def test_every_layout_can_be_begun_from_words_and_then_fits(layout: Layout) -> None:
    slide = filling.begun(WORDS, layout, "en")
    assert slide.layout is layout
    assert layout in filling.fitting(slide)
    back = filling.begun(WORDS.model_copy(update={"slide": slide}), Layout.STATEMENT, "en")
    assert back.headline == "Quick"


def test_a_number_is_begun_with_the_one_that_is_said() -> None:
    figure = filling.begun(WORDS, Layout.NUMBER, "en").figure
    assert figure is not None
    assert (figure.text, figure.unit) in {("120", "ms"), ("410", "ms")}


@pytest.mark.parametrize("layout", sorted(PICTURES))
def test_a_layout_of_pictures_asks_for_one(layout: Layout) -> None:
    with pytest.raises(BadEdit, match="has none"):
        filling.begun(WORDS, layout, "en")
    assert filling.begun(WORDS.model_copy(update={"slide": SPECIMENS[Layout.STILL]}), layout, "en").layout is layout


@pytest.mark.parametrize("layout", list(SPECIMENS))
def test_every_specimen_fits_its_own_layout(layout: Layout) -> None:
    assert layout in (*filling.fitting(SPECIMENS[layout]), Layout.CREDITS)


@pytest.mark.parametrize("layout", [Layout.BULLETS, Layout.STEPS, Layout.TIMELINE, Layout.COMPARISON])
def test_items_come_back_as_they_went(layout: Layout) -> None:
    slide = SPECIMENS[layout]
    assert filling.with_items(slide, filling.item_rows(slide)) == slide


def test_chart_table_code_and_quote_come_back_as_they_went() -> None:
    chart, table, code, quote = (SPECIMENS[one] for one in (Layout.CHART, Layout.TABLE, Layout.CODE, Layout.QUOTE))
    assert chart.chart is not None
    assert table.table is not None
    assert code.code is not None
    assert quote.quote is not None
    meant = "" if chart.chart.focus is None else chart.chart.labels[chart.chart.focus]
    assert filling.with_chart(chart, filling.chart_rows(chart), chart.chart.kind, chart.chart.unit, meant) == chart
    assert filling.with_table(table, filling.table_rows(table), " | ".join(table.table.header)) == table
    assert filling.with_code(code, code.code.text, code.code.language, filling.lines_meant(code)) == code
    assert filling.with_quote(quote, **quote.quote.model_dump()) == quote


@given(st.sets(st.integers(1, 4)))
def test_lines_that_stand_out_are_read_as_they_are_written(lines: set[int]) -> None:
    slide = filling.with_code(SPECIMENS[Layout.CODE], "a\nb\nc\nd", "", ", ".join(map(str, lines)))
    assert slide.code is not None
    assert slide.code.focus == tuple(sorted(line - 1 for line in lines))
    assert filling.with_code(slide, "a\nb\nc\nd", "", filling.lines_meant(slide)) == slide


def test_what_cannot_be_is_refused_with_a_sentence() -> None:
    chart, table = SPECIMENS[Layout.CHART], SPECIMENS[Layout.TABLE]
    with pytest.raises(BadEdit, match="at least one title"):
        filling.with_items(SPECIMENS[Layout.BULLETS], [{"Title": " ", "Text": "lost"}])
    with pytest.raises(BadEdit, match="its number"):
        filling.with_chart(chart, [{"Label": "Mon"}, {"Label": "Tue"}], "bar", "", "")
    with pytest.raises(BadEdit, match="names are not whole"):
        filling.with_table(table, filling.table_rows(table), "Plan | | Storage")
    with pytest.raises(BadEdit, match="is no line"):
        filling.with_code(SPECIMENS[Layout.CODE], "a", "", "first")
    with pytest.raises(BadEdit, match="is no number"):
        filling.with_figure(SPECIMENS[Layout.NUMBER], {"text": "many"}, "en")


def test_what_is_not_given_stays_as_it_is() -> None:
    number, chart, table, code, quote, still = (
        SPECIMENS[one] for one in (Layout.NUMBER, Layout.CHART, Layout.TABLE, Layout.CODE, Layout.QUOTE, Layout.STILL)
    )
    assert filling.with_figure(number, {}, "en") == number
    assert filling.with_figure(number, {"unit": "h"}, "en").figure == number.figure.model_copy(update={"unit": "h"})
    assert filling.with_chart(chart) == chart
    assert filling.with_chart(chart, unit="h").chart == chart.chart.model_copy(update={"unit": "h"})
    assert filling.with_table(table) == table
    assert filling.with_code(code) == code
    assert filling.with_quote(quote) == quote
    assert filling.with_words(quote) == quote
    assert filling.with_part_of_picture(still) == still
    with pytest.raises(BadEdit, match="no picture"):
        filling.with_part_of_picture(quote, device="none")


def test_rows_keep_their_cells_when_their_columns_were_called_otherwise_meanwhile() -> None:
    drawn = SPECIMENS[Layout.TABLE]
    count = len(drawn.table.header)
    renamed = filling.with_table(drawn, header=" | ".join(f"Column {i}" for i in range(count)))
    rows = filling.table_rows(drawn)
    after = filling.with_table(renamed, rows, named=filling.column_names(drawn))
    assert after == renamed


def test_a_picture_finds_a_layout_that_shows_it_and_leaves_one_that_shows_nothing_else() -> None:
    picture, quote = SPECIMENS[Layout.STILL].picture, SPECIMENS[Layout.QUOTE]
    shown = filling.with_picture(quote, picture)
    assert (shown.layout, shown.picture, shown.quote) == (Layout.STILL_TEXT, picture, quote.quote)
    assert filling.with_picture(SPECIMENS[Layout.STILL], picture).layout is Layout.STILL
    assert filling.with_picture(shown, None).layout is Layout.STATEMENT


@given(
    st.lists(st.fixed_dictionaries({"Title": st.text(max_size=3)}), max_size=6),
    st.lists(st.fixed_dictionaries({"Title": st.text(max_size=3)}), max_size=3),
    st.data(),
)
def test_a_changed_table_is_its_rows_with_edits_additions_and_deletions(
    rows: list[dict[str, str]], added: list[dict[str, str]], data: st.DataObject
) -> None:
    places = st.integers(0, len(rows) - 1)
    edited = data.draw(st.dictionaries(places, st.just({"Title": "new"}), max_size=3)) if rows else {}
    deleted = data.draw(st.sets(places, max_size=3)) if rows else set()
    found = filling.patched(rows, {"edited_rows": edited, "added_rows": added, "deleted_rows": list(deleted)})
    kept = [{"Title": "new"} if i in edited else row for i, row in enumerate(rows) if i not in deleted]
    assert found == kept + added
