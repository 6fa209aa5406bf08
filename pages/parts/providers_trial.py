"""A test of each task of a service: the smallest real call, and what came back."""

from __future__ import annotations

import streamlit as st

from core.services.trials import CHECKED, TRIED, Trial
from core.showing.providing import ServiceCard, use_first
from core.studio import Studio
from core.web.server import preview_url
from pages.parts.providers_setup import attempt
from pages.parts.providers_words import task
from pages.parts.words import plain


def trials(studio: Studio, card: ServiceCard) -> None:
    """Draws a box for each task."""
    ports = [fill.port for fill in card.entry.fills]
    if not ports:
        st.info("It has no task yet. Choose one under Set-up.", icon=":material/tune:")
        return
    st.subheader("Test", anchor=False)
    st.caption("The smallest real call that shows something; it costs what such a call costs. Clips and presenters are dear: "
               "their test asks only what costs nothing.")  # fmt: skip
    running = any((trial := studio.trials.of(card.entry.id, port)) and trial.state == "running" for port in ports)

    @st.fragment(run_every=0.5 if running else None)
    def results() -> None:
        now = any((trial := studio.trials.of(card.entry.id, port)) and trial.state == "running" for port in ports)
        if running != now:  # to begin to look, or to stop looking
            st.rerun(scope="app")
        with st.grid(2, min_column_width=300):
            for fill in card.entry.fills:
                with st.container(border=True, height="stretch"):
                    _one(studio, card, fill.port, fill.model)

    results()


def _one(studio: Studio, card: ServiceCard, port: str, model: str) -> None:
    trial = studio.trials.of(card.entry.id, port)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{task(port)}**  \n:gray[:small[{plain(model)}]]", width="content")
        if port in TRIED:
            st.button(
                "Test", key=f"try-{card.entry.id}-{port}", icon=":material/play_arrow:", on_click=studio.trials.start,
                args=(card.entry.id, port, studio.person), disabled=trial is not None and trial.state == "running",
            )  # fmt: skip
    _asked(studio, card, port)
    if trial is None:
        st.caption("Not tested since it was set up.")
    elif trial.state == "running":
        st.skeleton(height=60)
    else:
        _came(trial, port)


def _asked(studio: Studio, card: ServiceCard, port: str) -> None:
    """Whether films ask it for this task, and how to make them."""
    asked = studio.services.roster().asked(port)
    if card.entry.id in asked[:1]:
        st.caption(":material/looks_one: Films ask it first.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        told = "Films ask it when another fails." if card.entry.id in asked else "Films do not ask it yet."
        st.caption(f":material/info: {told}", width="content")
        st.button("Ask it first", key=f"first-{card.entry.id}-{port}", type="tertiary", icon=":material/vertical_align_top:",
                  on_click=lambda: attempt(lambda: use_first(studio.services, port, card.entry.id)))  # fmt: skip


def _came(trial: Trial, port: str) -> None:
    """What came back, or why nothing did."""
    if trial.state == "failed":
        st.error(plain(f"{trial.text} {trial.hint}"), icon=":material/error:")
        if trial.detail:
            with st.expander("What the service said", type="compact"):
                st.code(trial.detail, language=None, wrap_lines=True)
        return
    works = "It answers" if port in CHECKED else "It works"
    st.markdown(f":green[:material/check_circle: {works}], in {trial.seconds:.1f} s.")
    st.markdown(f":small[{plain(trial.text)}]")
    if trial.file is not None and trial.file.suffix == ".png":
        st.image(preview_url(trial.file), width=220, alt="The picture that was painted for the test")
    elif trial.file is not None and trial.file.suffix == ".mp4":
        st.video(preview_url(trial.file), width=320, alt="The clip that was made for the test")
    elif trial.file is not None:
        st.audio(preview_url(trial.file), alt="What was spoken for the test")
