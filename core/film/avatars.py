"""The cast: presenters chosen by eye, in five drawing styles."""

from __future__ import annotations

from types import MappingProxyType

from core.errors import UnknownChoice
from core.film.casting import Avatar

_AUTHORS: MappingProxyType[str, tuple[str, str]] = MappingProxyType(
    {
        "avataaars": (
            "Pablo Stanley, “Avataaars” (https://avataaars.com/), remixed by DiceBear",
            "Free for personal and commercial use (https://avataaars.com/)",
        ),
        "toon-head": (
            "Johan Melin, “ToonHead” (https://www.figma.com/community/file/1589627891082866389), remixed by DiceBear",
            "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)",
        ),
        "personas": (
            "Draftbit, “Personas” (https://personas.draftbit.com/), remixed by DiceBear",
            "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)",
        ),
        "micah": (
            "Micah Lanier, “Avatar Illustration System” (https://www.figma.com/community/file/829741575478342595), "
            "remixed by DiceBear",
            "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)",
        ),
        "notionists": (
            "Zoish, “Notionists” (https://heyzoish.gumroad.com/l/notionists), remixed by DiceBear",
            "CC0 1.0 (https://creativecommons.org/publicdomain/zero/1.0/)",
        ),
    }
)
"""Author and licence of each style, as its definition states them."""

_STYLE_REST: MappingProxyType[str, dict[str, str]] = MappingProxyType(
    {
        "avataaars": {"eyesVariant": "default", "eyebrowsVariant": "defaultNatural", "mouthVariant": "smile",
                      "facialHairProbability": "0", "accessoriesProbability": "0"},
        "toon-head": {"eyesVariant": "wide", "eyebrowsVariant": "happy", "mouthVariant": "smile", "hairProbability": "100",
                      "beardProbability": "0", "rearHairProbability": "0"},
        "personas": {"eyesVariant": "open", "mouthVariant": "smile", "noseVariant": "smallRound", "clothesVariant": "rounded",
                     "facialHairProbability": "0"},
        "micah": {"eyesVariant": "eyes", "eyebrowsVariant": "up", "mouthVariant": "smile", "noseVariant": "curve",
                  "earsVariant": "attached", "hairProbability": "100", "facialHairProbability": "0", "glassesProbability": "0",
                  "earringsProbability": "0"},
        "notionists": {"eyesVariant": "variant05", "eyebrowsVariant": "variant12", "mouthVariant": "variant30",
                       "beardProbability": "0", "glassesProbability": "0", "gestureProbability": "0",
                       "clothesGraphicProbability": "0"},
    }
)  # fmt: skip
"""What all presenters of a style share unless they say otherwise; the rigs act from these."""


def _cast(id: str, name: str, style: str, voice: str, about: str, **chosen: str) -> Avatar:
    author, licence = _AUTHORS[style]
    options = {**_STYLE_REST[style], **chosen}
    return Avatar(id=id, name=name, style=style, options=tuple(sorted(options.items())), voice=voice,
                  author=author, licence=licence, about=about)  # fmt: skip


