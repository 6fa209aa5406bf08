"""The shot that is open: its frame at any moment without a render, and everything that can be edited of it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.editing.boards import Board, BoardShot
from core.editing.stills import LARGE
from core.film import Layout, Line, Slide
from core.film.arrangement import Delete, Duplicate, Insert, Merge, Move, Split
from core.film.edits import Edit
from core.film.shot_edits import Hide, Lock, SetNarration
from core.film.splitting import sentences
from core.studio import Studio
from core.web import server
from core.web.frames import draft_url, frame_url
from core.web.server import media_url, stretch_url
from pages.parts.controls import hear, typed
from pages.parts.editor_cards import choose, facts, wide, wrong
from pages.parts.editor_edits import READY, SCREEN, TURNED, change, turn
from pages.parts.editor_names import called
from pages.parts.editor_picture import picture
from pages.parts.editor_screen import screen
from pages.parts.editor_staging import staging
from pages.parts.editor_voice import voice
from pages.parts.remarks import remarks_of
from pages.parts.steps import stepped
from pages.parts.words import plain

_TABS = {"screen": "Screen", "picture": "Picture", "voice": "Voice", "staging": "Staging"}
_ICONS = {"screen": "dashboard", "picture": "image", "voice": "graphic_eq", "staging": "theater_comedy"}
_MENU = {
    "duplicate": ":material/content_copy: Duplicate",
    "insert": ":material/add: Insert a shot after it",
    "merge": ":material/merge: Merge with the next",
    "hide": ":material/visibility_off: Hide",
    "show": ":material/visibility: Show",
    "lock": ":material/lock: Lock",
    "unlock": ":material/lock_open: Unlock",
    "delete": ":material/delete: Delete",
}
_NEW = "Say here what this shot is about."


def shot_panel(studio: Studio, name: str, board: Board, shot: BoardShot) -> None:
    """Draws it."""
    _steps(name, board, shot)
    look_at(studio, name, board, shot)
    _words(name, shot)
    with st.container():
        remarks_of(studio.viewing.reviews.film(name, board.film, board.mark), shot.id)
    shown = st.tabs([f":material/{_ICONS[tab]}: {label}" for tab, label in _TABS.items()], key="edit-tabs", on_change="rerun")
    for tab, place in zip(_TABS, shown, strict=True):
        if place.open:
            with place:
                _fill(tab, studio, name, board, shot)


def _fill(tab: str, studio: Studio, name: str, board: Board, shot: BoardShot) -> None:
    if tab == "screen":
        screen(name, board, shot)
    elif tab == "picture":
        picture(studio, name, board, shot)
    elif tab == "voice":
        voice(studio, name, board, shot)
    else:
        staging(name, shot)


def stepping(board: Board, shot: BoardShot) -> DeltaGenerator:
    """Which shot is open, and the way to its neighbours; gives the row, for what else stands there."""
    at, last = shot.number - 1, len(board.shots) - 1
    row = st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="edit-steps", gap="small"
    )
    with row:
        st.markdown(f"**Shot {shot.number} of {last + 1}**  \n{facts(shot)}", width="content")
        with st.container(horizontal=True, width="content", gap="xsmall", vertical_alignment="center"):
            shots = [one.id for one in board.shots]
            for label, icon, way in (("Back", "chevron_left", -1), ("Next", "chevron_right", 1)):
                key = f"edit-{icon}"
                st.button(label, icon=f":material/{icon}:", key=key, disabled=not 0 <= at + way <= last,
                          on_click=_walk, args=(shots, at, way, key))  # fmt: skip
    return row


def _walk(shots: list[str], at: int, way: int, key: str) -> None:
    to = stepped(shots, "shot", at, way, key)
    choose(shots[to], to + 1)


def _steps(name: str, board: Board, shot: BoardShot) -> None:
    at, last = shot.number - 1, len(board.shots) - 1
    with stepping(board, shot), st.container(horizontal=True, width="content", gap="xsmall", vertical_alignment="center"):
        for label, icon, to in (("Earlier", "arrow_upward", at - 1), ("Later", "arrow_downward", at + 1)):
            st.button(label, icon=f":material/{icon}:", key=f"edit-{icon}", disabled=not 0 <= to <= last, type="tertiary",
                      help="Moves the shot", on_click=_do,
                      args=(name, Move(shot=shot.id, to=max(to, 0)), to + 1))  # fmt: skip
        key = f"shot-menu-{called(shot.id)}"
        st.menu_button("More", _actions(shot, last), key=key, type="tertiary", icon=":material/more_horiz:",
                       format_func=_MENU.__getitem__, on_click=_act, args=(name, shot, key))  # fmt: skip


def _actions(shot: BoardShot, last: int) -> list[str]:
    handling = shot.line.handling
    lock = "unlock" if handling.locked else "lock"
    there = [
        "duplicate",
        "insert",
        *(["merge"] if shot.number <= last else []),
        "show" if handling.hidden else "hide",
        lock,
        "delete",
    ]
    return [one for one in there if not handling.locked or one in ("duplicate", "insert", "unlock")]


def _act(name: str, shot: BoardShot, key: str) -> None:
    what = str(st.session_state[key])
    begun = Line(narration=_NEW, slide=Slide(layout=Layout.STATEMENT, headline="A new shot"))
    edits: dict[str, tuple[Edit, int]] = {
        "duplicate": (Duplicate(shot=shot.id), shot.number + 1),
        "insert": (Insert(after=shot.id, line=begun), shot.number + 1),
        "merge": (Merge(shot=shot.id), shot.number),
        "hide": (Hide(shot=shot.id), shot.number),
        "show": (Hide(shot=shot.id, hidden=False), shot.number),
        "lock": (Lock(shot=shot.id), shot.number),
        "unlock": (Lock(shot=shot.id, locked=False), shot.number),
        "delete": (Delete(shot=shot.id), shot.number),
    }
    _do(name, *edits[what])


def _do(name: str, edit: Edit, go: int) -> None:
    change(name, edit, go=go)
    st.rerun()


def look_at(studio: Studio, name: str, board: Board, shot: BoardShot) -> None:
    """The frame at a moment, the shot as a draft with sound, or the newest cut from this shot on; always in the same place, so
    that what follows keeps its own, and with it the keyboard."""
    with st.container(key="edit-upright" if shot.look.startswith("9x16") else "edit-look"):
        _seen(studio, name, board, shot)


def _seen(studio: Studio, name: str, board: Board, shot: BoardShot) -> None:
    if shot.state == "hidden":
        _hidden(name, shot)
        return
    ready = next((card for card in studio.cuts(name) if card.number == st.session_state.get(READY)), None)
    views = {"frame": ":material/image: Frame", "play": ":material/play_arrow: Play this shot"}
    views |= {"film": f":material/movie: {'Draft of cut' if ready.draft else 'Cut'} {ready.number}"} if ready else {}
    if st.session_state.get(SCREEN) not in views:
        turn("frame")
    view, key = st.session_state[SCREEN], f"{SCREEN}-{st.session_state.get(TURNED, 0)}"
    st.session_state[key] = view
    place = st.container()
    if view == "film" and ready:
        with st.container(horizontal_alignment="center"):
            address = stretch_url(media_url(name, ready.output), board.start_ms(shot.number))
            st.video(address, width=wide(shot, 300), alt=ready.title)
    elif view == "play":
        with st.container(horizontal_alignment="center"):
            address = draft_url(name, shot.id, shot.look)
            st.video(address, autoplay=True, width=wide(shot, 300), alt=f"Shot {shot.number} as a draft")
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="edit-moment"):
        if view == "frame":
            _frame(studio, name, shot, place)
        st.segmented_control("Look at", list(views), format_func=views.__getitem__, key=key, required=True,
                             label_visibility="collapsed", on_change=hear(_turned, key), args=(key,))  # fmt: skip


def _hidden(name: str, shot: BoardShot) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            ":gray[:material/visibility_off:] This shot is hidden: it is kept, but it is not in the film.", width="content"
        )
        st.button("Show it again", icon=":material/visibility:", key=f"unhide-{called(shot.id)}", on_click=_do,
                  args=(name, Hide(shot=shot.id, hidden=False), shot.number), disabled=shot.line.handling.locked)  # fmt: skip


def _turned(key: str) -> None:
    st.session_state[SCREEN] = st.session_state[key]


def _frame(studio: Studio, name: str, shot: BoardShot, place: DeltaGenerator) -> None:
    """The frame, and under it the slider that moves it; before the words are spoken, the shot's usual moment."""
    usual, length = round(shot.still_ms / 1000, 1), (shot.ms or 0) / 1000
    key, held = f"at-{called(shot.id)}-{usual}", st.session_state  # spoken anew, a shot is whole at another moment
    if shot.ms is not None:
        studio.boards.stills.ahead.look(name, shot.id, shot.look)
        held[key] = min(float(held.get(key, usual)), length)
    at = round(held[key] * 1000) if shot.ms is not None and held[key] != usual else None
    with place, st.container(horizontal_alignment="center"):
        st.image(frame_url(name, shot.id, shot.look, LARGE, at), width=wide(shot, 300), alt=f"Shot {shot.number}")
    if shot.ms is not None:
        st.slider("Moment", 0.0, max(0.1, length), step=0.1, format="%.1f s", key=key, label_visibility="collapsed")


