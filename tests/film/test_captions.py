"""Cues keep every word, its order and its time, and read like phrases; files hold what players accept."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from core.film.captions import SHORTEST_MS, cues_of, placed, to_srt, to_transcript, to_vtt
from core.film.phrasing import places
from core.film.sound import Word
from core.film.timeline import Clip, Cue, Track

TEXT = "Search now takes a hundred and twenty milliseconds, so you find the record before you have finished typing. It is fast."


def spoken(text: str, rate: int = 15) -> tuple[tuple[Word, ...], int]:
    """Words with plausible times, and when the last one ends."""
    words, at = [], 0
    for found in re.finditer(r"\w+(?:[.'’]\w+)*", text):
        length = len(found.group()) * 1000 // rate
        words.append(Word(text=found.group(), start_ms=at, end_ms=at + length, offset=found.start()))
        pause = {".": 350, ",": 180}.get(text[found.end() : found.end() + 1], 15)
        at += length + pause
    return tuple(words), at


def made(text: str, limit: int = 42, language: str = "en") -> tuple[Cue, ...]:
    words, end = spoken(text)
    return cues_of(words, 250, end + 900, limit, text=text, language=language)


def film(*cues: Cue, fps: int = 30) -> Track:
    clips = (Clip(shot="a", narration="First.", frames=31), Clip(shot="b", narration="Second <b>.", frames=90, cues=cues))
    return Track(title="A film", language="en", fps=fps, clips=clips)


def test_lines_end_where_phrases_end() -> None:
    assert [cue.text for cue in made(TEXT)] == [
        "Search now takes a hundred\nand twenty milliseconds,",
        "so you find the record\nbefore you have finished typing.",
        "It is fast.",
    ]


def test_no_line_ends_with_an_article_where_it_can_be_helped() -> None:
    text = "We moved the files to a new store and the search to a faster index in the middle of the night without any downtime."
    for limit in (24, 30, 36, 42):
        for cue in made(text, limit):
            assert not re.search(r"\b(a|the|to|of|in|without)$", cue.text, re.MULTILINE)


def test_punctuation_between_the_spoken_words_is_kept() -> None:
    text = "“Well-known” – it's 3.4 times (really!) faster…"
    assert " ".join(cue.text.replace("\n", " ") for cue in made(text)) == text


def test_a_word_keeps_its_own_time_within_the_scene() -> None:
    words, end = spoken(TEXT)
    said = [word for cue in cues_of(words, 250, end + 900, text=TEXT) for line in cue.lines for word in line]
    assert [word.start_ms for word in said] == [word.start_ms + 250 for word in words]


def test_a_short_cue_stays_long_enough_where_there_is_room() -> None:
    cue = cues_of((Word(text="Yes.", start_ms=0, end_ms=200, offset=0),), 100, 3000)[0]
    assert cue.end_ms - cue.start_ms >= SHORTEST_MS


def test_japanese_is_divided_into_phrases_without_blanks() -> None:
    text = "オフライン同期が使えるようになりました。検索は三倍速くなり、権限もフォルダごとに設定できます。"
    words = (Word(text=text, start_ms=0, end_ms=6000, offset=0),)
    cues = cues_of(words, 0, 7000, 30, text=text, language="ja")
    assert "".join(cue.text.replace("\n", "") for cue in cues) == text
    assert all(places(line) <= 30 for cue in cues for line in cue.text.split("\n"))
    assert cues[0].lines[0][0].text.startswith("オフライン")


def test_lines_without_blanks_end_where_phrases_do_and_never_between_a_number_and_its_unit() -> None:
    for text, language, parted in (
        ("海港是为不总是连线的团队而做的资料同步工具，使用搜索只要120毫秒，以前需要410毫秒。", "zh", ("团队", "毫秒")),
        ("検索は120ミリ秒で終わります。", "ja", ("ミリ秒",)),
    ):
        words = tuple(Word(text=char, offset=at, start_ms=170 * at, end_ms=170 * (at + 1)) for at, char in enumerate(text))
        for cue in cues_of(words, 0, 170 * len(text) + 900, 28, text=text, language=language):
            lines = cue.text.split("\n")
            assert all(whole in line for line in lines for whole in parted if whole[0] in line), lines
            assert not any(line[-1].isdigit() for line in lines), lines


def test_a_word_longer_than_a_line_is_divided() -> None:
    text = "See https://example.org/a/very/long/path/that/never/ends/and/then/some now"
    cues = made(text, 20)
    assert all(places(line) <= 20 for cue in cues for line in cue.text.split("\n"))
    assert "".join("".join(cue.text.split()) for cue in cues) == "".join(text.split())


def test_files_count_from_the_films_start_and_escape_markup() -> None:
    cue = cues_of((Word(text="<b>a-->b", start_ms=0, end_ms=900, offset=0),), 100, 3000)[0]
    track = film(cue)
    assert next(placed(track))[0] == 1133
    assert to_vtt(track).startswith("WEBVTT\n\n1\n00:00:01.133 --> 00:00:02.")
    assert "&lt;b&gt;a--&gt;b" in to_vtt(track)
    srt = to_srt(track)
    assert srt.startswith("1\n00:00:01,133 --> 00:00:02,")
    assert "<b>" not in srt
    assert srt.count("-->") == 1


def test_arabic_lines_are_marked_in_srt_and_plain_in_vtt() -> None:
    cue = cues_of((Word(text="البحث", start_ms=0, end_ms=900, offset=0),), 0, 3000)[0]
    assert "\u202bالبحث\u202c" in to_srt(film(cue))
    assert "\nالبحث\n" in to_vtt(film(cue))


def test_a_film_without_words_has_empty_captions_and_a_transcript() -> None:
    assert cues_of((), 0, 1000) == ()
    assert to_srt(film()) == ""
    assert to_vtt(film()) == "WEBVTT\n"
    assert to_transcript(film()) == "A film\n\n[00:00] First.\n\n[00:01] Second <b>.\n"


timed = st.lists(
    st.tuples(
        st.text(st.sampled_from("abcdeé日本กขב."), min_size=1, max_size=14).filter(lambda text: text.strip()),
        st.integers(0, 900),
        st.integers(0, 600),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(timed, st.integers(8, 42), st.sampled_from(["", " ", ", ", "… ", "-"]), st.integers(0, 500))
def test_whatever_is_said_stays_in_order_complete_and_within_limits(
    said: list[tuple[str, int, int]], limit: int, between: str, start: int
) -> None:
    words, at, text = [], 0, ""
    for written, length, pause in said:
        words.append(Word(text=written, start_ms=at, end_ms=at + length, offset=len(text)))
        text += written + between
        at += length + pause
    cues = cues_of(words, start, start + at + 200, limit, text=text)
    assert "".join("".join(cue.text.split()) for cue in cues) == ("".join(text.split()) if words else "")
    flat = [word for cue in cues for line in cue.lines for word in line]
    assert all(a.start_ms < b.start_ms and a.end_ms <= b.start_ms for a, b in pairwise(flat))
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(cues))
    assert all(cue.start_ms < cue.end_ms and cue.start_ms == cue.lines[0][0].start_ms for cue in cues)
    for cue in cues:
        assert all(places(line) <= limit for line in cue.text.split("\n"))
        assert 1 <= len(cue.lines) <= 2
