"""Scenes become pictures: each layout has a module of its name that gives the layers of its content.

A layout module has `layers(stage) -> list[Layer]`; where it replaces the look's ground, `ground(stage) -> Ground | None` and
what lies on that, `under(stage) -> list[Layer]`; and where it wears other colours than the look's, `dressed(stage) -> Stage`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from core.film.slide import Layout
from core.film.timeline import Scene
from core.media import looks
from core.media.layer import Ground, Picture
from core.media.layouts.kit import Stage, stage_of
from core.value import Blob


def lay_out(scene: Scene, files: Callable[[Blob], Path]) -> Picture:
    """The picture of `scene` without its presenter and captions; `files` tells where a blob lies.

    From back to front: the ground (the layout's own, or the look's), the look's motif, what stands behind the presenter, the
    content.
    """
    scene = looks.dressed(scene)
    module = module_of(scene.slide.layout)
    stage = stage_of(scene, files)
    if hasattr(module, "dressed"):
        stage = module.dressed(stage)
        scene = stage.scene
    own = _own_ground(module, stage)
    motif = tuple(module.under(stage)) if own and hasattr(module, "under") else () if own else looks.motif(scene, stage.frame)
    content = tuple(module.layers(stage))
    return Picture(own or looks.ground(scene, stage.frame), (*motif, *looks.presenter_backing(scene, stage.frame), *content))


def module_of(layout: Layout) -> ModuleType:
    """The module that draws `layout`, loaded when first needed."""
    return importlib.import_module(f"{__name__}.{layout.value}")


def _own_ground(module: ModuleType, stage: Stage) -> Ground | None:
    ground: Ground | None = module.ground(stage) if hasattr(module, "ground") else None
    return ground
