"""Edits as they leave the page: each against what its maker saw, so that two windows never overwrite each other."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import streamlit as st

from core.editing.editor import Editor
from core.errors import StaleEdit, StudioError
from core.film.arrangement import edit_of
from core.film.edits import Edit, Film, ShotEdit
from core.film.shot_edits import SetNarration
from core.web import server
from pages.parts.address import ask, asked
from pages.parts.controls import show_true
from pages.parts.editor_names import meant, renamed
from pages.parts.words import plain
from pages.shell.presses import owed, pressed

UNDO, REDO = "edit-undo", "edit-redo"
"""Keys of the buttons."""

SEEN, CHOSEN, WRONG, SAID, CONFLICT = "edit-seen", "edit-number", "edit-wrong", "edit-said", "edit-conflict"
"""In the page's memory: the revision and the place that are shown, what to say, and an edit that met another one."""

_REVISION = "revision"
_STEPPING = threading.Lock()
"""Streamlit answers a press beside the one before where that one is still at work."""

READY, SCREEN, TURNED, SESSION = "edit-ready", "edit-screen", "edit-turned", "edit-session"
"""In the page's memory: the cut that was made meanwhile, what the screen of the open shot shows, how often the page turned it by
itself, and the session."""


def change(name: str, edit: Edit, *, go: int | None = None, said: str = "") -> bool:
    """Makes an edit of the shot that is chosen and stays on it; `go` counts from 1 and names another place to stay on."""
    editor, seen = server.studio().cutting.editor(name), _seen()

    def work() -> Film:
        there = editor.film.names
        made = edit.model_copy(update={"shot": meant(edit.shot, there)}) if isinstance(edit, ShotEdit) else edit
        film = editor.apply(made, seen=seen[_REVISION], who=_who())
        seen[_REVISION] = editor.history[-1].number if editor.history else 0
        if isinstance(made, SetNarration):
            renamed(made.shot, film.names[there.index(made.shot)])
        return film

    return _try(name, work, go, said, edit)


def undo(name: str) -> None:
    """Takes as many of the newest edits back as it was pressed for, says which, and goes where that is seen."""
    editor = server.studio().cutting.editor(name)
    _step(name, editor, UNDO, lambda: editor.undoable, editor.undo, "Taken back")


def redo(name: str) -> None:
    """Makes as many of the edits again that were taken back as it was pressed for, says which, and goes where that is seen."""
    editor = server.studio().cutting.editor(name)
    _step(name, editor, REDO, lambda: editor.redoable, editor.redo, "Made again")


def catch_up(name: str) -> None:
    """Does what was pressed for and what something else that came meanwhile has kept from being done."""
    for key, step in ((UNDO, undo), (REDO, redo)):
        if owed(key):
            step(name)


def _step(name: str, editor: Editor, key: str, next_: Callable[[], str], step: Callable[..., Film], said: str) -> None:
    seen, before = _seen(), editor.film
    told: list[str] = []

    def work() -> Film:
        film, who = before, _who()
        with _STEPPING:  # nothing in here asks Streamlit, which would give the rest up for what was pressed since
            for _ in range(pressed(key)):
                if also := next_():
                    film = step(who, seen=seen[_REVISION])
                    seen[_REVISION] = editor.history[-1].number
                    told.append(also)
        if told:
            st.session_state[SAID] = f"{said}: {told[-1]}{f', the last of {len(told)} edits' if len(told) > 1 else ''}."
        return film

    _try(name, work, before=before)


def attempt(name: str, work: Callable[[], Film], said: str = "") -> bool:
    """Does what changes the film in another way, such as restoring a cut; says what was wrong."""
    return _try(name, work, said=said)


def anyway(name: str) -> None:
    """Makes an edit that met another one on the shot as it is now."""
    held = json.loads(st.session_state.pop(CONFLICT))
    written = held["edit"]
    studio = server.studio()

    def work() -> Film:
        editor = studio.cutting.editor(name)
        film = editor.film
        if "shot" in written and written["shot"] not in film.names:
            written["shot"] = film.names[min(int(held["number"]), len(film.names)) - 1]
        return editor.apply(edit_of(written), who=_who())

    _try(name, work)


