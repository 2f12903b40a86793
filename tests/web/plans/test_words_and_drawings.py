"""Dates, languages and drawings kept ready."""

from __future__ import annotations

from datetime import date

import pytest

from openscorecard.domain.text import Text
from openscorecard.web.frame.dates import write_day
from openscorecard.web.plans.said import Said, say


@pytest.mark.parametrize(
    ("day", "language", "written"),
    [
        (date(2019, 3, 26), "zh-Hant-TW", "民國108年3月26日（2019年3月26日）"),
        (date(1912, 1, 1), "zh-Hant-TW", "民國1年1月1日（1912年1月1日）"),
        (date(1911, 12, 31), "zh-Hant-TW", "1911年12月31日"),
        (date(2019, 3, 26), "en", "26 March 2019 (ROC year 108)"),
        (date(1911, 12, 31), "en", "31 December 1911"),
        (None, "en", ""),
    ],
)
def test_a_day_is_written_with_both_years_where_both_exist(day: date | None, language: str, written: str) -> None:
    from django.utils.translation import override

    with override("en" if language == "en" else "zh-hant"):
        assert write_day(day, language) == written


def test_a_text_tells_its_language_only_where_it_differs_from_the_pages() -> None:
    both, one = Text("閱讀", "Reading"), Text("閱讀")
    assert say(both, "zh-Hant-TW") == Said("閱讀")
    assert say(both, "en") == Said("Reading")
    assert say(one, "en") == Said("閱讀", "zh-Hant")
