"""The empty page that a browser loads first: Streamlit's own, under our name, that asks nobody for what it does not need."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

_SCRIPTS = ("arriving", "leaving", "typing", "player", "lists", "keys", "loops", "access", "wipe", "away", "moments")
_ELEMENTS = ("Button", "TextInput", "Video", "TextArea", "ButtonGroup", "ImageList", "Metric", "Selectbox", "PageLink")
"""What pages begin with. Streamlit would ask for each only when it is met, one after another, and put it in late."""

_IMPORTED = re.compile(r'(?:from|import)\s*"\./([\w.-]+\.js)"')
_NAMED = re.compile(r'(?:href|src)="\.?/((?:app/)?static/[^"]+)"')
_PRELOADED = ('<link\n      rel="preload"\n', "crossorigin\n    />\n")


LASTING = "/static/"
"""Addresses below it are never given to anything else: Streamlit names its files by what they hold."""


def index() -> str:
    """The HTML of the first page."""
    html = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    html = html.replace("<title>Streamlit</title>", "<title>Firstcut</title>").replace("./favicon.png", "/app/static/mark.png")
    before, found, rest = html.partition(_PRELOADED[0])  # a typeface that our theme does not use
    if found:
        html = before + rest.partition(_PRELOADED[1])[2]
    # On a deep link the client would otherwise look for the server below the page's own path first, and log that as an error.
    base = "<script>window.__streamlit = { BACKEND_BASE_URL: window.location.origin + '/' }</script>"
    early = "".join(f'<link rel="modulepreload" crossorigin href="/static/js/{name}">' for name in _chunks())
    early += "".join(f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{url}">' for url in _fonts())
    scripts = "".join(f'<script type="module" src="/app/static/{name}.js"></script>' for name in _SCRIPTS)
    sheet = '<link rel="stylesheet" href="/app/static/shell.css">'
    html = html.replace("<html ", '<html class="arriving" ', 1)  # until arriving.js finds the page whole
    return html.replace("</head>", base + early + scripts + sheet + "</head>", 1)


def files(html: str) -> dict[str, Path]:
    """What the page asks for before it shows anything, by address."""
    art, loaded = Path(__file__).resolve().parents[2] / ".streamlit" / "static", Path(st.__file__).parent / "static"
    named = dict.fromkeys(_NAMED.findall(html))
    return {f"/{one}": art / one.removeprefix("app/static/") if one.startswith("app/") else loaded / one for one in named}


def _fonts() -> list[str]:
    """The letters and signs that every page is set in. A browser would ask for them only once it sets the first word, and the
    words that it sets without them take other room."""
    signs = sorted((Path(st.__file__).parent / "static" / "static" / "media").glob("MaterialSymbols*.woff2"))
    return ["/app/static/fonts/manrope-latin-wght-normal.woff2", *(f"/static/media/{font.name}" for font in signs)]


def _chunks() -> list[str]:
    """The files of those elements with all that they import, by name."""
    folder = Path(st.__file__).parent / "static" / "static" / "js"
    found: dict[str, None] = {}
    waiting = [file.name for element in _ELEMENTS for file in sorted(folder.glob(f"{element}.*.js"))]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += _IMPORTED.findall((folder / name).read_text("utf-8"))
    return list(found)
