"""What voices say of themselves when they are tried, by language."""

from __future__ import annotations

GREETINGS = {
    "en": "Hello, I am {}. This is how your film will sound.",
    "de": "Hallo, ich bin {}. So wird Ihr Film klingen.",
    "es": "Hola, soy {}. Así sonará su vídeo.",
    "fr": "Bonjour, je suis {}. Voici le son de votre film.",
    "pt": "Olá, eu sou {}. É assim que o seu filme vai soar.",
    "it": "Ciao, sono {}. Il suo film suonerà così.",
    "nl": "Hallo, ik ben {}. Zo gaat je film klinken.",
    "pl": "Cześć, jestem {}. Tak zabrzmi twój film.",
    "hi": "नमस्ते, मैं {} हूँ। आपकी फ़िल्म ऐसी सुनाई देगी।",
    "ja": "こんにちは、{}です。あなたのどうがは、このようなこえになります。",
    "zh": "你好，我是{}。你的影片听起来就是这样。",
}
"""What voices say of themselves; in every other language they say their name and count, which needs no translation."""
