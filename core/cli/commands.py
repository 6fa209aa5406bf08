"""What each command of the command line does. All of them are the studio's own use cases."""

from __future__ import annotations

import argparse
import json
import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from core.cli.ordering import ordered
from core.cli.picture_commands import illustrate
from core.cli.progress import Progress
from core.cli.shelf_commands import SHELF_COMMANDS
from core.cli.terminal import opened, say, say_found, settings_of
from core.engine import graph
from core.engine.files import writing
from core.errors import StudioError
from core.making.halting import Halted, Made, next_of
from core.making.worker import stages, work
from core.providers import entries
from core.session import Session
from core.settings import user_name
from core.studio import Studio
from core.system import replace


def make(chosen: argparse.Namespace) -> int:
    """A new session and its film."""
    with Studio(settings_of(chosen)) as studio:
        order = ordered(chosen, studio)
        session = studio.create(order, owner=studio.settings.owner or user_name())
        return _made(studio, session, chosen, chosen.until)


def resume(chosen: argparse.Namespace) -> int:
    """An existing session's film, as far as it is not there yet."""
    with Studio(settings_of(chosen)) as studio:
        session = opened(studio, chosen.session)
        return _made(studio, session, chosen, next_of(session.job()) if chosen.next else chosen.until)


def plan(chosen: argparse.Namespace) -> int:
    """What a run would make, in one line; `why` adds the reasons, and what every shot shows."""
    with Studio(settings_of(chosen)) as studio:
        session = opened(studio, chosen.session)
        wanted = studio.plan(session)
        shown = studio.decisions.told(session.id) if chosen.command == "why" else ()
        if chosen.json:
            pictures = [{"shot": number, **found.model_dump(mode="json")} for number, _, found in shown]
            say(json.dumps({**wanted.as_json(), **({"pictures": pictures} if shown else {})}, ensure_ascii=False))
            return 0
        say("\n  ".join((wanted.sentence, *wanted.costs)))
        if chosen.command == "why":
            for told in wanted.why():
                say(f"  {told}")
            say("Pictures:")
            for number, title, found in shown:
                say(f"  Shot {number}, “{title if len(title) <= 60 else title[:57] + '...'}”: {found.kind.value}. {found.why}")
    return 0


def reindex(chosen: argparse.Namespace) -> int:
    """The catalogue, rebuilt."""
    with Studio(settings_of(chosen)) as studio:
        say(f"{studio.reindex()} sessions are in the catalogue.")
    return 0


def doctor(chosen: argparse.Namespace) -> int:
    """Tests what a film needs."""
    from core.doctor import examine  # imports every media library, which no other command wants

    findings = examine(settings_of(chosen))
    for finding in findings:
        say(f"{'ok  ' if finding.ok else 'MISSING'} {finding.name}: {finding.detail}")
    return 0 if all(finding.ok or finding.optional for finding in findings) else 1


def providers(chosen: argparse.Namespace) -> int:
    """Who fills which port, and every template, presenter and voice."""
    for entry in entries():
        say(f"{entry.port.__name__:<10} {entry.id:<28} {entry.about}")
    with Studio(settings_of(chosen)) as studio:
        there = studio.choices()
    say("\ntemplates:  " + ", ".join(t.id for t in there.templates))
    say("avatars:    " + ", ".join(a.id for a in there.avatars) + ", none")
    say(
        "formats:    "
        + ", ".join(a.value for a in there.aspects)
        + "   qualities: "
        + ", ".join(q.value for q in there.qualities)
    )
    say("captions:   " + ", ".join(c.value for c in there.captions) + "   music: " + ", ".join(m.value for m in there.moods))
    for language in sorted({v.language for v in there.voices}):
        say(f"voices {language:<8} " + ", ".join(v.id.split(":", 1)[-1] for v in there.voices if v.language == language))
    return 0


def wiring(chosen: argparse.Namespace) -> int:
    """The stages as their signatures wire them."""
    say(graph(stages()))
    return 0


def worker(chosen: argparse.Namespace) -> int:
    """A worker process: reads parts from standard input until it closes."""
    work(chosen.settled)
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "make": make,
    "resume": resume,
    "plan": plan,
    "why": plan,
    "illustrate": illustrate,
    "reindex": reindex,
    "doctor": doctor,
    "providers": providers,
    "graph": wiring,
    "worker": worker,
    **SHELF_COMMANDS,
}


def _made(studio: Studio, session: Session, chosen: argparse.Namespace, until: str) -> int:
    display = Progress(sys.stderr, quiet=chosen.quiet)
    try:
        if until:
            halted = studio.make_until(session, until, display.hear)
        else:
            made = studio.make(session, display.hear)
    except (StudioError, KeyboardInterrupt):
        display.close()
        if session.folder.is_dir():
            _say_kept(session, chosen)
        raise
    display.close()
    if until:
        _told_waiting(session, halted, chosen)
        say_found(studio, session, chosen)
        return 0
    files = made.files
    if chosen.out:
        endings = [file.stem.removeprefix(made.file.stem) for file in made.files]
        files = tuple(chosen.out.with_stem(chosen.out.stem + ending) for ending in endings)
        for source, target in zip(made.files, files, strict=True):
            _copy(source, target)
    _told(made, files, chosen)
    say_found(studio, session, chosen)
    return 0


def _say_kept(session: Session, chosen: argparse.Namespace) -> None:
    print(f"{session.id} keeps what is done; `{_resuming(session, chosen)}` goes on.", file=sys.stderr)


def _resuming(session: Session, chosen: argparse.Namespace) -> str:
    place = f" --sessions {shlex.quote(str(chosen.sessions))}" if chosen.sessions else ""
    return f"python -m core resume {session.id}{place}"


def _told_waiting(session: Session, halted: Halted, chosen: argparse.Namespace) -> None:
    if chosen.json:
        told = {"session": halted.session, "until": halted.until, "folder": str(session.folder), "shots": halted.shots}
        counts = {"made": halted.made, "reused": halted.reused, "seconds": round(halted.seconds, 2)}
        say(json.dumps({**told, **counts}, ensure_ascii=False))
        return
    say(f"{session.folder}")
    say(f"{session.id} waits for you after {halted.until}: {halted.made} parts made, {halted.reused} kept.")
    go_on = _resuming(session, chosen)
    say(f"Look, edit scripts/script.md if you like, then `{go_on} --next` for the next stage or `{go_on}` for the film.")


def _told(made: Made, files: Sequence[Path], chosen: argparse.Namespace) -> None:
    card = made.cut
    if chosen.json:
        told = {
            "session": made.session,
            "cut": card.number,
            "file": str(files[0]),
            "files": [str(file) for file in files],
            "duration_ms": card.cut.duration_ms,
            "shots": made.shots,
            "made": made.made,
            "reused": made.reused,
            "seconds": round(made.seconds, 2),
            "report": card.report.model_dump(mode="json"),
        }
        say(json.dumps(told, ensure_ascii=False))
        return
    length = card.cut.duration_ms / 1000
    for file in files:
        say(f"{file}")
    say(
        f"{made.session}, cut {card.number}: {length:.1f} s of film in {made.seconds:.1f} s "
        f"({made.made} parts made, {made.reused} kept)"
    )
    for finding in card.report.findings:
        if finding.severity != "note":
            say(f"  {finding.severity.value}: {finding.message} {finding.hint}".rstrip())


def _copy(source: Path, target: Path) -> None:
    with writing(target):
        part = target.with_name(f".{target.name}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, part)
            replace(part, target)
        finally:
            part.unlink(missing_ok=True)
