"""Phrases: what fits on a screen, made only by parting and leaving out, never by cutting a word or a limit of a claim."""

from __future__ import annotations

import re

from core.media.reading.sentences import sentences
from core.media.reading.standing import stands
from core.media.reading.tongues import Tongue, small_words, tongue

_LEAD = re.compile(r"^(.{2,64}?)(?::\s+|\s+[—–]\s*|\s+--?\s+|：)(?=\S)")
_PARENTHESIS = re.compile(r"\s*（[^（）]*）|\s+[(\[][^()\[\]]*[)\]](?!\w)")
_PAUSE = re.compile(r"[,;，；、،؛]\s*|\s+[—–-]\s+|:\s+|：")
_HANGING = small_words(
    """is are be been was were can will now more less most soon such even due according able rather based thanks depending well
    long much many other just also both either very too has have had its their our your new than used ready prior up out of a an
    the easy easier hard harder simple simpler safe safer fast faster quick quicker free possible need needs want wants try tries
    going allow allows allowed likely how what where when whether not only ya sea soit"""
)
"""Words that ask for what follows them."""
_ENDS = " ,;:.、，；：。।،؛–—-"
_TURNS = small_words(
    """because which while when who where so but if since until instead just even especially weil während damit sobald aber dass
    statt anstatt parce quand pendant tandis qui lorsque afin mais porque cuando mientras donde pero perché mentre dove ma"""
)
"""Words that begin a clause of its own: the best places to part a sentence."""
_GERMAN_TURNS = small_words(
    "indem sodass wobei wo was wie ob die der das den dem deren dessen bevor nachdem obwohl sollten können"
)
_JOINS = small_words("and or und oder sowie y o e et ou")
"""Words that join two things of a kind: a sentence is parted there only where a new subject follows."""
_SUBJECTS = small_words(
    """i you we they it he she this these there ich sie wir er man yo tú usted nosotros ellos je vous nous il elle ils on
    io noi lui lei eu nós você ele ela"""
)
_OPENERS = small_words(
    """if when while since because before after although though once until unless wenn weil bevor während nachdem sobald falls
    obwohl si quand lorsque puisque cuando mientras aunque quando se mentre poiché enquanto embora"""
)
"""Words whose clause comes first and ends at its comma."""
_BOUND = small_words("to of de des du del da do dos das di della dei degli von zu zum zur")
"""Words that hold together what stands before and behind them: a last resort."""
_AUXILIARIES = small_words(
    """is are was were will can can't could should shouldn't shouldn’t would wouldn't may might must has have had does do"""
)
"""Verbs so soon behind a place that what stands before it is most likely their subject."""
_STRONG, _FAIR, _POOR = 0.8, 0.35, 0.0
_FEWEST = 4
"""Words that stand before a cut that is no clause's end."""

WIDE = 1.75
"""So many times longer than wished a first part may be where none that is shorter can stand alone."""

_SEEN_AHEAD = 600
"""Characters behind the longest first part that are looked at: a text may be as long as a book."""


def halves(text: str, lead: str, language: str, title: int = 36, rest: int = 72) -> tuple[str, str]:
    """`text` as a title and what is said about it; both on screen, so both short. `lead` is what stood in bold."""
    head, tail = _parted(text, lead)
    if not head:
        head, tail = _cut(_strip(text), language, title, both=True)
        return _strip(head), shortened(tail, language, rest)
    if len(head) > title + 16:
        head, more = _cut(head, language, title, both=True)
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
    blanks = [m.start() for m in re.finditer(r"(?<=\S\S\S)\s", text[: most + 1]) if m.start() * 3 > most]
    at = (pauses or blanks or [most])[-1]
    return text[:at].rstrip(" ,;:،؛"), text[at:].strip()


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


