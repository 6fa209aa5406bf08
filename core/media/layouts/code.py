"""CODE: a window in which lines are revealed as they are said; the spoken one glows, the rest steps back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import skia

from core.film.slide import Code
from core.media.colour import contrast, dark, mixed, paint, readable, stroke, turned
from core.media.layer import Layer, Pose, Rect
from core.media.layouts.entries import headed
from core.media.layouts.furniture import shadow
from core.media.layouts.highlight import SHELLS, Kind, Row, columns, highlighted, wrapped
from core.media.layouts.kit import Stage
from core.media.layouts.track import calm
from core.media.looks.idiom import Card
from core.media.motion import Posed, ease_out, mix, progress, smooth
from core.media.text import TextBlock, TextStyle, set_text

BIGGEST = 0.046
"""Largest size of code, of the em."""
LEADING = 1.62
TIGHT = 1.32
DIM = 0.5
"""Strength of lines that are not spoken while another one is."""


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


def layers(stage: Stage) -> list[Layer]:
    """The headline, the window, its lines."""
    head = headed(stage, full=True)
    code = stage.scene.slide.code
    found = list(head.layers)
    if code is None or not code.text.strip():
        return found
    window = set_window(stage, code, head.rest)
    palette = CodePalette.of(stage)
    scroll = scrolling(stage, window)
    found.append(_frame(stage, window, palette, code))
    found += [layer for i in range(len(window.rows)) for layer in line_layers(stage, window, palette, code, i, scroll)]
    found.append(_cursor(stage, window, palette, scroll))
    return found


def set_window(stage: Stage, code: Code, room: Rect) -> Window:
    """The largest type at which all lines fit without being broken; then broken; then scrolled, at the smallest."""
    lines = highlighted(code.text.rstrip("\n"), code.language)
    biggest, floor = stage.size(BIGGEST), stage.frame.smallest
    numbered = len(lines) > 3 and room.w > 24 * floor and code.language.lower() not in SHELLS
    tries = [biggest - (biggest - floor) * step / 8 for step in range(9)]
    for broken in (False, True):
        for leading in (LEADING, TIGHT):
            for size in tries:
                found = _window_at(stage, lines, room, size, leading, numbered=numbered)
                fits = found.overflow <= 0.5
                if fits and (broken or all(len(rows) == 1 for rows in found.rows)):
                    return found
    return _window_at(stage, lines, room, floor, TIGHT, numbered=False)


def _window_at(stage: Stage, lines: tuple[Row, ...], room: Rect, size: float, leading: float, *, numbered: bool) -> Window:
    style = stage.code().sized(size)
    column = set_text("0" * 40, style, 1e6).width / 40
    bar = 0.0 if stage.idiom.card is Card.RULED else max(0.044 * stage.em, 0.9 * stage.frame.smallest)
    pad_x, pad_y = 0.9 * size, 0.62 * size
    numbers = (len(str(len(lines))) + 1.5) * column if numbered else 0.0
    inner = room.w - 2 * pad_x - numbers
    most = max(8, int(inner / column + 1e-6))
    rows = tuple(wrapped(line, most) for line in lines)
    pitch = leading * size
    need = pitch * sum(len(line) for line in rows) + 2 * pad_y + bar
    height = min(room.h, need)
    rect = Rect(room.x, room.y + (room.h - height) * 0.4, room.w, height)
    inside = Rect(rect.x + pad_x + numbers, rect.y + bar + pad_y, inner, rect.h - bar - 2 * pad_y)
    return Window(rect, bar, inside, style, pitch, rows, numbers)


@dataclass(frozen=True)
class CodePalette:
    """Colours of the window and of each kind of code, all readable on the window and on its glow."""

    paper: str
    bar: str
    edge: str
    glow: str
    accent: str
    number: str
    kinds: dict[Kind, str]

    @classmethod
    def of(cls, stage: Stage) -> CodePalette:
        """Derived from the look: its accent for what commands, a second hue for what is given, its soft ink for remarks."""
        palette = stage.palette
        if stage.idiom.card is Card.RULED:
            paper = mixed(palette.ground, "#FFFFFF", 0.5)
        elif dark(palette.ground):
            paper = mixed(palette.ground, "#000000", 0.34)
        else:
            paper = palette.deep if dark(palette.deep) and contrast(palette.deep, palette.ground) > 5 else palette.ink
        night = dark(paper)
        ink = "#F4F6FA" if night else palette.ink
        accent = palette.accent
        second = palette.accent_end or turned(accent, 45 if night else 200, saturation=0.62)
        glow = mixed(paper, accent, 0.15)
        quiet = mixed(paper, ink, 0.62)

        def ok(colour: str) -> str:
            return readable(colour, paper, glow)

        kinds = {
            Kind.PLAIN: ok(mixed(paper, ink, 0.86)),
            Kind.KEYWORD: ok(accent),
            Kind.NAME: ok(ink),
            Kind.STRING: ok(second),
            Kind.NUMBER: ok(mixed(second, ink, 0.25)),
            Kind.COMMENT: ok(quiet),
            Kind.OPERATOR: ok(mixed(paper, ink, 0.7)),
            Kind.PROMPT: ok(accent),
            Kind.OPTION: ok(second),
        }
        return cls(paper, mixed(paper, ink, 0.07), mixed(paper, ink, 0.16), glow, ok(accent), ok(mixed(paper, ink, 0.5)), kinds)


def _frame(stage: Stage, window: Window, palette: CodePalette, code: Code) -> Layer:
    """The empty window: paper, title bar with three dots, hairline, shadow."""
    rect, bar = window.rect, window.bar
    radius = 0.0 if stage.idiom.card in (Card.RULED, Card.BLOCK) else max(stage.radius, 0.014 * stage.em)
    deep = 0.0 if stage.idiom.card in (Card.RULED, Card.BLOCK, Card.FLAT) else 0.03 * stage.em
    hair = max(1.5, 0.0016 * stage.em)

    def draw(canvas: skia.Canvas, _: object) -> None:
        if deep:
            shadow(canvas, rect, radius, deep, "#000000", 0.26)
        canvas.save()
        canvas.clipRRect(skia.RRect.MakeRectXY(rect.skia(), radius, radius), True)
        canvas.drawRect(rect.skia(), paint(palette.paper))
        if bar:
            canvas.drawRect(skia.Rect.MakeXYWH(rect.x, rect.y, rect.w, bar), paint(palette.bar))
            for i in range(3):
                tone = palette.accent if i == 0 else palette.edge
                canvas.drawCircle(rect.x + 0.62 * bar + i * 0.46 * bar, rect.y + bar / 2, 0.145 * bar, paint(tone))
        canvas.restore()
        canvas.drawRoundRect(rect.inset(hair / 2).skia(), radius, radius, stroke(palette.edge, hair))

    return Layer(rect.inset(-2.6 * deep - 2), draw, pose=calm(stage.enter(120)))


def reveal_ms(stage: Stage, line: int) -> float:
    """When a line is revealed: when it is said; lines that nobody says come with the next one that is."""
    return stage.said(f"line:{line}").start_ms - 80


def scrolling(stage: Stage, window: Window) -> Callable[[float], float]:
    """How far the code has been moved up at a time, so that the line that is spoken can be seen."""
    if window.overflow <= 0:
        return lambda ms: 0.0
    moves = []
    for i in range(len(window.rows)):
        below = window.top(i) + window.height(i) - window.inside.y + 0.5 * window.pitch
        goal = min(window.overflow, max(0.0, below - window.inside.h))
        moves.append((reveal_ms(stage, i), goal))

    def at(ms: float) -> float:
        now = 0.0
        for start, goal in moves:
            if goal > now:
                now = mix(now, goal, smooth(progress(ms, start - 200, 450)))
        return now

    return at


def line_layers(
    stage: Stage, window: Window, palette: CodePalette, code: Code, line: int, scroll: Callable[[float], float]
) -> list[Layer]:
    """A line: its glow while it is spoken or meant, its words, its number."""
    rows = window.rows[line]
    if not any(piece.text.strip() for row in rows for piece in row):
        return []
    y, high = window.top(line), window.height(line)
    start = reveal_ms(stage, line)
    blocks = _blocks(window, line)
    meant = line in code.focus
    strength = stage.strength(f"line:{line}")
    shown = _shown(stage, window, line, scroll)
    dimmed = _dimming(stage, code, line)

    def words(ms: float) -> Pose:
        pose = shown(ms)
        return Pose(dy=pose.dy, opacity=pose.opacity * dimmed(ms) * ease_out(progress(ms, start, 260)))

    def glow(ms: float) -> Pose:
        pose = shown(ms)
        strong = smooth(progress(ms, start, 260)) if meant else strength(ms)
        return Pose(dy=pose.dy, opacity=pose.opacity * strong)

    box = Rect(window.rect.x + 0.3 * window.style.size, y, window.rect.w - 0.6 * window.style.size, high)
    telling = {kind: max((b for b in blocks if b[3] is kind), key=lambda b: len(b[0].text)) for *_, kind in blocks}
    texts = tuple(
        block.spot(f"line:{line}", x, top, palette.kinds[kind], window.rect) for block, x, top, kind in telling.values()
    )
    found = [_glow(stage, window, palette, box, glow), Layer(box, _words(blocks, palette), pose=words, texts=texts)]
    if window.numbers:
        found.append(_number(window, palette, line, y, words))
    return found


def _blocks(window: Window, line: int) -> list[tuple[TextBlock, float, float, Kind]]:
    """Every piece of a line as a block with its top left and its kind."""
    found = []
    size = window.style.size
    column = set_text("0" * 40, window.style, 1e6).width / 40
    for r, row in enumerate(window.rows[line]):
        base = window.top(line) + r * window.pitch + 0.5 * window.pitch + 0.36 * size
        at = 0
        for piece in row:
            words = piece.text.strip(" ")
            if words:
                lead = len(piece.text) - len(piece.text.lstrip(" "))
                block = set_text(words, window.style, 1e6)
                found.append((block, window.inside.x + (at + lead) * column, base - block.baselines[0], piece.kind))
            at += columns(piece.text)
    return found


def _words(blocks: list[tuple[TextBlock, float, float, Kind]], palette: CodePalette) -> Callable[[skia.Canvas, object], None]:
    def draw(canvas: skia.Canvas, _: object) -> None:
        for block, x, y, kind in blocks:
            block.draw(canvas, x, y, palette.kinds[kind])

    return draw


def _glow(stage: Stage, window: Window, palette: CodePalette, box: Rect, pose: Posed) -> Layer:
    radius = 0.0 if stage.idiom.card in (Card.RULED, Card.BLOCK) else 0.22 * window.style.size
    bar = Rect(box.x, box.y, max(4.0, 0.11 * window.style.size), box.h)

    def draw(canvas: skia.Canvas, _: object) -> None:
        canvas.save()
        canvas.clipRRect(skia.RRect.MakeRectXY(box.skia(), radius, radius), True)
        canvas.drawRect(box.skia(), paint(palette.glow))
        canvas.drawRect(bar.skia(), paint(palette.accent))
        canvas.restore()

    return Layer(box, draw, pose=pose)


def _number(window: Window, palette: CodePalette, line: int, y: float, pose: Posed) -> Layer:
    block = set_text(str(line + 1), window.style, 1e6)
    x = window.inside.x - 0.9 * window.style.size - block.width
    top = y + 0.5 * window.pitch + 0.36 * window.style.size - block.baselines[0]
    rect = Rect(x, y, block.width, window.pitch).inset(-2)
    return Layer(rect, lambda canvas, _: block.draw(canvas, x, top, palette.number), pose=pose)


def _shown(stage: Stage, window: Window, line: int, scroll: Callable[[float], float]) -> Posed:
    """Where scrolling takes a line; it fades where it leaves the window."""
    top, bottom = window.top(line), window.top(line) + window.height(line)
    edge = 0.5 * window.pitch

    def pose(ms: float) -> Pose:
        moved = scroll(ms)
        above = (top - moved - window.inside.y) / edge + 1
        below = (window.inside.bottom - (bottom - moved)) / edge + 1
        return Pose(dy=-moved, opacity=max(0.0, min(1.0, above, below)))

    return pose


def _dimming(stage: Stage, code: Code, line: int) -> Callable[[float], float]:
    """Half strength while another line is spoken or meant; full when it is this one, and at the end where nothing is meant."""
    own = stage.strength(f"line:{line}")
    parts = [f"line:{i}" for i in range(len(code.text.splitlines())) if i != line]
    others = [stage.strength(part) for part in parts if stage.scene.said(part)]
    meant = line in code.focus
    focus_at = min((stage.said(f"line:{i}").start_ms for i in code.focus), default=None)

    def at(ms: float) -> float:
        elsewhere = max((strength(ms) for strength in others), default=0.0)
        if focus_at is not None and not meant:
            elsewhere = max(elsewhere, smooth(progress(ms, focus_at, 300)))
        mine = 1.0 if meant else own(ms)
        return 1.0 - (1.0 - DIM) * elsewhere * (1.0 - mine)

    return at


def _cursor(stage: Stage, window: Window, palette: CodePalette, scroll: Callable[[float], float]) -> Layer:
    """A block that stands behind the line that came last; it does not blink while something is revealed."""
    size = window.style.size
    column = set_text("0" * 40, window.style, 1e6).width / 40
    stops = []
    for i, rows in enumerate(window.rows):
        if any(piece.text.strip() for piece in rows[-1]):
            at = sum(columns(piece.text) for piece in rows[-1])
            stops.append((reveal_ms(stage, i), (at + 0.4) * column, window.top(i) + window.height(i) - window.pitch))
    x0, y0 = window.inside.x, window.inside.y
    box = Rect(x0, y0 + 0.5 * window.pitch - 0.52 * size, 0.55 * size, 1.04 * size)

    def pose(ms: float) -> Pose:
        before = [stop for stop in stops if stop[0] <= ms]
        if not before:
            return Pose(opacity=1.0 if ms > 500 else 0.0)
        start, x, y = before[-1]
        blink = 1.0 if ms - start < 700 or int((ms - start) / 530) % 2 == 0 else 0.0
        right = min(x, window.inside.w - 0.3 * size)
        return Pose(dx=right, dy=y - y0 - scroll(ms), opacity=0.9 * blink)

    return Layer(box, lambda canvas, _: canvas.drawRect(box.skia(), paint(palette.accent)), pose=pose)
