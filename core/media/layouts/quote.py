"""Quote: somebody's words, marked or strengthened as they are said, and whose they are."""

from __future__ import annotations

import re

from core.film.slide import Quote
from core.media.layer import Layer, Rect
from core.media.layouts.kinetic import marker_layers, read_along, word_starts
from core.media.layouts.kit import Stage, kicker, text_layer
from core.media.text import TextBlock, TextStyle, set_text

SHARE = 0.116
FALLBACKS = ((True, True, True), (False, True, True), (False, True, False), (False, False, False))
"""Whether kicker, author and role are there: what gives way so that the words fit."""
MARKS = {"Hanken Grotesk": "Manrope"}
_SENTENCE_END = re.compile(r"[.!?。！？]$")


def layers(stage: Stage) -> list[Layer]:
    """Quotation mark, words, author."""
    slide = stage.scene.slide
    quote = slide.quote or Quote(text=slide.headline or slide.body)
    for kicked, name, role in FALLBACKS:
        kept = quote.model_copy(update={"author": quote.author if name else "", "role": quote.role if role else ""})
        found, fits = _arranged(stage, kept, kicked=kicked)
        if fits:
            break
    return found


def _arranged(stage: Stage, quote: Quote, *, kicked: bool) -> tuple[list[Layer], bool]:
    """All of it in its places, and whether the words fit."""
    room, em = stage.room, stage.em
    found: list[Layer] = []
    if stage.scene.slide.kicker and kicked:
        label, height = kicker(stage, stage.scene.slide.kicker, room, room.y)
        found.append(label)
        used = height + 0.03 * em
        room = Rect(room.x, room.y + used, room.w, room.h - used)
    mark_h, gap = 0.15 * em, 0.05 * em
    beside = room.w > 1.25 * room.h and not stage.frame.tall
    indent = 0.155 * em if beside else 0.0
    lead = 0.0 if beside or not kicked else mark_h * 0.72 + 0.6 * gap
    name, role = _signature(stage, quote, room.w - indent)
    signed = sum(b.height for b in (name, role) if b) + (0.016 * em if name and role else 0.0)
    under = gap + signed if signed else 0.0
    words = stage.fit(quote.text, stage.display(SHARE), room.w - indent, max(room.h - under - lead, em * 0.1), max_lines=12)
    fits = words.fits and lead + words.height + under <= room.h + 1
    top = room.y + max(0.0, room.h - lead - words.height - under) * 0.42
    x, y = room.x + indent, top + lead
    if beside or lead:
        found += _mark(stage, room.x, top + (0.02 * em if beside else 0.0), mark_h)
    found += _words(stage, words, x, y, room)
    return [*found, *_signed(stage, name, role, x, y + words.height + gap, room)], fits


def _mark(stage: Stage, x: float, y: float, height: float) -> list[Layer]:
    # Hanken Grotesk's marks are bare slanted strokes; Manrope's have the weight that a lone mark needs.
    family = MARKS.get(stage.look.type.display, stage.look.type.display)
    block = set_text("“", TextStyle(family, 800, height * 2.2), height * 4)
    layer = text_layer(stage, "mark", block, x, y, stage.palette.accent, pose=stage.enter(0))
    return [Layer(layer.rect, layer.draw, pose=layer.pose)]


def _words(stage: Stage, block: TextBlock, x: float, y: float, room: Rect) -> list[Layer]:
    ink = stage.readable(stage.palette.ink)
    starts = word_starts(stage, "quote", block)
    if not stage.idiom.marker:
        return [read_along(stage, "quote", block, x, y, ink, starts, pose=stage.enter(60, 1), room=room)]
    text = text_layer(stage, "quote", block, x, y, ink, pose=stage.enter(60, 1), room=room)
    return [*marker_layers(stage, block, x, y, marked(block), starts, stage.palette.deep), text]


def marked(block: TextBlock) -> range:
    """The words that are worth a marker: the last sentence, or the last half of a single one."""
    count = len(block.words)
    ends = [i for i, word in enumerate(block.words[:-1]) if _SENTENCE_END.search(word.text)]
    return range(ends[-1] + 1, count) if ends else range(count // 2, count)


def _signature(stage: Stage, quote: Quote, width: float) -> tuple[TextBlock | None, TextBlock | None]:
    style = stage.text(0.046, weight=700)
    name = stage.fit(quote.author, style, width, 0.12 * stage.em, max_lines=2) if quote.author else None
    role = stage.fit(quote.role, stage.text(0.036), width, 0.14 * stage.em, max_lines=2) if quote.role else None
    return name, role


def _signed(stage: Stage, name: TextBlock | None, role: TextBlock | None, x: float, y: float, room: Rect) -> list[Layer]:
    found = []
    start = min(stage.said("author").start_ms, max(0.0, stage.total_ms - 1600.0)) if name else 400.0
    if name is not None:
        ink = stage.readable(stage.palette.ink)
        found.append(text_layer(stage, "author", name, x, y, ink, pose=stage.enter(start), room=room))
        y += name.height + 0.016 * stage.em
    if role is not None:
        soft = stage.readable(stage.palette.soft)
        found.append(text_layer(stage, "role", role, x, y, soft, pose=stage.enter(start, 1), room=room))
    return found
