"""Controls of pages that poll: they show what is true, and what they say is heard once."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import streamlit as st

_TRUE, _REFUSED = "control-true-", "control-refused"
"""In the page's memory: what each control shows, and how often an edit did not come about; all show again what is true then."""


def hear(then: Callable[..., None], *controls: str | dict[str, Any]) -> Callable[..., None]:
    """`then`, called only when a person moved one of the controls since they were drawn or last heard.

    A browser that asks again before it has seen that a control is gone says once more what that control held. Streamlit takes
    it for news, and the edit that it once was would be made again, over all that was edited since. Controls are keys, or the
    boxes that `typed` gives; those that `then` reads together are heard together.
    """
    keys = [control if isinstance(control, str) else control["key"] for control in controls]
    drawn = [None if isinstance(control, str) else control["value"] for control in controls]
    known = [_held(key, _told(value)) for key, value in zip(keys, drawn, strict=True)]

    def heard(*args: Any) -> None:
        now = [_held(key, before) for key, before in zip(keys, known, strict=True)]
        if now != known:
            known[:] = now
            then(*args)

    return heard


def marked(key: str, rows: list[int]) -> dict[str, Any]:
    """What a table's rows are heard by: its key, and the rows that are marked as it is drawn."""
    return {"key": key, "value": {"selection": {"rows": rows, "columns": [], "cells": []}}}


def keep(key: str, value: object) -> str:
    """Puts what is true into the memory of a control that shows `value`; gives the control's key.

    One that a person set to what is true now stays the same control, and keeps the keyboard.
    """
    held, named = st.session_state, _version(key, value, own=True)
    told = _state(key)[2] and named in held and (value is None or held[named] is not None)
    if not told:  # what a browser told us, it is not told
        held[named] = value
    return named


def typed(key: str, value: str) -> dict[str, Any]:
    """Key and value of a box to type into. What somebody is typing there is left alone until something else is true.

    One whose words were taken stays the same box, and whoever typed them can type on.
    """
    return {"key": _version(key, value, own=True), "value": value}


def show_true() -> None:
    """Has every control show again what is true: what was asked did not come about."""
    st.session_state[_REFUSED] = int(st.session_state.get(_REFUSED, 0)) + 1


def _version(key: str, value: object, *, own: bool = False) -> str:
    """The key's name for as long as `value` is true.

    Another value is another control. One that only changed its value can be drawn twice before the browser has seen it once; the
    browser then holds the value from before, sends it with the next click, and so makes an edit that nobody made. With `own` a
    control that holds the new value already, since a person gave it that, is not another one.
    """
    held = st.session_state
    now = _plainly([value, held.get(_REFUSED, 0)])
    number, was, _ = _state(key)
    if number == 0 or was != now:
        named = _named(key, number)
        mine = own and named in held and _same(_plainly(held[named]), now[0])
        number += not mine
        held[f"{_TRUE}{key}"] = json.dumps([number, now, mine])
    return _named(key, number)


def _plainly(value: object) -> Any:
    return json.loads(json.dumps(value, default=str))


def _same(set_: Any, true: Any) -> bool:
    """Whether a control holds what is true; blanks around words are nobody's."""
    return bool((set_.strip() if isinstance(set_, str) else set_) == true)


def _state(key: str) -> tuple[int, Any, bool]:
    """The number of a control, what it shows, and whether a person set it to that."""
    number, shows, mine = json.loads(st.session_state.get(f"{_TRUE}{key}", "[0, null, false]"))
    return number, shows, mine


def _named(key: str, number: int) -> str:
    return key if number <= 1 else f"{key}~{number}"


def _held(key: str, otherwise: str) -> str:
    """What a control holds now."""
    return _told(st.session_state[key]) if key in st.session_state else otherwise


def _told(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=repr)
