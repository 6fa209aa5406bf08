"""Whether the beginning of an English sentence says something true alone, where its end is shown apart or left out."""

from __future__ import annotations

import re

from core.media.reading.tongues import small_words

_BE = r"(?:is|are|was|were|be|been|being|gets?|got|becomes?|became|seems?|remains?|['’](?:s|re))"
_PREDICATE = re.compile(
    rf"\b{_BE}(?:\s+(?:not|never|also|always|often|only|still|now|then|already|just|very|quite|either|both|even|thus|\w+ly))*\s+[\w'’-]+$",
    re.I,
)
"""Ends in a participle or an adjective that a prepositional phrase completes: `is initialized`, `are similar`."""
_COMPLETES = small_words(
    """to for of with from by in into on onto at as that than within through via using against about without under between like
    such when if"""
)
_ABSTRACT = re.compile(
    r"\b(?:abilit(?:y|ies)|capabilit(?:y|ies)|ways?|chances?|needs?|options?|possibilit(?:y|ies)|opportunit(?:y|ies)|rights?|freedom"
    r"|permissions?|attempts?|failures?|efforts?|decisions?|reasons?|time|power|capacity|plans?|goals?|aims?|desire|intention"
    r"|requests?|tendency|refusal|order|how|what|where|when|whether|which|who)$",
    re.I,
)
"""Ends in a word that says nothing before its infinitive."""
_GOVERNS = re.compile(
    r"\b(?:requir|allow|let|enabl|help|want|need|caus|forc|ask|tell|told|expect|instruct|permit|encourag|intend|use|try|tri|seem"
    r"|appear|happen|fail|start|begin|began|continu|decid|attempt|choos|chos|plan|like|tend|refus|manag|promis|prefer|propos"
    r"|mean|suppos|hav|has|had|get|got|ought|go|return|refer|relat|belong|lead|led|adher|conform|appl|switch|mov|chang|convert"
    r"|renam|migrat|correspond|respond|contribut|subscrib|listen|connect|look|amount)(?:s|es|ed|d|ied|ies|ing|ting|ning|e|y)?"
    r"(?:\s+(?:you|us|them|it|me|him|her|one|users?|people|developers?|programs?))?$",
    re.I,
)
"""Ends in a verb, with or without whom it moves, that asks for what follows with `to`."""
_SAYS_THAT = re.compile(
    r"\b(?:say|said|show|shown|mean|meant|ensure|note|find|found|know|known|think|thought|believe|assume|guarantee|check|specify"
    r"|specifie|indicate|tell|told|see|seen|suggest|require|claim|explain|mention|remember|imagine|decide|determine|recommend|make"
    r"|sure|so|such|verify|verifie|realize|notice|learn|implie|imply|state|report|expect|hope|promise|signal|aware|likely|possible"
    r"|clear|true|fact|case|warn|argue|agree|confirm|prove|assert|suppose)(?:s|d|ed)?$",
    re.I,
)
"""Ends in a word whose `that` tells what is meant."""
_LIGHT = re.compile(
    r"\b(?:tak(?:e|es|ing)|took|hav(?:e|ing)|has|had|mak(?:e|es|ing)|made|giv(?:e|es|ing)|gave|keep(?:s|ing)?|kept|get(?:s|ting)?"
    r"|put(?:s|ting)?|pay(?:s|ing)?|come(?:s)?|provid(?:e|es|ing)|add(?:s|ed|ing)?|drop(?:s|ped|ping)?|gain(?:s|ed|ing)?)"
    r"(?:\s+an?|\s+the|\s+no|\s+full|\s+better|\s+initial|\s+official|\s+basic|\s+more)?"
    r"\s+(?:look|glance|care|use|advantage|track|rid|part|note|place|sense|account|effect|attention|access|support|response"
    r"|regard|contact|respect|control|priority|back)$",
    re.I,
)
"""Ends in a verb that says nothing without its preposition: `take a look`, `add support`."""
_SETTLES = re.compile(
    r"\b(?:com(?:e|es)|goes|deals?|consists?|depends?|rel(?:y|ies)|results?|differs?|focus(?:es)?|resides?|belongs?|refers?|appl(?:y|ies)"
    r"|stems?|serves?|acts?|behaves?|looks?|stands?|leads?|occurs?|aims?|cares?|happens?|works?|runs?|lives?|starts?|ends?)$",
    re.I,
)
"""Ends in a verb that says nothing without its preposition: `comes with`, `relies on`."""
_A_THING = re.compile(r"\b(?:is|are|was|were)\s+(?:an?|one|the)\s+[\w-]+$", re.I)
"""Ends in `is a tool`: what follows says which."""
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|can|could|will|would|should|may|might|must|has|have|had|does|do|did|cannot|[\w]+n['’]t)\b", re.I
)
_CLAUSE = re.compile(
    r"\b(?:that|which|who|whose|when|while|where|if|as|because|since|so|what|how|and|but|or|until|once|unless)\b|[,;:(]", re.I
)
_OWED = small_words(
    """this one such same able unable similar due equal close subject responsible capable aware full part kind
    sort type number set list lot couple series group range pair bit rest lack version copy piece variety majority amount front
    terms order addition response case spite favor favour accordance conjunction combination contrast instead because as
    provide provides offer offers contain contains include includes support supports represent represents define defines"""
)
"""Words at whose end something is still owed."""
_POINTING = small_words("those these ones")
_OPENED = re.compile(r"(?:^|[\s(])(how|what|whether|why|where|which|who|that|if|when|while|unless|once|because|although)\b", re.I)
_CONDITIONS = small_words("if when while unless once because although")
_QUESTIONS = small_words("how what whether why where which who")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|can|could|will|would|should|may|might|must|has|have|had|do|does|did|to|\w{2,}s|\w{2,}ed"
    r"|['’](?:s|re|ve|ll|d))\b",
    re.I,
)
_RELATIVE = re.compile(
    r"^(?:at|in|on|for|from|by|to|with|of|through|under|over|into|during|after|before)\s+(?:which|whom|whose|what|where|how)\b"
    r"|^in that\b",
    re.I,
)


