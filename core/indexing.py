"""A session's folder as a row of the catalogue."""

from __future__ import annotations

from datetime import datetime

from core.catalog import SessionRow
from core.session import Session


def row_of(session: Session, state: str) -> SessionRow:
    """What lists show of a session."""
    card, order, cuts = session.card, session.card.order, session.cuts()
    job = session.job()
    newest = cuts[-1] if cuts else None
    changed = max([card.created, *([job.ended or job.started] if job else []), *([newest.made] if newest else [])])
    return SessionRow(
        id=card.id, title=card.title, owner=card.owner, created=datetime.fromisoformat(card.created),
        changed=datetime.fromisoformat(changed), state=state, template=order.template, avatar=order.avatar, voice=order.voice,
        language=order.language, aspect=order.aspect.value if order.aspect else "", quality=order.quality.value, cuts=len(cuts),
        duration_ms=newest.cut.duration_ms if newest else 0, bytes=session.bytes(), film=newest.output if newest else "",
        poster=newest.output.rsplit(".", 1)[0] + newest.cut.poster.suffix if newest else "", message=job.message if job else "",
    )  # fmt: skip


def text_of(session: Session) -> str:
    """What a session can be found by: its order's words and its script's."""
    order = session.card.order
    return " ".join((order.source, order.audience, order.goal, order.category, session.read("scripts/script.md") or ""))
