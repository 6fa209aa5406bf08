"""Code, quotes and pictures: shown as they are, announced in words."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from core.film import Asset, Code, Layout, Line, Picture, Quote, Slide
from core.media.reading.document import Block, Paragraph, Saying, Section, Snippet
from core.media.reading.phrases import halves, shortened
from core.media.reading.sentences import sentences, word_count
from core.providers.offline.writer_desk import LIST_MS, Desk, Draft, Fact, Group, option
from core.providers.offline.writer_facts import Facts
from core.providers.offline.writer_glue_chinese import TRADITIONAL, traditional
from core.providers.offline.writer_prose import HEADLINE, kicker_of

MOST_LINES = 10
LONGEST_LINE = 76
MOST_QUOTE = 220

_SHELLS = frozenset(
    {"bash", "sh", "shell", "console", "zsh", "powershell", "ps1", "bat", "cmd", "terminal", "fish", "shell-session"}
)
_COMMAND = re.compile(
    r"^\s*(?:[$>]\s+)?(?:sudo|pip3?|npm|npx|yarn|pnpm|brew|apt|apt-get|cargo|git|docker|python3? -m|uv|conda|curl|go)\s"
)
_COMMENT = re.compile(r"^\s*(?:#(?!!)|//|--|;|/\*|\*)\s?(.*?)(?:\*/)?\s*$")
_UNFINISHED = re.compile(r"\b(run|use|type|execute|enter|try|do|using|with|call|write|add|set|invoke|via|running)$", re.I)
_BESIDE = re.compile(r"\s+(?:#|//)\s.*$")
"""A comment beside code: what is left out first, since a longer line is a smaller one."""
COMMENTED = 52
_ASKED = re.compile(r"^\s*>>>(?:\s|$)")
_PROMPT = re.compile(r"^(\s*)(?:>>>|\.\.\.)(?:\s|$)")
_PYTHONS = frozenset({"", "pycon", "python-console", "doctest", "python3", "py", "default"})
ENOUGH_LINES, MOST_ANSWER = 4, 4
"""Lines of a session that do for a slide, and lines of one answer that are shown at most."""
_BEGINS = re.compile(r"[:({\[,\\]$|^\s*@")
_DRAWN = re.compile("[\u2500-\u259f]|^--->|^\\s*(?:INFO|DEBUG|WARNING)\\b")
"""Boxes and bars that a terminal draws."""
_ALSO_CODE: Mapping[str, tuple[str, ...]] = {
    "en": ("In code, it reads like this.", "This is the code for it."),
    "de": ("Im Code liest es sich so.", "Das ist der Code dazu."),
    "es": ("En código se escribe así.", "Este es el código correspondiente."),
    "fr": ("Dans le code, cela s’écrit ainsi.", "Voici le code correspondant."),
    "pt": ("Em código, escreve-se assim.", "Este é o código correspondente."),
    "it": ("Nel codice si scrive così.", "Questo è il codice corrispondente."),
    "hi": ("कोड में इसे ऐसे लिखते हैं।", "यह इसका कोड है।"),
    "ja": ("コードではこう書きます。", "これがそのコードです。"),
    "zh": ("代码是这样写的。", "这就是对应的代码。"),
    "ar": ("يُكتب ذلك في الشيفرة هكذا.", "هذه هي الشيفرة المقابلة."),
}
"""The same as the glue's words for code in other ones: a film of nine pieces said one sentence nine times."""
_BOILERPLATE = re.compile(
    r"^\s*(?:import |from \S+ import |use |#include|using |package |require\(|}\s*$|\)\s*;?$|pass$|\.\.\.$|#!)"
)
_SCREEN = re.compile(
    r"screen|shot|\bui\b|dashboard|page|dialog|window|\bapp\b|settings|editor|browser|interface|menu|captura|bildschirm|écran|tela|schermata",
    re.I,
)
_OMITTED = re.compile(r"\s*[(\[](?:\.\.\.|…)[)\]]")
_TITLED = '"“„«「'
"""What the title of a paper or a talk begins with: shown under an author, and not said."""
_NAMED = {"zh": "{role}{author}", "ja": "{role}の{author}さん"}
"""How somebody is named with what they do, where that is not told behind a comma."""
_PHONE = re.compile(r"phone|mobile|ios|android|handy|móvil", re.I)


def code_group(desk: Desk, snippet: Snippet, section: int, heading: str, lead: Fact | None, share: float, title: str) -> Group:
    """A piece of code; it is said what it is, never read out.

    `title` is its headline where it has no other, `share` what it is worth beside earlier ones.
    """
    group = Group(section, facts=1)
    text = _trimmed(snippet.text)
    if not text or not any(c.isalpha() for c in text) or text.startswith(("![", "<", "|")):
        return group
    shell = snippet.language in _SHELLS or bool(_COMMAND.match(text))
    said, headline = _code_words(desk, snippet, heading, lead, _announced(desk, snippet, shell, section))
    if not said:
        return group
    headline = headline or title
    asked = ">>>" in snippet.text and snippet.language in _PYTHONS
    language = "python" if asked else snippet.language or ("bash" if shell else "")
    slide = Slide(
        layout=Layout.CODE,
        kicker=kicker_of(heading, headline),
        headline=headline,
        code=Code(text=text, language=language, focus=_focus(text, headline)),
    )
    line = Line(narration=said, slide=slide, source=desk.source(lead.first if lead else snippet.first, snippet.last))
    group.options.append(option(desk, [Draft(line)], (0.7 + 0.5 * lead.score if lead else 0.35) * share))
    return group


