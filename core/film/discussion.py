"""What was found in a script, and what its writer, its critic and its director said to each other about it."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from core.film.cut import Severity
from core.film.script import Script
from core.value import Text, Value

MOST_ROUNDS = 3
"""So often a script is worked over at most."""


class Kind(StrEnum):
    """What a remark is about."""

    UNSOURCED = "unsourced"
    MISPLACED = "misplaced"
    HEARING = "hearing"
    LENGTH = "length"
    SAMENESS = "sameness"
    CALL = "call"
    JARGON = "jargon"
    CLARITY = "clarity"
    TONE = "tone"
    ORDER = "order"


class Remark(Value):
    """One thing that somebody found in a script."""

    kind: Kind
    severity: Severity
    line: int | None = Field(None, ge=1, description="Counted from 1; None: the script as a whole.")
    sentence: Text = Field(min_length=1, description="What is wrong.")
    hint: Text = Field("", description="What to do about it.")
    measured: bool = Field(True, description="Found by our own checks; False: the opinion of a model.")


class Role(StrEnum):
    """Who speaks."""

    WRITER = "writer"
    CRITIC = "critic"
    DIRECTOR = "director"


class Turn(Value):
    """One answer of a model in one role."""

    role: Role
    said: Text = ""
    model: Text = Field("", description="The exact model, where the service says so.")
    tokens_read: int = Field(0, ge=0)
    tokens_written: int = Field(0, ge=0)
    usd: Decimal = Field(Decimal(0), description="What it cost when it was asked, in US dollars.")


class Change(Value):
    """What became of a line."""

    line: int = Field(ge=1, description="Its place before the round, from 1.")
    what: str = Field(pattern=r"^(reworded|relaid|moved|cut|kept)$", description="`kept`: a new wording was turned down.")
    before: Text = ""
    after: Text = ""
    remarks: tuple[int, ...] = Field((), description="The round's remarks that it answers, from 0.")


class Round(Value):
    """One time around: what was found, what was taken up, what was changed."""

    turns: tuple[Turn, ...]
    remarks: tuple[Remark, ...] = ()
    taken: tuple[int, ...] = Field((), description="The remarks that the director had worked on, from 0.")
    changes: tuple[Change, ...] = ()


class Discussion(Value):
    """How a script came about: the first draft, the rounds, and what stayed open."""

    draft: tuple[Turn, ...] = Field((), description="The writer's first answer, and a shorter one where it was too long.")
    rounds: tuple[Round, ...] = ()
    wanted: int = Field(0, ge=0, le=MOST_ROUNDS, description="So many rounds were allowed.")
    ended: Text = Field("", description="Why it ended where it did.")
    still_open: tuple[Remark, ...] = Field((), description="What our own checks find in the script as it is now.")

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Every answer, in order."""
        return (*self.draft, *(turn for one in self.rounds for turn in one.turns))

    @property
    def usd(self) -> Decimal:
        """What all of it cost."""
        return sum((turn.usd for turn in self.turns), Decimal(0))

    @property
    def changed(self) -> int:
        """How many changes it brought."""
        return sum(change.what != "kept" for one in self.rounds for change in one.changes)


class Discussed(Value):
    """A script with the discussion that it came out of."""

    script: Script
    discussion: Discussion
