"""What a browser shows and when, by its own clock: a locator looks every half second at last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_LONGEST_MS = 60_000

_SEEN = """([kind, text]) => [...document.querySelectorAll(kind)].some(part => part.innerText.includes(text)
    && part.getClientRects().length && part.checkVisibility({visibilityProperty: true, opacityProperty: true}))"""

_TAKES = f"""(wanted) => {{
    const seen = {_SEEN};
    let begun;
    for (const deed of ["click", "input"]) addEventListener(deed, () => (begun ??= performance.now()), true);
    window.took = new Promise((tell) => {{
        const look = () => requestAnimationFrame(begun && seen(wanted) ? () => tell(performance.now() - begun) : look);
        look();
    }});
}}"""


def seen(page: Any, kind: str, text: str = "") -> None:
    """Waits until a part of the page with these words can be seen; asked before every picture that the browser draws."""
    page.wait_for_function(_SEEN, arg=[kind, text], timeout=_LONGEST_MS)


def takes(page: Any, kind: str, text: str, deed: Callable[[], object]) -> float:
    """Milliseconds from the first click or letter of `deed` to the picture after the one in which such a part can be seen."""
    page.evaluate(_TAKES, [kind, text])
    deed()
    return float(page.evaluate("() => window.took"))
