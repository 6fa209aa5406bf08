"""Plain text as people write it, turned into Markdown line by line: line numbers stay true.

Knows underlined headings, bullet characters, `a)` and `(1)` lists, capitals as headings, HTML tags in Markdown, Debian
changelogs and outlines with stars. What stands above a text, credits and reStructuredText have files of their own.
"""

from __future__ import annotations

import re

from core.media.reading.characters import begins_with_emoji
from core.media.reading.credits import attributed
from core.media.reading.headers import front_matter, without_header
from core.media.reading.indented import prose, unhyphenated
from core.media.reading.navigation import without_navigation
from core.media.reading.rst import from_rst, looks_like_rst
from core.media.reading.subtitles import from_subtitles, looks_timed
from core.media.reading.webpage import told

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_BULLET = re.compile(r"^(\s*)(?:[•◦‣▪▫●○■□➤►▸▶✓✔☑→·–—]|(?<!\s{4})-(?=[A-Za-z]{3}))\s*(?=\S)")
_LETTERED = re.compile(r"^(\s*)\(?([a-z]|[ivx]{1,4})\)\s+(?=\S)")
_NUMBERED = re.compile(r"^(\s*)\((\d{1,3})\)\s+(?=\S)")
_DEBIAN = re.compile(r"^(\S+) \(([^)]+)\) [\w\s-]+; urgency=\S+$")
_SIGNED = re.compile(r"^ -- .+ <.+>  .+$")
_DAY = re.compile(r"^(\d{4}-\d\d-\d\d)\s+\S.*$")
_RELEASE = re.compile(
    r"^(?:[A-Za-z][\w-]*\s+)?(?:[Vv]ersion\s+|[Rr]elease\s+|v)?\d+\.\d+(?:\.\d+)*[\w.-]{0,8}(?:\s*[-–—(:,].{0,40})?\s*$"
)
_CHANGES_WITH = re.compile(r"^CHANGES (?:WITH|IN|FOR)(?: VERSION)? v?(\d+(?:\.\d+)*)\b[^\w\n]*(?:\(?released[^\n]*)?$", re.I)
_LABEL = re.compile(r"^[A-Za-z][\w/.-]{1,18}\s?: \S")
_STARS = re.compile(r"^(\*{1,6})\s+(?=\S)")
_MARKDOWN_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+\S")
_ANCHOR = re.compile(r"\s*\{(?:/\*.*?\*/|#[\w.:-]+)\}\s*$")
"""A heading's own address, behind its words."""
_UNDERLINE = re.compile(r"^([=\-~^#*+_])\1{2,}\s*$")
_NO_HEADING = (" ", "\t", "#", "-", "*", ">", "|")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--.*?-->")
_HIDDEN = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>|<!--.*?-->", re.S | re.I)
_IMAGE_TAG = re.compile(r"<img\s[^<>]*>", re.I)
_ATTRIBUTE = re.compile(r"""(src|alt)\s*=\s*["']([^"']*)["']""", re.I)
_HEADING_TAG = re.compile(r"<h([1-6])(?:\s[^<>]*)?>(.*?)(?:</h\1>|$)", re.I)
_OPEN_TAG = re.compile(r"<(?:a|img|p|div|source|table|t[dhr]|h[1-6])(?:\s[^<>]*)?$", re.I)
_MOST_ROWS = 12
"""Lines that one tag may be written over."""
_ANCHOR_TAG = re.compile(r"""<a\s[^<>]*href\s*=\s*["']([^"']*)["'][^<>]*>(.*?)</a>""", re.I)


def as_markdown(text: str) -> list[str]:
    """The lines of `text` as Markdown; as many lines as before, each in its place."""
    lines = _without_scripts(told(text)).split("\n")
    if lines[0].startswith("% "):
        lines[0] = "#" + lines[0][1:]
    front = front_matter(lines)
    if front:
        return lines[:front] + as_markdown("\n".join(lines[front:]))
    lines = from_subtitles(lines) if looks_timed(lines) else without_header(lines)
    structured = looks_like_rst(lines) or any(_MARKDOWN_HEADING.match(line) or _FENCE.match(line) for line in lines)
    if looks_like_rst(lines):
        lines = from_rst(lines)
    lines = _dedented(lines)
    lines = lines if structured else prose(lines)
    inside = _fenced(lines)
    lines = unhyphenated(lines, inside)
    lines = _whole_tags(lines, inside)
    lines = attributed(lines, inside)
    lines = [line if code else _line(line) for line, code in zip(lines, inside, strict=True)]
    lines = without_navigation(lines, inside)
    lines = _labelled(_changelog(_gnu(lines)), inside)
    lines = _underlined(lines, inside)
    lines = _emoji_bullets(lines, inside)
    if not any(_MARKDOWN_HEADING.match(line) for line, code in zip(lines, inside, strict=True) if not code):
        lines = _bare_headings(lines, inside)
    return lines


