"""What people and models are asked to show for a shot: words to search by, and prompts that a person can read and change."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.film.look import Palette

_WORD = re.compile(r"[^\W\d_]{4,}|[\u3040-\u30ff\u4e00-\u9fff]{2,}")

MOST_WORDS = 4
"""So many words a search has: sources find little for more."""

_COMMON = frozenset(
    re.findall(
        r"\w+",
        """
    this that with from your have will more than what when where which their there they them then into over only also
    been were about after before every because could would should these those other some such very just even most many
    much each make made makes using used uses ours here faster better today take takes taken instead without within
    thanks watching welcome know need needs want wants come comes goes does done being while again still anyone everyone nobody
""",
    )
)
"""Words that say nothing of a picture."""


def telling(text: str) -> tuple[str, ...]:
    """The words of a text that say something of a picture, in lower case, each once."""
    return tuple(dict.fromkeys(word.casefold() for word in _WORD.findall(text) if word.casefold() not in _COMMON))


def words_for(headline: str, narration: str) -> str:
    """What to search for: the first telling words of a shot."""
    return " ".join(telling(f"{headline} {narration}")[:MOST_WORDS])


def colours(palette: Palette) -> tuple[str, ...]:
    """The colours that make a look, the most of it first."""
    return tuple(dict.fromkeys((palette.ground, palette.accent, palette.ink)))


def picture_prompt(headline: str, narration: str, palette: Palette, look: str = "") -> str:
    """What a model is asked to show for a shot; `look` says how its pictures look in place of photographs."""
    about = f"{headline.rstrip('.')}. {narration}" if headline and headline not in narration else narration
    wanted = f"Colours that go with {_listed(colours(palette))}. No text, no letters, no logos."
    if look := " ".join(look.split()).rstrip("."):
        return f"{about} A picture for a film that goes with these words. Its look: {look}. {wanted}"
    return f"{about} An editorial photograph for a film, calm and well lit, that goes with these words. {wanted}"


def style_prompt(look: str, palette: Palette) -> str:
    """What a model is asked to do to a picture so that it looks as the film does."""
    keep = "Keep what it shows, its composition, and every person and thing in its place"
    change = f"change colour, light and texture so that it goes with {_listed(colours(palette))}"
    return f"Give this picture the style of the look “{look}”. {keep}; {change}. Add no text, no letters, no logos."


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
