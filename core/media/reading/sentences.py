"""Sentences: where they end, in the scripts and languages that the studio knows."""

from __future__ import annotations

import re

from core.media.reading.tongues import Tongue, tongue

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？｡]+[」』”）]*|[।॥؟]+\s*")
_WORDS = re.compile(r"\S+")
_LOOK_BACK = 400
"""Characters before a mark that tell whether it ends a sentence: its last two words."""

_INITIAL = re.compile(r"(?:^|\s|\()[A-ZÀ-Ý]$")


def sentences(text: str, language: str) -> list[str]:
    """`text`, one paragraph, in sentences, each with its own end mark; joined with blanks they say the same."""
    known = tongue(language)
    found, start = [], 0
    for end in _END.finditer(text):
        if _ends(text, start, end, known):
            found.append(text[start : end.end()].strip())
            start = end.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if any(c.isalnum() for c in sentence)]


def finished(text: str, language: str) -> str:
    """`text` with the mark that ends a sentence in its language."""
    text = text.rstrip(" ,;:、，；：،؛–—-")
    return text if not text or re.search(r"[.!?…。！？।॥؟][\"'”’»)\]」』）]*$", text) else text + tongue(language).stop


def word_count(text: str) -> int:
    """Words of `text`; where none are parted by blanks, two characters count as one."""
    if text.isascii():
        return len(text.split())
    return sum(max(1, sum("\u2e80" <= c <= "\u9fff" for c in word) // 2) for word in _WORDS.findall(text))


def shorter(sentence: str, language: str, most: int = 26) -> list[str]:
    """`sentence` in pieces of at most about `most` words, parted where a new main clause begins; nothing is left out."""
    if word_count(sentence) <= most:
        return [sentence]
    known = tongue(language)
    cuts = [(m.start(), m.end(), "") for m in re.finditer(r";\s+|\s+[—–]\s+|[；]", sentence)]
    for join in known.joins:
        word = join.strip(" ,")
        cuts += [(m.start(), m.end(), word[:1].upper() + word[1:] + " ") for m in re.finditer(re.escape(join), sentence)]
    if known.dense:
        cuts += [(m.start(), m.end(), "") for m in re.finditer("[，、]", sentence)]
    cuts = [cut for cut in cuts if _clause(sentence, cut, known)]
    if not cuts:
        return [sentence]
    start, end, word = min(cuts, key=lambda cut: (abs(cut[0] - len(sentence) / 2), cut))
    after = sentence[end:]
    head = finished(sentence[:start], language)
    return shorter(head, language, most) + shorter(word + (after if word else after[:1].upper() + after[1:]), language, most)


def _clause(sentence: str, cut: tuple[int, int, str], known: Tongue) -> bool:
    """Whether both sides of a cut are long enough to stand alone; a conjunction must not join members of a list."""
    before, after = sentence[: cut[0]], sentence[cut[1] :]
    if before.count("(") != before.count(")") or before.count("“") != before.count("”"):
        return False
    least = 4 if not known.dense else 3
    if word_count(before) < least or word_count(after) < least:
        return False
    return not cut[2] or before.count(",") == 0 or word_count(after) >= 8


def _ends(text: str, start: int, end: re.Match[str], known: Tongue) -> bool:
    mark, after = end[0], _behind(text, end.end())
    if mark[0] != "." or mark.startswith(".."):
        return mark[0] in "。！？｡।॥؟" or not after or not after[0].islower()
    if not after:
        return True
    before = text[max(start, end.start() - _LOOK_BACK) : end.start()]
    word = before.rsplit(None, 1)[-1].lstrip("(\"'“„«[").lower() if before.strip() else ""
    if after[0].islower() or word in known.abbreviations or _INITIAL.search(before):
        return False
    if re.fullmatch(r"[^\W\d_]", word) and re.match(r"[^\W\d_]\.", after):
        return False
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return not after[0].islower() and word not in ("e.g", "i.e", "z.b", "d.h")
    ordinal = re.fullmatch(r"\d{1,2}", word)
    return not (ordinal and (before.strip() == word or (after[0].isupper() and known.stop == "." and _is_ordinal(before))))


def _behind(text: str, at: int) -> str:
    """What comes next: the beginning of it, since a text may be as long as a book and this is asked at each of its marks."""
    found = _WORDS.search(text, at)
    return found[0][:4] if found else ""


def _is_ordinal(before: str) -> bool:
    """German writes `am 2. Mai`: a short number behind such a word is an ordinal."""
    words = before.lower().split()
    return len(words) > 1 and words[-2] in ("am", "vom", "zum", "bis", "der", "dem", "den", "im", "ab", "seit", "das", "die")
