"""How often critic and director have a script worked over: chosen where a model writes, and read afterwards."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.film import Order
from core.film.discussion import MOST_ROUNDS, Change, Discussion, Role, Round, Turn
from core.services.amounts import money
from core.studio import Studio
from pages.parts.words import layout, plain

KEEP = "session"
_ROLES = {
    Role.WRITER: ("Writer", ":material/edit_note:"),
    Role.CRITIC: ("Critic", ":material/rate_review:"),
    Role.DIRECTOR: ("Director", ":material/movie_edit:"),
}
_ONE_GO = (
    "The studio’s own writer works in one go. With a language model, a critic and a director can have the script worked over."
)


def choose_rounds(studio: Studio) -> int:
    """Draws the choice where there is one, else says why there is none; gives the rounds."""
    usual = int(Order.model_fields["rounds"].default)
    if not studio.estimates.discusses():
        st.caption(f":material/forum: {_ONE_GO}")
        return int(st.session_state.get("rounds", usual))
    told = {0: "None", 1: "One", 2: "Two", 3: "Three"}
    preset = {} if "rounds" in st.session_state else {"default": usual}
    chosen = st.segmented_control(
        "Rounds of critic and director", range(MOST_ROUNDS + 1), format_func=told.__getitem__, key="rounds", persist_state=KEEP,
        required=True, help="In each round a critic reads the script beside your text, a director decides, and the writer mends. "
        "They end early when nothing is left to mend. Rounds cost; the plan has it.", **preset,
    )  # fmt: skip
    return usual if chosen is None else int(chosen)


def discussion(talk: Discussion) -> None:
    """Draws what was said, folded away under one line that says what came of it."""
    with st.expander(_headline(talk), icon=":material/forum:", key="discussion", on_change="rerun") as folded:
        if not folded.open:
            return
        if talk.rounds:
            st.caption(":material/fact_check: marks what the studio found by its own checks; the rest is what the critic thinks.")
        for turn in talk.draft:
            _said(turn)
        for number, one in enumerate(talk.rounds, 1):
            st.markdown(f"**Round {number}**")
            _round(one)
        st.caption(f":material/flag: {plain(talk.ended)}")


def _headline(talk: Discussion) -> str:
    if not talk.rounds:
        return f"Not worked over, {money(talk.usd)}" if talk.usd else "Not worked over"
    rounds = "in one round" if len(talk.rounds) == 1 else f"in {len(talk.rounds)} rounds"
    changes = {0: "nothing changed", 1: "one change"}.get(talk.changed, f"{talk.changed} changes")
    return f"Worked over {rounds}: {changes}, {money(talk.usd)}"


def _round(one: Round) -> None:
    for turn in one.turns:
        with _said(turn):
            if turn.role is Role.CRITIC:
                _findings(one)
            else:
                _changes(one, turn.role)


def _said(turn: Turn) -> DeltaGenerator:
    name, icon = _ROLES[turn.role]
    box = st.chat_message(name, avatar=icon)
    tokens = f"{turn.tokens_read + turn.tokens_written:,} tokens" if turn.tokens_read + turn.tokens_written else ""
    facts = " · ".join(plain(fact) for fact in (turn.model, tokens, money(turn.usd)) if fact)
    box.markdown(f"**{name}** :gray[:small[{facts}]]  \n{plain(turn.said) or ':gray[Without a word.]'}")
    return box


def _findings(one: Round) -> None:
    rows = []
    for i, remark in enumerate(one.remarks):
        taken = ":green[:material/check: taken up]" if i in one.taken else ":gray[left]"
        where = f"Line {remark.line}" if remark.line else "The whole"
        by = " :gray[:material/fact_check:]" if remark.measured else ""
        rows.append({"Where": f":gray[{where}]", "Found": f"{plain(remark.sentence)}{by}", "Director": taken})
    if rows:
        st.table(rows, border="horizontal", hide_index=True)
    else:
        st.markdown(":green[:material/check_circle:] Nothing to mend.")


def _changes(one: Round, role: Role) -> None:
    """What the one who speaks changed: words are the writer's, order and layouts the director's."""
    for change in one.changes:
        if (change.what in ("reworded", "kept")) is (role is Role.WRITER):
            st.markdown(_told(change))


def _told(change: Change) -> str:
    before, after = plain(change.before), plain(change.after)
    told = {
        "reworded": f":gray[:small[Line {change.line}, before]]  \n:gray[{before}]  \n:small[now]  \n{after}",
        "kept": f":orange[:material/block:] Line {change.line} stays: {after}",
        "cut": f":red[:material/content_cut:] Line {change.line} is cut: :gray[{before}]",
        "moved": f":material/swap_vert: Line {change.line} stands at place {after} now.",
        "relaid": f":material/dashboard: Line {change.line}: {layout(change.after)} in place of {layout(change.before).lower()}.",
    }
    return told[change.what]
