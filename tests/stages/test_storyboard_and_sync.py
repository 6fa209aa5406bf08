"""From lines to shots to a timeline: laws of splitting, placing and timing."""

from __future__ import annotations

from core.film import (
    Avatar,
    CaptionStyle,
    Casting,
    Direction,
    Finish,
    Format,
    Handling,
    Item,
    Layout,
    Line,
    Mood,
    Performance,
    Picture,
    Placement,
    Script,
    Slide,
    Storyboard,
    Take,
    Template,
    Timeline,
    Transition,
    Visual,
    Voice,
    Word,
)  # fmt: skip
from core.film.licences import Credit
from core.film.templates import TEMPLATES
from core.film.timing import samples_of_frames
from core.stages.storyboard import storyboard
from core.stages.sync import LONGEST_SPAN, sync
from core.value import Blob

VOICE = Voice(id="offline:test", name="Test", language="en")
AVATAR = Avatar(id="a", name="Ada", style="avataaars")
BOARD = TEMPLATES[0]


def script(*narrations: str) -> Script:
    slides = [Slide(layout=Layout.BULLETS, headline=text[:20], items=(Item(title=text[:12]),)) for text in narrations]
    return Script(
        title="A film", language="en", lines=tuple(Line(narration=t, slide=s) for t, s in zip(narrations, slides, strict=True))
    )


def shots(
    *narrations: str, template: Template = BOARD, avatar: Avatar | None = AVATAR, direction: Direction | None = None
) -> Storyboard:
    return storyboard(script(*narrations), template, Casting(avatar=avatar, voice=VOICE), direction or Direction())


def take(text: str) -> Take:
    words, at = [], 0
    for i, word in enumerate(text.split()):
        at = text.index(word, at)
        words.append(Word(text=word, start_ms=i * 250, end_ms=i * 250 + 220, offset=at))
        at += len(word)
    blob = Blob(digest=f"{len(text):032x}", suffix=".wav", size=1)
    return Take(audio=blob, duration_ms=250 * len(words), words=tuple(words), phonemes=(), voice="test")


def timeline(board: Storyboard, captions: CaptionStyle = CaptionStyle.LINE, form: Format | None = None) -> Timeline:
    takes = {shot.id: take(shot.utterance.text) for shot in board.shots}
    visuals = {shot.id: Visual(slide=shot.slide) for shot in board.shots}
    acted = {
        shot.id: Performance(avatar=shot.staging.avatar, placement=shot.staging.placement, duration_ms=takes[shot.id].duration_ms)
        for shot in board.shots
    }
    return sync(board, takes, visuals, acted, BOARD, Finish(captions=captions, mood=Mood.CALM), form or Format())


LONG = "This line is said slowly and says a lot of things that take some time to say, so that it fills a few seconds of film."


def test_a_shot_is_named_by_its_words_so_that_moving_it_renames_nothing() -> None:
    one, two = shots("First words.", "Second words."), shots("Second words.", "First words.")
    assert [s.id for s in one.shots] == [s.id for s in reversed(two.shots)]


def test_the_same_line_twice_gives_two_shots_of_different_names() -> None:
    assert len({s.id for s in shots("Again.", "Again.").shots}) == 2


def test_without_a_presenter_nobody_is_placed() -> None:
    assert {s.staging.placement for s in shots("A line.", avatar=None).shots} == {Placement.NONE}


def test_a_person_can_fix_the_presenters_place_for_every_shot() -> None:
    board = shots("A line.", "Another.", direction=Direction(placement=Placement.HALF))
    assert {s.staging.placement for s in board.shots} == {Placement.HALF}


def test_an_artist_who_asks_for_credit_gets_a_closing_shot() -> None:
    asks = AVATAR.model_copy(update={"author": "Draftbit", "licence": "CC BY 4.0"})
    last = shots("A line.", avatar=asks).shots[-1]
    assert last.slide.layout is Layout.CREDITS
    assert last.slide.items[0].title == "Draftbit"
    assert shots("A line.").shots[-1].slide.layout is not Layout.CREDITS


