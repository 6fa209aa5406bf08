"""Budgets of the studio, of teams, of each person and of each film, over all services: set aside before calls, settled after."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from pydantic import Field, ValidationError, model_validator

from core.engine.files import write_atomic
from core.errors import BadSetting, OverBudget
from core.policy.ledger import Ledger, State
from core.policy.policy import Budget
from core.value import Value

_FILE = "budgets.json"
_TEAMS = "teams.json"


class FilmBudget(Value):
    """What one film may cost."""

    film_usd: Decimal = Field(Decimal(5), ge=0, le=1_000_000, title="US dollars a film", description="With all its cuts.")
    warn_share: float = Field(0.8, ge=0, le=1, title="Warn from this share on", description="From this share on, pages warn.")


class Budgets(Value):
    """What may be spent over all services. What costs nothing is never stopped."""

    studio: Budget | None = Field(None, title="The whole studio", description="All people and services together.")
    person: Budget | None = Field(None, title="Each person", description="All services together.")
    film: FilmBudget | None = Field(None, title="Each film", description="From its first call on.")


class Team(Value):
    """People who share a budget."""

    name: str = Field(min_length=1, max_length=80)
    people: tuple[str, ...] = ()
    budget: Budget | None = None


class Teams(Value):
    """Who belongs together. A person belongs to one team."""

    teams: tuple[Team, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Teams:
        names = [team.name for team in self.teams]
        people = [person for team in self.teams for person in team.people]
        if twice := [one for one in (*names, *people) if names.count(one) > 1 or people.count(one) > 1]:
            raise ValueError(f"{twice[0]} is named twice")
        return self

    def of(self, person: str) -> Team | None:
        """The person's team."""
        return next((team for team in self.teams if person and person in team.people), None)


class Account(Value):
    """What was spent of a budget."""

    name: str = Field(description="`studio`, `team`, `person` or `film`.")
    whose: str = Field("", description="The team's name.")
    spent: Decimal
    most: Decimal | None = None
    warn: bool = False
    """So much is spent that pages warn."""


class Purse:
    """The money of the studio whose services lie in `root`, as one person spends it on one film."""

    def __init__(self, root: Path, person: str = "", session: str = "") -> None:
        self.root, self.person, self.session = root, person, session
        self.ledger = Ledger(root / "purse")

    def budgets(self) -> Budgets:
        """The budgets that hold. Raises `BadSetting` when their file cannot be read: money is not spent on a guess."""
        path = self.root / _FILE
        try:
            return Budgets.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return Budgets()
        except ValidationError as error:
            raise BadSetting(f"{_FILE} cannot be read.", hint="Restore it from a copy, or set the budgets anew.") from error

    def set(self, budgets: Budgets) -> None:
        """Sets the budgets; they hold from the next call on, in every process."""
        write_atomic(self.root / _FILE, budgets.model_dump_json(indent=1).encode(), self.root / f"{_FILE}.new")

    def teams(self) -> Teams:
        """Who belongs together. Raises `BadSetting` when their file cannot be read."""
        try:
            return Teams.model_validate_json((self.root / _TEAMS).read_bytes())
        except FileNotFoundError:
            return Teams()
        except ValidationError as error:
            raise BadSetting(f"{_TEAMS} cannot be read.", hint="Restore it from a copy, or set the teams anew.") from error

    def set_teams(self, teams: Teams) -> None:
        """Sets them; their budgets hold from the next call on. What a team spent stays with its name."""
        write_atomic(self.root / _TEAMS, teams.model_dump_json(indent=1).encode(), self.root / f"{_TEAMS}.new")

    @contextmanager
    def spending(self, cost: Decimal) -> Iterator[list[Decimal]]:
        """Sets `cost` aside for the block, which puts what it came to into the list; a block that fails costs what it put there.

        Raises `OverBudget` before anything is asked.
        """
        paid: list[Decimal] = []
        keys = self._keys()
        if cost:
            self._set_aside(cost, keys)
        done = False
        try:
            yield paid
            done = True
        finally:
            came_to = paid[-1] if paid else cost if done else Decimal(0)
            if came_to != cost:
                with self.ledger.changing() as state:
                    _spend(state, keys, came_to - cost)

    def book(self, cost: Decimal) -> None:
        """Counts what turned out to be paid for after its call had ended."""
        with self.ledger.changing() as state:
            _spend(state, self._keys(), cost)

    def accounts(self) -> tuple[Account, ...]:
        """What was spent by the studio, by this person and their team, and on this film, beside what may be."""
        spent, team = self.ledger.read().spent, self.teams().of(self.person)
        found, bounds = [], self._bounds()
        for name, key in self._keys().items():
            so_far, bound = spent.get(key, Decimal(0)), bounds[name]
            warn = bound is not None and so_far >= bound[0] * Decimal(str(bound[1])) and so_far > 0
            whose = team.name if team and name == "team" else ""
            found.append(Account(name=name, whose=whose, spent=so_far, most=bound[0] if bound else None, warn=warn))
        return tuple(found)

    def _bounds(self) -> dict[str, tuple[Decimal, float] | None]:
        """What may be spent, and from which share on pages warn."""
        budgets, team = self.budgets(), self.teams().of(self.person)
        monthly = {"studio": budgets.studio, "team": team.budget if team else None, "person": budgets.person}
        bounds = {name: (budget.month_usd, budget.warn_share) if budget else None for name, budget in monthly.items()}
        return bounds | {"film": (budgets.film.film_usd, budgets.film.warn_share) if budgets.film else None}

    def _set_aside(self, cost: Decimal, keys: dict[str, str]) -> None:
        bounds = self._bounds()
        with self.ledger.changing() as state:
            for name, key in keys.items():
                bound = bounds[name]
                if bound is not None and state.spent.get(key, Decimal(0)) + cost > bound[0]:
                    raise OverBudget(
                        _SENTENCES[name].format(most=bound[0]),
                        hint="Raise the budget on the Providers page, under Costs, or choose another provider.",
                        unsent=True,
                    )
            _spend(state, keys, cost)

    def _keys(self) -> dict[str, str]:
        """Whose money is spent now: by budget, under which name it is counted."""
        month = time.strftime("%Y-%m", time.gmtime())
        team = self.teams().of(self.person) if self.person else None
        keys = {"studio": f"studio/{month}"}
        keys |= {"team": f"team/{team.name}/{month}"} if team else {}
        keys |= {"person": f"person/{self.person}/{month}"} if self.person else {}
        return keys | ({"film": f"film/{self.session}"} if self.session else {})


def _spend(state: State, keys: dict[str, str], usd: Decimal) -> None:
    for key in keys.values():
        state.spent[key] = max(Decimal(0), state.spent.get(key, Decimal(0)) + usd)


_SENTENCES = {
    "studio": "The studio has a budget of ${most} a month; this call would go beyond.",
    "team": "Your team has a budget of ${most} a month; this call would go beyond.",
    "person": "Each person has a budget of ${most} a month; this call would go beyond yours.",
    "film": "A film has a budget of ${most}; this call would go beyond.",
}
