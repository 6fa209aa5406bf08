"""Hugging Face: its providers by one key, a provider by its own key, a dedicated endpoint, or a gateway to the hub."""

from core.ports import Aligner, Filmer, Painter, Restyler, Speaker, Translator, Writer
from core.providers.huggingface.filmer import HuggingFaceFilmer
from core.providers.huggingface.models import fetched as fetched
from core.providers.huggingface.models import search as search
from core.providers.huggingface.offers import HOUSE as HOUSE
from core.providers.huggingface.painter import HuggingFacePainter
from core.providers.huggingface.restyler import HuggingFaceRestyler
from core.providers.huggingface.speech import HuggingFaceAligner, HuggingFaceSpeaker
from core.providers.huggingface.writer import HuggingFaceTranslator, HuggingFaceWriter

PORTS: dict[type, type] = {
    Writer: HuggingFaceWriter,
    Translator: HuggingFaceTranslator,
    Speaker: HuggingFaceSpeaker,
    Aligner: HuggingFaceAligner,
    Painter: HuggingFacePainter,
    Restyler: HuggingFaceRestyler,
    Filmer: HuggingFaceFilmer,
}
"""What this house can fill."""
