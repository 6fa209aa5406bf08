"""A line that cannot be spoken: every other shot is seen and played, it says why and what to do, and mending it mends all."""

from __future__ import annotations

import time
from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from core.editing.boards import Board
from core.film import Order, Quality
from core.film.arrangement import Move
from core.film.shot_edits import Hide, SetNarration
from core.session import Session
from core.settings import Settings
from core.studio import Studio

pytestmark = pytest.mark.timeout(600)

TEXT = (
    "# Harbor\n\nSearch is faster now.\n\n## Sync\n\nEdits are merged as soon as you are online.\n\n## Access\n\nIt is finer.\n"
)
NOTHING = "((( )))"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(Settings(sessions=tmp_path_factory.mktemp("unspeakable")), inline=True) as opened:
        yield opened


@pytest.fixture
def session(studio: Studio) -> Session:
    """A film that is written but not made, whose second line is nothing to say."""
    session = studio.create(Order(source=TEXT, quality=Quality.DRAFT))
    editor = studio.cutting.editor(session.id)
    editor.apply(SetNarration(shot=editor.shots[1].id, text=NOTHING))
    return session


def whole(studio: Studio, session: Session) -> Board:
    ends = time.monotonic() + 200
    while not (board := studio.boards.board(session.id)).whole:
        assert time.monotonic() < ends
        time.sleep(0.02)
    return board


def test_every_shot_is_seen_and_the_one_says_why_it_cannot_be_spoken(studio: Studio, session: Session) -> None:
    board = whole(studio, session)
    assert board.wrong is None
    assert [shot.state for shot in board.shots] == ["new", "failed", "new", "new"]
    silent = board.shots[1]
    assert NOTHING in silent.why[0]
    assert "Write a line with words" in silent.hint
    assert [shot.silent for shot in board.shots] == [False, True, False, False]
    assert all(shot.ms for shot in board.shots)
    assert board.start_ms(3) == (board.shots[0].ms or 0) + (silent.ms or 0), "a film is timed past it"
    assert board.plan is not None
    seen = {studio.boards.stills.frame(session.id, shot.id, None, 320) for shot in board.shots}
    assert len(seen) == 4
    assert all(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR) is not None for jpeg in seen)


def test_other_shots_are_played_and_edited_while_one_cannot_be_spoken(studio: Studio, session: Session) -> None:
    first = studio.cutting.editor(session.id).shots[0].id
    assert studio.boards.stills.play(session.id, first).stat().st_size > 10_000
    studio.cutting.editor(session.id).apply(SetNarration(shot=first, text="Search is much faster."))
    board = whole(studio, session)
    assert board.shots[0].state != "failed"
    assert studio.cutting.reading(session.id, board.shots[0].id, 1).words[-1].text == "faster."
    studio.cutting.editor(session.id).apply(Move(shot=board.shots[1].id, to=2))
    assert [shot.state == "failed" for shot in whole(studio, session).shots] == [False, False, True, False]


def test_what_stood_in_is_no_take(studio: Studio, session: Session) -> None:
    whole(studio, session)
    with pytest.raises(Exception, match="nothing to say"):
        studio.make(session)
    assert not (session.folder / "audio").exists() or len(list((session.folder / "audio").glob("*.wav"))) == 3


def test_words_or_hiding_mend_it(studio: Studio, session: Session) -> None:
    silent = whole(studio, session).shots[1].id
    editor = studio.cutting.editor(session.id)
    editor.apply(Hide(shot=silent))
    assert [shot.state for shot in whole(studio, session).shots] == ["new", "hidden", "new", "new"]
    hidden = editor.shots[1].id
    editor.apply(Hide(shot=hidden, hidden=False))
    editor.apply(SetNarration(shot=editor.shots[1].id, text="Now it has words."))
    board = whole(studio, session)
    assert "failed" not in {shot.state for shot in board.shots}
    assert studio.cutting.rushes(session.id).failed == {}


def test_what_a_run_made_meanwhile_is_looked_at_again(studio: Studio, session: Session) -> None:
    silent = whole(studio, session).shots[1]
    editor = studio.cutting.editor(session.id)
    editor.apply(SetNarration(shot=silent.id, text="Now it has words."))
    studio.make(session)
    assert all(shot.state == "current" for shot in whole(studio, session).shots)
