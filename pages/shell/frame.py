"""The shell around every page: title, mark, navigation, and the one guard that every page calls first."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from core.errors import StudioError
from core.showing.manual import edition
from core.studio import Studio
from core.web import server
from pages.shell.films import films

ROOT = Path(__file__).resolve().parent.parent.parent
ART = ROOT / ".streamlit" / "static"
MARK = "/app/static/mark.png"
"""By its address: a file that Streamlit keeps in memory is gone when a page is drawn anew before the browser has asked for it."""
CREATE = ROOT / "pages" / "create.py"
SESSIONS = ROOT / "pages" / "sessions.py"
SESSION = ROOT / "pages" / "session.py"
EDIT = ROOT / "pages" / "editor.py"
TEMPLATES = ROOT / "pages" / "templates.py"
AVATARS = ROOT / "pages" / "avatars.py"
PROVIDERS = ROOT / "pages" / "providers.py"
HELP = ROOT / "pages" / "help.py"
NEWS = ROOT / "pages" / "news.py"
DOCTOR = ROOT / "pages" / "doctor.py"


def guard() -> Studio:
    """The open studio for this page; says what is wrong and ends the page's run when there is none."""
    try:
        return server.studio()
    except StudioError as error:
        st.error(f"{error.message}\n\n{error.hint}", icon=":material/error:", title="The studio cannot be opened")
        st.stop()


def entitled(title: str) -> None:
    """Puts what the page shows before the studio's name, where browsers keep their tabs and bookmarks."""
    st.set_page_config(page_title=f"{title} · Firstcut")


def main() -> None:
    """Draws the shell and runs the chosen page."""
    st.set_page_config(page_title="Firstcut", page_icon=MARK, layout="wide")
    dark = st.context.theme.type == "dark"
    st.logo(str(ART / ("logo-dark.svg" if dark else "logo-light.svg")), size="large")
    studio = _opened()
    unread = studio is not None and _unread(studio)
    chosen = st.navigation(_pages(unread), position="top")
    entitled(chosen.title)
    guard()
    if studio is not None:
        films(studio, SESSION)
    chosen.run()


def _opened() -> Studio | None:
    try:
        return server.studio()
    except StudioError:  # the guard says it, below the navigation
        return None


def _unread(studio: Studio) -> bool:
    """Whether the changes have changed since this person read them. To somebody new nothing is."""
    if "news-read" not in st.session_state:
        read = studio.preferences(studio.person).get("news.read", "")
        if not read:
            read = edition()
            studio.remember(studio.person, {"news.read": read})
        st.session_state["news-read"] = read
    return bool(st.session_state["news-read"] != edition())


def _pages(unread: bool) -> dict[str, list[st.Page]]:
    """What the navigation offers, by section; a dot says that there is something new."""
    return {
        "": [
            st.Page(CREATE, title="Create", icon=":material/auto_awesome:", default=True),
            st.Page(SESSIONS, title="Sessions", icon=":material/video_library:"),
            st.Page(SESSION, title="Session", icon=":material/movie:", visibility="hidden"),
            st.Page(EDIT, title="Edit", icon=":material/edit:", url_path="edit", visibility="hidden"),
            st.Page(TEMPLATES, title="Templates", icon=":material/dashboard_customize:"),
            st.Page(AVATARS, title="Avatars", icon=":material/face:"),
        ],
        "More •" if unread else "More": [
            st.Page(HELP, title="Help", icon=":material/help:"),
            st.Page(NEWS, title="What’s new", icon=":material/notifications_unread:" if unread else ":material/campaign:"),
            st.Page(PROVIDERS, title="Providers", icon=":material/power:"),
            st.Page(DOCTOR, title="Doctor", icon=":material/stethoscope:"),
        ],
    }
