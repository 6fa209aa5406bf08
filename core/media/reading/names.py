"""Names in a text: runs of words with capitals, without the words that only begin a sentence."""

from __future__ import annotations

import re

from core.media.reading.tongues import small_words

_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'&.-]*\w"
_NAME = re.compile(rf"(?<=[a-zà-öø-ÿ0-9,;(—–] ){_WORD}(?: {_WORD}){{0,2}}|(?:^|(?<=[.!?:—–] )){_WORD}(?: {_WORD}){{1,2}}")
_HANDLE = re.compile(r"(?<![\w.])@[\w-]+(?: [A-ZÀ-Þ]\w+)?")
_NOUNS_ARE_CAPITAL = ("de", "lb")
"""Languages in which a capital letter says nothing about names."""

_SMALL = """I A An The This That These Those It We You He She They Our Your His Her Their And But Or If When While Since Until For
    In On At To From With By Of No Not Yes New Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March
    April May June July August September October November December
    Add Ask Call Change Check Choose Click Create Download Enter Find Get Give Go Install Join Learn Let Look Make Meet Move Open
    Press Read Run Save See Select Send Set Show Start Stop Switch Take Tell Thank Thanks Try Turn Update Upgrade Use Visit Watch
    Write All Each Every Some Many Most More First Next Then Finally Also Now Here There What Where Why How Who
    Chapter Section Figure Listing Table Appendix Part Step Page"""
_VERBS = small_words("Is Are Was Were Do Does Did Can Could Should Would Has Have Had Be")
"""Verbs that have a capital where they begin a question, and in a heading."""
_NO_NAMES = frozenset(_SMALL.split()) | _VERBS
_JOINERS = small_words(
    """of the and in to a an for on with or nor by at as vs from into is are your our its
    de la el los las y e et le les des du di del della"""
)
"""Words that are small in a heading whose other words have capitals."""
_MARK = re.compile(r"^(?:[-*+•>]|\d+[.)])\s+")
_LONGEST_HEADING = 10


def names_in(line: str, language: str) -> list[str]:
    """The names that a line of text says; none where every noun has a capital."""
    if language.split("-")[0] in _NOUNS_ARE_CAPITAL or _heading(line):
        return []
    told = (_bare(match[0]) for match in _NAME.finditer(_HANDLE.sub("·", line)))
    return [name for name in told if name and not any(c.isdigit() for c in name.split()[0])]


def _heading(line: str) -> bool:
    """Whether a line has capitals because it is a heading: no sentence, and every word of it has one that may."""
    bare = _MARK.sub("", line.strip())
    words = re.findall(r"[^\W\d_][\w’'.-]*", bare)
    if not 1 < len(words) <= _LONGEST_HEADING or re.search(r"[.!:,;—–]\s|[.!,;]$", bare):
        return False
    return words[0][0].isupper() and all(word[0].isupper() or word in _JOINERS for word in words)


def _bare(run: str) -> str:
    """A run of words with capitals, without the word that only begins its sentence; nothing of a heading within a text."""
    words = run.strip(" .").split()
    if any(word in _VERBS for word in words[1:]):
        return ""
    while words and words[0] in _NO_NAMES:
        words.pop(0)
    return " ".join(words)
