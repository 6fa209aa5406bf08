"""How a film begins: its title, and the sentence that says the point."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from core.film import Layout, Line, Slide
from core.media.reading.dates import date_in, is_release, version_in
from core.media.reading.document import Document, Grid, Listing, Paragraph, Saying, Section
from core.media.reading.inline import words_of
from core.media.reading.phrases import clipped, halves, shortened, titled
from core.media.reading.sentences import sentences, word_count
from core.media.reading.tongues import small_words
from core.providers.offline.writer_desk import Desk, Draft, Fact
from core.providers.offline.writer_facts import MOST_WORDS, Facts, points_elsewhere
from core.providers.offline.writer_prose import HEADLINE
from core.providers.offline.writer_told import aside

_LOG = r"(?:change[\s-]?(?:log|history|list|notes?)|changes|(?:release|version|revision|update) (?:history|notes?|log))"
_GENERIC = re.compile(
    rf"^(?:the |full |complete )?(?:{_LOG}|history|news|what[’']?s new|(?:recent |past |all )?(?:releases|versions|updates)"
    r"|readme|introduction|overview)$",
    re.I,
)
_SUFFIX = re.compile(rf"\s*[-–—:|]?\s*(?:{_LOG}|news)\s*(?:--.*)?$", re.I)
_PREFIX = re.compile(rf"^(?:{_LOG}|history|news|releases?)\s+(?:(?:for|of|in|about)\s+)?(?=\S)", re.I)
_BRIEF = re.compile(
    r"^(?:(?:feature|product|project|launch|creative|video)\s+)?"
    r"(?:brief|spec|specification|prd|rfc|one[- ]pager|proposal|announcement|to-?do|readme)\s*[-–—:]\s*(?=\S)",
    re.I,
)
"""What kind of paper a text is, before what it is about."""
_WARM = re.compile(
    r"friend|casual|warm|fun|playful|freund|locker|amable|amistos|cercan|amical|chaleur|amig|descontra|amichevol|cordial|दोस्त|親|友",
    re.I,
)
_VERSION_WORD = {"es": "Versión", "pt": "Versão", "it": "Versione", "hi": "संस्करण", "ja": "バージョン", "zh": "版本"}
_PRONOUNS = small_words("we you i there here what who wir ich du ihr nous vous je nosotros nós noi today")
_TALL_ORDER = 13_000
_WHOLE_SENTENCE = 20_000
MOST_TITLE = 90


@dataclass(frozen=True)
class Title:
    """What the film is called, where that stands, and which section it heads."""

    text: str
    line: int
    section: int | None
    kicker: str = ""


def find_title(desk: Desk, document: Document, sections: list[Section]) -> Title:
    """The brief's title, the front matter's, the first heading, the release that is told, or what the first sentence is about."""
    headed = [(i, s) for i, s in enumerate(sections) if s.level]
    first = headed[0] if headed and _heads(sections, headed) else None
    releases = [(i, s) for i, s in headed if is_release(s.heading.text)]
    given = desk.brief.title or document.front.get("title", "")
    if given:
        same = first is not None and first[1].heading.text.lower() == given.lower()
        heads = first is not None and (same or (first[0] == 0 and first[1].level == 1))
        return Title(given, first[1].first if first and same else 1, first[0] if first and heads else None)
    label = _label(list(document.sections))
    if releases and (not first or first[0] == releases[0][0] or _names_changes(first[1].heading.text)):
        above = label if _names_changes(label) or word_count(label) <= 5 else ""
        name = first[1].heading.text if first and first[0] != releases[0][0] else above
        return _release_title(name, desk.language.split("-")[0], *releases[0])
    if label:
        return Title(titled(_BRIEF.sub("", label)), 1, None)
    if first:
        return Title(clipped(titled(_BRIEF.sub("", first[1].heading.text)), MOST_TITLE), first[1].first, first[0])
    named = _from_words(desk, sections)
    if named:
        return named
    if headed:
        return Title(clipped(headed[0][1].heading.text, MOST_TITLE), headed[0][1].first, headed[0][0])
    return _from_rest(desk, sections) or Title("", 1, None)


def _heads(sections: list[Section], headed: list[tuple[int, Section]]) -> bool:
    """Whether the first heading is the whole text's: nothing is above it, and what comes before it is no prose."""
    level = headed[0][1].level
    others = [s.level for _, s in headed[1:]]
    prose = (
        any(isinstance(b, Paragraph) and word_count(b.words.text) > 12 for b in sections[0].blocks)
        if not sections[0].level
        else False
    )
    return not any(other < level for other in others[:3]) and (
        not prose or (bool(others) and all(other > level for other in others))
    )


