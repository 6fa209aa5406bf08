"""From sections to facts: which of them are told at all, their sentences bound to what they lean on, and their rank."""

from __future__ import annotations

import re

from core.media.reading.dates import is_date, is_release
from core.media.reading.document import Block, Entry, Listing, Paragraph, Section
from core.media.reading.figures import figure_in
from core.media.reading.ranking import ranks, similarity
from core.media.reading.sentences import finished, sentences, shorter, word_count
from core.providers.offline.writer_desk import Desk, Fact, leans
from core.providers.offline.writer_told import aside, chores, label_of, of_safety, of_slight

_CREDIT = re.compile(
    r"^(?:Initial |Original )?"
    r"(?:Patch(?:es)?|Fix developed|Contributed|Reported|Suggested|Based on a patch|Courtesy|Thanks|Many thanks)\b"
    r".{0,12}\b(?:by|from|to|of)\b",
    re.I,
)
_VERSION = re.compile(r"\bv?\d+(?:\.\d+)+\w*")
_NAME = re.compile(r"\b[^\W\d_]{3,}")
_ANCHOR = re.compile(r"^\s*\[[^\]]*\]\(#[^)]*\)\s*$")
_META = re.compile(
    r"^(?:See|Refer to|Please (?:see|refer)|For (?:more|further|additional|details|a (?:full|complete))|Check out|Note that)\b"
    r"|\b(?:see|described|listed|shown|section|setup) (?:below|above)\b|^No (?:user-visible |other )?changes\b"
    r"|\bthe following\b|\bthe (?:above|below)\b|\bthis (?:section|document|page|file|post|article)\b"
    r"|^(?:To (?:learn|read|find out|see|know)|You(?: can| may|['’]ll)?(?: also)? (?:find|read|see|learn)|Read|Learn|Find)\b"
    r".{0,40}\b(?:more|details?)\b|^(?:More|Detailed|Further|Additional) (?:information|details|info)\b"
    r"|\bcan (?:all |also )?be found\b"
    r"|\bread on\b|^You can (?:also )?(?:jump|check out|browse)\b|(?:,| or) see [\w ]{3,30}\.?$"
    r"|^(?:Here is|Here['’]s) (?:a|the) (?:check)?list\b"
    r"|^We (?:will|['’]ll) share (?:an update|updates|more)\b"
    r"|^(?:Para más información|Pour plus d['’]|Weitere Informationen|Mehr (?:dazu|Informationen)|Para mais informações"
    r"|Per maggiori)",
    re.I,
)
"""Sentences that say where something is told rather than tell it."""
_LEADS_IN = re.compile(
    r"^(?:(?:first(?:ly)?|next|now|so|then|finally|again|here|okay|ok|well|to (?:begin|start)),?\s+)*"
    r"(?:let(?:['’]s| us)\b|we(?:['’]ll| will| are going to| can)(?: now| first| next| also| then)? (?:take a|have a|look|see"
    r"|discuss|talk|cover|explore|consider|return|dive|move on|turn to|examine|walk|go (?:over|through)|demonstrate"
    r"|(?:start|begin) (?:by|with))\b)"
    r"|^(?:schauen|sehen|betrachten) wir\b|^veamos\b|^(?:re)?gardons\b|^voyons\b|^vediamo\b|^(?:vamos ver|vejamos)\b",
    re.I,
)
"""Sentences that only lead to what is told next: `First, let's take a look at ...`."""
_DEEP = {0: 1.0, 1: 1.0, 2: 1.0, 3: 0.9, 4: 0.7}
"""What a heading's level makes of its text's worth."""
SAFETY = 0.6
"""What a release's item is worth more where it keeps people safe: it is why they update."""
MOST_FACTS = 9000
MOST_WORDS = 44

Facts = dict[int, list[Fact]]
"""Facts by the identity of their block, as `id(block)`."""


def gather(desk: Desk, sections: list[Section]) -> Facts:
    """The facts of every paragraph and list, ranked against each other."""
    facts: Facts = {}
    said: set[str] = set()
    count = 0
    for index, section in enumerate(sections):
        for block in section.blocks:
            if count >= MOST_FACTS:
                break
            found = [fact for fact in _facts_of(desk, block, index) if _bare(fact.text) not in said]
            said.update(_bare(fact.text) for fact in found)
            facts[id(block)] = found
            count += len(found)
    _score(desk, sections, facts)
    return facts


