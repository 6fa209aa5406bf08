"""The window that code stands in: the type that fits, the rows that lines are broken into, how far it overflows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from core.film.slide import Code
from core.media.layer import Rect
from core.media.layouts.code_wrapping import Break, tightened, wrapped
from core.media.layouts.highlight import SHELLS, Row, highlighted
from core.media.layouts.kit import Stage
from core.media.looks.idiom import Card
from core.media.text import TextStyle, set_text

BIGGEST = 0.058
"""Largest size of code, of the em."""
LEADING = 1.62
TIGHT = 1.32


@dataclass(frozen=True)
class Window:
    """The window with its lines: what is set where, and how it scrolls."""

    rect: Rect
    bar: float
    inside: Rect
    style: TextStyle
    pitch: float
    rows: tuple[tuple[Row, ...], ...]
    """Of every line, the rows that it is broken into."""
    numbers: float
    """Width of the column of line numbers; 0 where there is none."""
    worst: Break
    """The worst place where a line is broken."""

    def top(self, line: int) -> float:
        """y of a line's first row before any scrolling."""
        return self.inside.y + self.pitch * sum(len(rows) for rows in self.rows[:line])

    def height(self, line: int) -> float:
        """Pixels of a line with all its rows."""
        return self.pitch * len(self.rows[line])

    @property
    def overflow(self) -> float:
        """How much of the code lies below the window before it scrolls."""
        return max(0.0, self.pitch * sum(len(rows) for rows in self.rows) - self.inside.h)


def set_window(stage: Stage, code: Code, room: Rect) -> Window:
    """The largest type at which all lines fit whole, or broken at marks; the smallest where names break or lines scroll."""
    lines = highlighted(code.text.rstrip("\n"), code.language)
    biggest, floor = stage.size(BIGGEST), stage.frame.smallest
    narrow = room.w <= 24 * floor
    numbered = len(lines) > 3 and not narrow and code.language.lower() not in SHELLS
    tries = [*(biggest - (biggest - floor) * step / 8 for step in range(8)), floor]
    for worst, leading, size in product(Break, (LEADING, TIGHT), tries):
        if worst > Break.MARK and size > floor:
            continue
        whole = worst is Break.NONE or not narrow
        found = _window_at(stage, lines if whole else tightened(lines), room, size, leading, numbered=numbered)
        if found.overflow <= 0.5 and found.worst <= worst:
            return found
    return _window_at(stage, tightened(lines), room, floor, TIGHT, numbered=False)


def _window_at(stage: Stage, lines: tuple[Row, ...], room: Rect, size: float, leading: float, *, numbered: bool) -> Window:
    style = stage.code().sized(size)
    column = column_width(style)
    plain = stage.idiom.card is Card.RULED or room.h < 8 * stage.frame.smallest
    bar = 0.0 if plain else max(0.044 * stage.em, 0.9 * stage.frame.smallest)
    pad_x, pad_y = 0.9 * size, 0.62 * size
    numbers = (len(str(len(lines))) + 1.5) * column if numbered else 0.0
    inner = room.w - 2 * pad_x - numbers
    most = max(8, int(inner / column + 1e-6))
    broken = [wrapped(line, most) for line in lines]
    rows = tuple(one.rows for one in broken)
    pitch = leading * size
    need = pitch * sum(len(line) for line in rows) + 2 * pad_y + bar
    height = min(room.h, need)
    rect = Rect(room.x, room.y + (room.h - height) * 0.4, room.w, height)
    inside = Rect(rect.x + pad_x + numbers, rect.y + bar + pad_y, inner, rect.h - bar - 2 * pad_y)
    worst = max((one.worst for one in broken), default=Break.NONE)
    return Window(rect, bar, inside, style, pitch, rows, numbers, worst)


def column_width(style: TextStyle) -> float:
    """Pixels of one column of a monospaced face."""
    return set_text("0" * 40, style, 1e6).width / 40
