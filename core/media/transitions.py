"""From one picture into the next, plane by plane: cut, fade, slide, push, wipe, zoom.

Movements are eased, land between pixels, and are blurred along their way as a shutter of half a frame would.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import cv2
import numpy as np

from core.film.storyboard import Transition
from core.media import yuv
from core.media.motion import ease_in_out, smooth
from core.media.yuv import Pixels, Planes

SHUTTER = 0.5
"""Share of a frame for which an imagined shutter is open."""
BEHIND = 0.28
"""How far the old picture gives way under a sliding one, of the new one's way."""
DARKER = 0.08
"""How much darker the old picture has become when a sliding one covers it."""
FEATHER = 0.14
"""Width of a wipe's soft edge, of the frame's width."""
CLOSER = 0.12
"""How much a zoom enlarges the old picture, and how much smaller the new one begins."""
GONE = 0.66
"""Share of a fade after which nothing of the old picture is left."""
_BLACK = (16, 128, 128)

Mix = Callable[[Planes, Planes, Planes, float, float], None]
"""(old, new, out, where the transition stands, where it stood one frame before); both 0..1."""


def seen(kind: Transition, i: int, n: int) -> tuple[bool, bool]:
    """Whether frame `i` of a transition of `n` frames shows anything of the old picture, and of the new one."""
    u = (i + 1) / (n + 1)
    if kind is Transition.CUT:
        return u < 0.5, u >= 0.5
    return kind is not Transition.FADE or u < GONE, True


def mix(kind: Transition, i: int, n: int, old: Planes, new: Planes, out: Planes) -> None:
    """Fills `out` with frame `i` of a transition of `n` frames. `out` must not be `old` or `new`."""
    _MIXES[kind](old, new, out, (i + 1) / (n + 1), i / (n + 1))


def _cut(old: Planes, new: Planes, out: Planes, u: float, _: float) -> None:
    yuv.copy(old if u < 0.5 else new, out)


def _fade(old: Planes, new: Planes, out: Planes, u: float, _: float) -> None:
    # The new scene's content enters after the middle: the old one is gone by then, so that no text shines through another.
    share = smooth(min(1.0, u / GONE))
    for a, b, to in zip(old, new, out, strict=True):
        cv2.addWeighted(a, 1 - share, b, share, 0, dst=to)


def _push(old: Planes, new: Planes, out: Planes, u: float, before: float) -> None:
    now, then = ease_in_out(u), ease_in_out(before)
    for a, b, to in zip(old, new, out, strict=True):
        w = to.shape[1]
        _pan((a, b), now * w, (now - then) * w * SHUTTER, to)


def _pan(strip: Sequence[Pixels], at: float, blur: float, to: Pixels) -> None:
    """Fills `to` with columns of the planes of `strip`, side by side, from the fractional column `at` on, smeared over `blur`.

    Beyond the strip its first and last column go on.
    """
    w = to.shape[1]
    width = 2 * round(blur / 2) + 1
    left = math.floor(at)
    low, high = left - width, left + w + width + 1
    part = _columns(strip, low, high)
    if width >= 3:
        part = cv2.blur(part, (width, 1), borderType=cv2.BORDER_REPLICATE)  # type: ignore[assignment]
    first, fraction = left - low, at - left
    here = part[:, first : first + w]
    if fraction < 1 / 64:
        np.copyto(to, here)
        return
    cv2.addWeighted(here, 1 - fraction, part[:, first + 1 : first + 1 + w], fraction, 0, dst=to)


def _columns(strip: Sequence[Pixels], low: int, high: int) -> Pixels:
    """Columns `low` to `high` of planes side by side; where there are none, the nearest."""
    parts, start = [], 0
    for plane in strip:
        w = plane.shape[1]
        if low < start + w and high > start:
            parts.append(plane[:, max(0, low - start) : high - start])
        start += w
    part = parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)
    before, after = max(0, -low), max(0, high - start)
    if before or after:
        part = cv2.copyMakeBorder(part, 0, 0, before, after, cv2.BORDER_REPLICATE)  # type: ignore[assignment]
    return part


