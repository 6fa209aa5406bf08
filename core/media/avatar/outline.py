"""The outlines of SVG (`d` attributes) as Skia paths, for clipping and for measuring."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import skia

from core.errors import ToolFailed

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_FLAGS = re.compile(r"([aA])([^A-Za-z]*)")


@lru_cache(maxsize=256)
def outline(d: str) -> skia.Path:
    """The path that `d` describes (SVG 2, section 9.3). Raises `ToolFailed` for a command that SVG does not have."""
    path = skia.Path()
    x = y = x0 = y0 = 0.0
    handle = (0.0, 0.0)
    for command, n in _segments(d):
        kind, dx, dy = command.upper(), 0.0, 0.0
        if command.islower():
            dx, dy = x, y
        if kind == "Z":
            path.close()
            x, y = x0, y0
        elif kind in "HV":
            x, y = (n[0] + dx, y) if kind == "H" else (x, n[0] + dy)
            path.lineTo(x, y)
        elif kind == "A":
            size = skia.Path.ArcSize.kLarge_ArcSize if n[3] else skia.Path.ArcSize.kSmall_ArcSize
            x, y = n[5] + dx, n[6] + dy
            path.arcTo(n[0], n[1], n[2], size, skia.PathDirection.kCW if n[4] else skia.PathDirection.kCCW, x, y)
        else:
            p = [(n[i] + dx, n[i + 1] + dy) for i in range(0, len(n), 2)]
            if kind in "ST":
                p.insert(0, (2 * x - handle[0], 2 * y - handle[1]))
            _draw(path, kind, p)
            x, y = p[-1]
            if kind == "M":
                x0, y0 = x, y
            if kind in "CSQT":
                handle = p[-2]
        if kind not in "CSQT":
            handle = (x, y)
    return path


def _draw(path: skia.Path, kind: str, p: list[tuple[float, float]]) -> None:
    flat = [value for point in p for value in point]
    if kind == "M":
        path.moveTo(*flat)
    elif kind == "L":
        path.lineTo(*flat)
    elif kind in "CS":
        path.cubicTo(*flat)
    else:
        path.quadTo(*flat)


def _segments(d: str) -> Iterator[tuple[str, list[float]]]:
    tokens = _TOKEN.findall(_FLAGS.sub(_spaced, d))
    at, command = 0, ""
    while at < len(tokens):
        if tokens[at].isalpha():
            command = tokens[at]
            at += 1
        count = _ARITY.get(command.upper())
        if count is None:
            raise ToolFailed(f"A drawing uses the path command “{command}”, which SVG does not have.")
        yield command, [float(token) for token in tokens[at : at + count]]
        at += count
        if command in "Mm":
            command = "L" if command == "M" else "l"
        if count == 0:
            command = ""


def _spaced(arc: re.Match[str]) -> str:
    """An arc's two flags may be written without blanks (`0 01-3`); set them apart."""
    number = r"[-+]?(?:\d+\.?\d*|\.\d+)"
    one = re.compile(
        rf"\s*({number})[\s,]*({number})[\s,]*({number})[\s,]*([01])[\s,]*([01])[\s,]*({number})[\s,]*({number})[\s,]*"
    )
    return arc[1] + one.sub(r"\1 \2 \3 \4 \5 \6 \7 ", arc[2])


def moved(path: skia.Path, dx: float, dy: float) -> skia.Path:
    """`path` elsewhere."""
    shifted = skia.Path()
    path.transform(skia.Matrix.Translate(dx, dy), shifted)
    return shifted
