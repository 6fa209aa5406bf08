"""Text is broken well, stays in its box, keeps its words' places and draws nothing but what was written."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import skia
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UnknownChoice
from core.media.fonts import coverage, face_of, families
from core.media.shaping import Setting, shape
from core.media.text import TextBlock, TextStyle, fit_text, ink, set_text

HEADLINE = TextStyle("Manrope", 800, 64, -0.03, 1.08)
BODY = TextStyle("Source Sans", 400, 32)
SENTENCE = "Search now takes a hundred and twenty milliseconds, so you find the record before you have finished typing"


def drawn(block: TextBlock, pad: int = 12) -> np.ndarray:
    surface = skia.Surface(int(block.width) + 2 * pad + 1, int(block.height) + 2 * pad + 1)
    with surface as canvas:
        canvas.clear(skia.ColorWHITE)
        block.draw(canvas, pad, pad, "#000000")
    return 255 - surface.makeImageSnapshot().toarray()[..., :3].min(axis=2)


def test_the_box_holds_the_ink_of_every_family() -> None:
    for family in families():
        block = set_text("Ågypten jÉßf Type", TextStyle(family, 700, 80, italic=True), 400)
        pixels = drawn(block)
        rows, columns = np.nonzero(pixels.max(axis=1))[0], np.nonzero(pixels.max(axis=0))[0]
        assert rows[0] >= 11
        assert rows[-1] <= 12 + block.height + 1
        assert columns[0] >= 11
        assert columns[-1] <= 12 + block.width + 1


def test_the_left_edge_is_the_edge_of_the_ink() -> None:
    columns = np.nonzero(drawn(set_text("Height", HEADLINE, 900)).max(axis=0))[0]
    assert abs(columns[0] - 12) <= 1


def test_lines_are_about_equally_long() -> None:
    block = set_text(SENTENCE, BODY, 700)
    widths = [max(word.rect.right for word in block.words if word.line == row) for row in range(block.lines)]
    assert block.lines == 3
    assert min(widths) > 0.7 * max(widths)


def test_no_line_ends_between_a_number_and_its_unit() -> None:
    for width in range(180, 700, 20):
        words = set_text("The median search took 410 ms before and takes 120 ms, 3.4 x faster", BODY, width).words
        for number, unit in pairwise(words):
            if unit.text in ("ms", "ms,", "x"):
                assert number.line == unit.line


def test_line_ends_that_were_written_stay() -> None:
    block = set_text("one\n\n  three four", TextStyle("JetBrains Mono", 400, 30), 1000)
    assert block.lines == 3
    assert [word.line for word in block.words] == [0, 2, 2]
    assert block.words[1].rect.x == pytest.approx(2 * 0.6 * 30, abs=0.1)
    assert [SENTENCE[w.offset : w.offset + len(w.text)] for w in set_text(SENTENCE, BODY, 300).words] == SENTENCE.split()


def test_a_text_that_fits_keeps_its_size_and_a_longer_one_shrinks_no_further_than_needed() -> None:
    assert fit_text("Short", HEADLINE, 800, 200, smallest=20).style.size == 64
    tight = fit_text(SENTENCE, HEADLINE, 500, 240, smallest=20)
    assert tight.fits
    assert tight.width <= 500.5
    assert tight.height <= 240.5
    larger = set_text(SENTENCE, HEADLINE.sized(tight.style.size + 0.5), 500)
    assert larger.height > 240 or larger.width > 500


def test_a_text_that_cannot_fit_says_so_and_is_kept_whole() -> None:
    block = fit_text(SENTENCE * 3, BODY, 300, 60, smallest=24)
    assert not block.fits
    assert block.style.size == 24
    assert len(block.words) == len((SENTENCE * 3).split())


def test_a_word_is_torn_only_when_no_size_can_hold_it() -> None:
    whole = fit_text("Donaudampfschifffahrt", HEADLINE, 420, 300, smallest=24)
    assert whole.lines == 1
    torn = fit_text("Donaudampfschifffahrtsgesellschaftskapitaen", HEADLINE, 300, 300, smallest=40)
    assert torn.lines > 1
    assert torn.width <= 300.5


def test_the_number_of_lines_can_be_bounded() -> None:
    block = fit_text(SENTENCE, HEADLINE, 900, 900, smallest=10, max_lines=2)
    assert block.fits
    assert block.lines <= 2


def test_tabular_figures_stay_where_they_are_in_every_family() -> None:
    for family in families():
        style = TextStyle(family, 700, 80, tabular=True)
        assert len({round(set_text(f"{n}{n}{n}", style, 900).width, 3) for n in range(10)}) == 1


def test_two_hyphens_stay_two_hyphens_in_every_family() -> None:
    for family in families():
        two, one = ([glyph.id for run in shape(text, Setting(family)).runs for glyph in run.glyphs] for text in ("--x", "-"))
        assert two[:2] == [*one, *one], family


def test_right_to_left_words_stand_from_right_to_left() -> None:
    words = set_text("البحث الآن أسرع", TextStyle("Manrope", 700, 48), 900).words
    assert [word.text for word in words] == ["البحث", "الآن", "أسرع"]
    assert words[0].rect.x > words[1].rect.right - 1
    assert words[1].rect.x > words[2].rect.right - 1


def test_latin_inside_hebrew_keeps_its_own_direction() -> None:
    words = {word.text: word.rect for word in set_text("גרסה API v2 (חדש) כאן", TextStyle("Manrope", 700, 48), 1900).words}
    assert words["גרסה"].x > words["v2"].x > words["API"].x > words["(חדש)"].x > words["כאן"].x


def test_a_character_that_nobody_has_is_reported_and_draws_no_box() -> None:
    block = set_text("a\U0010fffdb", BODY, 400)
    assert block.missing == "\U0010fffd"
    pixels = drawn(block)
    gap = set_text("a b", BODY, 400)
    assert block.width == pytest.approx(gap.width, abs=2)
    assert pixels.sum() == pytest.approx(drawn(gap).sum(), rel=0.02)
    assert coverage("Aä") == ""
    assert coverage("\U0010fffd") == "\U0010fffd"


def test_japanese_breaks_between_phrases() -> None:
    if coverage("日本"):
        pytest.skip("no typeface for Japanese on this machine")
    block = set_text("オフライン同期が使えるようになりました。", TextStyle("Manrope", 700, 40, language="ja"), 560)
    assert [word.text for word in block.words if word.line == 0][-1].endswith("が")
    assert block.missing == ""


def test_words_are_painted_one_by_one_and_together_make_the_whole() -> None:
    block = set_text("one two three", HEADLINE, 900)
    surface = skia.Surface(700, 120)
    with surface as canvas:
        canvas.clear(skia.ColorWHITE)
        block.draw_words(canvas, 12, 12, lambda index: ink("#000000"))
    apart = 255 - surface.makeImageSnapshot().toarray()[..., :3].min(axis=2)
    whole = drawn(block)
    assert np.array_equal(apart[: whole.shape[0], : whole.shape[1]], whole)


def test_the_spot_reports_what_is_drawn_where() -> None:
    block = set_text("Hello", HEADLINE, 900)
    spot = block.spot("headline", 30, 40, "#112233")
    assert (spot.part, spot.text, spot.colour, spot.size) == ("headline", "Hello", "#112233", 64)
    assert (spot.box.x, spot.box.y, spot.box.w) == (30, 40, block.width)


def test_an_unknown_family_is_refused_and_the_nearest_weight_is_taken() -> None:
    with pytest.raises(UnknownChoice, match="Comic"):
        set_text("x", TextStyle("Comic"), 100)
    assert face_of("Hanken Grotesk", 900).name == "HankenGrotesk-Bold.otf"
    assert face_of("Source Serif", 600, italic=True).name == "SourceSerifPro-SemiboldIt.otf"


def test_an_empty_text_takes_no_room() -> None:
    block = fit_text("  ", HEADLINE, 100, 100, smallest=20)
    assert (block.width, block.height, block.lines, block.words, block.fits) == (0, 0, 0, (), True)


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.sampled_from("abc ÉgW.,-/ 日本語กขשלعرब\n12😀👩‍💻"), min_size=1, max_size=60),
    st.floats(60, 900),
    st.sampled_from(families()),
)
def test_anything_written_stays_inside_its_width_and_no_word_is_lost(text: str, width: float, family: str) -> None:
    block = set_text(text, TextStyle(family, 500, 40), max(width, 130))
    assert block.width <= max(width, 130) + 0.5
    assert all(text[word.offset : word.offset + len(word.text)] == word.text for word in block.words)
    assert "".join("".join(word.text for word in block.words).split()) == "".join(text.split())


def test_a_joined_word_wider_than_its_line_is_set_whole_and_said_not_to_fit() -> None:
    block = set_text("حدّث التطبيق", TextStyle("Manrope", 700, 46, language="ar"), 60)
    assert block.lines == 2
    assert not block.fits


def test_japanese_headlines_keep_their_phrases_on_one_line() -> None:
    block = fit_text("居心地の良いコミュニティを築こう", TextStyle("Manrope", 800, 60, language="ja"), 420, 400, smallest=18)
    rows = ["".join(word.text for word in block.words if word.line == row) for row in range(block.lines)]
    assert rows == ["居心地の良い", "コミュニティを", "築こう"]
