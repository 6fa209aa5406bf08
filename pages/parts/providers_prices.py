"""What a service's models cost, from which day on; estimates and bills are reckoned from it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.services.setting_up import edited
from core.showing.providing import UNITS, ServiceCard, price_rows, prices_of
from core.studio import Studio
from pages.parts.providers_setup import attempt, complaint


def prices(studio: Studio, card: ServiceCard) -> None:
    """Draws the table; a new price is a new row with its day, so that old bills stay right."""
    complaint()
    st.caption(
        "Copy them from the service's own price list. From its day on a price holds until a later one. "
        "Where none is entered, calls are counted as $0.00 and estimates say that the price is not known."
    )
    models = list(dict.fromkeys(fill.model for fill in card.entry.fills) | dict.fromkeys(p.model for p in card.entry.prices))
    units = [unit for offer in card.house.offers for unit in offer.units]
    key = f"prices-{card.entry.id}-{hash(card.entry)}"
    columns: dict[str, Any] = {
        "model": st.column_config.SelectboxColumn("Model", options=models, required=True, width="medium"),
        "unit": st.column_config.SelectboxColumn(
            "For", options=list(dict.fromkeys([*units, *UNITS])), required=True, width="medium"
        ),
        "usd": st.column_config.NumberColumn("US dollars", min_value=0.0, format="$%.4f"),
        "since": st.column_config.DateColumn("From", required=True, help="The day from which this price holds."),
    }
    given = st.data_editor(
        price_rows(card.entry, card.house), key=key, num_rows="dynamic", column_config=columns, hide_index=True,
        placeholder="not entered", alt="Prices of this service's models",
    )  # fmt: skip

    def save() -> None:
        studio.services.put(edited(card.entry, prices=tuple(price.model_dump() for price in prices_of(given))))

    st.button("Save", key=f"{key}-save", type="primary", icon=":material/check:", on_click=lambda: attempt(save, "Saved."))
