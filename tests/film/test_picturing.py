"""What a shot's picture is and why, and how well another would fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.film import Asset, Footage, Format, Item, Layout, Picture, Slide
from core.film.brief import Aspect
from core.film.licences import Credit
from core.film.picturing import PictureKind, layout_fit, material, picture_fit
from core.film.prompting import MOST_WORDS, picture_prompt, style_prompt, telling, words_for
from core.film.specimens import SPECIMENS
from core.film.templates import TEMPLATES
from core.value import Blob

BLOB = Blob(digest="a" * 32, suffix=".jpg", size=1)
PHOTO = Picture(blob=BLOB, width=1600, height=900, alt="A lighthouse in a storm")
CLIP = Footage(blob=BLOB, duration_ms=900)
PEXELS = Credit(author="Ada", source="Pexels", licence="Pexels licence")


def shown(**changes: object) -> Slide:
    return Slide(layout=Layout.STILL, headline="Storm", picture=PHOTO.model_copy(update=changes))


@pytest.mark.parametrize(
    ("slide", "kind", "said"),
    [
        (Slide(layout=Layout.BULLETS, items=(Item(title="One"), Item(title="Two"))), PictureKind.DRAWN, "2 points come in"),
        (Slide(layout=Layout.BULLETS, headline="x", picture=PHOTO), PictureKind.DRAWN, "Its points"),
        (shown(), PictureKind.OWN, "handed in"),
        (shown(credit=PEXELS), PictureKind.STOCK, "by Ada from Pexels"),
        (shown(credit=Credit(author="Ada", licence="CC BY 4.0")), PictureKind.OWN, "handed in"),
        (shown(made_by="m at S"), PictureKind.STILL, "Painted for it by m at S"),
        (shown(made_by="m at S", original=PHOTO), PictureKind.STILL, "The original is kept"),
        (shown(footage=CLIP), PictureKind.OWN, "A clip that was handed in"),
        (shown(footage=CLIP.model_copy(update={"made_by": "v at S"})), PictureKind.CLIP, "A clip that v at S made"),
    ],
)
def test_every_kind_of_picture_says_what_it_is_and_why(slide: Slide, kind: PictureKind, said: str) -> None:
    found = material(slide)
    assert found.kind is kind
    assert said in found.why
    assert found.why.endswith(".")


def test_a_picture_that_the_text_shows_is_called_by_its_name_there() -> None:
    assert "harbor.png" in material(shown(), (Asset(name="harbor.png", blob=BLOB, width=1, height=1),)).why


@pytest.mark.parametrize("layout", list(Layout))
def test_every_layout_has_a_reason(layout: Layout) -> None:
    fit = layout_fit(SPECIMENS[layout], layout)
    assert fit.why
    assert 0 < fit.score < 1


def test_more_words_in_common_a_nearer_shape_and_more_pixels_each_fit_better() -> None:
    frame, words = Format(aspect=Aspect.WIDE), "storm lighthouse"
    best = picture_fit("A lighthouse in a storm", (1920, 1080), words, frame)
    assert best.why == "Shows storm and lighthouse; large enough"
    assert best.score > picture_fit("A lighthouse", (1920, 1080), words, frame).score
    assert best.score > picture_fit("A lighthouse in a storm", (1080, 1920), words, frame).score
    assert best.score > picture_fit("A lighthouse in a storm", (192, 108), words, frame).score
    assert picture_fit("A street", (1920, 1080), words, frame).why == "Has none of the line’s words; large enough"


@given(st.text(max_size=40), st.integers(1, 9000), st.integers(1, 9000), st.text(max_size=60), st.sampled_from(list(Aspect)))
def test_a_fit_lies_between_nothing_and_all_and_is_the_same_again(told: str, w: int, h: int, words: str, aspect: Aspect) -> None:
    fit = picture_fit(told, (w, h), words, Format(aspect=aspect))
    assert 0 <= fit.score <= 1
    assert fit == picture_fit(told, (w, h), words, Format(aspect=aspect))


@given(st.text(max_size=80), st.text(max_size=200))
def test_a_search_has_few_words_and_each_says_something(headline: str, narration: str) -> None:
    words = words_for(headline, narration).split()
    assert len(words) <= MOST_WORDS
    assert set(words) <= set(telling(f"{headline} {narration}"))


def test_prompts_name_the_looks_colours_and_keep_letters_out() -> None:
    palette = TEMPLATES[0].look.palette
    for prompt in (picture_prompt("Offline", "Work without a signal.", palette), style_prompt("Daylight", palette)):
        assert palette.accent in prompt
        assert "no text" in prompt.lower()
    assert "Offline. Work without a signal." in picture_prompt("Offline.", "Work without a signal.", palette)
    assert "Daylight" in style_prompt("Daylight", palette)
