"""Sessions as a table: many at a glance, and many changed at once."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.studio import SessionRow, Shelved
from core.web.server import poster_url
from pages.parts.lists_actions import ACTIONS, act, actions_of
from pages.parts.lists_cards import state_of
from pages.parts.when import ago, local, now
from pages.parts.words import clock, short, size

_BULK = {
    Shelved.OPEN: ("tags", "move", "archive", "delete"),
    Shelved.ARCHIVED: ("tags", "move", "unarchive", "delete"),
    Shelved.TRASH: ("restore", "erase"),
}
_ROW, _TALL_ROW = 46, 62
_HEAD = 36


def table(rows: tuple[SessionRow, ...], progress: Mapping[str, float], shelf: Shelved) -> None:
    """The rows as a table; those that are marked can be changed together. A phone has one of its own, with less in it."""
    with st.container(key="list-wide"):
        _wide(rows, progress, shelf)
    with st.container(key="list-narrow"):
        _narrow(rows, progress)


def _wide(rows: tuple[SessionRow, ...], progress: Mapping[str, float], shelf: Shelved) -> None:
    tools = st.container(horizontal=True, vertical_alignment="center", gap="small")
    key = f"list-table-{rows[0].id}-{len(rows)}"
    marked = st.dataframe(
        _columns(rows, progress),
        key=key,
        hide_index=True,
        row_height=_ROW,
        height=_HEAD + _ROW * len(rows) + 2,
        on_select="rerun",
        selection_mode="multi-row",
        column_config=_config(rows),
        alt="Sessions",
    )
    names = tuple(rows[i].id for i in marked["selection"]["rows"] if i < len(rows))
    with tools:
        st.markdown(f"**{len(names)}** marked" if names else ":gray[Mark rows to change several at once:]", width="content")
        for what in _BULK[shelf]:
            st.button(ACTIONS[what], key=f"list-all-{what}", disabled=not names, on_click=act, args=(what, names))


def _narrow(rows: tuple[SessionRow, ...], progress: Mapping[str, float]) -> None:
    """What fits a phone: title, state, length and when, and what can be done with each."""
    kind, present = st.column_config, now()
    st.dataframe(
        {
            "title": [short(row.title, 40) for row in rows],
            "state": [state_of(row, progress.get(row.id)) for row in rows],
            "length": [clock(row.duration_ms) if row.duration_ms else "" for row in rows],
            "changed": [ago(row.changed, present) for row in rows],
            "do": [[ACTIONS[what] for what in actions_of(row)] for row in rows],
        },
        key=f"list-narrow-{rows[0].id}-{len(rows)}",
        hide_index=True,
        row_height=_TALL_ROW,
        height=_HEAD + _TALL_ROW * len(rows) + 2,
        column_config={
            "title": kind.TextColumn("Title", width=126),
            "state": kind.TextColumn("State", width=70),
            "length": kind.TextColumn("Length", width=56, alignment="right"),
            "changed": kind.TextColumn("Changed", width=68),
            "do": kind.ButtonColumn("", width=38, type="tertiary", on_click=lambda: _chosen(rows, "list-row-narrow"),
                                    key="list-row-narrow"),
        },
        alt="Sessions",
    )  # fmt: skip


def _chosen(rows: tuple[SessionRow, ...], key: str) -> None:
    """Does what was chosen in a row's menu."""
    click = st.session_state[key]
    what = next(what for what, label in ACTIONS.items() if label == click["label"])
    act(what, (rows[click["row"]].id,))


def _columns(rows: tuple[SessionRow, ...], progress: Mapping[str, float]) -> dict[str, list[object]]:
    return {
        "picture": [poster_url(row) for row in rows],
        "title": [row.title for row in rows],
        "state": [state_of(row, progress.get(row.id)) for row in rows],
        "length": [clock(row.duration_ms) if row.duration_ms else "" for row in rows],
        "project": [row.project for row in rows],
        "tags": [list(row.tags) for row in rows],
        "owner": [row.owner for row in rows],
        "created": [local(row.created).replace(tzinfo=None) for row in rows],
        "changed": [local(row.changed).replace(tzinfo=None) for row in rows],
        "size": [size(row.bytes) for row in rows],
        "open": ["Open"] * len(rows),
        "do": [[ACTIONS[what] for what in actions_of(row) if what != "open"] for row in rows],
    }


def _config(rows: tuple[SessionRow, ...]) -> dict[str, object]:
    kind = st.column_config

    def opened() -> None:
        act("open", (rows[st.session_state["list-row-open"]["row"]].id,))

    return {
        "picture": kind.ImageColumn("", width=84),
        "title": kind.TextColumn("Title", width=250),
        "state": kind.TextColumn("State", width=110),
        "length": kind.TextColumn("Length", width=66, alignment="right"),
        "project": kind.TextColumn("Project", width=110),
        "tags": kind.ListColumn("Tags", width=110),
        "owner": kind.TextColumn("Made by", width=90),
        "created": kind.DatetimeColumn("Made", format="D MMM YY, HH:mm", width=128),
        "changed": kind.DatetimeColumn("Changed", format="D MMM YY, HH:mm", width=128),
        "size": kind.TextColumn("Size", width=76, alignment="right"),
        "open": kind.ButtonColumn("", width=68, type="tertiary", on_click=opened, key="list-row-open"),
        "do": kind.ButtonColumn("", width=50, type="tertiary", on_click=lambda: _chosen(rows, "list-row"), key="list-row"),
    }
