"""What people hand in, as text and pictures: decoded, measured, refused with a reason."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote

from core.engine import Store
from core.errors import BadInput, BriefTooLong, NotText
from core.film import Asset, Footage, Picture
from core.value import Value

LARGEST_FILE = 8_000_000
"""Bytes of a source file that are read."""

LARGEST_PICTURE = 40_000_000
"""Bytes of a picture that is taken in."""

LARGEST_CLIP = 200_000_000
"""Bytes of a clip that is taken in."""

CLIPS = (".mp4", ".mov", ".webm", ".m4v")
"""How the names of clips end."""

_PICTURE = re.compile(r"!\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|<img[^>]+src=[\"']([^\"']+)[\"']", re.IGNORECASE)
_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp")


class Handed(Value):
    """Files that were handed in: their texts in one piece, and their pictures."""

    text: str = ""
    assets: tuple[Asset, ...] = ()


def decoded(raw: bytes, name: str) -> str:
    """The text of a file. Raises `NotText` for what is not UTF-8 (with or without mark) or UTF-16 with a mark."""
    if len(raw) > LARGEST_FILE:
        raise BriefTooLong(f"{name} has {len(raw) / 1e6:.1f} MB; at most {LARGEST_FILE / 1e6:.0f} MB are read.")
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(f"{name} is not readable text: byte {error.start + 1} is not UTF-8.") from error
    strange = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v" for c in text[:20_000])
    if "\x00" in text or strange > len(text[:20_000]) // 50:
        raise NotText(f"{name} holds binary data, not text.")
    return text


def pictures_named(source: str) -> tuple[str, ...]:
    """The local pictures that a Markdown text refers to, in order, each once."""
    names = [unquote(a or b) for a, b in _PICTURE.findall(source)]
    return tuple(
        dict.fromkeys(n for n in names if "://" not in n and not n.startswith("data:") and n.lower().endswith(_SUFFIXES))
    )


def assets_of(source: str, folder: Path, store: Store) -> tuple[Asset, ...]:
    """The pictures beside a source file, or below its folder, that it refers to, taken into the store.

    One that is missing is left out, and so is one elsewhere: a text from a stranger must not pull private files into a film.
    """
    found = []
    home = folder.resolve()
    for name in pictures_named(source):
        path = folder / name
        try:
            there = path.is_file() and path.resolve().is_relative_to(home)
        except (OSError, ValueError):  # no name that a file could have
            there = False
        if there:
            found.append(asset_of(name, path.read_bytes(), store))
    return tuple(found)


def asset_of(name: str, raw: bytes, store: Store) -> Asset:
    """A picture taken into the store. Raises `BadInput` for what is none."""
    if len(raw) > LARGEST_PICTURE:
        raise BadInput(f"{name} has {len(raw) / 1e6:.0f} MB; at most {LARGEST_PICTURE / 1e6:.0f} MB are taken.")
    suffix = Path(name).suffix.lower()
    if suffix not in _SUFFIXES:
        raise BadInput(f"{name} is not a kind of picture that is taken: {', '.join(_SUFFIXES)}.")
    from core.media.conform import measure

    blob = store.put_bytes(raw, suffix)
    width, height = measure(store.path(blob), name)
    return Asset(name=name, blob=blob, width=width, height=height)


def picture_of(name: str, raw: bytes, store: Store) -> Picture:
    """A picture or a clip taken into the store, to be shown in a shot. Raises `BadInput` for what is neither."""
    if Path(name).suffix.lower() not in CLIPS:
        asset = asset_of(name, raw, store)
        return Picture(blob=asset.blob, width=asset.width, height=asset.height, alt=asset.name)
    if len(raw) > LARGEST_CLIP:
        raise BadInput(f"{name} has {len(raw) / 1e6:.0f} MB; at most {LARGEST_CLIP / 1e6:.0f} MB are taken.")
    from core.media.clips import first_picture, measure_clip

    clip = store.put_bytes(raw, Path(name).suffix.lower())
    measured = measure_clip(store.path(clip), name)
    with store.scratch() as scratch:
        still = scratch.new(".png")
        first_picture(store.path(clip), still)
        blob = store.put_file(still)
    footage = Footage(blob=clip, duration_ms=measured.duration_ms)
    return Picture(blob=blob, width=measured.width, height=measured.height, alt=name, footage=footage)
