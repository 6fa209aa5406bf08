"""The cuts of a film: notes, the final one, what each was made for, any two side by side, and the way back to an earlier one."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.errors import StudioError
from core.film import Severity
from core.session import CutCard
from core.showing.local_time import told
from core.studio import Studio
from pages.parts.controls import hear
from pages.parts.editor_compare import compare
from pages.parts.editor_edits import attempt, refused
from pages.parts.words import clock, plain
from pages.shell.frame import SESSION

_FEW, _EVERY = 3, "every-cut"
"""So many cuts stand there at first; the others follow when somebody asks."""


def cuts(studio: Studio, name: str) -> None:
    """Draws them, the newest first, and two of them compared."""
    there = tuple(card for card in studio.cuts(name) if not card.draft)
    if not there:
        st.info("There is no cut yet. Make the first one above.", icon=":material/movie:")
        return
    left, right = st.columns([1, 1.7], gap="medium")
    with left:
        newest = tuple(reversed(there))
        for card in newest[: None if st.session_state.get(_EVERY) else _FEW]:
            _cut(studio, name, card)
        if len(there) > _FEW:
            st.toggle(f"All {len(there)} cuts", key=_EVERY)
    with right:
        compare(studio, name, there)


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
                      on_change=hear(_note, key), args=(studio, name, number, key))  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(SESSION, label="Watch", icon=":material/play_arrow:", query_params={"s": name, "cut": str(number)})
            st.button("Restore", icon=":material/history:", key=f"restore-{number}", type="tertiary",
                      help="Brings its words and shots back, as an edit that can be undone.",
                      on_click=_restore, args=(studio, name, number))  # fmt: skip
            st.button("Not final" if card.final else "Mark as final", icon=":material/star:", key=f"final-{number}",
                      type="tertiary", help=None if card.final else "The one that people shall use; any other loses the mark.",
                      on_click=_final, args=(studio, name, number, not card.final))  # fmt: skip
        if card.plan:
            reasons = st.expander("What was made for it", icon=":material/help:", key=f"plan-of-{number}", on_change="rerun")
            if reasons.open:
                reasons.markdown("\n".join(f"- {plain(reason)}" for reason in card.plan))


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
