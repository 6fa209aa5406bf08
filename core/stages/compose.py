"""Stage `compose`: one closed segment of video for each stretch of the timeline."""

from __future__ import annotations

from core.engine import Scratch, stage
from core.film.cut import Segment
from core.film.timeline import Span


@stage(version=10, each=Span, near=lambda span: span.scenes[0].shot, cost=lambda span: span.cost)
def compose(span: Span, scratch: Scratch) -> Segment:
    """The encoded picture of `span`; the texts of a body are measured on its drawn frames."""
    from core.media.examination import looks_of
    from core.media.stretch import encode_span

    video = scratch.new(".mp4")
    texts = encode_span(span, scratch.path, video)
    looks, content = looks_of(video)
    return Segment(video=scratch.keep(video), frames=span.frames, texts=texts, looks=looks, content=content)