def _without_scripts(text: str) -> str:
    """HTML's scripts, styles and comments over several lines leave their line breaks only."""
    if "<" not in text:
        return text
    return _HIDDEN.sub(lambda m: "\n" * m[0].count("\n"), text)


def _fenced(lines: list[str]) -> list[bool]:
    """For each line whether it belongs to a fenced block."""
    inside, fence, found = False, "", []
    for line in lines:
        mark = _FENCE.match(line)
        if mark and not inside:
            inside, fence = True, mark[1]
            found.append(True)
        elif mark and inside and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
            inside = False
            found.append(True)
        else:
            found.append(inside)
    return found


def _dedented(lines: list[str]) -> list[str]:
    """A text that is indented as a whole is no code."""
    full = [line for line in lines if line.strip()]
    deep = [line for line in full if line.startswith(("    ", "\t"))]
    if not deep or any(_FENCE.match(line) for line in full) or len(deep) * 10 < len(full) * 9:
        return lines
    least = min(len(line) - len(line.lstrip()) for line in deep)
    return [line[least:] if line[:least].strip() == "" else line for line in lines]


def _line(line: str) -> str:
    if line.startswith(">>>>>"):
        line = "> " + line.lstrip("> ")
    if line.rstrip().endswith("}") and _MARKDOWN_HEADING.match(line):
        line = _ANCHOR.sub("", line)
    if "<" in line:
        line = _html(line)
    line = _BULLET.sub(r"\1- ", line)
    line = _NUMBERED.sub(r"\1\2. ", line)
    return _LETTERED.sub(r"\1- ", line)


def _whole_tags(lines: list[str], inside: list[bool]) -> list[str]:
    """A tag that is written over several lines stands in its first one."""
    found, at = list(lines), 0
    while at < len(found):
        open_tag = None if inside[at] else _OPEN_TAG.search(found[at])
        last = next((i for i in range(at + 1, min(at + _MOST_ROWS, len(found))) if ">" in found[i]), None) if open_tag else None
        if last is None or any(inside[at : last + 1]) or any("<" in row.split(">")[0] for row in found[at + 1 : last + 1]):
            at += 1
            continue
        found[at : last + 1] = [" ".join(row.strip() for row in found[at : last + 1])] + [""] * (last - at)
    return found


def _html(line: str) -> str:
    """One line without tags: headings, list items, pictures and links in their Markdown form."""
    if "</" not in line and "/>" not in line and not _TAG.search(line):
        return line
    line = _HEADING_TAG.sub(lambda m: "#" * int(m[1]) + " " + _TAG.sub("", m[2]).strip(), line)
    line = _IMAGE_TAG.sub(_image, line)
    line = _ANCHOR_TAG.sub(lambda m: f"[{_TAG.sub('', m[2]).strip()}]({m[1]})" if "![" not in m[2] else m[2], line)
    line = re.sub(r"^\s*(?:<[uo]l(?:\s[^<>]*)?>\s*)?<li(?:\s[^<>]*)?>\s*", "- ", line, flags=re.I)
    line = re.sub(r"<br\s*/?>", " ", line, flags=re.I)
    bare = re.sub(rf"(`[^`]*`)|{_TAG.pattern}", lambda m: m[1] or "", line)
    return bare.strip() if line.lstrip().startswith("<") else bare


def _image(found: re.Match[str]) -> str:
    said = {name.lower(): value for name, value in _ATTRIBUTE.findall(found[0])}
    return f"![{said.get('alt', '')}]({said['src']})" if said.get("src") and " " not in said["src"] else ""


def _gnu(lines: list[str]) -> list[str]:
    """A GNU change log, a day's name over items behind tabs, with headings and lists."""
    if sum(1 for line in lines if line.startswith("\t* ")) < 3:
        return lines
    found = []
    for line in lines:
        day = _DAY.match(line)
        found.append(
            f"## {day[1]}"
            if day
            else f"- {line[3:]}"
            if line.startswith("\t* ")
            else f"  {line[1:]}"
            if line[:1] == "\t"
            else line
        )
    return found


