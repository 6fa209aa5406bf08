# ruff: noqa: E501 - lists of units read best in one line each
"""Figures: the number that is the point of a sentence, with what it was before and what that means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from core.media.reading.dates import is_date
from core.media.reading.phrases import titled
from core.media.reading.tongues import Tongue, small_words, tongue

_NUMBER = r"\d{1,3}(?:[,.'\u00a0\u202f ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_SCALE = r"million|millions|billion|billions|trillion|thousand|Mio\.?|Mrd\.?|Millionen|Milliarden|Millonen|millones|millón|milhões|milioni|milliards?|万|萬|億|亿|करोड़|लाख|[kKMB](?![A-Za-z])"
_UNIT = (
    r"%|‰|ms|µs|ns|s|sec|secs|seconds?|min|mins|minutes?|hours?|hrs?|h|days?|weeks?|months?|years?|[KMGT]i?B(?:/s)?|kbps|Mbps|Gbps|fps|px|dpi|km/h|km|cm|mm|kg|"
    r"kWh|MWh|GWh|kW|MW|°C|°F|dB|Hz|kHz|MHz|GHz|rpm|pp|points?|percent|per cent|Prozent|por ciento|pour cent|Sekunden?|Minuten?|Stunden?|Tagen?|Tage|Wochen?|Monaten?|Jahren?|"
    r"segundos?|minutos?|horas?|días?|secondes?|heures?|jours?|secondi|minuti|ore|giorni|ミリ秒|秒|分|時間|日|毫秒|秒钟|秒鐘|分钟|分鐘|小时|小時|天|新台币|新台幣|人民币|人民幣|港元|美元|欧元|歐元|日元|元(?![素件旦])|円|ドル|ユーロ|원|मिलीसेकंड|सेकंड|मिनट|घंटे"
)
_QUANTITY = rf"(?P<prefix>[$€£¥₹]\s?|US\$\s?)?(?P<number>{_NUMBER})(?:\s?(?P<scale>{_SCALE}))?(?:\s?(?P<unit>{_UNIT}|[$€£¥₹])(?![A-Za-zÀ-ÿ]))?"
_UNPARTED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Letters of writings in which a number stands right beside a word, and is no part of it."""
_LETTER = rf"[^\W{_UNPARTED}]"
_QUANTITY_RE = re.compile(rf"(?<!{_LETTER})(?<![第.,/#-])(?:{_QUANTITY})(?!(?:{_LETTER}|%)*\d|\.\d)")
_ARROW = re.compile(
    rf"(?<!{_LETTER})(?<!\.)(?P<a>{_QUANTITY.replace('?P<', '?P<a_')})\s*(?:→|->|=>|⇒|➜)\s*(?P<b>{_QUANTITY.replace('?P<', '?P<b_')})"
)
_COMMA = small_words("de es fr pt it nl ru uk pl cs sk da nb no sv fi el tr id vi hu ro bg hr sr sl lt lv et ca gl eu is")
"""Languages that write decimals with a comma (Unicode CLDR)."""
_TIMES = re.compile(
    rf"(?<!{_LETTER})(?<!\.)(\d+(?:[.,]\d+)?)\s?(?:[x×](?!\w)|times|-fold|fold|mal(?!\w)|-mal|fois|veces|vezes|volte|倍|गुना)(?:\s+(?:as\s+)?([^\W\d_]+er|as\s+\w+|[a-zéèàçñ]{{4,}}))?",
    re.I,
)


_RANGE_BEFORE = re.compile(r"\d\s?[-–]\s?$|\d[x×%]?\s(?:to|bis|a|à)\s$")
_RANGE_BEHIND = re.compile(r"\s?[-–]\s?\d|\s(?:to|bis|a|à)\s\d")
_NUMBERED = re.compile(r"\b(?:[A-Z]{2,}|No\.|Nr\.)\s$")
"""What a number belongs to that only names something: `RFC 3339`."""
_NAMED = re.compile(r"(?:401|403|457|529)\s?\(?[kKbB]\b|(?:1099|1040)\b|(?:24|12)/7")
_CLAUSE = re.compile(
    r"\b(?:you|we|i|they|he|she|it|there|there[’']s|who|can|could|may|might|will|would|should|must|ich|wir|sie|ihr|je|nous|vous|ils|yo"
    r"|nosotros|eu|nós|io|noi)\b|\bup$"
    r"|\b(?:pays?|offers?|provides?|gives?|gets?|receives?|supports?|handles?|serves?|matches|allows?|shares?|uses?|replaces?|adds?|contains?|sends?"
    r"|ships?|includes?|requires?|needs?|saves?|spends?|stores?|expenses?|processes|réponds?|offre|bietet|zahlt|ofrece|paga)$",
    re.I,
)
"""Words before a number that are no name of it but the beginning of a sentence: `the company pays`."""
_GOES_ON = small_words("plus per towards toward every each due will has can is are at on")
_COPULA = small_words("is are was were will can has have ist sind war wird son es est sont sono")
_TAIL = re.compile(
    r"(?:只需要|只要|只需|仅需|僅需|需要|达到|達到|超过|超過|大约|大約|耗时|耗時|用时|用時|(?<![行认作成因認])[为為]|是|约|約|仅|僅|了|[はがを]|から|の|、)+$"
)
"""What stands between what is measured and its number where words have no blanks between them."""
_WHEN = small_words("while when where which because since if whereas")


