"""Sessions at Python's prompt, as they stand in read-mes: on a slide they are code, with what it answers."""

from __future__ import annotations

from itertools import pairwise

from core.film import Brief, Layout, Pace
from core.film.slide import Code
from core.providers.offline.writer import OfflineWriter

PACE = Pace(us_per_character=62_000, gap_ms=600)
PROSE = "Harbor\n======\n\nHarbor is a notebook for teams that are not always online.\n\n"
SESSION = """\
    >>> import harbor
    >>>
    >>> for note in harbor.notes():
    ...     print(note.name)
    ...
    tides
    winds
    >>> harbor.size()
    12
    >>>
"""


def codes(text: str) -> list[Code]:
    lines = OfflineWriter().write(Brief(source=text), PACE).lines
    return [line.slide.code for line in lines if line.slide.layout is Layout.CODE and line.slide.code]


def shown(session: str) -> list[str]:
    (code,) = codes(f"{PROSE}Reading\n-------\n\n.. code-block:: python\n\n{session}\nThat was all of it.\n")
    assert code.language == "python"
    return code.text.split("\n")


def test_calls_stand_without_prompts_and_their_answers_under_them() -> None:
    found = ["import harbor", "for note in harbor.notes():", "    print(note.name)", "tides", "winds", "harbor.size()", "12"]
    assert shown(SESSION) == found
    assert shown(SESSION.replace("    ", "        ", 1).replace("\n    ", "\n        ")) == found


def test_a_session_without_a_language_is_python_too() -> None:
    (code,) = codes(
        f"# Harbor\n\nHarbor is a notebook.\n\n## Size\n\n```\n{SESSION.replace(chr(10) + '    ', chr(10)).lstrip()}```\n"
    )
    assert (code.language, code.text.split("\n")[0]) == ("python", "import harbor")


def test_an_answer_is_shown_whole_or_not_at_all() -> None:
    wide = (
        "    >>> harbor.notes()\n    [note(name='"
        + "wave " * 24
        + "'),\n     note(name='tides')]\n    >>> harbor.size()\n    12\n"
    )
    assert shown(wide) == ["harbor.notes()", "harbor.size()", "12"]
    long = "    >>> harbor.all()\n" + "".join(f"    note {n}\n" for n in range(9)) + "    >>> harbor.size()\n    12\n"
    assert shown(long) == ["harbor.all()", "harbor.size()", "12"]


def test_of_a_long_session_whole_calls_are_shown() -> None:
    calls = "".join(
        f"    >>> # The note {n}\n    >>> for line in note_{n}:\n    ...     print(line)\n    end {n}\n" for n in range(5)
    )
    assert shown(calls) == [row for n in range(3) for row in (f"for line in note_{n}:", "    print(line)", f"end {n}")]


def test_code_that_is_cut_does_not_end_where_something_only_begins() -> None:
    rows = "".join(f"    value_{n} = harbor.note({n})\n" for n in range(9)) + "    try:\n        harbor.close()\n"
    assert shown(rows)[-1] == "value_8 = harbor.note(8)"


def test_an_ellipsis_that_is_code_stays() -> None:
    assert shown("    def read(note):\n        ...\n    read(1)\n") == ["def read(note):", "    ...", "read(1)"]


def test_pieces_of_code_in_a_row_are_not_announced_in_the_same_words() -> None:
    parts = "".join(f"Part {n}\n------\n\n.. code-block:: python\n\n    >>> harbor.part_{n}()\n    {n}\n\n" for n in range(6))
    lines = OfflineWriter().write(Brief(source=f"{PROSE}{parts}"), PACE).lines
    said = [line.narration.split(". ", 1)[1] for line in lines if line.slide.layout is Layout.CODE]
    assert len(said) == 6
    assert all(one != other for one, other in pairwise(said))
