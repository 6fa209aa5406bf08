"""What this house offers on the page: its ports with their options, and the services that are known to speak its protocol."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from core.providers.house import House, Offer, Preset
from core.providers.openai.client import HOME
from core.services.entries import Fill
from core.value import Value

_CHAT = ("gpt-5.4-mini", "gpt-5.4", "gpt-6-luna", "gpt-6.1-terra")
_TOKENS = ("1M input tokens", "1M output tokens")


class TextOptions(Value):
    """How a language model is asked."""

    structured: Literal["schema", "json"] = Field(
        "schema", title="Structured answers", description="`json` for older servers that know no schema."
    )


class SpeechOptions(Value):
    """How a voice speaks."""

    instructions: str = Field("", max_length=500, title="How to speak", description="In words: “warm, unhurried, a smile”.")
    voices: str = Field("", max_length=500, title="Voices", description="Names, with blanks between; empty: those of the house.")
    languages: str = Field("", max_length=300, title="Languages", description="Like “en de fr”; empty: those of the house.")
    align: str = Field(
        "", max_length=100, title="Model that times the words", description="Like whisper-1; empty: timed on this machine."
    )


class PictureOptions(Value):
    """How a picture is painted."""

    size: str = Field("", max_length=20, title="Size", description="Like 1536x1024; empty: as the film's shape needs it.")
    quality: Literal["", "low", "medium", "high"] = Field("", title="Quality", description="Empty: the model's own.")


class StyleOptions(PictureOptions):
    """How a picture gets another style."""

    fidelity: Literal["", "low", "high"] = Field(
        "", title="Fidelity", description="How near it stays to what is given; empty: the model’s own, which most want."
    )


_WRITER = Fill(port="Writer", model=_CHAT[0])
_LOCAL = (Fill(port="Writer", model="llama3.3", options=(("structured", "json"),)),)

HOUSE = House(
    id="openai",
    name="OpenAI and compatible",
    about="OpenAI, and every service or program that speaks its protocol.",
    address=HOME,
    offers=(
        Offer(port="Writer", models=_CHAT, options=TextOptions, units=_TOKENS),
        Offer(port="Translator", models=_CHAT, options=TextOptions, units=_TOKENS),
        Offer(port="Speaker", models=("gpt-4o-mini-tts", "tts-1-hd", "tts-1"), options=SpeechOptions, units=("1M characters",)),
        Offer(port="Aligner", models=("whisper-1",), units=("minute",)),
        Offer(port="Painter", models=("gpt-image-2", "gpt-image-1-mini"), options=PictureOptions, units=("picture",)),
        Offer(port="Restyler", models=("gpt-image-2", "gpt-image-1.5"), options=StyleOptions, units=("picture",)),
        Offer(port="Moderator", models=("omni-moderation-latest", "omni-moderation-2024-09-26")),
    ),
    presets=(
        Preset(name="OpenAI", about="Script, voice, pictures", fills=(_WRITER, Fill(port="Speaker", model="gpt-4o-mini-tts"))),
        Preset(name="OpenRouter", about="Many models behind one key", address="https://openrouter.ai/api/v1",
               fills=(Fill(port="Writer", model="openai/gpt-5.4-mini"),)),
        Preset(name="Azure OpenAI", about="Put your resource's name into the address",
               address="https://your-resource.openai.azure.com/openai/v1", fills=(_WRITER,)),
        Preset(name="Ollama", about="On this machine", address="http://localhost:11434/v1", key=False, fills=_LOCAL),
        Preset(name="LM Studio", about="On this machine", address="http://localhost:1234/v1", key=False, fills=_LOCAL),
        Preset(name="vLLM", about="On a machine of yours", address="http://localhost:8000/v1", key=False, fills=_LOCAL),
        Preset(name="Another compatible service", about="A gateway of your company, for example", fills=(_WRITER,)),
    ),
)  # fmt: skip
"""This house as it is offered."""
