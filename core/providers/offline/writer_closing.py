"""How a film ends: with the source's own call to action, its address, or a plain goodbye."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.film import Layout, Line, Slide
from core.media.reading.calls import for_readers, points_nowhere
from core.media.reading.dates import is_date
from core.media.reading.document import Paragraph, Section
from core.media.reading.inline import site
from core.media.reading.phrases import halves, shortened, titled
from core.media.reading.sentences import sentences, word_count
from core.media.reading.tongues import small_words
from core.providers.offline.writer_desk import Desk, Draft, Fact
from core.providers.offline.writer_facts import Facts
from core.providers.offline.writer_frame import Title
from core.providers.offline.writer_phrase import Glue
from core.providers.offline.writer_prose import HEADLINE
from core.providers.offline.writer_told import aside

_HOME = re.compile(r"\b(?:website|homepage|home page|documentation|docs|webseite|dokumentation|sitio|site web|sito)\b", re.I)
_NO_HOME = re.compile(r"/(?:issues|pull|pulls|commit|compare|blob|tree|actions)(?:/|$)|badge|shields|\.svg|\.png")
_NOT_ITS_OWN = re.compile(
    r"://(?:www\.)?(?:[\w-]+\.)*(?:pypi\.org|pypi\.python\.org|pepy\.tech|pypistats\.org|npmjs\.com|anaconda\.org|conda\.io|crates\.io"
    r"|codecov\.io|coveralls\.io|codacy\.com|codeclimate\.com|sonarcloud\.io|snyk\.io|travis-ci\.\w+|circleci\.com|cirrus-ci\.com"
    r"|appveyor\.com|fury\.io|badgen\.net|pypip\.in|githubusercontent\.com|raw\.github\.com|gist\.github\.com|gravatar\.com"
    r"|zenodo\.org|doi\.org|tidelift\.com|stackoverflow\.com|discord\.\w+"
    r"|gitter\.im|slack\.com|opencollective\.com|scorecard\.dev|bestpractices\.\w+|twitter\.com|x\.com|youtube\.com|wikipedia\.org)/",
    re.I,
)
"""Sites that tell of many projects: shops, badges, bare files, chats. None of them is anybody's home."""
_CODE_HOSTS = re.compile(
    r"^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|raw\.githubusercontent\.com|raw\.github\.com|gist\.github\.com)$"
)
"""Sites whose name alone leads nowhere: the address is shown and not said."""
_LINK = re.compile(r"""\[([^\[\]]*)\]\((https?://[^()\s]+)\)|href\s*=\s*["'](https?://[^"']+)["'][^<>]*>([^<>]*)<""", re.I)
_AROUND = re.compile(r"\b(?:following|below|above|this section)\b", re.I)
_REQUESTS = small_words("ask tell send give share apply follow")
"""Verbs that ask for something where they stand last."""
_POINTERS = _REQUESTS | small_words("see read check run install lesen lea lisez")
"""Verbs that often point to another place in the text instead."""
_PLAIN = small_words(
    """the to for and of in on how what why com www docs guide new release version is readme library framework api sdk cli project
    welcome"""
)
_CALLED = small_words(
    """our its full complete official latest stable online read view see visit browse more api rest user users reference html
    page at und zur offizielle offiziellen ganze oficial completa officielle complète ufficiale completa"""
)
"""Words around `documentation` that leave it the text's own."""


def closing(desk: Desk, title: Title, sections: list[Section], facts: Facts, most_ms: int) -> Draft | None:
    """The last line: the source's own call to action, else its link, else a plain ending that suits the goal."""
    call = _call(desk, sections, facts)
    if call and desk.ms(call.text) <= most_ms:
        call.used = True
        first = _request(sentences(call.text, desk.language)[0]).rstrip(" .!。।")
        link = next((address for _, address in call.words.links if address.startswith("http")), "")
        return Draft(_call_line(desk, call.text, _without_site(desk, first, link), link, (call.first, call.last)))
    if desk.glue is None:
        return None
    name, headline, sentence = _ending(desk.glue, desk)
    linked = _home(desk, desk.brief.title or title.text, sections) if name in ("end", "learn", "try") else None
    if linked and most_ms > 6_000:
        more = "" if _CODE_HOSTS.match(site(linked[0])) else desk.glue.more.format(site=site(linked[0]))
        words = desk.joined([sentence, more]) if more else sentence
        shown = halves(title.text, "", desk.language, title=HEADLINE, rest=72)[0] if name == "end" else headline
        return Draft(_call_line(desk, words, shown or headline, linked[0], (linked[1], linked[1])))
    shown = _name(desk, title, facts) if name == "end" else ""
    return Draft(Line(narration=sentence, slide=Slide(layout=Layout.CALL, headline=shown or headline)))


