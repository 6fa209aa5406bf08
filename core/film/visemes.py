"""Mouth shapes of speech: which one a sound asks for, and how strictly.

The classes follow the visemes of MPEG-4 face animation (ISO/IEC 14496-2, table C.1), split further where drawn mouths show
the difference: spread and lax vowels, `l` with its visible tongue, front rounded vowels. Letters are those of the IPA chart
(2020), which also covers every mnemonic that eSpeak NG emits in its IPA mode.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType


class Viseme(StrEnum):
    """A mouth shape."""

    REST = "rest"
    MBP = "mbp"
    FV = "fv"
    TH = "th"
    TD = "td"
    L = "l"
    SZ = "sz"
    CH = "ch"
    KG = "kg"
    R = "r"
    W = "w"
    H = "h"
    EE = "ee"
    IH = "ih"
    EH = "eh"
    AE = "ae"
    AH = "ah"
    UH = "uh"
    OH = "oh"
    OO = "oo"
    UE = "ue"


CLOSED = frozenset({Viseme.MBP})
"""Lips that must meet, however fast the speech."""

STRICT = frozenset({Viseme.MBP, Viseme.FV, Viseme.TH, Viseme.CH, Viseme.W, Viseme.SZ})
"""Shapes that keep their own form against their neighbours; the others yield."""

VOWELS = frozenset(
    {Viseme.EE, Viseme.IH, Viseme.EH, Viseme.AE, Viseme.AH, Viseme.UH, Viseme.OH, Viseme.OO, Viseme.UE}
)  # fmt: skip
"""Shapes of vowels: reached in part when they are short."""

_CLASSES: tuple[tuple[Viseme, str], ...] = (
    (Viseme.MBP, "p b m ɓ ʙ"),
    (Viseme.FV, "f v ɱ ⱱ ʋ"),
    (Viseme.TH, "θ ð"),
    (Viseme.TD, "t d n ɗ ʈ ɖ ɳ ɾ ɽ ᶑ ǀ ǃ ɺ"),
    (Viseme.L, "l ɫ ɭ ɬ ɮ ʎ ʟ ǁ"),
    (Viseme.SZ, "s z ɕ ʑ"),
    (Viseme.CH, "ʃ ʒ ʂ ʐ ɧ ǂ"),
    (Viseme.KG, "k ɡ g ŋ x ɣ q ɢ ɴ χ ʁ ʀ ɟ c ɲ ç ʝ ɠ ʄ ʛ ɰ"),
    (Viseme.R, "r ɹ ɻ ɚ ɝ"),
    (Viseme.W, "w ʍ ɥ ɸ β ʘ"),
    (Viseme.H, "h ɦ ʔ ħ ʕ ʜ ʢ ʡ"),
    (Viseme.EE, "i j ɨ"),
    (Viseme.IH, "ɪ ᵻ ɩ"),
    (Viseme.EH, "e ɛ"),
    (Viseme.AE, "æ a ᴂ"),
    (Viseme.AH, "ɑ ɐ ʌ ɒ ᴀ"),
    (Viseme.UH, "ə ɜ ɘ ɤ ɯ ᵊ ɞ"),
    (Viseme.OH, "o ɔ ɵ"),
    (Viseme.OO, "u ʊ ʉ ᵿ ᵝ ʷ"),
    (Viseme.UE, "y ʏ ø œ ɶ"),
)

BY_LETTER: MappingProxyType[str, Viseme] = MappingProxyType(
    {letter: viseme for viseme, letters in _CLASSES for letter in letters.split()}
)
"""Viseme of each IPA letter."""

_TOGETHER: tuple[tuple[str, tuple[Viseme, ...]], ...] = (
    ("tʃ", (Viseme.CH,)),
    ("dʒ", (Viseme.CH,)),
    ("tʂ", (Viseme.CH,)),
    ("dʐ", (Viseme.CH,)),
    ("tɕ", (Viseme.SZ,)),
    ("dʑ", (Viseme.SZ,)),
    ("ts", (Viseme.SZ,)),
    ("dz", (Viseme.SZ,)),
    ("pf", (Viseme.MBP, Viseme.FV)),
    ("ɜɹ", (Viseme.R,)),
    ("ɜr", (Viseme.R,)),
)
"""Affricates and r-coloured vowels: several letters, one movement."""

_SILENT = frozenset("ˈˌːˑʰʲˠˤⁿˡ˞͜͡‿|‖.-_:;,'\"~^?!()[]{}+/%#*@&=<>")
_NEUTRAL = Viseme.UH


@lru_cache(maxsize=4096)
def visemes_of(ipa: str) -> tuple[Viseme, ...]:
    """The shapes of one phoneme in their order; two for a diphthong, none for a pause or a tone.

    A letter that the table lacks (a new mnemonic) is read by what Unicode says of it: a letter opens the mouth neutrally,
    anything else is silent.
    """
    letters = "".join(c for c in unicodedata.normalize("NFD", ipa) if c not in _SILENT and unicodedata.category(c) != "Mn")
    found: list[Viseme] = []
    at = 0
    while at < len(letters):
        step, shapes = _read(letters, at)
        found.extend(shape for shape in shapes if not found or found[-1] is not shape)
        at += step
    return tuple(found)


def _read(letters: str, at: int) -> tuple[int, tuple[Viseme, ...]]:
    for text, shapes in _TOGETHER:
        if letters.startswith(text, at):
            return len(text), shapes
    letter = letters[at]
    known = BY_LETTER.get(letter) or BY_LETTER.get(letter.lower())
    if known is not None:
        return 1, (known,)
    return 1, (_NEUTRAL,) if unicodedata.category(letter) in {"Ll", "Lu", "Lo"} else ()


def viseme_of(ipa: str) -> Viseme:
    """The main shape of one phoneme: its vowel where it has one, else its first; `REST` for silence."""
    shapes = visemes_of(ipa)
    return next((shape for shape in shapes if shape in VOWELS), shapes[0] if shapes else Viseme.REST)


def is_pause(ipa: str) -> bool:
    """Whether nothing is articulated: eSpeak's pauses, an empty mnemonic, a bare stress or tone mark."""
    return not visemes_of(ipa)
