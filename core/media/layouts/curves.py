"""Lines over a light grid: each stretch grows when its point is said, the point that is meant carries its value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import skia

from core.media.colour import mixed, paint, stroke
from core.media.layer import HIDDEN, Layer, Pose, Rect
from core.media.layouts import axes
from core.media.layouts.axes import Scale
from core.media.layouts.bars import LABEL, MEANT, label_layer
from core.media.layouts.kit import shape_layer
from core.media.layouts.plot import Plot, hair, series_colours
from core.media.motion import ease_in_out, progress, stepped
from core.media.text import TextBlock, set_text

SEGMENT_MS = 620.0
SLOW_MS = 1600.0
"""How long a stretch grows at most, at its own pace and where there is much time until its point is said."""


@dataclass(frozen=True)
class Curve:
    """One series as a line through its points."""

    series: int
    colour: str
    points: tuple[tuple[float, float], ...]
    path: skia.Path
    thick: float


def layers(plot: Plot, room: Rect) -> list[Layer]:
    """Grid, lines, labels, values."""
    em = plot.stage.em
    labels = [
        set_text(label, plot.style(LABEL, weight=700 if plot.focused(i) else 500), 1e6)
        for i, label in enumerate(plot.chart.labels)
    ]
    foot = max(block.height for block in labels) + 0.032 * em
    values = plot.values()
    low, high = axes.span(values, zero=False)
    ticks = _ticks(low, high, (room.h - foot - 0.095 * em) / (1.9 * plot.style(0.034).size))
    figures = [set_text(plot.say_tick(tick, ticks), plot.style(0.034), 1e6) for tick in ticks]
    lead = max(block.width for block in figures) + 0.028 * em
    head = 0.075 * em
    area = Rect(room.x + lead, room.y + 0.02 * em, room.w - lead, room.h - foot - 0.02 * em)
    inset = 0.05 * em
    xs = Scale(0, plot.count - 1, area.x + inset, area.right - inset)
    ys = Scale(low, max(values), area.bottom, area.y + head)
    found = [_grid(plot, area, ys, ticks, figures, room)]
    pitch = (xs.end - xs.start) / (plot.count - 1)
    pushed = max(0.0, xs.end + labels[-1].width / 2 - room.right)
    for point in axes.thinned([block.width for block in labels], pitch, 0.025 * em + pushed, plot.chart.focus):
        block = labels[point]
        x = min(max(xs.at(point) - block.width / 2, room.x), room.right - block.width)
        found.append(label_layer(plot, point, block, x, area.bottom + 0.032 * em, room))
    curves = [_curve(plot, series, xs, ys) for series in range(len(plot.chart.series))]
    for curve in curves:
        found += curve_layers(plot, curve, area)
    for curve in curves:
        found += _ends(plot, curve, curves, room)
    return found


def _ticks(low: float, high: float, lines: float) -> tuple[float, ...]:
    """Round numbers inside the range, no more of them than there are `lines` of type for."""
    found: tuple[float, ...] = ()
    for most in range(5, 1, -1):
        found = tuple(tick for tick in axes.ticks(low, high, most) if low <= tick <= high)
        steps = (high - low) / (found[1] - found[0]) if len(found) > 1 else 0.0
        if steps <= lines:
            return found
    return found[:1]


def _curve(plot: Plot, series: int, xs: Scale, ys: Scale) -> Curve:
    values = plot.chart.series[series].values[: plot.count]
    points = tuple((xs.at(i), ys.at(value)) for i, value in enumerate(values))
    colour = series_colours(plot.stage, len(plot.chart.series))[series]
    thick = max(4.0, (0.0085 if series == len(plot.chart.series) - 1 else 0.0065) * plot.stage.em)
    return Curve(series, colour, points, smooth_path(points), thick)


def smooth_path(points: tuple[tuple[float, float], ...]) -> skia.Path:
    """A curve through the points that never overshoots between them.

    Monotone cubic interpolation, tangents after Fritsch and Carlson (SIAM J. Numer. Anal. 17, 1980).
    """
    path = skia.Path()
    path.moveTo(*points[0])
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(points)]
    if not slopes:
        return path
    tangents = [slopes[0], *(0.0 if a * b <= 0 else 2 * a * b / (a + b) for a, b in pairwise(slopes)), slopes[-1]]
    for i, ((x0, y0), (x1, y1)) in enumerate(pairwise(points)):
        third = (x1 - x0) / 3
        path.cubicTo(x0 + third, y0 + tangents[i] * third, x1 - third, y1 - tangents[i + 1] * third, x1, y1)
    return path


def segment_share(plot: Plot, segment: int) -> Callable[[float], float]:
    """How much of the stretch between two points has grown: all of it when the second is said."""
    before, start = plot.start_ms(segment), plot.start_ms(segment + 1)
    length = max(120.0, min(SEGMENT_MS if start - before < 2 * SEGMENT_MS else SLOW_MS, start - before))
    return lambda ms: ease_in_out(progress(ms, start + 120 - length, length))


def curve_layers(plot: Plot, curve: Curve, area: Rect) -> list[Layer]:
    """The line in strips, one between each two points, so that only what grows is redrawn."""
    area_path = skia.Path(curve.path)
    if len(curve.points) > 1:
        area_path.lineTo(curve.points[-1][0], area.bottom)
        area_path.lineTo(curve.points[0][0], area.bottom)
        area_path.close()
    filled = curve.series == len(plot.chart.series) - 1
    top = min(y for _, y in curve.points)
    tint = paint(curve.colour)
    ends = [int(paint(curve.colour, 0.26).getColor()), int(paint(curve.colour, 0.0).getColor())]
    tint.setShader(skia.GradientShader.MakeLinear([skia.Point(0, top), skia.Point(0, area.bottom)], ends))
    pen = stroke(curve.colour, curve.thick)
    last = len(curve.points) - 2
    found = []
    for i, ((x0, _), (x1, _)) in enumerate(pairwise(curve.points)):
        left, right = round(x0) - (curve.thick if i == 0 else 0), round(x1) + (curve.thick if i == last else 0)
        strip = Rect(left, area.y, right - left, area.h)
        share = segment_share(plot, i)

        def draw(canvas: skia.Canvas, now: object, strip: Rect = strip) -> None:
            canvas.save()
            canvas.clipRect(
                skia.Rect.MakeXYWH(strip.x, strip.y - curve.thick, strip.w * float(str(now)), strip.h + curve.thick), False
            )
            if filled:
                canvas.drawPath(area_path, tint)
            canvas.drawPath(curve.path, pen)
            canvas.restore()

        found.append(Layer(strip, draw, state=_stepping(share), pose=_seen(share), keep=2))
    return [*found, _tip(plot, curve)]


def _stepping(share: Callable[[float], float]) -> Callable[[float], float]:
    return lambda ms: stepped(share(ms), 45)


def _seen(share: Callable[[float], float]) -> Callable[[float], Pose]:
    return lambda ms: Pose() if share(ms) > 0 else HIDDEN


def _tip(plot: Plot, curve: Curve) -> Layer:
    """The dot at the end of what has grown; only moved, never drawn again."""
    measures = [skia.PathMeasure(_piece(curve, i), False) for i in range(len(curve.points) - 1)]
    shares = [segment_share(plot, i) for i in range(len(measures))]
    radius = 1.15 * curve.thick
    x0, y0 = curve.points[0]
    first = plot.start_ms(0)

    def pose(ms: float) -> Pose:
        x, y = x0, y0
        for measure, share in zip(measures, shares, strict=True):
            now = share(ms)
            if now <= 0:
                break
            target = measure_at(measure, now)
            x, y = target
        return Pose(dx=x - x0, dy=y - y0, opacity=min(1.0, max(0.0, (ms - first) / 200)))

    def draw(canvas: skia.Canvas, _: object) -> None:
        canvas.drawCircle(x0, y0, radius, paint(curve.colour))

    return Layer(Rect(x0 - radius, y0 - radius, 2 * radius, 2 * radius).inset(-2), draw, pose=pose)


def _piece(curve: Curve, segment: int) -> skia.Path:
    whole = skia.PathMeasure(curve.path, False)
    return whole_segment(whole, curve, segment)


def whole_segment(measure: skia.PathMeasure, curve: Curve, segment: int) -> skia.Path:
    """The stretch of the curve between two points, found by bisection over its length."""
    ends = []
    for x, _ in (curve.points[segment], curve.points[segment + 1]):
        low, high = 0.0, measure.getLength()
        for _ in range(32):
            middle = (low + high) / 2
            position, _tangent = measure.getPosTan(middle)
            low, high = (middle, high) if position.x() < x else (low, middle)
        ends.append((low + high) / 2)
    path = skia.Path()
    measure.getSegment(ends[0], ends[1], path, True)
    return path


def measure_at(measure: skia.PathMeasure, share: float) -> tuple[float, float]:
    """The point at `share` of a path's width, from left to right."""
    length = measure.getLength()
    start, end = measure.getPosTan(0)[0].x(), measure.getPosTan(length)[0].x()
    goal, low, high = start + (end - start) * share, 0.0, length
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (middle, high) if measure.getPosTan(middle)[0].x() < goal else (low, middle)
    position = measure.getPosTan(low)[0]
    return float(position.x()), float(position.y())


