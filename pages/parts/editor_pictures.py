"""Pictures for all shots of a film: in one look, their price before, how they come in, and one edit that puts them in."""

from __future__ import annotations

import streamlit as st

from core.editing.boards import Board
from core.editing.illustrating import MOST_OF_LOOK, Offer, Place, Progress, Standing, counted
from core.errors import StudioError
from core.studio import Studio
from core.web.crowd import beat
from pages.parts.editor_edits import change, refused
from pages.parts.words import plain, short
from pages.shell.frame import PROVIDERS

_KINDS = {"still": ":material/image: Stills", "clip": ":material/movie: Clips"}
_KIND, _LOOK = "pictures-kind", "pictures-look"
_STATES = {
    "working": ":material/hourglass_top: :gray[Being made]",
    "failed": ":material/error: :red[Not made]",
    "stopped": ":material/pause_circle: :orange[Stopped]",
    "there": ":material/check: Made",
    "used": ":material/check_circle: :green[In the film]",
    "kept": ":material/block: :gray[Not put in]",
}


def pictures(studio: Studio, name: str, board: Board) -> None:
    """Draws what is ordered, or else the form that orders."""
    st.markdown("**Pictures for all shots** :gray[:small[Made by a service, in one look. Words and edits stay.]]")
    now = studio.illustrations.standing(name)
    if now.pieces:
        _standing(studio, name, now)
        return
    possible = studio.illustrations.possible(studio.person)
    if not possible:
        st.caption("This needs a service that paints or films, with your key. Without one, every picture is drawn here.")
        st.page_link(PROVIDERS, label="Set one up under Providers", icon=":material/power:", query_params={})
        return
    _form(studio, name, possible)


def _form(studio: Studio, name: str, possible: tuple[str, ...]) -> None:
    if st.session_state.get(_KIND) not in possible:
        st.session_state[_KIND] = possible[0]
    kind = st.segmented_control("Kind", possible, format_func=_KINDS.__getitem__, key=_KIND, required=True)
    look = st.text_input("One look for all", key=_LOOK, max_chars=MOST_OF_LOOK,
                         icon=":material/palette:", placeholder="flat illustration, warm light",
                         help="Said with every wish. Empty: photographs.")  # fmt: skip
    places = studio.illustrations.places(name)
    shots = _chosen(places)
    try:
        offer = studio.illustrations.offer(name, kind, look.strip(), shots, studio.person)
    except StudioError as error:  # it was switched off at this moment
        refused(error)
        return
    if shots:
        st.caption(plain(f"{offer.told} By {offer.by}." + (f" {offer.beyond}" if offer.beyond else "")))
    label = f"Make {counted(len(shots), kind)}" if shots else "Choose a shot"
    st.button(label, type="primary", icon=":material/auto_awesome:", key="pictures-go", disabled=not shots or bool(offer.beyond),
              on_click=_order, args=(studio, name, offer), width="stretch")  # fmt: skip


def _chosen(places: tuple[Place, ...]) -> list[str]:
    keys = {place.shot: f"pictures-of-{place.shot}" for place in places}
    chosen = [place.shot for place in places if st.session_state.get(keys[place.shot], place.fits)]
    with st.popover(
        f"Shots :gray[{len(chosen)} of {len(places)}]", icon=":material/checklist:", width="stretch", key="pictures-shots"
    ):
        for place in places:
            st.checkbox(f"{place.number} {plain(short(place.title, 48))}  \n:gray[:small[{plain(place.why)}]]", value=place.fits,
                        key=keys[place.shot])  # fmt: skip
        if not places:
            st.caption("Every shot is locked or hidden.")
    return chosen


def _order(studio: Studio, name: str, offer: Offer) -> None:
    try:
        studio.illustrations.order(name, offer, studio.person)
    except StudioError as error:
        refused(error)


def _standing(studio: Studio, name: str, first: Progress) -> None:
    known = [first]

    @st.fragment(run_every=beat(1.0) if first.working else None)
    def standing() -> None:
        now = known.pop() if known else studio.illustrations.standing(name)
        if now.working != first.working:
            st.rerun(scope="app")
        st.progress(now.share, text=plain(now.told))
        with st.grid(3, min_column_width=120):
            for number, one in enumerate(now.pieces):
                with st.container(border=True, gap="xsmall", height="stretch", key=f"pictures-piece-{number}"):
                    _piece(studio, name, one)
        _ends(studio, name, now)

    standing()


def _piece(studio: Studio, name: str, one: Standing) -> None:
    where = f"{one.number} " if one.number else ""
    if one.picture is not None:
        st.image(studio.commissions.thumbnail(one.picture), width="stretch", alt=f"Made for shot {one.number}: {one.title}")
    elif one.state == "working":
        st.skeleton(height=72)
    st.markdown(f"**{where}{plain(short(one.title, 36))}**  \n:small[{_STATES[one.state]}]")
    if one.why and one.state != "working":
        st.caption(plain(one.why))
    if one.state in ("failed", "stopped"):
        label = "Try again" if one.state == "failed" else "Go on"
        st.button(label, icon=":material/refresh:", key=f"pictures-again-{one.wish.shot}",
                  on_click=_again, args=(studio, name, one.wish.shot))  # fmt: skip


def _ends(studio: Studio, name: str, now: Progress) -> None:
    there = len(now.of("there"))
    if there:
        label = "Use it" if there == 1 else "Use them" if there == len(now.pieces) else f"Use these {there}"
        st.button(label, type="primary", icon=":material/check:", key="pictures-use", width="stretch",
                  on_click=_use, args=(studio, name), help="One edit. Undo takes it back.")  # fmt: skip
    if not now.working:
        st.button("Make others", icon=":material/restart_alt:", key="pictures-away", type="tertiary", on_click=_away,
                  args=(studio, name), help="What was made stays with its shot, under Picture.")  # fmt: skip


def _again(studio: Studio, name: str, shot: str) -> None:
    try:
        studio.illustrations.again(name, shot, studio.person)
    except StudioError as error:
        refused(error)
    st.rerun()


def _use(studio: Studio, name: str) -> None:
    try:
        edit = studio.illustrations.edit(name)
    except StudioError as error:
        refused(error)
        return
    number = len(edit.slides)
    change(name, edit, said="The picture is in the film." if number == 1 else f"{number} pictures are in the film.")
    st.rerun()


def _away(studio: Studio, name: str) -> None:
    studio.illustrations.put_away(name)
    st.rerun()
