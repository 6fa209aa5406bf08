"""Whose a picture is and under which licence, and whether that licence asks for its author's name in the film."""

from __future__ import annotations

from pydantic import Field

from core.value import Text, Value


class Licence(Value):
    """A licence under which people let others use their pictures."""

    name: Text
    address: str = Field("", description="Where its words are, without `https://`.")
    asks: bool = Field(True, description="Whether a film has to name the author.")


PEXELS = Licence(name="Pexels licence", address="pexels.com/license")
"""The licence itself asks for nothing, but the terms of Pexels' interface ask for the photographer's name wherever possible."""

PIXABAY = Licence(name="Pixabay content licence", address="pixabay.com/service/license-summary", asks=False)

LICENCES = (
    Licence(name="CC BY 4.0", address="creativecommons.org/licenses/by/4.0"),
    Licence(name="CC BY-SA 4.0", address="creativecommons.org/licenses/by-sa/4.0"),
    Licence(name="CC BY 3.0", address="creativecommons.org/licenses/by/3.0"),
    Licence(name="CC BY 2.0", address="creativecommons.org/licenses/by/2.0"),
    Licence(name="CC0 1.0", address="creativecommons.org/publicdomain/zero/1.0", asks=False),
    Licence(name="Public domain", asks=False),
    Licence(name="Unsplash licence", address="unsplash.com/license", asks=False),
    Licence(name="Used with permission"),
    PEXELS,
    PIXABAY,
)
"""Those that are known by name."""

_BY_NAME = {licence.name.casefold(): licence for licence in LICENCES}


def licence_of(name: str) -> Licence:
    """The licence of that name. One that is not known asks for its author: a name too many harms nobody."""
    return _BY_NAME.get(name.strip().casefold()) or Licence(name=name)


class Credit(Value):
    """Who took or drew a picture, where it is from, and its licence."""

    author: Text = Field(min_length=1, max_length=200)
    source: Text = Field("", max_length=100, description="The place that has it, like `Pexels`.")
    licence: Text = Field("", max_length=200)
    page: str = Field("", max_length=500, description="The address where the picture is shown.")

    @property
    def owed(self) -> bool:
        """Whether the film has to show it."""
        return licence_of(self.licence).asks

    @property
    def line(self) -> str:
        """`Ada / Pexels, Pexels licence`: as pages and lists show it."""
        return ", ".join(part for part in (" / ".join(p for p in (self.author, self.source) if p), self.licence) if part)

    @property
    def terms(self) -> str:
        """What stands under the author's name: the source, unless the licence names it, and the licence."""
        return ", ".join(p for p in ("" if self.licence.startswith(self.source) else self.source, self.licence) if p)


def credit_of(line: str) -> Credit | None:
    """The credit that `line` tells, as `Credit.line` wrote it; None for an empty one. Older sessions keep credits like that."""
    if not line.strip():
        return None
    who, _, licence = line.rpartition(", ") if ", " in line else (line, "", "")
    author, _, source = who.rpartition(" / ") if " / " in who else (who, "", "")
    return Credit(author=author, source=source, licence=licence)
