"""What choices are called on the pages."""

from __future__ import annotations

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
QUALITIES = {"draft": "Draft 540p", "standard": "Standard 1080p", "high": "High 1440p", "4k": "4K 2160p"}
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
STAGES = {
    "script": "Script",
    "avatar": "Avatar and voice",
    "sync": "Sync",
    "composition": "Composition",
    "final": "Final render",
}


def clock(ms: int) -> str:
    """Minutes and seconds: `1:05`."""
    seconds = round(ms / 1000)
    return f"{seconds // 60}:{seconds % 60:02d}"


def size(count: int) -> str:
    """Bytes for people: `3.4 MB`."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(count, 100) / 1e3:.1f} kB"
