"""The films in the making, in the header of every page: how many run, wait and got ready, with each of them a click away."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from core.showing.activity import Activity, Ended, activity, named, now
from core.showing.status import Status
from core.studio import Studio
from core.web.crowd import beat
from pages.parts.providers_local import mark
from pages.parts.words import left, plain, short

BEAT_S, REST_S = 2.0, 4.0
"""How often it looks while something is on its way, and otherwise."""

SHOWN = 5
_LOOKED, _TOLD, _BEEN, _SAID = "films-looked", "films-told", "films-been", "films-said"


def films(studio: Studio, session: Path) -> None:
    """Draws it, and tells of films that got ready while somebody was on another page. `session` is the page of one session."""
    held = st.session_state
    held.setdefault(_LOOKED, studio.preferences(studio.person).get("films.looked", ""))
    held.setdefault(_TOLD, now())
    held.setdefault(_BEEN, [])
    held.setdefault(_SAID, "Films")

    @st.fragment(run_every=beat(BEAT_S if activity(studio).busy else REST_S))
    def indicator() -> None:
        there = activity(studio)
        here = st.query_params.get("s", "")
        _tell(studio, there, here)
        # A drawer with other words is another drawer, and closed: an open one keeps its words.
        label = held[_SAID] = held[_SAID] if held.get("films") else _label(there, _news(there))
        drawer = st.popover(label, key="films", type="tertiary", icon=":material/movie:", on_change=_look, args=(studio,))
        if drawer.open:
            with drawer:
                _list(studio, there, session)

    with st.container(key="header-films", horizontal=True, vertical_alignment="center", gap="small", wrap=False, width="content"):
        mark(studio)
        indicator()


def _news(there: Activity) -> tuple[Ended, ...]:
    """What got ready since this person looked, and was not watched on its own page."""
    return tuple(one for one in there.since(st.session_state[_LOOKED]) if one.session not in st.session_state[_BEEN])


def _label(there: Activity, news: tuple[Ended, ...]) -> str:
    running, waiting = len(there.running), len(there.waiting)
    ready, failed = sum(one.state == "done" for one in news), sum(one.state == "failed" for one in news)
    counted = ((running, "running"), (waiting, "waiting"), (ready, "ready"), (failed, "failed"))
    said = [f"{count} {word}" for count, word in counted if count]
    if len(said) > 2:  # all of them are too wide for a phone's header
        said = [f"{running + waiting} on the way", f"{ready + failed} new"]
    return " · ".join(said) or "Films"


def _tell(studio: Studio, there: Activity, here: str) -> None:
    """A toast for each film of this person that got ready since the last look; the page of a film tells of it itself."""
    held = st.session_state
    fresh = there.since(held[_TOLD])
    if not fresh:
        return
    held[_TOLD] = fresh[0].at
    for one in reversed(fresh):
        if one.session == here:
            held[_BEEN] = [*held[_BEEN], one.session]
            continue
        about = named(studio, one.session)
        if about is None or about.owner not in ("", studio.person):
            continue
        title = plain(short(about.title, 60))
        if one.state == "done":
            st.toast(f"**{title}** is ready.", icon=":material/movie:", duration="long")
        else:
            st.toast(f"**{title}** could not be finished.", icon=":material/error:", duration="long")


def _look(studio: Studio) -> None:
    """Opening or closing the list is having looked."""
    st.session_state[_LOOKED] = now()
    studio.remember(studio.person, {"films.looked": st.session_state[_LOOKED]})


def _list(studio: Studio, there: Activity, session: Path) -> None:
    with st.container(width=320):
        for film in (*there.running, *there.waiting)[:SHOWN]:
            _on_its_way(studio, film, session)
        more = len(there.running) + len(there.waiting) - SHOWN
        if more > 0:
            st.caption(f"and {more} more")
        last = [one for one in there.ended if one.state in ("done", "failed")][:SHOWN]
        if last and there.busy:
            st.divider()
        for one in last:
            icon = ":material/check_circle:" if one.state == "done" else ":material/error:"
            _link(studio, one.session, session, icon)
        if not last and not there.busy:
            st.markdown("**No film is in the making.**")
            st.caption("Films that run, wait or just got ready are listed here, on every page.")


def _on_its_way(studio: Studio, film: Status, session: Path) -> None:
    _link(studio, film.session, session, ":material/progress_activity:" if film.state == "running" else ":material/schedule:")
    if film.state == "queued":
        text = f"Waiting, {film.waiting_before} before it" if film.waiting_before else "Waiting for its turn"
    else:
        text = f"{film.progress:.0%}" + (f" · {left(film.left_s)}" if film.left_s is not None else "")
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.progress(film.progress, text=text)
        st.button("Stop", key=f"films-stop-{film.session}", type="tertiary", on_click=studio.cancel, args=(film.session,))


def _link(studio: Studio, name: str, session: Path, icon: str) -> None:
    about = named(studio, name)
    if about is not None:
        label = plain(short(about.title, 44))
        st.page_link(session, label=label, icon=icon, query_params={"s": name}, width="stretch")
