"""The words of a stretch of Markdown: what is read, what stood in bold at its head, its links, pictures and code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from core.media.reading.characters import without_emoji
from core.media.reading.tongues import small_words

MARKDOWN = MarkdownIt("commonmark", {"html": False, "maxNesting": 24}).enable(["table", "strikethrough"]).use(front_matter_plugin)
"""CommonMark with tables and strikethrough; HTML was turned into Markdown before."""

_MARKED = re.compile(r"[*_`\[<!&\\~]")
_GROUP = re.compile(r"\s*[(\[]([^()\[\]]{1,240})[)\]](?!\()")
_REF_WORDS = small_words(
    """closes close closed fixes fix fixed resolves resolve ref refs see via in by from thanks to pr prs pull request issue issues
    bug and & contributed patch bpo gh commit with changes reported author"""
)
_REF = re.compile(
    r"^(?:#\d+|[A-Z]{2,10}-\d+|(?:gh|bpo|GH|PR|pr)[-#]\d+|@[\w.-]+(?:\[bot\])?|[0-9a-f]{7,40}|!\d+"
    r"|https?://\S+|[\w.-]+/[\w.-]+#\d+|\^\w+|\d{4,6})$"
)
_AUTHOR = re.compile(r"\s+by\s+@[\w-]+(?:\[bot\])?(?:(?:,|\s+and)\s+@[\w-]+)*(?:\s+in\s+(?:\S*#\d+|https?://\S+))?")
_IN_REF = re.compile(r"[,;]?\s+(?:in|see|via|fixes|closes|issue|issues|PR)\s+#\d+(?:(?:,|\s+and)\s+#\d+)*", re.I)
_LED_IN = re.compile(r"\s(?:in|see|via|fixes|closes|issues?|PR)\s+$", re.I)
_LEADING = re.compile(
    r"^(?:(?:gh-\d+|bpo-\d+|[A-Z]{2,10}-\d+|#\d+|(?:[Ii]ssue|[Pp]ull\s[Rr]equest|PR)\s+#\d+)(?:,\s*)?)+(?:\s?:|\s+-)?\s+|^[0-9a-f]{7,40}:?\s+(?=[A-Za-z])"
)
_COMMIT = re.compile(r"^(?:feat|fix|docs|perf|refactor|chore|ci|test|build|style|revert|deps)(?:\([^()]*\))?!?:\s+", re.I)
_ENTERED = re.compile(r"^[\s\[\]]*(?:(?:and|,)\s*)*-\s+(?=\S)")
"""What is left of a commit's hash at the head of an item: the dash behind it."""
_TASK = re.compile(r"^\[[ xX]\]\s+")
_ADMONITION = re.compile(r"^\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*", re.I)
_MAIL = re.compile(r"<?\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b>?")
_URL = re.compile(r"<?\b(?:https?|ftp)://([^\s<>()\]\"'）」。、]+)>?", re.I)
_TICKET = re.compile(
    r"""(\b(?:in|see|via|fixes|closes|issues?|PR)\s+)?<?https?://[^\s<>()]+?/(?:pulls?|issues|merge_requests|commits?|discussions)/"""
    r"(\w+)[^\s<>()]*>?",
    re.I,
)
"""The address of a change: read as its number, which is left out with all other references."""
_COMPARED = re.compile(r"\**Full change\s?log\**:?\**:?\s*<?https?://\S+|<?https?://\S+/compare/\S+", re.I)
_PERSON, _TO_NUMBER = r"[A-ZÀ-Þ][\w.'’-]*", r"\)(?=\s*[(\[]\S*(?:#\d+|[0-9a-f]{7,40})[)\]]\s*$)"
_CREDITED = re.compile(rf"\s*\({_PERSON}(?:\s(?:de|da|van|von|der|{_PERSON})){{1,4}}{_TO_NUMBER}")
"""Who made a change: a name of some words in brackets, between what was changed and its number."""
_HANDLED = re.compile(rf"(?<=\S)\s*\([\w.-]{{2,30}}{_TO_NUMBER}")
"""The same of one word, which is told from `(Windows)` only where a number stands at the head, too."""
_HASH = re.compile(r"(?:\s+(?:to|from|at)(?:\s+(?:commit|revision))?)?\s+(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{10,64}\b")
_OMITTED = re.compile(r"\s*[(\[](?:\.\.\.|…)[)\]]")
_BARE_REF = re.compile(r"(?<!\w)(?:#\d{2,}|(?:gh|bpo)-\d+)\b")


_UNPARTED = r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff9f]"
_WRAPPED = re.compile(rf"(?<={_UNPARTED})[ \t]*\n[ \t]*|[ \t]*\n[ \t]*(?={_UNPARTED})")
"""Where a line ends in a script that is written without blanks: inside a word as well as behind one."""


