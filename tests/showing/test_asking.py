"""What people write into a form of a film, read as it is meant or refused with a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadInput
from core.film import Aspect, CaptionStyle, Mood, Order, Placement, Quality, Voice
from core.film.avatars import AVATARS
from core.film.templates import TEMPLATES
from core.showing.asking import as_written, languages_of, likes_of, mood_of, order_liked, seconds_of, spoken_as
from core.showing.views import Choices

THERE = Choices(TEMPLATES, AVATARS, (Voice(id="house:Ada", name="Ada", language="en-gb"),))


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("75", 75), ("75 s", 75), ("1:15", 75), (" 2 min ", 120), ("2m 5s", 125), ("30:00", 1800), ("90 sec", 90), ("1 minute", 60)],
)
def test_a_length_is_read_as_people_write_it(written: str, seconds: int) -> None:
    assert seconds_of(written) == seconds


@pytest.mark.parametrize("written", ["", "soon", "4", "1801", "31:00", "1:2:3", "-5", "1.5", "99999"])
def test_what_is_no_length_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(BadInput) as refused:
        seconds_of(written)
    assert refused.value.hint


@given(st.integers(5, 1800))
def test_every_length_reads_back_from_a_clock(seconds: int) -> None:
    assert seconds_of(f"{seconds // 60}:{seconds % 60:02d}") == seconds


WORDS = st.text(st.characters(exclude_characters="=\n\r", categories=("L", "N", "P")), min_size=1, max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=8))
def test_spoken_words_read_back_as_they_are_written(pairs: list[tuple[str, str]]) -> None:
    assert spoken_as(as_written(pairs)) == tuple(pairs)


def test_a_line_without_a_sound_is_named() -> None:
    with pytest.raises(BadInput, match="Line 3"):
        spoken_as("SQL = sequel\n\nHarbor")
    with pytest.raises(BadInput, match="201"):
        spoken_as("\n".join(f"w{i} = x" for i in range(201)))


@given(
    st.builds(
        Order,
        source=st.just(""),
        template=st.sampled_from([t.id for t in TEMPLATES]),
        avatar=st.sampled_from(["", "none", AVATARS[0].id]),
        voice=st.sampled_from(["", "house:Ada"]),
        length_s=st.none() | st.integers(5, 1800),
        formats=st.lists(st.sampled_from(Aspect), unique=True).map(tuple),
        quality=st.sampled_from(Quality),
        qualities=st.lists(st.sampled_from(Quality), unique=True).map(tuple),
        music_db=st.none() | st.integers(-40, 0),
        captions=st.none() | st.sampled_from(CaptionStyle),
        music=st.none() | st.sampled_from(Mood),
        placement=st.none() | st.sampled_from(Placement),
        draft_first=st.booleans(),
    )
)
def test_what_a_person_likes_comes_back_whole(order: Order) -> None:
    assert order_liked(likes_of(order), THERE) == order


@given(st.dictionaries(st.sampled_from(list(likes_of(Order(source="")))), st.text(max_size=20)))
def test_likes_of_another_time_never_stand_in_the_way(likes: dict[str, str]) -> None:
    assert order_liked(likes, THERE).source == ""


def test_what_a_film_is_about_is_never_remembered() -> None:
    secret = Order(source="secret plan", title="secret", audience="secret", goal="secret", tone="secret", category="secret")
    assert "secret" not in " ".join(likes_of(secret).values())


def test_the_music_that_plays_is_the_templates_until_another_is_chosen() -> None:
    assert mood_of(Order(source="x", template="midnight")) is Mood.EPIC
    assert mood_of(Order(source="x", template="midnight", music=Mood.CALM)) is Mood.CALM


def test_languages_are_those_that_somebody_speaks_the_usual_ones_first() -> None:
    voices = tuple(Voice(id=f"h:{code}", name=code, language=code) for code in ("sv", "de-at", "en-us", "af"))
    assert list(languages_of(voices, ("en", "de", "ja")).items()) == [
        ("en", "English"),
        ("de", "German"),
        ("af", "Afrikaans"),
        ("sv", "Swedish"),
    ]
