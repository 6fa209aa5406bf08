"""The head of a session's page: its title, what is known of it, and what can be done with all of it."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.making.jobs import Status
from core.session import CutCard, Session
from core.studio import Studio
from pages.parts.address import whole
from pages.parts.lists_actions import act, actions_inside, menu_of
from pages.parts.when import told
from pages.parts.words import STATES, clock, plain, short, size
from pages.shell.frame import CREATE, EDIT

SIGNS = {"done": "green", "running": "orange", "queued": "orange", "failed": "red", "interrupted": "orange", "paused": "blue"}


def heading(studio: Studio, session: Session, status: Status, cuts: tuple[CutCard, ...]) -> None:
    """Draws it; a saved change is seen at once."""
    card = session.card
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(
            plain(short(card.title, 90)), anchor=False, width="stretch", help=plain(card.title) if len(card.title) > 90 else None
        )
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small", key="head-actions"):
            if not session.in_trash:
                if cuts or not status.active:
                    st.page_link(EDIT, label="Edit", icon=":material/edit:", query_params={"s": session.id})
                _details(studio, session)
            _share(session.id)
            with st.container(key="another", width="content"):  # a phone leaves it to the tab “Made with”
                st.page_link(CREATE, label="Make another", icon=":material/replay:", query_params={"like": session.id})
            menu_of(session.id, actions_inside(session))
    badges = [f":{SIGNS.get(status.state, 'gray')}-badge[{STATES.get(status.state, status.state)}]"]
    badges += [f":blue-badge[:material/folder: {plain(card.project)}]"] if card.project else []
    badges += [":gray-badge[:material/inventory_2: Archived]"] if card.archived else []
    badges += [f":gray-badge[:material/label: {plain(tag)}]" for tag in card.tags]
    known = [plain(card.owner)] if card.owner else []
    known += [told(card.created)]
    known += [clock(cuts[-1].cut.duration_ms), f"{len(cuts)} cuts" if len(cuts) > 1 else "1 cut"] if cuts else []
    if not status.active:  # until then it grows
        known += [f"{size(sum(file.bytes for file in studio.artifacts(session.id)))} on disk"]
    st.markdown(" ".join(badges) + f"  :gray[:small[{' · '.join(known)}]]")
    if session.in_trash:
        _in_the_trash(session)


def _details(studio: Studio, session: Session) -> None:
    """Title, project and tags, filled in when somebody opens it."""
    key = f"details-{session.id}"
    drawer = st.popover("Details", icon=":material/label:", type="tertiary", key=key, on_change="rerun")
    if not drawer.open:
        return
    card, facets = session.card, studio.facets()
    with drawer, st.form(f"form-{session.id}", border=False, width=320):
        title = st.text_input("Title", card.title, max_chars=200, key=f"title-{session.id}")
        projects = list(dict.fromkeys([*([card.project] if card.project else []), *(name for name, _ in facets.projects)]))
        project = st.selectbox(
            "Project", projects, index=0 if card.project else None, accept_new_options=True, placeholder="None",
            key=f"project-{session.id}", filter_mode="contains",
        )  # fmt: skip
        known = list(dict.fromkeys([*card.tags, *(name for name, _ in facets.tags)]))
        tags = st.multiselect(
            "Tags", known, list(card.tags), accept_new_options=True, placeholder="None", key=f"tags-{session.id}"
        )
        st.form_submit_button(
            "Save", type="primary", icon=":material/check:", on_click=_save, args=(studio, session.id), key=f"save-{session.id}"
        )
    del title, project, tags


def _save(studio: Studio, name: str) -> None:
    given = st.session_state
    card = studio.open(name).card
    try:
        if (title := given[f"title-{name}"]) != card.title:
            studio.shelf.rename(name, title)
        if (project := given[f"project-{name}"] or "") != card.project:
            studio.shelf.move(name, project)
        if (tags := tuple(given[f"tags-{name}"])) != card.tags:
            studio.shelf.tag(name, tags)
    except StudioError as error:
        st.toast(plain(f"{error.message} {error.hint}"), icon=":material/error:")
    else:
        given[f"details-{name}"] = False
        st.toast("Saved.", icon=":material/check:")


def _share(name: str) -> None:
    with st.popover("Share", icon=":material/link:", type="tertiary"), st.container(width=320):
        st.code(whole(), language=None, wrap_lines=True)
        st.caption("Opens what you see now: this cut, this tab, this file. For everybody who can open this studio.")


def _in_the_trash(session: Session) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(":material/delete: **This session is in the trash.** Everything it holds is still there.", width="stretch")
        st.button("Restore", type="primary", icon=":material/restore_from_trash:", key="restore", on_click=act,
                  args=("restore", (session.id,)))  # fmt: skip
