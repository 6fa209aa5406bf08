"""What shots are called: by their content, so that moving one makes nothing again."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence

from core.film.script import Line
from core.film.splitting import shots_of


def shot_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines as they become shots: one that is too full for one picture becomes two. Doing it twice changes nothing."""
    return tuple(part for line in lines for part in shots_of(line))


def shot_names(lines: Sequence[Line]) -> tuple[str, ...]:
    """The id of each line's shot; a hidden one has a name of its own and takes none from those that are seen."""
    seen: Counter[str] = Counter()
    names = []
    for line in lines:
        name = f"{zlib.crc32(line.narration.encode()):08x}" + ("-hidden" if line.handling.hidden else "")
        seen[name] += 1
        names.append(f"{name}-{seen[name]}")
    return tuple(names)
