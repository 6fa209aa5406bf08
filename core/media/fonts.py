"""Typefaces by family name: the packaged ones, and the machine's own for characters that those lack."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

import skia
import uharfbuzz as hb

from core.errors import PipelineError, UnknownChoice

MONOSPACED = frozenset({"JetBrains Mono"})
"""Families whose columns must line up."""

_SOURCE_WEIGHTS = {200: "ExtraLight", 300: "Light", 400: "Regular", 600: "Semibold", 700: "Bold", 900: "Black"}
_SOURCE_ITALICS = {200: "ExtraLightIt", 300: "LightIt", 400: "It", 600: "SemiboldIt", 700: "BoldIt", 900: "BlackIt"}
_HANKEN = {300: "Light", 400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
_SANS = ("Source Sans", "JetBrains Mono")
_MANROPE = {200: "ExtraLight", 300: "Light", 400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}


@dataclass(frozen=True)
class _Family:
    package: str
    pattern: str
    upright: dict[int, str]
    italic: dict[int, str]
    twins: tuple[str, ...]
    """Packaged families to ask next for a character that this one lacks."""
    serif: bool = False


_FAMILIES = {
    "Manrope": _Family("font_manrope", "files/Manrope-{}.ttf", _MANROPE, {}, _SANS),
    "Hanken Grotesk": _Family(
        "font_hanken_grotesk", "files/HankenGrotesk-{}.otf", _HANKEN,
        {weight: ("Italic" if weight == 400 else f"{name}Italic") for weight, name in _HANKEN.items()},
        _SANS),
    "Source Serif": _Family(
        "font_source_serif_pro", "files/SourceSerifPro-{}.otf", _SOURCE_WEIGHTS, _SOURCE_ITALICS, _SANS, True),
    "Source Sans": _Family(
        "font_source_sans_pro", "files/SourceSansPro-{}.otf", _SOURCE_WEIGHTS, _SOURCE_ITALICS, ("JetBrains Mono",)),
    "JetBrains Mono": _Family(
        "core.media", "typefaces/JetBrainsMono-{}.ttf", {400: "Regular", 700: "Bold"}, {}, ("Source Sans",)),
}  # fmt: skip

_NOTO = {
    "Arab": "Arabic", "Armn": "Armenian", "Beng": "Bengali", "Cher": "Cherokee", "Deva": "Devanagari", "Ethi": "Ethiopic",
    "Geor": "Georgian", "Gujr": "Gujarati", "Guru": "Gurmukhi", "Hebr": "Hebrew", "Khmr": "Khmer", "Knda": "Kannada",
    "Laoo": "Lao", "Mlym": "Malayalam", "Mymr": "Myanmar", "Orya": "Oriya", "Sinh": "Sinhala", "Taml": "Tamil",
    "Telu": "Telugu", "Thai": "Thai", "Tibt": "Tibetan",
}  # fmt: skip
"""The Noto families' names for ISO 15924 scripts."""

_EMOJI = ("Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji")


@dataclass(frozen=True, eq=False)
class Face:
    """One typeface, for shaping (`shaper`, in font units) and for drawing (`typeface`). Lengths in em."""

    name: str
    typeface: skia.Typeface
    shaper: hb.Font
    upem: int

    def has(self, char: str) -> bool:
        """Whether there is a glyph for `char`."""
        return bool(self.typeface.unicharToGlyph(ord(char)))

    @cached_property
    def cap_height(self) -> float:
        """Height of `H` over the baseline."""
        return -self._extent("H")[0]

    @cached_property
    def ascent(self) -> float:
        """How far ordinary letters rise over the baseline."""
        return max(-self._extent(char)[0] for char in "Hdlk")

    @cached_property
    def descent(self) -> float:
        """How far ordinary letters fall below the baseline."""
        return max(self._extent(char)[1] for char in "pgq")

    def _extent(self, char: str) -> tuple[float, float]:
        font = self.font(1000)
        box = font.getBounds([self.typeface.unicharToGlyph(ord(char))])[0]
        return box.top() / 1000, box.bottom() / 1000

    def font(self, size: float) -> skia.Font:
        """For drawing at `size` pixels: unhinted, at sub-pixel positions, so that widths scale exactly."""
        font = skia.Font(self.typeface, size)
        font.setHinting(skia.FontHinting.kNone)
        font.setSubpixel(True)
        font.setLinearMetrics(True)
        font.setBaselineSnap(False)
        font.setEdging(skia.Font.Edging.kAntiAlias)
        return font


def families() -> tuple[str, ...]:
    """Names of the packaged families."""
    return tuple(_FAMILIES)


def _family(name: str) -> _Family:
    found = _FAMILIES.get(name)
    if found is None:
        raise UnknownChoice(f"There is no typeface called {name!r}; choose one of {', '.join(_FAMILIES)}.")
    return found


def face_of(family: str, weight: int = 400, italic: bool = False) -> Face:
    """The packaged face nearest to what is asked; a family without italics stands upright.

    Raises UnknownChoice for a family that is not packaged.
    """
    known = _family(family)
    styles = known.italic if italic and known.italic else known.upright
    nearest = min(styles, key=lambda have: (abs(have - weight), -have))
    return _packaged(known.package, known.pattern.format(styles[nearest]))


