"""What a year will come to, on the page of a measure and of a KPI: words, table, drawing, and why there is none."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from openscorecard.actions.scores.targets import set_target
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.scores.targets import Target
from tests.actions.sent_files import EVENTS, event
from tests.conftest import NOW

from .conftest import Bring, compute

Read = Callable[..., Any]
PLAN, KPI = "taipei-public-library", "/plans/taipei-public-library/kpis/BC1.1/"
MEASURE = "/measures/event_attendance/"


def months(bring: Bring, first: int, last: int, level: int = 100) -> None:
    """Attendance of so many months, counted from January 2023; a little more in every third."""
    spans = [Period("month", 2023, 1).shifted(step) for step in range(first, last)]
    rows = [event(f"e{one}", f"{one}-05", attendees=level + 9 * (one.number % 3)) for one in spans]
    bring(EVENTS, rows, f"{spans[0]}..{spans[-1]}")
    compute()


def aim(value: int, year: int = 2025, **more: Any) -> None:
    set_target(PLAN, Period("year", year), Target("BC1.1", "人次", Fraction(value)), **more, by=SYSTEM, now=NOW)


def test_a_year_half_gone_is_forecast_with_bands_and_the_probability_of_its_target(
    example: None, bring: Bring, signed_in: Callable[..., Client], read: Read
) -> None:
    months(bring, 0, 30)
    aim(1400)
    page = read(KPI, signed_in())
    assert "114年的預測" in page.text
    assert "達成114年目標（1,400 人次）的機率：低於 1%" in page.text
    rows = page.words("//table[caption='各期預測']/tbody/tr/th")
    assert rows == ["114年", *(f"114年{month}月" for month in range(7, 13))]
    assert "該年度還有 6 期沒有數值" in page.text
    line = "//path[@class='osc-ahead']"
    # The season was taken out of the chart; a forecast of values as they are would not stand beside that.
    assert not page.all(line)
    assert read(f"{KPI}?chart=raw", signed_in("administrator")).all(line)
    aim(900, reason="r", countermeasure="c")
    assert "的機率：超過 99%" in read(KPI, signed_in("editor")).text


def test_a_measure_has_no_target_and_says_nothing_of_meeting_one(
    example: None, bring: Bring, signed_in: Callable[..., Client], read: Read
) -> None:
    months(bring, 0, 36)
    page = read(MEASURE, signed_in())
    assert "115年的預測" in page.text
    assert "115年未訂目標，因此不談達標機率" in page.text


@pytest.mark.parametrize(("last", "words"), [(3, "至少要 12 期才能預測"), (18, "僅以去年同期推估")])
def test_where_little_is_known_the_page_says_so(
    last: int, words: str, example: None, bring: Bring, signed_in: Callable[..., Client], read: Read
) -> None:
    months(bring, 0, last)
    assert words in read(MEASURE, signed_in()).text


def test_without_any_value_there_is_no_forecast(example: None, signed_in: Callable[..., Client], read: Read) -> None:
    assert "的預測" not in read(MEASURE, signed_in()).text


def test_the_public_sees_no_forecast(example: None, bring: Bring, client: Client) -> None:
    months(bring, 0, 30)
    assert "的預測" not in client.get(KPI).content.decode()
