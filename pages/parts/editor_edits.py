"""Edits as they leave the page: each against what its maker saw, so that two windows never overwrite each other."""

from __future__ import annotations

import json
from collections.abc import Callable

import streamlit as st

from core.editing import filling
from core.editing.clashes import clashes
from core.editing.editor import Editor
from core.errors import StaleEdit, StudioError
from core.film import Line, Slide
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

_ALERT = "edit-alert"
"""In the page's memory: what was refused, to be told where it is seen however far down the page somebody works."""

_REVISION = "revision"

READY, SCREEN, TURNED, SESSION = "edit-ready", "edit-screen", "edit-turned", "edit-session"
"""In the page's memory: the cut that was made meanwhile, what the screen of the open shot shows, how often the page turned it by
itself, and the session."""


def change(name: str, edit: Edit, *, go: int | None = None, said: str = "") -> bool:
    """Makes an edit of the shot that is chosen and stays on it; `go` counts from 1 and names another place to stay on."""
    return _try(name, lambda: _made(name, edit), go, said)


def fill(name: str, shot: str, wanted: Callable[[Line], Slide], *, of: str = "") -> None:
    """Changes what `wanted` does to the shot's screen as it is by now, and nothing else, then draws the page anew.

    `of` names the one picture that is meant. For callbacks: what they were drawn with may be older than what they change.
    """

    def work() -> Film | None:
        editor = server.studio().cutting.editor(name)
        return _made(name, filling.filled_in(editor, meant(shot, editor.film.names), wanted, of=of))

    _try(name, work)
    st.rerun()


def _made(name: str, edit: Edit) -> Film | None:
    """The film after an edit that was made against what its maker saw; None where it met another one, and is kept."""
    editor, seen = server.studio().cutting.editor(name), _seen()
    there = editor.film.names
    made = edit.model_copy(update={"shot": meant(edit.shot, there)}) if isinstance(edit, ShotEdit) else edit
    try:
        film = editor.apply(made, seen=seen[_REVISION], who=_who())
    except StaleEdit as error:
        _keep(name, error, made, editor.film)
        return None
    seen[_REVISION] = editor.history[-1].number if editor.history else 0
    if isinstance(made, SetNarration):
        renamed(made.shot, film.names[there.index(made.shot)])
    return film


def undo(name: str) -> None:
    """Takes as many of the newest edits back as it was pressed for, says which, and goes where that is seen."""
    editor = server.studio().cutting.editor(name)
    _step(name, editor, UNDO, lambda: editor.undoable, editor.undo, "Taken back")


def redo(name: str) -> None:
    """Makes as many of the edits again that were taken back as it was pressed for, says which, and goes where that is seen."""
    editor = server.studio().cutting.editor(name)
    _step(name, editor, REDO, lambda: editor.redoable, editor.redo, "Made again")


def catch_up(name: str) -> None:
    """Does what was pressed for of a button that was drawn as one without use before the press came."""
    for key, step in ((UNDO, undo), (REDO, redo)):
        if owed(key):
            step(name)


def _step(name: str, editor: Editor, key: str, next_: Callable[[], str], step: Callable[..., Film], said: str) -> None:
    seen, before = _seen(), editor.film
    told: list[str] = []

    def work() -> Film:
        film, who = before, _who()
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
    held = st.session_state
    if alert := held.pop(_ALERT, ""):  # the first of all: it takes the place of what was told before
        st.toast(plain(alert), icon=":material/group:" if CONFLICT in held else ":material/error:", duration="long")
    if told := held.pop(SAID, ""):
        st.toast(plain(told), icon=":material/check:")
    if wrong := held.get(WRONG):
        if wrong["at"] == _at():
            st.error(plain(wrong["text"]), icon=":material/error:")
        else:
            del held[WRONG]
    if CONFLICT in held:
        _both(name)


def _both(name: str) -> None:
    """What is there and what was wanted, where two edits met."""
    held = json.loads(st.session_state[CONFLICT])
    with st.container(border=True, key="edit-conflict"):
        kept = "Your edit is kept below, and nothing is overwritten." if held["fields"] else "Nothing is overwritten."
        st.markdown(f":orange[:material/group:] **{plain(held['message'])}** {kept}")
        for field in held["fields"]:
            st.markdown(f"**{plain(field['label'])}**")
            sides = {"Theirs": field["theirs"], "Yours": field["yours"]} if field["theirs"] else {"Yours": field["yours"]}
            with st.grid(len(sides), min_column_width=220):
                for side, words in sides.items():
                    with st.container(gap="xsmall"):
                        st.caption(side)
                        st.code(words or "(nothing)", language=None, wrap_lines=True)
        with st.container(horizontal=True):
            st.button(
                "Make my edit anyway", icon=":material/check:", type="primary", key="edit-anyway", on_click=anyway, args=(name,)
            )
            st.button("Keep what is there", key="edit-leave", on_click=leave, args=(name,))


def refused(error: StudioError) -> None:
    """Keeps what was wrong: it is shown until an edit succeeds or another shot or view is looked at."""
    held, wrong = st.session_state, {"text": f"{error.message} {error.hint}", "at": _at()}
    if held.get(WRONG) != wrong:  # what each drawing finds wrong is told once
        held[WRONG] = wrong
        _alert(wrong["text"])
    show_true()


def _alert(text: object) -> None:
    """Tells it when the page is drawn next, in place of what went well before."""
    st.session_state[_ALERT] = str(text)
    st.session_state.pop(SAID, None)


def _at() -> list[str]:
    return [asked("shot"), asked("view")]


def _try(
    name: str, work: Callable[[], Film | None], go: int | None = None, said: str = "", before: Film | None = None
) -> bool:  # fmt: skip
    st.session_state.pop(WRONG, None)
    try:
        film = work()
    except StudioError as error:
        refused(error)
        return False
    if film is None:
        return False
    if history := server.studio().cutting.editor(name).history:
        _seen()[_REVISION] = history[-1].number  # whoever is quick edits what they have just made, drawn or not
    at = film.differs_at(before) if before is not None else None
    number = min(max(go or (chosen(name) if at is None else at + 1), 1), len(film.names))
    st.session_state[CHOSEN] = number
    if said:
        st.session_state[SAID] = said
    turn("frame")  # where the edit is seen
    ask(shot=film.names[number - 1])
    return True


def _keep(name: str, error: StaleEdit, edit: Edit, now: Film) -> None:
    """Keeps an edit that met another one, with what stands against each other."""
    fields = [one.model_dump() for one in clashes(edit, now)]
    held = {"message": error.message, "edit": edit.model_dump(mode="json"), "number": chosen(name), "fields": fields}
    st.session_state[CONFLICT] = json.dumps(held, ensure_ascii=False)
    _alert(f"{error.message} What to do with your edit is asked at the top of the page.")
    show_true()


def _seen() -> dict[str, int | None]:
    """Holds the revision that the page shows."""
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