def _cut(text: str, language: str, most: int, *, both: bool = False) -> tuple[str, str]:
    """`text` in two, the first within `most` where a phrase ends there; a little over is allowed for a whole phrase.

    The end of a clause is worth a shorter first part. With `both`, the second is shown under the first, which may then be a
    condition or a time.
    """
    if len(text) <= most + 10:
        return text, ""
    known = tongue(language)
    opened = re.split(r"[\s,]", text.lower(), maxsplit=1)[0]
    if not known.dense and opened in (known.breaks - {"as"}) | _OPENERS and not (both and opened in _OPENERS):
        return text, ""
    least = 4 if known.dense else 12
    near = text[: most + _SEEN_AHEAD]
    places = [
        cut for cut in _cuts(near, known) if least <= cut[0] <= max(WIDE * most, most + 24) and _whole(text[: cut[0]], known)
    ]
    cuts = [cut for cut in places if cut[0] <= most + 24 and _stands(text, cut, known)]
    if not cuts and len(text) > WIDE * most:
        cuts = sorted(cut for cut in places if cut[2] >= _STRONG and _stands(text, cut, known))[:1]
    if not cuts:
        return text, ""
    start, end, worth = max(cuts, key=lambda cut: (cut[2] + _reach(cut[0], most), cut[0]))
    if worth <= _POOR and len(text) <= WIDE * most:
        return text, ""
    if len(text) - end < 16 and len(text) <= most * 1.8:
        return text, ""
    return text[:start], text[end:]


def _stands(text: str, cut: tuple[int, int, float], known: Tongue) -> bool:
    """Whether the first part of a cut says something true alone, which is known of English."""
    english = "because" in known.breaks
    return not english or stands(text[: cut[0]], text[cut[1] :], paused=bool(text[cut[0] : cut[1]].strip()))


def _reach(at: int, most: int) -> float:
    """How much of `most` a first part of `at` characters uses; what is over it counts against it."""
    return at / most if at <= most else 1.0 - 1.6 * (at - most) / most


def _cuts(text: str, known: Tongue) -> list[tuple[int, int, float]]:
    """Where `text` may be parted: end of the first part, beginning of the second, and how good a place that is."""
    found = [
        (m.start(), m.end(), _STRONG) for m in _PAUSE.finditer(text) if known.dense or m[0][0] != "," or _turns(text, m, known)
    ]
    found += [(m.start(), m.end(), _FAIR) for m in re.finditer(r"\s+(?=[(（])", text)]
    return found + _word_ends(text, known)


def _turns(text: str, comma: re.Match[str], known: Tongue) -> bool:
    """Whether a clause ends at this comma: the sentence's first, or one before a clause rather than a list's member."""
    opened = text.split(" ", 1)[0].lower() in _OPENERS and "," not in text[: comma.start()]
    return opened or _new_clause(text[comma.end() :], known)


def _new_clause(tail: str, known: Tongue) -> bool:
    """Whether what follows a comma begins a clause, rather than the next member of a list."""
    first, _, rest = re.sub(r"\s+", " ", tail.lower()).partition(" ")
    if first.endswith(","):
        return False
    if first.endswith("ing") and len(first) > 5 and "because" in known.breaks:
        return True
    if first in _JOINS:
        return rest.split(" ", 1)[0] in _SUBJECTS
    return first in known.breaks or first in _TURNS or ("weil" in known.breaks and first in _GERMAN_TURNS)


def _word_ends(text: str, known: Tongue) -> list[tuple[int, int, float]]:
    """Blanks before words that begin what may be left for the second line, with how good a place that is."""
    found = []
    for blank in re.finditer(r"\s+", text):
        word = re.match(r"[^\s,.;:]+", text[blank.end() :])
        goes_on = word and blank.end() + word.end() < len(text) and text[blank.end() + word.end()] not in ",.;:"
        if not word or not goes_on or word[0].lower() not in known.breaks:
            continue
        name, behind = word[0].lower(), text[blank.end() + word.end() :].split()
        if name in _JOINS and (not behind or behind[0].lower() not in _SUBJECTS):
            continue
        turns = name in _TURNS or name in _JOINS
        if len(text[: blank.start()].split()) >= _FEWEST:
            bound = name in _BOUND or bool(_AUXILIARIES & {w.lower() for w in behind[:4]})
            found.append((blank.start(), blank.end(), _STRONG if turns else _POOR if bound else _FAIR))
    return found


def _whole(head: str, known: Tongue) -> bool:
    """Whether `head` can stand alone: no bracket or quote is open, and it does not end in a small word."""
    if any(head.count(a) != head.count(b) for a, b in ("()", "[]", "“”", "（）", "「」")) or head.count('"') % 2:
        return False
    last = head.rsplit(None, 1)[-1].lower().strip(_ENDS) if head.split() else ""
    if not known.dense and "," in head and len(head.rsplit(",", 1)[1].split()) == 1:
        return False
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
