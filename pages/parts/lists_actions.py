"""What can be done with sessions of a list, at once or after a question, and how to take it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from core.errors import StudioError
from core.session import Session
from core.studio import SessionRow, Shelved
from core.web import server
from pages.parts.words import plain, short

ASKED = "list-asked"
"""In the page's memory: (question, session ids) of the dialog that is open."""

ACTIONS = {
    "open": ":material/open_in_full: Open",
    "edit": ":material/movie_edit: Edit the film",
    "rename": ":material/edit: Rename",
    "tags": ":material/sell: Tags",
    "move": ":material/folder: Move to a project",
    "duplicate": ":material/content_copy: Duplicate",
    "again": ":material/style: Make with another template",
    "export": ":material/download: Export as a zip",
    "archive": ":material/inventory_2: Archive",
    "unarchive": ":material/unarchive: Take out of the archive",
    "delete": ":material/delete: Delete",
    "restore": ":material/restore_from_trash: Restore",
    "erase": ":material/delete_forever: Erase for good",
}
_OF_SHELF = {
    Shelved.OPEN: ("open", "edit", "rename", "tags", "move", "duplicate", "again", "export", "archive", "delete"),
    Shelved.ARCHIVED: ("open", "edit", "rename", "tags", "move", "duplicate", "again", "export", "unarchive", "delete"),
    Shelved.TRASH: ("open", "restore", "erase"),
}
_BACK = {"archive": "unarchive", "unarchive": "archive", "delete": "restore", "restore": "delete"}
_DONE = {
    "archive": ("in the archive", "inventory_2"),
    "unarchive": ("out of the archive", "unarchive"),
    "delete": ("in the trash", "delete"),
    "restore": ("back in the list", "restore_from_trash"),
}


def actions_of(row: SessionRow) -> tuple[str, ...]:
    """What can be done with a session where it is kept."""
    return _OF_SHELF[row.shelved]


def actions_inside(session: Session) -> tuple[str, ...]:
    """What can be done with a session on its own page, which has other places for its name, tags and project."""
    shelf = Shelved.TRASH if session.in_trash else Shelved.ARCHIVED if session.card.archived else Shelved.OPEN
    return tuple(what for what in _OF_SHELF[shelf] if what not in ("open", "edit", "rename", "tags", "move"))


def menu(row: SessionRow) -> None:
    """The menu of one session in a list."""
    menu_of(row.id, actions_of(row))


def menu_of(name: str, actions: tuple[str, ...]) -> None:
    """A menu of some of the actions for one session."""
    key = f"do-{name}"
    st.menu_button("More", actions, key=key, type="tertiary", format_func=ACTIONS.__getitem__,
                   on_click=lambda: act(str(st.session_state[key]), (name,)))  # fmt: skip


def act(what: str, names: tuple[str, ...]) -> None:
    """Does what was chosen for these sessions, or opens the question that comes before."""
    if what == "open":
        st.session_state["list-open"] = names[0]
    elif what == "edit":
        st.session_state["list-edit"] = names[0]
    elif what == "duplicate":
        attempt(lambda: _duplicated(names))
    elif what in _BACK:
        kept(what, names)
    else:
        ask(what, names)


def ask(what: str, names: tuple[str, ...] = ()) -> None:
    """Opens a question."""
    st.session_state[ASKED] = (what, names)
    st.session_state.pop("list-wrong", None)


def answered() -> None:
    """Closes the question."""
    st.session_state.pop(ASKED, None)
    st.session_state.pop("list-wrong", None)


def attempt(work: Callable[[], str]) -> bool:
    """Does `work` and says the sentence that it gives, or what was wrong; gives whether it was done."""
    try:
        said = work()
    except StudioError as error:
        st.session_state["list-wrong"] = f"{error.message} {error.hint}"
        return False
    st.session_state["list-said"] = said
    st.session_state.pop("list-wrong", None)
    return True


def kept(what: str, names: Iterable[str]) -> None:
    """Archives, deletes, or brings back; can be undone until something else is done."""
    shelf = server.studio().shelf
    work: dict[str, Callable[[str], None]] = {
        "archive": shelf.archive, "unarchive": shelf.unarchive, "delete": shelf.delete, "restore": shelf.restore,
    }  # fmt: skip
    done: list[str] = []
    title = ""
    st.session_state.pop("list-undo", None)
    for name in names:

        def one(name: str = name) -> str:
            nonlocal title
            title = server.studio().open(name).card.title
            work[what](name)
            return ""

        if not attempt(one):
            break
        done.append(name)
    if done:
        st.session_state["list-undo"] = (what, tuple(done), title)


def say() -> None:
    """Tells what was done since the page was last drawn, and what went wrong outside of a question."""
    said = st.session_state.pop("list-said", "")
    if said:
        st.toast(plain(said), icon=":material/check:")
    if ASKED not in st.session_state and (wrong := st.session_state.pop("list-wrong", "")):
        st.toast(plain(wrong), icon=":material/error:", duration="long")


def undo_bar() -> None:
    """What was put elsewhere last, at the foot of the page, with a way back."""
    undo = st.session_state.get("list-undo")
    if not undo:
        return
    what, names, title = undo
    which = f"“{plain(short(title, 60))}” is" if len(names) == 1 else f"{len(names)} sessions are"
    where, icon = _DONE[what]
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", border=True, wrap=False, key="list-undo-bar"):
        st.markdown(f":material/{icon}: {which} {where}.", width="stretch")
        st.button("Undo", key="list-undo-button", icon=":material/undo:", on_click=_undone, args=(what, names))
        st.button("Dismiss", key="list-undo-close", type="tertiary", on_click=_forget_undo)


def _undone(what: str, names: tuple[str, ...]) -> None:
    kept(_BACK[what], names)
    st.session_state.pop("list-undo", None)


def _forget_undo() -> None:
    st.session_state.pop("list-undo", None)


def _duplicated(names: tuple[str, ...]) -> str:
    for name in names:
        server.studio().shelf.duplicate(name)
    return "A copy is in the list." if len(names) == 1 else f"{len(names)} copies are in the list."
