"""A take is acted from its own sounds and words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.film import Performance, Phoneme, Placement, Staging, Take, Word
from core.film.avatars import AVATARS
from core.film.visemes import VOWELS, Viseme, viseme_of
from core.media.avatar.acting import score_of
from core.ports import Presenter
from core.providers.offline.presenter import OfflinePresenter
from core.value import Blob

SENTENCE = (
    ("Maybe", "m eɪ b i"), ("people", "p iː p əl"), ("want", "w ɒ n t"), ("a", "ə"), ("much", "m ʌ tʃ"), ("bigger", "b ɪ ɡ ɚ"),
    ("map,", "m æ p"), ("", ""), ("and", "æ n d"), ("forty", "f ɔː t i"), ("2000", "t uː θ aʊ z ə n d"),
    ("problems", "p ɹ ɑː b l ə m z"),
    ("solved?", "s ɒ l v d"),
)  # fmt: skip
STAGED = Staging(avatar=AVATARS[0], placement=Placement.HALF)


def take(step: int = 72) -> Take:
    words, phonemes, at = [], [], 180
    for text, sounds in SENTENCE:
        start = at
        for sound in sounds.split():
            length = step + (50 if viseme_of(sound) in VOWELS else 0)
            phonemes.append(Phoneme(ipa=sound, start_ms=at, end_ms=at + length))
            at += length
        if text:
            words.append(Word(text=text, start_ms=start, end_ms=at, offset=0))
        else:
            at += 420
    return Take(
        audio=Blob(digest="0" * 32, suffix=".wav", size=1),
        duration_ms=at + 200,
        words=tuple(words),
        phonemes=tuple(phonemes),
        voice="v",
    )


def perform(spoken: Take, staged: Staging = STAGED) -> Performance:
    return OfflinePresenter().perform(spoken, staged)


def opening(performance: Performance, ms: float) -> float:
    return score_of(performance).at(ms, ms, 0.3).mouth.opening


def test_it_fills_the_port() -> None:
    assert isinstance(OfflinePresenter(), Presenter)


def test_the_same_take_is_acted_the_same_way() -> None:
    assert perform(take()) == perform(take())


def test_other_words_are_acted_another_way() -> None:
    other = take().model_copy(update={"words": tuple(word.model_copy(update={"text": word.text + "x"}) for word in take().words)})
    assert perform(other).head != perform(take()).head


def test_nobody_staged_gives_an_empty_performance() -> None:
    empty = perform(take(), Staging())
    assert empty.avatar is None
    assert empty.placement is Placement.NONE
    assert empty == Performance(duration_ms=take().duration_ms)


def test_lips_are_shut_at_p_b_and_m_to_within_twenty_milliseconds() -> None:
    for step in (38, 55, 72, 110):
        performance = perform(take(step))
        for phoneme in take(step).phonemes:
            if phoneme.ipa in {"p", "b", "m"}:
                lead, burst = phoneme.start_ms - 20, phoneme.start_ms + 0.62 * (phoneme.end_ms - phoneme.start_ms) + 20
                shut = [ms for ms in range(int(lead), int(burst)) if opening(performance, ms) < 0.35]
                assert shut, (step, phoneme)
                assert opening(performance, phoneme.start_ms + 8) < 0.5, (step, phoneme)


def test_the_mouth_opens_widest_within_forty_five_milliseconds_of_each_vowel() -> None:
    spoken = take()
    performance = perform(spoken)
    for before, vowel, after in zip(spoken.phonemes, spoken.phonemes[1:], spoken.phonemes[2:], strict=False):
        if viseme_of(vowel.ipa) in VOWELS and before.ipa in "pbm" and after.ipa in "pbm":
            around = range(before.start_ms + 20, after.start_ms + 20)
            peak = max(around, key=lambda ms: opening(performance, ms))
            assert vowel.start_ms - 45 <= peak <= vowel.end_ms + 45
            assert opening(performance, peak) > 3


def test_a_short_vowel_opens_the_mouth_less_than_a_long_one() -> None:
    def peak(step: int) -> float:
        spoken = take(step)
        vowel = next(p for p in spoken.phonemes if p.ipa == "æ")
        return max(opening(perform(spoken), ms) for ms in range(vowel.start_ms, vowel.end_ms))

    assert peak(-20) < peak(80)


def test_the_mouth_rests_in_a_pause_and_smiles_at_both_ends() -> None:
    spoken = take()
    performance = perform(spoken)
    gap = next(
        (a.end_ms, b.start_ms) for a, b in zip(spoken.phonemes, spoken.phonemes[1:], strict=False) if b.start_ms - a.end_ms > 300
    )
    assert opening(performance, sum(gap) / 2) < 0.35
    score = score_of(performance)
    assert score.at(0, 0, 0.3).smile > 0.7
    assert score.at(spoken.duration_ms, 0, 0.3).smile > 0.7


def test_blinks_come_irregularly_and_never_on_pressed_lips() -> None:
    long = take(260)
    performance = perform(long)
    pressed = [ms for ms, viseme, _ in performance.mouth if viseme == Viseme.MBP]
    assert all(abs(blink - ms) >= 70 for blink in performance.blinks for ms in pressed)
    gaps = [b - a for a, b in zip(performance.blinks, performance.blinks[1:], strict=False)]
    assert gaps
    assert all(1900 <= gap <= 6400 for gap in gaps)


def test_a_question_ends_with_raised_brows() -> None:
    performance = perform(take())
    score, end = score_of(performance), take().words[-1].end_ms
    assert score.at(end - 40, 0, 0.3).brows > 0.6


@settings(max_examples=30, deadline=None)
@given(st.integers(8, 180), st.sampled_from([place for place in Placement if place is not Placement.NONE]))
def test_every_track_is_in_order_and_inside_the_take(step: int, placement: Placement) -> None:
    spoken = take(step)
    performance = perform(spoken, Staging(avatar=AVATARS[3], placement=placement))
    for keys in (performance.mouth, performance.gaze, performance.brows, performance.head, performance.smile):
        times = [key[0] for key in keys]
        assert times == sorted(set(times))
        assert all(0 <= ms <= spoken.duration_ms for ms in times)
    assert all(0 <= strength <= 100 for _, _, strength in performance.mouth)
    assert all(abs(value) <= 100 for key in performance.head for value in key[1:])
    assert list(performance.blinks) == sorted(performance.blinks)


def test_a_take_without_phonemes_or_words_is_still_acted() -> None:
    silent = Take(audio=Blob(digest="0" * 32, suffix=".wav", size=1), duration_ms=900, words=(), phonemes=(), voice="v")
    assert perform(silent).mouth == ()
