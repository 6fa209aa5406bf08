"""Parts of a slide are laid on the words that say them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.film import Figure, Item, Layout, Slide, Table, Word
from core.film.alignment import said


def words(text: str, step: int = 300) -> tuple[Word, ...]:
    found, at = [], 0
    for i, word in enumerate(text.split()):
        at = text.index(word, at)
        found.append(Word(text=word, start_ms=i * step, end_ms=i * step + step - 40, offset=at))
        at += len(word)
    return tuple(found)


def bullets(*titles: str) -> Slide:
    return Slide(layout=Layout.BULLETS, headline="What is new", items=tuple(Item(title=t) for t in titles))


def test_a_bullet_comes_in_when_it_is_said() -> None:
    spoken = words("Three things are new. First, offline sync for phones. Then, faster search. And finally, finer permissions.")
    times = {s.part: s for s in said(bullets("Offline sync", "Faster search", "Finer permissions"), spoken, 250, 5000)}
    for part, word in (("item:0", 5), ("item:1", 10), ("item:2", 14)):
        assert times[part].matched
        assert 0 <= 250 + spoken[word].start_ms - times[part].start_ms <= 700


def test_the_headline_stands_from_the_start_unless_it_is_the_motion_itself() -> None:
    spoken = words("Well then: search is fast now")
    headline = {"headline": "Search is fast"}
    assert said(Slide(layout=Layout.BULLETS, **headline), spoken, 250, 3000)[0].start_ms == 0
    assert 500 < said(Slide(layout=Layout.STATEMENT, **headline), spoken, 250, 3000)[0].start_ms < 1500


def test_what_goes_on_with_a_statement_comes_in_when_it_is_said_and_stands_from_the_start_elsewhere() -> None:
    spoken = words("React Compiler is a build-time tool that optimizes your app through automatic memoization")
    texts = {"headline": "React Compiler is a build-time tool", "body": "that optimizes your app through automatic memoization"}
    body = {s.part: s for s in said(Slide(layout=Layout.STATEMENT, **texts), spoken, 250, 5000)}["body"]
    assert body.matched
    assert 0 <= 250 + spoken[6].start_ms - body.start_ms <= 300
    assert {s.part: s for s in said(Slide(layout=Layout.NUMBER, **texts), spoken, 250, 5000)}["body"].start_ms == 0


def test_a_headline_that_is_said_late_does_not_leave_the_picture_empty() -> None:
    spoken = words("Both caches are unbounded by default, so they grow. Use a limit to expire stale results")
    (headline,) = said(Slide(layout=Layout.STATEMENT, headline="Use a limit to expire stale results"), spoken, 250, 6000)
    assert headline.start_ms == 0


def test_a_number_is_found_where_it_is_spoken() -> None:
    slide = Slide(layout=Layout.NUMBER, figure=Figure(value=120, text="120", unit="ms", label="Median"))
    (spoken,) = [s for s in said(slide, words("A search now takes only 120 ms on every device"), 0, 4000) if s.part == "figure"]
    assert spoken.matched
    assert abs(spoken.start_ms - 5 * 300) <= 200


def test_what_is_not_said_gets_a_fair_share_and_says_so() -> None:
    times = said(bullets("Alpha", "Beta", "Gamma"), words("none of these words is here at all today"), 0, 4000)[1:]
    assert [t.matched for t in times] == [False] * 3
    assert times[0].start_ms < times[1].start_ms < times[2].start_ms < 4000


ROWS = (("zstd 1.5.1 -1", "2.887", "530"), ("quicklz 1.5.0 -1", "2.238", "540"), ("zstd 1.5.1 --fast=1", "2.437", "600"))


def test_of_a_table_only_the_row_is_said_that_is_told_from_the_others_however_many_figures_they_share() -> None:
    slide = Slide(layout=Layout.TABLE, headline="Benchmarks", table=Table(header=("Name", "Ratio", "Speed"), rows=ROWS))
    for number, row in enumerate(ROWS):
        spoken = words(f"Benchmarks. {row[0]}: Ratio {row[1]}, Speed {row[2]}.")
        assert [s.part for s in said(slide, spoken, 0, 6000) if s.matched and s.part.startswith("row")] == [f"row:{number}"]


def test_a_row_without_a_cell_is_not_said() -> None:
    slide = Slide(layout=Layout.TABLE, headline="Sizes", table=Table(header=("Name", "Size"), rows=((), ("harbor", "12"))))
    assert [s.part for s in said(slide, words("Harbor 12"), 0, 2000) if s.matched and s.part.startswith("row")] == ["row:1"]


def test_japanese_is_compared_by_characters() -> None:
    spoken = (Word(text="同期", start_ms=0, end_ms=500, offset=0), Word(text="検索", start_ms=900, end_ms=1500, offset=2))
    times = {s.part: s for s in said(bullets("同期", "検索"), spoken, 0, 2000)}
    assert times["item:1"].start_ms >= 700


@given(st.lists(st.text("abcdeé 1", min_size=1, max_size=12), min_size=0, max_size=6), st.text("abcdeé 1", max_size=80))
def test_parts_never_go_back_in_time_nor_leave_the_scene(titles: list[str], text: str) -> None:
    spoken = words(text)
    end = 300 * (len(spoken) + 1)
    slide = Slide(layout=Layout.BULLETS, items=tuple(Item(title=t) for t in titles))
    times = said(slide, spoken, 0, end)
    starts = [t.start_ms for t in times]
    assert starts == sorted(starts)
    assert all(0 <= t.start_ms <= t.end_ms and t.start_ms <= end for t in times)
    assert [t.part for t in times] == [name for name, _ in slide.parts()]
