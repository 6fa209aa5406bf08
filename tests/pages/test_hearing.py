"""Controls are heard once: what a browser says again of a control that is gone makes no edit."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    """One control, and what it was heard to say; a switch takes it away and brings it back."""
    import streamlit as st

    from pages.parts.controls import hear

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


def choice() -> None:
    """A control of something that is true, which a person or somebody else changes."""
    import streamlit as st

    from pages.parts.controls import keep

    held = st.session_state
    key = keep("pace", held.setdefault("true", 100))

    def set_() -> None:
        held["true"] = held[key]

    st.slider("Pace", 50, 200, key=key, on_change=set_)


def test_a_control_stays_the_same_while_its_own_user_moves_it_and_is_another_when_somebody_else_does() -> None:
    app = AppTest.from_function(choice).run()
    first = app.slider[0].proto.id
    app.slider[0].set_value(120).run()
    assert (app.session_state["true"], app.slider[0].value, app.slider[0].proto.id) == (120, 120, first)
    app.slider[0].set_value(125).run()
    app.run()
    assert (app.slider[0].value, app.slider[0].proto.id, app.slider[0].proto.set_value) == (125, first, False)
    app.session_state["true"] = 100
    app.run()
    assert app.slider[0].value == 100
    assert app.slider[0].proto.set_value
    assert app.slider[0].proto.id != first
