"""Script -> Storyboard: shots with their presenter, their room and the way into the next."""

from __future__ import annotations

from core.engine import stage
from core.film import (
    Avatar,
    Casting,
    Direction,
    Layout,
    Line,
    Placement,
    Script,
    Shot,
    Slide,
    Staging,
    Storyboard,
    Template,
    Transition,
    Utterance,
)
from core.film.alignment import tokens
from core.film.closing import REST_MS, credits_in, credits_shot
from core.film.naming import shot_lines, shot_names
from core.film.phrasing import places

_IN_WORDS = frozenset(
    {Layout.TITLE, Layout.SECTION, Layout.STATEMENT, Layout.QUOTE, Layout.BULLETS, Layout.STEPS, Layout.CALL, Layout.CREDITS}
)
"""Layouts that show words alone, at once or as they are said."""

REPEATED = 0.8
"""A narration of which so much stands on the screen needs no caption there; caption files have it all the same."""

FEW_LETTERS, BREATH_MS = 26, 900
"""A title of so few letters stands so much longer: long enough to be read."""

BESIDE = 40
"""A list whose texts take more places than this wants the whole width: its presenter moves to the corner."""


@stage(version=7)
def storyboard(script: Script, template: Template, casting: Casting, direction: Direction) -> Storyboard:
    """Shots in order. A line that is too full for one picture becomes two; licences that ask for it get their credit."""
    lines = [line for line in shot_lines(script.lines) if not line.handling.hidden]
    closing = credits_shot(casting.avatar, credits_in(line.slide for line in lines), script.language)
    lines += [closing] if closing is not None else []
    shots = []
    for i, (name, line) in enumerate(zip(shot_names(lines), lines, strict=True)):
        after = lines[i + 1] if i + 1 < len(lines) else None
        shots.append(_shot(name, line, after, script.language, template, casting, direction))
    told = tuple(filter(None, (script.stood_in, script.unchecked)))
    return Storyboard(title=script.title, language=script.language, shots=tuple(shots), stood_in=told)


def _shot(
    name: str, line: Line, after: Line | None, language: str, template: Template, casting: Casting, direction: Direction
) -> Shot:
    wanted = line.handling
    room = template.after_ms if wanted.after_ms is None else wanted.after_ms
    words = Utterance(
        text=line.narration,
        language=language,
        voice=wanted.voice or casting.voice,
        pace=wanted.pace or 100,
        pronounce=tuple(pair for pair in direction.pronounce if pair[0].casefold() in line.narration.casefold()),
        take=wanted.take,
    )
    return Shot(
        id=name,
        utterance=words,
        slide=line.slide,
        staging=_staging(line.slide, template, casting.avatar, wanted.placement or direction.placement),
        before_ms=template.before_ms if wanted.before_ms is None else wanted.before_ms,
        after_ms=min(5000, room + (REST_MS if after is None else BREATH_MS if _brief(line) else 0)),
        transition=Transition.CUT if after is None else _joined(line, after, template),
        captions=not _reads_itself(line) if wanted.captions is None else wanted.captions,
        music_db=wanted.music_db,
        source=line.source,
    )


def _brief(line: Line) -> bool:
    """Whether a title is hardly said before it would be gone."""
    return line.slide.layout is Layout.TITLE and sum(map(len, tokens(line.narration))) <= FEW_LETTERS


def _joined(line: Line, after: Line, template: Template) -> Transition:
    return line.handling.transition or _transition(line.slide.layout, after.slide.layout, template)


def _reads_itself(line: Line) -> bool:
    """Whether the picture already shows the words as they are said, so that a caption would show them twice."""
    slide = line.slide
    if slide.layout not in _IN_WORDS:
        return False
    shown = set(tokens(" ".join(words for _, words in slide.parts())))
    heard = tokens(line.narration)
    return sum(len(word) for word in heard if word in shown) >= REPEATED * sum(len(word) for word in heard)


def _staging(slide: Slide, template: Template, avatar: Avatar | None, fixed: Placement | None) -> Staging:
    if avatar is None:
        return Staging()
    by_layout = {beat.layout: beat.placement for beat in template.placements}
    layout = Layout.CALL if slide.layout is Layout.CREDITS else slide.layout
    placement = fixed or by_layout.get(layout, template.placement)
    if fixed is None and placement is not Placement.NONE and _crowded(slide, placement):
        placement = Placement.BUBBLE
    return Staging(avatar=avatar, placement=placement) if placement is not Placement.NONE else Staging()


def _crowded(slide: Slide, placement: Placement) -> bool:
    """Whether what is shown needs the room that the presenter would take."""
    if slide.layout is Layout.CREDITS:
        return len(slide.items) > 1
    return placement is Placement.HALF and _full(slide)


def _full(slide: Slide) -> bool:
    """Whether a list has more words than stand well beside half a presenter."""
    words = [f"{item.label} {item.title} {item.text}".strip() for item in slide.items]
    return len(words) > 3 or max((places(item.text) for item in slide.items), default=0) > BESIDE or sum(map(places, words)) > 130


def _transition(here: Layout, there: Layout, template: Template) -> Transition:
    chapter = Layout.SECTION in (here, there) or here is Layout.TITLE
    return template.section_transition if chapter else template.transition
