"""A session's folder: one video idea with everything that was made of it.

    scripts/ audio/ images/ video_clips/ final_output/ metadata/ logs/

`metadata/session.json` says what it is, `events.jsonl` what happened, `cut_001.json` what came out. Files made by stages are
hard links into the store; what a person may edit (`scripts/script.md`, `scripts/source.md`) is a copy.
"""

from __future__ import annotations

from core.cuts import CutCard
from core.session.cards import CARD_VERSION, LONGEST_TITLE, JobState, SessionCard, utc_now
from core.session.folder import DRAWN, FOLDERS, RUN_LOCK, STUDIO_LOCK, Session
from core.session.naming import SESSION_ID, TRASH, session_names, unused_id

__all__ = [
    "CARD_VERSION", "DRAWN", "FOLDERS", "LONGEST_TITLE", "RUN_LOCK", "SESSION_ID", "STUDIO_LOCK", "TRASH", "CutCard", "JobState",
    "Session", "SessionCard", "session_names", "unused_id", "utc_now",
]  # fmt: skip
