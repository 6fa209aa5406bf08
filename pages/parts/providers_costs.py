"""What services cost: this month and every month before, by service, task, person and film; and the budgets that stop them."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.policy import Budgets
from core.services.amounts import average_of, money
from core.services.entries import Roster
from core.showing.accounts import Sum
from core.showing.fields import groups, value_of
from core.studio import Studio
from pages.parts.providers_form import answers, draw
from pages.parts.providers_setup import attempt, complaint
from pages.parts.providers_teams import teams
from pages.parts.providers_words import task
from pages.parts.when import month
from pages.parts.words import complain, plain, short
from pages.shell.frame import SESSION

_MOST = 12
_STANDING = {"studio": "The whole studio, this month", "team": "Your team", "person": "You, this month"}


def costs(studio: Studio, roster: Roster) -> None:
    """Draws the books of a month, and the budgets."""
    months = studio.accounts.months()
    _standing(studio)
    if not months:
        with st.container(border=True, horizontal_alignment="center"):
            st.space("small")
            st.subheader(":material/savings: $0.00 so far", anchor=False, text_alignment="center")
            st.markdown("No service was asked yet. What this machine does costs nothing.", text_alignment="center")
            st.space("small")
    else:
        _month(studio, roster, months)
    _budgets(studio)
    teams(studio)


def _standing(studio: Studio) -> None:
    """Budgets that are set, and how far they are used."""
    try:
        accounts = studio.accounts.standing(studio.person)
    except StudioError as error:
        complain(error)
        return
    for account in accounts:
        if account.most is None:
            continue
        share = min(1.0, float(account.spent / account.most)) if account.most else 1.0
        whose = f"{_STANDING[account.name]} {plain(account.whose)}, this month" if account.whose else _STANDING[account.name]
        st.progress(share, text=f"{whose}: {money(account.spent)} of {money(account.most)}")
        if account.warn:
            st.warning("Most of this budget is spent. What would go beyond it is not asked.", icon=":material/savings:")


def _month(studio: Studio, roster: Roster, months: tuple[Sum, ...]) -> None:
    names = [month.name for month in months]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Month", names, key="cost-month", width=200, format_func=month)
    there = studio.accounts.spending(chosen or names[0])
    films = [film for film in there.films if film.name]
    with st.grid(4, min_column_width=140):
        st.metric("Spent", money(there.usd))
        st.metric("Calls", f"{there.calls:,}")
        st.metric("Films", f"{len(films):,}")
        average = average_of([film.usd for film in films])
        st.metric("A film", money(average) if films else "–", help="On average, without tests")
    labels = {entry.id: entry.label or entry.id for entry in roster.entries}
    with st.grid(2, min_column_width=300):
        _table("By service", [(plain(labels.get(one.name, one.name)), one) for one in there.services])
        _table("By task", [(task(one.name), one) for one in there.tasks])
        _table("By person", [(plain(one.name) or "Nobody in particular", one) for one in there.people])
        if there.teams:
            _table("By team", [(plain(one.name), one) for one in there.teams])
        _films(studio, there.films)


def _table(title: str, rows: list[tuple[str, Sum]]) -> None:
    with st.container(border=True, height="stretch"):
        st.subheader(title, anchor=False)
        st.table(
            {name: f"{money(one.usd)} · {one.calls:,} call{'' if one.calls == 1 else 's'}" for name, one in rows[:_MOST]},
            border="horizontal",
            hide_header=True,
        )


def _films(studio: Studio, films: tuple[Sum, ...]) -> None:
    with st.container(border=True, height="stretch", gap="xsmall", key="by-film"):
        st.subheader("By film", anchor=False)
        for one in films[:_MOST]:
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                title = _title(studio, one.name)
                if title is None:
                    st.markdown(":gray[Tests]" if not one.name else ":gray[A film that was erased]", width="content")
                else:
                    st.page_link(SESSION, label=plain(short(title, 44)), query_params={"s": one.name}, width="content")
                st.markdown(money(one.usd).replace("$", "\\$"), width="content")
        if len(films) > _MOST:
            st.caption(f"and {len(films) - _MOST:,} more")


def _title(studio: Studio, name: str) -> str | None:
    try:
        return studio.open(name).card.title if name else None
    except StudioError:
        return None


def _budgets(studio: Studio) -> None:
    """What may be spent over all services, as a form."""
    st.subheader("Budgets", anchor=False)
    st.caption("Over all services together; each service can have its own under Limits. A call that would go beyond is not made: "
               "another stands in, or the film stops and says so.")  # fmt: skip
    complaint()
    try:
        budgets = studio.accounts.budgets()
    except StudioError as error:
        complain(error)
        budgets = Budgets()
    asked, key = groups(Budgets, budgets), f"budgets-{hash(budgets)}"

    def save() -> None:
        studio.accounts.set_budgets(value_of(Budgets, answers(asked, key)))

    with st.form(key, border=False):
        with st.grid(3, min_column_width=280):
            for group in asked:
                draw((group,), key)
        st.form_submit_button("Save", type="primary", icon=":material/check:", on_click=lambda: attempt(save, "Saved."))
