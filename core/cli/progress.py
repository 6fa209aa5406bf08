"""The progress display of the command line: one line that is rewritten, or a line a stage where there is no terminal."""

from __future__ import annotations

import time
from typing import TextIO

from core.events import Event, PartFailed
from core.making.jobs import Tally

_NAMES = {"script": "script", "avatar": "voice and avatar", "sync": "sync", "composition": "composition", "final": "final render"}


class Progress:
    """Shows a run's events on a stream."""

    def __init__(self, stream: TextIO, quiet: bool = False) -> None:
        self.stream, self.quiet = stream, quiet
        self.live = stream.isatty()
        self.tally = Tally("", state="running")
        self.told: set[str] = set()
        self.last = 0.0

    def hear(self, event: Event) -> None:
        """Takes in one event and shows it."""
        self.tally.hear(event)
        if self.quiet:
            return
        if isinstance(event, PartFailed):
            self._line(event.message)
        status = self.tally.status()
        if not self.live:
            for stage in status.stages:
                if stage.state == "done" and stage.name not in self.told:
                    self.told.add(stage.name)
                    self._line(f"{_NAMES[stage.name]}: {stage.done} parts, {stage.reused} kept")
            return
        now = time.monotonic()
        if now - self.last > 0.1:
            self.last = now
            running = next((s for s in status.stages if s.state == "running"), None)
            left = f", {status.left_s:.0f} s left" if status.left_s is not None else ""
            bar = "#" * round(24 * status.progress)
            what = f"{_NAMES[running.name]} {running.done}/{running.parts}" if running else ""
            self.stream.write(f"\r\033[K[{bar:<24}] {status.progress:4.0%} {what}{left}")
            self.stream.flush()

    def close(self) -> None:
        """Ends the rewritten line."""
        if self.live and not self.quiet:
            self.stream.write("\r\033[K")
            self.stream.flush()

    def _line(self, text: str) -> None:
        self.stream.write(("\r\033[K" if self.live else "") + text + "\n")
        self.stream.flush()
