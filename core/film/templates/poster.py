"""Poster: loud, flat and fast, made for phones."""

from __future__ import annotations

from core.film.brief import Aspect
from core.film.casting import Placement
from core.film.look import Beat, CaptionStyle, Look, Motion, Palette, Template, Type
from core.film.slide import Layout
from core.film.sound import Mood
from core.film.storyboard import Transition

POSTER = Template(
    id="poster",
    name="Poster",
    about="Huge type on flat colour; ground and ink change with the beat, and words land.",
    good_for=("Vertical shorts", "Social posts", "Teasers"),
    look=Look(
        name="poster",
        palette=Palette(
            ground="#FFCF33",
            surface="#FFFFFF",
            ink="#161616",
            soft="#3D3510",
            line="#D9AC14",
            accent="#FF5A36",
            on_accent="#161616",
            tint="#FFE17A",
            deep="#FF5A36",
            on_deep="#161616",
            negative="#B3200E",
            alternates=(("#FF5A36", "#161616"), ("#161616", "#FFCF33")),
        ),
        type=Type(display="Hanken Grotesk", display_weight=700, display_tracking=-0.045, text="Hanken Grotesk", text_weight=500),
        motion=Motion(entry="land", entry_ms=420, stagger_ms=60, travel=0.024, overshoot=0.08),
        radius=0.018,
        captions=CaptionStyle.POP,
    ),
    placements=(
        Beat(layout=Layout.BULLETS, placement=Placement.BUBBLE),
        Beat(layout=Layout.STEPS, placement=Placement.BUBBLE),
        Beat(layout=Layout.TIMELINE, placement=Placement.BUBBLE),
        Beat(layout=Layout.COMPARISON, placement=Placement.BUBBLE),
        Beat(layout=Layout.CHART, placement=Placement.NONE),
        Beat(layout=Layout.TABLE, placement=Placement.NONE),
        Beat(layout=Layout.CODE, placement=Placement.NONE),
        Beat(layout=Layout.SCREEN, placement=Placement.BUBBLE),
        Beat(layout=Layout.STILL, placement=Placement.BUBBLE),
        Beat(layout=Layout.STILL_TEXT, placement=Placement.BUBBLE),
        Beat(layout=Layout.CREDITS, placement=Placement.NONE),
    ),
    placement=Placement.CUTOUT,
    beats=(
        Layout.TITLE,
        Layout.STATEMENT,
        Layout.NUMBER,
        Layout.BULLETS,
        Layout.QUOTE,
        Layout.COMPARISON,
        Layout.CALL,
    ),
    music=Mood.DRIVING,
    aspect=Aspect.TALL,
    before_ms=150,
    after_ms=200,
    transition=Transition.CUT,
    section_transition=Transition.WIPE,
    transition_ms=300,
    avatar="zuri",
    safe_top=0.12,
    safe_bottom=0.20,
)
