"""Midnight: a keynote in the dark."""

from __future__ import annotations

from core.film.casting import Placement
from core.film.look import Beat, CaptionStyle, Look, Motion, Palette, Template, Type
from core.film.slide import Layout
from core.film.sound import Mood
from core.film.storyboard import Transition

MIDNIGHT = Template(
    id="midnight",
    name="Midnight",
    about="A dark stage with slow lights, very large figures that count up, and screens whose key part is lit.",
    good_for=("Feature launches", "Keynotes", "Product demos"),
    look=Look(
        name="midnight",
        palette=Palette(
            ground="#0B1030",
            ground_end="#0A0E22",
            surface="#1A2048",
            ink="#FFFFFF",
            soft="#A9B3E6",
            line="#343C73",
            accent="#00D1FF",
            accent_end="#8E8BFF",
            on_accent="#071026",
            tint="#123A63",
            deep="#1B1E4B",
            on_deep="#FFFFFF",
            negative="#FF7A85",
        ),
        type=Type(display="Manrope", display_weight=800, display_tracking=-0.035, text="Manrope", text_weight=500),
        motion=Motion(entry="fade", entry_ms=560, stagger_ms=110, travel=0.018),
        radius=0.024,
        captions=CaptionStyle.KARAOKE,
    ),
    placements=(
        Beat(layout=Layout.TITLE, placement=Placement.FULL),
        Beat(layout=Layout.SECTION, placement=Placement.NONE),
        Beat(layout=Layout.STATEMENT, placement=Placement.BUBBLE),
        Beat(layout=Layout.CALL, placement=Placement.FULL),
        Beat(layout=Layout.CREDITS, placement=Placement.NONE),
    ),
    placement=Placement.BUBBLE,
    beats=(
        Layout.TITLE,
        Layout.SECTION,
        Layout.STATEMENT,
        Layout.NUMBER,
        Layout.BULLETS,
        Layout.QUOTE,
        Layout.COMPARISON,
        Layout.STEPS,
        Layout.CALL,
    ),
    music=Mood.EPIC,
    before_ms=350,
    after_ms=450,
    transition=Transition.FADE,
    section_transition=Transition.ZOOM,
    transition_ms=500,
    avatar="leo",
)
