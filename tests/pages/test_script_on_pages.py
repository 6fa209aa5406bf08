"""The Script tab of a session: what was found in the script, and what its writer, critic and director said to each other."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.film import Layout, Script, Severity, Slide
from core.film.discussion import Change, Discussion, Kind, Remark, Role, Round, Turn
from core.film.script import Line, Source

ROOT = Path(__file__).resolve().parent.parent.parent

TALK = Discussion(
    draft=(Turn(role=Role.WRITER, said="A first script of 3 lines.", usd=Decimal("0.01")),),
    rounds=(
        Round(
            turns=(
                Turn(role=Role.CRITIC, said="The *opening* drags.", tokens_read=900, tokens_written=120, usd=Decimal("0.02")),
                Turn(role=Role.DIRECTOR, said="Shorter."),
                Turn(role=Role.WRITER, said="Done."),
            ),
            remarks=(Remark(kind=Kind.CLARITY, severity=Severity.WARNING, line=1, sentence="It drags.", measured=False),),
            taken=(0,),
            changes=(Change(line=1, what="reworded", before="A long opening.", after="An opening.", remarks=(0,)),),
        ),
    ),
    wanted=1,
    ended="The round is done.",
)


@pytest.mark.parametrize(
    ("excerpt", "read"),
    [
        ("- **Sync**: edits are merged. - **Search**: faster", "Sync: edits are merged. Search: faster"),
        ("1. Update the app. 2. Open Settings", "Update the app. Open Settings"),
        ("* one * two", "one · two"),
        ("It fell - at last - by half", "It fell - at last - by half"),
    ],
)
def test_the_place_of_a_claim_is_read_without_the_marks_of_lists(excerpt: str, read: str) -> None:
    line = Line(narration="So it is.", slide=Slide(layout=Layout.STATEMENT, headline="So"),
                source=Source(first=1, last=2, excerpt=excerpt))  # fmt: skip

    def page(told):
        from pages.parts.script import script_table

        script_table(told)

    app = AppTest.from_function(page, args=(Script(title="T", language="en", lines=(line,)),)).run()
    assert not app.exception
    assert read in app.table[0].value.to_csv().replace("\\", "")


def test_what_is_found_in_a_script_stands_above_it_and_what_was_said_can_be_read(
    visitor: AppTest, name: str, filmed: Path
) -> None:
    app, scripts = visitor, filmed / name / "scripts"
    app.query_params["s"], app.query_params["tab"] = name, "script"
    app.switch_page("pages/session.py").run()
    assert not app.exception
    assert any("nothing was found that it does not say" in caption.value for caption in app.caption)
    assert not [one for one in app.expander if "Worked over" in one.label]
    wrong = (scripts / "script.json").read_text("utf-8").replace("410 ms", "990 ms")
    (scripts / "script.json").unlink()
    (scripts / "script.json").write_text(wrong, "utf-8")
    (scripts / "discussion.json").write_text(TALK.model_dump_json(), "utf-8")
    app.session_state["discussion"] = True
    app.run()
    assert not app.exception
    said = "\n".join(one.value for one in app.markdown)
    assert "“990” is not in your text" in said
    assert [one.label for one in app.expander if "Worked over" in one.label] == ["Worked over in one round: one change, $0.03"]
    assert "The \\*opening\\* drags\\." in said
    assert "1,020 tokens" in said
    assert "A long opening" in said
    assert "An opening" in said
