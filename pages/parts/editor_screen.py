"""What stands on the screen during a shot: its layout, seen in every one that fits, and its content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.editing import filling
from core.editing.boards import Board, BoardShot
from core.film import Layout, Slide
from core.web.frames import fitting_url
from pages.parts.controls import hear, keep, typed
from pages.parts.editor_cards import wide
from pages.parts.editor_edits import fill
from pages.parts.editor_names import called
from pages.parts.words import layout

KINDS = {"bar": "Bars", "line": "Line", "donut": "Ring"}
_LISTS = (Layout.BULLETS, Layout.STEPS, Layout.TIMELINE, Layout.COMPARISON, Layout.CALL)


def screen(name: str, board: Board, shot: BoardShot) -> None:
    """Draws the form of the shot's layout."""
    slide, off = shot.line.slide, shot.line.handling.locked
    key = keep(f"layout-{called(shot.id)}", slide.layout.value)
    options = [one.value for one in filling.OFFERED]
    options += [] if slide.layout.value in options else [slide.layout.value]
    # A box that is put in anew before it is told what it shows would tell of its first choice: of none, it tells of nothing.
    st.selectbox("Layout", options, None, key=key, format_func=layout, disabled=off, icon=":material/dashboard:", required=True,
                 on_change=hear(_lay_out, key), args=(name, board, shot, key))  # fmt: skip
    with st.container():  # there are more and fewer of them while somebody types below
        _others(name, board, shot)
    _words(name, shot)
    if slide.layout in _LISTS:
        _items(name, shot)
    elif filled := _FORMS.get(slide.layout):
        filled(name, board, shot)
    elif slide.picture is not None:
        st.caption(":material/image: The picture is under Picture.")


def _lay_out(name: str, board: Board, shot: BoardShot, key: str) -> None:
    if wanted := st.session_state[key]:
        _in(name, board, shot, wanted)


def _in(name: str, board: Board, shot: BoardShot, wanted: str) -> None:
    fill(name, shot.id, lambda line: filling.begun(line, Layout(wanted), board.film.script.language))


def _others(name: str, board: Board, shot: BoardShot) -> None:
    """The same content in each layout that fits it, drawn when somebody looks."""
    fits = [one for one in filling.fitting(shot.line.slide) if one is not shot.line.slide.layout]
    if not fits or shot.state == "hidden":
        return
    drawer = st.expander(f"See it in {len(fits)} other layouts" if len(fits) > 1 else "See it in another layout",
                         icon=":material/grid_view:", key=f"fits-{called(shot.id)}", on_change="rerun")  # fmt: skip
    if drawer.open:
        with drawer, st.grid(3, min_column_width=150):
            for one in fits:
                with st.container(gap="xsmall"):
                    address = fitting_url(name, shot.id, one.value, shot.look)
                    st.image(address, width=wide(shot, 110), alt=layout(one.value))
                    st.button(layout(one.value), key=f"fit-{one.value}-{called(shot.id)}", width="stretch",
                              disabled=shot.line.handling.locked, on_click=_in, args=(name, board, shot, one.value))  # fmt: skip


def _words(name: str, shot: BoardShot) -> None:
    slide = shot.line.slide
    boxes = {field: typed(f"{field}-{called(shot.id)}", getattr(slide, field)) for field in ("kicker", "headline", "body")}
    heard = _form(name, shot, boxes, lambda slide, given: filling.with_words(slide, **given))
    shown, off = {"headline": "Headline", "kicker": "Above it"}, shot.line.handling.locked
    with st.grid(2, min_column_width=220):
        for field, label in shown.items():
            st.text_input(label, **boxes[field], max_chars=300, disabled=off, on_change=heard)
    st.text_input("Below it", **boxes["body"], max_chars=300, disabled=off, on_change=heard)


def _items(name: str, shot: BoardShot) -> None:
    rows = filling.item_rows(shot.line.slide) or [{"Title": "", "Text": "", "Label": ""}]
    column = st.column_config
    columns = {
        "Title": column.TextColumn(max_chars=160), "Text": column.TextColumn(max_chars=300),
        "Label": column.TextColumn(max_chars=60, help="A date, a version, or the name of a side."),
    }  # fmt: skip
    _rows("What is listed", name, shot, rows, columns, filling.with_items)


def _rows(
    label: str, name: str, shot: BoardShot, rows: list[dict[str, Any]], columns: dict[str, Any],
    filled: Callable[[Slide, list[dict[str, Any]]], Slide],
) -> None:  # fmt: skip
    key = f"rows-{called(shot.id)}-{shot.look}"

    def changed() -> None:
        found = filling.patched(rows, st.session_state[key])
        fill(name, shot.id, lambda line: filled(line.slide, found))

    st.markdown(f":small[{label}]")
    st.data_editor(rows, key=key, num_rows="dynamic", hide_index=True, column_config=columns,
                   on_change=hear(changed, key), alt=label,
                   disabled=shot.line.handling.locked, height="content")  # fmt: skip


_Boxes = dict[str, dict[str, Any]]
"""Key and value of each control of a form, by its field."""


def _moved(boxes: _Boxes) -> dict[str, str]:
    """What a person changed in a form since it was drawn or last taken. The rest may be older than what is there by now."""
    held = {field: str(st.session_state.get(box["key"], box["value"]) or "") for field, box in boxes.items()}
    moved = {field: value for field, value in held.items() if value != boxes[field]["value"]}
    for field, value in moved.items():
        boxes[field]["value"] = value
    return moved


