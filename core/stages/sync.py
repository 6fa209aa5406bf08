"""Storyboard, takes, visuals, performances -> Timeline: words, pictures and captions laid on one line of time."""

from __future__ import annotations

import zlib
from itertools import pairwise

from core.engine import Each, stage
from core.film import (
    CaptionStyle,
    Clip,
    Cue,
    Finish,
    Format,
    Mood,
    MusicBed,
    Performance,
    Placed,
    Placement,
    Scene,
    Shot,
    SoundPlan,
    Span,
    Storyboard,
    Take,
    Template,
    Timeline,
    Track,
    Transition,
    Visual,
)
from core.film.alignment import said
from core.film.brief import Aspect
from core.film.captions import LIMIT, cues_of
from core.film.closing import credits_in
from core.film.timing import frames_covering, samples_of_frames, samples_of_ms, to_frames

LONGEST_SPAN = 75
"""Frames encoded as one piece: short enough that an edit is quick and that two cores share a shot."""

TURNS = 12
"""A multiple of the numbers of colours and of shapes that a look chooses from by a scene's seed."""

_UPRIGHT_SAFE = (0.12, 0.20)
"""Shares of the height that phone applications cover with their own controls."""


@stage(version=6)
def sync(
    storyboard: Storyboard,
    takes: Each[Take],
    visuals: Each[Visual],
    performances: Each[Performance],
    template: Template,
    finish: Finish,
    form: Format,
) -> Timeline:
    """Every scene with its times, the spans to encode, the tracks to list, and the plan of the sound."""
    scenes: list[Scene] = []
    clips: list[Clip] = []
    for i, shot in enumerate(storyboard.shots):
        take = takes[shot.id]
        scene, cues = _scene(shot, take, visuals[shot.id], performances[shot.id], template, finish, form)
        if template.look.palette.alternates:
            scene = scene.model_copy(update={"seed": _in_turn(scene.seed, i)})
        scenes.append(scene)
        transition = shot.transition if i + 1 < len(storyboard.shots) else Transition.CUT
        clips.append(_clip(shot, take, performances[shot.id], scene.frames, transition, cues))
    whose = credits_in(shot.slide for shot in storyboard.shots)
    track = Track(
        title=storyboard.title, language=storyboard.language, fps=form.fps, clips=tuple(clips), credits=whose,
        stood_in=storyboard.stood_in,
    )  # fmt: skip
    spans = _spans(scenes, clips, to_frames(template.transition_ms, form.fps))
    return Timeline(spans=spans, track=track, sound=_sound(storyboard, takes, track, finish))


def _clip(shot: Shot, take: Take, performance: Performance, frames: int, transition: Transition, cues: tuple[Cue, ...]) -> Clip:
    """The shot's place on the tracks, with all that is to be told of how it was made."""
    shown = shot.slide.shown
    return Clip(
        shot=shot.id,
        headline=shot.slide.headline,
        narration=shot.utterance.text,
        frames=frames,
        transition=transition,
        cues=cues,
        timed=take.timed,
        note=take.note,
        untimed=take.untimed,
        heard=take.heard,
        stood_in=tuple(filter(None, (performance.note, shown.stood_in if shown else ""))),
    )


def _in_turn(seed: int, place: int) -> int:
    """A seed near `seed` by which a look with alternate colours never gives two neighbours the same."""
    return seed - seed % TURNS + place % TURNS


