"""How a film begins and ends: the title with the point, and the call to action."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.film import Layout, Line, Slide
from core.media.reading.dates import date_in, is_release, version_in
from core.media.reading.document import Document, Listing, Paragraph, Section
from core.media.reading.inline import site
from core.media.reading.phrases import halves, shortened, titled
from core.media.reading.sentences import sentences, word_count
from core.providers.offline.writer_desk import Desk, Draft, Fact
from core.providers.offline.writer_facts import Facts, aside
from core.providers.offline.writer_prose import HEADLINE

_GENERIC = re.compile(
    r"^(?:change\s?log|changes|release notes?|version history|history|news|what[’']?s new|releases|readme|introduction|overview)$",
    re.I,
)
_SUFFIX = re.compile(r"\s*[-–—:|]?\s*(?:change\s?log|release notes?|version history|release history|news|changes)\s*$", re.I)
_WARM = re.compile(
    r"friend|casual|warm|fun|playful|freund|locker|amable|amistos|cercan|amical|chaleur|amig|descontra|amichevol|cordial|दोस्त|親|友",
    re.I,
)
_NO_HOME = re.compile(r"/(?:issues|pull|pulls|commit|compare|blob|tree|actions)/|badge|shields|\.svg|\.png")
_POINTERS = frozenset(
    {"see", "read", "check", "run", "ask", "follow", "tell", "install", "send", "give", "share", "apply", "lesen", "lea", "lisez"}
)
_AROUND = re.compile(r"\b(?:following|below|above|this section)\b", re.I)
_TALL_ORDER = 13_000


@dataclass(frozen=True)
class Title:
    """What the film is called, where that stands, and which section it heads."""

    text: str
    line: int
    section: int | None
    kicker: str = ""


def find_title(desk: Desk, document: Document, sections: list[Section]) -> Title:
    """The brief's title, the front matter's, the first heading, the release that is told, or the first sentence."""
    headed = [(i, s) for i, s in enumerate(sections) if s.level]
    first = headed[0] if headed and not any(s.level < headed[0][1].level for _, s in headed[:3]) else None
    releases = [(i, s) for i, s in headed if is_release(s.heading.text)]
    given = desk.brief.title or document.front.get("title", "")
    if given:
        same = first and first[1].heading.text.lower() == given.lower()
        return Title(given, first[1].first if first and same else 1, first[0] if first and (same or first[0] == 0) else None)
    if releases and (
        not first or first[0] == releases[0][0] or _GENERIC.match(first[1].heading.text) or _SUFFIX.search(first[1].heading.text)
    ):
        return _release_title(first[1] if first else None, *releases[0])
    label = _label(sections)
    if label:
        return Title(label, 1, None)
    if first:
        return Title(first[1].heading.text, first[1].first, first[0])
    for section in sections:
        for block in section.blocks:
            words = (
                block.words.text
                if isinstance(block, Paragraph)
                else block.entries[0].words.text
                if isinstance(block, Listing)
                else ""
            )
            if words:
                opening = sentences(words, desk.language)
                return Title(
                    shortened((opening[0] if opening else words).rstrip(".。।!"), desk.language, HEADLINE), block.first, None
                )
    return Title(
        headed[0][1].heading.text if headed else "", headed[0][1].first if headed else 1, headed[0][0] if headed else None
    )


def _label(sections: list[Section]) -> str:
    """A title that stands unmarked at the top: a first paragraph of a few words without an end."""
    if not sections or sections[0].level or not sections[0].blocks or len(sections) < 2:
        return ""
    block = sections[0].blocks[0]
    words = block.words.text if isinstance(block, Paragraph) and not block.words.images else ""
    return words if 0 < word_count(words) <= 10 and words[-1] not in ".!?:。！？।：" else ""


def _release_title(first: Section | None, index: int, release: Section) -> Title:
    name = (
        _SUFFIX.sub("", first.heading.text) if first and first is not release and not _GENERIC.match(first.heading.text) else ""
    )
    version, date = version_in(release.heading.text), date_in(release.heading.text)
    words = (
        re.sub(r"\s*[(\[]?\s*" + re.escape(date) + r"\s*[)\]]?", "", release.heading.text)
        if date and date != version
        else release.heading.text
    )
    words = words.strip(" -–—:[]()") or release.heading.text
    if name and version and name.lower() not in words.lower():
        words = f"{name} {version}"
    return Title(titled(words), release.first, index, date)


def opening(desk: Desk, title: Title, sections: list[Section], facts: Facts) -> tuple[Draft, Fact | None]:
    """The title's line: the title, and the sentence that says the point; that sentence is marked as used."""
    lede = _lede(desk, title, sections, facts)
    headline, subtitle = halves(title.text, "", desk.language, title=HEADLINE, rest=72)
    said = [_greeting(desk), desk.said(title.text)]
    if lede and _says_title(desk, title.text, lede.text):
        said = [_greeting(desk)]
    said.append(_for_whom(desk))
    if lede:
        lede.used = True
        said.append(lede.text)
        subtitle = subtitle or _under(desk, lede.text, headline)
    elif (
        desk.glue
        and not desk.brief.title
        and any(isinstance(b, Listing) for s in sections for b in s.blocks)
        and title.kicker + version_in(title.text)
    ):
        said.append(desk.glue.news)
    slide = Slide(layout=Layout.TITLE, kicker=desk.brief.category or title.kicker, headline=headline, body=subtitle)
    source = desk.source(min(title.line, lede.first), lede.last) if lede else desk.source(title.line, title.line)
    own = bool(desk.brief.title) and not lede
    return Draft(Line(narration=desk.joined(said), slide=slide, source=None if own else source)), lede


