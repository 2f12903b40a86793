"""Calendar and numbers as a reader chose them: words, cookies, switches, and answers that differ by them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as some

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.periods import parse_period
from openscorecard.web.frame.dates import short_day, short_moment, write_day, write_span, year_in_words
from openscorecard.web.frame.large_numbers import shortened
from openscorecard.web.frame.preferences import Preferences, preferences, preferring
from openscorecard.web.frame.said_in_words import write_period

ROC, COMMON, FULL = Preferences("roc"), Preferences("common"), Preferences(numbers="full")
PERIODS = {
    "2025": ("114年", "2025年", "2025", "ROC 114"),
    "2025-03": ("114年3月", "2025年3月", "Mar 2025", "Mar ROC 114"),
    "2025-Q2": ("114年第2季", "2025年第2季", "Q2 2025", "Q2 ROC 114"),
    "2025-H2": ("114年下半年", "2025年下半年", "H2 2025", "H2 ROC 114"),
    "YTD2025-06": ("114年1月至6月", "2025年1月至6月", "Jan to Jun 2025", "Jan to Jun ROC 114"),
    "SY2025": ("114學年度", "2025學年度", "school year 2025/26", "school year ROC 114"),
}


@pytest.mark.parametrize("period", PERIODS)
def test_a_period_is_said_by_the_calendar_of_the_reader(period: str) -> None:
    one = parse_period(period)
    zh_roc, zh_common, en_common, en_roc = PERIODS[period]
    assert (write_period(one, "zh-Hant-TW"), write_period(one, "en")) == (zh_roc, en_common)
    with preferring(ROC):
        assert (write_period(one, "zh-Hant-TW"), write_period(one, "en")) == (zh_roc, en_roc)
    with preferring(COMMON):
        assert (write_period(one, "zh-Hant-TW"), write_period(one, "en")) == (zh_common, en_common)


def test_days_spans_and_moments_follow_it_too() -> None:
    day, span = date(2025, 3, 5), Coverage(date(2025, 1, 1), date(2025, 3, 31))
    at = datetime(2025, 3, 5, 14, 7, 9, tzinfo=UTC)
    assert [short_day(day, "zh-Hant"), short_moment(at, "zh-Hant")] == ["114.03.05", "114.03.05 14:07"]
    assert [short_day(day, "en"), short_moment(at, "en", seconds=True)] == ["2025-03-05", "2025-03-05 14:07:09"]
    assert (write_span(span, "zh-Hant"), write_span(span, "en")) == ("114.01 – 114.03", "2025-01 – 2025-03")
    assert write_span(Coverage(day, day), "zh-Hant") == "114.03.05"
    assert write_day(day, "zh-Hant") == "民國114年3月5日（2025年3月5日）"
    with preferring(COMMON):
        assert (short_day(day, "zh-Hant"), write_day(day, "zh-Hant")) == ("2025-03-05", "2025年3月5日")
    with preferring(ROC):
        assert (short_day(day, "en"), write_day(day, "en")) == ("ROC 114-03-05", "5 March, ROC year 114 (2025)")


def test_before_the_republic_there_are_only_common_years() -> None:
    day = date(1911, 12, 31)
    with preferring(ROC):
        for language in ("zh-Hant", "en"):
            assert short_day(day, language) == "1911-12-31"
            assert "1911" in write_day(day, language)
            assert "1911" in year_in_words(1911, language)
        assert year_in_words(1912, "zh-Hant") == "1年"


@given(some.dates(date(1912, 1, 1), date(2199, 12, 31)))
def test_years_of_the_republic_are_those_of_icu(day: date) -> None:
    from icu4py.messageformat import MessageFormat

    oracle = MessageFormat("{day, date, ::yMMMMd}", "zh_TW@calendar=roc")
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    told = str(oracle.format({"day": noon}))
    assert write_day(day, "zh-Hant").split("（")[0] == told


def test_a_sentence_keeps_every_digit_behind_the_short_number() -> None:
    with override("zh-hant"):
        assert shortened("2025年：1,234,567 冊") == (
            '2025年：<abbr class="short-number" title="1,234,567">123.5 萬</abbr>冊'
        )
        assert shortened("<b> 1,234 冊，−2,000,000.5 元") == (
            '&lt;b&gt; 1,234 冊，<abbr class="short-number" title="−2,000,000.5">−200 萬</abbr>元'
        )
        with preferring(FULL):
            assert shortened("1,234,567 冊") == "1,234,567 冊"
    with override("en"):
        assert shortened("1,234,567 volumes") == (
            '<abbr class="short-number" title="1,234,567">1.235 million</abbr> volumes'
        )


def test_cookies_choose_and_nonsense_in_them_counts_for_nothing(client: Client, english: Client) -> None:
    assert "年份：民國" in client.get("/help/").content.decode()
    assert "Years: common" in english.get("/help/").content.decode()
    client.cookies["calendar"], client.cookies["numbers"] = "common", "full"
    page = client.get("/help/").content.decode()
    assert "年份：西元" in page
    assert "大數字：完整寫出" in page
    client.cookies["calendar"] = "<script>"
    assert "年份：民國" in client.get("/help/").content.decode()
    assert preferences() == Preferences()


def test_a_switch_turns_one_thing_and_leads_back(client: Client) -> None:
    answer = client.post("/preferences/", {"calendar": "common", "next": "/help/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/help/")
    assert client.cookies["calendar"].value == "common"
    assert "numbers" not in client.cookies
    assert client.cookies["calendar"]["httponly"]
    assert client.post("/preferences/", {"calendar": "x", "next": "//away.example"}).headers["Location"] == "/"
    assert client.cookies["calendar"].value == "common"


def test_the_page_keeps_all_four_and_says_so_in_the_chosen_language(client: Client) -> None:
    said = {"language": "en", "scheme": "dark", "calendar": "roc", "numbers": "full", "whole": "1",
            "next": "/preferences/"}  # fmt: skip
    page = client.post("/preferences/", said, follow=True).content.decode()
    assert "Your preferences are kept on this device." in page
    assert '<html lang="en" data-bs-theme="dark">' in page
    for name, value in (("language", "en"), ("scheme", "dark"), ("calendar", "roc"), ("numbers", "full")):
        assert f'name="{name}" value="{value}" checked' in page
