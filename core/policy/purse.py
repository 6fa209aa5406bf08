"""Budgets of the studio, of each person and of each film, over all services: set aside before a call, settled after it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from pydantic import Field, ValidationError

from core.engine.files import write_atomic
from core.errors import BadSetting, OverBudget
from core.policy.ledger import Ledger, State
from core.policy.policy import Budget
from core.value import Value

_FILE = "budgets.json"


class FilmBudget(Value):
    """What one film may cost."""

    film_usd: Decimal = Field(Decimal(5), ge=0, le=1_000_000, title="US dollars a film", description="With all its cuts.")
    warn_share: float = Field(0.8, ge=0, le=1, title="Warn from this share on", description="From this share on, pages warn.")


class Budgets(Value):
    """What may be spent over all services. What costs nothing is never stopped."""

    studio: Budget | None = Field(None, title="The whole studio", description="All people and services together.")
    person: Budget | None = Field(None, title="Each person", description="All services together.")
    film: FilmBudget | None = Field(None, title="Each film", description="From its first call on.")


class Account(Value):
    """What was spent of a budget."""

    name: str = Field(description="`studio`, `person` or `film`.")
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

    @contextmanager
    def spending(self, cost: Decimal) -> Iterator[list[Decimal]]:
        """Sets `cost` aside for the block, which puts what it came to into the list; a block that fails costs what it put there.

        Raises `OverBudget` before anything is asked.
        """
        paid: list[Decimal] = []
        if cost:
            self._set_aside(cost)
        done = False
        try:
            yield paid
            done = True
        finally:
            came_to = paid[-1] if paid else cost if done else Decimal(0)
            if came_to != cost:
                with self.ledger.changing() as state:
                    self._spend(state, came_to - cost)

    def book(self, cost: Decimal) -> None:
        """Counts what turned out to be paid for after its call had ended."""
        with self.ledger.changing() as state:
            self._spend(state, cost)

    def accounts(self) -> tuple[Account, ...]:
        """What was spent by the studio, by this person, and on this film, beside what may be."""
        budgets, spent = self.budgets(), self.ledger.read().spent
        most = {
            "studio": (budgets.studio.month_usd, budgets.studio.warn_share) if budgets.studio else None,
            "person": (budgets.person.month_usd, budgets.person.warn_share) if budgets.person else None,
            "film": (budgets.film.film_usd, budgets.film.warn_share) if budgets.film else None,
        }
        found = []
        for name, key in self._keys().items():
            so_far, bound = spent.get(key, Decimal(0)), most[name]
            warn = bound is not None and so_far >= bound[0] * Decimal(str(bound[1])) and so_far > 0
            found.append(Account(name=name, spent=so_far, most=bound[0] if bound else None, warn=warn))
        return tuple(found)

    def _set_aside(self, cost: Decimal) -> None:
        budgets = self.budgets()
        most = {
            "studio": budgets.studio.month_usd if budgets.studio else None,
            "person": budgets.person.month_usd if budgets.person else None,
            "film": budgets.film.film_usd if budgets.film else None,
        }
        with self.ledger.changing() as state:
            for name, key in self._keys().items():
                bound = most[name]
                if bound is not None and state.spent.get(key, Decimal(0)) + cost > bound:
                    raise OverBudget(
                        _SENTENCES[name].format(most=bound),
                        hint="Raise the budget on the Providers page, under Costs, or choose another provider.",
                        unsent=True,
                    )
            self._spend(state, cost)

    def _spend(self, state: State, usd: Decimal) -> None:
        for key in self._keys().values():
            state.spent[key] = max(Decimal(0), state.spent.get(key, Decimal(0)) + usd)

    def _keys(self) -> dict[str, str]:
        month = time.strftime("%Y-%m", time.gmtime())
        keys = {"studio": f"studio/{month}"}
        keys |= {"person": f"person/{self.person}/{month}"} if self.person else {}
        return keys | ({"film": f"film/{self.session}"} if self.session else {})


_SENTENCES = {
    "studio": "The studio has a budget of ${most} a month; this call would go beyond.",
    "person": "Each person has a budget of ${most} a month; this call would go beyond yours.",
    "film": "A film has a budget of ${most}; this call would go beyond.",
}
