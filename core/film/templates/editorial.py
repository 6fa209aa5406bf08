"""Editorial: a page of a good magazine."""

from __future__ import annotations

from core.film.casting import Placement
from core.film.look import Beat, CaptionStyle, Look, Motion, Palette, Template, Type
from core.film.slide import Layout
from core.film.sound import Mood
from core.film.storyboard import Transition

EDITORIAL = Template(
    id="editorial",
    name="Editorial",
    about="Serif type on paper between printed rules; a marker is drawn under the words as they are said.",
    good_for=("Explainers", "Articles", "Incident reviews", "Customer quotes"),
    look=Look(
        name="editorial",
        palette=Palette(
            ground="#FBF7EF",
            surface="#F4EDDF",
            ink="#1C1A17",
            soft="#665F56",
            line="#D5CBB8",
            accent="#B3261E",
            on_accent="#FFFFFF",
            tint="#E9E0CF",
            deep="#F6D9A8",
            on_deep="#1C1A17",
            negative="#B3261E",
        ),
        type=Type(display="Source Serif", display_weight=700, display_tracking=-0.012, text="Source Serif", text_weight=400),
        motion=Motion(entry="fade", entry_ms=520, stagger_ms=120, travel=0.012),
        radius=0.0,
        captions=CaptionStyle.LINE,
    ),
    placements=(
        Beat(layout=Layout.TITLE, placement=Placement.HALF),
        Beat(layout=Layout.SECTION, placement=Placement.NONE),
        Beat(layout=Layout.STATEMENT, placement=Placement.NONE),
        Beat(layout=Layout.NUMBER, placement=Placement.HALF),
        Beat(layout=Layout.CHART, placement=Placement.NONE),
        Beat(layout=Layout.TABLE, placement=Placement.NONE),
        Beat(layout=Layout.CODE, placement=Placement.NONE),
        Beat(layout=Layout.CALL, placement=Placement.HALF),
        Beat(layout=Layout.CREDITS, placement=Placement.NONE),
    ),
    placement=Placement.BUBBLE,
    beats=(
        Layout.TITLE,
        Layout.SECTION,
        Layout.STATEMENT,
        Layout.QUOTE,
        Layout.NUMBER,
        Layout.BULLETS,
        Layout.TIMELINE,
        Layout.COMPARISON,
        Layout.CALL,
    ),
    music=Mood.WARM,
    before_ms=350,
    after_ms=500,
    transition=Transition.CUT,
    section_transition=Transition.PUSH,
    transition_ms=550,
    avatar="noor",
)
