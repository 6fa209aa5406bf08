"""Whose a picture is: told in a line and read back, and named in the film where its licence asks for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine import digest
from core.film import Layout, Line, Picture, Slide
from core.film.avatars import AVATARS, avatar
from core.film.closing import TOGETHER, credits_in, credits_shot, pictures_line
from core.film.licences import LICENCES, Credit, credit_of, licence_of
from core.film.screenplay import from_markdown, to_markdown
from core.film.script import Script
from core.value import Blob

BLOB = Blob(digest="a" * 32, suffix=".jpg", size=1)
NAMES = st.text("abcdé ü-.'", min_size=1, max_size=20).filter(lambda text: bool(text.strip()))


def pictured(credit: Credit | None, layout: Layout = Layout.STILL) -> Slide:
    return Slide(layout=layout, headline="Storm", picture=Picture(blob=BLOB, width=4, height=3, credit=credit))


def by(author: str, licence: str = "CC BY 4.0", source: str = "") -> Credit:
    return Credit(author=author, source=source, licence=licence)


@given(NAMES, NAMES, st.sampled_from([licence.name for licence in LICENCES]))
def test_a_credit_told_in_a_line_is_read_back_the_same(author: str, source: str, licence: str) -> None:
    credit = Credit(author=author, source=source, licence=licence)
    assert credit_of(credit.line) == credit


def test_a_picture_of_an_older_session_keeps_its_credit() -> None:
    older = Picture.model_validate({"blob": BLOB, "width": 4, "height": 3, "credit": "Ada / Pexels, Pexels licence"})
    assert older.credit == by("Ada", "Pexels licence", "Pexels")
    nobody = Picture.model_validate({"blob": BLOB, "width": 4, "height": 3, "credit": ""})
    assert nobody.credit is None
    assert digest(nobody) == digest(Picture(blob=BLOB, width=4, height=3))


def test_a_licence_that_nobody_knows_asks_for_its_author() -> None:
    assert licence_of("Some licence of 1998").asks
    assert not licence_of("CC0 1.0").asks
    assert not licence_of("pixabay content licence").asks


def test_a_film_names_whom_licences_ask_to_be_named_and_nobody_else() -> None:
    slides = [pictured(by("Ada")), pictured(by("Zoe", "CC0 1.0")), pictured(by("Mia", "Pexels licence", "Pexels"))]
    shot = credits_shot(None, credits_in(slides), "en")
    assert shot is not None
    assert shot.narration == "Photographs by Ada and Mia."
    told = " ".join(f"{item.title} {item.text}" for item in shot.slide.items)
    assert "Ada" in told
    assert "creativecommons.org/licenses/by/4.0" in told
    assert "Zoe" not in told
    assert credits_shot(None, credits_in([pictured(by("Zoe", "CC0 1.0"))]), "en") is None
    assert credits_shot(None, (), "en") is None


def test_a_picture_that_no_layout_shows_owes_nothing() -> None:
    assert credits_in([pictured(by("Ada"), Layout.BULLETS), pictured(None)]) == ()


@given(st.lists(NAMES, min_size=1, max_size=12, unique_by=str.strip), st.sampled_from(["en", "de", "fr", "ja", "pl", "sv"]))
def test_every_author_is_shown_once_however_many_there_are(names: list[str], language: str) -> None:
    credits = tuple(by(name) for name in names)
    shot = credits_shot(None, (*credits, *credits), language)
    assert shot is not None
    assert sorted(name for item in shot.slide.items for name in item.title.split(", ")) == sorted(name.strip() for name in names)
    assert len(shot.slide.items) == -(-len(names) // TOGETHER)
    assert shot.slide.items[0].label
    assert not any(item.label for item in shot.slide.items[1:])


def test_two_authors_are_said_and_more_are_others() -> None:
    assert pictures_line([by("Ada")], "de-AT") == "Fotos von Ada."
    assert pictures_line([by("Ada"), by("Mia"), by("Ada")], "en") == "Photographs by Ada and Mia."
    assert pictures_line([by("Ada"), by("Mia"), by("Zoe")], "en") == "Photographs by Ada, Mia and others."
    assert pictures_line([], "en") == ""


def test_presenter_and_photographers_share_one_shot() -> None:
    asks = avatar("nadia")
    shot = credits_shot(asks, (by("Ada"),), "en")
    assert shot is not None
    assert shot.narration == "Presented by Nadia. Photographs by Ada."
    assert [item.label for item in shot.slide.items] == ["Nadia", "Photographs"]
    two = [by("Ada").model_copy(update={"page": f"https://example.org/{i}"}) for i in (1, 2)]
    again = credits_shot(asks, two, "en")
    assert again == shot
    assert credits_shot(AVATARS[0], (), "en") is None


@pytest.mark.parametrize("credit", [None, by("Ada, of the sea", "CC BY-SA 4.0", "Wikimedia Commons")])
def test_a_screenplay_keeps_whose_a_picture_is(credit: Credit | None) -> None:
    original = Picture(blob=BLOB, width=9, height=9, credit=credit)
    picture = Picture(blob=BLOB, width=4, height=3, credit=credit, made_by="a model", original=original)
    slide = Slide(layout=Layout.STILL, headline="Storm", picture=picture)
    script = Script(title="Storms", language="en", lines=(Line(narration="A storm.", slide=slide),))
    assert from_markdown(to_markdown(script), base=script) == script
