"""A figure as large as its room allows: prefix, digits that count, and unit on one baseline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import skia

from core.film.slide import Figure
from core.media.layer import REST, Layer, Pose, Rect
from core.media.layouts.digits import Digits, digits_of
from core.media.layouts.figures import Written, counting_from, read
from core.media.layouts.furniture import accent_shader
from core.media.layouts.kit import Stage, text_layer
from core.media.looks.idiom import Card
from core.media.motion import Posed, count_up, together
from core.media.text import TextBlock, TextStyle, set_text

FIGURE = 0.42
"""Largest size of the figure, of the em."""
BEFORE_MS, ARRIVES_MS = 1100.0, 420.0
"""A count begins so long before its figure is said, and ends so long after that."""
EARLY_MS, SHORTEST_MS = 150.0, 800.0
"""It begins no earlier than this after the first word, and lasts no shorter."""
GLIDE_MS = (-180.0, -90.0, 0.0, 90.0, 180.0)
"""Moments around a time over which the place of a unit is averaged while its figure counts."""
SHORT = 5
"""A unit of so many characters is set large beside the figure."""


@dataclass(frozen=True)
class Parts:
    """A figure taken apart: what stands before the digits, the digits, what follows, and the number to be counted."""

    prefix: str
    digits: str
    tail: str
    number: Written | None


@dataclass(frozen=True)
class Figured:
    """A figure set. Origin: top left of all of it; the baseline of its large line is `baseline` below that."""

    prefix: TextBlock | None
    digits: Digits | None
    words: TextBlock | None
    """In place of digits where there is no number."""
    tail: TextBlock | None
    under: TextBlock | None
    gap: float
    lead: float
    number: Written | None

    @property
    def body(self) -> TextBlock:
        """The large part at rest."""
        block = self.digits.block if self.digits else self.words
        assert block is not None
        return block

    @property
    def baseline(self) -> float:
        """Pixels from the top to the baseline."""
        return max(block.baselines[0] for block in (self.prefix, self.body, self.tail) if block)

    @property
    def width(self) -> float:
        """Pixels of the widest line, while it counts."""
        parts = [part for part in (self.prefix, self.body, self.tail) if part]
        slack = self.digits.slack if self.digits else 0.0
        return max(sum(p.width for p in parts) + self.gap * (len(parts) - 1) + slack, self.under.width if self.under else 0.0)

    @property
    def height(self) -> float:
        """Pixels from the top of the digits to the foot of all."""
        foot = max(block.height - block.baselines[0] for block in (self.prefix, self.body) if block)
        return self.baseline + (max(foot, self.lead) + self.under.height if self.under else foot)


def taken_apart(figure: Figure, language: str = "") -> Parts:
    """The figure's parts as they are written; words after the digits go with the unit."""
    number = read(figure.text, abs(figure.value), language)
    if number is None:
        return Parts(figure.prefix, figure.text, figure.unit, None)
    digits = figure.text[len(number.before) : len(figure.text) - len(number.after)]
    tail = f"{number.after.strip()} {figure.unit}".strip()
    before = (figure.prefix + number.before).strip()
    return Parts(before, digits, tail, replace(number, before="", after="", text=digits))


def set_figure(stage: Stage, figure: Figure, width: float, height: float) -> Figured:
    """The figure as large as it can be inside `width` and `height`, its unit beside it where there is room, else below."""
    parts = taken_apart(figure, stage.scene.language)
    beside = _shrunk(stage, parts, width, height, beside=True)
    if not parts.tail or len(parts.tail) <= SHORT:
        return beside
    under = _shrunk(stage, parts, width, height, beside=False)
    return under if under.body.style.size > 1.08 * beside.body.style.size else beside


def _shrunk(stage: Stage, parts: Parts, width: float, height: float, *, beside: bool) -> Figured:
    style = replace(stage.display(FIGURE), leading=1.0)
    size, floor = style.size, stage.frame.smallest
    found = _at(parts, style, floor, width, beside=beside)
    for _ in range(12):
        ratio = min(width / max(found.width, 1.0), height / max(found.height, 1.0))
        if ratio >= 1.0 or size <= floor:
            break
        size = max(floor, size * min(ratio, 0.995))
        found = _at(parts, style.sized(size), floor, width, beside=beside)
    return found


