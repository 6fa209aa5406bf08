"""Words that a moderation model of OpenAI's protocol looks over before anything is made of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, StrictBool, TypeAdapter, ValidationError

from core.errors import BadAnswer, Refused
from core.policy import Answer
from core.providers.connection import Connection
from core.providers.openai.client import client_of
from core.providers.openai.errors import border

_WORDS = {
    "harassment": "harassment",
    "harassment/threatening": "threats",
    "hate": "hate",
    "hate/threatening": "hateful threats",
    "illicit": "wrongdoing",
    "illicit/violent": "violent wrongdoing",
    "self-harm": "self-harm",
    "self-harm/intent": "intended self-harm",
    "self-harm/instructions": "instructions for self-harm",
    "sexual": "sexual content",
    "sexual/minors": "sexual content with minors",
    "violence": "violence",
    "violence/graphic": "graphic violence",
}
"""What the published categories are called in plain words."""


_AT_ONCE = 32
"""So many texts are sent together at most."""


class _Result(BaseModel):
    """What counts of one result; services may say more, and need not know every category."""

    flagged: StrictBool
    categories: dict[str, StrictBool | None]


@dataclass(frozen=True)
class OpenAIModerator:
    """Words looked over by a moderation model, which costs nothing."""

    connection: Connection

    @property
    def identity(self) -> str:
        """House, address, model and options."""
        return self.connection.identity

    def check(self, text: str) -> None:
        """Lets `text` pass. Raises `Refused` with its categories, `BadAnswer` for an answer that is none, and the policy's."""
        name = self.connection.name

        def ask(_: Path) -> Answer:
            with border(name):
                given = client_of(self.connection).moderations.create(model=self.connection.fill.model, input=text)
            return Answer(text=json.dumps(_verdict(name, given)))

        answer = self.connection.guard.answer(self.connection.request("moderation", {"input": text}), ask)
        found: list[str] | None = json.loads(answer.text)
        if found is None:
            return
        raise Refused(
            _sentence(name, "the words", found),
            hint="Word the prompt differently, then ask again.",
            detail=", ".join(found),
            unsent=True,
        )

    def look_over(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """For each text who flagged it for what, by one call for every so many. Raises `BadAnswer` and the policy's errors."""
        return tuple(told for at in range(0, len(texts), _AT_ONCE) for told in self._looked_over(texts[at : at + _AT_ONCE]))

    def _looked_over(self, texts: tuple[str, ...]) -> list[str]:
        name = self.connection.name

        def ask(_: Path) -> Answer:
            with border(name):
                given = client_of(self.connection).moderations.create(model=self.connection.fill.model, input=list(texts))
            results = _results(name, given)
            if len(results) != len(texts):
                raise BadAnswer(f"{name} gave {len(results)} verdicts for {len(texts)} texts.")
            return Answer(text=json.dumps([_flagged([result]) for result in results]))

        answer = self.connection.guard.answer(self.connection.request("moderation of lines", {"input": list(texts)}), ask)
        found: list[list[str] | None] = json.loads(answer.text)
        return ["" if one is None else _sentence(name, "it", one) for one in found]


def _sentence(name: str, what: str, found: list[str]) -> str:
    told = _listed([_WORDS.get(one, one.replace("/", ": ")) for one in found])
    return f"{name} flagged {what} for {told}." if told else f"{name} flagged {what} and does not say for what."


def _results(name: str, given: Any) -> list[_Result]:
    """The verdicts in an answer. Raises `BadAnswer`."""
    try:
        return TypeAdapter(list[_Result]).validate_python(given.to_dict(warnings=False)["results"])
    except (AttributeError, KeyError, TypeError, ValidationError) as error:
        raise BadAnswer(f"{name} gave no verdict.", detail=str(error)[:200]) from error


def _verdict(name: str, given: Any) -> list[str] | None:
    """The categories that were flagged, as the service names them; None for words that pass. Raises `BadAnswer`."""
    results = _results(name, given)
    if not results:
        raise BadAnswer(f"{name} gave no verdict.")
    return _flagged(results)


def _flagged(results: list[_Result]) -> list[str] | None:
    found = [category for result in results for category, is_so in result.categories.items() if is_so]
    return found if found or any(result.flagged for result in results) else None


def _listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