def _under(desk: Desk, lede: str, headline: str) -> str:
    """The lede as it stands under the title: short, or not at all."""
    short = shortened(sentences(lede, desk.language)[0], desk.language, 84)
    return short if len(short) <= 96 and short.lower() != headline.lower() else ""


def _lede(desk: Desk, title: Title, sections: list[Section], facts: Facts) -> Fact | None:
    """The best of the first sentences under the title, before any list or further heading."""
    start = title.section if title.section is not None else 0
    found: list[Fact] = []
    for section in sections[start : start + 1]:
        for block in section.blocks:
            if not isinstance(block, Paragraph):
                break
            found += facts.get(id(block), [])
    if title.section is not None and not found and start + 1 < len(sections) and not sections[start].blocks:
        following = sections[start + 1]
        if (
            following.level > sections[start].level
            and following.blocks
            and isinstance(following.blocks[0], Paragraph)
            and not aside(following)
        ):
            found = facts.get(id(following.blocks[0]), [])[:1]
    room = _TALL_ORDER - desk.ms(title.text)
    usable = [f for f in found[:4] if word_count(f.text) > 3 and desk.ms(f.text) <= room and not f.text.endswith((":", "："))]
    if not usable:
        return None
    best = max(usable, key=lambda f: (f.score, -f.first))
    return best if best.score > usable[0].score + 0.35 else usable[0]


def _says_title(desk: Desk, title: str, lede: str) -> bool:
    """Whether the lede begins with the title, so that saying both would stutter."""
    short = re.split(r"[:—–]", title)[0].strip().lower()
    return bool(short) and lede.lower().startswith((short, "the " + short, "this is " + short))


def _greeting(desk: Desk) -> str:
    return desk.glue.hello if desk.glue and _WARM.search(desk.brief.tone) else ""


def _for_whom(desk: Desk) -> str:
    audience = desk.brief.audience.rstrip(" .")
    if not desk.glue or not audience or word_count(audience) > 5 or len(audience) > 48 or "," in audience:
        return ""
    return desk.glue.audience.format(audience=audience[0].lower() + audience[1:] if audience[1:].islower() else audience)


