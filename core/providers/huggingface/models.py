"""Models at the hub: found by task and words, and fetched for use on this machine, once and for good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.engine.files import writing
from core.errors import NoConnection, NotAccepted, StorageError, UnknownModel
from core.policy import Timeouts
from core.providers.connection import Connection
from core.providers.house import Files, Found, Sorting
from core.providers.huggingface.client import HUB, calling, endpoint_of, installed
from core.providers.huggingface.errors import of_status
from core.providers.statuses import lost

TASKS = {
    "Writer": "text-generation",
    "Translator": "text-generation",
    "Speaker": "text-to-speech",
    "Aligner": "automatic-speech-recognition",
    "Painter": "text-to-image",
    "Restyler": "image-to-image",
    "Filmer": "text-to-video",
}
"""Port -> the hub's name for what its models do."""
_DETAILS = ["pipeline_tag", "downloads", "likes", "gated", "inferenceProviderMapping", "cardData", "usedStorage"]


def search(
    connection: Connection, text: str, most: int = 30, sort: Sorting = "downloads", served: bool = True
) -> tuple[Found, ...]:
    """Models that fill the connection's port and match `text`, the most used or most liked first; with `served` only those that
    somebody can be asked for."""
    task = TASKS.get(connection.port)
    if task is None:
        raise NotAccepted(f"{connection.entry.house} has no models for {connection.port}.", unsent=True)

    def ask() -> tuple[Found, ...]:
        from huggingface_hub import HfApi

        with calling(connection):
            hub = HfApi(endpoint=HUB, token=False)
            by = "all" if served and not endpoint_of(connection) else None
            rows = hub.list_models(
                pipeline_tag=task,
                inference_provider=by,  # type: ignore[arg-type]
                search=text.strip() or None,
                sort=sort,
                limit=most,
                expand=_DETAILS,  # type: ignore[arg-type]
            )
            return tuple(_found(row) for row in rows)

    return connection.guard.call(ask)


def served_by(connection: Connection, model: str) -> tuple[str, ...]:
    """Who serves a model now, by name. One call; raises our errors."""
    from huggingface_hub import HfApi

    with calling(connection, model):
        row = HfApi(endpoint=HUB, token=False).model_info(model, expand=["inferenceProviderMapping"])
        return tuple(one.provider for one in row.inference_provider_mapping or () if one.status == "live")


def fetched(connection: Connection, repository: str, folder: Path, tell: Callable[[int, int], None]) -> Files:
    """The newest files of a model, from the hub or the entry's gateway to it. Raises as `fetch`."""
    hub = connection.entry.base_url if connection.option("provider") else ""
    return fetch(repository, folder, key=connection.key(), hub=hub or HUB, progress=tell)


def fetch(
    repository: str,
    folder: Path,
    *,
    revision: str = "main",
    files: tuple[str, ...] = (),
    key: str = "",
    hub: str = HUB,
    progress: Callable[[int, int], None] | None = None,
) -> Files:
    """Puts a model's files (all, or those that match `files`) under `folder`, and says which commit `revision` is.

    With a commit as `revision` whose files are there, nothing leaves the machine. `progress` hears bytes done and bytes in all;
    what it raises ends the fetch: files that came whole are there for the next one, and no half ones.
    Raises `UnknownModel`, `KeyRefused`, `NoConnection`, `TooSlow`, `DiskFull`.
    """
    installed()
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    wanted: dict[str, Any] = {"repo_id": repository, "cache_dir": folder, "allow_patterns": list(files) or None}
    if _is_commit(revision):
        try:
            there = snapshot_download(revision=revision, local_files_only=True, **wanted)
            return Files(repository=repository, commit=revision, folder=there)
        except LocalEntryNotFoundError:
            pass
    with _Fetching(repository), writing(folder):
        found = HfApi(endpoint=hub, token=key or False).model_info(repository, revision=revision, timeout=Timeouts().read_s)
        commit = str(found.sha)
        there = snapshot_download(
            revision=commit, endpoint=hub, token=key or False, tqdm_class=_telling(progress), max_workers=2, **wanted
        )
    return Files(repository=repository, commit=commit, folder=there)


class _Fetching:
    """What goes wrong inside, while files are fetched, is one of our errors."""

    def __init__(self, repository: str) -> None:
        self.repository = repository

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        import httpx2
        from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

        if isinstance(error, HfHubHTTPError):
            status = error.response.status_code
            raise of_status("Hugging Face", status, dict(error.response.headers), error.server_message or str(error)) from None
        if isinstance(error, LocalEntryNotFoundError):
            cause = error.__cause__
            if isinstance(cause, StorageError):
                raise cause from None
            raise NoConnection(f"The files of {self.repository} cannot be fetched now.", detail=str(cause or error)) from None
        if isinstance(error, httpx2.TimeoutException | httpx2.TransportError):
            raise lost("Hugging Face", error) from None
        if isinstance(error, HFValidationError):
            raise UnknownModel(f"“{self.repository}” is no name of a model.", detail=str(error), unsent=True) from None


def _telling(progress: Callable[[int, int], None] | None) -> Any:
    """The library's bar of progress, which tells instead of drawing."""
    from tqdm.auto import tqdm  # type: ignore[import-untyped]

    class Telling(tqdm):  # type: ignore[misc]
        def __init__(self, *args: Any, **named: Any) -> None:
            self.counts_bytes = named.get("unit") == "B" and named.get("desc") != "Downloading bytes"  # without what came before
            named["disable"] = False
            super().__init__(*args, **{**named, "file": _Nowhere(), "mininterval": 0.5})

        def display(self, *args: Any, **named: Any) -> bool:
            return True

        def update(self, n: float | None = 1) -> bool | None:
            given: bool | None = super().update(n)
            if progress and self.counts_bytes:
                progress(int(self.n), int(self.total or 0))
            return given

    return Telling


class _Nowhere:
    """A stream that takes nothing."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        return None


def _found(row: Any) -> Found:
    card = row.card_data or {}
    providers = [mapping.provider for mapping in row.inference_provider_mapping or () if mapping.status == "live"]
    return Found(
        model=row.id,
        about=", ".join(providers),
        licence=str(card.get("license") or ""),
        downloads=int(row.downloads or 0),
        likes=int(row.likes or 0),
        size=int(getattr(row, "used_storage", None) or 0),
        gated=bool(row.gated),
        page=f"{HUB}/{row.id}",
    )


def _is_commit(revision: str) -> bool:
    return len(revision) == 40 and all(sign in "0123456789abcdef" for sign in revision)
