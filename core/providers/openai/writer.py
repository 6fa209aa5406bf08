"""Scripts and translations by a language model that speaks OpenAI's protocol, as structured outputs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.policy import Answer
from core.providers.connection import Connection
from core.providers.openai.client import client_of
from core.providers.openai.errors import border
from core.providers.writing import Check, Messages, ModelTranslator, ModelWriter, completed, with_form


class OpenAIWriter(ModelWriter):
    """Scripts by a language model."""

    def converse(self, messages: Messages, name: str, form: dict[str, Any], check: Check) -> Answer:
        """The model's answer, as a structured output."""
        return chat(self.connection, messages, name, form, check)


class OpenAITranslator(ModelTranslator):
    """Translations by a language model."""

    def converse(self, messages: Messages, name: str, form: dict[str, Any], check: Check) -> Answer:
        """The model's answer, as a structured output."""
        return chat(self.connection, messages, name, form, check)


def chat(connection: Connection, messages: Messages, name: str, form: dict[str, Any], check: Check) -> Answer:
    """The model's answer, checked before it is kept; the same question again is answered from what is kept."""
    body: dict[str, Any] = {"messages": messages}
    if connection.option("structured", "schema") == "schema":
        body["response_format"] = {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": form}}
    else:  # older servers know only that it shall be JSON
        body["response_format"] = {"type": "json_object"}
        body["messages"] = with_form(messages, form)
    estimate = connection.cost("1M input tokens", len(json.dumps(body)) / 3) + connection.cost("1M output tokens", 2000)

    def ask(_: Path) -> Answer:
        with border(connection.name):
            given = client_of(connection).chat.completions.create(model=connection.fill.model, **body)
            return completed(connection, given, check)

    return connection.guard.answer(connection.request("chat", body), ask, cost=estimate)
