"""The command line: `python -m core make brief.md`. See `--help`."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import TypeAlias

from core.errors import BadInput, Cancelled, NoSuchSession, StudioError
from core.system import end_with_parent

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

EPILOG = """examples:
  python -m core make notes.md                                    release notes to a film, all defaults
  python -m core make notes.md --template midnight --format 9:16  another look, for a phone
  python -m core make notes.md --format 16:9,9:16                 one film in two shapes
  python -m core make "Why our deploys got faster" --length 45    a topic: a scaffold to fill in
  python -m core resume session_20261120_153000_x7k2              go on, or make again what you edited in scripts/script.md
  python -m core make notes.md --until script                     stop after a stage, look, edit; resume --next goes on
  python -m core plan session_20261120_153000_x7k2                what that would make, and why

exit codes: 0 made; 1 failed (what is done is kept: resume); 2 the input is wrong; 130 cancelled."""


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    top = argparse.ArgumentParser(
        prog="python -m core",
        description="Firstcut: text in, a narrated film out.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    make = commands.add_parser(
        "make",
        help="make a film",
        description="Makes a film and prints where it is.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _order_options(make)
    _until_option(make)
    _run_options(make)
    _session_commands(commands)
    _illustrate_command(commands)
    _list_command(commands)
    _shelf_commands(commands)
    _studio_commands(commands)
    return top


def _session_commands(commands: _Commands) -> None:
    for name, about, more in (
        (
            "resume",
            "go on with a session",
            "Goes on with a film that was stopped, or makes again what you edited in scripts/script.md.",
        ),
        ("plan", "what resume would make", "Says what `resume` would make and about how long it takes, and makes nothing."),
        ("why", "why resume would make it", "Says what `resume` would make and, for each part, which change is the reason."),
    ):
        command = commands.add_parser(name, help=about, description=more)
        command.add_argument("session", metavar="SESSION", help="a session's name as `list` shows it, or its folder")
        if name == "resume":
            how_far = command.add_mutually_exclusive_group()
            _until_option(how_far)
            how_far.add_argument("--next", action="store_true", help="make one more stage and stop again")
            _run_options(command)
        else:
            command.add_argument("--json", action="store_true", help="one JSON object on standard output")
            _place_options(command)


def _illustrate_command(commands: _Commands) -> None:
    more = """Has a picture made for every shot that one fits, by the service that is set up for it: says what that costs at most,
