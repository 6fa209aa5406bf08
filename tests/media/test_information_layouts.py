"""The eight information layouts on real templates: everything fits, comes when it is said, and is redrawn rarely."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from core.film.brief import Aspect, Format, Quality
from core.film.casting import Avatar, Placement
from core.film.look import Look
from core.film.performance import Performance
from core.film.slide import Chart, ChartKind, Code, Figure, Item, Layout, Series, Slide, Table
from core.film.templates import TEMPLATES
from core.film.timeline import Scene, Spoken
from core.media.compositor import Compositor
from core.media.frame import frame_of
from core.media.layer import Layer, Picture
from core.media.layouts import lay_out
from core.media.layouts.figured import taken_apart
from core.media.layouts.number import proportion
from core.media.layouts.table import numeric
from core.media.legible import texts_of

LENGTH_MS = 8000
LOOKS = {template.id: template.look for template in TEMPLATES}
ASPECTS = tuple(Aspect)

SLIDES = {
    Layout.BULLETS: Slide(
        layout=Layout.BULLETS,
        headline="Three things that change your day",
        items=(
            Item(title="Offline sync", text="Merged when the device is back online"),
            Item(title="Search in 120 ms", text="3.4 times faster on 2.3 million records"),
            Item(title="Finer permissions", text="Per folder, tag or record"),
        ),
    ),
    Layout.STEPS: Slide(
        layout=Layout.STEPS,
        kicker="How it works",
        headline="From street to map in nine weeks",
        items=(Item(title="Install", text="Sensors go in"), Item(title="Calibrate", text="Trial runs"), Item(title="Publish")),
    ),
    Layout.TIMELINE: Slide(
        layout=Layout.TIMELINE,
        headline="Retired one region at a time",
        items=(
            Item(label="March 2026", title="Europe moves", text="Read-only for two hours"),
            Item(label="2 May", title="Asia and Pacific"),
            Item(label="3 June", title="Old API switched off"),
        ),
    ),
    Layout.COMPARISON: Slide(
        layout=Layout.COMPARISON,
        headline="Permissions, before and after",
        items=(
            Item(label="Before", title="One role per workspace", text="Everybody who could read could also export."),
            Item(label="Now", title="Rules per folder, tag or record", text="Grant what is needed."),
        ),
    ),
    Layout.NUMBER: Slide(
        layout=Layout.NUMBER,
        headline="Search is three times faster",
        figure=Figure(value=120, text="120", unit="ms", label="Median search time", before="410 ms", change="3.4× faster"),
    ),
    Layout.CHART: Slide(
        layout=Layout.CHART,
        kicker="Week 14",
        headline="Saturday carried the week",
        chart=Chart(
            labels=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
            series=(Series(name="Orders per day", values=(4210, 4388, 3975, 4502, 5120, 6233, 5890)),),
            focus=5,
        ),
    ),
    Layout.TABLE: Slide(
        layout=Layout.TABLE,
        headline="Faster on every size",
        table=Table(
            header=("Records", "Before", "Now"),
            rows=(("10,000", "38 ms", "12 ms"), ("100,000", "120 ms", "41 ms"), ("2.3 million", "410 ms", "120 ms")),
            focus=2,
        ),
    ),
    Layout.CODE: Slide(
        layout=Layout.CODE,
        kicker="Step 2 of 3",
        headline="Migrate, then restart",
        code=Code(
            language="console", text="$ tidewater migrate --to 4.2\n# checked 2,301,114 records\n$ restart worker", focus=(2,)
        ),
    ),
}


def scene(
    slide: Slide, look: Look, aspect: Aspect = Aspect.WIDE, placement: Placement | None = None, language: str = "en"
) -> Scene:
    parts = [part for part, _ in slide.parts() if part not in ("kicker", "headline", "body")]
    step = (LENGTH_MS - 2500) // max(1, len(parts))
    spoken = tuple(Spoken(part=part, start_ms=1500 + i * step, end_ms=1500 + (i + 1) * step) for i, part in enumerate(parts))
    avatar = Avatar(id="a", name="A", style="avataaars")
    performance = Performance(avatar=avatar, placement=placement, duration_ms=LENGTH_MS) if placement else None
    tall = aspect is Aspect.TALL
    return Scene(
        shot="s",
        seed=11,
        slide=slide,
        look=look,
        format=Format(aspect=aspect, quality=Quality.DRAFT),
        frames=LENGTH_MS * 30 // 1000,
        spoken=spoken,
        performance=performance,
        take_ms=250,
        take_end_ms=LENGTH_MS - 500,
        safe_top=0.12 if tall else 0.0,
        safe_bottom=0.2 if tall else 0.0,
        language=language,
    )


def picture(made: Scene) -> Picture:
    return lay_out(made, lambda blob: Path())


def parts_of(found: Picture) -> set[str]:
    return {spot.part for layer in found.layers for spot in layer.texts}


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("layout", SLIDES)
def test_every_text_is_inside_its_room_and_large_enough_in_every_look_and_aspect(layout, look, aspect):
    made = scene(SLIDES[layout], LOOKS[look], aspect)
    frame, found = frame_of(made), picture(made)
    for layer in found.layers:
        for spot in layer.texts:
            assert spot.size >= frame.smallest - 0.01, spot
            assert (spot.room or frame.safe).contains(spot.box, slack=1.5), spot
            assert frame.safe.contains(spot.box, slack=2.5), spot
            assert not spot.missing, spot


@pytest.mark.parametrize("placement", [Placement.HALF, Placement.BUBBLE, Placement.CUTOUT])
@pytest.mark.parametrize("layout", SLIDES)
def test_content_keeps_clear_of_the_presenter(layout, placement):
    for look, aspect in (("daylight", Aspect.WIDE), ("signal", Aspect.SQUARE)):
        made = scene(SLIDES[layout], LOOKS[look], aspect, placement)
        frame = frame_of(made)
        for layer in picture(made).layers:
            for spot in layer.texts:
                assert frame.presenter is not None
                assert not frame.presenter.inset(2).overlaps(spot.box), spot


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("layout", SLIDES)
def test_every_part_of_a_slide_is_on_the_screen_and_can_be_read(layout, look):
    made = scene(SLIDES[layout], LOOKS[look])
    found = picture(made)
    wanted = {part for part, _ in made.slide.parts()}
    assert wanted <= parts_of(found)
    seen = texts_of(Compositor(found, *made.format.size), made, 0, made.frames)
    assert wanted - {"kicker"} <= {text.part for text in seen}
    assert all(text.contrast >= 4.4 for text in seen), [
        (text.part, text.text, text.contrast) for text in seen if text.contrast < 4.4
    ]
    assert all(text.inside for text in seen)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("layout", SLIDES)
def test_what_is_drawn_again_and_again_is_small_and_what_was_said_stands_still(layout, look):
    made = scene(SLIDES[layout], LOOKS[look])
    w, h = made.format.size
    times = [frame * 1000 / 30 for frame in range(made.frames)]
    for layer in picture(made).layers:
        states = [layer.state(ms) for ms in times]
        changes = sum(1 for a, b in pairwise(states) if a != b)
        share = layer.rect.w * layer.rect.h / (w * h)
        assert changes * share < 12.0, (layer.rect, changes)
        if layout is not Layout.CODE:
            assert _pictured(layer, LENGTH_MS - 150.0) == _pictured(layer, LENGTH_MS - 20.0)


def _pictured(layer: Layer, ms: float) -> tuple[object, ...]:
    return layer.state(ms), layer.pose(ms)


@pytest.mark.parametrize("look", LOOKS)
def test_a_bullet_is_strong_when_it_is_said_and_not_before(look):
    made = scene(SLIDES[Layout.BULLETS], LOOKS[look])
    last = made.said("item:2")
    assert last is not None
    for layer in picture(made).layers:
        if any(spot.part == "item:2" for spot in layer.texts):
            assert layer.pose(last.start_ms - 400).opacity < 0.6
            assert layer.pose(last.start_ms + 900).opacity > 0.98


def test_the_same_scene_gives_the_same_pixels():
    for layout in SLIDES:
        made = scene(SLIDES[layout], LOOKS["midnight"])
        first, second = (Compositor(picture(made), *made.format.size).rgb(4321.0) for _ in range(2))
        assert (first == second).all()


def test_long_words_of_german_are_not_torn_where_there_is_width():
    items = (
        Item(title="Berechtigungsverwaltung pro Ordner", text="Auch für Unterordner und Schlagwörter"),
        Item(title="Datenschutzfolgenabschätzung"),
        Item(title="Offline-Synchronisierung"),
    )
    slide = Slide(layout=Layout.BULLETS, headline="Fünf Verbesserungen", items=items)
    for aspect in ASPECTS:
        made = scene(slide, LOOKS["daylight"], aspect, language="de")
        frame = frame_of(made)
        for layer in picture(made).layers:
            assert all((spot.room or frame.safe).contains(spot.box, slack=1.5) for spot in layer.texts)


def test_a_count_ends_with_the_figure_as_it_is_written():
    slide = Slide(layout=Layout.NUMBER, figure=Figure(value=2_301_114, text="2,301,114", unit="records", label="Moved"))
    made = scene(slide, LOOKS["signal"])
    counting = [layer for layer in picture(made).layers if isinstance(layer.state(0.0), str) and layer.texts]
    assert len(counting) == 1
    texts = [str(counting[0].state(ms)) for ms in range(0, LENGTH_MS, 33)]
    assert texts[-1] == "2,301,114"
    assert {len(text) for text in texts} == {9}
    assert len(set(texts)) > 20


def test_words_that_follow_a_figure_go_with_its_unit():
    parts = taken_apart(Figure(value=1.2e6, text="1.2 million", prefix="$", unit="a year"), "en")
    assert (parts.prefix, parts.digits, parts.tail) == ("$", "1.2", "million a year")


def test_a_bar_compares_only_what_has_the_same_unit():
    faster = proportion(Figure(value=120, text="120", unit="ms", before="410 ms"))
    assert faster is not None
    assert faster.before == 1.0
    assert faster.value == pytest.approx(120 / 410)
    assert proportion(Figure(value=120, text="120", unit="ms", before="2 s")) is None
    share = proportion(Figure(value=98.5, text="98,5", unit="%", before="94,2 %"), "de")
    assert share is not None
    assert share.value == pytest.approx(0.985)


def test_columns_of_figures_are_told_from_words():
    assert numeric(("38 ms", "120 ms", "—"))
    assert numeric(("$1.20", "€3", "−4 %"))
    assert not numeric(("Europe", "2 regions in Asia", "Africa"))


@pytest.mark.parametrize("kind", list(ChartKind))
@pytest.mark.parametrize("aspect", ASPECTS)
def test_charts_take_negative_values_several_series_and_long_labels(kind, aspect):
    chart = Chart(
        kind=kind,
        labels=("Nordrhein-Westfalen", "Bayern", "Baden-Württemberg", "Mecklenburg-Vorpommern"),
        series=(Series(name="2024", values=(12.5, -3.2, 7.1, -8.4)), Series(name="2025", values=(9.0, 1.5, 4.0))),
        unit="%",
        focus=3,
    )
    made = scene(Slide(layout=Layout.CHART, headline="Bilanz", chart=chart), LOOKS["signal"], aspect, language="de")
    frame, found = frame_of(made), picture(made)
    for layer in found.layers:
        assert all(frame.safe.contains(spot.box, slack=2.5) for spot in layer.texts)
    Compositor(found, *made.format.size).rgb(LENGTH_MS - 100.0)


def test_a_table_too_wide_for_a_phone_shows_every_cell_of_one_row_at_a_time():
    header = ("Tarif", "Projekte", "Speicherkontingent", "Preis im Monat")
    rows = (("Kostenlos", "3", "2 GB", "0 €"), ("Unternehmensweite Lizenz", "unbegrenzt", "nach Vereinbarung", "auf Anfrage"))
    slide = Slide(layout=Layout.TABLE, headline="Tarife", table=Table(header=header, rows=rows))
    made = scene(slide, LOOKS["daylight"], Aspect.TALL, language="de")
    found = picture(made)
    texts = {spot.text for layer in found.layers for spot in layer.texts}
    assert {cell for row in rows for cell in row} | set(header[1:]) <= texts


def test_of_a_table_of_one_row_at_a_time_only_those_are_seen_that_are_said():
    header, names = ("Compressor name", "Ratio", "Compression of everything"), ("zstd", "quicklz", "lzf")
    table = Table(header=header, rows=tuple((name, f"2.{i}", f"{i}30 MB/s and decompressed") for i, name in enumerate(names)))
    made = scene(Slide(layout=Layout.TABLE, headline="Benchmarks", table=table), LOOKS["daylight"], Aspect.TALL)
    heard = tuple(one.model_copy(update={"matched": one.part == "row:1"}) for one in made.spoken)
    layers = picture(made.model_copy(update={"spoken": heard})).layers
    for ms in range(1100, LENGTH_MS, 400):
        seen = {spot.part for layer in layers for spot in layer.texts if layer.pose(float(ms)).opacity > 0.5}
        assert {part for part in seen if part.startswith("row:")} == {"row:1"}


def test_code_longer_than_its_window_scrolls_to_the_line_that_is_spoken():
    text = "\n".join(f"value_{i} = measure(station_{i}, timeout={i})" for i in range(12))
    made = scene(
        Slide(layout=Layout.CODE, headline="Measure", code=Code(text=text, language="python")), LOOKS["blueprint"], Aspect.TALL
    )
    frame = frame_of(made)
    last = made.said("line:11")
    assert last is not None
    lines = [layer for layer in picture(made).layers if any(spot.part == "line:11" for spot in layer.texts)]
    assert lines
    for layer in lines:
        pose = layer.pose(last.end_ms - 100.0)
        assert pose.opacity > 0.9
        assert all(frame.safe.contains(spot.box.moved(pose.dx, pose.dy), slack=2.5) for spot in layer.texts)


@pytest.mark.parametrize("layout", SLIDES)
def test_an_empty_slide_is_a_headline_and_no_error(layout):
    made = scene(Slide(layout=layout, headline="Nothing to list"), LOOKS["editorial"])
    assert "headline" in parts_of(picture(made))
