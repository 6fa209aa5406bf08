"""The cuts of a film: notes, the final one, what each was made for, any two side by side, and the way back to an earlier one."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.editing.comparing import Comparison, ShotPair
from core.errors import StudioError
from core.film import Severity
from core.session import CutCard
from core.showing.local_time import told
from core.studio import Studio
from core.web.frames import moment_url
from pages.parts.editor_edits import attempt, refused
from pages.parts.words import clock, complain, plain
from pages.shell.frame import SESSION

_COLOURS = {"same": "gray", "changed": "orange", "new": "green", "gone": "red"}


def cuts(studio: Studio, name: str) -> None:
    """Draws them, the newest first, and two of them compared."""
    there = tuple(card for card in studio.cuts(name) if not card.draft)
    if not there:
        st.info("There is no cut yet. Make the first one above.", icon=":material/movie:")
        return
    left, right = st.columns([1, 1.25], gap="medium")
    with left:
        for card in reversed(there):
            _cut(studio, name, card)
    with right:
        _compare(studio, name, there)


def _cut(studio: Studio, name: str, card: CutCard) -> None:
    number = card.number
    with st.container(border=True, gap="small"):
        wrong = [finding for finding in card.report.findings if finding.severity is not Severity.NOTE]
        state = f":orange-badge[:material/rule: {len(wrong)} to look at]" if wrong else ":green-badge[:material/verified: passed]"
        final = " :blue-badge[:material/star: final]" if card.final else ""
        st.markdown(f"**Cut {number}** {state}{final}  \n:gray[:small[{clock(card.cut.duration_ms)} · "
                    f"{told(card.made, st.context.timezone)} · {card.made_parts} made, {card.kept_parts} kept]]")  # fmt: skip
        key = f"note-{number}"
        st.text_input("Note", card.note, key=key, max_chars=400, placeholder="What is it for?", label_visibility="collapsed",
                      on_change=_note, args=(studio, name, number, key))  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(SESSION, label="Watch", icon=":material/play_arrow:", query_params={"s": name, "cut": str(number)})
            st.button("Restore", icon=":material/history:", key=f"restore-{number}", type="tertiary",
                      help="Brings its words and shots back, as an edit that can be undone.",
                      on_click=_restore, args=(studio, name, number))  # fmt: skip
            st.button("Not final" if card.final else "Mark as final", icon=":material/star:", key=f"final-{number}",
                      type="tertiary", on_click=_final, args=(studio, name, number, not card.final))  # fmt: skip
        if card.plan:
            reasons = st.expander("What was made for it", icon=":material/help:", key=f"plan-of-{number}", on_change="rerun")
            if reasons.open:
                reasons.markdown("\n".join(f"- {plain(reason)}" for reason in card.plan))


def _compare(studio: Studio, name: str, there: tuple[CutCard, ...]) -> None:
    numbers = [card.number for card in there]
    if len(numbers) < 2:
        st.caption(":material/compare: Two cuts can be compared here once there is a second one.")
        return
    with st.grid(2, min_column_width=140):
        one = st.selectbox("Compare cut", numbers, index=len(numbers) - 2, key="compare-one")
        other = st.selectbox("with cut", numbers, index=len(numbers) - 1, key="compare-other")
    try:
        found = studio.cutting.compare(name, one, other)
    except StudioError as error:
        complain(error)
        return
    st.markdown(f"**{plain(found.sentence)}**")
    lengths = f"{found.one_ms / 1000:.1f} s, then {found.other_ms / 1000:.1f} s"
    st.caption(f"{lengths} · {found.one_lufs:.1f} LUFS, then {found.other_lufs:.1f} LUFS".replace("-", "−"))
    same = sum(pair.state == "same" for pair in found.shots)
    for pair in found.shots:
        if pair.state != "same":
            _pair(name, found, pair)
    if same:
        st.caption(f":material/check: {same} {'shot is' if same == 1 else 'shots are'} the same in both.")


def _pair(name: str, found: Comparison, pair: ShotPair) -> None:
    with st.container(border=True, gap="small"):
        numbers = " → ".join(str(number) for number in (pair.one, pair.other) if number)
        st.markdown(f":{_COLOURS[pair.state]}-badge[{pair.state}] **{numbers} {plain(pair.title)}**"
                    + (f"  \n:small[{plain(', '.join(pair.changes))}]" if pair.changes else ""))  # fmt: skip
        with st.grid(2, min_column_width=160):
            for number, cut, start, ms in ((pair.one, found.one, pair.one_start_ms, pair.one_ms),
                                           (pair.other, found.other, pair.other_start_ms, pair.other_ms)):  # fmt: skip
                with st.container(gap="xsmall"):
                    if number:
                        st.image(moment_url(name, cut, start + ms * 2 // 3), width="stretch", alt=f"Shot {number} in cut {cut}")
                    st.caption(f"Cut {cut} · {ms / 1000:.1f} s" if number else f"Not in cut {cut}")
        st.markdown(" ".join(_said(run.kind, run.text) for run in pair.words))


def _said(kind: str, text: str) -> str:
    shown = plain(text)
    return shown if kind == "same" else f":red[~~{shown}~~]" if kind == "gone" else f":green-background[{shown}]"


def _note(studio: Studio, name: str, number: int, key: str) -> None:
    _annotate(lambda: studio.cutting.annotate(name, number, note=st.session_state[key]))


def _final(studio: Studio, name: str, number: int, final: bool) -> None:
    _annotate(lambda: studio.cutting.annotate(name, number, final=final))


def _annotate(work: Callable[[], CutCard]) -> None:
    try:
        work()
    except StudioError as error:
        refused(error)
    st.rerun()


def _restore(studio: Studio, name: str, number: int) -> None:
    attempt(
        name, lambda: studio.cutting.restore(name, number, who=studio.person), said=f"The storyboard of cut {number} is back."
    )
    st.rerun()
