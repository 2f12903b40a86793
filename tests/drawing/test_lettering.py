"""Lettering: lines break between words, evenly, and never outgrow their room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from openscorecard.drawing.lettering import text_width, wrap


def test_chinese_breaks_between_words_and_fills_lines_evenly() -> None:
    assert wrap("提供質量兼具的圖書及視聽資料", "zh-Hant", 16, 136) == ("提供質量兼具的", "圖書及視聽資料")


def test_no_line_starts_with_a_full_stop_or_ends_with_an_opening_bracket() -> None:
    for width in range(32, 200, 8):
        lines = wrap("充實「樂齡」學習、電子書（含期刊）及影音服務。", "zh-Hant", 16, width)
        if width >= 64:
            assert not any(line[0] in "、。」）" or line[-1] in "「（" for line in lines)


def test_english_breaks_at_blanks() -> None:
    assert wrap("Improve budget execution", "en", 15, 140) == ("Improve budget ", "execution")


def test_a_line_never_ends_with_one_letter_of_a_word() -> None:
    for width in range(48, 200, 4):
        lines = wrap("More e-books and e-magazines", "en", 14, width)
        assert not any(line.endswith("e-") for line in lines if width > text_width("e-magazines", 14))
    broken = [wrap("Raise the self-service rate", "en", 14, width) for width in range(60, 200, 4)]
    assert any(line.endswith("self-") for lines in broken for line in lines)  # of longer parts one may be left


def test_a_word_wider_than_its_room_is_cut_rather_than_left_sticking_out() -> None:
    lines = wrap("Internationalisation", "en", 15, 60)
    assert "".join(lines) == "Internationalisation"
    assert all(text_width(line, 15) <= 60 for line in lines)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=120),
    st.sampled_from(["zh-Hant", "en"]),
    st.integers(30, 300),
)
def test_lines_joined_are_the_text_and_every_line_fits(text: str, language: str, width: int) -> None:
    lines = wrap(text, language, 16, width)
    assert "".join(lines) == text
    assert all(text_width(line.rstrip(), 16) <= width + 1e-6 for line in lines)
