"""Cut, track, segments, mix -> Report: what was measured on the finished film, and whether it may be called done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.engine import Each, Scratch, stage
from core.film import Clip, Cue, Cut, Finding, Mix, Report, Segment, Severity, SoundPlan, TextOnScreen, Track
from core.film.timing import to_ms

if TYPE_CHECKING:
    from core.media.examination import Examination, Stretch

MOST_CHARACTERS_A_SECOND = 20
CONTRAST = 4.5
LEAST_CONTRAST = 3.0
LONGEST_SHOT_MS = 20_000
OFFSET_MS = 45


@stage(version=2)
def inspect(cut: Cut, track: Track, sound: SoundPlan, segments: Each[Segment], mix: Mix, scratch: Scratch) -> Report:
    """Measures the file as it will be delivered. A hard finding means that the cut is not done.

    What was decoded of segments and sound when they were made counts for the file that holds the same packets.
    """
    from core.media.examination import examine

    seen = examine(scratch.path(cut.film), track.fps, tuple(segments.values()), mix.content)
    heard, onset = mix.loudness, mix.late_ms
    findings = [
        *_streams(seen, cut, track),
        *_contents(seen, segments, track),
        *_picture(seen, track),
        *_captions(track),
        *_texts(segments, track),
        *_speech(track),
    ]
    findings += _sound(heard.integrated_lufs, heard.true_peak_dbtp, sound)
    if onset is not None and abs(onset) > OFFSET_MS:
        findings.append(_finding("offset", Severity.HARD, f"Sound and picture are {onset:.0f} ms apart."))
    texts = [text for segment in segments.values() for text in segment.texts]
    figures = {
        "loudness_lufs": heard.integrated_lufs,
        "true_peak_dbtp": heard.true_peak_dbtp,
        "loudness_range_lu": heard.range_lu,
        "sound_offset_ms": 0.0 if onset is None else onset,
        "frames": float(seen.frames),
        "least_contrast": min((t.contrast for t in texts if any(c.isalnum() for c in t.text)), default=0.0),
        "smallest_text": min((t.height for t in texts), default=0.0),
        "fastest_caption": max((_speed(c) for clip in track.clips for c in clip.cues), default=0.0),
    }
    passed = all(finding.severity is not Severity.HARD for finding in findings)
    return Report(passed=passed, findings=tuple(findings), figures=tuple((k, round(v, 3)) for k, v in figures.items()))


def _finding(
    check: str, severity: Severity, message: str, at_ms: int | None = None, shot: str | None = None, hint: str = ""
) -> Finding:
    return Finding(check=check, severity=severity, message=message, at_ms=at_ms, shot=shot, hint=hint)


def _streams(seen: Examination, cut: Cut, track: Track) -> list[Finding]:
    found = []
    if seen.frames != track.frames or not seen.on_grid:
        found.append(_finding("frames", Severity.HARD, f"The file holds {seen.frames} frames where the film has {track.frames}."))
    if (seen.width, seen.height) != (cut.width, cut.height):
        found.append(_finding("size", Severity.HARD, f"The picture is {seen.width}x{seen.height}, not {cut.width}x{cut.height}."))
    if abs(seen.video_start_ms) > 0.5 or abs(seen.audio_start_ms) > 0.5:
        found.append(
            _finding(
                "start", Severity.HARD, f"Picture starts at {seen.video_start_ms:.1f} ms, sound at {seen.audio_start_ms:.1f} ms."
            )
        )
    if abs(seen.video_ms - seen.audio_ms) > 25:
        found.append(_finding("length", Severity.HARD, f"Picture lasts {seen.video_ms:.0f} ms, sound {seen.audio_ms:.0f} ms."))
    return found


def _contents(seen: Examination, segments: Each[Segment], track: Track) -> list[Finding]:
    found = []
    lengths = [segment.frames for segment in segments.values()]
    for place in seen.strange:
        at = to_ms(sum(lengths[:place]), track.fps)
        told = "The file does not hold the picture that was encoded here."
        found.append(_finding("content", Severity.HARD, told, at, _shot_at(track, at), "Make the film again."))
    if seen.strange_sound:
        told = "The file does not hold the sound that was mixed."
        found.append(_finding("content", Severity.HARD, told, hint="Make the film again."))
    return found


def _picture(seen: Examination, track: Track) -> list[Finding]:
    kinds = (
        ("black", seen.black, "black", Severity.HARD),
        ("blown", seen.blown, "blown out", Severity.WARNING),
        ("frozen", seen.frozen, "frozen", Severity.WARNING),
    )
    return [_stretch(check, s, what, severity, track) for check, stretches, what, severity in kinds for s in stretches]


def _stretch(check: str, stretch: Stretch, what: str, severity: Severity, track: Track) -> Finding:
    seconds = (stretch.end_ms - stretch.start_ms) / 1000
    return _finding(
        check,
        severity,
        f"The picture is {what} for {seconds:.1f} s.",
        stretch.start_ms,
        _shot_at(track, stretch.start_ms),
        "Look at that shot; another layout or picture mends it.",
    )


def _sound(lufs: float, peak: float, sound: SoundPlan) -> list[Finding]:
    found = []
    if abs(lufs - sound.target_lufs) > 0.5:
        severity = Severity.HARD if abs(lufs - sound.target_lufs) > 2 else Severity.WARNING
        found.append(_finding("loudness", severity, f"Loudness is {lufs:.1f} LUFS where {sound.target_lufs:.0f} was asked."))
    if peak > sound.ceiling_dbtp + 0.05:
        severity = Severity.HARD if peak > 0 else Severity.WARNING
        found.append(
            _finding("peak", severity, f"The true peak is {peak:.1f} dBTP where at most {sound.ceiling_dbtp:.0f} was asked.")
        )
    return found


def _captions(track: Track) -> list[Finding]:
    found = []
    for clip, start in zip(track.clips, track.starts(), strict=True):
        for cue in clip.cues:
            if _speed(cue) > MOST_CHARACTERS_A_SECOND + 0.5:
                at = to_ms(start, track.fps) + cue.start_ms
                found.append(
                    _finding(
                        "caption-speed",
                        Severity.NOTE,
                        f"A caption asks for {_speed(cue):.0f} characters a second.",
                        at,
                        clip.shot,
                        "A slower pace or a shorter line mends it.",
                    )
                )
    return found


def _speed(cue: Cue) -> float:
    return len(cue.text.replace("\n", " ")) * 1000 / max(1, cue.end_ms - cue.start_ms)


def _texts(segments: Each[Segment], track: Track) -> list[Finding]:
    found: dict[tuple[str, str, str], Finding] = {}
    at = 0
    for segment in segments.values():
        for text in segment.texts:
            ms = to_ms(at + text.frame, track.fps)
            for finding in _text(text, ms, _shot_at(track, ms)):
                found.setdefault((finding.check, finding.shot or "", text.part), finding)
        at += segment.frames
    return list(found.values())


def _text(text: TextOnScreen, ms: int, shot: str | None) -> list[Finding]:
    found = []
    words = text.text if len(text.text) <= 40 else text.text[:39] + "…"
    readable = any(c.isalnum() for c in text.text)  # a lone full stop has too few pixels to be measured
    if readable and text.contrast < CONTRAST:
        severity = Severity.WARNING if text.contrast >= LEAST_CONTRAST else Severity.HARD
        found.append(
            _finding(
                "contrast",
                severity,
                f"“{words}” has a contrast of {text.contrast:.1f} : 1.",
                ms,
                shot,
                "Another template or picture mends it.",
            )
        )
    if text.missing:
        found.append(
            _finding(
                "glyphs",
                Severity.WARNING,
                f"No typeface has “{text.missing}”, in “{words}”.",
                ms,
                shot,
                "Install the Noto typefaces: `python -m core doctor` says how.",
            )
        )
    if not text.inside:
        found.append(
            _finding(
                "room", Severity.WARNING, f"“{words}” does not fit its place.", ms, shot, "Shorten it or choose another layout."
            )
        )
    return found


def _speech(track: Track) -> list[Finding]:
    hint = "Upgrade the script on the session's page when the service is back."
    found = [_finding("fallback", Severity.WARNING, told, hint=hint) for told in track.stood_in]
    for clip, start in zip(track.clips, track.starts(), strict=True):
        at, length = to_ms(start, track.fps), to_ms(clip.frames, track.fps)
        if not clip.timed:
            told = f"The words of this shot have estimated times only. {clip.untimed}".strip()
            found.append(_finding("words", Severity.WARNING, told, at, clip.shot, "Another take may be heard better."))
        for told in filter(None, (clip.note, clip.heard, *clip.stood_in)):
            another = told not in clip.stood_in
            hint = f"Ask for {'another take of this shot' if another else 'it again'} when the service is back."
            found.append(_finding("fallback", Severity.WARNING, told, at, clip.shot, hint))
        if length > LONGEST_SHOT_MS:
            found.append(
                _finding(
                    "long-shot", Severity.NOTE, f"A shot lasts {length / 1000:.0f} s.", at, clip.shot, "Split the line in two."
                )
            )
    return found


def _shot_at(track: Track, ms: int) -> str | None:
    shown: Clip | None = None
    for clip, start in zip(track.clips, track.starts(), strict=True):
        if to_ms(start, track.fps) <= ms:
            shown = clip
    return shown.shot if shown else None
