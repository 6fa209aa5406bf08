"""The kinds of phrases that the studio says on its own."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Glue:
    """Phrases of one language. Braces are filled from the source."""

    hello: str
    audience: str
    news: str
    first: tuple[str, ...]
    """Before the first item, the next ones in turn, and the last."""
    middle: tuple[str, ...]
    last: tuple[str, ...]
    also: str
    """Before the second of two."""
    code: str
    command: str
    said: str
    """After a quote: who said it."""
    trend: str
    peak: str
    top: str
    share: str
    more: str
    """Where to go on."""
    closings: tuple[tuple[str, tuple[str, ...], str, str], ...]
    """(name, stems in a goal that ask for it, headline, sentence); the first fits always."""
    draft: tuple[str, str]
    """A scaffold's first line: what stands under the title, and what is said."""
    questions: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    """(layout, headline, narration, items) of a scaffold; {topic} is what the person typed."""
    headings: dict[str, str] = field(default_factory=dict)
    """Plain headings of changelogs and what they mean."""