@dataclass(frozen=True)
class Quantity:
    """A number as written, with what stands around it."""

    text: str
    value: float
    prefix: str
    unit: str
    start: int
    end: int


@dataclass(frozen=True)
class Found:
    """The figure of a sentence."""

    quantity: Quantity
    before: str = ""
    change: str = ""
    label: str = ""
    weight: float = 1.0


def quantities(text: str, language: str) -> list[Quantity]:
    """Every quantity of `text`: numbers with a unit, a scale or a currency; years, versions and bare ordinals are none."""
    found = []
    for match in _QUANTITY_RE.finditer(text):
        if not (match["unit"] or match["scale"] or match["prefix"] or len(re.sub(r"\D", "", match["number"])) >= 4):
            continue
        bare = not (match["unit"] or match["scale"] or match["prefix"])
        if bare and (_like_year_or_code(match["number"]) or _NUMBERED.search(text[: match.start()])):
            continue
        found.append(_quantity(match, "", language))
    return found


def number(written: str, language: str = "en") -> float | None:
    """The value of a number as people of `language` write it: `1,240`, `1.240,5`, `3.4`; None for anything else.

    `1.240` is 1240 where a comma parts the decimals (de, es, fr, ...) and 1.24 elsewhere; two kinds of marks decide themselves.
    """
    decimal_comma = language.split("-")[0] in _COMMA
    digits = re.fullmatch(rf"\s*[-+−]?\s*(?:{_NUMBER})\s*", written)
    if not digits:
        return None
    bare = re.sub(r"[\s\u00a0\u202f'+]", "", written.replace("−", "-"))
    comma, point = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and point >= 0:
        bare = bare.replace("," if comma < point else ".", "").replace(",", ".")
    elif decimal_comma and re.fullmatch(r"-?[1-9]\d{0,2}(?:\.\d{3})+", bare):
        bare = bare.replace(".", "")
    elif (not decimal_comma and re.fullmatch(r"-?[1-9]\d{0,2}(?:,\d{3})+", bare)) or re.fullmatch(
        r"-?\d{1,3}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,})", bare
    ):
        bare = re.sub("[,.]", "", bare)
    bare = bare.replace(",", ".")
    return float(bare) if bare.count(".") <= 1 else None


@lru_cache(maxsize=4096)
def figure_in(sentence: str, language: str) -> Found | None:
    """The figure that `sentence` is about, or None when it has none worth a picture of its own."""
    if not any(map(str.isdigit, sentence)):
        return None
    known = tongue(language)
    times = _TIMES.search(sentence)
    change = times[0].strip() if times else ""
    pair = _pair(sentence, known, language)
    if pair:
        old, new, at = pair
        if not old.unit and new.unit:
            old = Quantity(old.text, old.value, old.prefix, new.unit, old.start, old.end)
        return Found(new, written(old), change, _label(sentence, at, known), 3.0)
    if times and not _ranged(sentence, times.start(), times.end()):
        quantity = Quantity(times[1], number(times[1], language) or 0.0, "", "×", times.start(), times.end())
        rest = (
            f"as {times[2]}" if times[2] and re.search(r"\sas\s", times[0]) and not times[2].startswith("as ") else times[2] or ""
        )
        label = _label(sentence, times.start(), known)
        shown = rest if rest.startswith("as ") else titled(rest)
        return Found(quantity, "", shown if label else "", label or shown, 2.2)
    found = [q for q in quantities(sentence, language) if not _ranged(sentence, q.start, q.end)]
    if times or not found or len(found) > 3:
        return None
    best = max(found, key=_standing)
    ahead, after = _label(sentence, best.start, known, keep=known.directions), _after(sentence, best.end, known)
    counted = not best.unit and not best.prefix
    weight = 1.6 if "%" in best.unit else 1.2
    if _CLAUSE.search(ahead):
        return Found(best, "", _of_what(sentence, best.end, known), "", weight)
    label = (after or ahead) if counted or is_date(ahead) else (ahead or after)
    return Found(best, "", "", label, weight)


