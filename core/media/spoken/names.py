"""Names as they are said: acronyms, identifiers, hashtags, Roman numerals."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files

from core.media.spoken.numerals import cardinal, digits, ordinal
from core.media.spoken.reading import Edit, Tongue

_ACRONYM = re.compile(r"[A-Z][A-Z0-9]*[A-Z0-9](?:['’]?s)?(?![^\W\u3040-\u30ff\u3400-\u9fff])")
_LETTER_A = re.compile(r"A(?=[ \u00a0][a-z]{2,}[ \u00a0][A-Z]\b|[.,;:!?)]|$)")
_MIXED = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
_PARTS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_HASHTAG = re.compile(r"#([^\W\d_][\w]*)")
_ISSUE = re.compile(r"#(\d+)\b")
_HANDLE = re.compile(r"@([A-Za-z][\w.-]*\w)")
_FLAG = re.compile(r"(--?)([a-z][\w-]*)")
_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})(?![\w'’-])")
_ROMAN_AFTER = re.compile(
    r"\b(?:phase|part|chapter|type|stage|tier|grade|class|volume|book|act|mark|section|article|appendix|level|round|war|kapitel|teil|"
    r"band|akt|artikel|capítulo|parte|tipo|acte|chapitre|partie|tome|capitolo|fase)[ \u00a0]$",
    re.IGNORECASE,
)
_REGNAL = re.compile(
    r"\b(?:Elizabeth|Louis|Henry|Charles|George|William|Edward|Richard|James|Catherine|Napoleon|Frederick|Philip|Francis|Paul|"
    r"Benedict|Pius|Alexander|Nicholas)[ \u00a0]$"
)
_CAPITALS = tomllib.loads(files("core.media.spoken").joinpath("capitals.toml").read_text("utf-8"))
_WORDS, _SPELLED = frozenset(_CAPITALS["said"].split()), frozenset(_CAPITALS["spelled"].split())
_VOWELS = frozenset("AEIOUY")


def known(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """Names and abbreviations of the wording: `PostgreSQL`, `e.g.`, `z. B.`."""
    if at and (text[at - 1].isalnum() or text[at - 1] in "_@"):
        return None
    for table, exact in ((tongue.words.names, True), (tongue.words.short, False)):
        for written in sorted(table, key=len, reverse=True):
            piece = text[at : at + len(written)]
            if (piece == written or (not exact and piece.lower() == written)) and _ends(text, at + len(written)):
                return [Edit(at, at + len(written), table[written] + _kept_stop(text, at + len(written), written))]
    return None


def _ends(text: str, at: int) -> bool:
    if at >= len(text):
        return True
    goes_on = text[at] == "." and text[at - 1] != "." and text[at + 1 : at + 2].isalnum()
    return not (text[at].isalnum() or text[at] in "_+#" or goes_on)


def _kept_stop(text: str, end: int, written: str) -> str:
    """The full stop of an abbreviation that also ends the text is said as a pause."""
    return "." if written.endswith(".") and not text[end:].strip() else ""


def acronyms(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """`API` is spelled, `NASA` is not; Chinese voices say Latin letters in English by themselves."""
    found = _ACRONYM.match(text, at) if _begins(text, at) else None
    if _LETTER_A.match(text, at) and re.search(r"\w[ \u00a0]$", text[:at]) and "A" in tongue.words.letters:
        return [Edit(at, at + 1, _letters("A", tongue))]
    if not found or _shouted(text, found.group()) or tongue.code in ("zh", "cmn"):
        return None
    return [Edit(at, found.end(), acronym(found.group(), tongue))]


def acronym(written: str, tongue: Tongue) -> str:
    """How capitals are said; a plural or possessive `s` stays at the end."""
    name = re.sub(r"['’]?s$", "", written)
    tail = "s" if name != written else ""
    if name in tongue.words.names:
        return tongue.words.names[name] + tail
    if any(char.isdigit() for char in name):
        parts = re.findall(r"[A-Z]+|\d+", name)
        said = " ".join(_figures(part, tongue) if part.isdigit() else _letters(part, tongue) for part in parts)
        return said + ("'s" if tail else "")
    if name in _WORDS or (len(name) > 3 and name not in _SPELLED and _pronounceable(name)):
        return name.lower() + tail
    return _letters(name, tongue) + ("'s" if tail else "")


def _letters(name: str, tongue: Tongue) -> str:
    return " ".join(tongue.words.letters.get(letter, letter) for letter in name)


def _figures(figures: str, tongue: Tongue) -> str:
    return cardinal(int(figures), tongue) if len(figures) < 3 and not figures.startswith("0") else digits(figures, tongue)


def _pronounceable(name: str) -> bool:
    """Whether capitals read like a word: vowels and consonants in turn, no heap of either."""
    kinds = "".join("v" if letter in _VOWELS else "c" for letter in name)
    return (
        "v" in kinds
        and "ccc" not in kinds
        and "vvv" not in kinds
        and not kinds.startswith("cc")
        and "Q" not in name.replace("QU", "")
    )


def identifiers(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """`getUserName`, `user_name`, `GitHub`, `OpenAI`: parted where a new word begins."""
    if not _begins(text, at) or tongue.code in ("zh", "cmn", "hi"):
        return None
    found = _MIXED.match(text, at)
    if not found or (found.end() < len(text) and text[found.end()].isalnum()):
        return None
    name = found.group()
    if "_" not in name and not re.search(r"[a-z][A-Z]|[A-Z]{2,}[a-rt-z]|[A-Za-z]\d|\d[A-Za-z]", name):
        return None
    end = found.end() + 2 if text.startswith("()", found.end()) else found.end()
    return [Edit(at, end, identifier(name, tongue))]


def identifier(name: str, tongue: Tongue) -> str:
    """A name of letters, figures and underscores, as words."""
    if name in tongue.words.names:
        return tongue.words.names[name]
    said = []
    for part in _PARTS.findall(name):
        if part.isdigit():
            said.append(_figures(part, tongue))
        elif part.isupper() and (len(part) > 1 or part == "A"):
            said.append(acronym(part, tongue) if len(part) > 1 else _letters(part, tongue))
        else:
            said.append(part)
    return " ".join(said) or name


def tags(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """`#release`, `#42`, `@ada`, `--verbose`."""
    if at and (text[at - 1].isalnum() or text[at - 1] in "#@-/&"):
        return None
    issue = _ISSUE.match(text, at)
    if issue:
        number = {"en": "number", "de": "Nummer", "fr": "numéro", "es": "número", "pt": "número", "it": "numero"}.get(
            tongue.code, ""
        )
        return [Edit(at, issue.end(), f"{number} {cardinal(int(issue.group(1)), tongue)}".strip())]
    hashtag = _HASHTAG.match(text, at)
    if hashtag:
        return [Edit(at, hashtag.end(), f"{tongue.words.signs.get('#', '')} {identifier(hashtag.group(1), tongue)}".strip())]
    handle = _HANDLE.match(text, at)
    if handle:
        return [Edit(at, handle.end(), f"{tongue.words.at} {identifier(handle.group(1), tongue)}")]
    flag = _FLAG.match(text, at) if text[at] == "-" and (not at or text[at - 1].isspace()) else None
    if flag and tongue.words.dash:
        dashes = " ".join([tongue.words.dash] * len(flag.group(1)))
        return [Edit(at, flag.end(), f"{dashes} {flag.group(2).replace('-', ' ')}")]
    return None


def roman(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """`Phase II`, `Louis XIV`: Roman numerals after a name."""
    found = _ROMAN.match(text, at) if text[at] in "IVX" and _begins(text, at) else None
    if not found or not found.group():
        return None
    before = text[max(0, at - 40) : at]
    named = re.search(r"\b[A-Z][a-z]+[ \u00a0]$", before)
    if not _ROMAN_AFTER.search(before) and not (named and len(found.group()) > 1 and found.group() not in ("XX", "XXX")):
        return None
    value = _worth(found.group())
    if tongue.code == "en" and _REGNAL.search(before):
        return [Edit(at, found.end(), f"the {ordinal(value, tongue)}")]
    return [Edit(at, found.end(), cardinal(value, tongue))]


def _worth(numeral: str) -> int:
    worth = {"I": 1, "V": 5, "X": 10}
    values = [worth[letter] for letter in numeral]
    return sum(-v if any(v < w for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _begins(text: str, at: int) -> bool:
    return (
        text[at].isascii()
        and text[at].isalpha()
        and not (at and text[at - 1].isascii() and (text[at - 1].isalnum() or text[at - 1] == "_"))
    )


def _shouted(text: str, name: str) -> bool:
    """Whether the whole text is in capitals, so that they say nothing."""
    words = re.findall(r"[A-Za-z]{5,}", text)
    return len(words) > 2 and sum(word.isupper() for word in words) > 0.8 * len(words) and len(name) > 1
