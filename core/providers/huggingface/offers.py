"""What this house offers on the page: its ports with their options, and where to begin."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from core.providers.house import House, Offer, Preset
from core.providers.huggingface.client import HUB
from core.services.entries import Fill
from core.value import Value

_COUNT = r"^\d{0,5}$"
_CHAT = ("meta-llama/Llama-3.3-70B-Instruct", "Qwen/Qwen3-235B-A22B-Instruct-2507", "openai/gpt-oss-120b")
_VOICES = ("hexgrad/Kokoro-82M", "ResembleAI/chatterbox", "nari-labs/Dia-1.6B")
_PICTURES = ("black-forest-labs/FLUX.1-schnell", "black-forest-labs/FLUX.1-dev", "Qwen/Qwen-Image")
_STYLES = ("black-forest-labs/FLUX.1-Kontext-dev", "Qwen/Qwen-Image-Edit")
_CLIPS = ("Wan-AI/Wan2.2-T2V-A14B", "Lightricks/LTX-Video", "tencent/HunyuanVideo")
_TOKENS = ("1M input tokens", "1M output tokens")


class Route(Value):
    """Who serves the model."""

    provider: str = Field(
        "",
        max_length=40,
        pattern=r"^[a-z0-9-]*$",
        title="Served by",
        description="Like fal-ai, together or hf-inference; empty: the first that has the model. With an address of your own: "
        "empty for an endpoint that serves one model, `auto` for a gateway to the hub.",
    )
    bill_to: str = Field("", max_length=80, title="Bill to", description="An organisation of the key's account.")


class TextOptions(Route):
    """How a language model is asked."""

    structured: Literal["schema", "json"] = Field(
        "schema", title="Structured answers", description="`json` where the server knows no schemas."
    )
    longest: str = Field("", pattern=_COUNT, title="Longest answer", description="In tokens; empty: 8000.")


class SpeechOptions(Route):
    """How a voice speaks."""

    voices: str = Field("", max_length=500, title="Voices", description="Names, with blanks between; empty: the model's own one.")
    languages: str = Field("en", max_length=300, title="Languages", description="Like “en de fr”.")


class StyleOptions(Route):
    """How a picture gets another style."""

    steps: str = Field("", pattern=_COUNT, title="Steps", description="More take longer; empty: as many as the model wants.")


class PictureOptions(StyleOptions):
    """How a picture is painted."""

    edit: str = Field("", max_length=200, title="Model that changes pictures", description="Empty: the same one.")


class ClipOptions(Route):
    """How a clip is filmed."""

    from_picture: str = Field("", max_length=200, title="Model that films pictures", description="Empty: the same one.")
    length: Literal["model", "shot"] = Field(
        "model", title="Length", description="As the model likes it, or as long as the shot."
    )
    fps: str = Field("", pattern=_COUNT, title="Frames a second", description="Of the model, to count its frames by; empty: 16.")
    look_s: str = Field("", pattern=r"^(\d{1,3}(\.\d{1,2})?)?$", title="Seconds between two looks", description="Empty: 2.")


HOUSE = House(
    id="huggingface",
    name="Hugging Face",
    about="Open models, served by Hugging Face, its partners, or an endpoint of your own.",
    address=HUB,
    search=True,
    offers=(
        Offer(port="Writer", models=_CHAT, options=TextOptions, units=_TOKENS),
        Offer(port="Translator", models=_CHAT, options=TextOptions, units=_TOKENS),
        Offer(port="Speaker", models=_VOICES, options=SpeechOptions, units=("1M characters",)),
        Offer(port="Aligner", models=("openai/whisper-large-v3",), options=Route, units=("minute",)),
        Offer(port="Painter", models=_PICTURES, options=PictureOptions, units=("picture",)),
        Offer(port="Restyler", models=_STYLES, options=StyleOptions, units=("picture",)),
        Offer(port="Filmer", models=_CLIPS, options=ClipOptions, units=("second",)),
    ),
    presets=(
        Preset(
            name="Hugging Face",
            about="Script and pictures by open models",
            fills=(Fill(port="Writer", model=_CHAT[0]), Fill(port="Painter", model=_PICTURES[0])),
        ),
        Preset(
            name="Inference Endpoint",
            about="A model of your own: put its address in",
            address="https://your-endpoint.endpoints.huggingface.cloud",
            fills=(Fill(port="Writer", model="tgi"),),
        ),
    ),
)
"""This house as it is offered."""