def _words(name: str, shot: BoardShot) -> None:
    off = shot.line.handling.locked
    box = typed(f"words-{called(shot.id)}", shot.line.narration)
    st.text_area(
        "Narration",
        **box,
        height="content",
        on_change=hear(_narrate, box),
        args=(name, shot.id, box["key"]),
        max_chars=2000,
        disabled=off,
    )
    with st.container():  # in a place of its own, since what is told here comes while somebody types below
        _told(name, shot)


def _told(name: str, shot: BoardShot) -> None:
    """How the shot stands, and the ways on."""
    off = shot.line.handling.locked
    if off:
        st.caption(":material/lock: This shot is locked. Unlock it under More to change it.")
    if shot.state == "failed":
        _failed(name, shot)
    elif shot.why and shot.state == "stale":
        st.caption(f":material/sync: {plain('; '.join(shot.why).capitalize())}.")
    if shot.edited:
        st.caption(":material/push_pin: Pinned: you changed it by hand, and it wins over what the studio would write.")
    if shot.fallback:
        st.caption(f":material/healing: {plain(shot.fallback)}")
    said = sentences(shot.line.narration)
    if len(said) > 1 and not off:
        with st.popover("Split", icon=":material/content_cut:", key=f"split-{called(shot.id)}"):
            st.markdown("Begin a new shot with:")
            for i, sentence in enumerate(said[1:], 1):
                st.button(plain(sentence), key=f"split-{i}-{called(shot.id)}", width="stretch", on_click=_do,
                          args=(name, Split(shot=shot.id, after=i), shot.number))  # fmt: skip


def _failed(name: str, shot: BoardShot) -> None:
    """Why this shot cannot be made, and the ways on; all others are there."""
    with st.container(border=True, gap="small", key="edit-failed"):
        wrong(shot)
        with st.container(horizontal=True):
            st.button("Try again", icon=":material/refresh:", key=f"again-{called(shot.id)}", on_click=_again, args=(name,))
            st.button("Go on without this shot", icon=":material/visibility_off:", key=f"without-{called(shot.id)}",
                      type="tertiary", help="Hides it. It stays in the storyboard.", on_click=_do,
                      args=(name, Hide(shot=shot.id), shot.number))  # fmt: skip


def _again(name: str) -> None:
    server.studio().boards.again(name)
    st.rerun()


def _narrate(name: str, shot: str, key: str) -> None:
    change(name, SetNarration(shot=shot, text=st.session_state[key]))
    st.rerun()