def test_a_photographer_who_asks_for_credit_is_named_at_the_end_and_listed_with_the_film() -> None:
    picture = Picture(blob=Blob(digest="a" * 32, suffix=".jpg", size=1), width=1600, height=900,
                      credit=Credit(author="Ada", source="Pexels", licence="Pexels licence"))  # fmt: skip
    line = Line(narration="A storm.", slide=Slide(layout=Layout.STILL, headline="Storm", picture=picture))
    written = Script(title="Storms", language="en", lines=(line, Line(narration="The end.", slide=Slide(layout=Layout.CALL))))
    board = storyboard(written, BOARD, Casting(avatar=AVATAR, voice=VOICE), Direction())
    last = board.shots[-1]
    assert (last.slide.layout, last.utterance.text) == (Layout.CREDITS, "Photographs by Ada.")
    assert last.slide.items[0].title == "Ada"
    assert timeline(board).track.credits == (picture.credit,)
    hidden = line.model_copy(update={"handling": Handling(hidden=True)})
    without = storyboard(written.model_copy(update={"lines": (hidden, *written.lines[1:])}), BOARD,
                         Casting(avatar=AVATAR, voice=VOICE), Direction())  # fmt: skip
    assert [shot.slide.layout for shot in without.shots] == [Layout.CALL]


def test_spans_cover_the_film_frame_by_frame_and_stay_short() -> None:
    made = timeline(shots(LONG, "Short one here.", LONG + " And more."))
    assert sum(span.frames for span in made.spans) == made.track.frames
    assert all(span.frames <= LONGEST_SPAN for span in made.spans if span.transition is Transition.CUT)
    assert len({span.id for span in made.spans}) == len(made.spans)
    assert any(len(span.scenes) == 2 for span in made.spans)


def test_a_longer_first_shot_leaves_every_later_span_as_it_was() -> None:
    before = timeline(shots("Short one here now.", LONG, "The end is near."))
    after = timeline(shots("Short one here now, with some more words in it.", LONG, "The end is near."))
    kept = {span.id: span for span in before.spans}
    same = [span for span in after.spans if kept.get(span.id) == span]
    first = after.track.clips[0].shot
    assert [span for span in after.spans if span not in same] == [s for s in after.spans if s.scenes[0].shot == first]


def test_a_word_is_heard_to_the_sample_where_its_picture_is() -> None:
    board = shots(LONG, "Second line of words.")
    made = timeline(board)
    start = samples_of_frames(made.track.starts()[1], 30)
    assert made.sound.narration[1].start_sample == start + board.shots[1].before_ms * 48
    assert made.sound.samples == samples_of_frames(made.track.frames, 30)


def test_captions_are_always_written_and_burned_in_only_when_asked_for() -> None:
    board = shots(LONG)
    none = timeline(board, CaptionStyle.NONE)
    assert none.spans[0].scenes[0].captions == ()
    assert none.track.clips[0].cues
    assert timeline(board).spans[0].scenes[0].captions


def test_a_list_that_is_read_out_needs_no_captions_and_one_that_is_explained_has_them() -> None:
    items = (Item(title="Offline sync"), Item(title="Search in 120 ms"))
    slide = Slide(layout=Layout.BULLETS, headline="Three things that change your day", items=items)
    told = (
        "Three things that change your day. Offline sync. And search in 120 ms.",
        "Edits of two people meet again, side by side.",
    )
    lines = tuple(Line(narration=text, slide=slide) for text in told)
    made = Script(title="A film", language="en", lines=lines)
    board = storyboard(made, BOARD, Casting(avatar=None, voice=VOICE), Direction())
    assert [shot.captions for shot in board.shots] == [False, True]


def test_a_short_title_stays_long_enough_to_be_read() -> None:
    def after(narration: str) -> int:
        line = Line(narration=narration, slide=Slide(layout=Layout.TITLE, headline="Harbor"))
        following = Line(narration=LONG, slide=Slide(layout=Layout.STATEMENT, headline="More"))
        made = Script(title="A film", language="en", lines=(line, following))
        return storyboard(made, BOARD, Casting(avatar=None, voice=VOICE), Direction()).shots[0].after_ms

    assert after("Harbor.") == after("Harbor keeps your notes and lets you work without a signal.") + 900


def test_every_caption_word_keeps_the_time_of_its_sound() -> None:
    board = shots(LONG)
    spoken = take(LONG).words
    cues = timeline(board).track.clips[0].cues
    told = [word for cue in cues for line in cue.lines for word in line]
    assert [w.text for w in told] == [w.text for w in spoken]
    assert all(abs(a.start_ms - (b.start_ms + board.shots[0].before_ms)) <= 40 for a, b in zip(told, spoken, strict=True))