def closing(desk: Desk, sections: list[Section], facts: Facts) -> Draft:
    """The last line: the source's own call to action, else its link, else a plain ending that suits the goal."""
    call = _call(desk, sections, facts)
    if call:
        call.used = True
        first = sentences(call.text, desk.language)[0].rstrip(" .!。।")
        link = next((address for _, address in call.words.links if address.startswith("http")), "")
        return Draft(_call_line(desk, call.text, _without_site(desk, first, link), link, (call.first, call.last)))
    name, headline, sentence = _ending(desk)
    linked = _home(sections) if name in ("end", "learn", "try") else None
    if linked and desk.glue:
        words = desk.joined([sentence, desk.glue.more.format(site=site(linked[0]))])
        return Draft(_call_line(desk, words, headline, linked[0], (linked[1], linked[1])))
    return Draft(Line(narration=sentence, slide=Slide(layout=Layout.CALL, headline=headline)))


def _call_line(desk: Desk, said: str, headline: str, address: str, at: tuple[int, int]) -> Line:
    shown = re.sub(r"^[a-z]+://(?:www\.)?|/$", "", address.split("?")[0].split("#")[0])
    body = shown if len(shown) <= 40 else site(address) if address else ""
    return Line(narration=said, slide=Slide(layout=Layout.CALL, headline=headline, body=body), source=desk.source(*at))


def _without_site(desk: Desk, text: str, address: str) -> str:
    """The call without the address behind it, which stands under it."""
    name = re.escape(site(address)) if address else ""
    bare = re.sub(rf"\s+(?:at|on|from|via|unter|auf|bei|en|sur|em|su|a)\s+{name}\S*$", "", text, flags=re.I) if name else text
    return shortened(titled(bare), desk.language, HEADLINE)


def _call(desk: Desk, sections: list[Section], facts: Facts) -> Fact | None:
    """A sentence that asks for something: late in the text, or with a link; pointers to other places only at the very end."""
    found: list[tuple[float, int, Fact]] = []
    count = sum(len(s.blocks) for s in sections)
    at = 0
    for section in sections:
        for block in section.blocks:
            at += 1
            for fact in facts.get(id(block), []) if isinstance(block, Paragraph) and not aside(section) else []:
                first = re.split(r"[\s,]", fact.text)[0].lower()
                linked = any(address.startswith("http") for _, address in fact.words.links)
                weak = first in _POINTERS
                late = at >= count - 1 if weak else at * 3 >= count * 2
                if first in desk.known.calls and word_count(fact.text) <= 26 and not fact.used and not _AROUND.search(fact.text):
                    if (late or linked) if not weak else (late and linked):
                        found.append((late + linked - weak + at / max(1, count), at, fact))
    return max(found, key=lambda f: (f[0], f[1]))[2] if found else None


def _home(sections: list[Section]) -> tuple[str, int] | None:
    """The first web address of the text that is no ticket, badge or picture, and its line."""
    for section in sections:
        for block in section.blocks:
            for _, address in block.words.links if isinstance(block, Paragraph) else ():
                if re.match(r"https?://", address) and not re.search(
                    r"/(?:issues|pull|pulls|commit|compare|blob|tree|actions)/|badge|shields|\.svg|\.png", address
                ):
                    return address, block.first
    return None


def _ending(desk: Desk) -> tuple[str, str, str]:
    if desk.glue is None:
        return "none", desk.brief.title or desk.brief.goal, ""
    goal = desk.brief.goal.lower()
    for name, stems, headline, sentence in desk.glue.closings[1:]:
        if any(re.search(rf"(?<!\w){re.escape(stem)}" if not desk.known.dense else re.escape(stem), goal) for stem in stems):
            return name, headline, sentence
    name, _, headline, sentence = desk.glue.closings[0]
    return name, headline, sentence
