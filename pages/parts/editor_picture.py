"""The picture of a shot: another one, an earlier one, none, and the place in it that matters."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.editing import filling
from core.editing.boards import Board, BoardShot
from core.film import Layout, Line, Picture, Slide
from core.film.licences import LICENCES, Credit
from core.making.importing import picture_of
from core.studio import Studio
from core.web.frames import picture_url
from pages.parts.controls import hear, keep, typed
from pages.parts.editor_commission import commission
from pages.parts.editor_decision import decision
from pages.parts.editor_edits import fill
from pages.parts.editor_names import called
from pages.parts.editor_style import style
from pages.parts.words import plain, short

_TAKEN = ("png", "jpg", "jpeg", "webp", "mp4", "mov", "webm")
_FRAMES = {"browser": "A browser", "phone": "A phone", "none": "None"}


def picture(studio: Studio, name: str, board: Board, shot: BoardShot) -> None:
    """Draws it."""
    shown, off = shot.line.slide.picture, shot.line.handling.locked
    with st.container():  # whatever it says, what follows keeps its place, and with it the keyboard
        decision(studio, name, board, shot)
    if shown is not None:
        _shown(studio, name, shot, shown)
    key = f"upload-{called(shot.id)}-{shot.look}"
    st.file_uploader(
        "Another picture or clip" if shown else "A picture or a clip", type=list(_TAKEN), key=key, disabled=off,
        on_change=hear(_upload, key), args=(studio, name, shot, key),
    )  # fmt: skip
    commission(studio, name, board, shot, lambda wanted: _use(name, shot, wanted))


def _shown(studio: Studio, name: str, shot: BoardShot, shown: Picture) -> None:
    off = shot.line.handling.locked
    drawn = {axis: round(at * 100) for axis, at in (("x", shown.focus_x), ("y", shown.focus_y))}
    keys = {axis: keep(f"focus-{axis}-{called(shot.id)}", at) for axis, at in drawn.items()}
    seen, set_ = st.columns([1.3, 1], gap="medium")
    with seen:
        st.image(
            picture_url(name, shown.blob.digest, shown.focus_x, shown.focus_y), width="stretch", alt=shown.alt or "The picture"
        )
    with set_:
        st.markdown(f"**{plain(short(shown.alt or 'Picture', 50))}** :gray[:small[{shown.width}×{shown.height}]]")
        _credit(name, shot, shown)
        if shown.footage is not None:
            st.markdown(f":material/movie: Plays as a clip of {shown.footage.duration_ms / 1000:.1f} s")
        heard = hear(_focus, *keys.values())
        for label, axis in (("What matters, across", "x"), ("What matters, down", "y")):
            st.slider(label, 0, 100, key=keys[axis], format="%d %%", disabled=off, on_change=heard,
                      args=(name, shot, shown, keys, drawn))  # fmt: skip
        if shot.line.slide.layout is Layout.SCREEN:
            frame = keep(f"device-{called(shot.id)}", shown.device)
            st.segmented_control("Frame around it", list(_FRAMES), format_func=_FRAMES.__getitem__, key=frame, required=True,
                                 disabled=off, on_change=hear(_framed, frame), args=(name, shot, shown, frame))  # fmt: skip
        style(studio, name, shot, shown, lambda wanted: _use(name, shot, wanted))
        st.button("Take it out", icon=":material/hide_image:", key=f"no-picture-{called(shot.id)}", disabled=off,
                  on_click=_use, args=(name, shot, None))  # fmt: skip


def _credit(name: str, shot: BoardShot, shown: Picture) -> None:
    """Whose it is: told where a source told us, asked of whoever handed it in."""
    made = shown.made_by or (shown.footage is not None and shown.footage.made_by)
    if shown.credit is not None and (made or shown.credit.source):
        st.caption(f":material/copyright: {plain(shown.credit.line)}")
    if made or (shown.credit is not None and shown.credit.source):
        return
    there = [licence.name for licence in LICENCES if licence.name not in _SOURCES]
    now = shown.credit or Credit(author="?")
    author = typed(f"author-{called(shot.id)}", "" if shown.credit is None else now.author)
    licence = keep(f"licence-{called(shot.id)}", now.licence if now.licence in there else None)
    args, off = (name, shot, shown, author["key"], licence), shot.line.handling.locked
    heard = hear(_credited, author, licence)
    with st.popover("Whose picture is it?" if shown.credit is None else plain(now.line), icon=":material/copyright:",
                    key=f"credit-{called(shot.id)}"):  # fmt: skip
        st.text_input("Author", **author, max_chars=200, on_change=heard, args=args, disabled=off,
                      help="Empty: it is yours, and nobody is named.")  # fmt: skip
        st.selectbox("Licence", there, key=licence, index=None, on_change=heard, args=args, disabled=off,
                     placeholder="Used with permission")  # fmt: skip
        st.caption("Licences that ask for it get the author’s name in the film’s closing shot.")


_SOURCES = ("Pexels licence", "Pixabay content licence")


def _credited(name: str, shot: BoardShot, shown: Picture, author: str, licence: str) -> None:
    held = st.session_state
    who = str(held.get(author) or "").strip()
    credit = Credit(author=who, licence=held.get(licence) or "Used with permission") if who else None
    _part(name, shot, shown, credit=credit)


def _focus(name: str, shot: BoardShot, shown: Picture, keys: dict[str, str], drawn: dict[str, int]) -> None:
    now = {axis: int(st.session_state[key]) for axis, key in keys.items()}
    moved = {f"focus_{axis}": at / 100 for axis, at in now.items() if at != drawn[axis]}
    drawn |= now
    _part(name, shot, shown, **moved)


def _framed(name: str, shot: BoardShot, shown: Picture, key: str) -> None:
    _part(name, shot, shown, device=st.session_state[key] or shown.device)


def _part(name: str, shot: BoardShot, shown: Picture, **given: Any) -> None:
    """Changes what is given of the picture that is shown, and of no other one that has come meanwhile."""
    fill(name, shot.id, lambda line: filling.with_part_of_picture(line.slide, **given), of=shown.blob.digest)


def _use(name: str, shot: BoardShot, wanted: Picture | None) -> None:
    """Shows `wanted`; a layout that has no place for one makes room."""
    fill(name, shot.id, lambda line: filling.with_picture(line.slide, wanted))


def _upload(studio: Studio, name: str, shot: BoardShot, key: str) -> None:
    file = st.session_state[key]

    def with_file(line: Line) -> Slide:
        return filling.with_picture(line.slide, picture_of(file.name, file.getvalue(), studio.store))

    if file is not None:
        fill(name, shot.id, with_file)
