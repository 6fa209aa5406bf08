"""A line that is too full becomes several; nothing of it is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.film import Code, Item, Layout, Line, Slide, Table
from core.film.splitting import MOST_CODE_LINES, MOST_ITEMS, MOST_NARRATION, MOST_ROWS, divide, sentences, shots_of


def line(narration: str, **slide: object) -> Line:
    return Line(narration=narration, slide=Slide(layout=Layout.BULLETS, **slide))


def test_a_full_stop_inside_a_number_or_address_ends_no_sentence() -> None:
    assert sentences("Version 2.4.1 is here. It takes 3.5 ms! See github.com now.") == [
        "Version 2.4.1 is here.", "It takes 3.5 ms!", "See github.com now.",
    ]  # fmt: skip


def test_nine_bullets_become_two_shots_that_hold_all_of_them() -> None:
    items = tuple(Item(title=f"Point {i}") for i in range(9))
    shots = shots_of(line("First these. Then those.", items=items))
    assert [i for shot in shots for i in shot.slide.items] == list(items)
    assert all(len(shot.slide.items) <= MOST_ITEMS for shot in shots)
    assert [shot.narration for shot in shots] == ["First these.", "Then those."]


def test_tables_and_code_are_divided_with_what_is_meant_in_them() -> None:
    rows = tuple((str(i), "x") for i in range(8))
    shots = shots_of(line("One. Two.", table=Table(header=("a", "b"), rows=rows, focus=6)))
    assert [len(s.slide.table.rows) for s in shots if s.slide.table] == [4, 4]
    assert [s.slide.table.focus for s in shots if s.slide.table] == [None, 2]
    code = "\n".join(f"line_{i} = {i}" for i in range(MOST_CODE_LINES + 6))
    shots = shots_of(line("One. Two.", code=Code(text=code, focus=(0, MOST_CODE_LINES + 5))))
    assert "\n".join(s.slide.code.text for s in shots if s.slide.code) == code
    assert all(len(s.slide.code.text.splitlines()) <= MOST_CODE_LINES for s in shots if s.slide.code)


@given(st.text("ab .,!", min_size=1, max_size=900).filter(lambda t: t.strip()))
def test_narration_is_divided_without_losing_a_word(text: str) -> None:
    shots = shots_of(line(text))
    assert " ".join(s.narration for s in shots).split() == text.split()
    assert all(s.narration for s in shots)
    assert all(len(s.narration) <= MOST_NARRATION or divide(s.narration, 0.5) is None for s in shots)


def test_the_limits_are_those_that_layouts_can_show() -> None:
    assert (MOST_ITEMS, MOST_ROWS, MOST_CODE_LINES) == (5, 6, 12)
