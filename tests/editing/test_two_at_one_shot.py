"""Two people at one shot, or one who is quicker than the page: every edit changes its own fields and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.editing import filling
from core.editing.clashes import Clash, clashes
from core.editing.editor import Editor
from core.errors import BadEdit, StaleEdit
from core.film import Layout, Line, Order, Script, Slide
from core.film.arrangement import Delete, Move, SetScript, SetTitle
from core.film.edits import SetCaptions
from core.film.look import CaptionStyle
from core.film.shot_edits import SetFocus, SetNarration, SetPace, SetPicture, SetSlide
from core.film.slide_edits import SetFields, changes
from core.film.specimens import SPECIMENS
from core.session import Session

WHOLE = SPECIMENS[Layout.STILL].model_copy(
    update={
        "layout": Layout.NUMBER, "items": SPECIMENS[Layout.BULLETS].items, "figure": SPECIMENS[Layout.NUMBER].figure,
        "chart": SPECIMENS[Layout.CHART].chart, "table": SPECIMENS[Layout.TABLE].table, "code": SPECIMENS[Layout.CODE].code,
        "quote": SPECIMENS[Layout.QUOTE].quote,
    }
)  # fmt: skip
ITEM = {"Title": "Only this", "Text": "", "Label": ""}
FORMS: dict[str, Callable[[Line], Slide]] = {
    "headline": lambda line: filling.with_words(line.slide, headline="Mine"),
    "kicker": lambda line: filling.with_words(line.slide, kicker="Mine"),
    "body": lambda line: filling.with_words(line.slide, body="Mine"),
    "items": lambda line: filling.with_items(line.slide, [ITEM]),
    "figure.text": lambda line: filling.with_figure(line.slide, {"text": "7"}, "en"),
    "figure.unit": lambda line: filling.with_figure(line.slide, {"unit": "hours"}, "en"),
    "chart.kind": lambda line: filling.with_chart(line.slide, kind="line"),
    "chart.unit": lambda line: filling.with_chart(line.slide, unit="hours"),
    "chart.labels": lambda line: filling.with_chart(line.slide, filling.chart_rows(line.slide)[:2]),
    "table.rows": lambda line: filling.with_table(line.slide, filling.table_rows(line.slide)[:1]),
    "code.text": lambda line: filling.with_code(line.slide, text="mine()"),
    "code.language": lambda line: filling.with_code(line.slide, language="rust"),
    "quote.text": lambda line: filling.with_quote(line.slide, text="Mine"),
    "quote.author": lambda line: filling.with_quote(line.slide, author="Ada"),
    "picture.device": lambda line: filling.with_part_of_picture(line.slide, device="phone"),
    "picture.focus_x": lambda line: filling.with_part_of_picture(line.slide, focus_x=0.25),
    "layout": lambda line: filling.begun(line, Layout.QUOTE, "en"),
}  # fmt: skip
"""What the forms of a shot do, each by a field that it changes."""

pairs = st.permutations(sorted(FORMS)).map(lambda names: (names[0], names[1]))
often = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    return tmp_path_factory.mktemp("shared")


def opened(root: Path, slide: Slide = WHOLE) -> Editor:
    lines = (Line(narration="It is quick.", slide=slide), Line(narration="And small.", slide=Slide(layout=Layout.STATEMENT)))
    script = Script(title="Film", language="en", lines=lines)
    return Editor(Session.create(root, Order(source="x"), "Film"), lambda: script)


def shown(editor: Editor) -> Slide:
    return editor.film.lines[0].slide


def filled_in(editor: Editor, form: str) -> SetFields:
    return filling.filled_in(editor, editor.film.names[0], FORMS[form])


@often
@given(pairs)
def test_of_two_edits_of_different_fields_both_stand_though_the_second_was_pressed_before_the_first_was_drawn(
    root: Path, pair: tuple[str, str]
) -> None:
    editor = opened(root)
    for form in pair:
        editor.apply(filled_in(editor, form), seen=editor.revision)
    together = changes(WHOLE, shown(editor))
    for form in pair:
        alone = changes(WHOLE, FORMS[form](Line(narration="It is quick.", slide=WHOLE)))
        assert form in alone
        assert alone.items() <= together.items()
    assert len(editor.history) == 3


@often
@given(pairs)
def test_two_windows_that_change_different_fields_of_one_shot_are_asked_nothing(root: Path, pair: tuple[str, str]) -> None:
    editor = opened(root)
    seen = editor.revision
    first, second = (filled_in(editor, form) for form in pair)
    editor.apply(first, seen=seen, who="Ada")
    editor.apply(second, seen=seen, who="Ben")
    assert changes(WHOLE, shown(editor)) == first.fields | second.fields


@pytest.mark.parametrize("form", FORMS)
def test_who_changes_what_another_has_changed_is_asked_and_changes_nothing_else_then(root: Path, form: str) -> None:
    editor = opened(root)
    seen, mine = editor.revision, filled_in(editor, form)
    other = {name: value for name, value in changes(WHOLE, SPECIMENS[Layout.TITLE]).items() if name in mine.fields}
    theirs = dict.fromkeys(("headline", "kicker", "body"), "Theirs") | {"layout": "title"} | other
    if form.partition(".")[0] not in theirs and form not in theirs:
        theirs[form.partition(".")[0]] = [] if form == "items" else None
    editor.apply(SetFields(shot=mine.shot, fields=theirs), seen=seen, who="Ada")
    with pytest.raises(StaleEdit, match="by Ada"):
        editor.apply(mine, seen=seen, who="Ben")
    before = shown(editor)
    try:
        editor.apply(mine, who="Ben")
    except BadEdit:
        assert shown(editor) == before, "what it was part of is gone"
    assert changes(before, shown(editor)).items() <= mine.fields.items()


def test_an_edit_that_says_what_is_there_already_is_none(root: Path) -> None:
    editor = opened(root)
    seen = editor.revision
    editor.apply(filled_in(editor, "layout"), seen=seen)
    again = filled_in(editor, "layout")
    assert again.fields == {}
    assert editor.apply(again, seen=seen) == editor.film
    assert len(editor.history) == 2


def test_an_edit_of_a_shot_that_was_said_otherwise_or_deleted_meanwhile_is_late_and_is_kept_whole(root: Path) -> None:
    for theirs in (SetNarration(shot="", text="It flies."), Delete(shot="")):
        editor = opened(root)
        seen, shot = editor.revision, editor.film.names[0]
        editor.apply(theirs.model_copy(update={"shot": shot}), seen=seen)
        mine = filling.filled_in(editor, shot, FORMS["headline"])
        assert mine.fields == {"headline": "Mine"}
        with pytest.raises(StaleEdit):
            editor.apply(mine, seen=seen)
    with pytest.raises(BadEdit, match="not in the film"):
        filling.filled_in(editor, "never-1", FORMS["headline"])


def test_what_stands_against_each_other_is_told_by_the_names_of_its_form(root: Path) -> None:
    editor = opened(root)
    film, shot = editor.film, editor.film.names[0]
    told = {
        "words": clashes(SetFields(shot=shot, fields={"headline": "Mine", "body": WHOLE.body}), film),
        "narration": clashes(SetNarration(shot=shot, text="Mine."), film),
        "pace": clashes(SetPace(shot=shot, pace=90), film),
        "captions": clashes(SetCaptions(captions=CaptionStyle.POP), film),
        "title": clashes(SetTitle(title="Mine"), film),
        "script": clashes(SetScript(markdown="## Mine"), film),
        "gone": clashes(SetNarration(shot="gone-1", text="Mine."), film),
        "move": clashes(Move(shot=shot, to=1), film),
    }  # fmt: skip
    assert told == {
        "words": (Clash(label="Headline", theirs=WHOLE.headline, yours="Mine"),),
        "narration": (Clash(label="Narration", theirs="It is quick.", yours="Mine."),),
        "pace": (Clash(label="Pace", theirs="", yours="90"),),
        "captions": (Clash(label="Captions", theirs="", yours="pop"),),
        "title": (Clash(label="Title", theirs="Film", yours="Mine"),),
        "script": (Clash(label="The whole script", theirs="", yours="## Mine"),),
        "gone": (Clash(label="Narration", theirs="", yours="Mine."),),
        "move": (),
    }


@pytest.mark.parametrize("form", FORMS)
def test_whatever_a_form_changes_has_a_name_and_two_sides(root: Path, form: str) -> None:
    editor = opened(root)
    found = clashes(filled_in(editor, form), editor.film)
    assert found
    assert all(one.label and one.theirs != one.yours and "{" not in one.theirs + one.yours for one in found)


def test_another_slide_and_another_picture_are_told_field_by_field(root: Path) -> None:
    editor = opened(root)
    film, shot = editor.film, editor.film.names[0]
    whole = clashes(SetSlide(shot=shot, slide=WHOLE.model_copy(update={"headline": "Mine", "quote": None})), film)
    assert [(one.label, one.yours) for one in whole] == [("Headline", "Mine"), ("Quote", "")]
    assert [one.label for one in clashes(SetPicture(shot=shot), film)] == ["Picture"]
    assert [one.label for one in clashes(SetFocus(shot=shot, x=0.1, y=WHOLE.picture.focus_y), film)] == ["What matters, across"]
