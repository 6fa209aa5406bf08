"""A still or a clip from a model, for one shot: what is to be seen, what it costs, and what came back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.editing.boards import Board, BoardShot
from core.errors import BadEdit, StudioError
from core.film import Picture
from core.film.templates import template
from core.making.commissions import Commission, Wish
from core.studio import Studio
from pages.parts.editor_edits import refused
from pages.parts.editor_names import called
from pages.parts.words import plain

_KINDS = {"still": ":material/image: Picture", "clip": ":material/movie: Clip"}
_LEAST_MS = 6000

Use = Callable[[Picture], None]


def commission(studio: Studio, name: str, board: Board, shot: BoardShot, use: Use) -> None:
    """Draws it, where somebody is set up who can make one."""
    possible = [kind for kind in studio.commissions.possible(studio.person) if kind in _KINDS]
    known = [one for one in studio.commissions.of(name, shot.id) if one.wish.kind in _KINDS]
    if not possible and not known:
        return
    with st.expander("Have one made", icon=":material/auto_awesome:", expanded=bool(known), key=f"made-{called(shot.id)}"):
        if possible:
            _ask(studio, name, board, shot, possible)
        _answers(studio, name, shot, use)


def _ask(studio: Studio, name: str, board: Board, shot: BoardShot, possible: list[str]) -> None:
    off = shot.line.handling.locked
    keys = {part: f"wish-{part}-{called(shot.id)}" for part in ("kind", "prompt", "first")}
    if st.session_state.get(keys["kind"]) not in possible:
        st.session_state[keys["kind"]] = possible[0]
    kind = st.segmented_control("Kind", possible, format_func=_KINDS.__getitem__, key=keys["kind"], required=True, disabled=off)
    st.text_area("What is to be seen", key=keys["prompt"], height=96, max_chars=2000, disabled=off,
                 placeholder="A calm harbour at dawn, wide, soft light, no text")  # fmt: skip
    shown = shot.line.slide.picture
    if kind == "clip" and shown is not None:
        st.toggle("Begin with the picture that is shown", key=keys["first"], disabled=off)
    wish = _wish(board, shot, keys)
    if wish is not None and (price := studio.commissions.price(wish, studio.person)) is not None:
        st.caption(f"At most \\${price:.2f}; the same wish again costs nothing.")
    st.button("Make it", icon=":material/auto_awesome:", key=f"wish-go-{called(shot.id)}", disabled=off,
              on_click=_make, args=(studio, name, board, shot, keys))  # fmt: skip


def _wish(board: Board, shot: BoardShot, keys: dict[str, str]) -> Wish | None:
    held = st.session_state
    words = str(held.get(keys["prompt"]) or "").strip()
    if len(words) < 3:
        return None
    shown = shot.line.slide.picture
    first = shown.model_copy(update={"footage": None}) if shown is not None and held.get(keys["first"]) else None
    order = board.film.order
    aspect = order.editions(template(order.template).aspect)[0].aspect
    length = min(60_000, max(1000, shot.ms or _LEAST_MS))
    return Wish(shot=shot.id, kind=held[keys["kind"]], prompt=words, aspect=aspect, duration_ms=length, first=first)


def _make(studio: Studio, name: str, board: Board, shot: BoardShot, keys: dict[str, str]) -> None:
    wish = _wish(board, shot, keys)
    if wish is None:
        refused(BadEdit("Say in a few words what is to be seen.", hint=""))
    else:
        _order(studio, name, wish)


def _order(studio: Studio, name: str, wish: Wish) -> None:
    try:
        studio.commissions.order(name, wish, studio.person)
    except StudioError as error:
        refused(error)


def _answers(studio: Studio, name: str, shot: BoardShot, use: Use) -> None:
    working = studio.commissions.working(name, shot.id)

    @st.fragment(run_every=1.0 if working else None)
    def answers() -> None:
        if working != studio.commissions.working(name, shot.id):
            st.rerun(scope="app")
        known = [one for one in studio.commissions.of(name, shot.id) if one.wish.kind in _KINDS]
        for number, one in enumerate(known):
            with st.container(border=True, key=f"commission-{called(shot.id)}-{number}"):
                _one(studio, name, shot, one, number, use)

    answers()


def _one(studio: Studio, name: str, shot: BoardShot, one: Commission, number: int, use: Use) -> None:
    off = shot.line.handling.locked
    if one.state == "working":
        st.markdown(f":material/hourglass_top: **{plain(one.by)}** is at work. :gray[You can go on editing.]")
        st.caption(plain(one.wish.prompt))
    elif one.state == "failed":
        st.error(plain(f"{one.error} {one.hint}"), icon=":material/error:")
        st.caption(plain(one.wish.prompt))
        st.button("Ask again", key=f"again-{called(shot.id)}-{number}", disabled=off, on_click=_order,
                  args=(studio, name, one.wish),
                  help="Goes on where it stopped; nothing is ordered twice." if one.again else None)  # fmt: skip
    elif one.picture is not None:
        seen, said = st.columns([1, 1.4], gap="medium", vertical_alignment="center")
        with seen:
            st.image(studio.commissions.thumbnail(one.picture), width="stretch", alt=one.wish.prompt)
        with said:
            length = f" · {one.picture.footage.duration_ms / 1000:.1f} s" if one.picture.footage else ""
            st.markdown(f"{_KINDS[one.wish.kind]}{length}  \n:gray[:small[{plain(one.by)}]]")
            st.caption(plain(one.wish.prompt))
            if one.picture.stood_in:
                st.caption(f":yellow-badge[:material/healing: fallback] {plain(one.picture.stood_in)}")
            st.button(
                "Use", key=f"use-made-{called(shot.id)}-{number}", type="primary", disabled=off, on_click=use, args=(one.picture,)
            )
