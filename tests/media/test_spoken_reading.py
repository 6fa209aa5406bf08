"""Texts as they are read out, and where every spoken character comes from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.media.spoken import read, written_words

ENGLISH = [
    ("It is 120 ms faster.", "It is one hundred twenty milliseconds faster."),
    ("Up 40%.", "Up forty percent."),
    ("It takes 1 GB.", "It takes one gigabyte."),
    ("3x faster at 2.5 GHz", "three times faster at two point five gigahertz"),
    ("1,234,567 rows", "one million two hundred thirty-four thousand five hundred sixty-seven rows"),
    ("$5.99", "five dollars and ninety-nine cents"),
    ("$2.5M a year", "two point five million dollars a year"),
    ("$1", "one dollar"),
    ("€40 or 12 USD", "forty euros or twelve US dollars"),
    ("v2.4.1", "version two point four point one"),
    ("version v2.4", "version two point four"),
    ("Python 3.11 and Ubuntu 22.04", "Python three point eleven and Ubuntu twenty-two point oh four"),
    ("Revenue grew 3.11 percent", "Revenue grew three point one one percent"),
    ("2026-11-21", "November twenty-first, twenty twenty-six"),
    ("On November 21, 2026.", "On November twenty-first, twenty twenty-six."),
    ("on 5 May 2024", "on fifth of May twenty twenty-four"),
    ("14:30, 9:05 am, 9:00", "fourteen thirty, nine oh five eigh M, nine o'clock"),
    ("10–20 users", "ten to twenty users"),
    ("10-20 ms", "ten to twenty milliseconds"),
    ("the 3rd of 5", "the third of five"),
    ("github.com/firstcut", "github dot com slash firstcut"),
    ("https://www.example.com/docs?page=1", "example dot com slash docs"),
    ("ada@example.io", "ada at example dot I O"),
    ("core/app.py", "core slash app dot P Y"),
    ("getUserName", "get User Name"),
    ("user_name", "user name"),
    ("OpenAI", "Open eigh I"),
    ("The API and NASA", "The eigh P I and nasa"),
    ("many APIs", "many eigh P I's"),
    ("MP4 in UTF-8", "M P four in U T F-eight"),
    ("C++ & C#", "C plus plus and C sharp"),
    ("Phase II", "Phase two"),
    ("Louis XIV", "Louis the fourteenth"),
    ("-5 °C", "minus five degrees Celsius"),
    ("~30 s", "about thirty seconds"),
    ("a → b", "a to b"),
    ("e.g. this", "for example this"),
    ("The answer is no.", "The answer is no."),
    ("#release #42", "hashtag release number forty-two"),
    ("it’s **bold** `code`", "it's bold code"),
    ("1920x1080", "nineteen twenty by ten eighty"),
    ("1/2 or 3/4", "one half or three quarters"),
    ("in 2024 we had 2000 users", "in twenty twenty-four we had two thousand users"),
    ("10k users", "ten thousand users"),
    ("007", "zero zero seven"),
    ("and/or", "and or"),
]


@pytest.mark.parametrize(("written", "spoken"), ENGLISH, ids=[w for w, _ in ENGLISH])
def test_english_is_read_as_people_say_it(written: str, spoken: str) -> None:
    assert read(written, "en-us").spoken == spoken


OTHERS = [
    (
        "de",
        "Am 21. November 2026 um 14:30 Uhr",
        "Am einundzwanzigsten November zweitausendsechsundzwanzig um vierzehn Uhr dreißig",
    ),
    (
        "de",
        "1.234,5 Zeilen, z. B. 2,5 GB",
        "eintausendzweihundertvierunddreißig Komma fünf Zeilen, zum Beispiel zwei Komma fünf Gigabyte",
    ),
    ("de", "5,99 €", "fünf Euro neunundneunzig"),
    ("es", "1 panel, 40 % y 120 ms", "un panel, cuarenta por ciento y ciento veinte milisegundos"),
    (
        "fr",
        "Le 1er novembre 2026, 1 234 lignes",
        "Le premier novembre deux mille vingt-six, mille deux cent trente-quatre lignes",
    ),
    ("fr", "2 M€", "deux millions de euros"),
    ("pt-br", "R$ 5,99 e 40%", "cinco reais e noventa e nove e quarenta por cento"),
    ("it", "120 ms e 40%", "centoventi millisecondi e quaranta per cento"),
    ("nl", "2,5 GB", "twee komma vijf gigabyte"),
    ("pl", "120 ms", "sto dwadzieścia milisekund"),
    ("hi", "120 ms और 40%", "120 मिलीसेकंड और 40 प्रतिशत"),
    ("zh", "提高40%，快120 ms", "提高百分之40，快120毫秒"),
    ("ja", "今日から使えます。", "きょうから つかえます。"),
    ("ja", "120msで40%", "ひゃくにじゅう ミリ びょうで よんじゅう パーセント"),
    ("sv", "API är 120 ms", "API är 120 ms"),
]


@pytest.mark.parametrize(("language", "written", "spoken"), OTHERS, ids=[f"{tag}: {w}" for tag, w, _ in OTHERS])
def test_other_languages_have_their_own_words(language: str, written: str, spoken: str) -> None:
    assert read(written, language).spoken == spoken


def test_british_english_keeps_its_and() -> None:
    assert read("120 users", "en-gb").spoken == "one hundred and twenty users"


def test_a_pronunciation_list_wins_over_every_rule() -> None:
    pairs = (("Qwyx", "quicks"), ("120 ms", "a blink"), ("API", "appy"))
    assert read("qwyx API in 120 ms, not Qwyxes", "en", pairs).spoken == "quicks appy in a blink, not Qwyxes"


def test_a_spoken_word_knows_the_written_words_it_says() -> None:
    text = "It is 120 ms faster."
    reading = read(text, "en-us")
    said = {word.text: "" for word in written_words(text, "en")}
    for char, origin in zip(reading.spoken, reading.origin, strict=True):
        word = next((w for w in written_words(text, "en") if w.offset <= origin < w.end), None)
        if word:
            said[word.text] += char
    assert said == {"It": "It", "is": "is", "120": "one hundred twenty", "ms": " milliseconds", "faster.": "faster."}


def test_emoji_and_dashes_cling_to_their_neighbours() -> None:
    assert [w.text for w in written_words("🎉 We ship — today 🚀.", "en")] == ["🎉 We", "ship —", "today 🚀."]


def test_chinese_is_counted_by_characters_and_japanese_by_phrases() -> None:
    assert [w.text for w in written_words("速度提高了。API快", "zh")] == ["速", "度", "提", "高", "了。", "API", "快"]
    assert [w.text for w in written_words("新しい機能を今日から使えます。", "ja")] == [
        "新しい",
        "機能を",
        "今日から",
        "使えます。",
    ]


_TEXT = st.text(
    alphabet=st.sampled_from("abcXYZ 0123456789.,:;!?%$€/-–—_@#&+~→×°'’\"()[]*`\n äßéñ新機能はのए🎉"), min_size=1, max_size=60
).map(str.strip)


@settings(max_examples=200, deadline=None)
@given(_TEXT, st.sampled_from(["en", "de", "fr", "ja", "zh", "hi", "sv"]))
def test_every_spoken_character_comes_from_the_text(text: str, language: str) -> None:
    reading = read(text, language)
    assert len(reading.spoken) == len(reading.origin)
    assert all(0 <= origin < len(text) for origin in reading.origin)
    assert list(reading.origin) == sorted(reading.origin)


@settings(max_examples=200, deadline=None)
@given(_TEXT, st.sampled_from(["en", "ja", "zh"]))
def test_words_hold_every_written_character_once(text: str, language: str) -> None:
    words = written_words(text, language)
    assert "".join("".join(w.text.split()) for w in words) == "".join(text.split())
    assert all(text[w.offset : w.end] == w.text for w in words)