@dataclass(frozen=True)
class Words:
    """What a stretch of Markdown says."""

    text: str
    lead: str = ""
    links: tuple[tuple[str, str], ...] = ()
    images: tuple[tuple[str, str], ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def rest(self) -> str:
        """What follows the lead."""
        return self.text[len(self.lead) :].lstrip(" :.–—-") if self.lead else self.text


def words_of(markdown: str, references: dict[str, Any] | None = None) -> Words:
    """The words of `markdown`, whose link `references` stand elsewhere.

    Without marks and references to tickets and people; an address is its site's name.
    """
    if "\n" in markdown and not markdown.isascii():
        markdown = _WRAPPED.sub("", markdown)
    if not _MARKED.search(markdown) and "://" not in markdown:
        return Words(clean(markdown.replace("\n", " ")))
    tokens = MARKDOWN.parseInline(markdown, {} if references is None else references)[0].children or []
    text, lead = _collect(tokens)
    links = tuple(_links(tokens))
    images = tuple((clean(t.content), str(t.attrs.get("src", ""))) for t in tokens if t.type == "image")
    codes = tuple(t.content for t in tokens if t.type == "code_inline")
    whole, head = clean(text), clean(lead)
    bare = head.rstrip(" :.–—-")
    return Words(whole, bare if bare and whole.startswith(bare) else "", links, images, codes)


def clean(text: str) -> str:
    """`text` as it can be said: without references, handles, hashes, full addresses and pictographs."""
    text = _ADMONITION.sub("", _TASK.sub("", text.strip()))
    text = _COMMIT.sub("", text) if _COMMIT.match(text) else text
    if "://" in text:
        text = _TICKET.sub(lambda m: f"{m[1]}#{m[2]}" if m[1] else f" (#{m[2]})", _COMPARED.sub("", text))
    text = _LEADING.sub("", text)
    if "@" in text:
        text = _MAIL.sub("", _AUTHOR.sub("", text))
    if "(" in text or "[" in text:
        text = _OMITTED.sub("", text)
        numbered = _is_reference(text.lstrip("([ ").split(")")[0].split("]")[0])
        text = _CREDITED.sub("", _HANDLED.sub("", text) if numbered else text)
        text = _ENTERED.sub("", _GROUP.sub(lambda m: "" if _is_reference(m[1]) else m[0], text))
        text = _COMMIT.sub("", text) if _COMMIT.match(text) else text
    if "#" in text or "-" in text:
        text = _BARE_REF.sub("", _IN_REF.sub("", text))
    text = _HASH.sub("", text)
    text = _URL.sub(lambda m: site(m[1]) + ("." if m[0].endswith(".") else ""), text)
    text = re.sub(r"\s+", " ", without_emoji(text)).strip()
    text = re.sub(r"\s+([,.](?:\s|$))", r"\1", re.sub(r"\(\s*\)|\[\s*\]", "", text))
    text = re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)
    text = re.sub(r"([,;:])\s*(?=[,;]|\.(?!\w))", "", re.sub(r"\s{2,}", " ", text)).strip()
    return text[:1].upper() + text[1:] if _begins_plainly(text) else text


def site(address: str) -> str:
    """The name of an address's site: `docs.example.com` of `https://www.docs.example.com/a/b?c`."""
    name = re.sub(r"^[a-z]+://", "", address).split("/")[0].split("?")[0].split("#")[0]
    return re.sub(r"^www\.|:\d+$", "", name).rstrip(".,;:")


def _begins_plainly(text: str) -> bool:
    """Whether the first word may be capitalised: an ordinary word, not `iOS` or `npm_config`."""
    first, _, rest = text.partition(" ")
    return not rest[:1].isdigit() and first.isalpha() and first.islower() and first.isascii()


def _is_reference(inside: str) -> bool:
    """Whether a bracket holds nothing but ticket numbers, hashes, people and the words between them."""
    pieces = [piece for piece in re.split(r"[\s,;]+", inside.strip(" .:")) if piece]
    refs = sum(1 for piece in pieces if _REF.match(piece.strip(":.")))
    if inside.strip().isdigit() and len(inside.strip()) < 7:
        return False
    if re.search(r"CVE-\d|GHSA-|[A-Z]{3,}-SA-\d", inside):
        return True
    return refs > 0 and all(_REF.match(piece.strip(":.")) or piece.lower().strip(":.") in _REF_WORDS for piece in pieces)


def _collect(tokens: list[Token]) -> tuple[str, str]:
    """The text of inline tokens, and that of a strong stretch at its head."""
    text, lead, strong, struck, image_depth = "", "", False, 0, 0
    link: tuple[int, str] | None = None
    for token in tokens:
        if token.type in ("s_open", "s_close"):
            struck += 1 if token.type == "s_open" else -1
        if struck or image_depth:
            continue
        if token.type == "strong_open" and not text.strip():
            strong = True
        elif token.type == "strong_close" and strong:
            strong, lead = False, text
        elif token.type == "link_open":
            link = (len(text), str(token.attrs.get("href", "")))
        elif token.type == "link_close" and link:
            text, link = text[: link[0]] + _link_words(text[link[0] :], link[1], text[: link[0]]), None
        elif token.type in ("softbreak", "hardbreak"):
            text += " "
        elif token.type in ("text", "code_inline"):
            text += token.content if token.type == "text" else token.content.strip()
    return text, lead


def _link_words(words: str, address: str, before: str) -> str:
    """How a link is read: its words; a ticket or a person in brackets, which are left out later; a bare address by its site."""
    bare = words.strip(" `[]()")
    if _REF.match(bare) and not bare.startswith("http"):
        if before.count("(") > before.count(")") or _LED_IN.search(before):  # `in #12` is left out as a whole
            return bare
        return f" ({bare})" if not re.fullmatch(r"\d{4,6}", bare) else words
    if bare.startswith(("http", "www.")):
        return bare if _TICKET.fullmatch(bare) or _COMPARED.fullmatch(bare) else site(address)
    return words


def _links(tokens: list[Token]) -> list[tuple[str, str]]:
    found, words, address = [], "", ""
    for token in tokens:
        if token.type == "link_open":
            words, address = "", str(token.attrs.get("href", ""))
        elif token.type == "link_close" and address:
            found.append((clean(words), address))
            address = ""
        elif address and token.type in ("text", "code_inline"):
            words += token.content
        elif token.type == "text" and not address:
            found += [(site(m[1]), m[0].strip("<>").rstrip(".,;:")) for m in _URL.finditer(token.content)]
    return found
