"""Dates, languages and drawings kept ready."""

from __future__ import annotations

from datetime import date

import pytest

from openscorecard.domain.text import Text
from openscorecard.web.plans.dates import write_day
from openscorecard.web.plans.drawn import Drawings
from openscorecard.web.plans.places import Places
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


def test_a_drawing_is_made_once_and_the_least_used_is_given_up() -> None:
    drawings, made = Drawings(kept=2), []

    def get(theme: str) -> str:
        return drawings.get(("digest", "en", theme, True, Places("plan")), lambda: made.append(theme) or theme)

    for theme in ("A", "B", "A", "C", "A", "B"):
        assert get(theme) == theme
    assert made == ["A", "B", "C", "B"]
    assert len(drawings) == 2


def test_two_editions_of_one_content_link_to_their_own_pages() -> None:
    early, now = Places("plan", (("edition", "1"),)), Places("plan")
    drawings = Drawings()
    assert drawings.get(("d", "en", None, True, early), lambda: early.objective("A")).endswith("?edition=1")
    assert "?" not in drawings.get(("d", "en", None, True, now), lambda: now.objective("A"))