def _changelog(lines: list[str]) -> list[str]:
    """Debian's changelog, GNU's outlines with stars and lines that are a version get headings."""
    outline = sum(1 for line in lines if re.match(r"^\*{2,6} \S", line)) >= 2
    long = [line for line in lines if re.match(r"^\*{2} \S", line) and (len(line) > 50 or ": " in line)]
    items = outline and len(long) * 2 > sum(1 for line in lines if re.match(r"^\*{2} \S", line))
    found = []
    for i, line in enumerate(lines):
        debian = _DEBIAN.match(line)
        bare = i == 0 or not lines[i - 1].strip()
        if debian:
            found.append(f"## {debian[1]} {debian[2]}")
        elif _SIGNED.match(line):
            found.append("")
        elif outline and _STARS.match(line) and not line.rstrip().endswith("*"):
            item = items and line.startswith("** ")
            depth = len(line) - len(line.lstrip("*"))
            found.append(_STARS.sub("- " if item else "#" * depth + " ", line))
        elif bare and (whole := _CHANGES_WITH.match(line)):
            found.append(f"## Version {whole[1]}")
        elif bare and _RELEASE.match(line) and i + 1 < len(lines) and not _UNDERLINE.match(lines[i + 1]):
            found.append("## " + line.strip().rstrip(":"))
        else:
            found.append(line)
    return found


def _labelled(lines: list[str], inside: list[bool]) -> list[str]:
    """Four and more lines in a row that begin with a label (`cli: ...`) are a list."""
    found, at = list(lines), 0
    while at < len(lines):
        end = at
        while end < len(lines) and not inside[end] and _LABEL.match(lines[end]):
            end += 1
        if end - at >= 4:
            found[at:end] = ["- " + line for line in lines[at:end]]
        at = max(end, at + 1)
    return found


def _underlined(lines: list[str], inside: list[bool]) -> list[str]:
    """Headings with any underline; a rule under a longer paragraph is no underline."""
    found = list(lines)
    for i in range(1, len(lines)):
        mark = _UNDERLINE.match(lines[i])
        above = lines[i - 1]
        if (
            not mark
            or inside[i]
            or not above.strip()
            or _UNDERLINE.match(above)
            or above.startswith((" ", "\t", "#", "-", "*", ">", "|"))
        ):
            continue
        alone = i < 2 or not lines[i - 2].strip() or bool(_UNDERLINE.match(lines[i - 2]))
        if alone and len(above) <= 100 and len(lines[i].strip()) * 3 >= len(above.strip()):
            found[i - 1] = ("# " if mark[1] in "=#*" else "## " if mark[1] == "-" else "### ") + above.strip()
            if i >= 2 and _UNDERLINE.match(lines[i - 2]):
                found[i - 2] = ""
        found[i] = "" if alone else "***"
    return found


def _emoji_bullets(lines: list[str], inside: list[bool]) -> list[str]:
    """Two and more lines in a row that begin with a pictograph are a list."""
    marked = [not code and begins_with_emoji(line) for line, code in zip(lines, inside, strict=True)]
    found = list(lines)
    for i, mark in enumerate(marked):
        if mark and ((i and marked[i - 1]) or (i + 1 < len(marked) and marked[i + 1])):
            found[i] = "- " + lines[i].lstrip()
    return found


def _bare_headings(lines: list[str], inside: list[bool]) -> list[str]:
    """In a text without any marked heading, a short line that stands alone is one."""
    found, first = list(lines), True
    for i, line in enumerate(lines):
        words = line.strip()
        if not words or inside[i]:
            continue
        alone = (i == 0 or not lines[i - 1].strip()) and i + 1 < len(lines) and not lines[i + 1].strip()
        if alone and _titled(words) and any(later.strip() for later in lines[i + 1 :]):
            found[i] = ("# " if first else "## ") + words.rstrip(":")
        first = False
    return found


def _titled(words: str) -> bool:
    """Short, begins like a title, and is no sentence, list or table."""
    if len(words) > 70 or len(words.split()) > 9 or words[-1] in ".!?,;。！？।…" or "|" in words or "](" in words:
        return False
    if re.search(r"[=<>{}\\]|\w\(", words):
        return False
    if re.match(r"^(?:[-*+>]|\d+[.)])\s", words) or words.startswith(("http", "[", "!", "`", "“", '"', "—", "»", "«", "@")):
        return False
    return words[0].isupper() or words[0].isdigit() or not words[0].isascii()
