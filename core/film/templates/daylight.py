"""Daylight: warm, clear and friendly."""

from __future__ import annotations

from core.film.casting import Placement
from core.film.look import Beat, CaptionStyle, Look, Motion, Palette, Template, Type
from core.film.slide import Layout
from core.film.sound import Mood
from core.film.storyboard import Transition

DAYLIGHT = Template(
    id="daylight",
    name="Daylight",
    about="Warm paper, coral arches and cards that lift when their words are said. Clear and friendly.",
    good_for=("Release notes", "Announcements", "Onboarding"),
    look=Look(
        name="daylight",
        palette=Palette(
            ground="#FAF6F0",
            surface="#FFFFFF",
            ink="#14213D",
            soft="#46506B",
            line="#E9DFD3",
            accent="#FF6B4A",
            on_accent="#14213D",
            tint="#FFD9C7",
            deep="#14213D",
            on_deep="#FAF6F0",
            negative="#C0392B",
        ),
        type=Type(display="Manrope", display_weight=800, display_tracking=-0.03, text="Manrope", text_weight=500),
        motion=Motion(entry="rise", entry_ms=480, stagger_ms=90, travel=0.030),
        radius=0.022,
        captions=CaptionStyle.LINE,
    ),
    placements=(
        Beat(layout=Layout.TITLE, placement=Placement.FULL),
        Beat(layout=Layout.SECTION, placement=Placement.NONE),
        Beat(layout=Layout.STATEMENT, placement=Placement.BUBBLE),
        Beat(layout=Layout.BULLETS, placement=Placement.HALF),
        Beat(layout=Layout.NUMBER, placement=Placement.HALF),
        Beat(layout=Layout.QUOTE, placement=Placement.BUBBLE),
        Beat(layout=Layout.STILL, placement=Placement.BUBBLE),
        Beat(layout=Layout.CALL, placement=Placement.FULL),
        Beat(layout=Layout.CREDITS, placement=Placement.NONE),
    ),
    placement=Placement.BUBBLE,
    music=Mood.BRIGHT,
    before_ms=250,
    after_ms=350,
    transition=Transition.FADE,
    section_transition=Transition.PUSH,
    transition_ms=400,
    avatar="maya",
)