def _bare(text: str) -> str:
    """What a fact says, whatever part of the product it is filed under: `http: keep headers` and `Keep headers.` are one."""
    return re.sub(r"^[\w,./-]{1,24}:\s+", "", text).rstrip(" .").lower()


def best_of(facts: Facts, most: int) -> Facts:
    """`facts` with the `most` best of them: the rest of a long text has no chance, and costs time."""
    scores = sorted((fact.score for found in facts.values() for fact in found), reverse=True)
    if len(scores) <= most:
        return facts
    return {block: [fact for fact in found if fact.score >= scores[most]] for block, found in facts.items()}


def points_elsewhere(sentence: str) -> bool:
    """Whether a sentence says where something is told, or that it will be told, rather than tell it."""
    return bool(_META.search(sentence) or _LEADS_IN.match(sentence))


def spoken_item(desk: Desk, entry: Entry) -> str:
    """What is said of an item: its first sentence, and the next while both are short."""
    pieces = [p for p in sentences(entry.words.text, desk.language) if not _CREDIT.match(p)]
    if not pieces:
        return ""
    kept = [pieces[0]]
    for piece in pieces[1:2]:
        if word_count(kept[0]) + word_count(piece) <= 24:
            kept.append(piece)
    return desk.joined([part for piece in kept for part in shorter(finished(piece.rstrip(":"), desk.language), desk.language)])


def _facts_of(desk: Desk, block: Block, section: int) -> list[Fact]:
    if isinstance(block, Paragraph):
        return _of_paragraph(desk, block, section)
    if isinstance(block, Listing):
        if all(_ANCHOR.match(entry.raw) or _bare_link(entry) for entry in block.entries):
            return []
        return [fact for entry in block.entries for fact in _of_entry(desk, entry, section, block.ordered)]
    return []


def _bare_link(entry: Entry) -> bool:
    """Whether an item is hardly more than a link: a menu's entry."""
    linked = sum(len(words) for words, _ in entry.words.links)
    return linked * 10 >= len(entry.words.text) * 8 and len(entry.words.text.split()) <= 4


def _of_entry(desk: Desk, entry: Entry, section: int, ordered: bool) -> list[Fact]:
    """An item as a fact; a step is kept even where it is hardly prose, since the next ones need it."""
    text = spoken_item(desk, entry)
    plain = word_count(text)
    code = sum(map(len, entry.words.codes)) * 10 > len(text) * 7
    if (
        not text
        or plain > MOST_WORDS
        or (not ordered and (code or (_noise(text) and not is_date(text.partition(": ")[2].rstrip(".")))))
    ):
        return []
    return [Fact(text, entry.first, entry.last, entry.words, section)]


def _of_paragraph(desk: Desk, block: Paragraph, section: int) -> list[Fact]:
    """Sentences, each with those behind it that lean on it."""
    text = block.words.text
    if not text or (block.words.images and word_count(text) < 4) or _mostly_links(block):
        return []
    found: list[Fact] = []
    for sentence in sentences(text, desk.language):
        if _label_only(desk, sentence, text) or _CREDIT.match(sentence) or word_count(sentence) > MOST_WORDS or _noise(sentence):
            continue
        said = desk.joined(shorter(sentence if sentence.endswith((":", "：")) else desk.said(sentence), desk.language))
        bound = found and leans(desk, sentence) and desk.ms(desk.joined([found[-1].text, said])) < 15_000
        if bound:
            found[-1].text = desk.joined([found[-1].text, said])
        else:
            found.append(Fact(said, block.first, block.last, block.words, section))
    _place(desk, found, block)
    return found


def _label_only(desk: Desk, sentence: str, paragraph: str) -> bool:
    """A label with nothing but an address behind it, or a paragraph of a few words without an end that asks for nothing."""
    if re.fullmatch(r"[^.:]{2,24}: \S+\.\S+", sentence.rstrip(".")):
        return True
    return _fragment(sentence, paragraph) and sentence.split(" ")[0].lower() not in desk.known.calls


def _fragment(sentence: str, paragraph: str) -> bool:
    """A label that stands as a paragraph of its own: a few words without an end."""
    return sentence == paragraph and word_count(sentence) <= 10 and sentence[-1] not in '.!?:。！？।：…"”»'