def _ends(plot: Plot, curve: Curve, curves: list[Curve], room: Rect) -> list[Layer]:
    """Ring and value at the point that is meant, or at the last one; where one line is told from its beginning, there too."""
    point = plot.chart.focus if plot.chart.focus is not None else len(curve.points) - 1
    if point >= len(curve.points):
        return []
    first = plot.stage.scene.said("point:0")
    told = plot.lonely and point >= 2 and first is not None and first.matched
    return [*(_end(plot, curve, curves, room, 0) if told else []), *_end(plot, curve, curves, room, point)]


def _end(plot: Plot, curve: Curve, curves: list[Curve], room: Rect, point: int) -> list[Layer]:
    stage, em = plot.stage, plot.stage.em
    x, y = curve.points[point]
    value = plot.value(curve.series, point) or 0.0
    main = curve.series == len(curves) - 1 and (point > 0 or len(curve.points) == 1)
    block = set_text(plot.say(value), plot.style(MEANT if main else LABEL, weight=700), 1e6)
    others = [other.points[point][1] for other in curves if other is not curve and point < len(other.points)]
    gap = 0.026 * em
    down = any(0 < y - other < block.height + 2 * gap for other in others) or y - gap - block.height < room.y
    top = y + gap if down else y - gap - block.height
    left = min(max(x - block.width / 2, room.x), room.right - block.width)
    colour = stage.readable(curve.colour)
    start = plot.start_ms(point) + 60
    return [_ring(plot, curve, x, y, start), _value(plot, block, left, top, colour, start + 120, point, room)]


