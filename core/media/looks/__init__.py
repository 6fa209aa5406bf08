"""The six looks: each has its ground, its motif, and what its presenter stands before.

A look's module has `IDIOM`, `ground(scene, frame)`, `motif(scene, frame)`, `backing(scene, frame)`. All of it follows from the
scene's seed and palette, so that a shot always looks the same and its neighbour a little different.
"""

from __future__ import annotations

from types import ModuleType

import skia

from core.errors import UnknownChoice
from core.film.casting import Placement
from core.film.look import Look
from core.film.timeline import Scene
from core.media.colour import contrast, mixed, readable
from core.media.frame import Frame
from core.media.layer import Ground, Layer
from core.media.looks import blueprint, daylight, editorial, midnight, poster, signal
from core.media.looks.idiom import Idiom, Shape
from core.media.looks.standing import clip_of
from core.media.looks.turns import turn

LOOKS: dict[str, ModuleType] = {
    "daylight": daylight,
    "midnight": midnight,
    "editorial": editorial,
    "signal": signal,
    "poster": poster,
    "blueprint": blueprint,
}


def _module(look: Look) -> ModuleType:
    if look.name not in LOOKS:
        raise UnknownChoice(f"There is no look named {look.name}. There are: {', '.join(LOOKS)}.")
    return LOOKS[look.name]


def idiom_of(look: Look) -> Idiom:
    """What the look does its own way."""
    idiom: Idiom = _module(look).IDIOM
    return idiom


def dressed(scene: Scene) -> Scene:
    """The scene in the colours of its turn: a palette with alternate pairs changes ground and ink from shot to shot."""
    palette = scene.look.palette
    which = turn(scene, len(palette.alternates) + 1)
    if not which:
        return scene
    under, ink = palette.alternates[which - 1]
    others = [c for c in (palette.ground, palette.accent, palette.ink) if c not in (under, ink)]
    accent = max(others or [palette.accent], key=lambda colour: contrast(colour, under))
    changed = palette.model_copy(update={
        "ground": under, "ground_end": "", "ink": ink, "alternates": (),
        "soft": readable(mixed(ink, under, 0.12), under, least=5.6),
        "accent": accent, "on_accent": readable(palette.ink, accent), "line": mixed(under, ink, 0.25),
        "deep": palette.ground if palette.deep == under else palette.deep,
    })  # fmt: skip
    return scene.model_copy(update={"look": scene.look.model_copy(update={"palette": changed})})


def ground(scene: Scene, frame: Frame) -> Ground:
    """The picture behind everything."""
    made: Ground = _module(scene.look).ground(scene, frame)
    return made


def motif(scene: Scene, frame: Frame) -> tuple[Layer, ...]:
    """The look's own shapes over the ground and behind the content."""
    layers: tuple[Layer, ...] = _module(scene.look).motif(scene, frame)
    return layers


def presenter_shape(look: Look, placement: Placement) -> str:
    """`arch`, `circle`, `rect` or `cutout`: what the presenter is seen through."""
    idiom = idiom_of(look)
    if placement is Placement.CUTOUT:
        return Shape.CUTOUT.value
    return (idiom.bubble_shape if placement is Placement.BUBBLE else idiom.panel_shape).value


def presenter_backing(scene: Scene, frame: Frame) -> tuple[Layer, ...]:
    """What stands behind the presenter: panel, arch, disc or frame. Empty where nobody is seen."""
    if frame.presenter is None:
        return ()
    layers: tuple[Layer, ...] = _module(scene.look).backing(scene, frame)
    return layers


def presenter_clip(scene: Scene, frame: Frame) -> skia.Path | None:
    """The outline that the presenter is drawn inside, in frame coordinates; None where it stands free."""
    if frame.presenter is None:
        return None
    return clip_of(Shape(presenter_shape(scene.look, frame.placement)), frame, scene.look)
