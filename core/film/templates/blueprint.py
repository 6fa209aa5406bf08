"""Blueprint: how it is done, step by step."""

from __future__ import annotations

from core.film.casting import Placement
from core.film.look import Beat, CaptionStyle, Look, Motion, Palette, Template, Type
from core.film.slide import Layout
from core.film.sound import Mood
from core.film.storyboard import Transition

BLUEPRINT = Template(
    id="blueprint",
    name="Blueprint",
    about="A dark drawing board with a fine grid; code is revealed line by line, and the line that is spoken glows.",
    good_for=("How-tos", "Developer updates", "Migrations", "API changes"),
    look=Look(
        name="blueprint",
        palette=Palette(
            ground="#111B2A",
            surface="#0C131D",
            ink="#F2F7F5",
            soft="#9DB0C4",
            line="#2A3C52",
            accent="#6EE7B7",
            accent_end="#F5C26B",
            on_accent="#0B1420",
            tint="#173A36",
            deep="#172538",
            on_deep="#F2F7F5",
            negative="#FF8A80",
        ),
        type=Type(display="Manrope", display_weight=800, display_tracking=-0.03, text="Manrope", text_weight=500),
        motion=Motion(entry="type", entry_ms=400, stagger_ms=80, travel=0.024),
        radius=0.018,
        captions=CaptionStyle.CHIP,
    ),
    placements=(
        Beat(layout=Layout.TITLE, placement=Placement.HALF),
        Beat(layout=Layout.SECTION, placement=Placement.NONE),
        Beat(layout=Layout.CODE, placement=Placement.NONE),
        Beat(layout=Layout.TABLE, placement=Placement.NONE),
        Beat(layout=Layout.CREDITS, placement=Placement.NONE),
    ),
    placement=Placement.BUBBLE,
    beats=(
        Layout.TITLE,
        Layout.SECTION,
        Layout.STATEMENT,
        Layout.STEPS,
        Layout.CODE,
        Layout.BULLETS,
        Layout.COMPARISON,
        Layout.NUMBER,
        Layout.TIMELINE,
        Layout.CALL,
    ),
    music=Mood.CURIOUS,
    before_ms=250,
    after_ms=400,
    transition=Transition.FADE,
    section_transition=Transition.SLIDE,
    transition_ms=350,
    avatar="sam",
)
