"""What differs between two states of a storyboard, shot by shot, in words for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from pydantic import ValidationError

from core.cuts import Origin
from core.engine import History, Store
from core.errors import Corrupt
from core.film import Cut, Order, Shot, Storyboard
from core.session import Session

NEW = "it is new"
PRESENTER, NO_PRESENTER = "the presenter comes into it", "the presenter is not seen any more"

CHOICES = {
    "template": "the template", "avatar": "the presenter", "voice": "the voice", "captions": "the captions", "music": "the music",
    "music_db": "the music's level", "formats": "the shapes", "quality": "the quality", "placement": "the presenter's place",
    "pronounce": "the pronunciation",
}  # fmt: skip
"""What is chosen for a whole film, in words."""


def choices(now: Order, then: Order) -> tuple[str, ...]:
    """What was chosen differently for the whole film: `the captions`."""
    return tuple(told for name, told in CHOICES.items() if getattr(now, name) != getattr(then, name))


def newest_origin(session: Session) -> Origin | None:
    """What the session's newest finished cut was made from; None where there is no cut, or it keeps none that can be read."""
    finished = [card.number for card in session.cuts() if not card.draft]
    text = session.read(f"metadata/cut_{finished[-1]:03d}_from.json") if finished else None
    try:
        return None if text is None else Origin.model_validate_json(text)
    except ValidationError:
        return None


def is_newest(session: Session, cut: object) -> bool:
    """Whether this is the film of the session's newest finished cut."""
    finished = [card.cut for card in session.cuts() if not card.draft]
    return bool(finished) and isinstance(cut, Cut) and cut.film == finished[-1].film


def last_storyboard(history: History, store: Store) -> Storyboard | None:
    """The storyboard of the last run, also of one that stopped on the way."""
    then = history.output("storyboard")
    try:
        return None if then is None else store.load(Storyboard, then)
    except Corrupt:
        return None


def counterparts(now: Iterable[Shot], then: Iterable[Shot]) -> Mapping[str, Shot]:
    """Each shot's earlier self: the one of its id, else the one that stood in its place."""
    now, then = list(now), list(then)
    found = {shot.id: shot for shot in then}
    pairs = {shot.id: found[shot.id] for shot in now if shot.id in found}
    matcher = SequenceMatcher(None, [shot.id for shot in then], [shot.id for shot in now], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "replace":
            pairs |= {new.id: old for old, new in zip(then[a:b], now[c:d], strict=False) if new.id not in pairs}
    return pairs


def differences(shot: Shot, before: Shot | None) -> Iterable[str]:
    """What changed in a shot, in words: `the narration changed`."""
    if before is None:
        yield NEW
        return
    one, other = before.utterance, shot.utterance
    pairs = (
        ("the narration", one.text, other.text),
        ("the voice", one.voice, other.voice),
        ("the pace", one.pace, other.pace),
        ("the pronunciation", (one.pronounce, one.language), (other.pronounce, other.language)),
        ("the layout", before.slide.layout, shot.slide.layout),
        ("the picture", before.slide.picture, shot.slide.picture),
        ("what is on the screen", _content(before), _content(shot)),
        ("the pauses", (before.before_ms, before.after_ms), (shot.before_ms, shot.after_ms)),
        ("the way into the next shot", before.transition, shot.transition),
        ("the music's level", before.music_db, shot.music_db),
    )
    changed = [name for name, was, now in pairs if was != now]
    changed += ["the take"] if one.take != other.take else []
    follows = {"the narration", "the layout", "what is on the screen"} & set(changed)
    changed += ["the captions of the shot"] if before.captions != shot.captions and not follows else []
    yield from (f"{name} changed" for name in changed)
    yield from _staged(before, shot)


def _staged(before: Shot, shot: Shot) -> Iterable[str]:
    """What changed of the presenter; whether one is seen at all counts for who it is and where."""
    was, now = before.staging, shot.staging
    if (was.avatar is None) != (now.avatar is None):
        yield PRESENTER if was.avatar is None else NO_PRESENTER
        return
    if was.avatar != now.avatar:
        yield "the presenter changed"
    if was.placement != now.placement:
        yield "the presenter's place changed"


def _content(shot: Shot) -> object:
    return shot.slide.model_dump(exclude={"layout", "picture"})
