"""Controls are heard once: what a browser says again of a control that is gone makes no edit."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    """One control, and what it was heard to say; a switch takes it away and brings it back."""
    import streamlit as st

    from pages.parts.editor_hearing import hear

    held = st.session_state
    heard = held.setdefault("heard", [])
    if not held.get("gone"):

        def then() -> None:
            heard.append((held["one"], held["two"]))

        told = hear(then, {"key": "one", "value": "a"}, {"key": "two", "value": "b"})
        held["kept"] = told
        st.text_input("One", key="one", value="a", on_change=told)
        st.text_input("Two", key="two", value="b", on_change=told)


def test_what_a_person_changes_is_heard_once_for_all_that_is_read_together() -> None:
    app = AppTest.from_function(page).run()
    app.text_input(key="one").set_value("A").run()
    assert app.session_state["heard"] == [("A", "b")]
    app.text_input(key="two").set_value("B").run()
    assert app.session_state["heard"] == [("A", "b"), ("A", "B")]
    app.text_input(key="one").set_value("a").run()
    assert app.session_state["heard"][-1] == ("a", "B"), "back is a change, too"
    assert len(app.session_state["heard"]) == 3


def test_a_browser_that_has_not_seen_that_a_control_is_gone_makes_no_edit() -> None:
    app = AppTest.from_function(page).run()
    app.text_input(key="one").set_value("A").run()
    before, browser = list(app.session_state["heard"]), app._tree.get_widget_states()
    app.session_state["gone"] = True
    app.run()
    app._run(browser)
    assert app.session_state["heard"] == before
    assert not app.exception
