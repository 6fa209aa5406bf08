"""SVG's shapes as Skia paths (SVG 2, chapters 9 and 10), as far as line icons use them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import skia

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_COMMAND = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
_FLAG = re.compile(r"[01]")
_ARC = (_NUMBER, _NUMBER, _NUMBER, _FLAG, _FLAG, _NUMBER, _NUMBER)
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7}


def path_of(kind: str, attributes: Mapping[str, str]) -> skia.Path:
    """The path of an SVG element. Raises ValueError for an element that is no basic shape."""

    def number(name: str) -> float:
        return float(attributes.get(name, 0))

    path = skia.Path()
    if kind == "path":
        _Pen(path).follow(attributes["d"])
    elif kind == "circle":
        path.addCircle(number("cx"), number("cy"), number("r"))
    elif kind == "ellipse":
        rx, ry = number("rx"), number("ry")
        path.addOval(skia.Rect.MakeXYWH(number("cx") - rx, number("cy") - ry, 2 * rx, 2 * ry))
    elif kind == "rect":
        radius = float(attributes.get("rx", attributes.get("ry", 0)))
        box = skia.Rect.MakeXYWH(number("x"), number("y"), number("width"), number("height"))
        path.addRoundRect(box, radius, float(attributes.get("ry", radius)))
    elif kind == "line":
        path.moveTo(number("x1"), number("y1")).lineTo(number("x2"), number("y2"))
    elif kind in ("polyline", "polygon"):
        values = [float(value) for value in _NUMBER.findall(attributes["points"])]
        path.addPoly([skia.Point(x, y) for x, y in zip(values[::2], values[1::2], strict=True)], kind == "polygon")
    else:
        raise ValueError(f"{kind} is not a basic shape")
    return path


class _Pen:
    """Follows path data; keeps what shorthand commands refer to."""

    def __init__(self, path: skia.Path) -> None:
        self._path = path
        self._x = self._y = self._start_x = self._start_y = 0.0
        self._control = (0.0, 0.0)
        self._last = ""

    def follow(self, data: str) -> None:
        """Adds everything that the path data `data` describes."""
        for command, rest in _COMMAND.findall(data):
            if command in "Zz":
                self._path.close()
                self._x, self._y = self._start_x, self._start_y
                self._last = "Z"
                continue
            for values in _arguments(command, rest):
                self._step(command, values)
                # Pairs after a moveto are linetos.
                command = {"M": "L", "m": "l"}.get(command, command)

    def _step(self, command: str, values: list[float]) -> None:
        kind = command.upper()
        ox, oy = (self._x, self._y) if command.islower() else (0.0, 0.0)
        if kind == "H":
            values = [values[0] + ox, self._y]
        elif kind == "V":
            values = [self._x, values[0] + oy]
        elif kind == "A":
            values = [*values[:5], values[5] + ox, values[6] + oy]
        else:
            values = [value + (oy if i % 2 else ox) for i, value in enumerate(values)]
        self._draw(kind, values)
        self._x, self._y = values[-2:]
        self._last = kind

    def _draw(self, kind: str, v: list[float]) -> None:
        if kind == "M":
            self._path.moveTo(v[0], v[1])
            self._start_x, self._start_y = v
        elif kind in "LHV":
            self._path.lineTo(v[0], v[1])
        elif kind == "C":
            self._path.cubicTo(*v)
            self._control = (v[2], v[3])
        elif kind == "S":
            self._path.cubicTo(*self._mirrored("CS"), *v)
            self._control = (v[0], v[1])
        elif kind == "Q":
            self._path.quadTo(*v)
            self._control = (v[0], v[1])
        elif kind == "T":
            self._control = self._mirrored("QT")
            self._path.quadTo(*self._control, *v)
        else:
            size = skia.Path.kLarge_ArcSize if v[3] else skia.Path.kSmall_ArcSize
            turn = skia.PathDirection.kCW if v[4] else skia.PathDirection.kCCW
            self._path.arcTo(v[0], v[1], v[2], size, turn, v[5], v[6])

    def _mirrored(self, after: str) -> tuple[float, float]:
        """The last control point seen through the pen's place, where the last command had one."""
        if self._last not in after:
            return self._x, self._y
        return 2 * self._x - self._control[0], 2 * self._y - self._control[1]


def _arguments(command: str, rest: str) -> Iterator[list[float]]:
    """One list of numbers for each time that the command is done; an arc's flags need no separators."""
    if command in "Aa":
        yield from _arcs(rest)
        return
    values = [float(value) for value in _NUMBER.findall(rest)]
    each = _TAKES[command.upper()]
    for at in range(0, len(values) - each + 1, each):
        yield values[at : at + each]


def _arcs(rest: str) -> Iterator[list[float]]:
    at = 0
    values: list[float] = []
    while found := _ARC[len(values)].search(rest, at):
        values.append(float(found.group()))
        at = found.end()
        if len(values) == len(_ARC):
            yield values
            values = []