def leave(name: str) -> None:
    """Lets an edit go that met another one."""
    st.session_state.pop(CONFLICT, None)


def chosen(name: str) -> int:
    """The place of the chosen shot, from 1."""
    return int(st.session_state.get(CHOSEN, 1))


def say(name: str) -> None:
    """Tells what was done or refused since the page was last drawn, and offers both sides of a conflict."""
    if told := st.session_state.pop(SAID, ""):
        st.toast(plain(told), icon=":material/check:")
    if wrong := st.session_state.get(WRONG):
        if wrong["at"] == _at():
            st.error(plain(wrong["text"]), icon=":material/error:")
        else:
            del st.session_state[WRONG]
    if CONFLICT not in st.session_state:
        return
    held = json.loads(st.session_state[CONFLICT])
    with st.container(border=True, key="edit-conflict"):
        st.markdown(
            f":orange[:material/group:] **{plain(held['message'])}** Your edit is kept below, and nothing is overwritten."
        )
        if held["yours"]:
            st.code(held["yours"], language=None, wrap_lines=True)
        with st.container(horizontal=True):
            st.button(
                "Make my edit anyway", icon=":material/check:", type="primary", key="edit-anyway", on_click=anyway, args=(name,)
            )
            st.button("Keep what is there", key="edit-leave", on_click=leave, args=(name,))


def refused(error: StudioError) -> None:
    """Keeps what was wrong: it is shown until an edit succeeds or another shot or view is looked at."""
    st.session_state[WRONG] = {"text": f"{error.message} {error.hint}", "at": _at()}
    show_true()


def _at() -> list[str]:
    return [asked("shot"), asked("view")]


def _try(
    name: str,
    work: Callable[[], Film],
    go: int | None = None,
    said: str = "",
    edit: Edit | None = None,
    before: Film | None = None,
) -> bool:
    st.session_state.pop(WRONG, None)
    try:
        film = work()
    except StudioError as error:
        if edit is not None and isinstance(error, StaleEdit):
            _conflict(name, error, edit)
        else:
            refused(error)
        return False
    if history := server.studio().cutting.editor(name).history:
        _seen()[_REVISION] = history[-1].number  # whoever is quick edits what they have just made, drawn or not
    at = film.differs_at(before) if before is not None else None
    number = min(max(go or (chosen(name) if at is None else at + 1), 1), len(film.names))
    st.session_state[CHOSEN] = number
    if said:
        st.session_state[SAID] = said
    turn("frame")  # where the edit is seen
    ask(shot=film.names[number - 1])  # the last of it: a press that comes meanwhile is heard here
    return True


def _conflict(name: str, error: StaleEdit, edit: Edit) -> None:
    written = edit.model_dump(mode="json")
    held = {"message": error.message, "edit": written, "number": chosen(name), "yours": _yours(written)}
    st.session_state[CONFLICT] = json.dumps(held, ensure_ascii=False)
    show_true()


def _yours(written: dict[str, Any]) -> str:
    """What a person typed, where an edit carries that."""
    return str(written.get("text") or written.get("markdown") or "")


def _seen() -> dict[str, int | None]:
    """Holds the revision that the page shows; it can be told of another one without asking Streamlit."""
    held: dict[str, int | None] = st.session_state.setdefault(SEEN, {_REVISION: None})
    return held


def _who() -> str:
    return server.studio().person


def turn(view: str) -> None:
    """Turns the screen of the open shot to `frame`, `play` or `film`; its control is another one then, see `typed`."""
    held = st.session_state
    if held.get(SCREEN) != view:
        held[SCREEN], held[TURNED] = view, int(held.get(TURNED, 0)) + 1


def arrived(name: str) -> None:
    """Forgets what was remembered of another session."""
    held = st.session_state
    if held.get(SESSION) != name:
        for key in (SEEN, CHOSEN, WRONG, SAID, CONFLICT, READY, SCREEN):
            held.pop(key, None)
        held[SESSION] = name


def shown(revision: int, number: int, shot: str) -> None:
    """Remembers what the page shows, which is what its edits are made against."""
    _seen()[_REVISION] = revision
    st.session_state[CHOSEN] = number
    if asked("shot") != shot:
        ask(shot=shot)