def _scene(
    shot: Shot, take: Take, visual: Visual, performance: Performance, template: Template, finish: Finish, form: Format
) -> tuple[Scene, tuple[Cue, ...]]:
    from core.media.captions import line_limit
    from core.media.frame import geometry

    top, bottom = _UPRIGHT_SAFE if form.aspect is Aspect.TALL else (0.0, 0.0)
    top, bottom = max(top, template.safe_top), max(bottom, template.safe_bottom)
    seen = performance if performance.placement is not Placement.NONE else None
    end = shot.before_ms + take.duration_ms
    frames = frames_covering(end + shot.after_ms, form.fps)
    burned = finish.captions is not CaptionStyle.NONE and shot.captions
    frame = geometry(form, seen.placement if seen else Placement.NONE, captions=burned, safe_top=top, safe_bottom=bottom)
    # a style that is not seen in a shot is none, so that another style draws nothing again there
    look = template.look.model_copy(update={"captions": finish.captions if burned else CaptionStyle.NONE})
    limit = line_limit(look, frame) if burned else LIMIT
    words = shot.utterance
    length = frames * 1000 // form.fps
    cues = cues_of(take.words, shot.before_ms, length, limit, text=words.text, language=words.language)
    scene = Scene(
        shot=shot.id,
        seed=zlib.crc32(shot.id.encode()),
        slide=visual.slide,
        look=look,
        language=shot.utterance.language,
        format=form,
        frames=frames,
        spoken=said(visual.slide, take.words, shot.before_ms, end),
        performance=seen,
        take_ms=shot.before_ms,
        take_end_ms=end,
        captions=cues if burned else (),
        safe_top=top,
        safe_bottom=bottom,
    )
    return scene, cues


def _spans(scenes: list[Scene], clips: list[Clip], wanted: int) -> tuple[Span, ...]:
    """Bodies cut into pieces, and each transition, which takes half its frames from either side of the cut, on its own."""
    halves = [
        _half(wanted, scenes[i].frames, scenes[i + 1].frames) if clip.transition is not Transition.CUT else 0
        for i, clip in enumerate(clips[:-1])
    ] + [0]
    spans: list[Span] = []
    for i, scene in enumerate(scenes):
        first = halves[i - 1] if i else 0
        spans += _body(scene, first, scene.frames - halves[i])
        if halves[i]:
            after = scenes[i + 1]
            spans.append(
                Span(
                    id=f"{scene.shot}>{after.shot}",
                    scenes=(scene, after),
                    frames=2 * halves[i],
                    first=scene.frames - halves[i],
                    second=-halves[i],
                    transition=clips[i].transition,
                )
            )
    return tuple(spans)


def _half(wanted: int, before: int, after: int) -> int:
    return min(wanted // 2, before // 3, after // 3)


def _body(scene: Scene, first: int, end: int) -> list[Span]:
    pieces = -(-(end - first) // LONGEST_SPAN)
    marks = [first + (end - first) * k // pieces for k in range(pieces + 1)]
    return [Span(id=f"{scene.shot}:{a}", scenes=(scene,), frames=b - a, first=a) for a, b in pairwise(marks)]


def _sound(storyboard: Storyboard, takes: Each[Take], track: Track, finish: Finish) -> SoundPlan:
    samples = samples_of_frames(track.frames, track.fps)
    placed = tuple(
        Placed(
            audio=takes[shot.id].audio,
            duration_ms=takes[shot.id].duration_ms,
            start_sample=samples_of_frames(start, track.fps) + samples_of_ms(shot.before_ms),
        )
        for shot, start in zip(storyboard.shots, track.starts(), strict=True)
    )
    length = -(-samples // 48)
    bed = (
        None
        if finish.mood is Mood.NONE
        else MusicBed(mood=finish.mood, duration_ms=length, seed=zlib.crc32(storyboard.title.encode()))
    )
    return SoundPlan(
        samples=samples,
        narration=placed,
        bed=bed,
        music_db=finish.music_db,
        music_levels=_levels(storyboard, track, finish) if bed else (),
        target_lufs=finish.target_lufs,
        ceiling_dbtp=finish.ceiling_dbtp,
    )


def _levels(storyboard: Storyboard, track: Track, finish: Finish) -> tuple[tuple[int, int], ...]:
    """Where the music's level changes, and to what; nothing where it is the film's own in every shot."""
    if all(shot.music_db is None for shot in storyboard.shots):
        return ()
    found: list[tuple[int, int]] = []
    for shot, start in zip(storyboard.shots, track.starts(), strict=True):
        level = finish.music_db if shot.music_db is None else shot.music_db
        if not found or found[-1][1] != level:
            found.append((samples_of_frames(start, track.fps), level))
    return tuple(found)
