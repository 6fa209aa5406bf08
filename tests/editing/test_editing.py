"""Editing a session: what is edited is kept, can be taken back, and is never lost to a crash or to another window."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.editing.editor import Editor
from core.edits import LOG
from core.errors import BadEdit, StaleEdit
from core.film import Layout, Line, Order, Script, Slide
from core.film.arrangement import Delete, Duplicate, Insert, Merge, Move, SetScript
from core.film.edits import Edit, Film, SetCaptions
from core.film.look import CaptionStyle
from core.film.rewriting import merged
from core.film.screenplay import to_markdown
from core.film.shot_edits import Hide, SetLayout, SetNarration, SetPace
from core.session import Session

WORDS = ("Search is fast.", "Sync works offline.", "Permissions are finer.", "Try it today.")


def written(words: tuple[str, ...] = WORDS) -> Script:
    lines = tuple(Line(narration=said, slide=Slide(layout=Layout.STATEMENT, headline=said[:-1])) for said in words)
    return Script(title="Harbor", language="en", lines=lines)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session.create(tmp_path, Order(source=" ".join(WORDS)), "Harbor")


@pytest.fixture
def editor(session: Session) -> Editor:
    return Editor(session, written)


def another(editor: Editor) -> Editor:
    """The same session as another window, or another process, has it."""
    return Editor(Session.open(editor.session.folder.parent, editor.session.id), written)


def said(editor: Editor) -> list[str]:
    return [shot.line.narration for shot in editor.shots]


def shot(editor: Editor, number: int) -> str:
    return editor.shots[number - 1].id


def test_an_edit_stands_in_the_script_and_in_the_order_where_a_run_reads_it(editor: Editor) -> None:
    assert not editor.undoable
    editor.apply(SetNarration(shot=shot(editor, 2), text="Sync never waits."), seen=editor.revision)
    editor.apply(SetCaptions(captions=CaptionStyle.KARAOKE), seen=editor.revision, who="Ada")
    again = Session.open(editor.session.folder.parent, editor.session.id)
    assert "Sync never waits." in (again.read("scripts/script.md") or "")
    assert again.order().captions is CaptionStyle.KARAOKE
    assert [shot.edited for shot in editor.shots] == [False, True, False, False]
    assert [(r.told, r.who) for r in editor.history[1:]] == [("narration of shot 2", ""), ("captions karaoke", "Ada")]


def test_undo_and_redo_go_over_everything(editor: Editor) -> None:
    films = [editor.film]
    for edit in (
        SetNarration(shot=shot(editor, 1), text="Search flies."),
        Move(shot=shot(editor, 4), to=0),
        SetCaptions(captions=CaptionStyle.NONE),
    ):
        films.append(editor.apply(edit))
    assert editor.undoable == "captions none"
    assert [editor.undo() for _ in range(3)] == films[2::-1]
    assert editor.undo() == films[0], "nothing is left to undo"
    assert editor.session.order() == films[0].order
    assert editor.redoable == "narration of shot 1"
    assert [another(editor).redo() for _ in range(3)] == films[1:]
    editor.undo()
    editor.apply(Hide(shot=shot(editor, 2)))
    assert not editor.redoable, "a new edit closes the way that was taken back"


def test_two_windows_that_edit_different_shots_both_win(editor: Editor) -> None:
    other = another(editor)
    seen, theirs = editor.revision, other.revision
    first, third = shot(editor, 1), shot(other, 3)
    editor.apply(SetNarration(shot=first, text="One."), seen=seen)
    other.apply(SetNarration(shot=third, text="Three."), seen=theirs)
    assert said(editor) == ["One.", WORDS[1], "Three.", WORDS[3]]


@pytest.mark.parametrize("edit", [SetPace, SetNarration, Delete, Merge])
def test_two_windows_that_edit_the_same_shot_are_told_and_nothing_is_lost(editor: Editor, edit: type[Edit]) -> None:
    other = another(editor)
    seen, second = other.revision, shot(other, 2)
    editor.apply(SetLayout(shot=second, layout=Layout.QUOTE), seen=editor.revision, who="Ada")
    more = {"pace": 90} if edit is SetPace else {"text": "Mine."} if edit is SetNarration else {}
    with pytest.raises(StaleEdit, match="layout of shot 2, by Ada"):
        other.apply(edit.model_validate({"shot": second, **more}), seen=seen)
    assert other.film == editor.film
    assert other.film.lines[1].slide.layout is Layout.QUOTE
    other.apply(edit.model_validate({"shot": second, **more}), seen=other.revision)
    assert len(other.history) == 3


def test_the_same_edit_made_twice_is_one_edit_and_nothing_to_be_decided(editor: Editor) -> None:
    other = another(editor)
    for make in (Duplicate, Hide):
        seen, edit = editor.revision, make(shot=shot(editor, 2))
        editor.apply(edit, seen=seen, who="Ada")
        assert other.apply(edit, seen=seen) == editor.film
    assert len(other.history) == 3
    assert len(other.film.lines) == len(WORDS) + 1
    editor.undo()
    assert other.apply(edit, seen=seen).lines[1].handling.hidden, "what was taken back can be made again"


def test_an_edit_of_a_shot_that_is_gone_is_told_to_be_late(editor: Editor) -> None:
    other = another(editor)
    seen, second = other.revision, shot(other, 2)
    editor.apply(Delete(shot=second))
    with pytest.raises(StaleEdit, match="shot 2 deleted"):
        other.apply(SetPace(shot=second, pace=80), seen=seen)


def test_the_whole_script_and_single_edits_are_the_same_edits(editor: Editor) -> None:
    other = another(editor)
    text = to_markdown(editor.film.script).replace("Sync works offline.", "Sync never waits.")
    whole = editor.apply(SetScript(markdown=text))
    editor.undo()
    assert other.apply(SetNarration(shot=shot(other, 2), text="Sync never waits.")) == whole


def test_what_is_written_into_the_files_by_hand_is_an_edit_too(editor: Editor) -> None:
    editor.apply(SetPace(shot=shot(editor, 1), pace=90))
    path = editor.session.folder / "scripts/script.md"
    path.write_text(path.read_text("utf-8").replace("Try it today.", "Try it now."), "utf-8")
    assert said(editor)[3] == "Try it now."
    editor.apply(SetPace(shot=shot(editor, 2), pace=80))
    assert editor.film.lines[3].narration == "Try it now."
    editor.undo()
    assert editor.undoable == "what was changed outside the editor"
    assert editor.undo().lines[3].narration == "Try it today."


@pytest.mark.parametrize("clock", [-3600, 0, 3600], ids=["set back meanwhile", "as it was", "set forward meanwhile"])
def test_a_crash_between_history_and_files_loses_no_edit(editor: Editor, clock: int) -> None:
    editor.apply(SetPace(shot=shot(editor, 1), pace=90))
    script, log = editor.session.folder / "scripts/script.md", editor.session.folder / LOG
    before, stamp = script.read_bytes(), script.stat()
    after = editor.apply(SetNarration(shot=shot(editor, 1), text="Written, but not shown."))
    script.write_bytes(before)
    os.utime(script, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    os.utime(log, (stamp.st_mtime + clock, stamp.st_mtime + clock))
    assert another(editor).film == after
    later = another(editor)
    later.apply(SetPace(shot=shot(later, 2), pace=80))
    assert "Written, but not shown." in script.read_text("utf-8")


@pytest.mark.parametrize("clock", [-3600, 3600], ids=["set back meanwhile", "set forward meanwhile"])
def test_what_somebody_takes_back_in_the_file_by_hand_is_an_edit_whatever_the_clock_says(editor: Editor, clock: int) -> None:
    editor.apply(SetPace(shot=shot(editor, 1), pace=90))
    script = editor.session.folder / "scripts/script.md"
    before = script.read_bytes()
    editor.apply(SetNarration(shot=shot(editor, 1), text="Not like this."))
    script.write_bytes(before)
    os.utime(script, (script.stat().st_mtime + clock, script.stat().st_mtime + clock))
    assert said(another(editor)) == list(WORDS)


def test_many_threads_lose_no_edit(editor: Editor) -> None:
    editor.apply(SetPace(shot=shot(editor, 1), pace=90))
    names = [one.id for one in editor.shots]

    def edit(name: str) -> None:
        mine = another(editor)
        for pace in (70, 80, 110):
            mine.apply(SetPace(shot=name, pace=pace))

    threads = [threading.Thread(target=edit, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [line.handling.pace for line in editor.film.lines] == [110] * 4
    assert len(editor.history) == 2 + 12


def test_an_edit_survives_a_changed_brief_which_is_told_and_can_be_followed(session: Session) -> None:
    words = [WORDS]
    editor = Editor(session, lambda: written(words[0]))
    assert editor.rewritten() == ()
    editor.apply(SetNarration(shot=shot(editor, 2), text="Mine."))
    assert editor.rewritten() == ()
    words[0] = ("Search is faster.", "Sync works anywhere.", WORDS[2], "A fourth is new.", WORDS[3])
    assert editor.rewritten() == (), "another writer is no reason to offer other words"
    session.write("scripts/source.md", "Search and sync.")
    told = editor.rewritten()
    assert [(r.mine, r.edited, r.was and r.was.narration, r.now and r.now.narration) for r in told] == [
        (0, False, WORDS[0], "Search is faster."),
        (1, True, WORDS[1], "Sync works anywhere."),
        (None, False, None, "A fourth is new."),
    ]
    assert said(editor) == [WORDS[0], "Mine.", *WORDS[2:]], "nothing changes unasked"
    editor.follow(seen=editor.revision)
    assert said(editor) == ["Search is faster.", "Mine.", WORDS[2], "A fourth is new.", WORDS[3]]
    assert editor.rewritten() == (), "what stays by hand is not told of again"
    editor.undo()
    assert said(editor) == [WORDS[0], "Mine.", *WORDS[2:]]
    assert editor.rewritten() == told
    editor.redo()
    assert Editor(editor.session, lambda: written(words[0])).rewritten() == ()
    words[0] = ("Search is faster.", "Sync works everywhere.", *words[0][2:])
    session.write("scripts/source.md", "Search and sync, everywhere.")
    (again,) = editor.rewritten()
    assert again.edited
    editor.follow(also=[shot(editor, 2)])
    assert said(editor)[1] == "Sync works everywhere."


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=3), st.permutations(["x", "y", "z", "w"]), st.sets(st.integers(0, 3)))
def test_following_the_writer_never_touches_what_was_edited(more: list[str], order: list[str], edited: set[int]) -> None:
    base = written(("One.", "Two.", "Three.", "Four."))
    lines = [line.model_copy(update={"narration": f"Mine {i}."}) if i in edited else line for i, line in enumerate(base.lines)]
    now = written(tuple(f"{word}." for word in (*order[: 4 - len(more)], *more, "Two.")))
    after = merged(base, now, lines)
    kept = [line.narration for line in after if line.narration.startswith("Mine")]
    assert kept == [f"Mine {i}." for i in sorted(edited)]
    if not edited:
        assert [line.narration for line in after] == [line.narration for line in now.lines]
    assert merged(base, base, lines) == tuple(lines)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("undo"), st.none()),
        st.tuples(st.just("redo"), st.none()),
        st.tuples(st.just("say"), st.integers(0, 9)),
        st.tuples(st.just("move"), st.integers(0, 3)),
        st.tuples(st.just("twice"), st.integers(0, 9)),
        st.tuples(st.just("drop"), st.integers(0, 9)),
        st.tuples(st.just("add"), st.integers(0, 9)),
        st.tuples(st.just("reopen"), st.none()),
    ),
    max_size=9,
)


def step(editor: Editor, kind: str, number: int) -> Film:
    shots = editor.shots
    one = shots[number % len(shots)].id
    new = Line(narration=f"New {number}.", slide=Slide(layout=Layout.STATEMENT))
    edits: dict[str, Edit] = {
        "say": SetNarration(shot=one, text=f"Said {number}."),
        "move": Move(shot=one, to=3 - number % 4),
        "twice": Duplicate(shot=one),
        "drop": Delete(shot=one),
        "add": Insert(after=one, line=new),
    }
    return editor.apply(edits[kind], seen=editor.revision)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    return tmp_path_factory.mktemp("edited")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS, st.integers(0, 400))
def test_undo_is_the_film_before_and_a_torn_history_is_an_earlier_one(
    root: Path, steps: list[tuple[str, int | None]], torn: int
) -> None:
    editor = Editor(Session.create(root, Order(source="x"), "Harbor"), written)
    done, undone, states = [editor.film], list[Film](), [editor.film]
    for kind, number in steps:
        if kind == "reopen":
            editor = another(editor)
        elif kind == "undo":
            if len(done) > 1:
                undone.append(done.pop())
            assert editor.undo() == done[-1]
        elif kind == "redo":
            if undone:
                done.append(undone.pop())
            assert editor.redo() == done[-1]
        else:
            try:
                after = step(editor, kind, number or 0)
            except BadEdit:
                continue
            if after != done[-1]:
                done.append(after)
                undone.clear()
        states.append(done[-1])
    assert editor.film == another(editor).film == done[-1]
    log = editor.session.folder / LOG
    if log.exists():
        whole = log.read_bytes()
        log.write_bytes(whole[: max(0, len(whole) - torn)])
        (editor.session.folder / "scripts/script.md").unlink()
        late = another(editor)
        late._show(states[0], to_markdown(states[0].script))
        late.apply(SetPace(shot=late.shots[0].id, pace=77))
        assert another(late).film.lines[0].handling.pace == 77
        assert another(late).undo() in states
