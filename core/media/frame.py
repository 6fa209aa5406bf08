"""The geometry of a scene: where content, presenter and captions have their place, in every aspect and placement."""

from __future__ import annotations

from dataclasses import dataclass

from core.film.brief import Format
from core.film.casting import Placement
from core.film.look import CaptionStyle
from core.film.timeline import Scene
from core.media.layer import Rect

SMALLEST = 0.032
"""No text is set smaller than this, of the frame's height."""


@dataclass(frozen=True)
class Frame:
    """Places in frame pixels. `unit` is one per cent of the frame's shorter side."""

    w: int
    h: int
    unit: float
    margin: float
    safe: Rect
    content: Rect
    caption: Rect
    presenter: Rect | None = None
    """The square or panel that the presenter is drawn into."""
    panel: Rect | None = None
    """The coloured area behind a half or full presenter; reaches the frame's edges."""
    placement: Placement = Placement.NONE

    @property
    def smallest(self) -> float:
        """The smallest type size allowed, in pixels."""
        return SMALLEST * self.h

    @property
    def wide(self) -> bool:
        """Whether the frame is wider than high."""
        return self.w > self.h

    @property
    def tall(self) -> bool:
        """Whether the frame is a phone's."""
        return self.h > self.w * 1.5


def frame_of(scene: Scene) -> Frame:
    """The geometry of `scene`. Content, presenter's face and captions never overlap."""
    placement = scene.performance.placement if scene.performance else Placement.NONE
    captions = scene.look.captions is not CaptionStyle.NONE and bool(scene.captions)
    return geometry(scene.format, placement, captions=captions, safe_top=scene.safe_top, safe_bottom=scene.safe_bottom)


def geometry(form: Format, placement: Placement, *, captions: bool, safe_top: float = 0.0, safe_bottom: float = 0.0) -> Frame:
    """The places for one format and placement; `safe_top` and `safe_bottom` are shares of the height."""
    w, h = form.size
    margin = 0.065 * w
    top = max(safe_top * h, 0.065 * min(w, h))
    low = h - max(safe_bottom * h, 0.055 * min(w, h))
    safe = Rect(margin, top, w - 2 * margin, low - top)
    cap_h = 0.115 * h if w > h else 2.9 * SMALLEST * h
    place = _wide if w > h else _upright
    return place(w, h, margin, safe, cap_h if captions else 0.0, placement)


def _frame(w: int, h: int, margin: float, safe: Rect, content: Rect, caption: Rect, placement: Placement,
           presenter: Rect | None = None, panel: Rect | None = None) -> Frame:  # fmt: skip
    return Frame(w, h, min(w, h) / 100, margin, safe, content, caption, presenter, panel, placement)


def _wide(w: int, h: int, m: float, safe: Rect, cap: float, placement: Placement) -> Frame:
    gap = 0.03 * h if cap else 0.0
    above = Rect(safe.x, safe.y, safe.w, safe.h - cap - gap)
    below = Rect(safe.x, safe.bottom - cap, safe.w, cap)
    if placement is Placement.NONE:
        return _frame(w, h, m, safe, above, below, placement)
    if placement is Placement.BUBBLE:
        # Low in the corner and beside the captions, so that content has the whole width above it.
        size = 0.235 * h
        spot = Rect(safe.right - size, 0.962 * h - size, size, size)
        room = spot.x - 0.03 * w - safe.x
        content = Rect(safe.x, safe.y, safe.w, spot.y - 0.03 * h - safe.y)
        return _frame(w, h, m, safe, content, Rect(safe.x, below.y, room, cap), placement, spot)
    if placement is Placement.CUTOUT:
        spot = Rect(0.64 * w, 0.2 * h, 0.36 * w, 0.8 * h)
        room = spot.x - 0.01 * w - safe.x
        return _frame(w, h, m, safe, Rect(safe.x, above.y, room, above.h), Rect(safe.x, below.y, room, cap), placement, spot)
    share = 0.336 if placement is Placement.HALF else 0.44
    panel = Rect(0, 0, share * w, h) if placement is Placement.HALF else Rect((1 - share) * w, 0, share * w, h)
    spot = Rect(panel.x + 0.07 * panel.w, 0.3 * h, 0.86 * panel.w, 0.7 * h) if placement is Placement.HALF else (
        Rect(panel.x + 0.08 * panel.w, 0.14 * h, 0.84 * panel.w, 0.86 * h))  # fmt: skip
    left = panel.right + 0.062 * w if placement is Placement.HALF else safe.x
    right = safe.right if placement is Placement.HALF else panel.x - 0.045 * w
    return _frame(
        w, h, m, safe, Rect(left, above.y, right - left, above.h), Rect(left, below.y, right - left, cap), placement, spot, panel
    )


def _upright(w: int, h: int, m: float, safe: Rect, cap: float, placement: Placement) -> Frame:
    gap = 0.022 * h
    if placement is Placement.NONE:
        used = cap + gap if cap else 0.0
        return _frame(
            w, h, m, safe, Rect(safe.x, safe.y, safe.w, safe.h - used), Rect(safe.x, safe.bottom - cap, safe.w, cap), placement
        )
    if placement is Placement.BUBBLE and h < 1.5 * w:
        size = 0.24 * h
        spot = Rect(safe.right - size, safe.bottom - size, size, size)
        row = max(size, cap)
        room = spot.x - 0.03 * w - safe.x
        content = Rect(safe.x, safe.y, safe.w, safe.h - row - gap)
        return _frame(w, h, m, safe, content, Rect(safe.x, safe.bottom - cap, room, cap), placement, spot)
    if placement is Placement.BUBBLE:
        # A face may stand a little lower than words: what platforms cover there is mostly their own text on the left.
        size, low = 0.27 * w, safe.bottom + 0.4 * (h - safe.bottom)
        spot = Rect(safe.right - size, low - size, size, size)
        used = safe.bottom - spot.y + gap + (cap + gap if cap else 0.0)
        caption = Rect(safe.x, spot.y - gap - cap, safe.w, cap)
        return _frame(w, h, m, safe, Rect(safe.x, safe.y, safe.w, safe.h - used), caption, placement, spot)
    covered = max(0.0, 1 - safe.bottom / h - 0.06)
    low, high = (0.35, 0.46) if h > 1.5 * w else (0.36, 0.42)
    share = (high if placement is Placement.FULL else low) + 0.3 * covered
    if placement is Placement.CUTOUT and h > 1.5 * w:
        share += 0.03
    panel = Rect(0, (1 - share) * h, w, share * h)
    size = min(0.94 * panel.h, 0.94 * w) if placement is Placement.CUTOUT else min(0.86 * panel.h, 0.8 * w)
    spot = Rect((w - size) / 2, h - size, size, size)
    # Between the content and the presenter, since below it is the face.
    caption = Rect(safe.x, panel.y - gap - cap, safe.w, cap)
    content = Rect(safe.x, safe.y, safe.w, (caption.y if cap else panel.y) - gap - safe.y)
    keep = None if placement is Placement.CUTOUT else panel
    return _frame(w, h, m, safe, content, caption, placement, spot, keep)