def _form(name: str, shot: BoardShot, boxes: _Boxes, filled: Callable[[Slide, dict[str, str]], Slide]) -> Callable[[], None]:
    """What a form's boxes call: the shot's slide gets what was changed in them."""

    def changed() -> None:
        given = _moved(boxes)
        fill(name, shot.id, lambda line: filled(line.slide, given))

    return hear(changed, *boxes.values())


def _number(name: str, board: Board, shot: BoardShot) -> None:
    figure = shot.line.slide.figure
    labels = {"prefix": "Before it", "text": "Number", "unit": "Unit", "label": "What it is", "before": "It was",
              "change": "What that means"}  # fmt: skip
    true = {field: str(getattr(figure, field)) if figure else "" for field in labels}
    boxes = {field: typed(f"figure-{field}-{called(shot.id)}", value) for field, value in true.items()}
    language = board.film.script.language
    heard = _form(name, shot, boxes, lambda slide, given: filling.with_figure(slide, given, language))
    with st.grid(3, min_column_width=130):
        for field, label in labels.items():
            st.text_input(label, **boxes[field], max_chars=120, on_change=heard, disabled=shot.line.handling.locked)


def _chart(name: str, board: Board, shot: BoardShot) -> None:
    chart, off = shot.line.slide.chart, shot.line.handling.locked
    if chart is None:
        return
    focus = None if chart.focus is None else chart.labels[chart.focus]
    kept = {
        "kind": keep(f"chart-kind-{called(shot.id)}", chart.kind.value),
        "focus": keep(f"chart-focus-{called(shot.id)}", focus),
    }
    unit = typed(f"chart-unit-{called(shot.id)}", chart.unit)
    boxes = {"kind": {"key": kept["kind"], "value": chart.kind.value}, "focus": {"key": kept["focus"], "value": focus or ""},
             "unit": unit}  # fmt: skip
    heard = _form(name, shot, boxes, lambda slide, given: filling.with_chart(slide, **given))
    with st.grid(3, min_column_width=130):
        st.selectbox("Drawn as", list(KINDS), format_func=KINDS.__getitem__, key=kept["kind"], on_change=heard, disabled=off)
        st.text_input("Unit", **unit, on_change=heard, max_chars=40, disabled=off)
        st.selectbox("Stands out", list(chart.labels), key=kept["focus"], on_change=heard, disabled=off, index=None,
                     placeholder="None")  # fmt: skip
    rows = filling.chart_rows(shot.line.slide)
    _rows("Numbers", name, shot, rows, {"Label": st.column_config.TextColumn(max_chars=60)}, filling.with_chart)


def _table(name: str, board: Board, shot: BoardShot) -> None:
    slide = shot.line.slide
    boxes = {"header": typed(f"columns-{called(shot.id)}", " | ".join(slide.table.header) if slide.table else "")}
    heard = _form(name, shot, boxes, lambda slide, given: filling.with_table(slide, **given))
    st.text_input("Columns", **boxes["header"], help="Their names, with a bar between them.",
                  disabled=shot.line.handling.locked, on_change=heard)  # fmt: skip
    named = filling.column_names(slide)
    _rows("Rows", name, shot, filling.table_rows(slide), {}, lambda now, rows: filling.with_table(now, rows, named=named))


def _code(name: str, board: Board, shot: BoardShot) -> None:
    slide, off = shot.line.slide, shot.line.handling.locked
    code = slide.code
    true = {"text": code.text, "language": code.language, "lines": filling.lines_meant(slide)} if code else {}
    boxes = {part: typed(f"code-{part}-{called(shot.id)}", true.get(part, "")) for part in ("text", "language", "lines")}
    heard = _form(name, shot, boxes, lambda slide, given: filling.with_code(slide, **given))
    st.text_area("Code", **boxes["text"], height=180, on_change=heard, disabled=off)
    with st.grid(2, min_column_width=130):
        st.text_input("Language", **boxes["language"], on_change=heard,
                      max_chars=30, disabled=off)  # fmt: skip
        st.text_input("Lines that stand out", **boxes["lines"], on_change=heard,
                      placeholder="2, 4-6", disabled=off)  # fmt: skip


def _quote(name: str, board: Board, shot: BoardShot) -> None:
    said, off = shot.line.slide.quote, shot.line.handling.locked
    true = {part: getattr(said, part) if said else "" for part in ("text", "author", "role")}
    boxes = {part: typed(f"quote-{part}-{called(shot.id)}", value) for part, value in true.items()}
    heard = _form(name, shot, boxes, lambda slide, given: filling.with_quote(slide, **given))
    st.text_area("Quote", **boxes["text"], height=100, on_change=heard, disabled=off)
    with st.grid(2, min_column_width=130):
        st.text_input("Who said it", **boxes["author"], on_change=heard, disabled=off)
        st.text_input("Their role", **boxes["role"], on_change=heard, disabled=off)


_FORMS: dict[Layout, Callable[[str, Board, BoardShot], None]] = {
    Layout.NUMBER: _number, Layout.CHART: _chart, Layout.TABLE: _table, Layout.CODE: _code, Layout.QUOTE: _quote,
}  # fmt: skip
