"""What a browser shows and when, by its own clock: a locator looks every half second at last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.browser.visiting import CHROMIUM, FLAGS, Server

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


@contextmanager
def desk(server: Server) -> Iterator[Any]:
    """An empty page as large as a desk's, in Chromium, while the server runs."""
    from playwright.sync_api import sync_playwright

    server.start()
    try:
        server.wait()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            yield browser.new_page(viewport={"width": 1440, "height": 900})
            browser.close()
    finally:
        server.stop()


def seen(page: Any, kind: str, text: str = "") -> None:
    """Waits until a part of the page with these words can be seen; asked before every picture that the browser draws."""
    page.wait_for_function(_SEEN, arg=[kind, text], timeout=_LONGEST_MS)


def takes(page: Any, kind: str, text: str, deed: Callable[[], object]) -> float:
    """Milliseconds from the first click or letter of `deed` to the picture after the one in which such a part can be seen."""
    page.evaluate(_TAKES, [kind, text])
    deed()
    return float(page.evaluate("() => window.took"))
