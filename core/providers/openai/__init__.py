"""OpenAI and every service that speaks its protocol: OpenRouter, Ollama, vLLM, LM Studio, Azure, a company's gateway.

Its video jobs are left out on purpose: OpenAI shut that interface down in September 2026.
"""

from core.ports import Aligner, Moderator, Painter, Restyler, Speaker, Translator, Writer
from core.providers.openai.moderator import OpenAIModerator
from core.providers.openai.offers import HOUSE as HOUSE
from core.providers.openai.painter import OpenAIPainter
from core.providers.openai.restyler import OpenAIRestyler
from core.providers.openai.speech import OpenAIAligner, OpenAISpeaker
from core.providers.openai.writer import OpenAITranslator, OpenAIWriter

PORTS: dict[type, type] = {
    Writer: OpenAIWriter,
    Translator: OpenAITranslator,
    Speaker: OpenAISpeaker,
    Aligner: OpenAIAligner,
    Painter: OpenAIPainter,
    Restyler: OpenAIRestyler,
    Moderator: OpenAIModerator,
}
"""What this house can fill."""
