"""The store: content-addressed, atomic, shared by processes, and honest about what is damaged."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import engine_toys as toys
import pytest

import core
from core.engine import Record, Store, blobs_of, digest, digest_bytes
from core.engine.files import link_atomic, storage_error
from core.errors import BadStage, Corrupt, DiskFull, ReadOnly
from core.value import Blob, Value

PATHS = (
    f"import sys; sys.path[:0] = {[str(Path(__file__).resolve().parent), str(Path(core.__file__).resolve().parent.parent)]!r}\n"
)


class Nest(Value):
    one: Blob
    many: tuple[Blob, ...] = ()
    inner: tuple[toys.Sound, ...] = ()
    number: float = 0.0


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def saved(store: Store, text: str = "hello", key: str = "a" * 32) -> tuple[Record, toys.Sound]:
    with store.scratch() as scratch:
        sound = toys.Sound(file=scratch.put(text.encode(), ".wav"), length=len(text))
    return store.save(Record(stage="speak", key=key, made_of={"version": "1"}), sound), sound


def files(store: Store) -> list[Path]:
    return sorted(p for p in store.root.rglob("*") if p.is_file() and p.suffix != ".lock")


def test_what_is_saved_is_found_by_its_key(store: Store) -> None:
    record, sound = saved(store)
    assert Store(store.root).find(record.key, toys.Sound) == (record, sound)
    assert store.find("b" * 32, toys.Sound) is None
    assert store.load(toys.Sound, record.output) == sound


def test_a_scratch_folder_keeps_what_is_kept_and_loses_the_rest(store: Store, tmp_path: Path) -> None:
    foreign = tmp_path / "logo.png"
    foreign.write_bytes(b"logo")
    with store.scratch() as scratch:
        kept, lost = scratch.new(".wav"), scratch.new(".tmp")
        kept.write_bytes(b"sound")
        lost.write_bytes(b"noise")
        blob = scratch.keep(kept)
        assert not kept.exists()
        assert scratch.path(blob).read_bytes() == b"sound"
        assert scratch.keep(foreign).size == 4
    assert foreign.read_bytes() == b"logo"
    assert blob == Blob(digest=digest_bytes(b"sound"), suffix=".wav", size=5)
    assert not lost.exists()
    store.close()
    assert list((store.root / "tmp").iterdir()) == []


def test_scratch_names_repeat_from_run_to_run(store: Store) -> None:
    names = []
    for _ in range(2):
        with store.scratch() as scratch:
            names.append([scratch.new(".a").name, scratch.new(".b").name])
    assert names[0] == names[1]


def test_the_same_bytes_are_kept_once(store: Store) -> None:
    first = store.put_bytes(b"sound", ".wav")
    inode = store.path(first).stat().st_ino
    assert store.put_bytes(b"sound", ".wav") == first
    assert store.path(first).stat().st_ino == inode


def test_a_file_of_the_store_cannot_be_written_through(store: Store) -> None:
    assert store.path(store.put_bytes(b"sound", ".wav")).stat().st_mode & 0o222 == 0


def test_every_file_of_a_value_is_found(store: Store) -> None:
    a, b, c = (store.put_bytes(name.encode(), ".bin") for name in "abc")
    nest = Nest(one=a, many=(b, a), inner=(toys.Sound(file=c, length=1),))
    assert blobs_of(nest) == (a, b, c)
    assert store.load(Nest, store.put(nest)) == nest


def test_a_value_that_cannot_be_read_back_is_refused(store: Store) -> None:
    blob = store.put_bytes(b"a", ".bin")
    with pytest.raises(BadStage, match="cannot be read back"):
        store.put(Nest(one=blob, number=float("nan")))
    with pytest.raises(BadStage, match="was not kept"):
        store.put(Nest(one=Blob(digest="0" * 32, suffix=".bin", size=1)))


@pytest.mark.parametrize("damage", [b"", b"hell", b"hellO", b"hello and more"])
def test_a_damaged_blob_is_noticed_removed_and_can_be_made_again(store: Store, damage: bytes) -> None:
    record, sound = saved(store)
    path = store.path(sound.file)
    path.chmod(0o644)
    path.write_bytes(damage)
    for looked in (Store(store.root), store):
        with pytest.raises(Corrupt, match=r"was damaged|was missing"):
            looked.find(record.key, toys.Sound)
    assert not path.exists()
    assert saved(store) == (record, sound)
    assert store.find(record.key, toys.Sound) == (record, sound)


@pytest.mark.parametrize("kind", ["records", "values"])
@pytest.mark.parametrize("damage", ["", "{", '{"file": 3}'])
def test_a_damaged_record_or_value_is_noticed_and_removed(store: Store, kind: str, damage: str) -> None:
    record, _ = saved(store)
    (path,) = (store.root / kind).glob("*/*")
    path.write_text(damage)
    with pytest.raises(Corrupt, match="damaged"):
        store.find(record.key, toys.Sound)
    assert not path.exists()


def test_a_value_that_was_changed_by_hand_is_not_taken_for_what_its_name_says(store: Store) -> None:
    record, _ = saved(store)
    (path,) = (store.root / "values").glob("*/*")
    path.write_text(path.read_text().replace('"length":5', '"length":6'))
    os.utime(path, (later := time.time() + 1, later))  # a clock may stand still between two writes
    with pytest.raises(Corrupt):
        store.load(toys.Sound, record.output)


def test_a_second_look_reads_no_bytes(store: Store) -> None:
    record, sound = saved(store)
    path = store.path(sound.file)
    before = path.stat()
    path.chmod(0o644)
    path.write_bytes(b"other")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # which only somebody who reads it can see
    assert store.find(record.key, toys.Sound) == (record, sound)
    with pytest.raises(Corrupt, match="damaged"):
        Store(store.root).find(record.key, toys.Sound)


def test_a_link_is_the_same_file_and_replaces_what_was_there(store: Store, tmp_path: Path) -> None:
    first, second = store.put_bytes(b"1", ".wav"), store.put_bytes(b"2", ".wav")
    to = tmp_path / "session" / "audio" / "shot.wav"
    for blob in (first, second, second, first):
        store.link(blob, to)
        assert to.samefile(store.path(blob))
    assert [p.name for p in to.parent.iterdir()] == ["shot.wav"]
    with pytest.raises(Corrupt, match="missing"):
        store.link(Blob(digest="0" * 32, suffix=".wav", size=1), to)
    assert to.read_bytes() == b"1"


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs a second file system")
def test_where_links_are_impossible_the_file_is_copied(tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"a")
    to = Path("/dev/shm") / f"firstcut-{os.getpid()}" / "b"
    try:
        for _ in range(2):
            link_atomic(source, to, tmp_path / "temporary")
            assert [p.read_bytes() for p in to.parent.iterdir()] == [b"a"]
    finally:
        to.unlink()
        to.parent.rmdir()
    assert not (tmp_path / "temporary").exists()


def test_a_sweep_removes_what_nothing_live_leads_to(store: Store) -> None:
    kept, sound = saved(store, "kept", "a" * 32)
    _, gone = saved(store, "gone", "b" * 32)
    loose = store.put_bytes(b"loose", ".png")
    lone = store.put_bytes(b"lone", ".png")
    assert store.sweep([kept.output, lone.digest]).files == 0  # all is young
    swept = store.sweep([kept.output, lone.digest], grace=-1)
    assert swept.files == 4
    assert swept.bytes > 0
    assert store.sound(sound.file)
    assert store.sound(lone)
    assert not store.path(gone.file).exists()
    assert not store.path(loose).exists()
    assert store.find(kept.key, toys.Sound) is not None


def test_a_sweep_leaves_alone_what_a_run_has_just_used(store: Store) -> None:
    record, sound = saved(store)
    old = time.time() - 10_000
    for path in files(store):
        os.utime(path, (old, old))
    assert Store(store.root).find(record.key, toys.Sound) is not None
    assert store.sweep([]).files == 0
    assert store.sound(sound.file)


def test_a_writer_that_is_killed_leaves_nothing_half_written(store: Store) -> None:
    program = PATHS + (
        "from pathlib import Path; import test_store as t\n"
        f"store = t.Store(Path({str(store.root)!r}))\n"
        "n = 0\nwhile True:\n    n += 1\n"
        "    t.saved(store, str(n) * 30000, f'{n:032x}')\n    n == 3 and print('go', flush=True)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    with child:
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(0.15)
        child.send_signal(signal.SIGKILL)
    keys = [path.stem for path in (store.root / "records").glob("*/*")]
    assert len(keys) >= 3
    assert all(store.find(key, toys.Sound) is not None for key in keys)
    for path in (store.root / "blobs").glob("*/*"):
        assert digest_bytes(path.read_bytes()) == path.stem
    for path in (store.root / "values").glob("*/*"):
        assert digest(toys.Sound.model_validate_json(path.read_bytes())) == path.stem
    assert store.tidy() == 1


def test_tidying_leaves_the_folders_of_the_living_alone(store: Store) -> None:
    other = Store(store.root)
    with other.scratch() as scratch:
        scratch.new(".wav").write_bytes(b"going on")
        assert store.tidy() == 0
        assert scratch.new(".wav").parent.exists()


def test_several_processes_write_one_store_at_once(store: Store) -> None:
    program = PATHS + (
        "from pathlib import Path; import test_store as t\n"
        f"store = t.Store(Path({str(store.root)!r}))\n"
        "for n in range(60): t.saved(store, str(n % 20) * 5000, f'{n % 20:032x}'); store.tidy()\n"
    )
    children = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(3)]
    assert [child.wait(120) for child in children] == [0, 0, 0]
    assert all(store.find(f"{n:032x}", toys.Sound) is not None for n in range(20))
    assert len(files(store)) == 60
    store.tidy()
    assert list((store.root / "tmp").iterdir()) == []


def test_a_full_disk_is_told_and_leaves_nothing_behind(store: Store) -> None:
    store.put_bytes(b"small", ".bin")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    program = PATHS + (
        "import resource; from pathlib import Path; import test_store as t\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        f"store = t.Store(Path({str(store.root)!r}))\n"
        "try: t.saved(store, 'x' * 100_000)\nexcept t.DiskFull as error: print(error.message)\n"
        "store.close()\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.startswith("There is no space left for")
    assert (soft, hard) == resource.getrlimit(resource.RLIMIT_FSIZE)
    assert len(files(store)) == 1


def test_what_the_system_says_of_a_disk_is_ours() -> None:
    assert isinstance(storage_error(OSError(28, "no space"), "x"), DiskFull)
    assert isinstance(storage_error(OSError(122, "quota"), "x"), DiskFull)
    assert isinstance(storage_error(OSError(30, "read-only"), "x"), ReadOnly)
    assert isinstance(storage_error(PermissionError(13, "denied"), "x"), ReadOnly)
    assert storage_error(FileNotFoundError(2, "gone"), "x") is None


@pytest.mark.skipif(not Path("/proc/sys").is_dir(), reason="needs a folder that nobody can write")
def test_a_folder_that_cannot_be_written_is_told() -> None:
    with pytest.raises((ReadOnly, FileNotFoundError)):
        Store(Path("/proc/sys/firstcut")).put_bytes(b"a", ".bin")
