"""What every value of the studio is made of: frozen, complete, compared by content."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


class Value(BaseModel):
    """A frozen record. Holds no clock, no random number and no absolute path."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def tidy(text: str) -> str:
    """`text` as the studio keeps it: NFC, stripped, with plain line ends."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


Text = Annotated[str, AfterValidator(tidy)]
"""A string that was tidied where it entered, so that a stray blank makes nothing new."""


class Blob(Value):
    """A file named by its bytes; the store knows where it lies."""

    digest: str = Field(pattern=r"^[0-9a-f]{32}$")
    suffix: str = Field(pattern=r"^\.[a-z0-9]{1,8}$")
    size: int = Field(ge=0, description="Bytes.")
