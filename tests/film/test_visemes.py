"""Every sound has a mouth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.film.visemes import BY_LETTER, CLOSED, VOWELS, Viseme, is_pause, viseme_of, visemes_of

EMITTED = {
    "en-us": "b d f h i iː j k l m n p s t uː w æ ð ɐ ɔːɹ ə ɚ ɡ ɪ ɹ ʃ ˈeɪ ˈiː ˈoʊ ˈuː ˈæ ˈɔːɹ ˈɛ ˈɛɹ ˈɪ ˈʌ ˌaʊ ˌeɪ ᵻ "
    "tʃ dʒ ŋ θ ʒ v z ɜː aɪ ɔɪ ɾ",
    "de": "b d k l n oː p r s t v z ç ə ɜ ɡ ɪ ɾ ʃ ʊ ˈa ˈuː ˈøː ˈɑː ˈɔø ˈɛ ˈɪ ˈʊ ˈʏ ˌyː ˌʊ pf ts x œ ɐ aɪ aʊ",
    "es": "a e i j k l m n o p r s t w ð ɣ ɾ ʎ ˈa ˈe ˈo ˈoɪ ˈu ˌe β tʃ θ ɲ x",
    "fr": "a b d e i l n o p t u v y ø œ̃ ɔ̃ ə- ɛ ʁ ʒ ˈi ˈo ˈu ˈø ˈɔ ɑ̃ ɥ œ ʃ",
    "pt-br": "aɪ d eɪ i j k l m n o p r s t tʃ v y æ ŋ ɛ ɡ ʃ ʊ ʒ ˈa ˈe ˈeɪ ˈo ˈɐ̃ʊ ˈɛʊ ˌa ˌo ˌɐ̃ʊ ˌɔ ũ ĩ",
    "it": "a dʒ e f i l n o p r s t tʃ v z ɪ ɲ ɾ ʊ ʎ ˈa ˈi ˈo ˈɔ ˈɛ ˌa ˌo ˌɔ ts dz",
    "hi": "aː b eː h j m n s t z ɔː ɖ ə ɛː ɟ ɾ ʃ ʊ ˈaː ˈeː ˈoː ˈʌ ˌaː ˌə ˌɛː ʈ ɳ bʰ",
    "ja": "b d e̞ h i j k m n o̞ s t ts tɕ ä ũ ɕ ɯᵝ ɽ ˈe̞ ˈi ˈä ˌi ˌo̞ ˌä ˌɯᵝ ɸ",
    "cmn": "f i i. j kh m n p s s. t th ts.h tɕ w ŋ ɑ ɕ ə ˈa ˈei ˈi ˈiɑ ˈiɛ ˈo ˈu ˈuai ˈɑ ˈɑu χ y",
}
"""What eSpeak NG emits in its IPA mode for sample sentences, by language."""


@pytest.mark.parametrize("language", EMITTED)
def test_every_phoneme_of_the_languages_has_a_shape(language: str) -> None:
    for ipa in EMITTED[language].split():
        assert visemes_of(ipa), ipa
        assert viseme_of(ipa) is not Viseme.REST, ipa


def test_lips_meet_for_p_b_and_m_only() -> None:
    assert {letter for letter, viseme in BY_LETTER.items() if viseme in CLOSED} >= {"p", "b", "m"}
    assert not {letter for letter, viseme in BY_LETTER.items() if viseme in CLOSED} & set("tdkgfvszaeiou")


@pytest.mark.parametrize(
    ("ipa", "shapes"),
    [
        ("aɪ", (Viseme.AE, Viseme.IH)),
        ("tʃ", (Viseme.CH,)),
        ("ts", (Viseme.SZ,)),
        ("pf", (Viseme.MBP, Viseme.FV)),
        ("ˈoʊ", (Viseme.OH, Viseme.OO)),
        ("ɑ̃", (Viseme.AH,)),
        ("iː", (Viseme.EE,)),
    ],
)
def test_diphthongs_have_two_shapes_and_affricates_one(ipa: str, shapes: tuple[Viseme, ...]) -> None:
    assert visemes_of(ipa) == shapes


def test_the_main_shape_of_a_syllable_is_its_vowel() -> None:
    assert viseme_of("ɔːɹ") in VOWELS
    assert viseme_of("m") is Viseme.MBP


@pytest.mark.parametrize("silence", ["", "_:", "ˈ", "˧˥", "  ", "5", "‖"])
def test_pauses_tones_and_marks_are_silent(silence: str) -> None:
    assert is_pause(silence)
    assert viseme_of(silence) is Viseme.REST


@given(st.text(max_size=8))
def test_any_mnemonic_can_be_read(text: str) -> None:
    assert all(isinstance(shape, Viseme) for shape in visemes_of(text))


@given(st.characters(categories=["Ll", "Lo"]))
def test_an_unknown_letter_opens_the_mouth(letter: str) -> None:
    assert visemes_of(letter)


def test_there_are_at_least_fourteen_shapes() -> None:
    assert len(set(BY_LETTER.values())) >= 14