@lru_cache(maxsize=64)
def _packaged(package: str, path: str) -> Face:
    content = files(package).joinpath(path).read_bytes()
    typeface = skia.Typeface.MakeFromData(skia.Data.MakeWithCopy(content))
    if typeface is None:
        raise PipelineError(f"The packaged typeface {path} cannot be read.", hint="Install the studio's packages again.")
    face = hb.Face(content)
    return Face(path.rpartition("/")[2], typeface, hb.Font(face), face.upem)


def fallback(chars: str, family: str, weight: int, italic: bool, language: str, script: str | None, emoji: bool) -> Face | None:
    """A face that has all of `chars` where `family` has not: packaged ones first, then the machine's; None: nobody has them."""
    known = _family(family)
    style = (weight, italic)
    if emoji:
        for name in _EMOJI:
            found = _installed(name, *style)
            if found and _covers(found, chars):
                return found
    for name in known.twins:
        found = face_of(name, *style)
        if _covers(found, chars):
            return found
    for name in _preferred(script, language, known.serif):
        found = _installed(name, *style)
        if found and _covers(found, chars):
            return found
    return next((found for char in chars if (found := _any(char, weight, italic, language)) and _covers(found, chars)), None)


def _covers(face: Face, chars: str) -> bool:
    return all(face.has(char) for char in chars)


def _preferred(script: str | None, language: str, serif: bool) -> tuple[str, ...]:
    if script in ("Hira", "Kana"):
        region = "JP"
    elif script == "Hang":
        region = "KR"
    elif script in ("Hani", "Bopo") or (script is None and language[:2] in ("ja", "zh", "ko")):
        region = _han_region(language)
    else:
        name = _NOTO.get(script or "")
        kinds = ("Serif", "Sans") if serif else ("Sans", "Serif")
        return tuple(f"Noto {kind} {name}" for kind in kinds) if name else ()
    return (f"Noto Serif CJK {region}", f"Noto Sans CJK {region}") if serif else (f"Noto Sans CJK {region}",)


def _han_region(language: str) -> str:
    tag = language.lower()
    if tag.startswith("zh"):
        if "hk" in tag or "mo" in tag.split("-"):
            return "HK"
        return "TC" if "tw" in tag or "hant" in tag else "SC"
    return {"ja": "JP", "ko": "KR"}.get(tag[:2], "SC")


@lru_cache(maxsize=1)
def _system() -> skia.FontMgr:
    return skia.FontMgr()


def _skia_style(weight: int, italic: bool) -> skia.FontStyle:
    slant = skia.FontStyle.kItalic_Slant if italic else skia.FontStyle.kUpright_Slant
    return skia.FontStyle(weight, skia.FontStyle.kNormal_Width, slant)


@lru_cache(maxsize=256)
def _installed(name: str, weight: int, italic: bool) -> Face | None:
    typeface = _system().matchFamilyStyle(name, _skia_style(weight, italic))
    return _system_face(typeface) if typeface is not None and typeface.getFamilyName() == name else None


@lru_cache(maxsize=4096)
def _any(char: str, weight: int, italic: bool, language: str) -> Face | None:
    hint = [language] if language else []
    typeface = _system().matchFamilyStyleCharacter("", _skia_style(weight, italic), hint, ord(char))
    return _system_face(typeface) if typeface is not None else None


_opened: dict[str, Face] = {}


def _system_face(typeface: skia.Typeface) -> Face:
    """One Face for each installed typeface, however it was found."""
    name = f"{typeface.getFamilyName()} {typeface.fontStyle().weight()} {typeface.fontStyle().slant()}"
    if name not in _opened:
        face = hb.Face(_font_file(typeface))
        _opened[name] = Face(name, typeface, hb.Font(face), face.upem)
    return _opened[name]


def _font_file(typeface: skia.Typeface) -> bytes:
    """The typeface's tables as one OpenType file (table directory as in the OpenType specification, checksums left out)."""
    tables = [(tag, bytes(typeface.getTableData(tag))) for tag in sorted(typeface.getTableTags())]
    compact = any(tag == int.from_bytes(b"CFF ", "big") for tag, _ in tables)
    header = struct.pack(">4sHHHH", b"OTTO" if compact else b"\0\1\0\0", len(tables), 0, 0, 0)
    at = len(header) + 16 * len(tables)
    directory, content = [], []
    for tag, table in tables:
        directory.append(struct.pack(">IIII", tag, 0, at, len(table)))
        padded = table + b"\0" * (-len(table) % 4)
        content.append(padded)
        at += len(padded)
    return b"".join((header, *directory, *content))


def coverage(text: str, family: str = "Manrope") -> str:
    """Those characters of `text` that neither the packaged typefaces nor the machine's can draw."""
    face = face_of(family)
    lacking = (char for char in dict.fromkeys(text) if not char.isspace() and not face.has(char))
    return "".join(char for char in lacking if fallback(char, family, 400, False, "", None, False) is None)
