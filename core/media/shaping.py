"""Characters to glyphs: runs of one face, script and direction, shaped by HarfBuzz, measured in em."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import uharfbuzz as hb
from uniseg.graphemecluster import grapheme_cluster_boundaries

from core.media.direction import base_level, levels
from core.media.fonts import MONOSPACED, Face, face_of, fallback

JOINING = frozenset({"Arab", "Syrc", "Mong", "Nkoo", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym"})
"""Scripts whose letters touch, so that tracking would tear them apart."""

_TAB_SPACES = 4


@dataclass(frozen=True)
class Setting:
    """How text is set, apart from its size. `tracking` in em."""

    family: str
    weight: int = 400
    italic: bool = False
    language: str = ""
    tracking: float = 0.0
    tabular: bool = False


@dataclass(frozen=True)
class Glyph:
    """A glyph as it follows the one to its left: offsets and advance in em, `at` the index of its first character."""

    id: int
    at: int
    dx: float
    dy: float
    advance: float


@dataclass(frozen=True)
class Run:
    """Glyphs of one face in visual order; `level` is even for left to right."""

    face: Face
    glyphs: tuple[Glyph, ...]
    level: int


@dataclass(frozen=True)
class Shaped:
    """A paragraph or a line: its runs in logical order, and the advance (em) that each character brings."""

    runs: tuple[Run, ...]
    advances: tuple[float, ...]
    missing: str
    base: int


@lru_cache(maxsize=4096)
def graphemes(text: str) -> tuple[int, ...]:
    """Where user-perceived characters begin, and the end (UAX 29)."""
    if text.isascii():
        return tuple(range(len(text) + 1))
    return tuple(grapheme_cluster_boundaries(text)) or (0,)


@lru_cache(maxsize=8192)
def script_of(char: str) -> str | None:
    """ISO 15924 code of the script of `char`; None for what belongs to all."""
    buffer = hb.Buffer()
    buffer.add_str(char)
    buffer.guess_segment_properties()
    found: str | None = buffer.script
    return None if found in (None, "Zyyy", "Zinh", "Zzzz") else found


@lru_cache(maxsize=2048)
def shape(text: str, setting: Setting, base: int | None = None) -> Shaped:
    """`text` (one line, no line ends) as glyphs. `base` is the paragraph's direction; None: found from the text."""
    direction = base_level(text) if base is None else base
    shown, pieces, missing = _pieces(text, setting, levels(text, direction))
    advances = [0.0] * len(text)
    runs = []
    for start, end, face, script, level in pieces:
        run = _shape_run(shown, text, start, end, face, script, level, setting)
        for glyph in run.glyphs:
            advances[glyph.at] += glyph.advance
        runs.append(run)
    return Shaped(tuple(runs), tuple(advances), missing, direction)


_Piece = tuple[int, int, Face, str | None, int]


def _pieces(text: str, setting: Setting, level_of: tuple[int, ...]) -> tuple[str, list[_Piece], str]:
    """Itemisation: stretches of one face, script and level; what nobody can draw becomes space and is returned."""
    bounds = graphemes(text)
    clusters = list(pairwise(bounds))
    scripts = _filled([next((s for c in text[a:b] if (s := script_of(c))), None) for a, b in clusters])
    language = setting.language or _language_hint(scripts)
    shown: list[str] = []
    pieces: list[_Piece] = []
    missing: list[str] = []
    primary = face_of(setting.family, setting.weight, setting.italic)
    previous = primary
    for (first, last), script in zip(clusters, scripts, strict=True):
        cluster = text[first:last]
        face = _face_for(cluster, script, primary, previous, setting, language)
        if face is None:
            missing.append(cluster)
            cluster, face = " " + "\u200b" * (last - first - 1), primary
        shown.append("".join(" " if unicodedata.category(char) == "Cc" else char for char in cluster))
        key = (face, script, level_of[first])
        if pieces and (pieces[-1][2], pieces[-1][3], pieces[-1][4]) == key:
            pieces[-1] = (pieces[-1][0], last, *key)
        else:
            pieces.append((first, last, *key))
        previous = face
    return "".join(shown), pieces, "".join(dict.fromkeys(missing))


