"""One policy around every call of one entry: turn, tries, stored answers, and jobs that outlive a crash."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from core.errors import BadAnswer, NotOrdered, ProviderError, TooSlow
from core.policy.answers import Answer, Answers, Request
from core.policy.bills import Till
from core.policy.circuit import is_outage
from core.policy.gate import Gate, Health
from core.policy.jobs import SETTLED_S, Progress, Remote, Ticket, Tickets, adopts, hearing
from core.policy.policy import Policy
from core.policy.purse import Purse

T = TypeVar("T")
_NO_COST = Decimal(0)


class Guard:
    """Stands between us and the entry `name`. All of it lies in `root`, which every process of the studio shares.

    `clean` takes keys out of whatever an error says, before anybody hears of it.
    """

    def __init__(
        self, name: str, policy: Policy, root: Path, person: str = "", *, port: str = "", session: str = "", called: str = "",
        clean: Callable[[str], str] = str,
    ) -> None:  # fmt: skip
        self.name, self.policy, self.clean = name, policy, clean
        self.purse, self.till = Purse(root, person, session), Till(root, name, port, person, session)
        self.gate = Gate(name, policy, root / "entries" / name, person, called)
        self.answers = Answers(root / "answers")
        self.tickets = Tickets(root / "jobs")

    def call(
        self,
        ask: Callable[[], T],
        *,
        safe: bool = True,
        cost: Decimal = _NO_COST,
        paid: Callable[[T], Decimal] | None = None,
        bill: Request | None = None,
    ) -> T:
        """What `ask` gives, tried again after waits when an error may pass. Raises `ProviderError` leaves.

        `safe=False`: tried again only when the service certainly did nothing. `cost` is set aside before the call; `paid` tells
        from the answer what it came to. An answer that is charged and cannot be used is put on the bill of `bill`.
        """
        tries = Retrying(
            stop=stop_after_attempt(self.policy.tries.attempts),
            wait=self._wait,
            retry=retry_if_exception(lambda error: self._again(error, safe)),
            reraise=True,
        )
        given: T = tries(self._once, ask, cost, paid, bill)
        return given

    def answer(self, request: Request, ask: Callable[[Path], Answer], suffix: str = "", cost: Decimal = _NO_COST) -> Answer:
        """The stored answer to the request, or what `ask` gives now; it may write a file to the path that it gets."""
        found = self.answers.find(request)
        if found is None:
            with self.answers.alone(request):
                found = self.answers.find(request)
                if found is None:
                    return self._asked(request, ask, suffix, cost)
        self.gate.reused()
        return found

    def job(self, request: Request, remote: Remote, suffix: str, *, cost: Decimal = _NO_COST, look_s: float = 5.0) -> Answer:
        """The result of a job: stored, adopted, or submitted now and waited for. Raises `ProviderError` leaves.

        `TooSlow` after the policy's total time leaves the job to be adopted by the next call.
        """
        with self.ordering(request), self.answers.alone(request):
            found = self.answers.find(request)
            if found is not None:
                self.tickets.forget(request)  # whoever stored the answer may have died before
                self.gate.reused()
                return found
            name = self._submitted(request, remote, cost)
            self._awaited(request, remote, name, look_s)

            def fetch(to: Path) -> Answer:
                remote.fetch(name, to)
                return Answer(text=name)

            found = self._asked(request, fetch, suffix, _NO_COST, before=cost)
            self.tickets.forget(request)
            return found

    @contextmanager
    def ordering(self, request: Request) -> Iterator[None]:
        """Around all that an order of this request does: an error that leaves a job behind, or may, says that it is `pending`.

        Raises `NotOrdered` where only earlier orders count and there is none.
        """
        if adopts() and self.tickets.read(request) is None:
            raise self._not_ordered()
        try:
            yield
        except ProviderError as error:
            ticket = None if isinstance(error, NotOrdered) else self.tickets.read(request)
            error.pending = ticket is not None and ticket.state != "intended"
            raise

    def health(self) -> Health:
        """How the entry is doing."""
        return self.gate.health()

    def _asked(
        self, request: Request, ask: Callable[[Path], Answer], suffix: str, cost: Decimal, before: Decimal = _NO_COST
    ) -> Answer:
        """Asks and keeps; `before` is what was paid for it already."""
        with self.answers.store.scratch() as scratch:

            def into() -> tuple[Answer, Path | None]:
                to = scratch.new(suffix)
                return ask(to), to

            def paid(given: tuple[Answer, Path | None]) -> Decimal:
                return Decimal(given[0].usd) or cost

            answer, file = self.call(into, cost=cost, paid=paid, bill=request)
            price = paid((answer, file))
            answer = answer.model_copy(update={"usd": str(before + price)})
            if price or not before:  # a job was billed when it was submitted
                self.till.note(request.operation, request.model, price, request.key)
            return self.answers.keep(request, answer, file if file is not None and file.exists() else None)

    def _submitted(self, request: Request, remote: Remote, cost: Decimal) -> str:
        """The name of the request's job: known, found at the service, or submitted now."""
        ticket = self.tickets.read(request)
        if ticket is not None and ticket.name:
            if cost and not self.till.has(request.key):  # whoever noted the name may have died before it was on the bill
                self.till.note(request.operation, request.model, cost, request.key)
            return ticket.name
        lost = ticket is not None and (ticket.state == "sent" or not remote.marked)
        if ticket is not None and lost and (name := self._found(remote, ticket)):
            return self._named(request, name, cost)  # its cost was set aside by whoever died
        if adopts():
            raise self._not_ordered()
        ticket = self.tickets.intend(request)
        try:
            name = self.call(lambda: self._ordered(request, remote), safe=False, cost=cost, bill=request)
        except ProviderError as error:
            if error.unsent or not is_outage(error):
                self.tickets.forget(request)
                raise
            name = self._found(remote, ticket) or ""  # the answer was lost, the job perhaps not
            if not name:
                self.tickets.forget(request)
                raise
            if charged(error, cost):
                return self._named(request, name, _NO_COST)
            self.purse.book(cost)
            self.gate.book(cost)
        return self._named(request, name, cost)

    def _not_ordered(self) -> NotOrdered:
        return NotOrdered(f"{self.gate.called} has no such job.", unsent=True)

    def _ordered(self, request: Request, remote: Remote) -> str:
        """One order. What was refused before it is forgotten: it certainly did nothing."""
        since = self.tickets.intend(request).at
        with hearing(lambda: self.tickets.sent(request, since)):
            return remote.submit(request.key)

    def _named(self, request: Request, name: str, cost: Decimal) -> str:
        """Keeps the job's name, then puts it on the bill."""
        name = self.tickets.submitted(request, name).name
        if cost:
            self.till.note(request.operation, request.model, cost, request.key)
        return name

    def _found(self, remote: Remote, ticket: Ticket) -> str | None:
        time.sleep(max(0.0, min(SETTLED_S, ticket.at + SETTLED_S - time.time())))
        return self.call(lambda: remote.find(ticket.at, self.tickets.names()))

    def _awaited(self, request: Request, remote: Remote, name: str, look_s: float) -> Progress:
        ends = time.monotonic() + self.policy.timeouts.total_s
        while True:
            try:
                progress = self.call(lambda: remote.look(name))
            except ProviderError as error:
                if error.unsent and not error.retry:  # the job itself failed; the next try submits a new one
                    self.tickets.forget(request)
                raise
            if progress.done:
                return progress
            if time.monotonic() + look_s > ends:
                raise TooSlow(
                    f"{self.gate.called} is still working on it after {self.policy.timeouts.total_s:.0f} s.",
                    hint="Resume later: the job goes on there and is picked up, not paid for again.",
                )
            time.sleep(look_s)

    def _once(self, ask: Callable[[], T], cost: Decimal, paid: Callable[[T], Decimal] | None, bill: Request | None) -> T:
        with self.purse.spending(cost) as spent:
            ticket = self.gate.enter(cost)
            failure: BaseException | None = None
            price: Decimal | None = None
            try:
                given = ask()
                if paid:
                    price = paid(given)
                    spent.append(price)
                return given
            except BaseException as error:
                failure = error
                if isinstance(error, ProviderError):
                    error.reword(self.clean)
                if price := charged(error, cost):
                    spent.append(price)
                    if bill:
                        self.till.note(bill.operation, bill.model, price, bill.key)
                raise
            finally:
                self.gate.leave(ticket, failure, price)

    def _again(self, error: BaseException, safe: bool) -> bool:
        if not isinstance(error, ProviderError) or not error.retry:
            return False
        if error.wait_s is not None and error.wait_s > self.policy.tries.longest_s:
            return False  # the service asks for more patience than the policy has
        return safe or error.unsent

    def _wait(self, state: RetryCallState) -> float:
        wait = self.policy.tries.wait_s(state.attempt_number)
        if self.policy.tries.jitter:
            wait *= secrets.randbelow(1_000_001) / 1_000_000
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait_s if isinstance(error, ProviderError) else None
        return max(wait, asked or 0.0)


def charged(error: BaseException, cost: Decimal) -> Decimal | None:
    """What a call that failed is paid for: what is known, or what was set aside where an answer came that cannot be used."""
    if not isinstance(error, ProviderError):
        return None
    return cost if error.charged is None and isinstance(error, BadAnswer) else error.charged
