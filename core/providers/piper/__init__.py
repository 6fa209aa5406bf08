"""Piper: neural voices that are fetched once and then speak on this machine."""

from pydantic import Field

from core.ports import Speaker
from core.providers.house import House, Offer, Preset
from core.providers.piper.hub import HOME, NAMED
from core.providers.piper.speech import PiperSpeaker
from core.services.entries import Fill
from core.value import Value

PORTS: dict[type, type] = {Speaker: PiperSpeaker}
"""What this house can fill."""


class VoiceOptions(Value):
    """Where voices come from."""

    revision: str = Field(
        "", max_length=60, title="Revision", description="Of the repository of voices; empty: the one that was tried."
    )


_FIRST = (
    "en_US-lessac-medium", "en_US-amy-medium", "en_GB-alba-medium", "de_DE-thorsten-medium", "fr_FR-siwis-medium",
    "es_ES-davefx-medium", "it_IT-paola-medium", "pt_BR-faber-medium", "hi_IN-pratham-medium", "zh_CN-huayan-medium",
)  # fmt: skip

HOUSE = House(
    id="piper",
    name="Piper",
    about="Neural voices on this machine: fetched once, then offline and free. Needs the package piper-tts.",
    address=HOME,
    offers=(Offer(port="Speaker", models=_FIRST, named=NAMED, options=VoiceOptions),),
    presets=(
        Preset(name="Piper", about="A neural voice on this machine", key=False, fills=(Fill(port="Speaker", model=_FIRST[0]),)),
    ),
)
"""This house as it is offered."""