def _filled(scripts: list[str | None]) -> list[str | None]:
    """Characters of no script take that of what precedes them, the first ones that of what follows."""
    first = next((script for script in scripts if script), None)
    filled, last = [], first
    for script in scripts:
        last = script or last
        filled.append(last)
    return filled


def _language_hint(scripts: list[str | None]) -> str:
    found = set(scripts)
    if found & {"Hira", "Kana"}:
        return "ja"
    return "ko" if "Hang" in found else ""


def _ignorable(char: str) -> bool:
    """Whether a character may lack a glyph: controls, joiners and variation selectors."""
    selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selector or unicodedata.category(char) in ("Cf", "Cc", "Zl", "Zp")


def _is_emoji(cluster: str) -> bool:
    """Whether a cluster is shown as a picture: by selector, as a flag, or by default (wide symbols outside CJK blocks)."""
    first = cluster[0]
    if "\ufe0e" in cluster:
        return False
    if "\ufe0f" in cluster or "\U0001f1e6" <= first <= "\U0001f1ff":
        return True
    symbol = unicodedata.east_asian_width(first) == "W" and unicodedata.category(first) in ("So", "Sk")
    return symbol and (first >= "\U0001f000" or "\u231a" <= first < "\u2e80")


def _face_for(cluster: str, script: str | None, primary: Face, previous: Face, setting: Setting, language: str) -> Face | None:
    needed = "".join(char for char in cluster if not _ignorable(char))
    emoji = _is_emoji(cluster)
    if not emoji and all(primary.has(char) for char in needed):
        return primary
    if needed.isspace() or (not emoji and script_of(cluster[0]) is None and all(previous.has(char) for char in needed)):
        return previous
    return _fallback(needed, setting.family, setting.weight, setting.italic, language, script, emoji)


_fallback = lru_cache(maxsize=8192)(fallback)


def _features(text: str, setting: Setting) -> dict[str, int | bool]:
    features: dict[str, int | bool] = {"kern": True, "liga": setting.tracking <= 0.01}
    if setting.tabular:
        features["tnum"] = True
    if setting.family in MONOSPACED or "--" in text:  # a dash in the place of two hyphens would be another command
        features["calt"] = features["liga"] = False
    return features


def _shape_run(shown: str, text: str, start: int, end: int, face: Face, script: str | None, level: int, setting: Setting) -> Run:
    buffer = hb.Buffer()
    buffer.add_str(shown, start, end - start)
    buffer.direction = "rtl" if level % 2 else "ltr"
    if script:
        buffer.script = script
    buffer.guess_segment_properties()
    if setting.language:
        buffer.language = setting.language
    hb.shape(face.shaper, buffer, _features(text[start:end], setting))
    em = face.upem
    glyphs = [
        Glyph(info.codepoint, info.cluster, spot.x_offset / em, spot.y_offset / em, spot.x_advance / em)
        for info, spot in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]
    if setting.tracking and script not in JOINING:
        glyphs = _tracked(glyphs, setting.tracking)
    if "\t" in text[start:end]:
        glyphs = [Glyph(g.id, g.at, g.dx, g.dy, g.advance * _TAB_SPACES) if text[g.at] == "\t" else g for g in glyphs]
    if setting.tabular:
        glyphs = _tabular(glyphs, text, face)
    return Run(face, tuple(glyphs), level)


def _tracked(glyphs: list[Glyph], tracking: float) -> list[Glyph]:
    """Room after each cluster, once, after its last glyph."""
    return [
        Glyph(g.id, g.at, g.dx, g.dy, g.advance + tracking) if i + 1 == len(glyphs) or glyphs[i + 1].at != g.at else g
        for i, g in enumerate(glyphs)
    ]


def _tabular(glyphs: list[Glyph], text: str, face: Face) -> list[Glyph]:
    """Digits in the middle of cells as wide as the widest digit, also where a face has no such figures."""
    cell = max(face.shaper.get_glyph_h_advance(face.typeface.unicharToGlyph(ord(digit))) for digit in "0123456789") / face.upem
    cell = max([cell] + [g.advance for g in glyphs if text[g.at] in "0123456789"])
    return [Glyph(g.id, g.at, g.dx + (cell - g.advance) / 2, g.dy, cell) if text[g.at] in "0123456789" else g for g in glyphs]