def _place(desk: Desk, facts: list[Fact], block: Paragraph) -> None:
    """The lines that each sentence stands on, where a paragraph runs over several."""
    if block.last == block.first:
        return
    rows = [re.sub(r"[\W_]+", "", row.lower()) for row in desk.rows[block.first - 1 : block.last]]
    for fact in facts:
        head = re.sub(r"[\W_]+", "", fact.text.lower())[:18]
        starts = [i for i in range(len(rows)) if head and head in rows[i] + (rows[i + 1] if i + 1 < len(rows) else "")]
        if starts:
            start = starts[0] + (
                1 if head not in rows[starts[0]] and starts[0] + 1 < len(rows) and head in rows[starts[0] + 1] else 0
            )
            length, end = len(rows[start]), start
            while length < len(fact.text) and end + 1 < len(rows):
                end += 1
                length += len(rows[end])
            fact.first, fact.last = block.first + start, block.first + end


def _mostly_links(block: Paragraph) -> bool:
    """A row of badges or a menu."""
    linked = sum(len(words) for words, _ in block.words.links)
    return len(block.words.links) >= 3 and linked * 10 > len(block.words.text) * 7


def _noise(sentence: str) -> bool:
    if sentence.startswith("("):
        return True
    named = _VERSION.sub(lambda m: "v" * len(m[0]), sentence) if len(_NAME.findall(sentence)) > 1 else sentence
    letters = sum(map(str.isalpha, named)) + sentence.count(" ")
    return letters * 10 < len(sentence) * 6 or sum(c in "{}<>|\\=_$*#`~" for c in sentence) * 10 > len(sentence)


def _score(desk: Desk, sections: list[Section], facts: Facts) -> None:
    ordered = [fact for found in facts.values() for fact in found]
    for fact, rank in zip(ordered, ranks([fact.text for fact in ordered]), strict=True):
        fact.score = rank
    release, seen, slight = 0, False, chores(sections)
    for index, section in enumerate(sections):
        if section.level and is_release(section.heading.text):
            release, seen = release + seen, True
        weight = (
            (0.15 if aside(section) or id(section) in slight else 1.0) * 0.8 ** min(release, 5) * _DEEP.get(section.level, 0.5)
        )
        weight *= 1.0 - 0.3 * index / max(1, len(sections))
        head, label = set(section.heading.text.lower().split()), ""
        for number, block in enumerate(section.blocks):
            label = label_of(block) or label
            for place, fact in enumerate(facts.get(id(block), [])):
                safe = seen and of_safety(f"{section.heading.text} {label} {fact.text}")
                worth = _worth(desk, fact, head, index, number, place) * (0.4 if seen and of_slight(label) else 1.0)
                fact.score = max(0.02, weight * worth + SAFETY * safe)
    _punish_repetition(ordered)


def _worth(desk: Desk, fact: Fact, head: set[str], section: int, block: int, place: int) -> float:
    worth = 0.25 + fact.score
    worth += 0.2 if section <= 1 and block == 0 else 0.0
    worth += 0.15 if place == 0 else max(0.0, 0.08 - 0.02 * place)
    worth += 0.1 if head & set(fact.text.lower().split()) - desk.known.breaks - desk.known.articles else 0.0
    figure = figure_in(fact.text, desk.language)
    worth += 0.18 * figure.weight if figure else 0.0
    worth += 0.25 if fact.words.lead else 0.0
    worth += 0.8 if _somebody_says(desk, fact.text) else 0.0
    count = word_count(fact.text)
    worth -= 0.25 * (count > 28) + 0.25 * (count > 36) + 0.2 * (count < 3)
    worth -= 0.9 if points_elsewhere(fact.text) else 0.0
    worth -= 0.4 if sum(map(len, fact.words.codes)) * 3 > len(fact.text) else 0.0
    return worth - (0.3 if leans(desk, fact.text) else 0.0)


def _somebody_says(desk: Desk, text: str) -> bool:
    """Whether a sentence quotes somebody."""
    return len(re.findall('[“”„"«»]', text)) >= 2 and bool(desk.known.says & set(re.findall(r"\w+", text.lower())))


def _punish_repetition(facts: list[Fact]) -> None:
    """Maximal marginal relevance: what was said better elsewhere is worth less."""
    best = sorted(range(len(facts)), key=lambda i: (-facts[i].score, i))[:300]
    alike = similarity([facts[i].text for i in best])
    for row in range(1, len(best)):
        nearest = float(alike[row, :row].max())
        if nearest > 0.35:
            facts[best[row]].score *= 1.0 - 0.8 * nearest