def _announced(desk: Desk, snippet: Snippet, shell: bool, section: int) -> str:
    """The studio's own words for code: neighbouring sections have others, since many of them may do nothing but show some."""
    if desk.glue is None:
        return ""
    if shell and len(snippet.text.splitlines()) <= 2:
        return desk.glue.command
    also = _ALSO_CODE.get(desk.language.split("-")[0], ())
    ways = (desk.glue.code, *(tuple(map(traditional, also)) if desk.glue is TRADITIONAL else also))
    return ways[section % len(ways)]


def _code_words(desk: Desk, snippet: Snippet, heading: str, lead: Fact | None, own: str) -> tuple[str, str]:
    """(what is said, headline): from the sentence before, a comment inside, or the studio's `own` words."""
    if lead and own and re.match(r"To [^,]+$", lead.text.rstrip(" :：.")) and desk.language.startswith("en"):
        return f"{lead.text.rstrip(' :：.')}, {own[0].lower()}{own[1:]}", heading
    if lead and word_count(lead.text) > 2:
        said = desk.said(_UNFINISHED.sub(r"\1 this", lead.text.rstrip(" :：")))
        title = heading if heading and len(heading) <= HEADLINE else shortened(said, desk.language, HEADLINE)
        return said, title
    comment = _COMMENT.match(snippet.text.split("\n")[0])
    if comment and len(comment[1].split()) >= 3 and comment[1][:1].isupper():
        return desk.said(comment[1]), heading or shortened(comment[1], desk.language, HEADLINE)
    return desk.joined([desk.said(heading) if heading else "", own]) if own or heading else "", heading


def _trimmed(text: str) -> str:
    """At most ten lines that say something, without prompts and their common indent; longer lines are ended at a blank."""
    rows = textwrap.dedent("\n".join(row.rstrip().expandtabs(4) for row in text.split("\n"))).strip("\n").split("\n")
    if _ASKED.match(rows[0]):
        rows = _answered(rows)
    elif any(map(_ASKED.match, rows)):
        rows = [_PROMPT.sub(r"\1", row) for row in rows]
    full = _fewer([re.sub(r"^(\s*)\$\s(?=\S)", r"\1", row) for row in rows if row.strip() and not _DRAWN.search(row)])
    full = [row for row in full if len(row) <= LONGEST_LINE + 24]
    if len(full) > MOST_LINES:
        full = _closed(full[:MOST_LINES])
    full = [_BESIDE.sub("", row) if len(row) > COMMENTED and not _COMMENT.match(row) else row for row in full]
    return textwrap.dedent("\n".join(full))


def _fewer(rows: list[str]) -> list[str]:
    """The rows without remarks, then without what every program begins with, where they are too many."""
    for dull in (_COMMENT, _BOILERPLATE):
        if len(rows) > MOST_LINES:
            rows = [row for row in rows if not dull.match(row)] or rows
    return rows


def _answered(rows: list[str]) -> list[str]:
    """What is typed at Python's prompt, each with its answer where that is short and whole; as many of them as have room."""
    examples = _examples(rows)
    kept = _fewer([row for example in examples for row in example])
    found: list[str] = []
    for example in examples:
        rest = [row for row in example if row in kept]
        if len(found) + len(rest) > MOST_LINES and len(found) >= ENOUGH_LINES:
            break
        found += rest
    return found


def _examples(rows: list[str]) -> list[list[str]]:
    """Every call of a session without its prompt, and what is shown of its answer."""
    found: list[list[str]] = []
    typed: list[str] = []
    answer: list[str] = []
    for row in [*rows, ">>>"]:
        if not _ASKED.match(row):
            (typed if _PROMPT.match(row) and not answer else answer).append(row)
            continue
        short = len(answer) <= MOST_ANSWER and all(len(told) <= LONGEST_LINE for told in answer)
        called = [_PROMPT.sub("", told) for told in typed]
        found.append([told for told in [*called, *(answer if short else [])] if told.strip()])
        typed, answer = [row], []
    return found


def _closed(rows: list[str]) -> list[str]:
    """The rows without those at the end that only begin something."""
    for end in range(len(rows), max(1, len(rows) - 3), -1):
        if not _BEGINS.search(rows[end - 1]):
            return rows[:end]
    return rows


