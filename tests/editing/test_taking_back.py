"""Undo and redo where several people edit: what is taken back is what whoever asked for it saw."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.editing.editor import Editor
from core.errors import StaleEdit
from core.film import Layout, Line, Order, Script, Slide
from core.film.shot_edits import SetNarration, SetPace
from core.session import Session

WORDS = ("Search is fast.", "Sync works offline.")


def written() -> Script:
    lines = tuple(Line(narration=said, slide=Slide(layout=Layout.STATEMENT, headline=said[:-1])) for said in WORDS)
    return Script(title="Harbor", language="en", lines=lines)


@pytest.fixture
def ada(tmp_path: Path) -> Editor:
    return Editor(Session.create(tmp_path, Order(source=" ".join(WORDS)), "Harbor"), written)


@pytest.fixture
def ben(ada: Editor) -> Editor:
    return Editor(Session.open(ada.session.folder.parent, ada.session.id), written)


def pace(editor: Editor, number: int, pace: int, who: str = "") -> None:
    editor.apply(SetPace(shot=editor.shots[number - 1].id, pace=pace), who=who)


def test_what_another_window_did_meanwhile_is_told_and_not_taken_back(ada: Editor, ben: Editor) -> None:
    pace(ada, 1, 80)
    seen = ada.revision
    ben.apply(SetNarration(shot=ben.shots[1].id, text="Sync never waits."), who="Ben")
    after = ada.film
    with pytest.raises(StaleEdit, match="narration of shot 2, by Ben"):
        ada.undo(seen=seen)
    assert ada.film == after
    assert ada.undo(seen=ada.revision).lines[1].narration == WORDS[1], "whoever has seen it takes it back"
    assert ada.film.lines[0].handling.pace == 80


def test_two_windows_that_take_the_same_edit_back_take_back_one(ada: Editor, ben: Editor) -> None:
    for faster in (80, 90):
        pace(ada, 1, faster)
    seen = ada.revision
    assert ada.undo(seen=seen) == ben.undo(seen=seen)
    assert ben.film.lines[0].handling.pace == 80
    seen = ada.revision
    assert ada.redo(seen=seen) == ben.redo(seen=seen)
    assert ben.film.lines[0].handling.pace == 90
    assert not ben.redoable


def test_an_edit_made_meanwhile_leaves_nothing_to_make_again_and_that_is_told(ada: Editor, ben: Editor) -> None:
    pace(ada, 1, 80)
    ada.undo()
    seen = ada.revision
    pace(ben, 2, 90, "Ben")
    with pytest.raises(StaleEdit, match="by Ben"):
        ada.redo(seen=seen)
    assert [line.handling.pace for line in ada.film.lines] == [None, 90]


def test_what_was_undone_and_made_again_meanwhile_is_still_what_was_seen(ada: Editor, ben: Editor) -> None:
    pace(ada, 1, 80)
    seen = ada.revision
    ben.undo()
    ben.redo()
    assert ada.undo(seen=seen).lines[0].handling.pace is None
