"""A bare topic: no facts to tell, so an honest frame of questions, each of them to be answered by the person."""

from __future__ import annotations

import re

from core.film import Brief, Item, Layout, Line, Script, Slide
from core.media.reading.document import Document, Listing, Paragraph
from core.media.reading.inline import site
from core.media.reading.phrases import titled
from core.media.reading.sentences import word_count
from core.providers.offline.writer_glue import english, glue

MOST_WORDS = 12
NOTE = (
    "This is a frame of questions: the source is only a topic, and the studio makes no claims of its own. "
    "Answer each line, or paste a text."
)


def is_topic(text: str, document: Document) -> bool:
    """Whether a source names something and says nothing: one short line that is no sentence."""
    rows = [row for row in text.split("\n") if row.strip()]
    blocks = [block for section in document.sections for block in section.blocks]
    headings = [section for section in document.sections if section.level]
    if len(rows) > 1 or len(headings) + len(blocks) != 1 or (blocks and not isinstance(blocks[0], Paragraph | Listing)):
        return False
    words = rows[0].strip()
    return word_count(words) < MOST_WORDS and len(words) <= 100 and not re.search(r"[.!。！।:：]\s*$|[.!?]\s+\S", words)


def scaffold(brief: Brief) -> Script:
    """A script of questions about the topic of `brief`."""
    topic = re.sub(r"^[#>*\-\s]+|[\s.!:*_`]+$", "", brief.source.strip())
    topic = site(topic) if "://" in topic else topic
    plain = not topic.endswith(("?", "？")) and word_count(topic) <= 5
    phrases = glue(brief.language, brief.source) or english()
    lines = [
        Line(
            narration=phrases.draft[1].format(topic=titled(topic)).replace("?.", "?").replace("？。", "？"),
            slide=Slide(layout=Layout.TITLE, kicker=brief.category, headline=brief.title or titled(topic), body=phrases.draft[0]),
        )
    ]
    for layout, headline, narration, items in phrases.questions:
        slide = Slide(layout=Layout(layout), headline=headline, items=tuple(Item(title=item) for item in items))
        said = narration.format(topic=topic) if plain else " ".join(items) or headline
        lines.append(Line(narration=said, slide=slide))
    return Script(title=brief.title or titled(topic), language=brief.language, lines=tuple(lines), scaffold=True, notes=(NOTE,))
