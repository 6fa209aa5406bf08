"""A session's folder as lists show it, and the words it is found by."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from core.catalog import Database, Page, Query, SessionRow, Sessions, Shelved
from core.errors import StudioError
from core.film import Order
from core.film.avatars import AVATARS
from core.film.templates import TEMPLATES
from core.session import TRASH, Session, session_names

log = logging.getLogger("firstcut.index")

StateOf = Callable[[Session], str]
Listed = tuple[SessionRow, str]
"""A session's row and the text it is found by."""

_TEMPLATES = {template.id: template for template in TEMPLATES}
_AVATARS = {avatar.id: avatar for avatar in AVATARS}


def listed(root: Path, name: str, state_of: StateOf) -> Listed | None:
    """A session's row and the text it is found by; None, with a line in the log, when its folder cannot be read."""
    try:
        session = Session.find(root, name)
        return row_of(session, state_of(session)), text_of(session)
    except (StudioError, ValueError, KeyError, TypeError) as error:  # what somebody wrote there by hand may be anything
        log.warning("%s is not listed: %s", name, error)
        return None


def row_of(session: Session, state: str) -> SessionRow:
    """What lists show of a session."""
    card, order, cuts = session.card, session.card.order, session.cuts()
    job = session.job()
    newest = cuts[-1] if cuts else None
    changed = max([card.created, *([job.ended or job.started] if job else []), *([newest.made] if newest else [])])
    return SessionRow(
        id=card.id, title=card.title, owner=card.owner, created=datetime.fromisoformat(card.created),
        changed=datetime.fromisoformat(changed), state=state, template=order.template, avatar=presenter_of(order),
        voice=order.voice, language=order.language, aspect=order.aspect.value if order.aspect else "",
        quality=order.quality.value, cuts=len(cuts), duration_ms=newest.cut.duration_ms if newest else 0,
        bytes=session.bytes(), film=newest.output if newest else "",
        poster=newest.output.rsplit(".", 1)[0] + newest.cut.poster.suffix if newest else "", message=job.message if job else "",
        project=card.project, tags=card.tags, shelved=shelved_of(session),
    )  # fmt: skip


def shelved_of(session: Session) -> Shelved:
    """Where a session is kept."""
    return Shelved.TRASH if session.in_trash else Shelved.ARCHIVED if session.card.archived else Shelved.OPEN


def presenter_of(order: Order) -> str:
    """Who presents, or `none`: the template's presenter where the order names nobody."""
    chosen = _TEMPLATES.get(order.template)
    return order.avatar or (chosen.avatar if chosen else "") or AVATARS[0].id


def text_of(session: Session) -> str:
    """What a session can be found by: its order's words, the names of what was chosen, and its script's words."""
    order = session.card.order
    template, presenter = _TEMPLATES.get(order.template), _AVATARS.get(presenter_of(order))
    named = (template.name if template else "", presenter.name if presenter else "")
    return " ".join((order.source, order.audience, order.goal, order.category, *named, session.read("scripts/script.md") or ""))


def page_of_folders(
    root: Path, state_of: StateOf, size: int, query: Query, after: str | None = None, before: str | None = None
) -> Page:
    """A page of the list without anybody's catalogue: the folders are read into one that lives in memory."""
    names = session_names(root / TRASH if query.shelved is Shelved.TRASH else root)
    database = Database(None)
    try:
        sessions = Sessions(database)
        sessions.put_all([entry for name in names if (entry := listed(root, name, state_of)) is not None])
        return sessions.page(size, query, after, before)
    finally:
        database.close()
