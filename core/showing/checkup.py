"""The doctor's findings for a page: examined in the background, kept until somebody asks for another look."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from enum import StrEnum

from core.doctor import Finding, examine
from core.settings import Settings


class Part(StrEnum):
    """What a finding belongs to."""

    MACHINE = "machine"
    SOUND = "sound"
    LETTERS = "letters"
    PROGRAM = "program"


@dataclass(frozen=True)
class Group:
    """Findings that belong together."""

    part: Part
    findings: tuple[Finding, ...]


class Checkup:
    """One examination of this machine at a time; any thread may ask."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._found: tuple[Finding, ...] | None = None

    def findings(self) -> tuple[Finding, ...] | None:
        """What was found; None while the examination goes on, which the first call begins."""
        with self._lock:
            if self._found is None and self._thread is None:
                self._thread = threading.Thread(target=self._look, name="doctor", daemon=True)
                self._thread.start()
            return self._found

    def again(self) -> None:
        """Forgets what was found, so that the next call looks anew."""
        with self._lock:
            if self._thread is None:
                self._found = None

    def _look(self) -> None:
        found: tuple[Finding, ...] = (Finding("Examination", False, "It stopped with a mistake of the program; try again."),)
        try:
            found = examine(self.settings)
        finally:
            with self._lock:
                self._found, self._thread = found, None


def grouped(findings: tuple[Finding, ...]) -> tuple[Group, ...]:
    """The findings by what they belong to, none left out."""
    by_part: dict[Part, list[Finding]] = {part: [] for part in Part}
    for finding in findings:
        by_part[_part(finding)].append(finding)
    return tuple(Group(part, tuple(found)) for part, found in by_part.items() if found)


def as_text(findings: tuple[Finding, ...]) -> str:
    """The findings for somebody who helps: a line for each."""
    return "\n".join(f"{'ok      ' if finding.ok else 'MISSING '}{finding.name}: {finding.detail}" for finding in findings)


def _part(finding: Finding) -> Part:
    if finding.name.endswith(" letters"):
        return Part.LETTERS
    if finding.name in ("Voice", "FFmpeg", "Film codecs"):
        return Part.SOUND
    return Part.MACHINE if finding.name in ("Firstcut", "Sessions folder", "Workers", "Python", "Examination") else Part.PROGRAM
