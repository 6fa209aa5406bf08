"""What choices are called on the pages, and how figures and failures are written there."""

from __future__ import annotations

import re

import streamlit as st

from core.errors import StudioError
from core.film import Layout

LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "pt": "Português",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "hi": "हिन्दी",
    "ja": "日本語",
    "zh": "中文",
}
ASPECTS = {"": "The template’s", "16:9": "Wide 16:9", "9:16": "Phone 9:16", "1:1": "Square 1:1", "4:5": "Feed 4:5"}
FORMATS = {shape: name for shape, name in ASPECTS.items() if shape}
QUALITIES = {"draft": "Draft 540p", "standard": "Standard 1080p", "high": "High 1440p", "4k": "4K 2160p"}
LENGTHS = {
    0: "As the text needs",
    15: "15 seconds",
    30: "30 seconds",
    45: "45 seconds",
    60: "1 minute",
    90: "1½ minutes",
    120: "2 minutes",
    180: "3 minutes",
    300: "5 minutes",
}
CAPTIONS = {"": "The template’s", "line": "Line", "karaoke": "Word by word", "pop": "Pop", "chip": "Chip", "none": "None"}
MOODS = {
    "": "The template’s",
    "bright": "Bright",
    "calm": "Calm",
    "driving": "Driving",
    "warm": "Warm",
    "curious": "Curious",
    "epic": "Epic",
    "none": "None",
}
LEVELS = {"": "As usual", "-28": "Far behind the voice", "-22": "Softer", "-11": "Louder"}
PLACEMENTS = {
    "": "As each scene needs",
    "full": "Alone in the picture",
    "half": "Beside the content",
    "bubble": "In a bubble",
    "cutout": "In front of the content",
    "none": "Not seen",
}
STAGES = {
    "script": "Script",
    "avatar": "Avatar and voice",
    "sync": "Sync",
    "composition": "Composition",
    "final": "Final render",
}
STATES = {
    "": "All",
    "done": "Done",
    "running": "In the making",
    "queued": "Waiting",
    "paused": "Waiting for you",
    "failed": "Failed",
    "cancelled": "Stopped",
    "interrupted": "Interrupted",
    "new": "Not made yet",
}
PICTURES = {
    "drawn": ":material/dashboard: Drawn",
    "own": ":material/photo_library: Yours",
    "stock": ":material/photo_camera: Photograph",
    "still": ":material/palette: Painted",
    "clip": ":material/movie: Clip",
}

_ICON = re.compile(r":(?=material/)")
_ADDRESS = re.compile(r"(?<=https:)(?=//)|(?<=http:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=[\w-]+\.)", re.IGNORECASE)
_MARKUP = str.maketrans({sign: "\\" + sign for sign in "\\`*_{}[]()<>#+-.!|$~:"})


def clock(ms: int) -> str:
    """Minutes and seconds as players tell them, in whole seconds that have passed: `1:05`."""
    seconds = ms // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"


def left(seconds: float) -> str:
    """How long something will still take, no finer than it is known."""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 90:
        return f"about {round(seconds / 5) * 5} seconds left"
    return f"about {round(seconds / 60)} minutes left"


def size(count: int) -> str:
    """Bytes for people: `3.4 MB`."""
    if count >= 1e9:
        return f"{count / 1e9:.1f} GB"
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(count, 100) / 1e3:.1f} kB"


def layout(name: str) -> str:
    """A layout as it is called on the pages."""
    meant = Layout.named(name)
    return meant.called if meant else name.replace("_", " ").capitalize()


def short(text: str, most: int) -> str:
    """`text`, cut with an ellipsis where it is longer than `most` characters: after a word, where one ends near there."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    words = cut if text[most - 1].isspace() else cut.rpartition(" ")[0]
    return (words if 3 * len(words) >= 2 * most else cut).rstrip(" ,;:–-") + "…"


def plain(text: str) -> str:
    """People's text for a place that reads Markdown: every sign shows as itself, on one line."""
    words = _ICON.sub(":\u2060", " ".join(text.split()))  # an escaped colon would still begin an icon
    return _ADDRESS.sub("\u2060", words).translate(_MARKUP)  # and an address would become a link by itself


def complain(error: StudioError) -> None:
    """An error as two sentences: what is wrong and what to do."""
    st.error(plain(f"{error.message} {error.hint}"), icon=":material/error:")
