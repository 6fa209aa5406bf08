"""The shape of the code: who imports whom, where dangerous things live, how large things are, what errors say."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

import core.errors
from core.errors import StudioError

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "core"

ALLOWED = {
    "value": set(),
    "errors": {"errors"},
    "system": set(),
    "film": {"value", "errors", "film"},
    "events": {"value"},
    "ports": {"film", "value"},
    "engine": {"value", "errors", "events", "system", "engine"},
    "media": {"value", "errors", "film", "media"},
    "stages": {"value", "film", "ports", "errors", "media", "engine"},
    "services.redaction": set(),
    "services.local_only": {"errors"},
    "services.entries": {"value", "policy"},
    "policy": {"value", "errors", "system", "engine", "policy"},  # the engine's store and digests keep answers
    "providers": {
        "value",
        "film",
        "ports",
        "errors",
        "engine",
        "media",
        "policy",
        "providers",
        "services.entries",
        "services.keys",
        "services.redaction",
        "services.local_only",
        "settings",  # proxies and certificates are what the environment names
    },
    "catalog": {"value", "errors", "events", "film", "catalog"},
}
"""Part of core, or file of a part -> the parts it may import. What is not listed may import all of core."""

ABOVE = {
    "making": {"web", "cli", "showing.viewing", "editing.boards"},
    "shelf": {"web", "cli", "showing", "editing", "making"},
    "services": {"web", "cli", "showing", "editing", "making", "shelf", "catalog"},
    "editing": {"web", "cli", "shelf"},
    "showing": {"web", "cli", "shelf"},
}
"""Part of core -> what stands above it, and is therefore not imported."""

HOMES = {
    "subprocess": {"media/tool.py", "engine/pool.py"},
    "hashlib": {"engine/digest.py"},
    "duckdb": {"catalog/bills.py", "catalog/database.py", "catalog/lookup.py", "catalog/preferences.py", "catalog/sessions.py"},
    "streamlit": set(),
    "pickle": {"engine/wire.py", "engine/pool.py", "engine/worker.py"},
    "starlette": {
        "web/server.py",
        "web/middleware.py",
        "web/crowd.py",
        "web/frames.py",
        "web/kept.py",
        "web/looks.py",
        "web/going.py",
    },
    "fcntl": {"system.py"},
    "msvcrt": {"system.py"},
}
"""A thing that one must look after lives in few files."""

TIMELESS = ("film", "stages", "media", "providers")
"""No clock and no unseeded randomness where bytes are decided."""


def files(root: Path = CORE) -> list[Path]:
    return sorted(path for path in root.rglob("*.py") if "__pycache__" not in path.parts)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


@pytest.mark.parametrize("path", files(), ids=named)
def test_imports_point_one_way(path: Path) -> None:
    inside = path.relative_to(CORE).with_suffix("").parts
    part, file = inside[0], ".".join(inside[:2])
    allowed = ALLOWED.get(file, ALLOWED.get(part))
    for name in imports(path):
        top, _, inner = name.partition(".")
        wanted = {inner.split(".")[0], ".".join(inner.split(".")[:2])}
        if top == "core" and allowed is not None:
            assert wanted & allowed, f"{part} may not import {name}"
        if top == "core":
            assert not wanted & ABOVE.get(part, set()), f"{part} may not import {name}, which stands above it"
        if top in HOMES:
            assert str(path.relative_to(CORE)) in HOMES[top], f"{top} has its home in {HOMES[top] or 'no file of core'}"
        assert top != "random", "randomness comes from seeded generators"
        if part in TIMELESS and part != "providers":
            assert top not in ("time", "datetime") or part == "media", f"{part} has no clock"


@pytest.mark.parametrize("path", files(), ids=named)
def test_the_environment_is_read_in_one_place(path: Path) -> None:
    if path.name == "settings.py":
        return
    source = path.read_text("utf-8")
    assert "os.environ" not in source or str(path.relative_to(CORE)) in {"engine/pool.py", "media/tool.py", "engine/worker.py"}, (
        "settings come from core.settings; only a child's environment is built elsewhere"
    )


@pytest.mark.parametrize("path", [*files(), *files(ROOT / "pages")], ids=named)
def test_files_and_functions_stay_small(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    limit = 150 if path.parent == ROOT / "pages" else 300
    assert lines <= limit, f"{lines} lines"
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 40, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", files(), ids=named)
def test_no_error_is_swallowed_wholesale(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            caught = getattr(node.type, "id", None)
            raises = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
            assert caught is not None or node.type is not None or raises, f"bare except in line {node.lineno}"
            assert caught not in ("Exception", "BaseException") or raises, f"line {node.lineno} swallows {caught}"


@pytest.mark.parametrize("path", files(ROOT / "pages"), ids=named)
def test_pages_hold_no_tools(path: Path) -> None:
    for name in imports(path):
        assert name.split(".")[0] in {
            "__future__",
            "streamlit",
            "core",
            "pages",
            "pathlib",
            "json",
            "re",
            "collections",
            "contextlib",
            "dataclasses",
            "inspect",  # its first look takes a tenth of a second, which is spent before somebody waits
            "typing",
            "datetime",  # days that are asked for, and how long ago something was
            "zoneinfo",  # on the viewer's own clock
            "pandas",  # brought in before the first table is waited for
            "threading",  # Streamlit answers a press beside the one before it
            "time",  # how long a press may wait for its answer
        }
        assert not name.startswith(("core.engine", "core.providers", "core.media", "core.stages", "core.catalog"))


def leaves() -> list[type[StudioError]]:
    return [kind for _, kind in inspect.getmembers(core.errors, inspect.isclass) if issubclass(kind, StudioError)]


def test_every_error_has_its_own_code_a_hint_and_a_place_in_the_tree() -> None:
    kinds = leaves()
    assert len({kind.code for kind in kinds}) == len(kinds)
    for kind in kinds:
        assert kind.hint
        assert kind.__name__ in (core.errors.__doc__ or "")


def test_nothing_is_called_by_an_empty_name() -> None:
    empty = ("Manager", "Service", "Handler", "Processor", "Helper", "Util", "Utils")
    for path in files():
        assert path.stem not in {"utils", "helpers", "common", "manager", "service", "handler", "processor", "base"}
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                assert not node.name.endswith(empty), node.name
