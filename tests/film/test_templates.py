"""The formats that come along are complete, different, and readable."""

from __future__ import annotations

import pytest

from core.errors import UnknownChoice
from core.film import Template
from core.film.avatars import AVATARS
from core.film.templates import TEMPLATES, template
from core.media.colour import contrast
from core.media.looks import LOOKS

EACH = pytest.mark.parametrize("one", TEMPLATES, ids=[t.id for t in TEMPLATES])


def test_there_are_six_and_each_has_its_own_look() -> None:
    assert len({t.id for t in TEMPLATES}) == 6
    assert {t.look.name for t in TEMPLATES} == set(LOOKS)


def test_an_unknown_template_is_refused_with_the_list() -> None:
    assert template("midnight").name == "Midnight"
    with pytest.raises(UnknownChoice, match="daylight, midnight"):
        template("noon")


@EACH
def test_all_inks_can_be_read_on_their_grounds(one: Template) -> None:
    p = one.look.palette
    pairs = [
        (p.ink, p.ground),
        (p.ink, p.surface),
        (p.ink, p.tint),
        (p.soft, p.ground),
        (p.on_accent, p.accent),
        (p.on_deep, p.deep),
    ]
    pairs += [(ink, ground) for ground, ink in p.alternates] + ([(p.ink, p.ground_end)] if p.ground_end else [])
    assert min(contrast(ink, ground) for ink, ground in pairs) >= 4.5
    if one.id != "poster":
        assert contrast(p.soft, p.surface) >= 4.5


@EACH
def test_entries_take_as_long_as_the_eye_likes(one: Template) -> None:
    assert 350 <= one.look.motion.entry_ms <= 600
    assert one.about
    assert one.good_for


@EACH
def test_its_presenter_is_one_of_the_cast(one: Template) -> None:
    assert one.avatar in {avatar.id for avatar in AVATARS}