def _at(parts: Parts, style: TextStyle, floor: float, width: float, *, beside: bool) -> Figured:
    size = style.size
    short = len(parts.tail) <= SHORT
    share = (0.5 if short else 0.3) if beside else 0.25
    small = replace(style, size=max(floor, size * share), leading=1.15, tracking=0.6 * style.tracking)
    sign = style if len(parts.prefix) == 1 else style.sized(max(floor, 0.5 * size))
    unit = set_text(parts.tail, small, 1e6 if beside else width) if parts.tail else None
    return Figured(
        prefix=set_text(parts.prefix, sign, 1e6) if parts.prefix else None,
        digits=digits_of(parts.digits, style) if parts.number else None,
        words=None if parts.number else set_text(parts.digits, style, 1e6),
        tail=unit if beside else None,
        under=None if beside else unit,
        gap=(0.035 if parts.tail[:1] in "%°" else 0.095) * size,
        lead=0.14 * size,
        number=parts.number,
    )


@dataclass(frozen=True)
class _Count:
    """How a figure counts: its text at a time, and how wide that is."""

    value: Callable[[float], float]
    number: Written
    start_ms: float
    length_ms: float

    def state(self, ms: float) -> str:
        over = ms >= self.start_ms + self.length_ms
        return self.number.text if over else self.number.say(self.value(ms))

    def wider(self, digits: Digits, ms: float) -> float:
        """By how many pixels the text is wider than at rest, averaged over a moment, so that what follows it glides."""
        around = [digits.passing(self.state(ms + step)).width for step in GLIDE_MS]
        now, block = digits.passing(self.state(ms)).width, digits.block
        return max(sum(around) / len(around), now - 0.015 * block.style.size) - digits.width


def figure_layers(stage: Stage, figure: Figure, figured: Figured, x: float, y: float, room: Rect) -> list[Layer]:
    """Prefix and unit come in; between them the digits count, in a rectangle of their own."""
    palette = stage.palette
    colour = stage.readable(palette.ink)
    if stage.idiom.card is Card.FLAT:
        colour = stage.readable(palette.accent)
    start, _ = counting(stage)
    pose = stage.enter(min(start, 500.0) if stage.idiom.waiting or figure.before else start)
    base = y + figured.baseline
    shader = accent_shader(stage, Rect(x, y, figured.width, figured.baseline))
    quiet = colour if shader else stage.readable(palette.soft)
    found: list[Layer] = []
    left = x
    if figured.prefix:
        at = base - figured.prefix.baselines[0]
        found.append(text_layer(stage, "figure", figured.prefix, x, at, colour, pose=pose, shader=shader, room=room))
        x += figured.prefix.width + figured.gap
    count = _count(stage, figure, figured)
    found.append(_body(figured, count, x, base, colour, shader, pose, room))
    x += figured.body.width + figured.gap
    if figured.tail:
        at = base - figured.tail.baselines[0]
        follow = together(pose, _pushed(figured, count)) if count else pose
        found.append(text_layer(stage, "figure", figured.tail, x, at, quiet, pose=follow, shader=shader, room=room))
    if figured.under:
        at = y + figured.height - figured.under.height
        found.append(text_layer(stage, "figure", figured.under, left, at, quiet, pose=pose, room=room))
    return found


def _count(stage: Stage, figure: Figure, figured: Figured) -> _Count | None:
    if figured.number is None:
        return None
    start, length = counting(stage)
    before = read(figure.before, None, stage.scene.language)
    value = count_up(figured.number.value, start, length, counting_from(figured.number, before))
    return _Count(value, figured.number, start, length)


def counting(stage: Stage) -> tuple[float, float]:
    """When a count begins and how long it lasts, in ms: it arrives while the figure is being said."""
    said = stage.said("figure").start_ms
    start = max(min(said, stage.scene.take_ms + EARLY_MS), said - BEFORE_MS)
    return start, max(SHORTEST_MS, said + ARRIVES_MS - start)


def _pushed(figured: Figured, count: _Count) -> Posed:
    digits = figured.digits
    assert digits is not None
    end = count.start_ms + count.length_ms + GLIDE_MS[-1]
    return lambda ms: Pose(dx=count.wider(digits, ms)) if ms < end else REST


def _body(
    figured: Figured,
    count: _Count | None,
    x: float,
    base: float,
    colour: str,
    shader: skia.Shader | None,
    pose: Posed,
    room: Rect,
) -> Layer:
    block, digits = figured.body, figured.digits
    y = base - block.baselines[0]
    slack = digits.slack if digits else 0.0
    rect = Rect(x, y, block.width + slack, block.height).inset(-0.08 * block.style.size)
    texts = (block.spot("figure", x, y, colour, room),)
    if digits is None or count is None:
        return Layer(rect, lambda canvas, _: block.draw(canvas, x, y, colour, shader=shader), pose=pose, texts=texts)

    def draw(canvas: skia.Canvas, text: object) -> None:
        digits.passing(str(text)).draw(canvas, x, y, colour, shader=shader)

    return Layer(rect, draw, state=count.state, pose=pose, texts=texts, keep=2)
