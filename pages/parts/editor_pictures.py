"""Pictures for all shots of a film: in one look, their price before, how they come in, and one edit that puts them in."""

from __future__ import annotations

import streamlit as st

from core.editing.boards import Board
from core.editing.illustrating import MOST_OF_LOOK, Made, Offer, Place, Progress, Standing, counted
from core.errors import StudioError
from core.making.commissions import clip_path
from core.studio import Studio
from core.web.crowd import beat
from core.web.server import media_url
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


def _form(studio: Studio, name: str, possible: tuple[Made, ...]) -> None:
    kind = possible[0]
    if len(possible) > 1:
        if st.session_state.get(_KIND) not in possible:
            st.session_state[_KIND] = kind
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
        st.markdown(f"{plain(offer.told)} :gray[By {plain(offer.by)}.]")
        if offer.beyond:
            st.warning(
                plain(f"{offer.beyond} Choose fewer shots, or raise it under Providers, Costs."), icon=":material/savings:"
            )
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
            told = f"{place.number} · {plain(short(place.title, 48))}  \n:gray[:small[{plain(place.why)}]]"
            st.checkbox(told, value=place.fits, key=keys[place.shot])
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
        _ends(studio, name, now)
        _missing(studio, name, now.of("failed", "stopped"))
        clips = any(one.wish.kind == "clip" for one in now.pieces)
        with st.grid(2 if clips else 3, min_column_width=200 if clips else 120):
            for number, one in enumerate(now.of("working", "there", "used", "kept")):
                with st.container(border=True, gap="xsmall", height="stretch", key=f"pictures-piece-{number}"):
                    _piece(studio, name, one)

    standing()


def _piece(studio: Studio, name: str, one: Standing) -> None:
    if one.picture is not None and one.picture.footage is not None:
        clip = media_url(name, clip_path(one.picture.footage))
        st.video(clip, muted=True, loop=True, width="stretch", alt=f"Made for {_shot(one)}")
    elif one.picture is not None:
        st.image(studio.commissions.thumbnail(one.picture), width="stretch", alt=f"Made for {_shot(one)}")
    else:
        st.skeleton(height=72)
    st.markdown(f"**{plain(short(_shot(one), 38))}**  \n:small[{_STATES[one.state]}]")
    if one.state == "kept":
        st.caption(plain(one.why))


def _shot(one: Standing) -> str:
    return f"{one.number} · {one.title}" if one.number else one.title


def _missing(studio: Studio, name: str, pieces: tuple[Standing, ...]) -> None:
    """Those that did not come, each by its shot, with why and another try."""
    for one in pieces:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"pictures-missing-{one.wish.shot}"):
            st.markdown(f"**{plain(short(_shot(one), 60))}** :small[{_STATES[one.state]}]  \n:gray[:small[{plain(one.why)}]]")
            label = "Try again" if one.state == "failed" else "Go on"
            st.button(label, icon=":material/refresh:", key=f"pictures-again-{one.wish.shot}", width="content",
                      on_click=_again, args=(studio, name, one.wish.shot))  # fmt: skip
    if len(pieces) > 1:
        st.button(f"Try all {len(pieces)} again", icon=":material/refresh:", key="pictures-all-again", type="tertiary",
                  on_click=_again, args=(studio, name, ""), help="What came already is never paid for twice.")  # fmt: skip


def _ends(studio: Studio, name: str, now: Progress) -> None:
    there, used = len(now.of("there")), bool(now.of("used"))
    label = "Use it" if there == 1 else "Use them" if there == len(now.pieces) or not there else f"Use these {there}"
    with st.container(horizontal=True, vertical_alignment="center"):
        if there or not used:
            st.button(label, type="primary", icon=":material/check:", key="pictures-use", disabled=not there,
                      on_click=_use, args=(studio, name), help="One edit. Undo takes it back.")  # fmt: skip
        st.button("Make others", icon=":material/restart_alt:", key="pictures-away", type="tertiary", disabled=now.working,
                  on_click=_away, args=(studio, name), help="What was made stays with its shot, under Picture.")  # fmt: skip


def _again(studio: Studio, name: str, shot: str) -> None:
    try:
        studio.illustrations.again(name, shot, studio.person)
    except StudioError as error:
        refused(error)
    st.rerun()


def _use(studio: Studio, name: str) -> None:
    try:
        edit = studio.illustrations.edit(name)
        kind = studio.illustrations.standing(name).of("there")[0].wish.kind
        first = studio.cutting.editor(name).film.place(edit.slides[0][0]) + 1
    except StudioError as error:
        refused(error)
        return
    number = len(edit.slides)
    change(name, edit, go=first, said=f"{counted(number, kind)} {'is' if number == 1 else 'are'} in the film.")
    st.rerun()


def _away(studio: Studio, name: str) -> None:
    studio.illustrations.put_away(name)
    st.rerun()
