"""Large numbers in short, as readers of each language say them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from openscorecard.domain.measures.large_numbers import in_short, shortened, tick_in_short
from openscorecard.domain.people.preferences import USUAL, Preferences, preferences, preferring

FULL = Preferences(numbers="full")
NUMBERS = {
    99_999: ("", ""),
    -99_999: ("", ""),
    100_000: ("10 萬", "100 thousand"),
    123_456: ("12.35 萬", "123.5 thousand"),
    1_234_567: ("123.5 萬", "1.235 million"),
    99_999_999: ("1 億", "100 million"),
    123_456_789: ("1.235 億", "123.5 million"),
    1_234_500_000_000: ("1.234 兆", "1,234 billion"),  # half even
    -1_234_567: ("−123.5 萬", "−1.235 million"),
    999_999: ("100 萬", "1 million"),
}


@pytest.mark.parametrize("value", NUMBERS)
def test_large_numbers_are_short_in_words_of_the_language(value: int) -> None:
    assert (in_short(Fraction(value), "zh-Hant"), in_short(Fraction(value), "en")) == NUMBERS[value]
    with preferring(FULL):
        assert in_short(Fraction(value), "zh-Hant") == in_short(Fraction(value), "en") == ""


@given(some.fractions(-(10**14), 10**14).filter(lambda one: abs(one) >= 100_000))
def test_a_short_number_is_off_by_less_than_a_thousandth(value: Fraction) -> None:
    for language, words in (("zh", {"萬": 10**4, "億": 10**8, "兆": 10**12}),
                            ("en", {"thousand": 10**3, "million": 10**6, "billion": 10**9})):  # fmt: skip
        digits, word = in_short(value, language).split(" ")
        said = Fraction(digits.replace(",", "").replace("−", "-")) * words[word]
        assert abs(said - value) <= abs(value) / 1000


def test_numbers_of_an_axis_share_a_word_and_are_exact() -> None:
    ticks = [tick_in_short(Fraction(one), Fraction(200_000), "zh") for one in (0, 50_000, 100_000, 200_000)]
    assert ticks == ["0", "5 萬", "10 萬", "20 萬"]
    assert tick_in_short(Fraction(2_500_000), Fraction(10_000_000), "en") == "2.5 million"
    assert tick_in_short(Fraction(123_456), Fraction(200_000), "zh") == ""
    assert tick_in_short(Fraction(50), Fraction(99_999), "zh") == ""
    with preferring(FULL):
        assert tick_in_short(Fraction(2_500_000), Fraction(10_000_000), "en") == ""


def test_the_large_numbers_of_a_sentence_become_short_and_the_others_stay() -> None:
    said = "114年實績 24,263,270 元；目標 8,800,000 冊（件）；達成率 101.1%，共 1,608 冊，−2,345,678.5 元。"
    short = "114年實績 2,426 萬元；目標 880 萬冊（件）；達成率 101.1%，共 1,608 冊，−234.6 萬元。"
    assert shortened(said, "zh-Hant") == short
    assert shortened("Spent NT$ 24,263,270 of 99,999", "en") == "Spent NT$ 24.26 million of 99,999"
    assert shortened("24,263,270 元", "zh", lambda exact, short: f"[{exact}|{short}]") == "[24,263,270|2,426 萬]元"
    with preferring(FULL):
        assert shortened(said, "zh-Hant") == said


def test_preferences_are_in_force_for_a_block_and_no_longer() -> None:
    assert preferences() == USUAL == Preferences("auto", "short")
    with preferring(FULL):
        assert preferences() == FULL
        with preferring(Preferences("roc")):
            assert preferences().calendar == "roc"
        assert preferences() == FULL
    assert preferences() == USUAL


@pytest.mark.parametrize(
    ("calendar", "chinese", "english"), [("auto", True, False), ("roc", True, True), ("common", False, False)]
)
def test_years_of_the_republic_are_usual_in_chinese_alone(calendar: str, chinese: bool, english: bool) -> None:
    one = Preferences(calendar)
    assert (one.in_roc("zh-Hant"), one.in_roc("en-GB")) == (chinese, english)
    assert str(one) == f"{calendar} short"
