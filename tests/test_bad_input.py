"""Whatever people hand in: a clear sentence and what to do, an exit code, and nothing lost or half-written."""

from __future__ import annotations

import ctypes
import io
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from core.errors import BadInput, BriefTooLong, EmptyBrief, NotText, StudioError, UnknownChoice
from core.film import Order
from core.making.importing import decoded
from core.session import session_names
from core.settings import Settings
from core.studio import Studio


@pytest.fixture
def studio(tmp_path: Path):
    with Studio(Settings(sessions=tmp_path / "sessions"), inline=True) as opened:
        yield opened


def command(*arguments: str, cwd: Path | None = None, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "core", *arguments], capture_output=True, text=True, timeout=250, cwd=cwd, **more
    )


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("", EmptyBrief),
        (" \n\t ", EmptyBrief),
        ("\u200b\u200d\ufeff", EmptyBrief),
        ("a\x00b", NotText),
        ("word " * 500_000, BriefTooLong),
    ],
    ids=["empty", "blank", "zero-width", "binary", "endless"],
)
def test_what_no_film_can_be_made_of_is_refused_before_a_session_exists(
    studio: Studio, source: str, kind: type[BadInput]
) -> None:
    with pytest.raises(kind) as error:
        studio.create(Order(source=source))
    assert error.value.message
    assert error.value.hint
    assert session_names(studio.root) == ()


@pytest.mark.parametrize(
    "source",
    [
        "Deploys",
        "word and another word. " * 20_000,
        "🎉🚀✨ 👩‍👩‍👧‍👦 " * 20,
        "a" * 300 + " is a very long word in this sentence.",
        "العربية تُكتب من اليمين إلى اليسار. هذا نص قصير للاختبار.",
        ">" * 5000 + " deep",
        "- " * 3000 + "deep",
        "[" * 20_000,
        "*" * 20_000,
        "`" * 9_999,
        "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 3000,
        "# " + "Very long heading " * 100,
        "<script>alert(1)</script> $x^2$ =1+1 {{7*7}}",
        "\u202eright to left override\u202c and back",
    ],
    ids=[
        "one-word",
        "long",
        "emoji",
        "300-letter-word",
        "arabic",
        "quote-bomb",
        "list-bomb",
        "brackets",
        "stars",
        "ticks",
        "table",
        "heading",
        "markup",
        "bidi",
    ],
)
def test_strange_texts_become_a_script_or_a_sentence_never_a_traceback(studio: Studio, source: str) -> None:
    refused: StudioError | None = None
    try:
        outline = studio.outline(Order(source=source))
    except StudioError as error:
        refused = error
    if refused is not None:
        assert refused.message
        assert refused.hint
        return
    assert outline.script.lines
    assert all(line.narration.strip() for line in outline.script.lines)
    assert outline.duration_ms < 200_000


@pytest.mark.parametrize(
    ("chosen", "named"),
    [({"template": "nope"}, "daylight"), ({"avatar": "nope"}, ","), ({"voice": "nope"}, "offline:"), ({"language": "xx"}, "en")],
    ids=["template", "avatar", "voice", "language"],
)
def test_an_unknown_name_is_answered_with_those_there_are(studio: Studio, chosen: dict[str, str], named: str) -> None:
    with pytest.raises(UnknownChoice, match=r"nope|xx") as error:
        studio.create(Order(source="A text with words.", **chosen))
    assert named in error.value.message
    assert session_names(studio.root) == ()


def test_bytes_are_read_as_text_only_when_they_are_text() -> None:
    assert decoded("\ufeffGrüße".encode(), "a.md") == "Grüße"
    assert decoded("Grüße".encode("utf-16"), "a.md") == "Grüße"
    for raw in (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"\xff\xfa\xfb", b"abc\x00def", bytes(range(1, 32)) * 40):
        with pytest.raises(NotText, match=r"a\.bin"):
            decoded(raw, "a.bin")


def test_the_command_line_says_what_is_wrong_in_a_sentence_and_exits_with_2(tmp_path: Path) -> None:
    binary = tmp_path / "a.md"
    binary.write_bytes(bytes(range(256)))
    tries = (
        ("make", str(tmp_path / "missing.md")),
        ("make", str(binary)),
        ("make", ""),
        ("make", "A text.", "--template", "nope"),
        ("make", "A text.", "--length", "0"),
        ("resume", "session_20260101_000000_aaaa"),
        ("resume", "../../etc"),
    )
    for arguments in tries:
        done = command(*arguments, "--sessions", str(tmp_path / "s"))
        assert done.returncode == 2, (arguments, done.stderr)
        assert "Traceback" not in done.stderr
        assert len(done.stderr.strip()) > 20


def test_a_text_is_no_file_however_long_its_line_and_a_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    long = command("make", "Our deploys got faster. " * 20, "--language", "xx", "--sessions", str(tmp_path / "s"))
    assert "No voice speaks" in long.stderr
    nothing = command("make", "", "--sessions", str(tmp_path / "s"))
    assert "There is no text" in nothing.stderr
    if sys.platform != "win32":
        piped = command("make", "/dev/stdin", "--sessions", str(tmp_path / "s"), input=" ")
        assert "There is no text" in piped.stderr