AVATARS: tuple[Avatar, ...] = (
    _cast("maya", "Maya", "avataaars", "warm", "Product lead with long dark hair and a blazer; at home in release notes.",
          topVariant="straight01", hairColor="2c1b18", skinColor="ae5d29", clothesVariant="blazerAndShirt",
          clothesColor="262e33"),
    _cast("leo", "Leo", "avataaars", "brisk", "Engineer in a blue hoodie and round glasses; relaxed and precise.",
          topVariant="shortFlat", hairColor="4a312c", skinColor="edb98a", clothesVariant="hoodie", clothesColor="5199e4",
          accessoriesProbability="100", accessoriesVariant="round", accessoriesColor="3c4f5c"),
    _cast("amira", "Amira", "avataaars", "bright", "Head of design in a teal hijab and a blazer.",
          topVariant="hijab", hatColor="25557c", skinColor="edb98a", clothesVariant="blazerAndSweater", clothesColor="3c4f5c"),
    _cast("marcus", "Marcus", "avataaars", "low", "Calm and bearded, in collar and sweater; good with numbers.",
          topVariant="theCaesar", hairColor="2c1b18", skinColor="614335", clothesVariant="collarAndSweater",
          clothesColor="25557c",
          facialHairProbability="100", facialHairVariant="beardLight", facialHairColor="2c1b18"),
    _cast("helen", "Helen", "avataaars", "warm", "Silver bob and glasses; thirty years of experience, none of it dusty.",
          topVariant="bob", hairColor="c3bcc0", skinColor="ffdbb4", clothesVariant="blazerAndShirt", clothesColor="25557c",
          accessoriesProbability="100", accessoriesVariant="prescription02", accessoriesColor="262e33"),
    _cast("arjun", "Arjun", "avataaars", "low", "Turban and a full beard; explains patiently.",
          topVariant="turban", hatColor="5199e4", skinColor="d08b5b", clothesVariant="blazerAndShirt", clothesColor="262e33",
          facialHairProbability="100", facialHairVariant="beardMedium", facialHairColor="2c1b18", hairColor="2c1b18"),
    _cast("nadia", "Nadia", "toon-head", "bright", "Hair up, jacket open, eyes wide awake.",
          hairVariant="bun", hairColor="2c1b18", skinColor="c68e7a", clothesVariant="openJacket", clothesColor="0b3286"),
    _cast("kai", "Kai", "toon-head", "brisk", "Side parting, shirt and pullover; quick and curious.",
          hairVariant="sideComed", hairColor="2c1b18", skinColor="a36b4f", clothesVariant="shirt", clothesColor="147f3c"),
    _cast("diego", "Diego", "toon-head", "low", "Trimmed full beard and a T-shirt; steady hands.",
          hairVariant="undercut", hairColor="724133", skinColor="f1c3a5", clothesVariant="tShirt", clothesColor="545454",
          beardProbability="100", beardVariant="fullBeard"),
    _cast("lena", "Lena", "toon-head", "warm", "Long blond waves and a dark turtleneck.",
          hairVariant="sideComed", rearHairProbability="100", rearHairVariant="longWavy", hairColor="d6b370", skinColor="f1c3a5",
          clothesVariant="turtleNeck", clothesColor="151613"),
    _cast("ines", "Inês", "personas", "bright", "A neat bob and a blue jumper; clear and friendly.",
          hairVariant="bobCut", hairColor="362c47", skinColor="e5a07e", clothingColor="456dff"),
    _cast("zuri", "Zuri", "personas", "warm", "Curly bun with a band, bright yellow top.",
          hairVariant="curlyBun", hairColor="362c47", skinColor="92594b", clothingColor="f3b63a"),
    _cast("otto", "Otto", "personas", "low", "Grey beard and strong glasses; has seen every outage.",
          hairVariant="balding", hairColor="dee1f5", skinColor="eeb4a4", clothesVariant="checkered", clothingColor="e24553",
          eyesVariant="glasses", facialHairProbability="100", facialHairVariant="beardMustache", facialHairColor="dee1f5"),
    _cast("sam", "Sam", "micah", "brisk", "Quiff, round glasses, open collar.",
          hairVariant="fonze", hairColor="000000", baseColor="f9c9b6", clothesVariant="collared", shirtColor="6bd9e9",
          glassesProbability="100", glassesVariant="round", glassesColor="000000"),
    _cast("rosa", "Rosa", "micah", "warm", "Full black hair, lashes, a sunny crew neck.",
          hairVariant="full", hairColor="000000", baseColor="ac6651", clothesVariant="crew", shirtColor="f4d150",
          eyebrowsVariant="eyelashesUp"),
    _cast("ada", "Ada", "micah", "bright", "A pixie cut and hoop earrings; makes hard things light.",
          hairVariant="pixie", hairColor="000000", baseColor="77311d", clothesVariant="open", shirtColor="fc909f",
          eyebrowsVariant="eyelashesUp", earringsProbability="100", earringsVariant="hoop", earringColor="f4d150"),
    _cast("noor", "Noor", "notionists", "warm", "Drawn in ink, long hair; made for essays and reviews.",
          hairVariant="variant41", clothesVariant="variant04", noseVariant="variant14"),
    _cast("eli", "Eli", "notionists", "low", "Drawn in ink, glasses and a jacket over a dark shirt.",
          hairVariant="variant21", clothesVariant="variant16", eyebrowsVariant="variant04", noseVariant="variant20",
          glassesProbability="100", glassesVariant="variant08"),
)  # fmt: skip
"""Everybody who can present, in the order of the gallery."""

_BY_ID: MappingProxyType[str, Avatar] = MappingProxyType({avatar.id: avatar for avatar in AVATARS})


def avatar(id: str) -> Avatar:
    """The presenter called `id`. Raises `UnknownChoice` with the names there are."""
    if id not in _BY_ID:
        raise UnknownChoice(f"There is no presenter called “{id}”. There are: {', '.join(_BY_ID)}.")
    return _BY_ID[id]