def _names_changes(heading: str) -> bool:
    return bool(_GENERIC.match(heading) or _SUFFIX.search(heading) or _PREFIX.match(heading))


def _from_words(desk: Desk, sections: list[Section]) -> Title | None:
    """A title from the first words: what they stress, what they are about, or the first sentence in short."""
    for section in sections:
        for block in section.blocks:
            words = (
                block.words if isinstance(block, Paragraph) else block.entries[0].words if isinstance(block, Listing) else None
            )
            if words is None or not words.text:
                continue
            first = (sentences(words.text, desk.language) or [words.text])[0].rstrip(".。।!")
            about = re.match(r"((?:[A-ZÀ-Ý][\w.+-]*\s?){1,3})(?:\(|,|\bis\b|\bare\b|\bist\b|\bes\b|\best\b|\bé\b|\bè\b)", first)
            named = (
                about[1].strip()
                if about and about[1].strip().lower() not in desk.known.leaning | desk.known.articles | _PRONOUNS
                else ""
            )
            text = words.lead if 1 < len(words.lead) <= 48 else named or shortened(first, desk.language, HEADLINE)
            text = _BRIEF.sub("", text)
            return Title(text if len(text) <= MOST_TITLE else f"{clipped(text, MOST_TITLE)}…", block.first, None)
    return None


def _from_rest(desk: Desk, sections: list[Section]) -> Title | None:
    """A title where there is neither heading nor prose: of a quote its words, of a table what its last column is called."""
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Saying):
                return Title(clipped(shortened(block.text, desk.language, HEADLINE), MOST_TITLE), block.first, None)
            if isinstance(block, Grid) and any(block.header):
                return Title(clipped(block.header[-1] or block.header[0], MOST_TITLE), block.first, None)
    return None


def _label(sections: list[Section]) -> str:
    """A title that stands unmarked at the top: a first paragraph of a few words without an end."""
    if not sections or sections[0].level or not sections[0].blocks or len(sections) < 2:
        return ""
    block = sections[0].blocks[0]
    words = block.words.text if isinstance(block, Paragraph) and not block.words.images else ""
    few = 0 < word_count(words) <= 10 and words[-1] not in ".!?:。！？।："
    return words if few else words.split(".")[0] if _SUFFIX.search(words.split(".")[0]) and len(words.split(".")[0]) < 60 else ""


def _release_title(name: str, language: str, index: int, release: Section) -> Title:
    name = "" if _GENERIC.match(name) else _SUFFIX.sub("", _PREFIX.sub("", name)).strip()
    version, date = version_in(release.heading.text), date_in(release.heading.text)
    words = release_words(release.heading.text, language)
    if name and version and name.lower() not in words.lower():
        series = name.split()[-1]  # of `Node 20`, whose version is 20.1
        words = f"{name.removesuffix(series) if version.startswith(series + '.') else name + ' '}{version}"
    return Title(clipped(titled(words), MOST_TITLE), release.first, index, _spelled(date, language))


