"""The stages of a film. To plan with them takes nothing that draws or sounds; who makes parts brings that first."""

from __future__ import annotations

import importlib

MATERIAL = (
    "aac", "audio", "captions", "clips", "conform", "examination", "frame", "join", "loudness", "mixing", "music", "offset",
    "piece", "poster", "spoken.estimate", "stretch", "voice_shape",
)  # fmt: skip
"""Of `core.media`, what stages and the offline house's players work with."""


def bring() -> None:
    """Imports it, so that a worker that is warm begins with its first part at once."""
    for name in MATERIAL:
        importlib.import_module(f"core.media.{name}")
