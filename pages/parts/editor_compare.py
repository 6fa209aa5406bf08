"""Two cuts compared: what changed outlined, stills with a line to pull across, words, lengths and sound."""

from __future__ import annotations

import streamlit as st

from core.editing.comparing import Comparison, ShotPair
from core.errors import StudioError
from core.session import CutCard
from core.studio import Studio
from core.web.frames import moment_url
from core.web.server import media_url, stretch_url
from pages.parts.words import complain, plain

_COLOURS = {"same": "gray", "changed": "orange", "new": "green", "gone": "red"}
_ICONS = {"same": "check", "changed": "edit", "new": "add", "gone": "remove"}
_PAIR, _ALL, _MOMENT = "compare-pair", "compare-all", "compare-moment"
_FEW = 12
"""So many shots are all shown; of more, at first only those that differ."""


def compare(studio: Studio, name: str, there: tuple[CutCard, ...]) -> None:
    """Draws the choice of two cuts and what differs between them."""
    numbers = [card.number for card in there]
    if len(numbers) < 2:
        st.caption(":material/compare: Two cuts can be compared here once there is a second one.")
        return

    @st.fragment(key="compare")
    def both() -> None:
        with st.grid(2, min_column_width=140):
            one = st.selectbox("Compare cut", numbers, index=len(numbers) - 2, key="compare-one")
            other = st.selectbox("with cut", numbers, index=len(numbers) - 1, key="compare-other")
        try:
            found = studio.cutting.compare(name, one, other)
        except StudioError as error:
            complain(error)
            return
        cards = {card.number: card for card in there}
        _differ(name, found, cards[one], cards[other])

    both()


def _differ(name: str, found: Comparison, one: CutCard, other: CutCard) -> None:
    st.markdown(f"**{plain(found.sentence)}**")
    with st.container(horizontal=True, key="compare-figures"):
        _figure("Length", f"{found.other_ms / 1000:.1f} s", (found.other_ms - found.one_ms) / 1000, "s")
        _figure("Loudness", f"{found.other_lufs:.1f} LUFS", found.other_lufs - found.one_lufs, "LU")
    if found.same_film:
        return
    differing = [pair for pair in found.shots if pair.state != "same"]
    chosen = _chosen(found, differing)
    _pair(name, found, chosen, one, other)
    _overview(name, found, differing, chosen)


def _figure(label: str, value: str, more: float, unit: str) -> None:
    """A figure of the second cut, and how much more that is than in the first."""
    moved = abs(more) >= 0.05
    st.metric(label, value, f"{more:+.1f} {unit}" if moved else "as before", delta_color="off", width="content",
              delta_arrow="auto" if moved else "off")  # fmt: skip


def _chosen(found: Comparison, differing: list[ShotPair]) -> ShotPair:
    place = int(st.session_state.get(_PAIR, -1))
    if 0 <= place < len(found.shots):
        return found.shots[place]
    return (differing or list(found.shots))[0]


def _pair(name: str, found: Comparison, pair: ShotPair, one: CutCard, other: CutCard) -> None:
    """One shot closely: as it was and as it is."""
    with st.container(border=True, gap="small", key="compare-closely"):
        st.markdown(f"{_badge(pair)} **{_numbers(pair)} {plain(pair.title)}**"
                    + (f"  \n:gray[:small[{plain(', '.join(pair.changes))}]]" if pair.changes else ""))  # fmt: skip
        share = int(st.session_state.get(_MOMENT, 65)) / 100
        shown = [(found.one, pair.one_start_ms + round(pair.one_ms * share), bool(pair.one)),
                 (found.other, pair.other_start_ms + round(pair.other_ms * share), bool(pair.other))]  # fmt: skip
        if pair.one and pair.other:
            _wipe(name, [(cut, at) for cut, at, _ in shown], upright=one.cut.width < one.cut.height)
        else:
            cut, at, _ = next(side for side in shown if side[2])
            st.image(moment_url(name, cut, at, 960), width="stretch", alt=f"Cut {cut}")
            st.caption(f"This shot is only in cut {cut}.")
        st.slider("Moment in the shot", 0, 95, 65, step=5, key=_MOMENT, format="%d %%")
        st.markdown(" ".join(_said(run.kind, run.text) for run in pair.words))
        with st.grid(2, min_column_width=220):
            if pair.one:
                _heard(name, one, pair.one_start_ms, pair.one_ms)
            if pair.other:
                _heard(name, other, pair.other_start_ms, pair.other_ms)


