"""Signal: figures first."""

from __future__ import annotations

from core.film.casting import Placement
from core.film.look import Beat, CaptionStyle, Look, Motion, Palette, Template, Type
from core.film.slide import Layout
from core.film.sound import Mood
from core.film.storyboard import Transition

SIGNAL = Template(
    id="signal",
    name="Signal",
    about="White space, a thin grid, and figures in which only what is meant has colour.",
    good_for=("Weekly metrics", "Reports", "Investor updates"),
    look=Look(
        name="signal",
        palette=Palette(
            ground="#FFFFFF",
            surface="#F5F8F6",
            ink="#0E1512",
            soft="#5A665F",
            line="#DDE5E0",
            accent="#0FA36B",
            on_accent="#06150E",
            tint="#CFE8DC",
            deep="#0E1512",
            on_deep="#FFFFFF",
            negative="#D64545",
        ),
        type=Type(display="Hanken Grotesk", display_weight=700, display_tracking=-0.025, text="Hanken Grotesk", text_weight=400),
        motion=Motion(entry="sweep", entry_ms=420, stagger_ms=70, travel=0.018),
        radius=0.022,
        captions=CaptionStyle.LINE,
    ),
    placements=(
        Beat(layout=Layout.TITLE, placement=Placement.HALF),
        Beat(layout=Layout.SECTION, placement=Placement.NONE),
        Beat(layout=Layout.CALL, placement=Placement.HALF),
        Beat(layout=Layout.CREDITS, placement=Placement.NONE),
    ),
    placement=Placement.BUBBLE,
    beats=(
        Layout.TITLE,
        Layout.SECTION,
        Layout.STATEMENT,
        Layout.NUMBER,
        Layout.COMPARISON,
        Layout.BULLETS,
        Layout.TIMELINE,
        Layout.CALL,
    ),
    music=Mood.DRIVING,
    before_ms=200,
    after_ms=300,
    transition=Transition.FADE,
    section_transition=Transition.WIPE,
    transition_ms=350,
    avatar="nadia",
)
