"""What a run that failed says of it: a sentence for the person, and the place in the program for whoever is asked to help."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from contextlib import suppress

from core.engine.files import storage_error
from core.errors import Cancelled, CheckFailed, NoSuchSession, StorageError, StudioError
from core.events import PartFailed
from core.session import JobState, Session


def told_of(session: Session, error: StudioError | OSError, failed: Sequence[PartFailed]) -> StudioError:
    """The error as a person wants it: a part's with the shot that it is about. `failed` are the parts that did."""
    if not session.folder.is_dir():
        return NoSuchSession(f"The folder of {session.id} was removed while its film was made.", hint="Nothing to do.")
    if isinstance(error, OSError):
        told = storage_error(error, error.filename or session.folder)
        return told or StorageError(f"{error.filename or session.folder}: {error.strerror or error}.")
    if not failed or isinstance(error, (Cancelled, CheckFailed)) or error.code != failed[0].code:
        return error
    more = len(failed) - 1
    others = f" {more} other part{'s' if more > 1 else ''} failed, too." if more else ""
    return type(error)(failed[0].message + others, hint=error.hint)


def log_failure(session: Session, job: JobState, error: StudioError | OSError, failed: Sequence[PartFailed]) -> None:
    """Writes where in the program it failed into the session's logs; what workers say of it is in their own log."""
    if isinstance(error, Cancelled):
        return
    parts = "".join(f"{part.stage} {part.item or ''}: {part.code}: {part.message}\n" for part in failed)
    with suppress(StudioError, OSError):  # the error itself is what counts
        session.write(f"logs/{job.job}.log", parts + "".join(traceback.format_exception(error)))
