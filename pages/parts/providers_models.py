"""Models that can be searched: by task and words, with licence and size; used by a service, or fetched to this machine."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.services.models import Fetching, Found, House, LocalModel
from core.studio import Studio
from pages.parts.providers_setup import attempt
from pages.parts.providers_words import TASKS, many, task
from pages.parts.words import plain, size
from pages.shell.frame import PROVIDERS

_SHOWN = 12
_SORTS = {"downloads": "Most used", "likes": "Most liked"}
_WHERE = {"served": "Asked as a service", "fetched": "Fetched to this machine"}
_USED = "model-used"
_SILENT = "models-silent"
_UNDER_WAY = ("running", "stopping")


def models(studio: Studio) -> None:
    """Draws what is on this machine, the search, and what it found."""
    if used := st.session_state.pop(_USED, ""):
        st.switch_page(PROVIDERS, query_params={"e": used})
    _here(studio)
    for house in studio.models.houses():
        _search(studio, house)


def _search(studio: Studio, house: House) -> None:
    ports = [offer.port for offer in house.offers]
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.subheader(f"Search {plain(house.name)}", anchor=False, width="content")
            where = st.segmented_control("Models that are", list(_WHERE), default="served", format_func=_WHERE.__getitem__,
                                         required=True, key="models-where", label_visibility="collapsed")  # fmt: skip
        with st.grid(3, min_column_width=180):
            port = st.selectbox("Task", ports, format_func=lambda one: TASKS[one][0], key="models-task")
            words = st.text_input("Words in its name", key="models-words", max_chars=80, placeholder="flux, whisper, llama …",
                                  icon=":material/search:")  # fmt: skip
            sort = st.selectbox("Order", list(_SORTS), format_func=_SORTS.__getitem__, key="models-sort")
        found = _found(studio, house, (port, words, sort, where == "served"))
        if found is None:
            return
        if not found:
            known = (
                "No model has these words for this task" if words.strip() else f"{plain(house.name)} has no model for this task"
            )
            st.info(f"{known}. Try another task, or fewer words.", icon=":material/search_off:")
        known = {one.repository: "On its way" for one in studio.models.fetching() if one.state in _UNDER_WAY}
        known |= {one.files.repository: "Here" for one in studio.models.here()}
        for one in found[:_SHOWN]:
            _model(studio, house, port, one, served=where == "served", here=known.get(one.model, ""))


def _found(studio: Studio, house: House, wanted: tuple[str, str, str, bool]) -> tuple[Found, ...] | None:
    """What was found; None where the house does not answer, which is asked again only by whoever presses for it."""
    port, words, sort, served = wanted
    asked, failed = str((house.id, *wanted)), st.session_state.get(_SILENT, ("", ""))
    if failed[0] != asked:
        try:
            with st.spinner(f"Asking {plain(house.name)} …"):
                return studio.models.search(house.id, port, words, sort, served)  # type: ignore[arg-type]
        except StudioError as error:
            failed = st.session_state[_SILENT] = asked, f"{error.message} {error.hint}"
    st.error(plain(failed[1]), icon=":material/error:")
    st.button("Ask again", key="models-again", icon=":material/refresh:", on_click=st.session_state.pop, args=(_SILENT, None))
    return None


def _model(studio: Studio, house: House, port: str, found: Found, *, served: bool, here: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", border=True):
        with st.container(gap="xxsmall", width=420):
            gated = " :orange-badge[:material/lock: asks for leave]" if found.gated else ""
            st.markdown(f"**[{plain(found.model)}]({found.page})**{gated}")
            facts = [found.licence and f"licence {found.licence}", size(found.size) if found.size else "",
                     f"{many(found.downloads)} downloads a month", f"{many(found.likes)} likes"]  # fmt: skip
            by = f"  \nServed by {plain(found.about)}" if served and found.about else ""
            st.caption(plain(" · ".join(filter(None, facts))) + by)
        if served:
            st.button(f"Use for {TASKS[port][0].lower()}", key=f"use-{found.model}", icon=":material/check:", on_click=_use,
                      args=(studio, house.id, port, found.model))  # fmt: skip
        elif here:
            st.badge(here, icon=":material/check:", color="green")
        else:
            st.button("Fetch", key=f"fetch-{found.model}", icon=":material/download:", on_click=lambda: attempt(
                lambda: studio.models.fetch(house.id, found.model), "It is on its way: see “On this machine”."))  # fmt: skip


def _use(studio: Studio, house: str, port: str, model: str) -> None:
    def use() -> None:
        st.session_state[_USED] = studio.models.use(house, port, model)

    attempt(use, f"{task(port)} is done by {plain(model)} there. Test it, then let films ask it.")


def _here(studio: Studio) -> None:
    """What is on this machine, and what is on its way; looked at while something comes."""
    coming = studio.models.fetching()
    running = any(one.state in _UNDER_WAY for one in coming)

    @st.fragment(run_every=0.5 if running else None)
    def shown() -> None:
        now = studio.models.fetching()
        if running != any(one.state in _UNDER_WAY for one in now):
            st.rerun(scope="app")
        for one in now:
            _coming(studio, one)

    there = studio.models.here()
    if not there and not coming:
        return
    with st.container(border=True):
        st.subheader("On this machine", anchor=False)
        st.caption(
            "Each is exactly what was fetched, and needs no network any more. A server of yours can serve it by its folder."
        )
        shown()
        for model in there:
            _local(studio, model)


def _coming(studio: Studio, one: Fetching) -> None:
    came = f"{size(one.came)} of {size(one.size)}" if one.size else size(one.came) if one.came else ""
    if one.state in _UNDER_WAY:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            share = min(1.0, one.came / one.size) if one.size else 0.0
            told = "stopping …" if one.state == "stopping" else came or "asking what there is"
            st.progress(share, text=f"{plain(one.repository)}: {told}")
            st.button("Stop", key=f"stop-{one.repository}", icon=":material/stop_circle:", disabled=one.state == "stopping",
                      help="Files that came whole are kept, so that it can go on later", on_click=studio.models.stop,
                      args=(one.repository,))  # fmt: skip
        return
    stopped = one.state == "stopped"
    told = plain(f"{one.repository}: {one.text} {one.hint}".strip())
    (st.info if stopped else st.error)(told, icon=":material/pause_circle:" if stopped else ":material/error:")
    with st.container(horizontal=True):
        again = ("Go on", ":material/play_arrow:") if stopped else ("Try again", ":material/refresh:")
        st.button(again[0], key=f"again-{one.repository}", icon=again[1], on_click=lambda: attempt(
            lambda: studio.models.fetch(one.house, one.repository)))  # fmt: skip
        st.button("Remove what came" if stopped else "Dismiss", key=f"dismiss-{one.repository}", type="tertiary",
                  on_click=studio.models.dismiss, args=(one.repository,))  # fmt: skip


def _local(studio: Studio, model: LocalModel) -> None:
    files = model.files
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", border=True):
        with st.container(gap="xxsmall", width=420):
            st.markdown(f"**{plain(files.repository)}**")
            st.caption(f"{size(model.size)} · revision {files.commit[:12]} · fetched {model.fetched[:10]}")
        st.code(files.folder, language=None, wrap_lines=True, width="stretch")
        with st.popover("Remove", icon=":material/delete:", type="tertiary"), st.container(width=260):
            st.markdown(f"**Remove {plain(files.repository)}?**  \n{size(model.size)} are free again.")
            st.button("Remove it", key=f"gone-{files.repository}", type="primary", on_click=lambda: attempt(
                lambda: studio.models.remove(files.repository), "Removed."))  # fmt: skip
