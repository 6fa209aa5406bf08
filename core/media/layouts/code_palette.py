"""Colours of code, derived from a look so that all of it can be read."""

from __future__ import annotations

from dataclasses import dataclass

from core.media.colour import contrast, dark, mixed, readable, turned
from core.media.layouts.highlight import Kind
from core.media.layouts.kit import Stage
from core.media.looks.idiom import Card

THIN = 5.4
"""Contrast asked of code: its strokes are so thin that some of it is lost in smoothing."""


@dataclass(frozen=True)
class CodePalette:
    """Colours of the window and of each kind of code, all readable on the window and on its glow."""

    paper: str
    bar: str
    edge: str
    glow: str
    accent: str
    number: str
    kinds: dict[Kind, str]

    @classmethod
    def of(cls, stage: Stage) -> CodePalette:
        """Derived from the look: its accent for what commands, a second hue for what is given, its soft ink for remarks."""
        palette = stage.palette
        if stage.idiom.card is Card.RULED:
            paper = mixed(palette.ground, "#FFFFFF", 0.5)
        elif dark(palette.ground):
            paper = mixed(palette.ground, "#000000", 0.34)
        else:
            paper = palette.deep if dark(palette.deep) and contrast(palette.deep, palette.ground) > 5 else palette.ink
        night = dark(paper)
        ink = "#F4F6FA" if night else palette.ink
        accent = palette.accent
        second = palette.accent_end or turned(accent, 45 if night else 200, saturation=0.62)
        glow = mixed(paper, accent, 0.15)
        quiet = mixed(paper, ink, 0.62)

        def ok(colour: str) -> str:
            return readable(colour, paper, glow, least=THIN)

        kinds = {
            Kind.PLAIN: ok(mixed(paper, ink, 0.86)),
            Kind.KEYWORD: ok(accent),
            Kind.NAME: ok(ink),
            Kind.STRING: ok(second),
            Kind.NUMBER: ok(mixed(second, ink, 0.25)),
            Kind.COMMENT: ok(quiet),
            Kind.OPERATOR: ok(mixed(paper, ink, 0.7)),
            Kind.PROMPT: ok(accent),
            Kind.OPTION: ok(second),
        }
        return cls(paper, mixed(paper, ink, 0.07), mixed(paper, ink, 0.16), glow, ok(accent), ok(mixed(paper, ink, 0.5)), kinds)
