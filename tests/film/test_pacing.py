"""How long a text is to the ear."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.film import Pace, Utterance
from core.film.pacing import heard_length
from core.ports import Speaker
from core.providers import cast

PROSE = "The map shows where every meter stands. It is updated each night, and it works without a signal."


def test_ordinary_prose_is_as_long_as_it_is_written() -> None:
    assert abs(heard_length(PROSE) - len(PROSE)) < 0.08 * len(PROSE)


def test_figures_and_letters_take_longer_than_words_of_the_same_length() -> None:
    words = heard_length("Compact is fastest for the newest")
    assert heard_length("CVE-2025-55184, 0.03 ms, 10.43 ms") > 2 * words


@given(st.text(max_size=80), st.text(max_size=80))
def test_more_text_never_takes_less_time(first: str, second: str) -> None:
    pace = Pace(us_per_character=60_000, gap_ms=0)
    assert pace.ms(f"{first} {second}") + 1 >= pace.ms(first) * (0.9 if not first.isascii() else 0.8)


@pytest.mark.parametrize(
    ("language", "figures", "words"),
    [
        (
            "zh",
            "收入增长了35%,达到2,300,000元。版本2.4已经发布。每个团队有12个成员。",
            "所有人都能离线工作。地图每天晚上更新一次。",
        ),
        ("ja", "売上は35%増えました。検索は120ミリ秒になりました。", "誰でもオフラインで使えます。地図は毎晩更新されます。"),
        ("hi", "खोज अब 120 मिलीसेकंड लेती है। आय 35% बढ़कर 2,300,000 रुपये हो गई।", "सब लोग ऑफ़लाइन काम कर सकते हैं। नक्शा हर रात बदलता है।"),
    ],
)
def test_figures_take_as_long_as_their_words_also_where_those_are_written_in_few_characters(
    language: str, figures: str, words: str, tmp_path: Path
) -> None:
    speaker: Speaker = cast((Speaker,))[Speaker]
    voice = next(voice for voice in speaker.voices() if voice.language.split("-")[0] == language)

    def ms_of(text: str) -> float:
        said = speaker.speak(Utterance(text=text, language=voice.language, voice=voice), tmp_path / "said.wav").words
        return (said[-1].end_ms - said[0].start_ms) / heard_length(text)

    assert 0.8 < ms_of(figures) / ms_of(words) < 1.25


def test_japanese_is_as_long_as_it_is_written_within_a_tenth() -> None:
    text = "優れたドキュメントは、コミュニティが成長するにつれてより重要になります。"
    assert abs(heard_length(text) - len(text)) < 0.1 * len(text)