def written(quantity: Quantity) -> str:
    """A quantity in one piece: `410 ms`, `$4.2M`, `38 %`."""
    gap = "" if not quantity.unit or quantity.unit in ("×",) else " "
    return f"{quantity.prefix}{quantity.text}{gap}{quantity.unit}"


def _pair(sentence: str, known: Tongue, language: str) -> tuple[Quantity, Quantity, int] | None:
    """Two quantities of one thing, before and after, and where what is said of them begins."""
    arrow = _ARROW.search(sentence)
    if arrow and (arrow["a_unit"] or arrow["b_unit"] or arrow["b_prefix"]):
        return _both(arrow, arrow.start("a_number"), language)
    for pattern in _pair_patterns(known):
        found = pattern.search(sentence)
        units = found and (found["a_unit"] or found["b_unit"] or found["b_prefix"] or found["b_scale"])
        if found and units and not _span(found):
            return _both(found, min(found.start("a_number"), found.start("b_number")), language)
    for pattern in _clause_patterns(known):
        found = pattern.search(sentence)
        if found and (found["a_unit"], found["a_prefix"]) == (found["b_unit"], found["b_prefix"]) != (None, None):
            return _both(found, found.start(), language)
    return None


def _both(found: re.Match[str], at: int, language: str) -> tuple[Quantity, Quantity, int]:
    return _quantity(found, "a_", language), _quantity(found, "b_", language), at


@cache
def _clause_patterns(known: Tongue) -> tuple[re.Pattern[str], ...]:
    """What says before (`a_`) and after (`b_`) in two clauses: `b, previously a`, then `previously a, now b`."""
    if not known.earlier:
        return ()
    a, b = _QUANTITY.replace("?P<", "?P<a_"), _QUANTITY.replace("?P<", "?P<b_")
    few = r"[^\d,，、;；。.!?！？()（）]{0,24}?"
    before, behind = ("", "") if known.dense else (r"(?<!\w)", r"(?!\w)")
    then, now = (rf"{before}(?:{'|'.join(words)}){behind}" for words in (known.earlier, known.later))
    turned = rf"(?<!{_LETTER})(?<!\.){b}{few}\s*(?:[,，、;；(（。।]|\.\s)\s*{then}{few}{a}"
    straight = rf"{then}{few}{a}{few}\s*(?:[,，、;；。।]|\.\s)\s*(?:\w{{1,4}}\s+)?{now}{few}{b}"
    return re.compile(turned, re.I), re.compile(straight, re.I)


@cache
def _pair_patterns(known: Tongue) -> tuple[re.Pattern[str], ...]:
    """What says before (`a_`) and after (`b_`) in a language: `from a to b`, then `b instead of a`."""
    a, b = _QUANTITY.replace("?P<", "?P<a_"), _QUANTITY.replace("?P<", "?P<b_")
    found = []
    for first, second in known.between:
        gap = r"\s*" if known.dense or not first else r"\s+"
        head = rf"(?<!\w){first}{gap}" if first and not known.dense else rf"{first}[^\d，。；]{{0,6}}" if first else ""
        gap = r"[^\d，。；]{0,6}?" if known.dense and first else gap
        tail = rf"{gap}{second}{gap}" if known.dense or not first else rf"\s+(?:[\w%]+\s+){{0,3}}?{second}\s+"
        found.append(re.compile(rf"{head}{a}{tail}{b}", re.I))
    for word in known.instead:
        found.append(re.compile(rf"(?<![\w.]){b}[\w\s%]{{0,24}}?,?\s+{word}\s+(?:\w+\s+)?{a}", re.I))
    return tuple(found)


def _span(found: re.Match[str]) -> bool:
    """Whether `from 2 to 5 days` is a range rather than a change: small bare numbers of time and the like."""
    return (
        not found["a_unit"]
        and not found["b_prefix"]
        and bool(re.match(r"days?|weeks?|months?|years?|hours?|points?", found["b_unit"] or ""))
    )


