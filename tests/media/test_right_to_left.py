"""Charts and tables of films in Arabic and Hebrew begin at the right, and keep to their rooms there."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.film import Aspect, Chart, ChartKind, Format, Layout, Quality, Scene, Series, Slide, Spoken, Table
from core.film.templates import TEMPLATES, template
from core.media.layer import Rect
from core.media.layouts import lay_out
from core.media.layouts.arrange import across

LABELS = ("الأول", "الثاني", "الثالث")
LONG = ("المبيعات عبر الإنترنت في المدن الكبرى", "المبيعات في المتاجر", "الشركاء والموزعون الجدد")

ROWS = (("السرعة", "12.50", "1,240"), ("السعر", "3", "40"))


def chart(kind: ChartKind, labels: tuple[str, ...], *values: tuple[float, ...]) -> Slide:
    series = tuple(Series(name=f"سلسلة {n}", values=one) for n, one in enumerate(values))
    return Slide(layout=Layout.CHART, headline="المبيعات", chart=Chart(kind=kind, labels=labels, series=series, unit="%"))


SLIDES = {
    "standing bars": chart(ChartKind.BAR, LABELS, (12, 19, 45)),
    "two series": chart(ChartKind.BAR, LABELS, (12, 19, 45), (22, 9, 5)),
    "lying bars": chart(ChartKind.BAR, LONG * 2, (45, -8, 31, 12, 9, 4)),
    "ring": chart(ChartKind.DONUT, LONG, (45, 24, 31)),
    "line": chart(ChartKind.LINE, LABELS, (12, 19, 45)),
    "table": Slide(layout=Layout.TABLE, headline="مقارنة", table=Table(header=("الميزة", "لدينا", "لديهم"), rows=ROWS)),
}


def boxes(slide: Slide, language: str, aspect: Aspect = Aspect.WIDE, look: str = "daylight") -> dict[str, Rect]:
    """Where each text of the slide stands."""
    parts = [part for part, _ in slide.parts()]
    made = Scene(
        shot="s", seed=3, slide=slide, look=template(look).look, format=Format(aspect=aspect, quality=Quality.DRAFT), frames=240,
        spoken=tuple(Spoken(part=part, start_ms=500 + 900 * i, end_ms=1400 + 900 * i) for i, part in enumerate(parts)),
        take_ms=250, take_end_ms=7500, language=language,
    )  # fmt: skip
    found = lay_out(made, lambda blob: Path())
    for layer in found.layers:
        for spot in layer.texts:
            assert spot.room is None or spot.room.contains(spot.box, slack=2.5), spot
    return {spot.text: spot.box for layer in found.layers for spot in layer.texts}


@pytest.mark.parametrize("look", [one.id for one in TEMPLATES])
@pytest.mark.parametrize("aspect", [Aspect.WIDE, Aspect.SQUARE, Aspect.TALL])
@pytest.mark.parametrize("name", SLIDES)
def test_what_is_mirrored_stays_in_its_room_in_every_look_and_aspect(name: str, aspect: Aspect, look: str) -> None:
    assert boxes(SLIDES[name], "ar", aspect, look)


@pytest.mark.parametrize("name", ["standing bars", "two series"])
def test_the_first_bar_stands_at_the_right(name: str) -> None:
    mirrored, plain = boxes(SLIDES[name], "ar"), boxes(SLIDES[name], "en")
    assert [mirrored[label].cx for label in LABELS] == sorted((mirrored[label].cx for label in LABELS), reverse=True)
    assert [plain[label].cx for label in LABELS] == sorted(plain[label].cx for label in LABELS)


def test_lying_bars_and_the_parts_of_a_ring_are_named_at_the_right_of_their_figures() -> None:
    for name, figures in (("lying bars", ("45%", "31%")), ("ring", ("24%", "31%"))):
        mirrored, plain = boxes(SLIDES[name], "he"), boxes(SLIDES[name], "en")
        assert all(mirrored[figure].right < mirrored[LONG[1]].x for figure in figures), name
        assert all(plain[figure].x > plain[LONG[1]].right for figure in figures), name


def test_a_table_s_first_column_is_its_rightmost_and_figures_end_under_each_other() -> None:
    found = boxes(SLIDES["table"], "ar")
    assert found["السرعة"].x > found["12.50"].right > found["1,240"].right
    assert found["12.50"].right == pytest.approx(found["3"].right, abs=2)
    assert found["1,240"].right == pytest.approx(found["40"].right, abs=2)


def test_what_is_mirrored_twice_stands_where_it_stood() -> None:
    room = Rect(100, 0, 400, 10)
    assert across(room, across(room, 130, 50, True), 50, True) == 130
    assert across(room, 130, 50, False) == 130
    assert across(room, 100, 50, True) == 450
