"""What a film was made with: everything that was chosen for it, and the text that it was made from."""

from __future__ import annotations

import streamlit as st

from core.services.amounts import money
from core.showing.accounts import total
from core.studio import Studio
from pages.parts.providers_words import TASKS
from pages.parts.words import ASPECTS, CAPTIONS, LANGUAGES, MOODS, QUALITIES, clock, plain
from pages.shell.frame import CREATE


def ordered(studio: Studio, name: str) -> None:
    """Draws the order beside its text."""
    order = studio.open(name).order()
    there = studio.choices()
    used = next((template for template in there.templates if template.id == order.template), there.templates[0])
    avatars = {avatar.id: avatar.name for avatar in there.avatars} | {"none": "Nobody"}
    voice = studio.voice_for(order)
    shapes = [ASPECTS[shape.value] for shape in order.formats or (order.aspect or used.aspect,)]
    sizes = [QUALITIES[size.value] for size in (order.quality, *order.qualities)]
    told = {
        "Template": used.name,
        "Presenter": avatars.get(order.avatar or used.avatar or there.avatars[0].id, order.avatar),
        "Voice": voice.name,
        "Language": LANGUAGES.get(order.language, order.language),
        "Length": f"{clock(order.length_s * 1000)} at most" if order.length_s else "As the text needs",
        "Shape": ", ".join(shapes),
        "Quality": ", ".join(sizes),
        "Captions": CAPTIONS[(order.captions or used.look.captions).value],
        "Music": MOODS[(order.music or used.music).value],
        "Audience": order.audience,
        "Tone": order.tone,
        "Goal": order.goal,
        "Category": order.category,
        "Pictures": ", ".join(asset.name for asset in order.assets),
        "Worked over": _rounds(studio, name),
        "Cost": _cost(studio, name),
    }
    left, right = st.columns([1, 1.4], gap="medium")
    with left:
        st.table({key: plain(value) for key, value in told.items() if value}, border="horizontal", hide_header=True)
        st.page_link(CREATE, label="Make another", icon=":material/replay:", query_params={"like": name})
    with right:
        st.markdown("**The text**")
        st.code(order.source, language=None, wrap_lines=True, height=420)  # coloured headings are too pale to read


def _rounds(studio: Studio, name: str) -> str:
    """In how many of the rounds that were allowed; nothing where nobody discussed the script."""
    talk = studio.viewing.reviews.discussion(name)
    return "" if talk is None else f"{len(talk.rounds)} of at most {talk.wanted} rounds"


def _cost(studio: Studio, name: str) -> str:
    """What the film has cost so far, and what of it by whom."""
    paid = studio.accounts.film(studio.open(name))
    told = ", ".join(f"{TASKS.get(one.name, (one.name,))[0].lower()} {money(one.usd)}" for one in paid)
    return f"{money(total(paid))} ({told or 'made on this machine'})"