def _quantity(match: re.Match[str], group: str, language: str) -> Quantity:
    text, scale = match[f"{group}number"], match[f"{group}scale"] or ""
    shown = text + (scale if len(scale) == 1 and scale.isascii() else f" {scale}" if scale and scale.isascii() else scale)
    unit = match[f"{group}unit"] or ""
    start, end = match.span(f"{group}number")
    return Quantity(shown, number(text, language) or 0.0, (match[f"{group}prefix"] or "").strip(), unit, start, end)


def _like_year_or_code(digits: str) -> bool:
    return bool(re.fullmatch(r"(?:1[5-9]|20)\d\d", digits)) or (digits.isdigit() and len(digits) > 4)


def _standing(quantity: Quantity) -> tuple[bool, bool, bool, float]:
    """How much a quantity stands out among others: a share most, but all of something hardly."""
    whole = "%" in quantity.unit and quantity.value == 100
    return "%" in quantity.unit and not whole, bool(quantity.prefix), bool(quantity.unit) and not whole, quantity.value


def _ranged(sentence: str, start: int, end: int) -> bool:
    """Whether a number is one end of a range or part of a name, such as `40-50x` or `401K plan`: neither is a figure."""
    before, behind = sentence[:start], sentence[start:]
    return bool(_RANGE_BEFORE.search(before) or _RANGE_BEHIND.match(sentence[end:]) or _NAMED.match(behind))


def _of_what(sentence: str, at: int, known: Tongue) -> str:
    """What a number is so much of, as it goes on behind it: `of the premium`, `life insurance`; nothing where that is long."""
    rest = re.split(r"[,;:!?()]|\.(?:\s|$)|\s[—–]\s", sentence[at:])[0].split()
    while rest and re.fullmatch(rf"(?:{_UNIT}|{_SCALE})", rest[0]):
        rest.pop(0)
    kept: list[str] = []
    for word in rest:
        ends = word.lower() in (known.breaks | known.moves | _GOES_ON) - {"of", "von", "de", "di", "du"}
        if kept and ends and not (word.lower() == "and" and len(kept) < 3):
            break
        kept.append(word)
    text = " ".join(kept).strip(" .")
    return text if 1 < len(kept) <= 6 and 6 <= len(text) <= 40 and kept[-1].lower() not in known.articles | known.breaks else ""


def _label(sentence: str, at: int, known: Tongue, keep: frozenset[str] = frozenset()) -> str:
    """What is measured: the words before the number, without articles, verbs of movement and small words."""
    words = re.split(r"[,;:]\s|[，；：。]|\s[—–]\s|\s(?:and|und|y|et)\s", sentence[:at].rstrip("$€£¥₹ "))[-1].split()
    while words and words[-1].lower().strip(",") in (known.moves | known.articles | known.breaks | set(known.later)) - keep:
        words.pop()
    while words and words[0].lower() in known.articles | known.leaning | _WHEN:
        words.pop(0)
    label = " ".join(words).strip(" ,.;:")
    label = _TAIL.sub("", re.split(r"[从從]|由$", label)[0]).strip() if known.dense else label
    return titled(label) if 1 <= len(words) <= 6 and _least(known) <= len(label) <= 40 else ""


def _after(sentence: str, at: int, known: Tongue) -> str:
    """What is counted: the words behind the number, up to the first pause."""
    rest = re.split(r"[,;:.!?()，；：。、！？（）]|\s[—–]\s", sentence[at:])[0].split()
    if rest and known.dense:
        rest[0] = re.sub(rf"^(?:{_SCALE}|{_UNIT})", "", rest[0])
        rest = [rest[0].removesuffix("です")] if 0 < len(rest[0]) <= _LONGEST_COUNTED else []
    while rest and re.fullmatch(rf"(?:{_UNIT}|{_SCALE})", rest[0]):
        rest.pop(0)
    while rest and rest[0].lower() in ("of", "von", "de", "di", "du"):
        rest.pop(0)
    ends = next((i for i, word in enumerate(rest) if i and word.lower() in _COPULA), len(rest))
    label = " ".join(rest[: min(5, ends)]) if min(ends, len(rest)) <= 6 else ""
    return titled(label) if _least(known) <= len(label) <= 40 else ""


_LONGEST_COUNTED = 6
"""Letters of a thing that is counted, where words have no blanks: more are the rest of the sentence."""


def _least(known: Tongue) -> int:
    """How short a label may be: a word may have two letters where each is a syllable or more."""
    return 2 if known.dense else 3
