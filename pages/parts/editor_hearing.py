"""What controls say, heard once."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import streamlit as st


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


def _held(key: str, otherwise: str) -> str:
    """What a control holds now."""
    return _told(st.session_state[key]) if key in st.session_state else otherwise


def _told(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=repr)
