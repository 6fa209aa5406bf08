"""Phrases: what fits on a screen, made only by parting and leaving out, never by cutting a word or a limit of a claim."""

from __future__ import annotations

import re

from core.media.reading.sentences import sentences
from core.media.reading.tongues import Tongue, small_words, tongue

_LEAD = re.compile(r"^(.{2,64}?)(?::\s+|\s+[—–]\s*|\s+--?\s+|：)(?=\S)")
_PARENTHESIS = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]")
_PAUSE = re.compile(r"[,;，；、]\s*|\s+[—–-]\s+|:\s+|：")
_HANGING = small_words(
    """is are be been was were can will now more less most soon such even due according able rather based thanks depending well
    long much many other just also both either very too has have had its their our your new than used ready prior up out of a an
    the easy easier hard harder simple simpler safe safer fast faster quick quicker free possible need needs want wants try tries
    going allow allows allowed likely how what where when whether not only"""
)
"""Words that ask for what follows them."""
_ENDS = " ,;:.、，；：。।–—-"


def halves(text: str, lead: str, language: str, title: int = 36, rest: int = 72) -> tuple[str, str]:
    """`text` as a title and what is said about it; both on screen, so both short. `lead` is what stood in bold."""
    head, tail = _parted(text, lead)
    if not head:
        head, tail = _cut(_strip(text), language, title)
        return _strip(head), shortened(tail, language, rest)
    if len(head) > title + 16:
        head, more = _cut(head, language, title)
        tail = f"{more}; {tail}" if more and len(more) + len(tail) < rest else tail or more
    return _strip(head), titled(shortened(tail, language, rest))


def shortened(text: str, language: str, most: int) -> str:
    """`text` within about `most` characters, ended where a phrase ends. Longer when it cannot be shortened truthfully."""
    text = _strip(text)
    if len(text) <= most:
        return text
    bare = _strip(_PARENTHESIS.sub("", text))
    if len(bare) <= most and bare:
        return bare
    first = (sentences(bare, language) or [bare])[0]
    if len(first) <= most and len(first) > 8:
        return _strip(first)
    head, tail = _cut(_strip(first), language, most)
    known = tongue(language)
    return _strip(head) if not _limited(tail, known) else _strip(first)


def broken(text: str, most: int) -> tuple[str, str]:
    """`text` over two places that are read one after the other: at the last pause within `most`, else between words."""
    if len(text) <= most:
        return text, ""
    pauses = [m.end() for m in _PAUSE.finditer(text[:most]) if m.end() * 2 > most]
    blanks = [m.start() for m in re.finditer(r"\s", text[: most + 1]) if m.start() * 3 > most]
    at = (pauses or blanks or [most])[-1]
    return text[:at].rstrip(" ,;:"), text[at:].strip()


def clipped(text: str, most: int) -> str:
    """The first words of `text` within `most` characters: the last resort, for a name or a label only."""
    return text if len(text) <= most else text[: most + 1].rsplit(" ", 1)[0][:most].rstrip(_ENDS)


def _parted(text: str, lead: str) -> tuple[str, str]:
    """(head, tail) where the writer parted them: behind a bold lead, a colon or a dash."""
    if lead and 1 < len(lead) <= 64 and len(text) > len(lead) + 3:
        tail = text[len(lead) :].lstrip()
        if re.match(r"[:–—：]|[.-]\s", tail) or (tail[:1].isupper() and len(lead.split()) > 1):
            return lead, tail.lstrip(":.–—-： ")
    found = _LEAD.match(text)
    if found and len(found[1].split()) <= 8 and "://" not in found[0] and found[1].count("(") == found[1].count(")"):
        return found[1], text[found.end() :]
    return "", ""


def _cut(text: str, language: str, most: int) -> tuple[str, str]:
    """`text` in two, the first within `most` where a phrase ends there; a little over is allowed for a whole phrase."""
    if len(text) <= most + 10:
        return text, ""
    known = tongue(language)
    if not known.dense and re.split(r"[\s,]", text.lower(), maxsplit=1)[0] in known.breaks - {"as"}:
        return text, ""
    ends = [
        (m.start(), m.end())
        for m in _PAUSE.finditer(text)
        if known.dense or m[0][0] != "," or _new_clause(text[m.end() :], known)
    ]
    ends += [(m.start(), m.end()) for m in re.finditer(r"\s+(?=[(（])", text)]
    ends += _word_ends(text, known)
    least = 4 if known.dense else 12
    fitting = [cut for cut in ends if least <= cut[0] <= most and _whole(text[: cut[0]], known)]
    if not fitting:
        fitting = [cut for cut in ends if most < cut[0] <= most + 24 and _whole(text[: cut[0]], known)][:1]
    if not fitting:
        return text, ""
    start, end = max(fitting)
    if len(text) - end < 16 and len(text) <= most * 1.8:
        return text, ""
    return text[:start], text[end:]


def _new_clause(tail: str, known: Tongue) -> bool:
    """Whether what follows a comma begins a clause, rather than the next member of a list."""
    first = re.split(r"[\s,]", tail.lower(), maxsplit=1)[0]
    if first.endswith("ing") and len(first) > 5 and "because" in known.breaks:
        return True
    return first in known.breaks - {
        "and",
        "or",
        "und",
        "oder",
        "y",
        "o",
        "e",
        "et",
        "ou",
    }


def _word_ends(text: str, known: Tongue) -> list[tuple[int, int]]:
    """Blanks before words that begin what may be left for the second line."""
    found = []
    for blank in re.finditer(r"\s+", text):
        word = re.match(r"[^\s,.;:]+", text[blank.end() :])
        goes_on = word and blank.end() + word.end() < len(text) and text[blank.end() + word.end()] not in ",.;:"
        if word and goes_on and word[0].lower() in known.breaks:
            found.append((blank.start(), blank.end()))
    return found


def _whole(head: str, known: Tongue) -> bool:
    """Whether `head` can stand alone: no bracket or quote is open, and it does not end in a small word."""
    if any(head.count(a) != head.count(b) for a, b in ("()", "[]", "“”", "（）", "「」")) or head.count('"') % 2:
        return False
    last = head.rsplit(None, 1)[-1].lower().strip(_ENDS) if head.split() else ""
    return known.dense or last not in known.breaks | known.articles | known.limits | _HANGING


def _limited(tail: str, known: Tongue) -> bool:
    """Whether leaving out `tail` would make the claim larger than it was."""
    if known.dense:
        return any(word in tail for word in known.limits)
    return any(word.strip(_ENDS + "()").lower() in known.limits for word in tail.split())


def _strip(text: str) -> str:
    text = text.strip().rstrip(_ENDS) if not text.rstrip().endswith(("...", "etc.", "e.g.")) else text.strip()
    return text if text.count("(") == text.count(")") else text.replace("(", "").replace(")", "")


def titled(text: str) -> str:
    """`text` with a capital at its beginning, where it begins with an ordinary word."""
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.strip(_ENDS).isalpha() and first.islower() else text
