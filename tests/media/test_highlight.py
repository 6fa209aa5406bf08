"""Code in coloured rows: nothing is lost, nothing is wider than its room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.media.layouts.highlight import Kind, Piece, columns, highlighted, wrapped

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
        rows = wrapped(row, most)
        assert all(columns(_text(one).rstrip()) <= most for one in rows)
        assert "".join(_text(row).split()) == "".join("".join(_text(one) for one in rows).split())


def test_a_broken_line_hangs_deeper_than_it_begins():
    (row,) = highlighted("    merged = clash.merge(prefer='newest', keep=both)", "python")
    first, *rest = wrapped(row, 28)
    assert _text(first).startswith("    merged")
    assert rest
    assert all(_text(one).startswith("      ") for one in rest)
