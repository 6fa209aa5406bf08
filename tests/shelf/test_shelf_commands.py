"""The commands for sessions in lists, as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.__main__ import main
from core.film import Order
from core.session import Session
from core.settings import Settings
from core.studio import Studio


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "s"


@pytest.fixture
def name(root: Path) -> str:
    with Studio(Settings(sessions=root)) as studio:
        return studio.create(Order(source="Search now takes 120 ms instead of 410 ms.", title="Search")).id


def told(capsys: pytest.CaptureFixture[str], root: Path, *words: str, code: int = 0) -> str:
    assert main([*words, "--sessions", str(root)]) == code
    out = capsys.readouterr()
    return out.out if code == 0 else out.err


def test_a_session_is_named_tagged_filed_and_found(capsys: pytest.CaptureFixture[str], root: Path, name: str) -> None:
    told(capsys, root, "rename", name, "Faster search")
    told(capsys, root, "tag", name, "release", "q4")
    told(capsys, root, "move", name, "Harbor")
    line = told(capsys, root, "list", "--tag", "q4", "--project", "Harbor", "--search", "fas")
    assert line.split() == [name, "new", "-", "Faster", "search", "[Harbor]", "#release", "#q4"]
    assert told(capsys, root, "list", "--tag", "q") == "No session fits.\n"
    told(capsys, root, "tag", name)
    told(capsys, root, "move", name, "")
    assert told(capsys, root, "list").split()[-1] == "search"


def test_a_session_is_put_away_and_brought_back(capsys: pytest.CaptureFixture[str], root: Path, name: str) -> None:
    told(capsys, root, "archive", name)
    assert "No session fits" not in told(capsys, root, "list", "--archived")
    told(capsys, root, "archive", name, "--undo")
    assert f"core restore {name}" in told(capsys, root, "delete", name)
    assert name in told(capsys, root, "list", "--trash")
    assert "in the trash" in told(capsys, root, "rename", name, "New", code=2)
    told(capsys, root, "restore", name)
    assert told(capsys, root, "list", "--trash") == "The trash is empty.\n"
    assert name in told(capsys, root, "list")
    told(capsys, root, "delete", str(root / name))
    assert told(capsys, root, "empty-trash") == "1 session removed for good.\n"
    assert "No sessions" in told(capsys, root, "list")
    assert "no session" in told(capsys, root, "restore", name, code=2).lower()


def test_a_session_goes_out_and_comes_in_elsewhere(
    capsys: pytest.CaptureFixture[str], root: Path, name: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    file = told(capsys, root, "export", name, "--out", str(out)).strip()
    assert file == str(out / "Search.zip")
    other = tmp_path / "other"
    assert told(capsys, other, "import", file).strip() == name
    assert Session.open(other, name).card.title == "Search"
    assert told(capsys, other, "import", file).strip() != name
    (out / "x.zip").write_bytes(b"no zip")
    assert "(bad-archive)" in told(capsys, other, "import", str(out / "x.zip"), code=2)
    assert "There is no file" in told(capsys, other, "import", str(out / "nothing.zip"), code=2)