asks, orders, waits, and puts what came into the film as one edit, which undo takes back. `resume` then makes the film."""
    command = commands.add_parser("illustrate", help="pictures for all shots, by a service", description=more)
    command.add_argument("session", metavar="SESSION", help="a session's name as `list` shows it, or its folder")
    command.add_argument("--clips", action="store_true", help="clips in place of stills")
    command.add_argument("--look", default="", metavar="TEXT", help='one look for all: "flat illustration, warm light"')
    command.add_argument("--yes", action="store_true", help="order without asking")
    _place_options(command)


def _list_command(commands: _Commands) -> None:
    more = "Lists the sessions, newest first: name, state, length, title, project, tags."
    command = commands.add_parser("list", help="the sessions there are", description=more)
    command.add_argument(
        "--search", default="", metavar="WORDS", help="with all of these words, or their beginnings, anywhere in them"
    )
    command.add_argument("--project", default="", help="of this project")
    command.add_argument("--tag", default="", help="with this tag")
    where = command.add_mutually_exclusive_group()
    where.add_argument("--archived", action="store_true", help="those that were archived")
    where.add_argument("--trash", action="store_true", help="those that were deleted")
    _place_options(command)


def _shelf_commands(commands: _Commands) -> None:
    found: dict[str, argparse.ArgumentParser] = {}
    for name, about, more in (
        ("rename", "another title", "Gives a session another title. Films that are made already keep theirs."),
        ("tag", "tags to find it by", "Gives a session these tags in place of those it had; without any it has none."),
        ("move", "into a project", 'Puts a session into a project; an empty name ("") takes it out of its project.'),
        ("archive", "out of the everyday list", "Takes a session out of the everyday list; --undo brings it back."),
        ("delete", "into the trash", "Puts a session into the trash, with everything that was made for it."),
        ("restore", "out of the trash", "Brings a session back out of the trash, as it was."),
        ("export", "one zip of it", "Writes a session as one zip that plays, and goes on, in any other studio."),
    ):
        found[name] = command = commands.add_parser(name, help=about, description=more)
        command.add_argument("session", metavar="SESSION", help="a session's name as `list` shows it")
        _place_options(command)
    found["rename"].add_argument("title", metavar="TITLE")
    found["tag"].add_argument("tags", metavar="TAG", nargs="*")
    found["move"].add_argument("project", metavar="PROJECT")
    found["archive"].add_argument("--undo", action="store_true", help="back into the everyday list")
    found["export"].add_argument("--out", type=Path, metavar="FILE.zip", help="where to (default: here, called as the film)")
    command = commands.add_parser(
        "import", help="a session from a zip", description="Takes in a zip that `export` made; prints its name."
    )
    command.add_argument("file", type=Path, metavar="FILE.zip")
    _place_options(command)
    more = "Removes every session in the trash for good, and from the disk what only they needed."
    _place_options(commands.add_parser("empty-trash", help="remove what was deleted, for good", description=more))


def _studio_commands(commands: _Commands) -> None:
    for name, about, more in (
        (
            "reindex",
            "rebuild the catalogue",
            "Builds the catalogue again from the sessions' folders; a damaged one is moved aside.",
        ),
        (
            "doctor",
            "test what a film needs",
            "Tests everything a film needs on this machine; exit code 1 when something is missing.",
        ),
    ):
        _place_options(commands.add_parser(name, help=about, description=more))
    more = "Says who can write, speak, present and compose, and every template, presenter, voice and format there is."
    commands.add_parser("providers", help="every choice there is", description=more).set_defaults(sessions=None, workers=None)
    commands.add_parser("graph", help="how a film comes about", description="Draws the stages, as their signatures wire them.")
    commands.add_parser("worker")  # started by the studio; without a help text it is not listed


def _order_options(make: argparse.ArgumentParser) -> None:
    from core.film import Aspect, CaptionStyle, Mood, Quality  # not before Ctrl+C is answered

    make.add_argument(
        "source", metavar="FILE-OR-TEXT", help="a Markdown or text file, `-` for standard input, or the text itself"
    )
    words = make.add_argument_group("what it is about")
    for name, about in (
        ("title", "the film's title"),
        ("audience", "who will watch"),
        ("tone", "how it should sound, e.g. friendly"),
        ("goal", "what viewers should do or know"),
        ("category", "for your own sorting"),
    ):
        words.add_argument(f"--{name}", default="", help=about)
    words.add_argument("--language", default="", help="language of the text and the voice (default: the text's own)")
    words.add_argument(
        "--rounds", type=int, default=None, metavar="N",
        help="let critic and director have the script worked over, 0 to 3 times, where a service writes (default: 1)",
    )  # fmt: skip
    words.add_argument(
        "--length", type=int, metavar="SECONDS", help="target length (default: as the text needs, at most two minutes)"
    )
    look = make.add_argument_group("how it looks and sounds")
    look.add_argument("--template", default="daylight", help="see `providers` for all of them (default: daylight)")
    look.add_argument("--avatar", default="", help="a presenter, or `none` (default: the template's)")
    look.add_argument("--voice", default="", help="a voice (default: one that suits presenter and language)")
    shapes, sizes = ", ".join(a.value for a in Aspect), ", ".join(q.value for q in Quality)
    look.add_argument("--format", default="", metavar="SHAPES", help=f"{shapes}; 16:9,9:16 makes both (default: the template's)")
    look.add_argument("--quality", default="standard", metavar="SIZES", help=f"{sizes}: 540p, 1080p, 1440p, 2160p; or several")
    look.add_argument("--draft-first", action="store_true", help="show a 540p draft while the film itself is being made")
    look.add_argument("--music", choices=[m.value for m in Mood], help="mood of the music, or none")
    look.add_argument("--captions", choices=[c.value for c in CaptionStyle], help="style of burned-in captions, or none")


def _until_option(command: argparse._ActionsContainer) -> None:
    about = "stop after script, avatar, sync or composition, to look and edit before you resume"
    command.add_argument("--until", default="", choices=["script", "avatar", "sync", "composition"], metavar="STAGE", help=about)


def _run_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", type=Path, metavar="FILE.mp4", help="also copy the film here")
    command.add_argument("--json", action="store_true", help="the last line of standard output is one JSON object")
    command.add_argument("--quiet", action="store_true", help="no progress display")
    _place_options(command)


def _place_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--sessions", type=Path, metavar="DIR", help="the folder of sessions (default: ./sessions)")
    command.add_argument("--workers", type=int, metavar="N", help="worker processes (default: one for each core)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives its exit code."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        _speak_any_script()
        chosen = parser().parse_args(arguments)
        if chosen.command == "worker":
            chosen.settled = end_with_parent()
        from core.cli import commands  # the parser alone must answer --help at once

        return commands.COMMANDS[chosen.command](chosen)
    except (Cancelled, KeyboardInterrupt):
        _say("Cancelled.")
        return 130
    except StudioError as error:
        _say(f"{error.message}\n{error.hint} ({error.code})")
        return 2 if isinstance(error, (BadInput, NoSuchSession)) else 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whoever reads has had enough; nothing is left to be written at exit
        return 1
    except OSError as error:
        return _refused_by_the_system(error)


def _speak_any_script() -> None:
    """What a terminal or a file cannot show is written as an escape; on Windows a pipe gets UTF-8 like everywhere else."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if sys.platform == "win32" else None, errors="backslashreplace")


def _refused_by_the_system(error: OSError) -> int:
    from core.engine.files import storage_error

    told = storage_error(error, error.filename or "A file")
    _say(f"{told.message}\n{told.hint} ({told.code})" if told else f"{error.filename or 'A file'}: {error.strerror or error}.")
    return 1


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    code = main()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what was asked is done; Python's own ending must not make a failure of it
    sys.exit(code)
