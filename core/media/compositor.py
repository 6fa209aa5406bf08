"""Makes frames of a picture: the ground through its camera, then the layers, straight into the encoder's planes.

A frame is a pure function of the picture and the time. What is kept between frames only saves work: drawings by their
state, posed pixels by their pose, and a base in which everything that stands still is already blended.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from core.media import yuv
from core.media.camera import View
from core.media.layer import Layer, Picture, Pose, Window
from core.media.pose import posed
from core.media.yuv import Box, Patch, Pixels, Planes

SEEN = 1 / 255
"""What is fainter than this changes no pixel."""
STEADY = 3
"""Frames for which a layer must not change before it is blended into the base."""
_SETTLED = 8
"""Frames for which it must not change before it is put together with others over a ground that moves."""
_ROOM = 20_000
"""Pixels without a drawing that cost as much to blend as one more patch does by itself."""


@dataclass(frozen=True, slots=True)
class Item:
    """A layer as it stands in one frame."""

    number: int
    state: Hashable
    pose: Pose
    patch: Patch

    def same(self, other: Item | None) -> bool:
        """Whether the two give the same pixels."""
        return other is not None and self.patch is other.patch


class Compositor:
    """The frames of one picture at one size. Keep one for each scene and process; it is not for several threads."""

    def __init__(self, picture: Picture, w: int, h: int) -> None:
        yuv.settle()
        self.picture, self.w, self.h = picture, w, h
        self._view = View(picture.ground, w, h)
        self._drawn: list[OrderedDict[Hashable, Patch | None]] = [OrderedDict() for _ in picture.layers]
        self._posed: dict[int, Item] = {}
        self._steady: dict[int, int] = {}
        self._window: Window | None = None
        self._ground: list[Pixels] | None = None
        self._base: list[Pixels] | None = None
        self._baked: list[Item] = []
        self._settled: list[Patch] = []
        self._joined: list[Patch] = []
        self._paper = np.empty(0, np.uint8)

    def frame(self, ms: float, planes: Planes) -> None:
        """Fills the three planes with the picture at `ms` milliseconds of the scene."""
        yuv.settle()
        items = self.items(ms)
        window = self._view.window(ms)
        if self._moves(window):
            self._view.see(window, planes)
            loose = self._put_together(items)
        else:
            loose = [item.patch for item in self._rest_on_base(items, window)]
            yuv.copy(self._base or (), planes)
        for patch in loose:
            yuv.blend(patch, planes)

    def rgb(self, ms: float) -> Pixels:
        """The same frame as an array of (h, w, 3) in RGB."""
        planes = yuv.blank(self.w, self.h)
        self.frame(ms, planes)
        return yuv.to_rgb(planes)

    def items(self, ms: float) -> list[Item]:
        """The layers that are seen at `ms`, from back to front."""
        found, now = [], {}
        for number, layer in enumerate(self.picture.layers):
            pose = layer.pose(ms)
            if pose.opacity < SEEN:
                continue
            item = self._item(number, layer, layer.state(ms), pose)
            if item is not None:
                now[number] = item
                found.append(item)
        self._steady = {n: self._steady.get(n, 0) + 1 if item.same(self._posed.get(n)) else 0 for n, item in now.items()}
        self._posed = now
        return found

    def _item(self, number: int, layer: Layer, state: Hashable, pose: Pose) -> Item | None:
        before = self._posed.get(number)
        if before is not None and before.pose == pose and before.state == state:
            return before
        patch = self._patch(number, layer, state)
        return None if patch is None else Item(number, state, pose, posed(patch, pose, layer.rect))

    def _patch(self, number: int, layer: Layer, state: Hashable) -> Patch | None:
        kept = self._drawn[number]
        if state in kept:
            kept.move_to_end(state)
            return kept[state]
        patch = kept[state] = self._draw(layer, state)
        while len(kept) > max(1, layer.keep):
            kept.popitem(last=False)
        return patch

    def _draw(self, layer: Layer, state: Hashable) -> Patch | None:
        # What lies outside the frame may be moved into it, but not from farther away than the frame is large.
        x0, y0, x1, y1 = (
            max(-self.w, int(np.floor(layer.rect.x)) - 2) & ~1,
            max(-self.h, int(np.floor(layer.rect.y)) - 2) & ~1,
            min(2 * self.w, int(np.ceil(layer.rect.right)) + 3) & ~1,
            min(2 * self.h, int(np.ceil(layer.rect.bottom)) + 3) & ~1,
        )
        if x1 <= x0 or y1 <= y0:
            return None
        size = (y1 - y0) * (x1 - x0) * 4
        if self._paper.size < size:
            self._paper = np.empty(size, np.uint8)
        bgra = self._paper[:size].reshape(y1 - y0, x1 - x0, 4)
        bgra.fill(0)
        surface = yuv.canvas_over(bgra)
        with surface as canvas:
            canvas.translate(-x0, -y0)
            layer.draw(canvas, state)
        return yuv.patch_of(bgra, x0, y0)

    def _moves(self, window: Window | None) -> bool:
        # The camera stands still from its second look at the same window on.
        still = window is None or window == self._window
        if not still:
            self._window, self._ground = window, None
        return not still

    def _rest_on_base(self, items: Sequence[Item], window: Window | None) -> list[Item]:
        """Brings the base up to date and gives what has to be blended on top of it."""
        if self._ground is None or self._base is None:
            self._ground, self._base, self._baked = yuv.blank(self.w, self.h), yuv.blank(self.w, self.h), []
            self._view.see(window, self._ground)
            yuv.copy(self._ground, self._base)
        still, loose = self._parted(items, STEADY)
        self._bake(still, self._ground, self._base)
        return loose

    def _parted(self, items: Sequence[Item], frames: int) -> tuple[list[Item], list[Item]]:
        """What did not change for so many frames and may be blended before all the rest, and the rest."""
        still: list[Item] = []
        loose: list[Item] = []
        for item in items:
            fixed = self._steady[item.number] >= frames and not any(item.patch.overlaps(other.patch) for other in loose)
            (still if fixed else loose).append(item)
        return still, loose

    def _put_together(self, items: Sequence[Item]) -> list[Patch]:
        """What is blended over a ground that moves: words and cards that stand still as few patches, the rest one by one."""
        still, loose = self._parted(items, _SETTLED)
        settled = [item.patch for item in still]
        if len(settled) != len(self._settled) or any(a is not b for a, b in zip(settled, self._settled, strict=True)):
            self._settled, self._joined = settled, [yuv.joined(group) for group in _groups(settled)]
        return [*self._joined, *(item.patch for item in loose)]

    def _bake(self, still: list[Item], ground: Planes, base: Planes) -> None:
        then = {item.number: item for item in self._baked}
        now = {item.number: item for item in still}
        stale = [item for n, item in then.items() if not item.same(now.get(n))]
        fresh = [item for n, item in now.items() if not item.same(then.get(n))]
        for box in _apart([self._inside(item.patch.box) for item in (*stale, *fresh)]):
            yuv.copy_box(ground, base, box)
            for item in still:
                if yuv.overlapping(item.patch.box, box):
                    yuv.blend(item.patch, base, box)
        self._baked = still

    def _inside(self, box: Box) -> Box:
        x0, y0, x1, y1 = box
        return max(0, x0), max(0, y0), min(self.w, x1), min(self.h, y1)


def _groups(patches: Sequence[Patch]) -> list[list[Patch]]:
    """The patches in groups that give the same pixels as one by one: none overlaps another of its group, else order is kept."""
    groups: list[list[Patch]] = []
    boxes: list[Box] = []
    for patch in patches:
        place = None
        for number in range(len(groups) - 1, -1, -1):
            if any(patch.overlaps(other) for other in groups[number]):
                break
            both = yuv.united(boxes[number], patch.box)
            if yuv.area(both) - yuv.area(boxes[number]) - yuv.area(patch.box) <= _ROOM:
                place = number
                break
        if place is None:
            groups.append([patch])
            boxes.append(patch.box)
        else:
            groups[place].append(patch)
            boxes[place] = yuv.united(boxes[place], patch.box)
    return groups


def _apart(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that cover the same pixels and do not overlap; empty ones are left out."""
    kept: list[Box] = []
    for box in boxes:
        if box[0] >= box[2] or box[1] >= box[3]:
            continue
        grown = True
        while grown:
            grown = False
            for other in kept:
                if yuv.overlapping(box, other):
                    kept.remove(other)
                    box, grown = yuv.united(box, other), True
                    break
        kept.append(box)
    return kept
