"""The command line: what it takes from a text without being told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from core.session import Session

CHINESE = "# 海港 2.4\n\n海港是给不总在线的团队用的。\n\n## 搜索\n\n用 SQL 搜索只要 120 毫秒,以前要 410 毫秒。\n"


def scripted(root: Path, source: str, *options: str) -> tuple[Session, str]:
    """A new session with its script, and what was said besides the answer."""
    asked = [sys.executable, "-m", "core", "make", "-", "--until", "script", "--quiet", "--sessions", str(root), *options]
    before = set(root.glob("session_*"))
    done = subprocess.run(asked, input=source, capture_output=True, text=True, timeout=250)
    assert done.returncode == 0, done.stderr
    (folder,) = set(root.glob("session_*")) - before
    return Session.open(root, folder.name), done.stderr


def test_a_film_speaks_its_text_s_own_language_unless_another_is_named(tmp_path: Path) -> None:
    film, said = scripted(tmp_path, CHINESE)
    assert film.order().language == "zh"
    assert "Chinese" in said
    assert "--language en" in said
    german = ("Die Suche ist schneller.", ("--language", "de"), "de")
    for source, options, language in (("Search is faster now.", (), "en"), german):
        film, said = scripted(tmp_path, source, *options)
        assert film.order().language == language
        assert not said
