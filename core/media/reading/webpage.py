"""What a page of the web tells, without what stands around it: its menus, its forms, its head and its foot."""

from __future__ import annotations

import re

_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S)
_MAIN = re.compile(r"<(main|article)\b[^<>]*>(.*?)(?:</\1\s*>|\Z)", re.I | re.S)
_TITLE = re.compile(r"<title[^<>]*>(.*?)</title\s*>", re.I | re.S)
_AROUND = re.compile(r"<(head|nav|header|footer|aside|form|button|select|svg|noscript|template)\b[^<>]*>.*?</\1\s*>", re.I | re.S)
_DOCTYPE = re.compile(r"<!doctype[^>]*>|<\?xml[^>]*>", re.I)
_TORN_TAG = re.compile(r"</?[a-z][^<>]*\n[^<>]*>", re.I)
_MARGIN = re.compile(r"^[ \t]+(?=<)", re.M)
_FIRST_HEADING = re.compile(r"<h1\b", re.I)


def told(text: str) -> str:
    """A whole page's own content, each line in its place; any other text as it is.

    A page without a heading of the first rank has its title for one.
    """
    if not _PAGE.match(text):
        return text
    title = _TITLE.search(text)
    bare = _TORN_TAG.sub(lambda m: _blank(m) + " ".join(m[0].split()), _AROUND.sub(_blank, _DOCTYPE.sub(_blank, text)))
    main = max(_MAIN.finditer(bare), key=lambda m: len(m[2]), default=None)
    if main:
        bare = _blank_of(bare[: main.start(2)]) + main[2] + _blank_of(bare[main.end(2) :])
    bare = _MARGIN.sub("", bare)
    if title and not _FIRST_HEADING.search(bare):
        before, named = text[: title.start()].count("\n"), " ".join(title[1].split())
        rows = bare.split("\n")
        if named and not rows[before].strip():
            rows[before] = f"# {named}"
        bare = "\n".join(rows)
    return bare


def _blank(found: re.Match[str]) -> str:
    return _blank_of(found[0])


def _blank_of(text: str) -> str:
    return "\n" * text.count("\n")
