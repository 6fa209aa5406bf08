"""Doctor: what a film needs from this machine, each tried for real; what is missing and how to get it."""

from __future__ import annotations

import streamlit as st

from core.doctor import Finding
from core.showing.checkup import Part, as_text, grouped
from pages.parts.words import plain
from pages.shell.frame import guard

PARTS = {
    Part.MACHINE: ("Machine", ":material/computer:"),
    Part.SOUND: ("Sound and picture", ":material/graphic_eq:"),
    Part.LETTERS: ("Letters", ":material/translate:"),
    Part.PROGRAM: ("Packages", ":material/deployed_code:"),
}
WAIT_S = 0.4

studio = guard()


def row(finding: Finding) -> None:
    """One thing that was tried."""
    sign = (
        ":green[:material/check_circle:]"
        if finding.ok
        else ":orange[:material/info:]"
        if finding.optional
        else ":red[:material/error:]"
    )
    st.markdown(f"{sign} **{plain(finding.name)}**  \n:gray[:small[{plain(finding.detail)}]]")


def verdict(found: tuple[Finding, ...]) -> None:
    """The whole in one sentence, and then what is missing."""
    wrong = [finding for finding in found if not finding.ok]
    needed = [finding for finding in wrong if not finding.optional]
    if not wrong:
        st.success(f"All {len(found)} checks are good. This machine can make films.", icon=":material/check_circle:")
    elif not needed:
        st.warning("Films can be made. What is missing below matters only to those who need it.", icon=":material/info:")
    else:
        st.error(
            f"{len(needed)} of {len(found)} checks failed. Films will not come out until they are mended.",
            icon=":material/error:",
        )
    for finding in wrong:
        row(finding)


with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title("Doctor", anchor=False, width="content")
    st.button("Check again", icon=":material/refresh:", on_click=studio.checkup.again, key="check-again")
st.markdown("Everything that a film needs from this machine, tried for real.")
found = studio.checkup.findings()
if found is None:
    st.skeleton(height=56)
    with st.grid(2, min_column_width=320):
        for _ in PARTS:
            st.skeleton(height=260)

    @st.fragment(run_every=WAIT_S)
    def wait() -> None:
        """Draws the page anew once all is examined."""
        if studio.checkup.findings() is not None:
            st.rerun(scope="app")

    wait()
else:
    verdict(found)
    with st.grid(2, min_column_width=320):
        for group in grouped(found):
            title, icon = PARTS[group.part]
            with st.container(border=True, height="stretch"):
                st.subheader(f"{icon} {title}", anchor=False)
                with st.grid(2, min_column_width=140):
                    for finding in group.findings:
                        row(finding)
    with st.expander("As text, to send to whoever helps you", icon=":material/content_copy:"):
        st.code(as_text(found), language=None, wrap_lines=True)
