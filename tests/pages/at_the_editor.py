"""What tests of the editor's page ask it: to draw again, what stands there, and when the plan has come."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest
from waiting import until

from core.editing.boards import Board
from core.web import server


def again(app: AppTest) -> AppTest:
    """The page drawn once more, without an error."""
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    return app


def board(name: str) -> Board:
    """The storyboard as the page has it."""
    return server.studio().boards.board(name)


def whole(name: str) -> Board:
    """The board once plan and words are there."""
    return until(lambda: now if (now := board(name)).whole else None, "the plan comes")


def control(app: AppTest, kind: str, key: str) -> Any:
    """A control that shows what is true now; another value is another control, with a number behind its key."""
    return next(one for one in getattr(app, kind) if str(one.key).partition("~")[0] == key)


def said(app: AppTest) -> str:
    """All that is written on the page outside its controls."""
    return "\n".join([*(m.value for m in app.markdown), *(c.value for c in app.caption), *(e.value for e in app.error)])