def _ring(plot: Plot, curve: Curve, x: float, y: float, start_ms: float) -> Layer:
    radius = 2.0 * curve.thick

    def draw(canvas: skia.Canvas) -> None:
        canvas.drawCircle(x, y, radius * 1.75, paint(curve.colour, 0.2))
        canvas.drawCircle(x, y, radius, paint(curve.colour))
        canvas.drawCircle(x, y, radius * 0.48, paint(plot.stage.palette.ground))

    def pose(ms: float) -> Pose:
        share = ease_in_out(progress(ms, start_ms, 320))
        return Pose(scale=0.5 + 0.5 * share, opacity=share)

    return shape_layer(Rect(x, y, 0, 0).inset(-2 * radius), draw, pose)


def _value(plot: Plot, block: TextBlock, x: float, y: float, colour: str, start_ms: float, point: int, room: Rect) -> Layer:
    spot = block.spot(f"point:{point}", x, y, colour, room.inset(-0.02 * plot.stage.em))
    rect = Rect(x, y, block.width, block.height).inset(-0.3 * block.style.size)
    return Layer(rect, lambda canvas, _: block.draw(canvas, x, y, colour), pose=plot.stage.enter(start_ms), texts=(spot,))


def _grid(plot: Plot, area: Rect, ys: Scale, ticks: tuple[float, ...], figures: list[TextBlock], room: Rect) -> Layer:
    stage = plot.stage
    colour = stage.readable(stage.palette.soft)
    rows = [
        (block, ys.at(tick), tick) for block, tick in zip(figures, ticks, strict=True) if room.y <= ys.at(tick) <= area.bottom + 1
    ]
    places = [(block, room.x, y - (block.baselines[0] - block.cap_height / 2)) for block, y, _ in rows]
    base = mixed(stage.palette.line, stage.palette.soft, 0.35)

    def draw(canvas: skia.Canvas, _: object) -> None:
        for (block, x, top), (_, y, tick) in zip(places, rows, strict=True):
            tone, thick = (base, 2 * hair(stage)) if tick == 0 else (stage.palette.line, hair(stage))
            canvas.drawRect(skia.Rect.MakeXYWH(area.x, y - thick / 2, area.w, thick), paint(tone))
            block.draw(canvas, x, top, colour)

    texts = tuple(block.spot("figure", x, top, colour) for block, x, top in places)
    return Layer(Rect(room.x, room.y, room.w, room.h), draw, pose=stage.enter(120), texts=texts)
