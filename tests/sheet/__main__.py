"""Draws every layout in every look and aspect as pictures to be looked at.

python -m tests.sheet [--template T] [--layout L] [--strip] [--out FOLDER]
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from core.film import Aspect, Layout, Placement, Scene, Template
from core.film.templates import TEMPLATES, template
from core.media.layouts import lay_out
from core.media.sheet import Pixels, contact_sheet, reference
from core.value import Blob
from tests.sheet.pictures import draw_photo, draw_screen
from tests.sheet.samples import PHOTO, SHOT, SLIDES, placement_of, scene_of

ASPECTS = (Aspect.WIDE, Aspect.SQUARE, Aspect.TALL)
HOLD = 0.86
STRIP = (0.02, 0.06, 0.12, 0.3, 0.6, HOLD)
"""Moments of a scene, in shares of its length."""


def main() -> None:
    """Writes one PNG for each template and layout that is asked for."""
    asked = argparse.ArgumentParser(prog="tests.sheet", description="Contact sheets of layouts and looks.")
    asked.add_argument("--template", choices=[t.id for t in TEMPLATES])
    asked.add_argument("--layout", choices=[layout.value for layout in Layout])
    asked.add_argument("--aspect", action="append", choices=[a.value for a in Aspect], help="may be given several times")
    asked.add_argument("--placement", choices=[p.value for p in Placement], help="instead of the template's own")
    asked.add_argument("--strip", action="store_true", help="show each scene over time")
    asked.add_argument("--bare", action="store_true", help="without presenter and captions")
    asked.add_argument("--out", type=Path, default=Path("sheets"))
    options = asked.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    templates = [template(options.template)] if options.template else list(TEMPLATES)
    layouts = [Layout(options.layout)] if options.layout else list(Layout)
    aspects = [Aspect(a) for a in options.aspect] if options.aspect else list(ASPECTS)
    with tempfile.TemporaryDirectory() as folder:
        files = material(Path(folder))
        for layout in layouts:
            rows = [row for one in templates for row in rows_of(one, layout, aspects, options, files)]
            name = f"{layout.value}{'-' + options.template if options.template else ''}{'-strip' if options.strip else ''}.png"
            save(options.out / name, contact_sheet(rows, 250 if options.strip else 330))


def rows_of(
    one: Template, layout: Layout, aspects: list[Aspect], options: argparse.Namespace, files: Callable[[Blob], Path]
) -> list[tuple[str, list[Pixels]]]:
    """The pictures of one template and layout: all aspects in one row, or each aspect over time."""
    slide, narration = SLIDES[layout]
    place = Placement(options.placement) if options.placement else placement_of(one, layout)
    rows: list[tuple[str, list[Pixels]]] = []
    found: list[Pixels] = []
    for aspect in aspects:
        scene = scene_of(one, slide, narration, aspect, place, captions=not options.bare)
        moments = STRIP if options.strip else (HOLD,)
        pictures = drawn(scene, moments, files, bare=options.bare)
        if options.strip:
            rows.append((f"{one.name} · {layout.value} · {aspect.value} · {place.value}", pictures))
        found += pictures
    if options.strip:
        return rows
    other = Placement.NONE if place is not Placement.NONE else Placement.BUBBLE
    for aspect in aspects[:1]:
        scene = scene_of(one, slide, narration, aspect, other, seed=5, captions=False)
        found += drawn(scene, (HOLD,), files, bare=options.bare)
    return [(f"{one.name} · {layout.value} · {place.value}, then {other.value}", found)]


def drawn(scene: Scene, moments: tuple[float, ...], files: Callable[[Blob], Path], *, bare: bool) -> list[Pixels]:
    """Frames of a scene at shares of its length."""
    if bare:
        picture = lay_out(scene, files)
    else:
        from core.media.assemble import assemble

        picture = assemble(scene, files)
    w, h = scene.format.size
    length = scene.frames * 1000 / scene.format.fps
    return [reference(picture, w, h, length * share) for share in moments]


def material(folder: Path) -> Callable[[Blob], Path]:
    """A photo and a screenshot as files, and where they lie."""
    save(folder / "photo.png", draw_photo(1600, 1067))
    save(folder / "screen.png", draw_screen(1440, 900))
    places = {PHOTO: folder / "photo.png", SHOT: folder / "screen.png"}
    return lambda blob: places[blob]


def save(path: Path, pixels: Pixels) -> None:
    """Writes RGB pixels as a PNG."""
    cv2.imwrite(str(path), np.ascontiguousarray(pixels[..., ::-1]))


if __name__ == "__main__":
    main()
