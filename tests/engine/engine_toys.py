"""A tiny film: text -> lines -> spoken and drawn -> reel -> movie. Also the program that toy workers run."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from typing import Protocol

from core.engine import Each, Scratch, serve, stage
from core.errors import Unavailable
from core.value import Blob, Value


class Idea(Value):
    text: str
    mood: str = "calm"


class Words(Value):
    text: str
    loud: bool = False


class Colour(Value):
    name: str = "blue"


class Bit(Value):
    id: str
    words: Words
    colour: Colour | None = None
    cost: int = 0


class Board(Value):
    title: str
    bits: tuple[Bit, ...]


class Sound(Value):
    file: Blob
    length: int


class Drawing(Value):
    text: str


class Plot(Value):
    total: int


class Reel(Value):
    plot: Plot
    order: tuple[str, ...]


class Movie(Value):
    film: Blob
    total: int


class Talker(Protocol):
    @property
    def identity(self) -> str: ...

    def say(self, text: str) -> str: ...


class Plain:
    """A provider that can travel. `trouble` is a folder in which marks of trouble are left."""

    def __init__(self, identity: str = "toy/plain", trouble: str = "") -> None:
        self._identity, self.trouble = identity, trouble

    @property
    def identity(self) -> str:
        return self._identity

    def say(self, text: str) -> str:
        if self.trouble:
            misbehave(text, Path(self.trouble))
        return text


def misbehave(text: str, folder: Path) -> None:
    """What the text asks for, at most once where it says so."""
    verb, _, rest = text.partition(" ")
    mark = folder / f"{verb}-{rest.replace('/', '-')}"
    times = len(list(folder.glob(f"{mark.name}.*")))
    (folder / f"{mark.name}.{times}").write_text(str(os.getpid()))
    if verb == "unavailable" and times < int(rest):
        raise Unavailable("The toy does not answer.")
    if verb == "die" and times < int(rest):
        os.kill(os.getpid(), 9)
    if verb == "panic":
        raise ZeroDivisionError("by nothing")
    if verb == "sleep":
        time.sleep(float(rest.split()[0]))
    if verb == "tool":
        subprocess.run(["sleep", rest], check=True)
    if verb == "hold":
        _held(folder / "released", 120)
    if verb == "pause":
        _held(folder / "released", float(rest.split()[0]))


def _held(until: Path, seconds: float) -> None:
    """Waits until the file is there, so many seconds at most."""
    ends = time.monotonic() + seconds
    while not until.exists() and time.monotonic() < ends:
        time.sleep(0.01)


@stage(version=1)
def split(idea: Idea) -> Board:
    lines = [line for line in idea.text.split("|") if line]
    bits = tuple(Bit(id=line, words=Words(text=line), cost=len(line)) for line in lines)
    return Board(title=lines[0][:1], bits=bits)


@stage(version=1, each=Bit, near=lambda bit: bit.id[:1], cost=lambda bit: float(bit.cost))
def speak(words: Words, talker: Talker, scratch: Scratch) -> Sound:
    path = scratch.new(".wav")
    print("a stage prints")
    path.write_text(talker.say(words.text))
    return Sound(file=scratch.keep(path), length=len(words.text))


@stage(version=1, each=Bit)
def draw(colour: Colour | None, sound: Sound) -> Drawing:
    return Drawing(text=f"{colour.name if colour else 'no colour'} {sound.length}")


@stage(version=1)
def reel(board: Board, drawings: Each[Drawing], sounds: Each[Sound]) -> Reel:
    return Reel(plot=Plot(total=sum(s.length for s in sounds.values())), order=tuple(drawings))


@stage(version=1)
def movie(plot: Plot, scratch: Scratch) -> Movie:
    return Movie(film=scratch.put(b"film of " + str(plot.total).encode(), ".mp4"), total=plot.total)


STAGES = tuple(fn.stage for fn in (split, speak, draw, reel, movie))


def main() -> None:
    """A worker, with a library that greets the world while it is imported."""
    print("welcome", flush=True)
    serve(STAGES)
