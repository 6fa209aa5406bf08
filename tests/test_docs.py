"""What README says is what the code does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from core.engine import graph
from core.making.worker import stages
from core.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_graph_in_readme_is_the_one_that_the_signatures_draw() -> None:
    drawn = README.split("<!-- graph -->\n```text\n")[1].split("\n```\n<!-- /graph -->")[0]
    assert drawn == graph(stages()).strip()


def test_every_setting_is_in_readme_and_nothing_else() -> None:
    named = set(re.findall(r"`FIRSTCUT_([A-Z_]+)`", README))
    assert named == {name.upper() for name in Settings.model_fields}


def test_every_dependency_is_justified_in_readme() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    table = README.split("## What it is built on")[1].split("## Licence")[0]
    for line in wanted:
        name = re.split(r"[><=\[ ]", line)[0]
        assert name in table or (name.startswith("font-") and "font-*" in table) or name.lower() in table.lower(), name


def test_every_pinned_package_that_is_asked_for_is_in_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    for line in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]:
        name = re.split(r"[><=\[ ]", line)[0]
        assert re.search(rf"^{re.escape(name)}==", lock, re.MULTILINE), f"{name}: run `make lock`"


def test_pictures_that_readme_shows_exist() -> None:
    for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / path).is_file(), path
