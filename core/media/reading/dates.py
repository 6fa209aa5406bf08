"""Dates and versions at the head of a line: what makes a list a timeline and a heading a release."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan(?:uary|uar|vier|eiro)?|feb(?:ruary|ruar)?|f[ée]v(?:rier|ereiro)?|mar(?:ch|zo|s|ço)?|märz|apr(?:il|ile)?|abr(?:il)?|avr(?:il)?|may|mai|mayo|maio|"
    r"maggio|jun(?:e|i|io|ho)?|juin|giu(?:gno)?|jul(?:y|i|io|ho)?|juil(?:let)?|lug(?:lio)?|aug(?:ust)?|ago(?:sto)?|août|sep(?:t|tember|tiembre|tembre)?|set(?:embro|tembre)?|"
    r"oct(?:ober|ubre|obre)?|okt(?:ober)?|out(?:ubro)?|ott(?:obre)?|nov(?:ember|iembre|embre|embro)?|dec(?:ember)?|dez(?:ember|embro)?|d[ée]c(?:embre)?|dic(?:iembre|embre)?|"
    r"enero|febrero|gen(?:naio)?|febbraio|janv)\.?"
)
_DATE = (
    rf"(?:\d{{4}}[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?|\d{{1,2}}-\d{{1,2}}-\d{{4}}|\d{{1,2}}\.?\s+(?:de\s+)?{_MONTH}(?:,?\s+(?:de\s+)?\d{{4}})?|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|{_MONTH}(?:\s+\d{{4}})?|"
    r"Q[1-4](?:\s*/?\s*\d{4})?|(?:1[5-9]|20)\d\d(?:\s*[–-]\s*(?:1[5-9]|20)?\d\d)?s?|\d{1,2}:\d{2}(?:\s*(?:am|pm|UTC|Uhr|h))?|"
    r"(?:Day|Week|Month|Year|Phase|Tag|Woche|Monat|Jahr|Semana|Día|Mes|Jour|Semaine|Mois|Giorno|Settimana)\s+\d{1,3}|"
    r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?)"
)
_VERSION = r"(?:v(?:ersion)?\.?\s*)?\d+\.\d+(?:\.\d+)*(?:[-.]?(?:a|b|rc|alpha|beta|dev|post)[.-]?\d*)?"
_HEAD = re.compile(
    rf"^(?:(?:on|in|am|im|el|en|le|since|by|from)\s+)?({_DATE}|{_VERSION})(?:\s*[:–—|：]\s*|\s+-+\s+|,\s+|\s+\(|(?<=[年月日])\s*)(?=\S)",
    re.I,
)
_WHOLE = re.compile(rf"^(?:{_DATE})$", re.I)
_VERSION_IN = re.compile(
    r"(?<![\w.])(?:v(?:ersion)?\.?\s*|r)?(\d+\.\d+(?:\.\d+)*(?:[-.]?(?:a|b|rc|alpha|beta|dev|post)[.-]?\d*)?)(?![\w.]*\w)", re.I
)
_COUNTED = re.compile(r"^(?:version|release)\s+v?(?!(?:19|20)\d\d$)(\d{1,4})$", re.I)
"""A release of a product that only counts: `Version 252`, but no year."""
_NAMED = re.compile(r"@[\w-]+|(?<![\w])['‘’\"“][\w .-]{2,24}['’\"”](?!\w)|\(LTS\)")
"""Who made a release, and what its makers call it."""
_DATE_IN = re.compile(rf"(?<!\w)({_DATE})(?!\w)", re.I)


def dated_head(text: str) -> tuple[str, str]:
    """(date or version, what follows it) at the head of `text`; two empty strings when it has none."""
    found = _HEAD.match(text)
    return (
        (found[1].strip(), text[found.end() :].strip().rstrip(")") if found[0].endswith("(") else text[found.end() :].strip())
        if found
        else ("", "")
    )


def is_date(text: str) -> bool:
    """Whether `text` is a date, a month, a quarter, a year or a time of day, and nothing else."""
    return bool(_WHOLE.match(text.strip()))


def version_in(heading: str) -> str:
    """The version that a heading names, or nothing."""
    if counted := _COUNTED.match(heading.strip()):
        return counted[1]
    undated = re.sub(r"\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4}", "", heading)
    found = _VERSION_IN.search(undated)
    return found[1] if found else ""


def date_in(heading: str) -> str:
    """The date that a heading names, or nothing."""
    found = re.search(r"\d{4}-\d{2}-\d{2}", heading) or _DATE_IN.search(heading)
    return found[0] if found and (re.search(r"\d{4}", found[0]) or re.search(r"[A-Za-z年月]", found[0])) else ""


def dates_in(text: str) -> list[str]:
    """Every date of `text` that is sure to be one: with a year, with a number, or a month's whole name with a capital."""
    found = (match[0].rstrip(".") for match in _DATE_IN.finditer(text))
    return [
        date
        for date in found
        if re.search(r"\d{4}|[A-Za-z年月].*\d|\d.*[A-Za-z年月]", date) or (date[:1].isupper() and len(date) > 3)
    ]


def is_release(heading: str) -> bool:
    """Whether a heading names one release of something: hardly more than a version or a date."""
    if not version_in(heading) and not re.search(r"\d{4}-\d{2}-\d{2}", heading):
        return "unreleased" in heading.lower()
    left = _DATE_IN.sub(" ", _VERSION_IN.sub(" ", _NAMED.sub(" ", heading)))
    words = [
        w
        for w in re.findall(r"[^\W\d_]+", left)
        if w.lower() not in ("version", "release", "released", "v", "on", "beta", "rc", "final", "changes", "in")
    ]
    return len(words) <= 2
