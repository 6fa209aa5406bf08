"""A session as one zip: out of one studio, into another, and what is refused on the way in."""

from __future__ import annotations

import io
import json
import os
import stat
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.engine import Planned
from core.errors import BadArchive
from core.film import Order, Quality
from core.session import Session, session_names
from core.settings import Settings
from core.shelf.sweeping import Sweeper, sweep, trim
from core.studio import Studio

TEXT = "Search now takes 120 ms instead of 410 ms."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(Settings(sessions=tmp_path_factory.mktemp("home")), inline=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def filmed(home: Studio) -> Session:
    session = home.create(Order(source=TEXT, title='A/B: "Search" 🚀', quality=Quality.DRAFT, avatar="none"))
    home.make(session)
    return session


@pytest.fixture(scope="module")
def zipped(home: Studio, filmed: Session) -> bytes:
    return b"".join(home.shelf.export(filmed.id).pieces)


@pytest.fixture
def away(tmp_path: Path) -> Iterator[Studio]:
    with Studio(Settings(sessions=tmp_path / "away"), inline=True) as opened:
        yield opened


def stale(studio: Studio, session: Session) -> tuple[Planned, ...]:
    return studio.plan(session).plan.stale


def film(session: Session) -> bytes:
    return (session.folder / session.cuts()[-1].output).read_bytes()


def test_a_film_travels_whole_and_nothing_of_it_is_made_again(home: Studio, away: Studio, filmed: Session, zipped: bytes) -> None:
    name = away.shelf.take_in(io.BytesIO(zipped))
    there = away.open(name)
    assert name == filmed.id
    assert film(there) == film(filmed)
    assert {p.relative_to(there.folder) for p in there.folder.rglob("*") if p.is_file()} == {
        p.relative_to(filmed.folder) for p in filmed.folder.rglob("*") if p.is_file() and p.name != "run.lock"
    }
    assert not stale(away, there)
    made = away.make(there)
    assert (made.made, film(there)) == (0, film(filmed))
    assert len(there.cuts()) == 1


def test_media_are_not_sent_twice_and_the_zip_is_one_folder(filmed: Session, zipped: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        assert archive.testzip() is None
        assert {name.split("/")[0] for name in archive.namelist()} == {filmed.id}
        films = [entry for entry in archive.infolist() if entry.filename.endswith(".mp4") and "/final_output/" in entry.filename]
        assert [entry.compress_type for entry in films] == [zipfile.ZIP_STORED]
        sizes = [entry.file_size for entry in archive.infolist() if entry.filename.endswith((".mp4", ".wav"))]
    assert sizes.count(films[0].file_size) == 1
    assert len(zipped) < 1.2 * sum(p.stat().st_size for p in filmed.folder.rglob("*") if p.is_file()) + sum(sizes)


def test_what_a_zip_will_weigh_is_known_before_it_is_sent(home: Studio, filmed: Session, zipped: bytes) -> None:
    text = sum(path.stat().st_size for path in filmed.folder.rglob("*") if path.suffix in (".json", ".jsonl", ".md", ".txt"))
    assert home.shelf.weight(filmed.id) - text < len(zipped) < 1.02 * home.shelf.weight(filmed.id)


def test_the_file_is_called_as_the_film_wherever_it_is_saved(home: Studio, filmed: Session) -> None:
    assert home.shelf.export(filmed.id).file_name == "A B Search 🚀.zip"


def test_a_session_that_is_there_already_gets_a_name_of_its_own(home: Studio, filmed: Session, zipped: bytes) -> None:
    before = film(filmed)
    name = home.shelf.take_in(io.BytesIO(zipped))
    assert name != filmed.id
    assert Session.open(home.root, name).card.id == name
    assert film(home.open(name)) == before
    assert not stale(home, home.open(name))
    home.shelf.delete(name)
    home.shelf.empty_trash()


def test_a_duplicate_of_a_film_makes_nothing_again_and_gives_the_same_bytes(home: Studio, filmed: Session) -> None:
    copy = home.open(home.shelf.duplicate(filmed.id))
    assert copy.cuts() == ()
    assert copy.job() is None
    assert not stale(home, copy)
    made = home.make(copy)
    assert (made.made, film(copy)) == (0, film(filmed))
    home.shelf.delete(copy.id)
    home.shelf.empty_trash()
    assert film(filmed), "the files of the first one are its own"
    assert not stale(home, filmed)


def test_a_folder_that_somebody_zipped_by_hand_is_taken_and_made_again(away: Studio, filmed: Session) -> None:
    name = away.shelf.take_in(rezipped({p.relative_to(filmed.folder.parent).as_posix(): p.read_bytes() for p in files(filmed)}))
    assert film(away.open(name)) == film(filmed)
    assert stale(away, away.open(name))


def files(session: Session) -> list[Path]:
    return [path for path in sorted(session.folder.rglob("*")) if path.is_file()]


def members(zipped: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rezipped(content: dict[str, bytes], change: Callable[[zipfile.ZipFile], None] = lambda _: None) -> io.BytesIO:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, raw in content.items():
            archive.writestr(name, raw)
        change(archive)
    return io.BytesIO(buffer.getvalue())


def refused(away: Studio, source: io.BytesIO) -> BadArchive:
    with pytest.raises(BadArchive) as told:
        away.shelf.take_in(source)
    assert told.value.hint
    assert session_names(away.root) == ()
    tmp = away.root / ".store" / "tmp"
    assert not tmp.exists() or not [path for path in tmp.rglob("*") if path.is_file() and path.suffix != ".lock"], "tidied up"
    return told.value


@pytest.mark.parametrize(
    "name",
    ["../evil.md", "/etc/evil.md", "C:/evil.md",
     "{id}/../../evil.md", "{id}/scripts/../../../evil.md", "{id}/scripts\\..\\evil.md",
     "{id}/scripts/a\x01b.md", "other/evil.md", "evil.md", "session_20260101_000000_aaaa/scripts/x.md"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(away: Studio, filmed: Session, zipped: bytes, name: str, tmp_path: Path) -> None:
    refused(away, rezipped({**members(zipped), name.format(id=filmed.id): b"evil"}))
    assert not list(tmp_path.rglob("evil*"))


def test_a_link_is_refused(away: Studio, filmed: Session, zipped: bytes) -> None:
    def linked(archive: zipfile.ZipFile) -> None:
        entry = zipfile.ZipInfo(f"{filmed.id}/scripts/link.md")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")

    assert "link" in refused(away, rezipped(members(zipped), linked)).message


def test_a_bomb_is_refused_by_what_it_says_and_by_what_it_is(away: Studio, filmed: Session, zipped: bytes) -> None:
    def bomb(archive: zipfile.ZipFile) -> None:
        with archive.open(zipfile.ZipInfo(f"{filmed.id}/scripts/zeros.md"), "w") as target:
            for _ in range(65):
                target.write(bytes(1 << 20))

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members(zipped).items():
            archive.writestr(name, raw)
        archive.writestr(f"{filmed.id}/scripts/zeros.md", bytes(65 << 20))
    assert len(buffer.getvalue()) < len(zipped) + (1 << 20)
    assert "more than a session" in refused(away, buffer).message
    raw = buffer.getvalue()
    lying = raw.replace((65 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != raw
    refused(away, io.BytesIO(lying))


def test_what_is_no_session_is_told_so(away: Studio, zipped: bytes, filmed: Session) -> None:
    card = f"{filmed.id}/metadata/session.json"
    content = members(zipped)
    refused(away, io.BytesIO(b"no zip at all"))
    refused(away, io.BytesIO(b""))
    refused(away, io.BytesIO(zipped[: len(zipped) // 2]))
    refused(away, rezipped({}))
    refused(away, rezipped({"report.docx": b"x", "word/document.xml": b"<x/>"}))
    refused(away, rezipped({name: raw for name, raw in content.items() if name != card}))
    for wrong in (b"", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, content[card].replace(b'"created": "2', b'"created": "x')):
        refused(away, rezipped({**content, card: wrong}))


def test_a_newer_one_says_what_to_do(away: Studio, zipped: bytes, filmed: Session) -> None:
    for name in (f"{filmed.id}/metadata/session.json", f"{filmed.id}/.store/manifest.json"):
        content = members(zipped)
        newer = json.dumps({**json.loads(content[name]), "version": 2}).encode()
        told = refused(away, rezipped({**content, name: newer}))
        assert "newer" in told.message
        assert "newer version" in told.hint


def test_a_changed_film_and_a_changed_file_of_the_store_are_found_out(away: Studio, zipped: bytes, filmed: Session) -> None:
    content = members(zipped)
    mp4 = next(name for name in content if name.endswith(".mp4") and "/final_output/" in name)
    refused(away, rezipped({**content, mp4: content[mp4][:-1] + b"x"}))
    record = next(name for name in content if "/.store/records/" in name)
    refused(away, rezipped({**content, record: content[record].replace(b'"key":"', b'"key":"0')}))


def test_a_damaged_value_costs_one_part_and_no_more(away: Studio, zipped: bytes) -> None:
    content = members(zipped)
    values = [name for name in content if "/.store/values/" in name]
    damaged = {name: content[name] + b" " if name != values[0] else b'{"lie": 1}' for name in values}
    name = away.shelf.take_in(rezipped({**content, **damaged}))
    assert stale(away, away.open(name))
    assert film(away.open(name))


def test_what_other_programs_leave_in_zips_is_left_out_and_no_run_goes_on(away: Studio, zipped: bytes, filmed: Session) -> None:
    content = members(zipped)
    job = f"{filmed.id}/metadata/job.json"
    running = json.dumps({**json.loads(content[job]), "state": "running"}).encode()
    card = next(name for name in content if name.endswith("cut_001.json"))
    second = {**json.loads(content[card]), "number": 2, "output": "../../../etc/passwd"}
    more = {f"{filmed.id}/.DS_Store": b"x", f"__MACOSX/{filmed.id}/._x": b"x", f"{filmed.id}/metadata/run.lock": b"1",
            f"{filmed.id}/other/x.sh": b"x", job: running}  # fmt: skip
    more[card.replace("cut_001", "cut_002")] = json.dumps(second).encode()
    there = away.open(away.shelf.take_in(rezipped({**content, **more})))
    state = there.job()
    assert state is not None
    assert state.state == "cancelled"
    assert not {".DS_Store", "other", ".store"} & {path.name for path in there.folder.iterdir()}
    assert [cut.number for cut in there.cuts()] == [1]


def test_a_password_is_told(away: Studio, zipped: bytes) -> None:
    raw = bytearray(rezipped(members(zipped)).getvalue())
    at = raw.find(b"PK\x01\x02")
    raw[at + 8] |= 1
    assert "password" in refused(away, io.BytesIO(bytes(raw))).message


def test_what_nobody_needs_is_swept_and_what_somebody_needs_is_kept(home: Studio, filmed: Session, zipped: bytes) -> None:
    lone = home.store.put_bytes(b"nobody needs this", ".txt")
    copy = home.shelf.duplicate(filmed.id)
    assert sweep(home.root, home.store, grace=3600.0).files == 0, "all is young"
    swept = sweep(home.root, home.store, grace=-1.0)
    assert not home.store.path(lone).exists()
    assert swept.bytes >= lone.size
    for name in (filmed.id, copy):
        assert not stale(home, home.open(name))
    home.shelf.delete(copy)
    sweep(home.root, home.store, grace=-1.0)
    home.shelf.restore(copy)
    assert not stale(home, home.open(copy)), "what lies in the trash keeps what it needs"
    home.shelf.delete(copy)
    home.shelf.empty_trash()


def test_nothing_is_swept_while_a_film_is_made(home: Studio) -> None:
    lone = home.store.put_bytes(b"nobody needs this", ".txt")
    aged = home.store.path(lone)
    os.utime(aged, (1, 1))
    Sweeper(home.root, home.store, lambda: False, aside=False)()
    assert aged.exists()
    Sweeper(home.root, home.store, lambda: True, aside=False)()
    assert not aged.exists()


def test_a_long_log_keeps_its_newer_half_from_the_beginning_of_a_line(tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    assert not trim(log)
    log.write_text("".join(f"line {number}\n" for number in range(1000)))
    assert not trim(log, 1 << 20)
    assert trim(log, 4000)
    lines = log.read_text().splitlines()
    assert lines[-1] == "line 999"
    assert lines == [f"line {number}" for number in range(1000 - len(lines), 1000)]
    assert log.stat().st_size <= 2000


def test_a_zip_is_sent_piece_by_piece(home: Studio, filmed: Session, tmp_path: Path) -> None:
    large = filmed.folder / "audio" / "large.wav"
    with large.open("wb") as file:
        file.truncate(96 << 20)
    tracemalloc.start()
    try:
        size = sum(len(piece) for piece in home.shelf.export(filmed.id).pieces)
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()
        large.unlink()
    assert size > 96 << 20