def _spelled(date: str, language: str) -> str:
    """`2026-04-16` as people of `language` write a date; any other as it is."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        return date
    try:
        return format_date(datetime.date.fromisoformat(date), "long", locale=Locale.parse(language))
    except (ValueError, UnknownLocaleError):
        return date


def release_words(heading: str, language: str) -> str:
    """What a release's heading calls it: without its date and who made it, a bare number with the word for it."""
    version, date, words = version_in(heading), date_in(heading), heading
    if date and date != version:
        words = re.sub(r"[(\[][^()\[\]]*" + re.escape(date) + r"[^()\[\]]*[)\]]|" + re.escape(date), "", words)
    words = _SUFFIX.sub("", words) if version else words
    words = re.sub(r",?\s+(?:@[\w-]+|released(?: on)?)\s*$", "", _PREFIX.sub("", words)).strip(" -–—:,;")
    words = (words if words.count("(") == words.count(")") else words.strip(" []()")).strip("[]") or heading
    if version and words.lower().removeprefix("v") == version.lower():
        return f"{_VERSION_WORD.get(language.split('-')[0], 'Version')} {version}"
    return words


def opening(desk: Desk, title: Title, sections: list[Section], facts: Facts, most_ms: int, summary: Fact | None = None) -> Draft:
    """The title's line: the title, and the sentence that says the point; that sentence is marked as used.

    `summary` is what the text says of itself in one sentence, where it does.
    """
    short_enough = summary and desk.ms(desk.joined([title.text, summary.text])) <= min(most_ms, _TALL_ORDER)
    lede = summary if short_enough else _lede(desk, title, sections, facts, min(most_ms, _TALL_ORDER))
    for fact in (f for found in facts.values() for f in found):
        fact.used = fact.used or (lede is not None and fact.text == lede.text)
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
    narration = desk.joined(said) or desk.said(desk.brief.title)
    return Draft(Line(narration=narration, slide=slide, source=None if own else source))


def summary(desk: Desk, front: dict[str, str]) -> Fact | None:
    """What a front matter says that its text is about, in one sentence."""
    text = next((front[name] for name in ("description", "summary", "subtitle", "excerpt") if front.get(name)), "")
    words = words_of(text)
    if not 4 <= word_count(words.text) <= MOST_WORDS or points_elsewhere(words.text):
        return None
    line = next((i for i, row in enumerate(desk.rows, 1) if text[:24] in row), 1)
    return Fact(desk.said(words.text), line, line, words, 0)


def _under(desk: Desk, lede: str, headline: str) -> str:
    """The lede as it stands under the title: short, or not at all."""
    first = sentences(lede, desk.language)[0].rstrip(" .。।")
    short = first if len(first) <= 96 else shortened(first, desk.language, 88)
    return short if 24 * (not desk.known.dense) <= len(short) <= 96 and short.lower() != headline.lower() else ""


def _lede(desk: Desk, title: Title, sections: list[Section], facts: Facts, most_ms: int) -> Fact | None:
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
    begun = next((f for f in found[:1] if title.section is None and not desk.brief.title and _begins(f.text, title.text)), None)
    if begun and desk.ms(begun.text) <= _WHOLE_SENTENCE:
        return begun
    room = most_ms - desk.ms(title.text) + desk.pace.gap_ms
    usable = [
        f
        for f in found[:4]
        if word_count(f.text) > 3
        and desk.ms(f.text) <= room
        and not f.text.endswith((":", "："))
        and not points_elsewhere(f.text)
    ]
    if not usable:
        return None
    best = max(usable, key=lambda f: (f.score, -f.first))
    return best if best.score > usable[0].score + 0.35 else usable[0]


def _begins(sentence: str, title: str) -> bool:
    """Whether a title is only how the sentence begins, which would be heard twice."""
    return len(sentence) > len(title) + 1 and sentence.startswith(title.rstrip("…"))


def _says_title(desk: Desk, title: str, lede: str) -> bool:
    """Whether the lede begins with the title, so that saying both would stutter."""
    short = re.split(r"[:—–]", title)[0].strip(" …").lower()
    return bool(short) and lede.lower().startswith((short, "the " + short, "this is " + short))


def _greeting(desk: Desk) -> str:
    return desk.glue.hello if desk.glue and _WARM.search(desk.brief.tone) else ""


def _for_whom(desk: Desk) -> str:
    audience = desk.brief.audience.rstrip(" .")
    if not desk.glue or not audience or word_count(audience) > 5 or len(audience) > 48 or "," in audience:
        return ""
    return desk.glue.audience.format(audience=audience[0].lower() + audience[1:] if audience[1:].islower() else audience)
