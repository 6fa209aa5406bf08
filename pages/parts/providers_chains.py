"""Who is asked for each task, in turn, and what happens when nobody is left."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.showing.providing import Link, Task, moved, with_links
from core.studio import Studio
from pages.parts.providers_words import ENDS, TASKS, badge, task
from pages.parts.words import plain


def chains(studio: Studio, found: tuple[Task, ...]) -> None:
    """Draws every task with its chain; a change holds for films that are begun from now on."""
    st.caption("The first is asked first. When it fails, the next one stands in, and every shot that it made says so.")
    with st.grid(2, min_column_width=320):
        for one in found:
            with st.container(border=True, height="stretch", gap="small"):
                st.subheader(task(one.port), anchor=False)
                st.caption(TASKS.get(one.port, ("", "", ""))[2])
                _chain(studio, one)


def _chain(studio: Studio, one: Task) -> None:
    names = tuple(link.id for link in one.links)
    for place, link in enumerate(one.links):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
            model = f"  \n:gray[:small[{plain(link.model)}]]" if link.model else ""
            state = "" if link.state == "good" else f" {badge(link.state)}"
            st.markdown(f"{place + 1}. **{plain(link.name)}**{state}{model}", width="stretch")
            if len(names) > 1:
                key = f"{one.port}-{link.id}"
                _button("arrow_upward", f"{link.name} is asked earlier", f"up-{key}", place == 0, studio, one.port,
                        moved(names, place, -1))  # fmt: skip
                left = tuple(name for name in names if name != link.id)
                _button("close", f"{link.name} is not asked any more", f"out-{key}", False, studio, one.port, left)
    if not one.links:
        st.markdown(":gray[Nobody does this yet.]")
    if one.others:
        _more(studio, one, names)
    last = one.links[-1].id if one.links else ""
    st.caption(
        ":material/check: This machine never fails for want of a network." if last == "offline"
        else f":material/front_hand: {ENDS.get(one.port, 'When all of these fail, the film stops and asks you.')}" if last else ""
    )  # fmt: skip


def _more(studio: Studio, one: Task, names: tuple[str, ...]) -> None:
    """Who else could be asked: as one more, or instead where only one may be."""
    labels = {link.id: _named(link) for link in one.others}
    beside = "Ask as well" if one.together else "If it fails, ask"
    key = f"more-{one.port}-{len(names)}"
    with st.container(horizontal=True):
        if not names or (one.chained and names[-1] != "offline"):
            st.menu_button(
                beside if names else "Ask", list(labels), format_func=labels.__getitem__, key=key,
                icon=":material/add:", type="tertiary",
                on_click=lambda: _choose(studio, one.port, (*names, str(st.session_state[key]))),
            )  # fmt: skip
        first = f"first-{one.port}-{names}"
        if names:
            st.menu_button(
                "Ask first" if one.chained else "Ask instead", list(labels), format_func=labels.__getitem__, key=first,
                icon=":material/vertical_align_top:", type="tertiary",
                on_click=lambda: _choose(studio, one.port, (str(st.session_state[first]), *(names if one.chained else ()))),
            )  # fmt: skip


def _named(link: Link) -> str:
    return plain(f"{link.name} · {link.model}" if link.model else link.name)


def _button(icon: str, label: str, key: str, off: bool, studio: Studio, port: str, links: tuple[str, ...]) -> None:
    st.button(f":material/{icon}:", key=key, help=plain(label), disabled=off, type="tertiary", on_click=_choose,
              args=(studio, port, links))  # fmt: skip


def _choose(studio: Studio, port: str, links: tuple[str, ...]) -> None:
    try:
        studio.services.choose(with_links(port, links))
    except StudioError as error:
        st.toast(plain(f"{error.message} {error.hint}"), icon=":material/error:")
