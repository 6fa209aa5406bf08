"""Variation: small choices that follow from a shot's seed, so that shots differ and each is always the same."""

from __future__ import annotations

from core.film.slide import Layout
from core.film.timeline import Scene

EXPRESSIVE = frozenset({Layout.TITLE, Layout.SECTION, Layout.STATEMENT, Layout.QUOTE, Layout.CALL, Layout.NUMBER})
"""Layouts with air around a few words: the look may show its shapes. The others keep a quiet ground."""


def expressive(scene: Scene) -> bool:
    """Whether the look's large shapes have their place in this shot."""
    return scene.slide.layout in EXPRESSIVE


def turn(scene: Scene, count: int, salt: int = 0) -> int:
    """One of `count` variants for this shot; another `salt` asks another question."""
    return int(scene.seed // 7 ** (salt % 5) + 3 * salt) % count


def share(scene: Scene, salt: int = 0) -> float:
    """A number 0..1 for this shot."""
    return ((scene.seed * 2654435761 + salt * 40503) % 9973) / 9972