def _focus(text: str, headline: str) -> tuple[int, ...]:
    """The lines that share a rarer word with the headline, where not most of them do."""
    words = set(re.findall(r"[a-z]{4,}", headline.lower()))
    found = tuple(i for i, row in enumerate(text.split("\n")) if words & set(re.findall(r"[a-z]{4,}", row.lower())))
    return found if 0 < len(found) <= max(1, len(text.split("\n")) // 2) else ()


def quote_group(desk: Desk, saying: Saying, section: int, heading: str) -> Group:
    """Somebody's words, whole or some of their sentences."""
    group = Group(section, facts=1)
    text = _excerpt(desk, _OMITTED.sub(" …", saying.text))
    author, role = (part.strip() for part in (*re.split("[,，、]", saying.by.lstrip("@"), maxsplit=1), "")[:2])
    role = role.strip(" .")
    together = _NAMED.get(desk.language.split("-")[0], "{author}, {role}").format(author=author, role=role)
    named = author if not role or role[0] in _TITLED else together
    said = desk.said(text)
    if named and desk.glue:
        said = desk.joined([said, desk.glue.said.format(author=named.rstrip("."))])
    if desk.ms(said) > LIST_MS * 1.5 or len(text) < (6 if desk.known.dense else 12):
        return group
    slide = Slide(layout=Layout.QUOTE, kicker=kicker_of(heading, ""), quote=Quote(text=text, author=author, role=role))
    line = Line(narration=said, slide=slide, source=desk.source(saying.first, saying.last))
    group.options.append(option(desk, [Draft(line)], 1.6 if saying.by else 0.7))
    return group


def _excerpt(desk: Desk, text: str) -> str:
    """Its first sentences, as many as fit."""
    kept: list[str] = []
    for piece in sentences(text, desk.language):
        if kept and len(desk.joined([*kept, piece])) > MOST_QUOTE:
            break
        kept.append(piece)
    return desk.joined(kept)


_UNTOLD = 0.5
"""What a picture is worth that only a heading can be said to: less than any sentence that would be left out for it."""

Pictured = tuple[Paragraph, str, str]
"""The paragraph that a picture stands in, its description, its address."""


def paired(sections: Sequence[Section], facts: Facts) -> dict[int, list[Pictured]]:
    """A paragraph's `id` -> the pictures that it tells about.

    Its own; and those in a paragraph of nothing but pictures just behind it, or before it where none of its own is near.
    """
    found: dict[int, list[Pictured]] = {}
    for section in sections:
        for place, block in enumerate(section.blocks):
            if isinstance(block, Paragraph) and block.words.images:
                teller = block if facts.get(id(block)) else _teller(section.blocks, place, facts, found) or block
                found.setdefault(id(teller), []).extend((block, alt, address) for alt, address in block.words.images)
    return found


def _teller(blocks: Sequence[Block], place: int, facts: Facts, taken: Mapping[int, Sequence[Pictured]]) -> Paragraph | None:
    """The paragraph beside a picture that has a sentence left for it."""
    for near in (place - 1, place + 1):
        block = blocks[near] if 0 <= near < len(blocks) else None
        if isinstance(block, Paragraph) and len(facts.get(id(block), ())) > len(taken.get(id(block), ())):
            return block
    return None


def find_asset(assets: tuple[Asset, ...], address: str, alt: str) -> Asset | None:
    """The picture that a reference means: by its path, its file name, or its description."""
    name = PurePosixPath(address.split("?")[0].split("#")[0])
    for asset in assets:
        if asset.name in (address, name.name) or PurePosixPath(asset.name).name == name.name:
            return asset
    return next((asset for asset in assets if alt and PurePosixPath(asset.name).stem.lower() == alt.lower()), None)


def picture_of(asset: Asset, alt: str) -> tuple[Layout, Picture]:
    """How an asset is shown: a screenshot in its frame, else as a still."""
    words = f"{asset.name} {alt}"
    screen = bool(_SCREEN.search(words)) and asset.name.lower().endswith((".png", ".webp"))
    tall = asset.height > asset.width * 1.4
    device = "phone" if tall and (screen or _PHONE.search(words)) else "browser" if screen else "none"
    picture = Picture(blob=asset.blob, width=asset.width, height=asset.height, alt=alt, device=device)
    return (Layout.SCREEN if screen else Layout.STILL_TEXT if alt else Layout.STILL), picture


def picture_group(
    desk: Desk, asset: Asset, alt: str, at: tuple[int, int], section: int, heading: str, lead: Fact | None
) -> Group:
    """A picture with what the source says about it: the sentence beside it, its description, or its heading."""
    group = Group(section, facts=1)
    words = lead.text.rstrip(" :：") if lead else alt if len(alt.split()) >= 3 or (alt and desk.known.dense) else heading or alt
    if not any(c.isalnum() for c in words):
        return group
    said = desk.said(words)
    layout, picture = picture_of(asset, alt)
    headline, body = halves(sentences(said, desk.language)[0].rstrip(" .。।"), "", desk.language, title=HEADLINE, rest=90)
    slide = Slide(
        layout=layout,
        kicker=kicker_of(heading, headline),
        headline=headline,
        body=body if len(body) <= 110 else "",
        picture=picture,
    )
    first, last = (min(at[0], lead.first), max(at[1], lead.last)) if lead else at
    line = Line(narration=said, slide=slide, source=desk.source(first, last))
    told = lead is not None or words is alt
    group.options.append(option(desk, [Draft(line)], (1.5 if told else _UNTOLD) + (lead.score if lead else 0.0)))
    return group
