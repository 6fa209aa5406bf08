"""The log: run by run, what was made when and why, in sentences; every single part is a click away."""

from __future__ import annotations

import streamlit as st

from core.showing.telling import Told
from core.studio import Studio
from pages.parts.heading import SIGNS
from pages.parts.when import told
from pages.parts.words import STAGES, plain

_ICONS = {"done": "check_circle", "failed": "error", "cancelled": "stop_circle", "interrupted": "power_off", "running": "sync"}
AT_ONCE = 10


def log(studio: Studio, name: str) -> None:
    """Draws the runs, the newest first and open."""
    runs = studio.viewing.log(name)
    if not runs:
        st.caption("Nothing has happened yet. Every run will be told here: what it made, what it kept, and why.")
        return
    at = st.pagination(-(-len(runs) // AT_ONCE), key="log-page") - 1 if len(runs) > AT_ONCE else 0
    for run in runs[at * AT_ONCE : (at + 1) * AT_ONCE]:
        with st.container(border=True):
            _run(run, newest=run is runs[0])


def _run(run: Told, newest: bool) -> None:
    colour = {"gray": "gray"}.get(SIGNS.get(run.state, "gray"), SIGNS.get(run.state, "gray"))
    sign = f":{colour}[:material/{_ICONS.get(run.state, 'history')}:]"
    st.markdown(f"{sign} **{plain(run.headline)}** :gray[:small[{told(run.began, seconds=True)}]]")
    if run.message:
        st.markdown(plain(run.message))
    if newest and run.lines:
        st.markdown("\n".join(f"- {plain(line)}" for line in run.lines))
    folded = st.expander(f"Every part: {len(run.parts)}", icon=":material/list:", key=f"run-{run.number}", on_change="rerun")
    if folded.open:
        rows = [
            {
                "When": told(part.at, seconds=True),
                "Stage": STAGES[part.stage],
                "What": part.what,
                "How": part.how.capitalize(),
                "Seconds": part.seconds or None,
                "Why": part.why,
            }
            for part in run.parts
        ]
        column = st.column_config
        folded.dataframe(
            rows, hide_index=True, height="content" if len(rows) <= 10 else 388, alt="Every part of this run",
            column_config={"Seconds": column.NumberColumn(format="%.2f", width=80), "How": column.TextColumn(width=70)},
        )  # fmt: skip
