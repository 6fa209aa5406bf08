"""A start is quick: what draws, sounds and encodes is imported by whoever does it, and by workers before their first part."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.stages import MATERIAL
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("numpy", "skia", "cv2", "av", "PIL.Image", "dicebear", "jsonschema", "cryptography", "openai", "httpx2", "google.genai",
         "pandas", "sudachipy", "num2words", "huggingface_hub")  # fmt: skip


def loaded(program: str) -> set[str]:
    """Which of the heavy libraries a program has imported at its end."""
    told = f"{program}\nimport sys; print(*(name for name in {HEAVY} if name in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


@pytest.mark.parametrize("module", ["core.studio", "core.web.server", "core.cli.commands", "core.making.worker"])
def test_nobody_waits_for_what_draws_and_encodes_before_it_is_wanted(module: str) -> None:
    assert loaded(f"import {module}") == set()


def test_the_server_answers_before_the_studio_is_brought() -> None:
    told = "import app, sys; print(*(name for name in ('core.studio', 'core.film', 'pydantic', 'duckdb') if name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split() == []


def test_a_server_whose_studio_cannot_be_opened_says_so_in_a_sentence_and_ends(tmp_path: Path) -> None:
    (tmp_path / "sessions").write_text("no folder")
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(free_port()), "--server.headless", "true"]
    ours = {**os.environ, "FIRSTCUT_SESSIONS": str(tmp_path / "sessions")}
    ran = subprocess.run(command, cwd=ROOT, env=ours, capture_output=True, text=True, timeout=250)
    assert ran.returncode == 1
    assert f"{tmp_path / 'sessions'} cannot be a folder of sessions" in ran.stderr
    assert "Name another" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_stages_can_be_planned_with_before_anything_is_drawn() -> None:
    assert loaded("from core.making.worker import stages; assert len(stages()) > 8") == set()


def test_a_worker_brings_all_that_stages_work_with() -> None:
    wanted = {
        node.module.removeprefix("core.media.")
        for path in (ROOT / "core" / "stages").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("core.media.")
    }
    assert wanted <= set(MATERIAL)
    assert {"numpy", "skia", "cv2", "av"} <= loaded("import core.stages; core.stages.bring()")
