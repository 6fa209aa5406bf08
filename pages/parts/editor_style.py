"""A shot's picture in the film's own style, made by a model: its cost before, the result to compare, and the way back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.editing.boards import BoardShot
from core.editing.candidates import told_price
from core.errors import StudioError
from core.film import Picture
from core.making.commissions import Wish
from core.studio import Studio
from pages.parts.editor_edits import refused
from pages.parts.editor_names import called
from pages.parts.words import plain

Use = Callable[[Picture], None]


def style(studio: Studio, name: str, shot: BoardShot, shown: Picture, use: Use) -> None:
    """Draws it, where a still is shown and somebody is set up, or the picture has an original to go back to."""
    off = shot.line.handling.locked
    if shown.original is not None:
        st.button("Back to the original", icon=":material/undo:", key=f"original-{called(shot.id)}", disabled=off,
                  on_click=use, args=(shown.original,))  # fmt: skip
        return
    wish = studio.decisions.restyling(name, shot.id)
    if wish is None or "restyled" not in studio.commissions.possible(studio.person):
        return
    _ask(studio, name, shot, wish, use)


def _ask(studio: Studio, name: str, shot: BoardShot, wish: Wish, use: Use) -> None:
    working = studio.commissions.working(name, shot.id)

    @st.fragment(run_every=1.0 if working else None)
    def asked() -> None:
        if working != studio.commissions.working(name, shot.id):  # the page asks again only while it is drawn to do so
            st.rerun(scope="app")
        now = next((one for one in studio.commissions.of(name, shot.id) if one.wish == wish), None)
        if now is not None and now.picture is not None:
            st.button("Show it in the film’s style", icon=":material/style:", key=f"styled-{called(shot.id)}", on_click=use,
                      args=(now.picture,), help="It is made already.", disabled=shot.line.handling.locked)  # fmt: skip
            return
        price, busy = plain(told_price(studio.commissions.price(wish, studio.person))), now is not None and now.state == "working"
        label = "The film’s style is being given to it" if busy else f"Give it the film’s style · {price}"
        st.button(label, icon=":material/style:", key=f"style-{called(shot.id)}", disabled=busy or shot.line.handling.locked,
                  on_click=_order, args=(studio, name, wish), help="The original is kept, one click away.")  # fmt: skip
        if now is not None and now.state == "failed":
            st.caption(f":red[{plain(f'{now.error} {now.hint}')}]")

    asked()


def _order(studio: Studio, name: str, wish: Wish) -> None:
    try:
        studio.commissions.order(name, wish, studio.person)
    except StudioError as error:
        refused(error)
