"""What's new: the newest version by what its changes are for, the newest few of each; the rest and older versions folded."""

from __future__ import annotations

import streamlit as st

from core.showing.manual import Release, edition, releases
from pages.shell.frame import guard

FEW = 3
"""Changes of a kind that are seen before somebody asks for the earlier ones."""

studio = guard()


def told(release: Release, few: int | None = None) -> None:
    """A version, each kind of change in a card, the earlier than the newest `few` folded away."""
    with st.grid(2, min_column_width=320):
        for kind, changes in release.changes:
            with st.container(border=True, height="stretch"):
                st.subheader(kind, anchor=False)
                listed(changes[:few])
                if few is not None and len(changes) > few:
                    with st.expander(f"Earlier: {len(changes) - few}", type="compact"):
                        listed(changes[few:])


def listed(changes: tuple[str, ...]) -> None:
    """Some changes under each other."""
    st.markdown("\n".join(f"- {change}" for change in changes), anchors=False)


st.title("What’s new", anchor=False)
newest, *older = releases()
named = "In this version" if newest.version == "Unreleased" else f"Version {newest.version}, {newest.date}"
st.markdown(f"{named}, by what it is for; the newest comes first.")
told(newest, FEW)
for release in older:
    with st.expander(f"**Version {release.version}** · {release.date}", icon=":material/history:"):
        told(release)
if st.session_state.get("news-read") != edition():
    studio.remember(studio.person, {"news.read": edition()})
    st.session_state["news-read"] = edition()