def test_an_option_that_is_wrong_is_called_by_its_own_name(tmp_path: Path) -> None:
    for option, value, said in (("length", "2", "greater than or equal to 5"), ("language", "Klingon", "a code such as en")):
        done = command("make", "A text.", f"--{option}", value, "--sessions", str(tmp_path / "s"))
        assert f"--{option} is" in done.stderr
        assert said in done.stderr


def test_a_broken_picture_is_called_by_the_name_that_the_text_gives_it(tmp_path: Path) -> None:
    whole = io.BytesIO()
    Image.new("RGB", (64, 64)).save(whole, "PNG")
    for raw in (b"", b"no picture", whole.getvalue()[:60]):
        (tmp_path / "board.png").write_bytes(raw)
        (tmp_path / "notes.md").write_text("# Harbor\n\nIt is fast.\n\n![The board](board.png)\n", "utf-8")
        done = command("make", str(tmp_path / "notes.md"), "--sessions", str(tmp_path / "s"))
        assert done.returncode == 2, done.stderr
        assert done.stderr.startswith("board.png is ")


def bound_by_permissions() -> None:
    """Before the program starts: a superuser gives up the right to write where it may not."""
    if os.geteuid() == 0:
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.mark.skipif(sys.platform != "linux", reason="how a superuser gives up rights differs")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir()
    shut.chmod(0o555)
    done = command("make", "A text with words.", "--sessions", str(shut / "sessions"), preexec_fn=bound_by_permissions)
    assert done.returncode == 1, done.stderr
    assert f"{shut / 'sessions'} cannot be written" in done.stderr
    assert "--sessions" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="how a superuser gives up rights differs")
def test_sessions_that_can_only_be_read_are_listed(tmp_path: Path) -> None:
    with Studio(Settings(sessions=tmp_path / "s"), inline=True) as studio:
        session = studio.create(Order(source="Search now takes 120 ms instead of 410 ms."))
    (tmp_path / "s").chmod(0o555)
    done = command("list", "--sessions", str(tmp_path / "s"), preexec_fn=bound_by_permissions)
    assert done.returncode == 0, done.stderr
    assert session.id in done.stdout


@pytest.mark.long
def test_a_full_disk_is_said_and_the_session_can_be_resumed(tmp_path: Path) -> None:
    def small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    text = "# Harbor\n\nSearch now takes 120 ms instead of 410 ms. Notes are merged later."
    arguments = ("make", text, "--quality", "draft", "--quiet", "--sessions", str(tmp_path))
    done = command(*arguments, preexec_fn=small_files_only)
    assert done.returncode == 1, done.stderr
    assert "space" in done.stderr or "full" in done.stderr
    assert "Traceback" not in done.stderr
    (name,) = session_names(tmp_path)
    assert list((tmp_path / name / "final_output").iterdir()) == []
    again = command("resume", name, "--quiet", "--json", "--sessions", str(tmp_path))
    assert again.returncode == 0, again.stderr


def test_a_damaged_store_file_is_noticed_and_made_again(tmp_path: Path) -> None:
    text = "# Harbor\n\nSearch now takes 120 ms instead of 410 ms."
    with Studio(Settings(sessions=tmp_path), inline=True) as studio:
        session = studio.create(Order(source=text, quality="draft"))
        first = studio.make(session)
        whole = first.file.read_bytes()
    victims = sorted((tmp_path / ".store/blobs").rglob("*.wav")) + sorted((tmp_path / ".store/blobs").rglob("*.mp4"))
    for path in victims[:1] + victims[-2:]:
        raw = bytearray(path.read_bytes())
        raw[len(raw) // 2] ^= 0xFF
        path.chmod(0o644)
        path.write_bytes(raw)
    with Studio(Settings(sessions=tmp_path), inline=True) as studio:
        again = studio.make(studio.open(session.id))
        assert again.made >= 1
        assert again.file.read_bytes() == whole


def test_a_second_server_on_the_same_folder_explains_itself(tmp_path: Path) -> None:
    from core.errors import CatalogInUse

    with Studio(Settings(sessions=tmp_path), serve=True):
        code = "import sys; from core.studio import Studio; from core.settings import Settings; from pathlib import Path\n"
        code += f"Studio(Settings(sessions=Path({str(tmp_path)!r})), serve=True)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=250)
        assert CatalogInUse.__name__ in done.stderr
        listed = command("list", "--sessions", str(tmp_path))
        assert listed.returncode == 0, "the command line leaves a running studio's catalogue alone"


def test_a_text_from_a_stranger_cannot_pull_in_pictures_from_elsewhere(tmp_path: Path) -> None:
    from PIL import Image

    from core.engine import Store
    from core.making.importing import assets_of

    home = tmp_path / "notes"
    (home / "pictures").mkdir(parents=True)
    for place in (tmp_path / "private.png", home / "pictures" / "own.png"):
        Image.new("RGB", (320, 200), "teal").save(place)
    (home / "link.png").symlink_to(tmp_path / "private.png")
    text = f"![a](../private.png) ![b]({tmp_path}/private.png) ![c](link.png) ![d](pictures/own.png)"
    assert [asset.name for asset in assets_of(text, home, Store(tmp_path / "store"))] == ["pictures/own.png"]


def test_a_folder_of_another_studio_is_not_taken_for_ours(tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "session_20260101_000000_aaaa"
    other.mkdir(parents=True)
    done = command("resume", str(other), "--sessions", str(tmp_path / "s"))
    assert done.returncode == 2
    assert "--sessions" in done.stderr