def _slide(old: Planes, new: Planes, out: Planes, u: float, before: float) -> None:
    now, then = ease_in_out(u), ease_in_out(before)
    dark = 1 - DARKER * now
    for a, b, to, black in zip(old, new, out, _BLACK, strict=True):
        w = to.shape[1]
        edge = w - now * w
        # The coverage of each column by the new picture: a ramp as wide as the blur, at least one pixel.
        ramp = max(1.0, (now - then) * w * SHUTTER)
        first, last = max(0, math.floor(edge - ramp / 2 - 0.5)), min(w, math.ceil(edge + ramp / 2 + 0.5))
        if last > 0:
            under = to[:, :last]
            _pan((a,), BEHIND * now * w, BEHIND * (now - then) * w * SHUTTER, under)
            cv2.convertScaleAbs(under, alpha=dark, beta=black * (1 - dark), dst=under)
        if first < w:
            over = np.empty((to.shape[0], w - first), np.uint8)
            _pan((b,), first - edge, (now - then) * w * SHUTTER, over)
            mixed = last - first
            share = np.clip((np.arange(first, last) + 0.5 - edge) / ramp + 0.5, 0, 1).astype(np.float32)[None, :]
            behind = to[:, first:last].astype(np.float32)
            to[:, first:last] = np.rint(behind + (over[:, :mixed] - behind) * share).astype(np.uint8)
            to[:, last:] = over[:, mixed:]


def _lay(under: Pixels, over: Pixels, cover: np.ndarray[tuple[int], np.dtype[np.float64]], to: Pixels) -> None:
    """`over` on `under`, by a coverage for each column that goes from 0 to 1; only where both count they are mixed."""
    between = np.flatnonzero((cover > 0) & (cover < 1))
    full = np.flatnonzero(cover >= 1)
    np.copyto(to, under)
    if full.size:
        to[:, full[0] : full[-1] + 1] = over[:, full[0] : full[-1] + 1]
    if between.size:
        part = slice(between[0], between[-1] + 1)
        share = cover[part].astype(np.float32)[None, :]
        a, b = under[:, part].astype(np.float32), over[:, part].astype(np.float32)
        to[:, part] = np.rint(a + (b - a) * share).astype(np.uint8)


def _wipe(old: Planes, new: Planes, out: Planes, u: float, _: float) -> None:
    at = ease_in_out(u)
    for a, b, to in zip(old, new, out, strict=True):
        w = to.shape[1]
        soft = FEATHER * w
        edge = at * (w + soft) - soft / 2
        cover = np.clip((edge - np.arange(w) - 0.5) / soft + 0.5, 0, 1)
        _lay(a, b, cover * cover * (3 - 2 * cover), to)


def _zoom(old: Planes, new: Planes, out: Planes, u: float, _: float) -> None:
    at = ease_in_out(u)
    share = smooth(min(1.0, max(0.0, (u - 0.15) / 0.7)))
    for a, b, to in zip(old, new, out, strict=True):
        near, far = _scaled(a, 1 + CLOSER * at), _scaled(b, 1 - CLOSER * 0.5 * (1 - at))
        cv2.addWeighted(near, 1 - share, far, share, 0, dst=to)


def _scaled(plane: Pixels, scale: float) -> Pixels:
    h, w = plane.shape
    matrix = np.array([[scale, 0, (w - 1) / 2 * (1 - scale)], [0, scale, (h - 1) / 2 * (1 - scale)]])
    return cv2.warpAffine(plane, matrix, (w, h), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)  # type: ignore[return-value]


_MIXES: dict[Transition, Mix] = {
    Transition.CUT: _cut,
    Transition.FADE: _fade,
    Transition.SLIDE: _slide,
    Transition.PUSH: _push,
    Transition.WIPE: _wipe,
    Transition.ZOOM: _zoom,
}
