"""Providers, `?e=<service>&view=<part>`: services that may write, speak and paint, who is asked for what, and what they cost."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.showing.providing import service_card, service_cards, tasks
from pages.parts.address import ask, asked
from pages.parts.controls import hear, keep
from pages.parts.providers_add import add
from pages.parts.providers_chains import chains
from pages.parts.providers_costs import costs
from pages.parts.providers_entry import service
from pages.parts.providers_list import services
from pages.parts.providers_local import local_only
from pages.parts.providers_models import models
from pages.parts.words import complain, plain
from pages.shell.frame import PROVIDERS, entitled, guard

VIEWS = {"services": "Services", "tasks": "Who does what", "models": "Models", "costs": "Costs"}

studio = guard()
chosen = asked("e")
try:
    roster = studio.services.roster()
except StudioError as error:
    st.title("Providers", anchor=False)
    complain(error)
    st.stop()

if chosen and (entry := roster.entry(chosen)) is not None:
    card = service_card(studio.services, entry)
    entitled(card.name)
    with st.container(key="back"):
        st.page_link(PROVIDERS, label="All services", icon=":material/arrow_back:", query_params={})
    service(studio, card)
    st.stop()

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title("Providers", anchor=False, width="content")
    add(studio)
st.markdown("Services that may write, speak and paint for you. Without any, all of it is done on this machine, for nothing.")
if chosen:
    st.warning(f"There is no service “{plain(chosen[:60])}” any more.", icon=":material/search_off:")
local_only(studio)
view = asked("view") if asked("view") in VIEWS else "services"
key = keep("providers-view", view)
st.segmented_control("Part", list(VIEWS), key=key, required=True, format_func=VIEWS.__getitem__,
                     label_visibility="collapsed", on_change=hear(lambda: ask(view=st.session_state[key]), key))  # fmt: skip
if view == "tasks":
    chains(studio, tasks(studio.services, roster))
elif view == "models":
    models(studio)
elif view == "costs":
    costs(studio, roster)
else:
    services(service_cards(studio.services, roster))
