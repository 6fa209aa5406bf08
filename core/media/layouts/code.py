"""CODE: a window in which lines are revealed as they are said; the spoken one glows, the rest steps back."""

from __future__ import annotations

from collections.abc import Callable

import skia

from core.film.slide import Code
from core.media.colour import paint, stroke
from core.media.layer import Layer, Pose, Rect
from core.media.layouts.code_palette import CodePalette
from core.media.layouts.code_window import Window, column_width, set_window
from core.media.layouts.entries import headed
from core.media.layouts.furniture import shadow
from core.media.layouts.highlight import Kind, Row, columns
from core.media.layouts.kit import Stage
from core.media.layouts.track import calm
from core.media.looks.idiom import Card
from core.media.motion import Posed, ease_out, mix, progress, smooth, together
from core.media.text import TextBlock, set_text

DIM = 0.5
"""Strength of lines that are not spoken while another one is."""


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
    """A line: its glow while it is spoken or meant, its words, its number; row by row, so that each can leave the window."""
    rows = window.rows[line]
    if not any(piece.text.strip() for row in rows for piece in row):
        return []
    start = reveal_ms(stage, line)
    strength = stage.strength(f"line:{line}")
    dimmed = _dimming(stage, code, line)

    def words(ms: float) -> Pose:
        return Pose(opacity=dimmed(ms) * ease_out(progress(ms, start, 260)))

    def glow(ms: float) -> Pose:
        return Pose(opacity=smooth(progress(ms, start, 260)) if line in code.focus else strength(ms))

    found = []
    for r, row in enumerate(rows):
        y = window.top(line) + r * window.pitch
        seen = _seen(window, y, scroll)
        pieces = _pieces(window, row, y)
        found.append(_glow(stage, window, palette, y, together(seen, glow)))
        found.append(_row(window, palette, line, pieces, y, together(seen, words)))
        if window.numbers and r == 0:
            found.append(_number(window, palette, line, y, together(seen, words)))
    return found


Placed = tuple[TextBlock, float, float, Kind]


def _pieces(window: Window, row: Row, y: float) -> list[Placed]:
    """Every piece of a row as a block with its top left and its kind."""
    found: list[Placed] = []
    size = window.style.size
    column = column_width(window.style)
    base, at = y + 0.5 * window.pitch + 0.36 * size, 0
    for piece in row:
        words = piece.text.strip(" ")
        if words:
            lead = len(piece.text) - len(piece.text.lstrip(" "))
            block = set_text(words, window.style, 1e6)
            found.append((block, window.inside.x + (at + lead) * column, base - block.baselines[0], piece.kind))
        at += columns(piece.text)
    return found


def _row(window: Window, palette: CodePalette, line: int, pieces: list[Placed], y: float, pose: Posed) -> Layer:
    def draw(canvas: skia.Canvas, _: object) -> None:
        for block, x, top, kind in pieces:
            block.draw(canvas, x, top, palette.kinds[kind])

    telling = {kind: max((p for p in pieces if p[3] is kind), key=lambda p: len(p[0].text)) for *_, kind in pieces}
    spots = [block.spot(f"line:{line}", x, top, palette.kinds[kind], window.rect) for block, x, top, kind in telling.values()]
    box = Rect(window.inside.x - 2, y, window.inside.w + 4, window.pitch)
    return Layer(box, draw, pose=pose, texts=tuple(spots))


def _glow(stage: Stage, window: Window, palette: CodePalette, y: float, pose: Posed) -> Layer:
    left = window.rect.x + 0.3 * window.style.size
    box = Rect(left, y, window.rect.right - 0.3 * window.style.size - left, window.pitch)
    bar = Rect(box.x, box.y, max(4.0, 0.11 * window.style.size), box.h)

    def draw(canvas: skia.Canvas, _: object) -> None:
        canvas.drawRect(box.skia(), paint(palette.glow))
        canvas.drawRect(bar.skia(), paint(palette.accent))

    return Layer(box, draw, pose=pose)


def _number(window: Window, palette: CodePalette, line: int, y: float, pose: Posed) -> Layer:
    block = set_text(str(line + 1), window.style, 1e6)
    x = window.inside.x - 0.9 * window.style.size - block.width
    top = y + 0.5 * window.pitch + 0.36 * window.style.size - block.baselines[0]
    rect = Rect(x, y, block.width, window.pitch).inset(-2)
    return Layer(rect, lambda canvas, _: block.draw(canvas, x, top, palette.number), pose=pose)


def _seen(window: Window, y: float, scroll: Callable[[float], float]) -> Posed:
    """Where scrolling takes a row; it fades where it leaves the window."""
    edge = 0.5 * window.pitch

    def pose(ms: float) -> Pose:
        moved = scroll(ms)
        above = (y - moved - window.inside.y) / edge + 1
        below = (window.inside.bottom - (y + window.pitch - moved)) / edge + 1
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
    column = column_width(window.style)
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
