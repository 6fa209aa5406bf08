"""What services, their tasks and their states are called on the pages."""

from __future__ import annotations

TASKS = {
    "Writer": ("Script", "article", "Writes the words of a film"),
    "Speaker": ("Voice", "graphic_eq", "Speaks the words of a film"),
    "Presenter": ("Presenter", "face", "Acts what is said: lips, eyes, gestures"),
    "Composer": ("Music", "music_note", "Plays behind the words"),
    "Painter": ("Pictures", "image", "Paints what a shot shows"),
    "Restyler": ("Picture style", "style", "Gives a picture the film’s own style"),
    "Stock": ("Stock pictures", "photo_library", "Finds photographs for a shot"),
    "Filmer": ("Clips", "movie", "Films what a shot shows"),
    "Moderator": ("Content check", "shield", "Checks prompts before they are ordered, and scripts that a service wrote"),
    "Translator": ("Translation", "translate", "Puts the words into another language"),
    "Aligner": ("Times of words", "timer", "Finds when each word is said"),
}
ENDS = {
    "Moderator": "When nobody can be asked, no picture and no clip is ordered. A script then says that nobody checked it.",
    "Stock": "All of these are searched. One that does not answer is named beside the photographs of the others.",
    **dict.fromkeys(("Painter", "Filmer", "Restyler"), "When all of these fail, nothing is made, and the shot says why."),
    "Translator": "When all of these fail, nothing is translated.",
}
"""What happens when nobody is left for a task, where it is not the film that stops."""
STATES = {
    "good": ("green", "check_circle", "Works"),
    "new": ("gray", "radio_button_unchecked", "Not asked yet"),
    "ill": ("orange", "warning", "Fails often"),
    "resting": ("red", "bedtime", "Left alone"),
    "trying": ("orange", "sync", "Being tried again"),
    "no-key": ("orange", "key_off", "No key"),
    "off": ("gray", "power_settings_new", "Switched off"),
}
KEYS = {
    "none": "It needs none",
    "studio": "Kept here, encrypted",
    "environment": "A variable of the environment",
    "file": "A line of the secrets file",
}


def task(port: str) -> str:
    """A task with its icon."""
    name, icon, _ = TASKS.get(port, (port, "extension", ""))
    return f":material/{icon}: {name}"


def badge(state: str) -> str:
    """How a service stands, as a badge."""
    colour, icon, words = STATES[state]
    return f":{colour}-badge[:material/{icon}: {words}]"


def took(ms: int | None) -> str:
    """A duration, no finer than it matters."""
    if ms is None:
        return "–"
    return f"{ms} ms" if ms < 1000 else f"{ms / 1000:.1f} s"


def many(count: int) -> str:
    """A number no finer than it matters: `1.2 M`, `34 k`, `560`."""
    if count >= 1_000_000:
        return f"{count / 1_000_000:.1f} M"
    return f"{count / 1000:.0f} k" if count >= 10_000 else f"{count:,}"
