"""The shell around every page: title, mark, navigation, and the one guard that every page calls first."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from core import server
from core.errors import StudioError
from core.studio import Studio

ROOT = Path(__file__).resolve().parent.parent.parent
ART = ROOT / ".streamlit" / "static"
CREATE = ROOT / "pages" / "create.py"
SESSIONS = ROOT / "pages" / "sessions.py"
SESSION = ROOT / "pages" / "session.py"
TEMPLATES = ROOT / "pages" / "templates.py"
AVATARS = ROOT / "pages" / "avatars.py"


def guard() -> Studio:
    """The open studio for this page; says what is wrong and ends the page's run when there is none."""
    try:
        return server.studio()
    except StudioError as error:
        st.error(f"{error.message}\n\n{error.hint}", icon=":material/error:", title="The studio cannot be opened")
        st.stop()


def apologise(error: Exception) -> bool:
    """Says in the page that something of ours broke; the log has the rest."""
    st.error(
        "Your sessions are safe. Reload the page; if it happens again, the log of the server says what it was.",
        title="This page could not be drawn",
        icon=":material/error:",
    )
    return True


def main() -> None:
    """Draws the shell and runs the chosen page."""
    st.set_page_config(page_title="Firstcut", page_icon=str(ART / "mark.png"), layout="wide")
    dark = st.context.theme.type == "dark"
    st.logo(str(ART / ("logo-dark.svg" if dark else "logo-light.svg")), size="large")
    pages = [
        st.Page(CREATE, title="Create", icon=":material/auto_awesome:", default=True),
        st.Page(SESSIONS, title="Sessions", icon=":material/video_library:"),
        st.Page(SESSION, title="Session", icon=":material/movie:", visibility="hidden"),
        st.Page(TEMPLATES, title="Templates", icon=":material/dashboard_customize:"),
        st.Page(AVATARS, title="Avatars", icon=":material/face:"),
    ]
    chosen = st.navigation(pages, position="top")
    guard()
    chosen.run()
