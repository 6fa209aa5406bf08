"""A cut's quality report: what it found, with links to the moment that it is about, and everything that was measured."""

from __future__ import annotations

import streamlit as st

from core.film import Report, Severity
from pages.parts.address import told_moment
from pages.parts.words import plain

_SEVERITY = {Severity.HARD: ("red", "block"), Severity.WARNING: ("orange", "warning"), Severity.NOTE: ("gray", "info")}

_FIGURES = {
    "loudness_lufs": ("Loudness", "LUFS"),
    "true_peak_dbtp": ("True peak", "dBTP"),
    "loudness_range_lu": ("Loudness range", "LU"),
    "sound_offset_ms": ("Sound after picture", "ms"),
    "frames": ("Frames", ""),
    "least_contrast": ("Least contrast of a text", ": 1"),
    "smallest_text": ("Smallest text, of the height", "%"),
    "fastest_caption": ("Fastest caption", "characters a second"),
}


def report(told: Report) -> None:
    """Draws the findings, each with its moment, and the figures."""
    if not told.findings:
        st.markdown(":green[:material/verified:] Nothing to mend: every check passed.")
    for finding in told.findings:
        colour, icon = _SEVERITY[finding.severity]
        at = f"{told_moment(finding.at_ms)}  " if finding.at_ms is not None else ""
        hint = f" :gray[{plain(finding.hint)}]" if finding.hint else ""
        st.markdown(f":{colour}[:material/{icon}:] {at}{plain(finding.message)}{hint}")
    rows = {
        _FIGURES.get(name, (name.replace("_", " ").capitalize(), ""))[0]: _written(name, value) for name, value in told.figures
    }
    st.table(rows, border="horizontal", hide_header=True)


def _written(name: str, value: float) -> str:
    unit = _FIGURES.get(name, ("", ""))[1]
    shown = f"{value * 100 if unit == '%' else value:.2f}".rstrip("0").rstrip(".")
    return f"{shown} {unit}".strip().replace("-", "−")
