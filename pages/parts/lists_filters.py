"""The bar over a list: search, state, filters, order, shelf, and cards or a table."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.film.avatars import AVATARS
from core.film.templates import TEMPLATES
from core.studio import Query, Shelved, Sort, Studio
from pages.parts.controls import hear, keep
from pages.parts.lists_address import choices, forget_choices, narrow, search_box, understood
from pages.parts.words import LANGUAGES, STATES, plain, short

SORTS = {
    Sort.NEWEST.value: "Newest first",
    Sort.CHANGED.value: "Last changed",
    Sort.TITLE.value: "By title",
    Sort.LONGEST.value: "Longest",
    Sort.LARGEST.value: "Largest",
}
SHELVES = {Shelved.OPEN.value: "Sessions", Shelved.ARCHIVED.value: "Archive", Shelved.TRASH.value: "Trash"}
_SHELF_ICONS = {
    Shelved.OPEN.value: ":material/video_library:",
    Shelved.ARCHIVED.value: ":material/inventory_2:",
    Shelved.TRASH.value: ":material/delete:",
}
_VIEW_ICONS = {"cards": ":material/grid_view: Cards", "table": ":material/table_rows: Table"}
_NAMES = {
    **{f"template {template.id}": template.name for template in TEMPLATES},
    **{f"avatar {avatar.id}": avatar.name for avatar in AVATARS},
    **{f"language {code}": name for code, name in LANGUAGES.items()},
    **{f"state {state}": name for state, name in STATES.items()},
    "avatar none": "Nobody",
}
FOLDED = {
    "project": ("Project", "projects"),
    "tag": ("Tag", "tags"),
    "template": ("Template", "templates"),
    "avatar": ("Presenter", "avatars"),
    "language": ("Language", "languages"),
    "owner": ("Made by", "owners"),
}
"""Field -> its label and its facet, for the filters that are folded away."""


def named(field: str, value: str) -> str:
    """A value of a filter as people call it."""
    return _NAMES.get(f"{field} {value}", value)


def bar(studio: Studio, query: Query) -> str:
    """Draws the bar; gives how the person likes to see lists: `cards` or `table`."""
    key = keep("list-shelved", query.shelved.value)
    st.segmented_control("Shelf", list(SHELVES), key=key, required=True, label_visibility="collapsed",
                         format_func=lambda shelf: f"{_SHELF_ICONS[shelf]} {SHELVES[shelf]}",
                         on_change=hear(_narrowed, key), args=("shelved", key))  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        key = search_box(st.query_params.get("search", ""))
        st.text_input("Search", key=key, type="search", live="50ms", icon=":material/search:", label_visibility="collapsed",
                      placeholder="Title, text, tag, person …", max_chars=200, width=440,
                      on_change=hear(_narrowed, key), args=("search", key))  # fmt: skip
        _choice("State", "state", list(STATES), query.state, _state_name, 160, "state")
        _folded(studio, query)
        _choice("Order", "sort", list(SORTS), query.sort.value, SORTS.__getitem__, 160, "list-sort")
        with st.container(horizontal=True, horizontal_alignment="right", key="list-view-place"):
            view = _view(studio)
    _in_force(query)
    return view


def _state_name(state: str) -> str:
    return STATES.get(state, state) if state else "Any state"


def _view(studio: Studio) -> str:
    """How lists are seen; remembered for the person."""
    if st.session_state.get("list-view") not in _VIEW_ICONS:  # a control that comes back to the page may bring nothing
        liked = studio.preferences(studio.person).get("list.view", "cards")
        st.session_state["list-view"] = liked if liked in _VIEW_ICONS else "cards"

    def remember() -> None:
        if view := st.session_state["list-view"]:
            studio.remember(studio.person, {"list.view": view})

    chosen = st.segmented_control("View", list(_VIEW_ICONS), key="list-view", required=True, label_visibility="collapsed",
                                  format_func=_VIEW_ICONS.__getitem__, on_change=hear(remember, "list-view"))  # fmt: skip
    return chosen or "cards"


def _folded(studio: Studio, query: Query) -> None:
    """The rarer filters, whose choices are counted only while they are seen."""
    active = sum(1 for field in (*FOLDED, "since", "until") if getattr(query, field))
    label = f"Filters · {active}" if active else "Filters"
    with st.popover(label, icon=":material/tune:", on_change="rerun", key="list-filters", type="secondary") as folded:
        if not folded.open:
            return
        facets = studio.facets(query)
        with st.container(width=440), st.grid(2, min_column_width=150):
            for field, (label, facet) in FOLDED.items():
                counts: dict[str, int] = dict(getattr(facets, facet))
                here = getattr(query, field)
                options = ["", *counts] if not here or here in counts else ["", here, *counts]
                _choice(label, field, options, here, _counted(field, counts), "stretch", f"list-{field}", labelled=True)
            for field, label in (("since", "Made from"), ("until", "Made until")):
                key = keep(f"list-{field}", getattr(query, field))
                st.date_input(label, value=None, key=key, format="YYYY-MM-DD", on_change=hear(_dated, key), args=(field, key))
        st.button(
            "Clear", icon=":material/filter_alt_off:", disabled=not active, on_click=forget_choices, key="list-clear-folded"
        )


def _counted(field: str, counts: dict[str, int]) -> Callable[[str], str]:
    return lambda value: f"{short(named(field, value), 40)} ({counts.get(value, 0)})" if value else "Any"


def _choice(label: str, field: str, options: list[str], here: str, named: Callable[[str], str], width: int | str, key: str,
            *, labelled: bool = False) -> None:  # fmt: skip
    key = keep(key, here)
    st.selectbox(label, options, key=key, format_func=named, width=width, on_change=hear(_narrowed, key), args=(field, key),  # type: ignore[arg-type]
                 label_visibility="visible" if labelled else "collapsed")  # fmt: skip


def _in_force(query: Query) -> None:
    """What is folded away and narrows the list, each with a way to take it back."""
    chosen = {field: value for field, value in choices(query).items() if field not in ("search", "state")}
    if not chosen:
        return
    with st.container(horizontal=True, gap="xsmall"):
        for field, value in chosen.items():
            label = FOLDED[field][0] if field in FOLDED else {"since": "From", "until": "Until"}[field]
            text = f"{label}: {plain(short(named(field, value), 40))}"
            st.button(text, key=f"list-without-{field}", icon=":material/close:", help="Take this filter away",
                      on_click=narrow, kwargs={field: ""})  # fmt: skip


def _narrowed(field: str, key: str) -> None:
    value = st.session_state[key] or ""
    standing = {"shelved": Shelved.OPEN.value, "sort": Sort.NEWEST.value}
    narrow(**{field: "" if value == standing.get(field) or not understood(field, value) else value})


def _dated(field: str, key: str) -> None:
    day = st.session_state[key]
    narrow(**{field: day.isoformat() if day else ""})
