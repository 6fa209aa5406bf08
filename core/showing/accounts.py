"""What was spent: by service, task, person, film and month; and what one film has cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core.catalog import Bills
from core.errors import BadSetting
from core.policy import Account, Budgets, Purse, Teams
from core.policy.bills import BILLS, bills_in, journal
from core.session import Session

_AT_ONCE = 5000


@dataclass(frozen=True)
class Sum:
    """What something cost."""

    name: str
    usd: Decimal
    calls: int


def total(sums: tuple[Sum, ...]) -> Decimal:
    """All of them together."""
    return sum((one.usd for one in sums), Decimal(0))


@dataclass(frozen=True)
class Spending:
    """What was spent in a month."""

    month: str
    usd: Decimal
    calls: int
    services: tuple[Sum, ...]
    tasks: tuple[Sum, ...]
    people: tuple[Sum, ...]
    teams: tuple[Sum, ...]
    """By team as people belong to them now; those in none are not named."""
    films: tuple[Sum, ...]
    """By session; an empty name: tests and trials."""


class Accounts:
    """The books of a studio. `bills` is the catalogue's table, None where no catalogue is open."""

    def __init__(self, root: Path, bills: Bills | None) -> None:
        self.root, self.bills = root, bills

    def months(self) -> tuple[Sum, ...]:
        """Every month in which something was asked, the newest first."""
        if self.bills is None:
            return ()
        self._take_in(self.bills)
        return tuple(sorted((Sum(*row) for row in self.bills.sums("month")), key=lambda one: one.name, reverse=True))

    def spending(self, month: str) -> Spending:
        """What was spent in a month (`2026-11`)."""
        if self.bills is None:
            return Spending(month, Decimal(0), 0, (), (), (), (), ())
        self._take_in(self.bills)
        services, tasks, people, films = (
            tuple(Sum(*row) for row in self.bills.sums(by, month)) for by in ("entry", "port", "person", "session")
        )
        usd, calls = total(services), sum(one.calls for one in services)
        return Spending(month, usd, calls, services, tasks, people, self._by_team(people), films)

    def film(self, session: Session) -> tuple[Sum, ...]:
        """What a film has cost, by task; nothing where it was made on this machine alone."""
        found: dict[str, Sum] = {}
        for bill, _ in bills_in(session.folder / BILLS):
            before = found.get(bill.port, Sum(bill.port, Decimal(0), 0))
            found[bill.port] = Sum(bill.port, before.usd + bill.usd, before.calls + 1)
        return tuple(found.values())

    def budgets(self) -> Budgets:
        """The budgets over all services. Raises `BadSetting`."""
        return Purse(self.root).budgets()

    def set_budgets(self, budgets: Budgets) -> None:
        """Sets them; they hold from the next call on. Raises `DiskFull`, `ReadOnly`."""
        Purse(self.root).set(budgets)

    def teams(self) -> Teams:
        """Who belongs together. Raises `BadSetting`."""
        return Purse(self.root).teams()

    def set_teams(self, teams: Teams) -> None:
        """Sets them; their budgets hold from the next call on. Raises `DiskFull`, `ReadOnly`."""
        Purse(self.root).set_teams(teams)

    def _by_team(self, people: tuple[Sum, ...]) -> tuple[Sum, ...]:
        found = []
        for team in self.teams().teams:
            theirs = [one for one in people if one.name in team.people]
            found.append(Sum(team.name, total(tuple(theirs)), sum(one.calls for one in theirs)))
        return tuple(sorted(found, key=lambda one: one.usd, reverse=True))

    def standing(self, person: str, session: str = "") -> tuple[Account, ...]:
        """What was spent of each budget."""
        return Purse(self.root, person, session).accounts()

    def _take_in(self, table: Bills) -> None:
        for path in journal(self.root):
            start = table.read_to(path.name)
            if path.stat().st_size <= start:
                continue
            rows: list[tuple[object, ...]] = []
            end = start
            for bill, end in bills_in(path, start):
                rows.append((bill.at, bill.month, bill.entry, bill.port, bill.model, bill.usd, bill.person, bill.session))
                if len(rows) >= _AT_ONCE:
                    table.take_in(path.name, rows, start, end)
                    rows, start = [], end
            if rows:
                table.take_in(path.name, rows, start, end)


def team_rows(teams: Teams) -> list[dict[str, Any]]:
    """Teams as rows of a table."""
    rows = [
        {"team": team.name, "people": ", ".join(team.people), "usd": float(team.budget.month_usd) if team.budget else None}
        for team in teams.teams
    ]
    return rows or [{"team": "", "people": "", "usd": None}]


def teams_of(rows: Sequence[Mapping[str, Any]], before: Teams) -> Teams:
    """Teams from the rows of a table; a row without a name counts nothing. Raises `BadSetting` that names what is wrong."""
    share = {team.name: team.budget.warn_share for team in before.teams if team.budget}
    found = []
    for row in rows:
        name = str(row.get("team") or "").strip()
        if not name:
            continue
        people = list(dict.fromkeys(person.strip() for person in str(row.get("people") or "").split(",") if person.strip()))
        budget = None
        if row.get("usd") is not None:
            budget = {"month_usd": str(row["usd"]), **({"warn_share": share[name]} if name in share else {})}
        found.append({"name": name, "people": people, "budget": budget})
    try:
        return Teams.model_validate({"teams": found})
    except ValidationError as error:
        told = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        raise BadSetting(f"The teams: {told}.", hint="A person belongs to one team, and each team has its own name.") from error
