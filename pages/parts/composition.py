"""Composition: a still of every shot as the film draws it, and the encoded segments, to be watched one by one."""

from __future__ import annotations

import streamlit as st

from core.showing.views import StretchCard
from core.studio import Studio
from core.web.server import media_url, still_url, with_poster
from pages.parts.address import told_moment
from pages.parts.words import PICTURES, clock, plain, short

AT_ONCE = 12
"""Pictures or players on one page: a browser opens few connections at a time."""


def composition(studio: Studio, name: str) -> bool:
    """Draws stills and segments; gives whether there is a timeline to draw from."""
    stretches = studio.viewing.stretches(name)
    if not stretches:
        return False
    there = sum(stretch.there for stretch in stretches)
    if studio.status(name).active:
        _newest(studio, name, stretches)
    else:
        st.caption(f"{there} of {len(stretches)} segments are drawn and encoded. A change makes only its own segments again.")
    _stills(studio, name, stretches)
    folded = st.expander(f"Watch segment by segment: {there}", icon=":material/play_circle:", key="stretches", on_change="rerun")
    if folded.open:
        with folded:
            _stretches(name, [stretch for stretch in stretches if stretch.there])
    return True


def _newest(studio: Studio, name: str, stretches: tuple[StretchCard, ...]) -> None:
    """While a film is drawn: the segment that got ready last, in motion, and how much of the film there is."""
    made = [one for one in stretches if one.there]
    shown = sum(one.end_ms - one.start_ms for one in made)
    picture, words = st.columns([1, 1.25], gap="medium", vertical_alignment="center")
    with picture, st.container(key="newest"):
        if made:
            last = max(made, key=lambda one: one.made_ns)
            poster = still_url(name, last.shot, studio.viewing.look(name))
            st.video(with_poster(media_url(name, last.path), poster), loop=True, muted=True, autoplay=True, alt=_called(last))
        else:
            st.image(still_url(name, 1, studio.viewing.look(name)), width="stretch", alt="The first shot")
    with words:
        if made:
            st.markdown(f"**Just drawn**  \n{_called(last)}")
        else:
            st.markdown("**Being drawn**  \nThe first segments appear here in a moment, in motion.")
        of = clock(stretches[-1].end_ms)
        st.markdown(f":gray[{clock(shown)} of {of} can be seen: {len(made)} of {len(stretches)} segments.]")
        st.caption("Everything that is drawn is kept. A change later makes only its own segments again.")


def _stills(studio: Studio, name: str, stretches: tuple[StretchCard, ...]) -> None:
    shots, look, playable = studio.viewing.shots(name), studio.viewing.look(name), bool(studio.cuts(name))
    at = st.pagination(-(-len(shots) // AT_ONCE), key="stills-page") - 1 if len(shots) > AT_ONCE else 0
    with st.grid(4, min_column_width=150):
        for card in shots[at * AT_ONCE : (at + 1) * AT_ONCE]:
            own = [one for one in stretches if one.shot == card.number and not one.into]
            if not own:
                continue
            start, end, ready = own[0].start_ms, own[-1].end_ms, sum(one.there for one in own)
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.image(still_url(name, card.number, look), width="stretch", alt=f"Shot {card.number}: {card.title}")
                done = ":green[:material/check:]" if ready == len(own) else f":orange[{ready} of {len(own)}]"
                st.markdown(
                    f"**{card.number}** {plain(short(card.title, 60))}  \n"
                    f":small[{told_moment(start, playable)} :gray[to {clock(end)}] {done}]"
                )
                st.markdown(f":gray-badge[{PICTURES[card.picture]}] :gray[:small[{plain(card.why)}]]")


def _stretches(name: str, there: list[StretchCard]) -> None:
    at = st.pagination(-(-len(there) // AT_ONCE), key="stretches-page") - 1 if len(there) > AT_ONCE else 0
    with st.grid(4, min_column_width=150):
        for stretch in there[at * AT_ONCE : (at + 1) * AT_ONCE]:
            with st.container(gap="xsmall"):
                st.video(media_url(name, stretch.path), alt=_called(stretch))
                st.caption(f"{_called(stretch)} · {(stretch.end_ms - stretch.start_ms) / 1000:.1f} s")


def _called(stretch: StretchCard) -> str:
    if stretch.into:
        return f"{stretch.transition.capitalize()} from shot {stretch.shot} to {stretch.into}"
    return f"Shot {stretch.shot} from {clock(stretch.start_ms)}"
