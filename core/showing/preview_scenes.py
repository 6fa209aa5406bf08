"""The scenes that show what a template looks like, and its presenter standing in them."""

from __future__ import annotations

from core.film import (
    Aspect,
    Avatar,
    Beat,
    Figure,
    Format,
    Item,
    Layout,
    Performance,
    Placement,
    Quality,
    Scene,
    Slide,
    Spoken,
    Template,
)
from core.film.avatars import AVATARS, avatar
from core.film.timing import to_frames

SHOT_MS = 3000
"""How long each scene of a preview is."""

_SLIDES = (
    Slide(layout=Layout.TITLE, kicker="Harbor 2.4", headline="Notes that work anywhere"),
    Slide(
        layout=Layout.BULLETS,
        headline="Three things that change your day",
        items=(
            Item(title="Offline sync", text="Merged when the device is back"),
            Item(title="Search in 120 ms", text="3.4 times faster"),
            Item(title="Finer permissions", text="Per folder, tag or record"),
        ),
    ),
    Slide(
        layout=Layout.NUMBER,
        headline="",
        figure=Figure(value=120, text="120", unit="ms", label="Median search time", before="410 ms", change="3.4× faster"),
    ),
)


def preview_scenes(template: Template) -> tuple[Scene, ...]:
    """Three scenes of `SHOT_MS` in the template: a title, bullets and a number."""
    form = Format(aspect=template.aspect if template.aspect is Aspect.TALL else Aspect.WIDE, quality=Quality.DRAFT)
    who = avatar(template.avatar) if template.avatar else AVATARS[0]
    look = template.look
    scenes = []
    for i, slide in enumerate(_SLIDES):
        parts = slide.parts()
        step = (SHOT_MS - 900) // max(1, len(parts))
        spoken = tuple(
            Spoken(part=name, start_ms=150 + k * step, end_ms=150 + (k + 1) * step) for k, (name, _) in enumerate(parts)
        )
        performance = standing(who, placement_in(template, slide.layout))
        scenes.append(
            Scene(
                shot=f"preview-{i}",
                seed=i + 1,
                slide=slide,
                look=look,
                language="en",
                format=form,
                spoken=spoken,
                frames=to_frames(SHOT_MS, form.fps),
                performance=performance,
                take_ms=150,
                take_end_ms=SHOT_MS - 300,
                safe_top=template.safe_top,
                safe_bottom=template.safe_bottom,
            )
        )
    return tuple(scenes)


def standing(who: Avatar, placement: Placement) -> Performance | None:
    """A presenter who stands and smiles; nothing where nobody is seen."""
    if placement is Placement.NONE:
        return None
    return Performance(avatar=who, placement=placement, duration_ms=SHOT_MS, blinks=(900, 2400), smile=((0, 60), (SHOT_MS, 60)))


def placement_in(template: Template, layout: Layout) -> Placement:
    """Where the template's presenter stands in that layout."""
    by_layout: dict[Layout, Placement] = {beat.layout: beat.placement for beat in template.placements if isinstance(beat, Beat)}
    return by_layout.get(layout, template.placement)