def _name(desk: Desk, title: Title, facts: Facts) -> str:
    """What the film is about, for its last picture; nothing where that is how a sentence begins, a date or too long."""
    named = desk.brief.title or title.text
    headed = title.section is not None
    told = not headed and any(fact.text.startswith(named) for found in facts.values() for fact in found)
    return "" if told or is_date(named) or len(named) > HEADLINE else named


def _call_line(desk: Desk, said: str, headline: str, address: str, at: tuple[int, int]) -> Line:
    shown = re.sub(r"^[a-z]+://(?:www\.)?|/$", "", address.split("?")[0].split("#")[0])
    body = shown if len(shown) <= 40 else site(address) if address and not _CODE_HOSTS.match(site(address)) else ""
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
                first = _asked(fact.text)
                linked = any(address.startswith("http") for _, address in fact.words.links)
                weak = first in _POINTERS
                late = at >= count - 1 if weak else at * 3 >= count * 2
                placed = (late and (linked or first in _REQUESTS)) if weak else (late or linked)
                if (
                    placed
                    and not fact.text.endswith((":", "："))
                    and first in desk.known.calls
                    and (4 if weak else 2) <= word_count(fact.text) <= 26
                    and not fact.used
                    and not _AROUND.search(fact.text)
                    and not (points_nowhere(fact.text) or for_readers(fact.text, desk.brief.goal))
                ):
                    found.append((late + linked - weak + at / max(1, count), at, fact))
    return max(found, key=lambda f: (f[0], f[1]))[2] if found else None


def _asked(text: str) -> str:
    """The verb of a request: its first word, also behind `please` and behind a condition."""
    return re.split(r"[\s,]", _request(text))[0].lower()


def _request(text: str) -> str:
    """A request without its condition and its `please`."""
    clause = re.sub(r"^(?:If|When|Wenn|Si|Se|Quand)\b[^,]*,\s*", "", text)
    return re.sub(r"^(?:please|now|so|bitte|por favor|per favore)\s+", "", clause, flags=re.I)


def _home(desk: Desk, title: str, sections: list[Section]) -> tuple[str, int] | None:
    """The web address of what the film is about, and its line: one that has the title's name, or is called its home."""
    name = [
        w
        for w in _words(re.split(r"[:—–(]|\s(?:-+|is|are)\s|,\s", title)[0])
        if len(w) > 1 and not w.isdigit() and w not in _PLAIN
    ]
    paragraphs = (block for section in sections for block in section.blocks if isinstance(block, Paragraph))
    told = [(words, address, block.first) for block in paragraphs for words, address in block.words.links]
    links = [*told, *_linked(desk.brief.source)]
    worth = [_worth(desk, words, address, name) for words, address, _ in links]
    best = max(range(len(links)), key=lambda i: (worth[i], -_depth(links[i][1]), -i), default=None)
    return links[best][1:] if best is not None and worth[best] else None


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _depth(address: str) -> int:
    """How far below its site's first page an address is."""
    return address.split("://")[-1].split("#")[0].rstrip("/").count("/")


def _linked(source: str) -> Iterator[tuple[str, str, int]]:
    """(words, address, line) of every link, also of those in rows that nobody reads aloud."""
    for number, line in enumerate(source.split("\n"), 1):
        for found in _LINK.finditer(line):
            yield found[1] or found[4] or "", found[2] or found[3], number


def _worth(desk: Desk, words: str, address: str, name: list[str]) -> int:
    """How much an address looks like a home: its site or its path has the name, or it is called so; 0: not at all."""
    if not re.match(r"https?://", address) or _NO_HOME.search(address) or _NOT_ITS_OWN.search(address.rstrip("/") + "/"):
        return 0
    hosted = bool(_CODE_HOSTS.match(site(address)))
    if not hosted and _has(site(address), name):
        return 4
    if _HOME.search(words) and _called_home(desk, words, name):
        return 2 if hosted else 3
    return int(_has(address, name))


def _has(address: str, name: list[str]) -> bool:
    """Whether an address has the whole name: a part of it is anybody's, as `python` of `python-dotenv` is."""
    there = set(_words(address))
    return bool(name) and (set(name) <= there or "".join(name) in there)


def _called_home(desk: Desk, words: str, name: list[str]) -> bool:
    """Whether `words` call a page the documentation and name nobody else whose it is."""
    left = set(re.findall(r"\w+", _HOME.sub(" ", words).lower()))
    left -= _PLAIN | _CALLED | desk.known.articles | desk.known.breaks
    return not left or (_has(words, name) and left <= set(name))


def _ending(glue: Glue, desk: Desk) -> tuple[str, str, str]:
    """(name, headline, sentence) of the goodbye that suits the goal."""
    goal = desk.brief.goal.lower()
    for name, stems, headline, sentence in glue.closings[1:]:
        if any(re.search(rf"(?<!\w){re.escape(stem)}" if not desk.known.dense else re.escape(stem), goal) for stem in stems):
            return name, headline, sentence
    name, _, headline, sentence = glue.closings[0]
    return name, headline, sentence
