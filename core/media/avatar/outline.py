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
    pen = _Pen()
    for command, numbers in _segments(d):
        pen.draw(command, numbers)
    return pen.path


class _Pen:
    """Where the pen is, where its contour began, and the last handle, which smooth curves mirror."""

    def __init__(self) -> None:
        self.path = skia.Path()
        self._x = self._y = 0.0
        self._start = self._handle = (0.0, 0.0)

    def draw(self, command: str, n: list[float]) -> None:
        """One command with its numbers; small letters count from where the pen is."""
        kind = command.upper()
        dx, dy = (self._x, self._y) if command.islower() else (0.0, 0.0)
        if kind == "Z":
            self.path.close()
            self._go(*self._start)
        elif kind == "H":
            self._line(n[0] + dx, self._y)
        elif kind == "V":
            self._line(self._x, n[0] + dy)
        elif kind == "A":
            self._arc(n, n[5] + dx, n[6] + dy)
        else:
            self._curve(kind, [(n[i] + dx, n[i + 1] + dy) for i in range(0, len(n), 2)])

    def _go(self, x: float, y: float) -> None:
        self._x, self._y = x, y
        self._handle = (x, y)

    def _line(self, x: float, y: float) -> None:
        self.path.lineTo(x, y)
        self._go(x, y)

    def _arc(self, n: list[float], x: float, y: float) -> None:
        size = skia.Path.ArcSize.kLarge_ArcSize if n[3] else skia.Path.ArcSize.kSmall_ArcSize
        self.path.arcTo(n[0], n[1], n[2], size, skia.PathDirection.kCW if n[4] else skia.PathDirection.kCCW, x, y)
        self._go(x, y)

    def _curve(self, kind: str, points: list[tuple[float, float]]) -> None:
        if kind in "ST":
            points.insert(0, (2 * self._x - self._handle[0], 2 * self._y - self._handle[1]))
        flat = [value for point in points for value in point]
        if kind == "M":
            self.path.moveTo(*flat)
            self._start = points[0]
        elif kind == "L":
            self.path.lineTo(*flat)
        elif kind in "CS":
            self.path.cubicTo(*flat)
        else:
            self.path.quadTo(*flat)
        self._go(*points[-1])
        if kind in "CSQT":
            self._handle = points[-2]


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
