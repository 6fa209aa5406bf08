"""Code in coloured rows: nothing is lost, nothing is wider than its room."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from core.film.brief import Aspect, Format, Quality
from core.film.slide import Code, Layout, Slide
from core.film.templates import TEMPLATES
from core.film.timeline import Scene
from core.media.layouts.code_window import Window, set_window
from core.media.layouts.code_wrapping import Break, wrapped
from core.media.layouts.highlight import Kind, Piece, columns, highlighted
from core.media.layouts.kit import stage_of

PYTHON = 'def save(record):\n\treturn client.put(record, timeout=2.5)  # "now"\n'
SHELL = "$ tidewater migrate --to 4.2 --dry-run\n# checked 2,301,114 records\n$ systemctl restart worker@{1..4}"


def _text(row: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in row)


def test_every_line_of_code_is_one_row_with_its_own_text():
    rows = highlighted(PYTHON, "python")
    assert [_text(row) for row in rows] == ["def save(record):", '    return client.put(record, timeout=2.5)  # "now"']
    kinds = {piece.text: piece.kind for row in rows for piece in row}
    assert kinds["def"] is Kind.KEYWORD
    assert kinds["save"] is Kind.NAME
    assert kinds["2.5"] is Kind.NUMBER
    assert kinds['# "now"'] is Kind.COMMENT


def test_prompts_options_and_remarks_of_a_terminal_are_told_apart():
    first, second, third = highlighted(SHELL, "console")
    assert _text(third) == SHELL.splitlines()[2]
    assert first[0] == Piece("$ ", Kind.PROMPT)
    assert [piece.text for piece in first if piece.kind is Kind.OPTION] == ["--to", "--dry-run"]
    assert {piece.kind for piece in second} == {Kind.COMMENT}


def test_an_unknown_language_is_plain_text():
    assert highlighted("a b", "no-such-language") == ((Piece("a b", Kind.PLAIN),),)


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=120), st.integers(8, 60)
)
def test_wrapped_rows_fit_and_keep_every_letter(line, most):
    whole = highlighted(line, "python")
    for row in whole:
        rows = wrapped(row, most).rows
        assert all(columns(_text(one).rstrip()) <= most for one in rows)
        assert "".join(_text(row).split()) == "".join("".join(_text(one) for one in rows).split())


def test_a_broken_line_hangs_deeper_than_it_begins():
    (row,) = highlighted("    merged = clash.merge(prefer='newest', keep=both)", "python")
    first, *rest = wrapped(row, 28).rows
    assert _text(first).startswith("    merged")
    assert rest
    assert all(_text(one).startswith("      ") for one in rest)


def _broken(line: str, most: int) -> list[str]:
    (row,) = highlighted(line, "python")
    return [_text(one) for one in wrapped(row, most).rows]


def test_a_line_is_broken_at_blanks_and_behind_punctuation():
    assert _broken("class MyEventHandler(FileSystemEventHandler):", 30) == ["class MyEventHandler(", "  FileSystemEventHandler):"]
    assert _broken("    observer.schedule(event_handler, path, recursive=True)", 30) == [
        "    observer.schedule(",
        "      event_handler, path,",
        "      recursive=True)",
    ]
    assert _broken("'see https://harbor.example/guide/first-steps'", 28) == [
        "'see https://harbor.example/",
        "  guide/first-steps'",
    ]


def test_a_name_that_fits_nowhere_is_broken_between_its_parts():
    assert _broken("class MyEventHandler(FileSystemEventHandler):", 22) == [
        "class MyEventHandler(",
        "  FileSystemEvent",
        "  Handler):",
    ]
    assert _broken("sanitize_filename_of_all", 20) == ["sanitize_filename_", "  of_all"]


def test_what_belongs_together_stays_together():
    for line in ("x = call()", "f(1.5)", "'--index-url'", "g(x)[1:]", "a->b", "c::d", "run(['.'])"):
        for most in range(8, 40):
            for row in _broken(f"first_of_all = second {line}", most)[1:]:
                assert not row.strip().startswith((")", "]", ",", ":", "."))


def test_a_row_is_indented_less_before_a_word_is_broken():
    assert _broken("            note = read_it()", 18) == ["            note =", "      read_it()"]
    assert _broken("            note = a_long_name_it_has()", 20)[-1] == "a_long_name_it_has()"


def test_the_worst_break_of_a_line_is_known():
    (row,) = highlighted("harbor.notes(first_of_all)", "python")
    assert [wrapped(row, most).worst for most in (40, 18, 12)] == [Break.NONE, Break.MARK, Break.JOINT]
    (row,) = highlighted("abcdefghijklmnopqrstuvwxyz", "python")
    assert wrapped(row, 12).worst is Break.WORD


def _window(text: str) -> Window:
    look = TEMPLATES[0].look
    slide = Slide(layout=Layout.CODE, headline="Keep", code=Code(text=text, language="python"))
    format_ = Format(aspect=Aspect.TALL, quality=Quality.DRAFT)
    made = Scene(shot="s", seed=1, slide=slide, look=look, format=format_, frames=90, spoken=(), take_ms=0, take_end_ms=2_000)
    stage = stage_of(made, lambda blob: Path())
    assert slide.code
    return set_window(stage, slide.code, stage.frame.content)


def test_code_on_a_phone_is_smaller_before_a_name_is_broken():
    loose = _window("keep(note)")
    kept = _window("for note in notes:\n    keep(first_of_all_notes)")
    assert kept.style.size < loose.style.size
    assert kept.worst <= Break.MARK
    names = [_text(row).strip() for line in kept.rows for row in line]
    assert "".join(names).count("first_of_all_notes") == 1


def test_code_whose_names_fit_nowhere_has_the_smallest_type():
    window = _window("class MyVeryOwnEventHandlerOfEverything(FileSystemEventHandler):\n    pass")
    assert window.worst is Break.JOINT
    assert window.style.size < _window("for note in notes:\n    keep(first_of_all_notes)").style.size
