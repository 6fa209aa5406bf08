"""What is paid is on a bill, with its film first; budgets of studio, person and film stop what would go beyond them."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalog import Bills, Database
from core.errors import BadAnswer, BadSetting, OverBudget, Refused, Unavailable
from core.policy import Answer, Budget, Budgets, Guard, Policy, Purse, Request, Team, Teams, Tries
from core.policy.bills import BILLS, Till, bills_in, journal
from core.policy.purse import FilmBudget
from core.showing.accounts import Accounts, team_rows, teams_of

ONE_TRY = Policy(tries=Tries(attempts=1))
SESSION = "session_20261121_080000_abcd"


def request(body: str) -> Request:
    return Request(service="test", operation="speech", model="m", body=body)


def guard(root: Path, person: str = "anna", session: str = SESSION) -> Guard:
    return Guard("mine", ONE_TRY, root / ".providers", person, port="Speaker", session=session)


def test_an_answer_is_billed_once_with_its_film_and_in_the_journal(tmp_path: Path) -> None:
    (tmp_path / SESSION / "metadata").mkdir(parents=True)
    for _ in range(3):
        guard(tmp_path).answer(request("a"), lambda to: Answer(usd="0.25"), cost=Decimal("0.30"))
    of_film = [bill for bill, _ in bills_in(tmp_path / SESSION / BILLS)]
    [month] = journal(tmp_path / ".providers")
    assert of_film == [bill for bill, _ in bills_in(month)]
    [bill] = of_film
    assert (bill.usd, bill.entry, bill.port, bill.person, bill.session) == (Decimal("0.25"), "mine", "Speaker", "anna", SESSION)
    assert bill.request == request("a").key
    assert {a.name: a.spent for a in Purse(tmp_path / ".providers", "anna", SESSION).accounts()} == {
        "studio": Decimal("0.25"), "person": Decimal("0.25"), "film": Decimal("0.25"),
    }  # fmt: skip


def test_a_call_that_fails_is_on_no_bill_and_gives_back_what_was_set_aside(tmp_path: Path) -> None:
    def fails(to: Path) -> Answer:
        raise Unavailable("It is down.")

    with pytest.raises(Unavailable):
        guard(tmp_path).answer(request("a"), fails, cost=Decimal(3))
    assert journal(tmp_path / ".providers") == ()
    assert all(account.spent == 0 for account in Purse(tmp_path / ".providers", "anna").accounts())


@pytest.mark.parametrize(
    ("charged", "usd"), [(None, Decimal("0.30")), (Decimal("0.12"), Decimal("0.12"))], ids=["by the price", "by its usage"]
)
def test_an_answer_of_no_use_is_paid_for_each_time_it_came(tmp_path: Path, charged: Decimal | None, usd: Decimal) -> None:
    def fails(to: Path) -> Answer:
        error = BadAnswer("It is no sound.")
        error.charged = charged
        raise error

    twice = Guard("mine", Policy(tries=Tries(attempts=2, first_s=0)), tmp_path / ".providers", "anna", port="Speaker")
    with pytest.raises(BadAnswer):
        twice.answer(request("a"), fails, cost=Decimal("0.30"))
    [month] = journal(tmp_path / ".providers")
    assert [bill.usd for bill, _ in bills_in(month)] == [usd, usd]
    assert all(account.spent == 2 * usd for account in Purse(tmp_path / ".providers", "anna").accounts())
    assert twice.health().month_usd == 2 * usd


def test_a_refusal_is_free_unless_the_service_says_what_it_took(tmp_path: Path) -> None:
    for number, charged in enumerate((None, Decimal("0.02"))):

        def fails(to: Path, charged: Decimal | None = charged) -> Answer:
            error = Refused("No.", unsent=True)
            error.charged = charged
            raise error

        with pytest.raises(Refused):
            guard(tmp_path).answer(request(str(number)), fails, cost=Decimal("0.30"))
    assert {account.spent for account in Purse(tmp_path / ".providers", "anna", SESSION).accounts()} == {Decimal("0.02")}


@pytest.mark.parametrize(
    ("budgets", "sentence"),
    [
        (Budgets(studio=Budget(month_usd=Decimal(1))), "The studio has a budget"),
        (Budgets(person=Budget(month_usd=Decimal(1))), "Each person has a budget"),
        (Budgets(film=FilmBudget(film_usd=Decimal(1))), "A film has a budget"),
    ],
)
def test_what_would_go_beyond_a_budget_is_not_asked_and_what_costs_nothing_always_is(
    tmp_path: Path, budgets: Budgets, sentence: str
) -> None:
    Purse(tmp_path / ".providers").set(budgets)
    asked = []

    def ask(to: Path) -> Answer:
        asked.append(to)
        return Answer()

    for body in "ab":
        guard(tmp_path).answer(request(body), ask, cost=Decimal("0.50"))
    with pytest.raises(OverBudget, match=sentence):
        guard(tmp_path).answer(request("c"), ask, cost=Decimal("0.50"))
    assert len(asked) == 2
    guard(tmp_path).answer(request("d"), ask)
    assert len(asked) == 3


def test_a_teams_budget_is_shared_by_its_people_and_stops_nobody_else(tmp_path: Path) -> None:
    purse = Purse(tmp_path / ".providers", "ben")
    purse.set_teams(Teams(teams=(Team(name="Launch", people=("anna", "ben"), budget=Budget(month_usd=Decimal(1))),)))
    guard(tmp_path, "anna", "one").answer(request("a"), lambda to: Answer(), cost=Decimal("0.60"))
    with pytest.raises(OverBudget, match="Your team has a budget"):
        guard(tmp_path, "ben", "two").answer(request("b"), lambda to: Answer(), cost=Decimal("0.60"))
    guard(tmp_path, "cleo", "three").answer(request("b"), lambda to: Answer(), cost=Decimal("0.60"))
    found = {account.name: (account.whose, account.spent) for account in purse.accounts()}
    assert found == {"studio": ("", Decimal("1.20")), "team": ("Launch", Decimal("0.60")), "person": ("", Decimal(0))}


def test_a_call_is_settled_with_the_team_that_it_was_set_aside_for(tmp_path: Path) -> None:
    purse, launch = Purse(tmp_path, "anna"), Teams(teams=(Team(name="Launch", people=("anna",)),))
    purse.set_teams(launch)
    with purse.spending(Decimal("0.50")) as paid:
        purse.set_teams(Teams(teams=(Team(name="Docs", people=("anna",)),)))
        paid.append(Decimal("0.20"))
    purse.set_teams(launch)
    assert {one.name: one.spent for one in purse.accounts()}["team"] == Decimal("0.20")


@pytest.mark.parametrize(
    "rows",
    [
        [{"team": "A", "people": "anna, ben"}, {"team": "B", "people": "ben"}],
        [{"team": "A", "people": "anna"}, {"team": "A", "people": "ben"}],
        [{"team": "A", "people": "anna", "usd": -1.0}],
    ],
)
def test_teams_that_cannot_be_are_said(rows: list[dict[str, object]]) -> None:
    with pytest.raises(BadSetting, match="teams"):
        teams_of(rows, Teams())


def test_teams_are_rows_and_rows_are_teams() -> None:
    budget = Budget(month_usd=Decimal(20), warn_share=0.5)
    there = Teams(teams=(Team(name="A", people=("anna", "ben"), budget=budget), Team(name="B", people=("cleo",))))
    assert teams_of(team_rows(there), there) == there
    assert teams_of([{"team": " ", "people": "x"}, *team_rows(Teams())], Teams()) == Teams()


def test_a_persons_budget_and_a_films_stop_nobody_else(tmp_path: Path) -> None:
    Purse(tmp_path / ".providers").set(Budgets(person=Budget(month_usd=Decimal(1)), film=FilmBudget(film_usd=Decimal(1))))
    guard(tmp_path, "anna", "one").answer(request("a"), lambda to: Answer(), cost=Decimal(1))
    for person, session in (("anna", "two"), ("ben", "one")):
        with pytest.raises(OverBudget):
            guard(tmp_path, person, session).answer(request("b"), lambda to: Answer(), cost=Decimal(1))
    guard(tmp_path, "ben", "two").answer(request("b"), lambda to: Answer(), cost=Decimal(1))


def test_damaged_budgets_are_said_before_money_is_spent(tmp_path: Path) -> None:
    purse = Purse(tmp_path)
    (tmp_path / "budgets.json").write_text("{")
    with pytest.raises(BadSetting), purse.spending(Decimal(1)):
        pytest.fail("nothing is asked")


@settings(max_examples=25, deadline=None)
@given(costs=st.lists(st.decimals(min_value="0.01", max_value="2", places=2), min_size=1, max_size=12))
def test_however_many_spend_at_once_no_more_than_the_budget_is_spent(
    tmp_path_factory: pytest.TempPathFactory, costs: list[Decimal]
) -> None:
    root = tmp_path_factory.mktemp("purse")
    Purse(root).set(Budgets(studio=Budget(month_usd=Decimal(3))))
    spent: list[Decimal] = []

    def spend(cost: Decimal) -> None:
        try:
            with Purse(root).spending(cost):
                spent.append(cost)
        except OverBudget:
            pass

    threads = [threading.Thread(target=spend, args=(cost,)) for cost in costs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [studio] = Purse(root).accounts()
    assert studio.spent == sum(spent, Decimal(0)) <= 3
    assert studio.warn == (studio.spent >= Decimal("2.4"))


def test_the_books_are_read_on_from_where_they_were_left_and_can_be_read_anew(tmp_path: Path) -> None:
    table = Bills(Database(None))
    books = Accounts(tmp_path, table)
    assert books.months() == ()
    till = Till(tmp_path, "mine", "Speaker", "anna", SESSION)
    for usd in ("0.10", "0.20"):
        till.note("speech", "m", Decimal(usd), "")
    [month] = books.months()
    assert (month.usd, month.calls) == (Decimal("0.30"), 2)
    Till(tmp_path, "mine", "Writer", "ben").note("chat", "w", Decimal("0.07"), "")
    with (tmp_path / "bills" / f"{month.name}.jsonl").open("a") as file:
        file.write("not a bill\n{half")
    there = books.spending(month.name)
    assert (there.usd, there.calls) == (Decimal("0.37"), 3)
    assert {(one.name, one.usd) for one in there.people} == {("anna", Decimal("0.30")), ("ben", Decimal("0.07"))}
    assert {one.name for one in there.films} == {SESSION, ""}
    books.set_teams(Teams(teams=(Team(name="Launch", people=("anna", "zoe")), Team(name="Docs", people=("ben",)))))
    assert [(one.name, one.usd, one.calls) for one in books.spending(month.name).teams] == [
        ("Launch", Decimal("0.30"), 2), ("Docs", Decimal("0.07"), 1),
    ]  # fmt: skip
    there = books.spending(month.name)
    table.forget()
    assert books.spending(month.name) == there
    table.database.close()
