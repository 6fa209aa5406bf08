"""Models of a hub on loopback: found by task, words and order, used by a service, fetched once, offline afterwards, removed."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))
from huggingface_server import COMMIT, FILES, LARGE, running
from loopback import KEY, Service

from core.errors import BadSetting, KeptLocal, UnknownChoice
from core.services.entries import Entry, Fill, KeyReference
from core.services.models import Fetching, Models
from core.services.roster import Services


@pytest.fixture
def service() -> Iterator[Service]:
    with running() as there:
        yield there
        assert there.problems == []


def models(service: Service, tmp_path: Path) -> Models:
    services = Services(tmp_path / "sessions", tmp_path / "secrets")
    fill = Fill(port="Painter", model="tests/image", options=(("provider", "auto"), ("steps", "4")))
    key = KeyReference(source="studio")
    services.put(Entry(id="hub", house="huggingface", base_url=service.url, key=key, fills=(fill,)), new=True)
    services.keys.enter("hub", f"hf_{KEY}")
    return Models(services)


def until(holds: Callable[[], object]) -> None:
    ends = time.monotonic() + 90
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_models_are_searched_by_task_and_words_and_the_same_search_asks_nobody(service: Service, tmp_path: Path) -> None:
    there = models(service, tmp_path)
    [found] = there.search("huggingface", "Painter", " image ")
    assert (found.model, found.licence, found.size, found.about) == ("tests/image", "mit", 1000, "fal-ai")
    assert found.page.endswith("/tests/image")
    asked = service.requests[-1]
    assert there.search("huggingface", "Painter", "image") == (found,)
    assert service.requests[-1] is asked
    assert there.search("huggingface", "Painter", "nothing of that name") == ()


@pytest.mark.parametrize(("sort", "served"), [("downloads", True), ("likes", False)])
def test_the_order_and_who_serves_it_are_asked_of_the_hub(
    sort: str, served: bool, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = models(service, tmp_path)
    there.search("huggingface", "Painter", "", sort, served)  # type: ignore[arg-type]
    [body] = [body for name, body in service.requests if name.endswith("api/models")]
    assert body["sort"] == sort
    assert (body.get("inference_provider") == "all") == served
    assert body["pipeline_tag"] == "text-to-image"


def test_a_model_is_used_by_the_service_that_is_there_or_by_a_new_one(service: Service, tmp_path: Path) -> None:
    there = models(service, tmp_path)
    assert there.use("huggingface", "Painter", "tests/other") == "hub"
    assert there.use("huggingface", "Filmer", "tests/clip") == "hub"
    fills = there.services.entry("hub").fills
    assert [(fill.port, fill.model) for fill in fills] == [("Painter", "tests/other"), ("Filmer", "tests/clip")]
    assert dict(fills[0].options)["steps"] == "4", "how the task was set up stays"
    there.services.remove("hub")
    assert there.use("huggingface", "Writer", "tests/chat") == "huggingface"
    assert there.services.entry("huggingface").fills == (Fill(port="Writer", model="tests/chat"),)


def test_a_model_is_fetched_with_its_revision_stays_without_a_network_and_is_removed(service: Service, tmp_path: Path) -> None:
    there = models(service, tmp_path)
    there.fetch("huggingface", "tests/files")
    until(lambda: there.here() or any(one.state == "failed" for one in there.fetching()))
    assert there.fetching() == ()
    [model] = Models(there.services).here()
    assert model.files.commit == COMMIT
    assert {path.name for path in Path(model.files.folder).rglob("*") if path.is_file()} == set(FILES)
    assert model.size == sum(map(len, FILES.values()))
    there.remove("tests/files")
    assert there.here() == ()
    assert not Path(model.files.folder).exists()
    with pytest.raises(UnknownChoice):
        there.remove("tests/files")


def test_a_fetch_that_failed_says_why_and_may_be_tried_again_or_dismissed(service: Service, tmp_path: Path) -> None:
    there = models(service, tmp_path)
    there.fetch("huggingface", "tests/gone")
    until(lambda: all(one.state != "running" for one in there.fetching()))
    [failed] = there.fetching()
    assert isinstance(failed, Fetching)
    assert failed.state == "failed"
    assert failed.text
    assert failed.hint
    there.dismiss("tests/gone")
    assert there.fetching() == ()
    for name in ("no-owner", "a/b/c", "../etc/passwd", ""):
        with pytest.raises(BadSetting):
            there.fetch("huggingface", name)


def test_a_fetch_is_stopped_in_the_middle_keeps_what_came_whole_and_goes_on_from_there(service: Service, tmp_path: Path) -> None:
    there = models(service, tmp_path)
    service.jobs["slow"] = {"pieces": threading.Event()}  # the large file comes in two halves, the second when it is let go
    there.fetch("huggingface", "tests/files")
    half = len(LARGE) // 2
    until(lambda: there.fetching() and there.fetching()[0].came >= half - (1 << 20))
    voice = len(FILES["voice.onnx"])
    until(lambda: any(path.stat().st_size == voice for path in there.folder.rglob("blobs/*") if path.suffix != ".incomplete"))
    there.stop("tests/files")
    assert there.fetching()[0].state == "stopping"
    service.jobs["slow"]["pieces"].set()
    until(lambda: there.fetching()[0].state == "stopped")
    assert there.here() == ()
    [after] = Models(there.services).fetching()  # as another start of the studio sees it
    assert (after.state, after.repository, after.house) == ("stopped", "tests/files", "huggingface")
    assert after.came >= voice, "what came whole is there"
    assert not list(there.folder.rglob("*.incomplete"))
    service.requests.clear()
    there.fetch("huggingface", "tests/files")
    until(lambda: there.here() or any(one.state == "failed" for one in there.fetching()))
    assert there.fetching() == ()
    [model] = there.here()
    folder = Path(model.files.folder)
    assert (folder / "weights.bin").read_bytes() == LARGE
    again = [name.rsplit("/", 1)[-1] for name, _ in service.requests if name.startswith("GET") and "/resolve/" in name]
    assert again == ["weights.bin"], "what came whole is not asked for again"
    assert not list(there.folder.rglob("*.incomplete"))
    assert not list(there.folder.glob("*.begun"))


def test_a_fetch_that_was_stopped_and_dismissed_leaves_nothing(service: Service, tmp_path: Path) -> None:
    there = models(service, tmp_path)
    service.jobs["slow"] = {"pieces": threading.Event()}
    there.fetch("huggingface", "tests/files")
    until(lambda: there.fetching() and there.fetching()[0].came)
    there.dismiss("tests/files")
    assert there.fetching()[0].state == "running", "what is under way is stopped first"
    there.stop("tests/files")
    service.jobs["slow"]["pieces"].set()
    until(lambda: there.fetching()[0].state == "stopped")
    there.dismiss("tests/files")
    assert there.fetching() == ()
    assert [path for path in there.folder.rglob("*") if path.is_file()] == []


def test_local_only_holds_for_searches(tmp_path: Path) -> None:
    services = Services(tmp_path / "sessions", tmp_path / "secrets")
    services.keep_local(True)
    try:
        with pytest.raises(KeptLocal):
            Models(services).search("huggingface", "Painter")
    finally:
        services.keep_local(False)
