"""Controls keep their names while the words that a shot is named by are changed."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    """A shot whose words were changed twice, and changed back."""
    import streamlit as st

    from pages.parts.editor_names import called, meant, renamed

    renamed("a", "b")
    renamed("b", "c")
    held = st.session_state
    held["called"] = [called(one) for one in "abcd"]
    held["meant"] = [meant("a", ["c"]), meant("b", ["c"]), meant("d", ["c"])]
    renamed("c", "a")
    held["back"] = [meant("b", ["a"]), meant("a", ["a"]), meant("a", ["d"]), called("a")]


def test_a_shot_is_found_by_every_name_that_it_had_and_its_controls_by_the_first() -> None:
    app = AppTest.from_function(page).run()
    assert not app.exception
    assert app.session_state["called"] == ["a", "a", "a", "d"]
    assert app.session_state["meant"] == ["c", "c", "d"], "a shot that was never here stays what it is called"
    back = app.session_state["back"]
    assert (back[0], back[1], back[3]) == ("a", "a", "a")
    assert back[2] in "abc", "names that lead round come to an end"
