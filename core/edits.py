"""What a person wrote into scripts/script.md, as a pin: it wins over what the writer makes."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from core.engine import History, PartName, Store
from core.errors import BadScript, Corrupt
from core.film import Script
from core.film.screenplay import from_markdown, to_markdown
from core.session import Session

SCRIPT = "scripts/script.md"
LOG = "metadata/edits.jsonl"
"""The history of a session's edits. From the first of them on the script is a person's, whatever else is chosen for the film."""

SCRIPT_PART: PartName = ("script", None)


class ScriptEdit:
    """A session's script.md as it was when a run began to look at it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.text = session.read(SCRIPT)

    def pins(self, store: Store, history: History) -> Mapping[PartName, str]:
        """The edits by hand that win in the next run. Raises `BadScript` for one that cannot be read.

        Without a file there is no edit: whoever removes it gets the writer's script again.
        """
        pins = dict(history.pins())
        if self.text is None:
            pins.pop(SCRIPT_PART, None)
            return pins
        written = self._written(store, history)
        same = written is not None and self.text == to_markdown(written)
        edited = written if written is not None and same else from_markdown(self.text, base=written)
        if edited != written or SCRIPT_PART in pins or self.session.read(LOG):
            pins[SCRIPT_PART] = store.put(edited)
        return pins

    def show(self, script: Script) -> None:
        """Writes the script down for the person, unless the person has written meanwhile: that counts in the next run."""
        if self.session.read(SCRIPT) != self.text:
            return
        self.text = to_markdown(script)
        self.session.write(SCRIPT, self.text)

    def _written(self, store: Store, history: History) -> Script | None:
        """The script of the last run, which the edit began from: out of the store, or its copy in the folder."""
        last = history.output(*SCRIPT_PART)
        if last is not None:
            try:
                return store.load(Script, last)
            except Corrupt:
                pass
        try:
            copy = self.session.read("scripts/script.json")
            return None if copy is None else Script.model_validate_json(copy)
        except (BadScript, ValidationError):
            return None
