"""The nouns: frozen values, no I/O."""

from core.film.brief import Aspect, Asset, Brief, Format, Quality
from core.film.casting import Avatar, Casting, Pace, Placement, Voice
from core.film.cut import Cut, Finding, Report, Segment, Severity, TextOnScreen
from core.film.finish import Direction, Finish
from core.film.handling import Handling
from core.film.look import Beat, CaptionStyle, Look, Motion, Palette, Template, Type
from core.film.order import Order
from core.film.performance import Performance
from core.film.script import Line, Script, Source
from core.film.slide import Chart, ChartKind, Code, Figure, Footage, Item, Layout, Picture, Quote, Series, Slide, Table, Visual
from core.film.sound import Loudness, Mix, Mood, Music, MusicBed, Passage, Phoneme, Placed, Played, Score, SoundPlan, Take, Word
from core.film.storyboard import Shot, Staging, Storyboard, Transition, Utterance
from core.film.timeline import Clip, Cue, CueWord, Scene, Span, Spoken, Timeline, Track

__all__ = [
    "Aspect",
    "Asset",
    "Avatar",
    "Beat",
    "Brief",
    "CaptionStyle",
    "Casting",
    "Chart",
    "ChartKind",
    "Clip",
    "Code",
    "Cue",
    "CueWord",
    "Cut",
    "Direction",
    "Figure",
    "Finding",
    "Finish",
    "Footage",
    "Format",
    "Handling",
    "Item",
    "Layout",
    "Line",
    "Look",
    "Loudness",
    "Mix",
    "Mood",
    "Motion",
    "Music",
    "MusicBed",
    "Order",
    "Pace",
    "Palette",
    "Passage",
    "Performance",
    "Phoneme",
    "Picture",
    "Placed",
    "Placement",
    "Played",
    "Quality",
    "Quote",
    "Report",
    "Scene",
    "Score",
    "Script",
    "Segment",
    "Series",
    "Severity",
    "Shot",
    "Slide",
    "SoundPlan",
    "Source",
    "Span",
    "Spoken",
    "Staging",
    "Storyboard",
    "Table",
    "Take",
    "Template",
    "TextOnScreen",
    "Timeline",
    "Track",
    "Transition",
    "Type",
    "Utterance",
    "Visual",
    "Voice",
    "Word",
]  # fmt: skip
