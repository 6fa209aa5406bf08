"""Google: Gemini writes; Omni, by the Gemini API, and Veo, on Vertex AI, film.

The two ways to film are the client's own: it orders from Veo on Vertex AI only, and by the Gemini API clips are interactions.
"""

from core.ports import Filmer, Translator, Writer
from core.providers.google.filmer import GoogleFilmer
from core.providers.google.offers import HOUSE as HOUSE
from core.providers.google.writer import GoogleTranslator, GoogleWriter

PORTS: dict[type, type] = {Writer: GoogleWriter, Translator: GoogleTranslator, Filmer: GoogleFilmer}
"""What this house can fill."""
