"""A person's way through the studio, with what is wrong in each state and a picture of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from visiting import BROKEN, Server, settled, until

UNREADABLE = """() => [...document.querySelectorAll("[data-testid=stMain] :is(button, a, label, [role=tab], h1, h2, h3, p)")]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).overflowX === "hidden" && one.scrollWidth > one.clientWidth + 2
    && getComputedStyle(one).textOverflow !== "ellipsis" && one.innerText?.trim())
  .map((one) => `cut off: ${one.tagName} ${one.innerText.slice(0, 80)}`)"""
WAITING = """() => document.querySelector("[data-testid=stSpinner], [data-testid=stSkeleton]")?.checkVisibility() ?? false"""
DRAWN = """() => [...document.querySelectorAll("[data-testid=stMain] img")]
  .every((one) => one.complete || one.loading === "lazy" || !one.checkVisibility())"""
AS_MARKUP = """() => [...document.querySelectorAll("[data-testid=stMain] :is(.katex, script, b, a[href*='n.example'])")]
  .map((one) => "read as markup: " + one.outerHTML.slice(0, 120))"""
TALLEST = 2600


@dataclass
class Walk:
    """One person's way through the studio."""

    page: Any
    server: Server
    look: str
    folder: Path
    known: dict[str, str]
    wrong: list[str] = field(default_factory=list)
    seen: int = 0

    def go(self, path: str, **asked: str) -> None:
        """Opens an address and waits until it is drawn."""
        self.page.goto(self.server.at(path, **asked))
        self.page.locator("h1, [data-testid=stAlert]").first.wait_for()
        settled(self.page)

    def at(self, state: str, *, still: bool = True, whole: bool = True) -> None:
        """Notes what is wrong with the state that the page is in, and keeps a picture of it."""
        if still:
            settled(self.page)
            until(self.page, f"() => !({WAITING})()")
            until(self.page, DRAWN)
            self.page.wait_for_timeout(350)
        said = self.page.evaluate(BROKEN) + self.page.evaluate(UNREADABLE) + self.page.evaluate(AS_MARKUP)
        self.wrong += [f"{self.look}, {state}: {one}" for one in said]
        self.seen += 1
        width, height = self.page.viewport_size["width"], self.page.viewport_size["height"]
        if whole:
            tall = self.page.evaluate("() => document.querySelector('[data-testid=stMain]')?.scrollHeight ?? 0") + 60
            self.page.set_viewport_size({"width": width, "height": max(height, min(TALLEST, tall))})
            self.page.wait_for_timeout(250)
        self.page.screenshot(path=str(self.folder / f"{state.replace(' ', '-')}-{self.look}.png"))
        if whole:
            self.page.set_viewport_size({"width": width, "height": height})

    def closed(self) -> None:
        """Puts away what lies over the page."""
        self.page.keyboard.press("Escape")
        self.page.wait_for_timeout(300)

    def button(self, name: str | re.Pattern[str]) -> Any:
        """A button of the page by its name."""
        return self.page.get_by_role("button", name=name).first
