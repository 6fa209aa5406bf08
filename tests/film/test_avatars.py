"""The cast."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from core.errors import UnknownChoice
from core.film.avatars import AVATARS, avatar


def test_there_are_fourteen_presenters_in_four_styles() -> None:
    assert len(AVATARS) >= 14
    assert len({one.style for one in AVATARS}) >= 4


def test_ids_and_names_are_unique_and_everybody_is_introduced() -> None:
    assert len({one.id for one in AVATARS}) == len(AVATARS) == len({one.name for one in AVATARS})
    assert all(one.about and one.voice for one in AVATARS)


@pytest.mark.parametrize("one", AVATARS, ids=lambda one: one.id)
def test_author_and_licence_are_those_of_the_style(one: object) -> None:
    chosen = avatar(one.id)  # type: ignore[attr-defined]
    meta = json.loads(files("dicebear_styles").joinpath(f"{chosen.style}.json").read_text("utf-8"))["meta"]
    assert meta["creator"]["name"].split(" - ")[0] in chosen.author
    assert meta["license"]["name"] in chosen.licence
    assert meta["license"]["url"] in chosen.licence


@pytest.mark.parametrize("one", AVATARS, ids=lambda one: one.id)
def test_every_option_is_one_of_its_style(one: object) -> None:
    chosen = avatar(one.id)  # type: ignore[attr-defined]
    style = json.loads(files("dicebear_styles").joinpath(f"{chosen.style}.json").read_text("utf-8"))
    for name, value in chosen.options:
        if name.endswith("Variant"):
            assert value in style["components"][name.removesuffix("Variant")]["variants"], (name, value)
        elif name.endswith("Color"):
            assert name.removesuffix("Color") in style["colors"], name
        else:
            assert name.removesuffix("Probability") in style["components"], name


def test_an_unknown_presenter_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownChoice, match="maya"):
        avatar("nobody")
