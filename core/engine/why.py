"""Why a part is made again: a dictionary difference, told in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from core.engine.history import Entry

_NAMED = 3
"""So many parts of an argument are named; of more only their number is told."""

NEW = "new"
GONE = "its record was swept from the store"


def why(stage: str, made_of: Mapping[str, str], before: Entry | None) -> str:
    """What differs from the last run, such as `utterance.text changed` or `the version of voice changed`."""
    if before is None:
        return NEW
    told = [f"the version of {stage} changed"] if _differs("version", made_of, before.made_of) else []
    arguments = dict.fromkeys(name for name in (*made_of, *before.made_of) if "." not in name and name != "version")
    for name in arguments:
        if _differs(name, made_of, before.made_of):
            told.append(_told(name, made_of, before.made_of))
    return ", ".join(told) or GONE


def _told(name: str, now: Mapping[str, str], then: Mapping[str, str]) -> str:
    if name not in then:
        return f"{name} is asked for now"
    if name not in now:
        return f"{name} is not asked for any more"
    parts = dict.fromkeys(key for key in (*now, *then) if key.startswith(f"{name}."))
    changed = [key for key in parts if _differs(key, now, then)]
    if not changed:
        known = not parts and not (_is_digest(now[name]) or _is_digest(then[name]))
        return f"{name} changed from {then[name]} to {now[name]}" if known else f"{name} changed"
    if len(changed) <= _NAMED:
        return " and ".join(changed) + " changed"
    return f"{len(changed)} of {len(parts)} parts of {name} changed"


def _differs(key: str, now: Mapping[str, str], then: Mapping[str, str]) -> bool:
    return now.get(key) != then.get(key)


def _is_digest(text: str) -> bool:
    return len(text) == 32 and all(c in "0123456789abcdef" for c in text)
