"""The draft of the shot that somebody looks at, drawn before it is asked for, while nothing else is going on.

One thread for all films. It gives way at every frame: to films that are made, to another shot that is looked at, and to whoever
has just clicked; a draft that is asked for while it is drawn here is waited for, since that is the quickest way to it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from core.errors import Cancelled, StudioError

QUIET_S = 0.6
"""After so long without a click a person is looking."""

RESTS_S = 20.0
"""After so long without a click nobody is editing."""

_ASK_S = 0.25
"""So often it is asked whether films are made."""


class Looked(NamedTuple):
    """What somebody looks at: a session, a shot, and what stands for how it looks now."""

    session: str
    shot: str
    look: str


Draw = Callable[[Looked, Callable[[], None]], None]
"""Draws for what is looked at; calls the function often, which raises `Cancelled` when something else comes first."""


class Ahead:
    """Draws ahead; any thread may ask. `draw` comes first, `then` what nobody waits for yet."""

    def __init__(self, draw: Draw, idle: Callable[[], bool], then: Draw = lambda looked, heed: None) -> None:
        self.draw, self.idle, self.then = draw, idle, then
        self._changed = threading.Condition()
        self._wanted: Looked | None = None
        self._drawing: Looked | None = None
        self._done: Looked | None = None
        self._awaited: list[tuple[str, str]] = []
        self._clicked = self._asked = 0.0
        self._free = True
        self._thread: threading.Thread | None = None
        self._closed = False

    def look(self, session: str, shot: str, look: str) -> None:
        """Somebody looks at this shot now, or clicked while it was shown."""
        with self._changed:
            self._wanted, self._clicked = Looked(session, shot, look), time.monotonic()
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._work, name="ahead", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def rests(self, after_s: float = RESTS_S) -> bool:
        """Whether nobody has edited for a while, so that even what nobody will soon want may be drawn."""
        with self._changed:
            return self._wanted is None or time.monotonic() - self._clicked > after_s

    @contextmanager
    def asked(self, session: str, shot: str) -> Iterator[None]:
        """While somebody waits for the draft of this shot. Begins when it is not being drawn here any more."""
        with self._changed:
            self._awaited.append((session, shot))
        try:
            with self._changed:
                self._changed.wait_for(lambda: self._drawing is None or self._drawing[:2] != (session, shot))
            yield
        finally:
            with self._changed:
                self._awaited.remove((session, shot))

    def close(self) -> None:
        """Gives up what is being drawn."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(5)

    def _work(self) -> None:
        while (wanted := self._next()) is not None:
            finished = False
            try:
                self.draw(wanted, partial(self._give_way, wanted))
                finished = True
            except Cancelled:
                continue
            except (StudioError, OSError):  # whoever asks for it is told
                finished = True
            finally:
                with self._changed:
                    self._drawing = None
                    self._done = wanted if finished else self._done
                    self._changed.notify_all()
            self._follow(wanted)

    def _follow(self, wanted: Looked) -> None:
        """What comes after the draft. Once more from the start where something else came first, when that is over."""
        try:
            self.then(wanted, partial(self._heed, wanted))
        except Cancelled:
            with self._changed:
                if self._done == wanted:
                    self._done = None
        except (StudioError, OSError):  # whoever makes the cut is told
            return

    def _next(self) -> Looked | None:
        """What is looked at in peace and not drawn yet; None when the studio closes."""
        while True:
            with self._changed:
                while not self._closed and (self._wanted is None or self._wanted == self._done):
                    self._changed.wait()
                if self._closed:
                    return None
                rest = self._clicked + QUIET_S - time.monotonic()
                if rest > 0 or self._awaited:
                    self._changed.wait(max(rest, 0.05))
                    continue
            if not self._unused():
                with self._changed:
                    self._changed.wait(_ASK_S)
                continue
            with self._changed:
                if self._wanted is not None and self._wanted != self._done and not self._awaited:
                    self._drawing = self._wanted
                    return self._wanted

    def _give_way(self, wanted: Looked) -> None:
        """Before each frame. Raises `Cancelled` where something else comes first."""
        with self._changed:
            if wanted[:2] in self._awaited and self._wanted == wanted and not self._closed:
                return
        self._heed(wanted)
        if (rest := self._clicked + QUIET_S / 3 - time.monotonic()) > 0:
            time.sleep(rest)

    def _heed(self, wanted: Looked) -> None:
        """Raises `Cancelled` where something else comes first."""
        with self._changed:
            elsewhere = self._closed or self._wanted != wanted or bool(self._awaited)
        if elsewhere or not self._unused():
            raise Cancelled("Something else comes first.")

    def _unused(self) -> bool:
        if time.monotonic() - self._asked > _ASK_S:
            self._free, self._asked = self.idle(), time.monotonic()
        return self._free