def stands(head: str, tail: str, paused: bool) -> bool:
    """Whether `head` may be shown or said without `tail`; `paused` where a mark stands between them."""
    words = re.findall(r"[\w'’-]+", head.lower())
    if not words or not tail:
        return True
    if _open_clause(head, paused) or _RELATIVE.match(tail):
        return False
    if paused:
        return True
    following = re.split(r"[^\w'’-]", tail.lower(), maxsplit=1)[0]
    if following in ("of", "than") or ("either" in words and "or" not in words) or _subject_only(head, tail, following):
        return False
    return not _owes(head, words, following)


def _owes(head: str, words: list[str], following: str) -> bool:
    """Whether the last words of `head` ask for a phrase that begins with `following`."""
    if words[-1] in _POINTING or (following in _COMPLETES - {"such", "when", "if"} and words[-1] in _OWED):
        return True
    if following in _COMPLETES and (_PREDICATE.search(head) or _LIGHT.search(head) or _SETTLES.search(head)):
        return True
    if following == "by" and words[-1].endswith(("ed", "en")):
        return True
    if following in ("that", "which", "who", "whose", "where", "to", "for") and _A_THING.search(head):
        return True
    if following == "to":
        apart = "from" in words[-6:] or "between" in words[-6:] or words[-1].endswith("ing")
        return apart or bool(_ABSTRACT.search(head) or _GOVERNS.search(head))
    if following == "that":
        return bool(_SAYS_THAT.search(head))
    if following == "as":
        return bool({"same", "such", "as", "so", "well", "known"} & set(words))
    return following in _QUESTIONS and bool(_SAYS_THAT.search(head))


def _subject_only(head: str, tail: str, following: str) -> bool:
    """Whether the verb of the sentence is still to come: what stands there is only what it is about."""
    if following not in _COMPLETES or following in _CONDITIONS or _AUXILIARY.search(head):
        return False
    near = _CLAUSE.split(tail[len(following) :], maxsplit=1)[0]
    return bool(_AUXILIARY.search(near))


def _open_clause(head: str, paused: bool) -> bool:
    """Whether a clause is open at the end of `head`: a condition without what it leads to, a question without its verb."""
    opened = list(_OPENED.finditer(head))
    if not opened:
        return False
    word, behind = opened[-1][1].lower(), head[opened[-1].end() :]
    if word in _QUESTIONS:
        return not _FINITE.search(behind)
    if word not in _CONDITIONS or "," in behind:
        return False
    before = head[: opened[-1].start()].rstrip().lower()
    if not before:
        return not paused
    return before.endswith(("that", "and", "but", "so", "or", ",", ";", ":")) and not (paused and before.endswith((",", ";")))