def _wipe(name: str, sides: list[tuple[int, int]], *, upright: bool) -> None:
    """Both stills on top of each other; the shell's own script moves the line between them."""
    width = 320 if upright else "stretch"
    with st.container(horizontal_alignment="center", gap="xsmall"):
        with st.container(key="compare-wipe", width=width):
            for cut, at in sides:
                st.image(moment_url(name, cut, at, 960), width="stretch", alt=f"Cut {cut}")
        with st.container(horizontal=True, horizontal_alignment="distribute", width=width):
            st.markdown(f":small[:gray[:material/arrow_back: Cut {sides[0][0]}]]", width="content")
            st.markdown(f":small[:gray[Cut {sides[1][0]} :material/arrow_forward:]]", width="content")


def _heard(name: str, card: CutCard, start: int, ms: int) -> None:
    with st.container(gap="xsmall"):
        st.caption(f"Cut {card.number} · {ms / 1000:.1f} s")
        st.audio(stretch_url(media_url(name, card.output), start, start + ms), alt=f"This shot in cut {card.number}")


def _overview(name: str, found: Comparison, differing: list[ShotPair], chosen: ShotPair) -> None:
    """Every shot as a small still; those that differ stand in a frame."""
    everything = len(found.shots) <= _FEW
    if differing and len(differing) < len(found.shots):
        same = len(found.shots) - len(differing)
        everything = st.toggle(f"Show the {same} that {'is' if same == 1 else 'are'} the same, too", everything, key=_ALL)
    shown = found.shots if everything or not differing else differing
    with st.grid(4, min_column_width=120):
        for place, pair in enumerate(found.shots):
            if pair not in shown:
                continue
            with st.container(border=pair.state != "same", gap="xsmall", height="stretch"):
                cut, start, ms = (found.other, pair.other_start_ms, pair.other_ms) if pair.other else (
                    found.one, pair.one_start_ms, pair.one_ms)  # fmt: skip
                st.image(moment_url(name, cut, start + ms * 2 // 3), width="stretch", alt=f"{_numbers(pair)} {pair.title}")
                st.markdown(f"{_badge(pair)} :gray[:small[{_longer(pair)}]]")
                st.button(f"Shot {_numbers(pair)}", key=f"compare-{place}", width="stretch", wrap=False,
                          type="primary" if pair is chosen else "secondary", on_click=_look, args=(place,))  # fmt: skip


def _look(place: int) -> None:
    st.session_state[_PAIR] = place


def _badge(pair: ShotPair) -> str:
    return f":{_COLOURS[pair.state]}-badge[:material/{_ICONS[pair.state]}: {pair.state}]"


def _numbers(pair: ShotPair) -> str:
    return " → ".join(dict.fromkeys(str(number) for number in (pair.one, pair.other) if number))


def _longer(pair: ShotPair) -> str:
    if not (pair.one and pair.other):
        return f"{(pair.one_ms or pair.other_ms) / 1000:.1f} s"
    more = (pair.other_ms - pair.one_ms) / 1000
    return f"{pair.other_ms / 1000:.1f} s" + (f" ({more:+.1f})" if abs(more) >= 0.05 else "")


def _said(kind: str, text: str) -> str:
    shown = plain(text)
    return shown if kind == "same" else f":red[~~{shown}~~]" if kind == "gone" else f":green-background[{shown}]"
