"""Teams: who shares a budget of the month."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.errors import StudioError
from core.showing.accounts import team_rows, teams_of
from core.studio import Studio
from pages.parts.providers_setup import attempt
from pages.parts.words import complain


def teams(studio: Studio) -> None:
    """Draws the table; what is saved holds from the next call on."""
    st.subheader("Teams", anchor=False)
    st.caption("People who share a budget, by the names that films are made under. A person belongs to one team; "
               "without a budget a team is only counted.")  # fmt: skip
    try:
        there = studio.accounts.teams()
    except StudioError as error:
        complain(error)
        return
    key = f"teams-{hash(there)}"
    columns: dict[str, Any] = {
        "team": st.column_config.TextColumn("Team", max_chars=80, width="medium"),
        "people": st.column_config.TextColumn("People", max_chars=2000, width="large", help="With commas between them."),
        "usd": st.column_config.NumberColumn("US dollars a month", min_value=0.0, format="$%.2f"),
    }
    given = st.data_editor(
        team_rows(there), key=key, num_rows="dynamic", column_config=columns, hide_index=True, placeholder="no budget",
        alt="Teams with their people and budgets",
    )  # fmt: skip

    def save() -> None:
        studio.accounts.set_teams(teams_of(given, there))

    st.button("Save teams", key=f"{key}-save", icon=":material/group:", on_click=lambda: attempt(save, "Saved."))
