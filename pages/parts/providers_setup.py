"""How a service is set up: name, address, key, people, and which task is done by which model."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.errors import StudioError
from core.services.entries import Fill
from core.services.setting_up import edited, fill, options_of, people, reference
from core.showing.fields import groups
from core.showing.providing import ServiceCard
from core.studio import Studio
from pages.parts.providers_form import answers, draw
from pages.parts.providers_words import KEYS, TASKS, task
from pages.parts.words import plain

_WRONG = "provider-wrong"


def attempt(work: Callable[[], None], said: str = "") -> bool:
    """Does it; what is wrong with it is said, above the form that was sent, until it is right."""
    try:
        work()
    except StudioError as error:
        st.session_state[_WRONG] = f"{error.message} {error.hint}"
        return False
    st.session_state.pop(_WRONG, None)
    if said:
        st.toast(said, icon=":material/check:")
    return True


def complaint() -> None:
    """What was wrong with the form that was sent."""
    if wrong := st.session_state.pop(_WRONG, ""):
        st.error(plain(wrong), icon=":material/error:")


def set_up(studio: Studio, card: ServiceCard) -> None:
    """Draws the form. What is typed stays when something is wrong with it."""
    complaint()
    key = f"setup-{card.entry.id}-{hash(card.entry)}"
    with st.form(key, border=False):
        left, right = st.columns(2, gap="medium")
        with left, st.container(border=True):
            _who(studio, card, key)
        with right, st.container(border=True):
            _key(card, key)
        st.markdown(
            "**Tasks**", help="Switch on what it shall be able to do. Who is asked for what is chosen under “Who does what”."
        )
        with st.grid(2, min_column_width=320):
            for offer in card.house.offers:
                with st.container(border=True, height="stretch", key=f"optional-{key}-{offer.port}"):
                    _task(card, offer.port, offer.models, key)
        st.form_submit_button("Save", type="primary", icon=":material/check:", on_click=_save, args=(studio, card, key))


def _who(studio: Studio, card: ServiceCard, key: str) -> None:
    entry = card.entry
    st.text_input("Name", entry.label, key=f"{key}-label", max_chars=80, placeholder=entry.id)
    st.text_input("Address", entry.base_url, key=f"{key}-url", max_chars=500, placeholder=card.house.address or "https://…",
                  help="Empty: the house's own.")  # fmt: skip
    known = list(dict.fromkeys([*entry.people, studio.person]))
    st.multiselect("Who may use it", [name for name in known if name], list(entry.people), key=f"{key}-people",
                   accept_new_options=True, placeholder="Everybody")  # fmt: skip


def _key(card: ServiceCard, key: str) -> None:
    place = card.entry.key
    st.selectbox("Key", list(KEYS), list(KEYS).index(place.source), format_func=KEYS.__getitem__, key=f"{key}-source")
    st.text_input(
        "The key itself", key=f"{key}-secret", type="password", autocomplete="new-password",
        placeholder=f"{card.key} is kept" if card.key and place.source == "studio" else "Written once, never shown again",
        help="For a key that is kept here. It is encrypted; what opens it lies outside the sessions' folder.",
    )  # fmt: skip
    st.text_input("Name of the variable or line", place.name, key=f"{key}-name", max_chars=100, placeholder="MY_SERVICE_KEY",
                  help="For a key from the environment or from the secrets file.")  # fmt: skip
    if place.source in ("environment", "file"):
        found = f":green[:material/check: found, {plain(card.key)}]" if card.key else ":orange[:material/key_off: not found]"
        st.caption(f"{plain(place.name)}: {found}")


def _task(card: ServiceCard, port: str, models: tuple[str, ...], key: str) -> None:
    held = card.entry.fill(port)
    named = f"{key}/{port}"
    st.toggle(f"**{task(port)}**", held is not None, key=f"{named}-on", help=TASKS.get(port, ("", "", None))[2])
    known = list(dict.fromkeys([*([held.model] if held else []), *models]))
    st.selectbox("Model", known, 0 if known else None, key=f"{named}-model", accept_new_options=True,
                 placeholder="Write the model's name")  # fmt: skip
    options = options_of(card.house, held, port)
    if options is not None and (asked := groups(type(options), options)):
        draw(asked, named)


def _save(studio: Studio, card: ServiceCard, key: str) -> None:
    given = st.session_state

    def work() -> None:
        source = str(given[f"{key}-source"])
        entry = edited(
            card.entry,
            label=str(given[f"{key}-label"]),
            base_url=str(given[f"{key}-url"]),
            people=people(given[f"{key}-people"]),
            key=reference(source, str(given[f"{key}-name"])),
            fills=tuple(_filled(card, offer.port, key) for offer in card.house.offers if given[f"{key}/{offer.port}-on"]),
        )
        if source == "studio" and given[f"{key}-secret"]:
            studio.services.keys.enter(entry.id, str(given[f"{key}-secret"]))
        studio.services.put(entry)
        studio.trials.forget(entry.id)

    attempt(work, "Saved. Test it to be sure.")
    given[f"{key}-secret"] = ""  # also of one that was refused


def _filled(card: ServiceCard, port: str, key: str) -> Fill:
    named = f"{key}/{port}"
    options = options_of(card.house, card.entry.fill(port), port)
    chosen = answers(groups(type(options), options), named) if options is not None else {}
    return fill(card.house, port, str(st.session_state[f"{named}-model"] or ""), chosen)
