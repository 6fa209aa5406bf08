"""Scripts and translations by Gemini, as structured outputs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.errors import BadAnswer
from core.policy import Answer
from core.providers.connection import Connection
from core.providers.google.client import client_of
from core.providers.google.errors import border, refused
from core.providers.writing import Check, Messages, ModelTranslator, ModelWriter, charging, counted, spent

_UNSAFE = frozenset({"SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION", "IMAGE_SAFETY"})


class GoogleWriter(ModelWriter):
    """Scripts by Gemini."""

    def converse(self, messages: Messages, name: str, form: dict[str, Any], check: Check) -> Answer:
        """The model's answer, as a structured output."""
        return chat(self.connection, messages, form, check)


class GoogleTranslator(ModelTranslator):
    """Translations by Gemini."""

    def converse(self, messages: Messages, name: str, form: dict[str, Any], check: Check) -> Answer:
        """The model's answer, as a structured output."""
        return chat(self.connection, messages, form, check)


def chat(connection: Connection, messages: Messages, form: dict[str, Any], check: Check) -> Answer:
    """The model's answer, checked before it is kept; the same question again is answered from what is kept."""
    body: dict[str, Any] = {
        "contents": [
            {"role": "model" if message["role"] == "assistant" else "user", "parts": [{"text": message["content"]}]}
            for message in messages[1:]
        ],
        "config": {
            "system_instruction": messages[0]["content"],
            "response_mime_type": "application/json",
            "response_json_schema": form,
        },
    }
    estimate = connection.cost("1M input tokens", len(json.dumps(body)) / 3) + connection.cost("1M output tokens", 2000)

    def ask(_: Path) -> Answer:
        with border(connection.name):
            given = client_of(connection).models.generate_content(model=connection.fill.model, **body)
            return _answer(connection, given, check)

    return connection.guard.answer(connection.request("chat", body), ask, cost=estimate)


def _answer(connection: Connection, given: Any, check: Check) -> Answer:
    usage = given.usage_metadata
    read = usage.prompt_token_count if usage else 0
    written = ((usage.candidates_token_count or 0) + (usage.thoughts_token_count or 0)) if usage else 0
    usd = spent(connection, read, written)
    with charging(usd):
        text = _text(connection, given)
        check(text)
    told = {"tokens_read": counted(read), "tokens_written": counted(written)}
    return Answer(text=text, usd=usd, model=str(given.model_version or ""), **told)


def _text(connection: Connection, given: Any) -> str:
    feedback = given.prompt_feedback
    if feedback is not None and feedback.block_reason:
        raise refused(connection.name, f"{_word(feedback.block_reason)} {feedback.block_reason_message or ''}")
    candidate = next(iter(given.candidates or ()), None)
    if candidate is None:
        raise BadAnswer(f"{connection.name} gave no answer.")
    reason = _word(candidate.finish_reason)
    if reason in _UNSAFE:
        raise refused(connection.name, f"{reason} {candidate.finish_message or ''}")
    if reason == "MAX_TOKENS":
        raise BadAnswer(f"{connection.name} stopped in the middle: the script is longer than the model may write.")
    parts = (candidate.content.parts if candidate.content else None) or ()
    text = "".join(part.text for part in parts if part.text and not part.thought)
    if not text:
        raise BadAnswer(f"{connection.name} gave no text.", detail=reason)
    return text


def _word(given: Any) -> str:
    return str(getattr(given, "value", given) or "")
