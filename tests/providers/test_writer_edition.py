"""What the offline writer writes is known by its edition: whoever changes the one must raise the other."""

from __future__ import annotations

from core.engine.digest import digest
from core.film import Asset, Brief, Pace
from core.film.sample import SAMPLE
from core.film.sample_texts import EXAMPLES
from core.providers.offline.writer import EDITION, OfflineWriter
from core.value import Blob

WRITTEN = {15: "9d4f165e925bf6d82271e829c65ddbf1"}
"""Edition -> digest of what it wrote of the samples."""

PACE = Pace(us_per_character=62_000, gap_ms=600)
HOW = [
    {},
    {"length_ms": 30_000},
    {"language": "de", "goal": "Ausprobieren"},
    {"tone": "warm", "audience": "Teams", "goal": "update"},
]
API = "# Harbor API\n\nHarbor has an interface for programs since 2.4.\n\nIt answers in 80 ms.\n\n[Get an API key here](https://harbor.example/keys).\n"

RELEASE = """\
# Changelog

## [2.4.1] - 2026-10-02

### Fixed

- Charts no longer flicker (Dana Kim) [#12](https://harbor.example/12)
- fix(sync): merge edits made without a connection (a1b2c3d)

### Commits

- [`cfb51fa9ce`](https://harbor.example/c) - **deps**: update the parser to 5a9c3f9e8d9b90bbbe8feb32902146cb8f7c1757
"""

PICTURED = "# Harbor 2.4\n\nHarbor is a notebook for teams.\n\n## Search\n\nSearch takes 120 ms.\n\n![Results](results.jpg)\n"
PICTURE = Asset(name="results.jpg", blob=Blob(digest="7" * 32, suffix=".jpg", size=9), width=1600, height=900)


def test_a_writer_that_writes_something_else_has_another_edition() -> None:
    texts = [SAMPLE, API, RELEASE, PICTURED, *(example.text for example in EXAMPLES)]
    briefs = [Brief.model_validate({"source": text, "assets": [PICTURE], **how}) for text in texts for how in HOW]
    scripts = [OfflineWriter().write(brief, PACE) for brief in briefs]
    assert WRITTEN.get(EDITION) == digest(scripts), (
        "The offline writer writes something else than it did: raise EDITION in core/providers/offline/writer.py, "
        f"so that films are written anew, and note it here as {EDITION + 1}: {digest(scripts)!r}."
    )
    assert OfflineWriter().identity == f"offline writer {EDITION}"


def test_a_call_that_points_nowhere_never_ends_a_film() -> None:
    last = OfflineWriter().write(Brief(source=API), PACE).lines[-1]
    assert "here" not in last.narration
    assert "key" not in last.narration
