"""A session looked at closely, for its page: shots, takes, the timeline, stretches, the log, and pictures drawn when asked for.

What lies in the folder is read again only when it changed, so that a page that asks every second costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from core.engine import Store, digest
from core.errors import BrokenSession, Corrupt, NoSuchSession
from core.film import Performance, Script, SoundPlan, Storyboard, Take, Timeline, Track
from core.film.timing import frame_start_ms, to_ms
from core.media.preview import Preview
from core.session import FOLDERS, CutCard, Session
from core.showing.artifacts import Artifact, artifacts_in
from core.showing.drawings import drawn
from core.showing.lanes import cards_of, lanes_of, short_title
from core.showing.remembering import Remembered, mark, stamp
from core.showing.reviews import Reviews
from core.showing.status import Status, retold
from core.showing.tail import Tail
from core.showing.telling import Told, told
from core.showing.views import Chapter, Lanes, ShotCard, StretchCard, TakeCard
from core.value import Value

V = TypeVar("V", bound=Value)

_BOARD, _TRACK, _SOUND = "scripts/storyboard.json", "metadata/timeline.json", "metadata/sound.json"
_STILL_WIDTH = 640
_STILL_AT = 0.66
"""Where in its shot a still is taken: all has come in, nothing leaves yet."""

_FINE, _COARSE = 900, 240
"""Levels in the waveform of a film, and of a take."""

_LEVEL_MS = 60
"""Of narration on the timeline, for each level."""


class Viewing:
    """Looks into the sessions that `opened` opens; any thread may ask."""

    def __init__(self, store: Store, opened: Callable[[str], Session]) -> None:
        self.store, self.opened = store, opened
        self.tail = Tail()
        self._frames = Preview()
        self._seen = Remembered()
        self.reviews = Reviews(opened, self.script, self.takes)

    def shots(self, name: str) -> tuple[ShotCard, ...]:
        """The storyboard's shots; none before there is one."""
        session = self.opened(name)
        board = self._read(session, _BOARD, Storyboard)
        if board is None:
            return ()
        key = ("shots", session.folder, mark(session.folder, _BOARD))
        return self._seen.once(key, lambda: cards_of(board, session.order().assets))

    def script(self, name: str) -> Script | None:
        """The script that the newest run wrote, with its places in the source; None before there is one."""
        return self._read(self.opened(name), "scripts/script.json", Script)

    def takes(self, name: str) -> tuple[TakeCard, ...]:
        """The takes that are spoken by now, in the order of the film."""
        session = self.opened(name)
        cards = {card.number: card for card in self.shots(name)}
        acted = {path.name.removeprefix("performance_") for path in session.folder.glob("metadata/performance_[0-9]*.json")}
        found = []
        for path in sorted(session.folder.glob("audio/[0-9][0-9][0-9]*.json")):
            card, take = cards.get(int(path.name[:3])), self._read(session, f"audio/{path.name}", Take)
            if card is not None and take is not None:
                words = tuple((word.text, word.start_ms, word.end_ms) for word in take.words)
                sound = f"audio/{path.stem}{take.audio.suffix}"
                seen = bool(card.presenter) and path.name in acted
                found.append(TakeCard(card, sound, take.duration_ms, take.voice, words, seen, take.timed, take.untimed))
        return tuple(found)

    def levels(self, name: str, path: str, count: int = _COARSE) -> tuple[int, ...]:
        """How loud a sound of the session is, in `count` equal stretches; empty when it is gone."""
        return self._levels(self.opened(name), path, count)

    def _levels(self, session: Session, path: str, count: int) -> tuple[int, ...]:
        file = session.path(path)
        try:
            seen = stamp(file)
        except FileNotFoundError:  # a run that goes on replaces and removes files
            return ()
        from core.media.waveform import peaks

        return self._seen.once(("levels", file, seen, count), lambda: peaks(file, count))

    def lanes(self, name: str) -> Lanes | None:
        """The timeline on its tracks; None before there is one."""
        session = self.opened(name)
        track = self._read(session, _TRACK, Track)
        if track is None:
            return None
        plan = self._read(session, _SOUND, SoundPlan)
        each = max(_LEVEL_MS, to_ms(track.frames, track.fps) // _FINE)
        spoken = tuple(self._levels(session, take.path, max(4, take.duration_ms // each)) for take in self.takes(name))
        music = self._levels(session, "audio/music.wav", _FINE) if plan and plan.bed else ()
        key = ("lanes", session.folder, mark(session.folder, _TRACK, _SOUND, _BOARD), spoken, music)
        return self._seen.once(key, lambda: lanes_of(track, plan, self.shots(name), spoken, music))

    def chapters(self, name: str, cut: CutCard) -> tuple[Chapter, ...]:
        """The shots of a cut with their starts, as its own file tells them: an earlier cut may have had others."""
        import av

        session = self.opened(name)
        file = session.path(cut.output)
        try:
            marks = self._seen.once(("chapters", file, stamp(file)), lambda: _marks(file))
        except (OSError, av.error.FFmpegError):
            return ()
        track = self._read(session, _TRACK, Track)
        if track is not None and track.frames == cut.cut.frames:
            starts = [to_ms(start, track.fps) for start in track.starts()]
            if {start for start, _, _ in marks} <= set(starts):  # the cut of this very timeline, which knows every shot
                return tuple(
                    Chapter(start, to_ms(clip.frames, track.fps), short_title(clip.headline or clip.narration), clip.narration)
                    for start, clip in zip(starts, track.clips, strict=True)
                )
        return tuple(Chapter(start, end - start, short_title(title), "") for start, end, title in marks)

    def stretches(self, name: str) -> tuple[StretchCard, ...]:
        """What is encoded stretch by stretch, with the files that are there by now; none before there is a timeline."""
        session, timeline = self.opened(name), self._timeline(name)
        if timeline is None:
            return ()
        numbers = {clip.shot: i for i, clip in enumerate(timeline.track.clips, 1)}
        made = {path.name: path.stat().st_mtime_ns for path in session.folder.glob("video_clips/[0-9][0-9][0-9]*.mp4")}
        found, at, fps = [], 0, timeline.track.fps
        for i, span in enumerate(timeline.spans, 1):
            first, into = numbers[span.scenes[0].shot], numbers[span.scenes[1].shot] if len(span.scenes) > 1 else 0
            file, ends = f"{i:03d}.mp4", at + span.frames
            when = to_ms(at, fps), to_ms(ends, fps)
            made_ns = made.get(file, 0)
            found.append(StretchCard(i, first, into, span.transition.value, *when, f"video_clips/{file}", made_ns > 0, made_ns))
            at = ends
        return tuple(found)

    def look(self, name: str) -> str:
        """A short mark of what the shots look like now: addresses of stills carry it, so that a changed one is fetched anew."""
        output = self._made(name, "sync")
        return "" if output is None else output[:8]

    def still(self, name: str, number: int) -> Path:
        """A JPEG of shot `number` (from 1), drawn as the film draws it. Raises `NoSuchSession` where there is none."""
        session, timeline = self.opened(name), self._timeline(name)
        scenes = {} if timeline is None else {span.scenes[0].shot: span.scenes[0] for span in timeline.spans}
        if timeline is None or not 1 <= number <= len(timeline.track.clips):
            raise NoSuchSession(f"{name} has no shot {number}.")
        scene = scenes[timeline.track.clips[number - 1].shot]
        at = frame_start_ms(round(scene.frames * _STILL_AT), scene.format.fps)

        def draw(to: Path) -> None:
            to.write_bytes(self._frames.frame(scene, at, self.store.path, width=_STILL_WIDTH))

        return drawn(session, f"still-{number:03d}", f"{digest(scene)[:16]}.jpg", lambda: len(self.shots(name)), draw)

    def acting(self, name: str, number: int) -> Path:
        """An MP4 of the presenter acting shot `number`, with the voice. Raises `NoSuchSession` where there is none."""
        session = self.opened(name)
        take = next((t for t in self.takes(name) if t.shot.number == number and t.acted), None)
        stem = "" if take is None else take.path.removeprefix("audio/").rpartition(".")[0]
        performance = self._read(session, f"metadata/performance_{stem}.json", Performance)
        spoken = self._read(session, f"audio/{stem}.json", Take)
        if take is None or performance is None or spoken is None:
            raise NoSuchSession(f"{name} has no acting of shot {number} yet.")
        acted = f"{digest(performance)[:16]}{spoken.audio.digest[:8]}.mp4"

        def draw(to: Path) -> None:
            if performance.clip is not None:
                to.write_bytes(self.store.path(performance.clip).read_bytes())
            else:
                from core.media.close_up import close_up

                close_up(performance, self.store.path(spoken.audio), to)

        return drawn(session, f"acting-{number:03d}", acted, lambda: len(self.shots(name)), draw)

    def newest_run(self, name: str) -> tuple[dict[str, Any], ...]:
        """The events of the session's newest run."""
        events = self._events(name)
        began = (i for i in range(len(events) - 1, -1, -1) if events[i]["kind"] == "job-started")
        return events[next(began, 0) :]

    def status(self, name: str, ended: bool) -> Status:
        """How the session's newest run did, or is doing when it is not `ended`; of one that is, nothing is counted twice."""
        events = self.newest_run(name)
        if not ended or not events:
            return retold(name, events)
        key = ("status", name, len(events), str(events[0].get("at")), str(events[-1].get("at")))
        return self._seen.once(key, lambda: retold(name, events))

    def files(self, name: str) -> tuple[Artifact, ...]:
        """Every file that stages left in the session's folder, by stage; the folders are looked into only when they changed."""
        folder = self.opened(name).folder
        key = ("files", folder, mark(folder, *FOLDERS, "metadata/events.jsonl"))
        return self._seen.once(key, lambda: artifacts_in(folder))

    def ready(self, name: str) -> int:
        """How many films the newest run has finished by now: a draft, the film, its other shapes."""
        return sum(event["kind"] == "cut-ready" for event in self.newest_run(name))

    def log(self, name: str) -> tuple[Told, ...]:
        """What happened, run by run, the newest first, in sentences."""
        events = self._events(name)
        key = ("log", name, len(events), str(events[0].get("at")) if events else "", mark(self.opened(name).folder, _BOARD))
        return self._seen.once(key, lambda: told(events, self.shots(name)))

    def _events(self, name: str) -> tuple[dict[str, Any], ...]:
        return self.tail.events(self.opened(name).folder / "metadata/events.jsonl")

    def _timeline(self, name: str) -> Timeline | None:
        output = self._made(name, "sync")
        if output is None:
            return None
        try:
            return self._seen.once(("timeline", output), lambda: self.store.load(Timeline, output))
        except Corrupt:  # swept from the store; the next run puts it back
            return None

    def _made(self, name: str, stage: str) -> str | None:
        """The digest of what a stage's single part gave last."""
        events = self._events(name)
        done = (e for e in reversed(events) if e.get("kind") == "part-done" and e.get("stage") == stage and not e.get("edition"))
        return next((str(event.get("output")) for event in done), None)

    def _read(self, session: Session, path: str, kind: type[V]) -> V | None:
        """A JSON file of the session; None where there is none."""
        file = session.folder / path
        try:
            return self._seen.once((file, stamp(file)), lambda: kind.model_validate_json(file.read_bytes()))
        except FileNotFoundError:
            return None
        except ValidationError as error:
            raise BrokenSession(f"{path} in {session.id} cannot be read.") from error


def _marks(film: Path) -> tuple[tuple[int, int, str], ...]:
    import av

    with av.open(str(film)) as container:
        marks = container.chapters()
    ms = [(mark["time_base"] * 1000, mark) for mark in marks if mark["time_base"] is not None]
    return tuple((round(mark["start"] * k), round(mark["end"] * k), mark["metadata"].get("title", "")) for k, mark in ms)
