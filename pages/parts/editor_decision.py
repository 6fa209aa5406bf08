"""A shot’s picture as a decision: what it is and why, three others with their costs, one click to swap, and a search."""

from __future__ import annotations

import streamlit as st

from core.editing.boards import Board, BoardShot
from core.editing.candidates import Candidate, Decision
from core.errors import StudioError
from core.film.picturing import Material
from core.film.shot_edits import SetSlide
from core.studio import Studio
from core.web.frames import candidate_url
from pages.parts.editor_cards import wide
from pages.parts.editor_edits import change, refused
from pages.parts.editor_names import called
from pages.parts.words import PICTURES, layout, plain, short

EACH = 3
_UNSEEN = 112
"""As high as a preview, for what is not made yet."""


def decision(studio: Studio, name: str, board: Board, shot: BoardShot) -> None:
    """Draws it."""
    keys = {part: f"look-{part}-{called(shot.id)}" for part in ("words", "skip")}
    try:
        found = _found(studio, name, shot, keys)
    except StudioError as error:
        refused(error)
        return
    seen(found.now)
    if shot.state == "hidden":
        return
    waiting, known = found.searching or found.making, [found]

    @st.fragment(run_every=1.0 if waiting else None)
    def others() -> None:
        now = known.pop() if known else _found(studio, name, shot, keys)
        if waiting != (now.searching or now.making):
            if found.making:  # what was made comes first
                st.session_state[keys["skip"]] = 0
            st.rerun(scope="app")
        _candidates(studio, name, shot, now, str(st.session_state.get(keys["words"]) or ""))
        _more(studio, shot, now, keys)

    others()


def seen(now: Material) -> None:
    """What a picture is and why, in one line."""
    st.markdown(f"{badge(now.kind.value)} :small[{plain(now.why)}]")


def badge(kind: str) -> str:
    """The kind of a picture."""
    return f":gray-badge[{PICTURES[kind]}]"


def _found(studio: Studio, name: str, shot: BoardShot, keys: dict[str, str]) -> Decision:
    held = st.session_state
    words, skip = str(held.get(keys["words"]) or ""), int(held.get(keys["skip"], 0))
    return studio.decisions.decision(name, shot.id, words=words, skip=skip, person=studio.person)


def _candidates(studio: Studio, name: str, shot: BoardShot, found: Decision, words: str) -> None:
    if not found.candidates and not found.searching:
        st.caption("There is nothing for these words. Try others, or hand a picture in below.")
    with st.grid(3, min_column_width=150):
        for one in found.candidates:
            with st.container(border=True, height="stretch", gap="xsmall", key=f"candidate-{one.id}-{called(shot.id)}"):
                _candidate(studio, name, shot, one, words)
        for _ in range(EACH - len(found.candidates) if found.searching else 0):
            st.skeleton(height=220)


def _candidate(studio: Studio, name: str, shot: BoardShot, one: Candidate, words: str) -> None:
    off = shot.line.handling.locked
    title = layout(one.name) if one.kind.value == "drawn" else one.name
    if one.wish is not None:
        with st.container(height=_UNSEEN, border=False, horizontal_alignment="center", vertical_alignment="center"):
            st.markdown(f":gray[{PICTURES[one.kind.value].split(' ')[0]} :small[Not made yet]]", width="content")
    else:
        with st.container(horizontal_alignment="center"):
            st.image(candidate_url(name, shot.id, one.id, shot.look), width=wide(shot, 110), alt=title)
    st.markdown(f"{badge(one.kind.value)}  \n**{plain(short(title, 44))}**  \n:gray[:small[{plain(one.why)}]]")
    if one.credit is not None:
        st.caption(f":material/copyright: {plain(one.credit.line)}")
    if one.wrong:
        st.caption(f":red[{plain(one.wrong)}]")
    st.space("stretch")
    label = "Use" if one.wish is None else {"working": "Being made", "failed": "Ask again"}.get(one.state, "Make it")
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.button(label, key=f"take-{one.id}-{called(shot.id)}", disabled=off or one.state == "working", on_click=_take,
                  args=(studio, name, shot, one.id, words))  # fmt: skip
        st.markdown(f":gray[:small[{plain(one.price)}]]", width="content")


def _more(studio: Studio, shot: BoardShot, found: Decision, keys: dict[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Find another picture", key=keys["words"], placeholder=found.asked or "lighthouse storm", max_chars=100,
                      icon=":material/search:", on_change=_again, args=(keys,))  # fmt: skip
        if found.of > EACH:
            st.button(f"Others :gray[:small[{found.of}]]", icon=":material/refresh:", key=f"look-more-{called(shot.id)}",
                      on_click=_further, args=(keys,), help="The next three")  # fmt: skip
    if found.wrong:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f":material/cloud_off: {plain(found.wrong)}", width="stretch")
            st.button("Try again", key=f"look-again-{called(shot.id)}", type="tertiary", on_click=studio.decisions.search_again)


def _again(keys: dict[str, str]) -> None:
    st.session_state[keys["skip"]] = 0


def _further(keys: dict[str, str]) -> None:
    st.session_state[keys["skip"]] = int(st.session_state.get(keys["skip"], 0)) + EACH


def _take(studio: Studio, name: str, shot: BoardShot, id: str, words: str) -> None:
    """Swaps the picture, or orders it where it is not made yet."""
    try:
        wish = studio.decisions.wish(name, shot.id, id, words=words, person=studio.person)
        if wish is not None:
            studio.commissions.order(name, wish, studio.person)
            return
        slide = studio.decisions.taken(name, shot.id, id, studio.person)
    except StudioError as error:
        refused(error)
        return
    change(name, SetSlide(shot=shot.id, slide=slide))
    st.rerun()
