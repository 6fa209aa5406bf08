"""What the person asked for and can mend; `core.errors` has the whole tree."""

from __future__ import annotations

from core.errors.root import StudioError


class BadInput(StudioError):
    """What was asked cannot be understood."""

    code = "bad-input"
    hint = "Correct what the message names and try again."


class EmptyBrief(BadInput):
    """There is nothing to make a film from."""

    code = "empty-brief"
    hint = "Paste release notes, an article, or one line that names a topic."


class BriefTooLong(BadInput):
    """The source is larger than the studio reads."""

    code = "brief-too-long"
    hint = "Cut the text to the part that the film is about, or split it over several films."


class NotText(BadInput):
    """The source is not readable text."""

    code = "not-text"
    hint = "Give Markdown or plain text in UTF-8."


class BadScript(BadInput):
    """An edited script cannot be read."""

    code = "bad-script"
    hint = "Mend the line that the message names; the last good script is kept beside it."


class BadEdit(BadInput):
    """An edit cannot be made on this film."""

    code = "bad-edit"
    hint = "Choose another shot or another value."


class ShotLocked(BadInput):
    """An edit would change a shot that somebody locked."""

    code = "shot-locked"
    hint = "Unlock the shot first."


class StaleEdit(BadInput):
    """What an edit wants to change was changed meanwhile, in another window or by somebody else."""

    code = "stale-edit"
    hint = "Look at what it is now, and make your edit again if you still want it; what you wrote is kept."


class BadArchive(BadInput):
    """A file that is taken in is no session's zip, or a damaged one."""

    code = "bad-archive"
    hint = "Choose a zip that Firstcut exported, and copy it again if it did not arrive whole."


class UnknownChoice(BadInput):
    """A name that the studio does not know."""

    code = "unknown-choice"
    hint = "Choose one of the names listed."


class BadSetting(BadInput):
    """A setting is out of its range or of the wrong kind."""

    code = "bad-setting"
    hint = "Correct the setting; README lists all of them with their defaults."
