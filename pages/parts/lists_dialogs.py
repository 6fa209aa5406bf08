"""Questions about sessions of a list: a new name, tags, a project, another template, and what cannot be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

import streamlit as st

from core.film.templates import TEMPLATES
from core.studio import Query, Shelved, Studio
from core.web.server import export_url, preview_url
from pages.parts.lists_actions import ASKED, answered, ask, attempt
from pages.parts.words import plain, short, size

_LARGEST_ZIP_MB = 2000


def question(studio: Studio) -> None:
    """Draws the question that is open, if one is."""
    asked = st.session_state.get(ASKED)
    if asked:
        what, names = asked
        _QUESTIONS[what](studio, names)


def bring_in() -> None:
    """The button that asks for a zip."""
    st.button("Import", key="list-import", icon=":material/upload:", help="Bring in a session that was exported as a zip",
              on_click=ask, args=("import",))  # fmt: skip


def empty_the_trash() -> None:
    """The button that asks before everything is erased."""
    st.button("Empty the trash", key="list-empty-trash", icon=":material/delete_forever:", on_click=ask, args=("empty",))


@st.dialog("Rename", on_dismiss=answered)
def _rename(studio: Studio, names: tuple[str, ...]) -> None:
    _open_still()
    with st.form("ask-rename", border=False):  # Enter renames
        st.text_input("Title", studio.open(names[0]).card.title, key="ask-title", max_chars=200)
        _buttons("Rename", lambda: _renamed(studio, names[0], str(st.session_state["ask-title"])), form=True)


@st.dialog("Tags", on_dismiss=answered)
def _tags(studio: Studio, names: tuple[str, ...]) -> None:
    _open_still()
    known = [tag for tag, _ in studio.facets().tags]
    has = [tag for name in names for tag in studio.open(name).card.tags]
    mine = list(dict.fromkeys(has))
    st.multiselect("Tags", list(dict.fromkeys([*mine, *known])), mine if len(names) == 1 else [], key="ask-tags",
                   accept_new_options=True, max_selections=20, format_func=lambda tag: short(tag, 40),
                   placeholder="Choose, or write a new one")  # fmt: skip
    if len(names) > 1:
        st.caption(f"These tags are added to {len(names)} sessions; the tags they have stay.")
    _buttons("Save", lambda: _tagged(studio, names, tuple(st.session_state["ask-tags"])))


@st.dialog("Move to a project", on_dismiss=answered)
def _move(studio: Studio, names: tuple[str, ...]) -> None:
    _open_still()
    here = studio.open(names[0]).card.project if len(names) == 1 else ""
    known = list(dict.fromkeys([*([here] if here else []), *(project for project, _ in studio.facets().projects)]))
    st.selectbox("Project", known, known.index(here) if here else None, key="ask-project", accept_new_options=True,
                 format_func=lambda project: short(project, 60), placeholder="Choose, or write a new name")  # fmt: skip
    st.caption("Empty takes the session out of its project." if len(names) == 1 else f"{len(names)} sessions are moved.")
    _buttons("Move", lambda: _moved(studio, names, str(st.session_state["ask-project"] or "")))


@st.dialog("Make with another template", on_dismiss=answered)
def _again(studio: Studio, names: tuple[str, ...]) -> None:
    _open_still()
    session = studio.open(names[0])
    st.markdown(f"A new session with the words of “{plain(short(session.card.title, 80))}”; this one stays as it is.")
    others = [template for template in TEMPLATES if template.id != session.card.order.template]
    chosen = st.pills("Template", [template.id for template in others], default=others[0].id, required=True, key="ask-template",
                      format_func={template.id: template.name for template in others}.__getitem__)  # fmt: skip
    template = next(template for template in others if template.id == (chosen or others[0].id))
    still = studio.gallery().stills.get(template.id)
    if still is not None:
        st.image(preview_url(still), width="stretch", alt=f"The template {template.name}")
    st.caption(template.about)
    _buttons("Make it", lambda: _made_again(studio, names[0], template.id))


@st.dialog("Export as a zip", on_dismiss=answered)
def _export(studio: Studio, names: tuple[str, ...]) -> None:
    _open_still()
    session = studio.open(names[0])
    st.markdown(f"**{plain(short(session.card.title, 90))}** with its script, voice, pictures, films and history, in one file. "
                "Another studio can import it and go on.")  # fmt: skip
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.button("Close", key="ask-close", on_click=answered)
        st.link_button(
            f"Download ({size(studio.shelf.weight(session.id))})",
            export_url(session.id),
            type="primary",
            icon=":material/download:",
        )


@st.dialog("Erase for good?", on_dismiss=answered)
def _erase(studio: Studio, names: tuple[str, ...]) -> None:
    _open_still()
    first = plain(short(studio.open(names[0]).card.title, 90))
    which = f"“{first}” and all its files" if len(names) == 1 else f"{len(names)} sessions and all their files"
    st.markdown(f"{which} will be gone. This cannot be undone.")
    _buttons("Erase", lambda: _erased(studio, names))


@st.dialog("Empty the trash?", on_dismiss=answered)
def _empty(studio: Studio, names: tuple[str, ...]) -> None:
    _open_still()
    count = studio.page(1, Query(shelved=Shelved.TRASH)).total
    st.markdown(f"{_sessions(count)} with all files will be gone. This cannot be undone.")
    _buttons("Erase everything in the trash", lambda: f"{_sessions(studio.shelf.empty_trash())} erased.")


@st.dialog("Import a session", on_dismiss=answered)
def _import(studio: Studio, names: tuple[str, ...]) -> None:
    _open_still()
    zipped = st.file_uploader("A zip that Firstcut exported", type="zip", key="ask-zip", max_upload_size=_LARGEST_ZIP_MB)
    _buttons("Import", lambda: _brought_in(studio, zipped), disabled=zipped is None)


def _renamed(studio: Studio, name: str, title: str) -> str:
    studio.shelf.rename(name, title)
    return "Renamed."


def _tagged(studio: Studio, names: tuple[str, ...], tags: tuple[str, ...]) -> str:
    for name in names:
        studio.shelf.tag(name, tags if len(names) == 1 else (*studio.open(name).card.tags, *tags))
    return "Tags are kept." if len(names) == 1 else f"{len(names)} sessions have their tags."


def _moved(studio: Studio, names: tuple[str, ...], project: str) -> str:
    for name in names:
        studio.shelf.move(name, project)
    return f"Moved to “{short(project, 60)}”." if project else "In no project now."


def _made_again(studio: Studio, name: str, template: str) -> str:
    st.session_state["list-open"] = studio.shelf.again(name, template)
    return "The new film is being made."


def _erased(studio: Studio, names: tuple[str, ...]) -> str:
    for name in names:
        studio.shelf.erase(name)
    return f"{_sessions(len(names))} erased."


def _brought_in(studio: Studio, zipped: IO[bytes] | None) -> str:
    if zipped is None:
        return ""
    name = studio.shelf.take_in(zipped)
    return f"“{short(studio.open(name).card.title, 60)}” is in the list."


def _open_still() -> None:
    """Closes a dialog whose question was answered; says what was wrong with an answer."""
    if ASKED not in st.session_state:
        st.rerun()
    wrong = st.session_state.get("list-wrong")
    if wrong:
        st.error(plain(wrong), icon=":material/error:")


def _buttons(label: str, work: Callable[[], str], *, disabled: bool = False, form: bool = False) -> None:
    """Cancel, and the button that does it; the dialog closes when it is done. In a form, Enter does it."""

    def do() -> None:
        if attempt(work):
            answered()

    if form:
        with st.container(horizontal=True, key="ask-turned"):
            st.form_submit_button(label, key="ask-do", type="primary", on_click=do, disabled=disabled)
            st.form_submit_button("Cancel", key="ask-cancel", on_click=answered)
        return
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.button("Cancel", key="ask-cancel", on_click=answered)
        st.button(label, key="ask-do", type="primary", on_click=do, disabled=disabled)


def _sessions(count: int) -> str:
    return "1 session" if count == 1 else f"{count:,} sessions"


_QUESTIONS: dict[str, Callable[[Studio, tuple[str, ...]], None]] = {
    "rename": _rename,
    "tags": _tags,
    "move": _move,
    "again": _again,
    "export": _export,
    "erase": _erase,
    "empty": _empty,
    "import": _import,
}
