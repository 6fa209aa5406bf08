"""reStructuredText as Markdown, line by line: headings, directives, literal blocks, roles and links."""

from __future__ import annotations

import re

from core.media.reading.substitutions import DEFINITION, substituted, substitutions, without_bars

_UNDERLINE = re.compile(r"^([=\-~^\"'`#*+.:_<>])\1{2,}\s*$")
_RST_ONLY = "~^\"'`+."
_DIRECTIVE = re.compile(r"^(\s*)\.\.\s+([A-Za-z][\w:-]*)::\s*(.*)$")
_COMMENT = re.compile(r"^\s*\.\.(?:\s.*)?$")
"""What two dots begin and is no directive: a remark, a note, a target, the definition of a substitution."""
_TARGET = re.compile(r"^\.\.\s+_[^_].*:(?:\s|$)")
_ROLE = re.compile(r":(?:[a-zA-Z]+:)?([a-zA-Z]+):`([^`]*)`")
_LINK = re.compile(r"`((?:[^`<>\n]|\n(?!\s*\n)){1,400}?)\s*<([^`<>\s]+)>`__?")
_REFERENCE = re.compile(
    r"(``.+?``|\]\([^()\s]*\)|\b\w+://\S+)|`((?:[^`<>\n]|\n(?!\s*\n)){1,400})`__?(?!\w)"
    r"|(?<![\w`*./-])([A-Za-z](?:[\w.-]*[^\W_])?)__?(?=[\s.,;:)/'’]|$)"
)
"""A name with a target elsewhere, in marks or without; literal words and addresses are stepped over."""
_OPTION = re.compile(r"^\s+:[\w-]+:")
_NUMBERS = {"issue", "pr", "pull", "gh", "user", "commit", "cve", "cwe", "pep", "rfc", "ticket"}
_CODE = {"code", "code-block", "sourcecode", "parsed-literal", "prompt", "highlight"}
_PROSE = {"note", "tip", "hint", "important", "warning", "attention", "caution", "admonition", "versionadded", "versionchanged"}


def looks_like_rst(lines: list[str]) -> bool:
    """Whether directives, roles or rst's own underlines occur; Markdown's `=` and `-` underlines do not count."""
    signs = 0
    for i, line in enumerate(lines):
        if line.startswith(("```", "~~~")) and not _UNDERLINE.match(line):
            return False
        if (
            _DIRECTIVE.match(line)
            or _TARGET.match(line)
            or DEFINITION.match(line)
            or (_LINK.search(line) and "](" not in line)
            or _ROLE.search(line)
        ):
            signs += 2
        elif (line.rstrip().endswith("::") and i + 1 < len(lines) and not lines[i + 1].strip()) or (
            _UNDERLINE.match(line) and i and lines[i - 1].strip() and line[0] in _RST_ONLY
        ):
            signs += 1
    return signs >= 2


def from_rst(lines: list[str]) -> list[str]:
    """The lines as Markdown, as many as before."""
    known = substitutions(lines)
    found = _blocks(_headings(lines))
    at = 0
    for end in [*_fences(found), (len(found), len(found))]:
        prose = without_bars([substituted(line, known) for line in found[at : end[0]]])
        found[at : end[0]] = _inline("\n".join(prose)).split("\n") if prose else []
        at = end[1]
    return found


def _fences(lines: list[str]) -> list[tuple[int, int]]:
    """Where fences begin, and behind which line they end."""
    marks = [i for i, line in enumerate(lines) if line.startswith("```")]
    return [(first, last + 1) for first, last in zip(marks[::2], marks[1::2], strict=False)]


def _headings(lines: list[str]) -> list[str]:
    """Levels by the order in which the styles of underline appear, as in rst."""
    found, levels = list(lines), []
    for i in range(1, len(lines)):
        mark, above = _UNDERLINE.match(lines[i]), lines[i - 1].rstrip()
        if not mark or not above.strip() or _UNDERLINE.match(above) or len(lines[i].strip()) < min(len(above.strip()), 100) - 2:
            continue
        over = i >= 2 and lines[i - 2].strip() == lines[i].strip()
        style = mark[1] + ("^" if over else "")
        if style not in levels:
            levels.append(style)
        found[i - 1] = "#" * min(levels.index(style) + 1, 6) + " " + above.strip()
        found[i] = ""
        if over:
            found[i - 2] = ""
    return found


def _blocks(lines: list[str]) -> list[str]:
    found, i = list(lines), 0
    while i < len(lines):
        directive = _DIRECTIVE.match(lines[i])
        end = _end_of_indented(lines, i)
        if directive:
            name, argument = directive[2].lower(), directive[3].strip()
            found[i] = ""
            if name in _CODE:
                _fence(found, i, end, argument)
                i = end
                continue
            if name == "image" or name == "figure":
                found[i] = f"![{_alt(lines, i, end)}]({argument})"
            elif name in _PROSE:
                found[i] = "" if name.startswith("version") else argument
                for j in range(i + 1, end):
                    found[j] = lines[j].strip()
            if name not in _PROSE:
                found[i + 1 : end] = [""] * (end - i - 1)
                i = end
                continue
        elif _COMMENT.match(lines[i]):
            found[i:end] = [""] * (end - i)
            i = end
            continue
        elif lines[i].rstrip().endswith("::") and end > i + 2:
            found[i] = lines[i].rstrip()[:-1].rstrip(" :") + (":" if lines[i].strip() != "::" else "")
            _fence(found, i + 1, end, "")
            i = end
            continue
        i += 1
    return found


def _end_of_indented(lines: list[str], at: int) -> int:
    """The index after the block that is indented deeper than line `at`."""
    depth = len(lines[at]) - len(lines[at].lstrip())
    end = at + 1
    last = end
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > depth):
        end += 1
        last = end
    return last


def _fence(found: list[str], first: int, end: int, language: str) -> None:
    """Puts the block behind line `first` into a fence: it opens on `first` and closes on the blank line before `end`."""
    close = end - 1
    if found[close].strip() or close <= first + 1:
        found[first] = ""
        return
    found[first] = f"```{language}".rstrip()
    for j in range(first + 1, close):
        found[j] = "" if _OPTION.match(found[j]) else found[j]
    found[close] = "```"


def _alt(lines: list[str], first: int, end: int) -> str:
    for line in lines[first + 1 : end]:
        if line.strip().startswith(":alt:"):
            return line.split(":alt:", 1)[1].strip()
    return ""


def _inline(text: str) -> str:
    """Prose with its links, roles and references as Markdown has them; as many lines as before."""
    text = _LINK.sub(_link, text)
    text = _ROLE.sub(_role, text)
    return _REFERENCE.sub(lambda m: m[1] or m[2] or m[3], text) if "_" in text else text


def _link(found: re.Match[str]) -> str:
    words, address = found[1].strip(), found[2]
    return f"[{words}]({address})" + "\n" * (found[0].count("\n") - words.count("\n"))


def _role(found: re.Match[str]) -> str:
    name, words = found[1].lower(), found[2]
    if name in _NUMBERS:
        return f"(#{words})" if words.isdigit() else ""
    words = re.sub(r"\s*<[^<>]*>$", "", words).lstrip("~!.")
    return words if name in ("ref", "doc", "term", "pep", "guilabel", "menuselection") else f"`{words}`"
