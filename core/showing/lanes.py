"""A storyboard and a timeline as pages list and draw them: cards of shots, bars on tracks, levels of voice and music."""

from __future__ import annotations

from collections.abc import Sequence

from core.film import Asset, Placement, SoundPlan, Storyboard, Track
from core.film.picturing import material
from core.film.timing import RATE, to_ms
from core.media.reading.phrases import clipped
from core.showing.views import Bar, Lanes, ShotCard

_TITLE = 60
"""Characters of a title in a list."""


def short_title(text: str) -> str:
    """The first words of a text, as long as a title in a list may be."""
    fitted = clipped(text, _TITLE)
    return fitted if len(fitted) == len(text) else f"{fitted}…"


def cards_of(board: Storyboard, assets: Sequence[Asset] = ()) -> tuple[ShotCard, ...]:
    """A card for each shot; `assets` are the pictures that the film's text refers to."""
    cards = []
    for i, shot in enumerate(board.shots, 1):
        staging = shot.staging
        who = staging.avatar.name if staging.avatar and staging.placement is not Placement.NONE else ""
        title = short_title(shot.slide.headline or shot.utterance.text)
        shown = material(shot.slide, assets)
        words, layout = shot.utterance.text, shot.slide.layout.value
        cards.append(ShotCard(i, shot.id, title, words, layout, who, staging.placement.value, shown.kind.value, shown.why))
    return tuple(cards)


def lanes_of(
    track: Track, plan: SoundPlan | None, cards: tuple[ShotCard, ...], spoken: tuple[tuple[int, ...], ...], music: tuple[int, ...]
) -> Lanes:
    """The tracks; narration and music only where their plan is known."""
    whole, by_id = to_ms(track.frames, track.fps), {card.id: card for card in cards}
    bars: list[Bar] = []
    for number, (start, clip) in enumerate(zip(track.starts(), track.clips, strict=True), 1):
        begins, ends = to_ms(start, track.fps), to_ms(start + clip.frames, track.fps)
        bars.append(Bar("picture", begins, ends, short_title(clip.headline or clip.narration), number))
        if (card := by_id.get(clip.shot)) and card.presenter:
            bars.append(Bar("avatar", begins, ends, card.presenter, number))
        for cue in clip.cues:
            bars.append(Bar("captions", begins + cue.start_ms, begins + cue.end_ms, cue.text.replace("\n", " "), number))
    voice: list[tuple[int, int]] = []
    for number, placed in enumerate(plan.narration if plan else (), 1):
        begins = placed.start_sample * 1000 // RATE
        bars.append(Bar("narration", begins, begins + placed.duration_ms, track.clips[number - 1].narration, number))
        levels = spoken[number - 1] if number <= len(spoken) else ()
        voice += [(begins + i * placed.duration_ms // len(levels), level) for i, level in enumerate(levels)]
    if plan and plan.bed:
        bars.append(Bar("music", 0, whole, plan.bed.mood.value, 0))
    return Lanes(whole, tuple(bars), tuple(voice), tuple((i * whole // len(music), level) for i, level in enumerate(music)))
