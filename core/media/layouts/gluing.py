"""What a line must not part: a number and its unit."""

from __future__ import annotations

import re

_UNIT = re.compile(r"(\d) (%|‰|°C|°F|€|\$|£|¥|×|[kMGT]?B|[mkcµ]?m|[mµn]?s|min|h|kg|g|pp|[kM]?W|V)(?!\w)")


def glued(text: str) -> str:
    """`text` with a number and its unit on one line."""
    return _UNIT.sub("\\1\u00a0\\2", text)
