"""Scripts and translations by a language model at Hugging Face."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.policy import Answer
from core.providers.connection import Connection
from core.providers.huggingface.client import calling
from core.providers.writing import Check, Messages, ModelTranslator, ModelWriter, completed, with_form

_LONGEST = 8000
"""Tokens of an answer: endpoints otherwise stop after a hundred."""


class HuggingFaceWriter(ModelWriter):
    """Scripts by a language model."""

    def converse(self, messages: Messages, name: str, form: dict[str, Any], check: Check) -> Answer:
        """The model's answer of that form."""
        return chat(self.connection, messages, name, form, check)


class HuggingFaceTranslator(ModelTranslator):
    """Translations by a language model."""

    def converse(self, messages: Messages, name: str, form: dict[str, Any], check: Check) -> Answer:
        """The model's answer of that form."""
        return chat(self.connection, messages, name, form, check)


def chat(connection: Connection, messages: Messages, name: str, form: dict[str, Any], check: Check) -> Answer:
    """The model's answer, checked before it is kept; the same question again is answered from what is kept."""
    body: dict[str, Any] = {"messages": messages, "max_tokens": int(connection.option("longest") or _LONGEST)}
    if connection.option("structured", "schema") == "schema":
        body["response_format"] = {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": form}}
    else:
        body["messages"] = with_form(messages, form)
    estimate = connection.cost("1M input tokens", len(json.dumps(body)) / 3) + connection.cost("1M output tokens", 2000)

    def ask(_: Path) -> Answer:
        with calling(connection) as client:
            given = client.chat_completion(model=connection.fill.model, **body)
        return completed(connection, given, check)

    return connection.guard.answer(connection.request("chat", body), ask, cost=estimate)
