"""How a service is called: time, tries, circuit, rates, how many at once, and money, as one form."""

from __future__ import annotations

import streamlit as st

from core.policy import Policy
from core.services.setting_up import edited
from core.showing.fields import groups, value_of
from core.showing.providing import ServiceCard
from core.studio import Studio
from pages.parts.providers_form import answers, draw
from pages.parts.providers_setup import attempt, complaint

_NAMES = {
    "exponential": "Twofold each time",
    "linear": "By the same each time",
    "fibonacci": "Like Fibonacci's numbers",
    "fixed": "Not at all",
}


def limits(studio: Studio, card: ServiceCard) -> None:
    """Draws the form; what is saved holds from the next call on, in every process."""
    complaint()
    st.caption("These hold for every call to this service, whoever makes it. The usual ones are good for most services.")
    asked = groups(Policy, card.entry.policy, "Queue")
    key = f"policy-{card.entry.id}-{hash(card.entry)}"

    def save() -> None:
        policy = value_of(Policy, answers(asked, key))
        studio.services.put(edited(card.entry, policy=policy.model_dump()))

    with st.form(key, border=False):
        with st.grid(2, min_column_width=320):
            for group in asked:
                with st.container(gap="small", height="stretch"):
                    draw((group,), key, _NAMES)
        st.form_submit_button("Save", type="primary", icon=":material/check:", on_click=lambda: attempt(save, "Saved."))
