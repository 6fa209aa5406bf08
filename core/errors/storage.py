"""What can go wrong with folders, the disk and the catalogue; `core.errors` has the whole tree."""

from __future__ import annotations

from core.errors.root import StudioError


class SessionError(StudioError):
    """Something about a session's folder."""

    code = "session"


class NoSuchSession(SessionError):
    """No session of that name."""

    code = "no-such-session"
    hint = "`python -m core list` shows the sessions there are."


class BrokenSession(SessionError):
    """A session's folder lacks what makes it one."""

    code = "broken-session"
    hint = "Its files are untouched; restore metadata/session.json from a copy or make a new session."


class SessionBusy(SessionError):
    """The session is being made by another process."""

    code = "session-busy"
    hint = "Wait until it is done, or cancel it where it was started."
    retry = True


class StorageError(StudioError):
    """Something about the disk or the catalogue."""

    code = "storage"


class DiskFull(StorageError):
    """No space is left."""

    code = "disk-full"
    hint = "Free some space and resume; every finished part is kept."


class ReadOnly(StorageError):
    """The folder cannot be written."""

    code = "read-only"
    hint = "Give the studio a folder that it may write, with --sessions."


class Corrupt(StorageError):
    """A file of the store is not what its name says."""

    code = "corrupt"
    hint = "Nothing to do: the part is made again."
    retry = True


class CatalogNewer(StorageError):
    """The catalogue was written by a newer Firstcut."""

    code = "catalog-newer"
    hint = "Start the newer version, or move catalog.duckdb aside and run `python -m core reindex`."


class CatalogInUse(StorageError):
    """Another process owns the catalogue."""

    code = "catalog-in-use"
    hint = "Use the studio that is running, or take another folder (--sessions; for the server FIRSTCUT_SESSIONS)."
