"""What a chart says: headline, icons, limits, signals, targets, events, adjusted and raw values, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from openscorecard.actions.measures.choosing import choose_reading
from openscorecard.actions.scores.limits import recalculate_limits
from openscorecard.actions.scores.marks import add_mark
from openscorecard.actions.scores.targets import set_target
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.scores.marks import Mark
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.text import Text
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.measures import measure_named
from openscorecard.queries.trends import trend_of
from openscorecard.reports.charts.charted import ALONE, view_of
from openscorecard.web.figures.trend_chart import drawn_trend
from tests.actions.sent_files import CIRCULATION, EVENTS, row
from tests.conftest import NOW
from tests.web.figures.conftest import Bring, compute, loan

Read = Callable[..., Any]
KPI = "/plans/taipei-public-library/kpis/CP2.1/"
EVENTS_KPI = "/plans/taipei-public-library/kpis/BC1.1/"
CALM = [50, 54, 51, 55, 52, 53, 50, 55, 51, 54, 52, 53]
SEASON = [0, 300, 100, 500, 200, 0, 600, 400, 100, 200, 300, 700]


def lent(bring: Bring, percents: list[int], year: int = 2025) -> None:
    """Issues of a year, so many percent of each month's at self-check machines."""
    rows = [
        loan(month, channel, quantity=quantity, year=year)
        for month, percent in enumerate(percents, 1)
        for channel, quantity in (("self_check", percent), ("desk", 100 - percent))
    ]
    bring(CIRCULATION, rows, f"{year}-01-01..{date(year, len(percents), 28):%Y-%m}-{_days(year, len(percents))}")


def _days(year: int, month: int) -> int:
    return Period("month", year, month).last_day.day


def seasonal(bring: Bring) -> None:
    """Three years of events whose attendance has a season and no signal."""
    rows = [
        row(EVENTS, event_id=f"e{year}-{month}", held_on=date(year, month, 5), status="held", branch="A",
            attendees=1000 + SEASON[month - 1] + 7 * (year * month % 3))
        for year in (2023, 2024, 2025) for month in range(1, 13)
    ]  # fmt: skip
    bring(EVENTS, rows, "2023-01-01..2025-12-31")
    compute()


def target(value: int, unit: str = "%", **more: Any) -> None:
    said = Target("CP2.1", unit, Fraction(value), **more)
    set_target("taipei-public-library", Period("year", 2025), said, by=SYSTEM, now=NOW)


def signals(page: Any) -> dict[str, str]:
    """The column of variation, by period."""
    heads = page.words("//table[contains(@class,'figures-table')]//thead//th")
    at = 1 + next(place for place, one in enumerate(heads) if one in {"變異", "Variation"})
    rows = page.all("//table[contains(@class,'figures-table')]//tbody/tr")
    return {
        " ".join(one.xpath("./th")[0].text_content().split()): " ".join(
            one.xpath(f"./*[{at}]")[0].text_content().split()
        )
        for one in rows
    }


def drawn(page: Any, name: str) -> list[Any]:
    """Parts of the chart of that class."""
    return list(page.all(f"//svg[@class='osc-trend']//*[@class='{name}']"))


def test_a_signal_is_the_first_line_and_has_its_icon(example: None, bring: Bring, read: Read, reader: Client) -> None:
    lent(bring, [*CALM[:11], 90])
    compute()
    page = read(KPI, reader)
    assert page.words("//p[@class='figure-says']") == ["114年12月的數值高於上限，屬於好轉的訊號。"]
    assert "好轉（偏高）" in page.words("//ul[@class='figure-icons']/li/span/strong")
    assert len(page.all("//svg[contains(@class,'osc-icon-improving-high')]")) == 1
    assert signals(page)["114年12月"] == "超出界限 · 好轉"
    assert (len(drawn(page, "osc-mean")), len(drawn(page, "osc-limit"))) == (1, 2)
    assert len(drawn(page, "osc-signal-outside")) == 1
    assert "超出界限" in page.words("//ul[@class='legend-list']/li")


def test_english_says_the_same(example: None, bring: Bring, read: Read, reader: Client) -> None:
    lent(bring, [*CALM[:11], 10])
    compute()
    reader.cookies["django_language"] = "en"
    page = read(KPI, reader)
    assert page.words("//p[@class='figure-says']") == [
        "The value of Dec 2025 is below the lower limit: a sign for concern."
    ]
    assert "Concern, low" in page.words("//ul[@class='figure-icons']/li/span/strong")
    assert signals(page)["Dec 2025"] == "Beyond a limit · concern"
    assert "Lower limit" in "".join(page.one("//svg[@class='osc-trend']").itertext())


def test_without_a_signal_variation_is_natural_and_below_twelve_on_trial(
    example: None, bring: Bring, read: Read, reader: Client
) -> None:
    lent(bring, CALM[:11])
    compute()
    page = read(KPI, reader)
    assert page.words("//p[@class='figure-says']") == ["到114年11月為止只有一般的起伏，沒有訊號。"]
    assert "界限只依 11 個數值試算，滿 12 個才可靠。" in page.text
    assert "試算上限" in "".join(page.one("//svg[@class='osc-trend']").itertext())
    assert {one.get("stroke-dasharray") for one in drawn(page, "osc-limit")} == {"2 4"}
    assert set(signals(page).values()) == {"自然變異", ""}


def test_five_values_have_no_limits_and_the_page_says_so(
    example: None, bring: Bring, read: Read, reader: Client
) -> None:
    lent(bring, CALM[:5])
    compute()
    page = read(KPI, reader)
    assert drawn(page, "osc-mean") == []
    assert "數值太少，無法畫出界限與訊號；同一種計法至少要有六個。" in page.text
    assert page.words("//p[@class='figure-says']")[0].startswith("114年5月：52.00 %")
    assert page.all("//ul[@class='figure-icons']") == []


@pytest.mark.parametrize(
    ("value", "icon", "sentence"),
    [
        (30, "必達目標", "照目前的表現，每期都會達到目標。"),
        (53, "時而達標", "照目前的表現，目標時而達到、時而達不到。"),
        (95, "難達目標", "照目前的表現，不改變做法就達不到目標。"),
    ],
)
def test_the_years_target_of_a_ratio_is_a_line_and_has_an_icon(
    value: int, icon: str, sentence: str, example: None, bring: Bring, read: Read, reader: Client
) -> None:
    lent(bring, CALM)
    compute()
    target(value)
    page = read(KPI, reader)
    assert icon in page.words("//ul[@class='figure-icons']/li/span/strong")
    assert sentence in page.text
    assert len(drawn(page, "osc-target")) == 1
    assert f"目標 {value}" in "".join(page.one("//svg[@class='osc-trend']").itertext())
    measure = read("/measures/self_service_rate/", reader)
    assert drawn(measure, "osc-target") == []


def test_the_direction_of_the_target_decides_what_is_better(
    example: None, bring: Bring, read: Read, reader: Client
) -> None:
    lent(bring, [*CALM[:11], 90])
    compute()
    target(60, direction="down", method="mirror")
    assert read(KPI, reader).words("//p[@class='figure-says']") == ["114年12月的數值高於上限，屬於需要關注的訊號。"]
    assert signals(read("/measures/self_service_rate/", reader))["114年12月"] == "超出界限 · 好轉"


def test_a_target_of_the_year_says_nothing_of_the_months_of_a_flow(
    example: None, bring: Bring, read: Read, reader: Client
) -> None:
    seasonal(bring)
    said = Target("BC1.1", "人次", Fraction(20_000))
    set_target("taipei-public-library", Period("year", 2025), said, by=SYSTEM, now=NOW)
    page = read(EVENTS_KPI, reader)
    assert "目標是全年的；尚未訂明各期應達多少，因此圖上不畫目標線。" in page.text
    assert drawn(page, "osc-target") == []


def test_a_season_is_taken_out_said_and_the_raw_values_are_one_link_away(
    example: None, bring: Bring, read: Read, reader: Client
) -> None:
    seasonal(bring)
    page = read(EVENTS_KPI, reader)
    assert "圖中數值已扣除季節的影響。" in page.text
    heads = page.words("//table[contains(@class,'figures-table')]//thead//th")
    assert heads[:3] == ["期間", "數值", "調整後"]
    first = page.all("//table[contains(@class,'figures-table')]//tbody/tr")[0]
    cells = [" ".join(one.text_content().split()) for one in first.xpath("./td")]
    assert cells[0].startswith("1,7")
    assert cells[1].startswith("1,2")
    (way,) = page.all("//p[@class='trend-ways']/a")
    assert way.get("href") == f"{EVENTS_KPI}?chart=raw"
    raw = read(way.get("href"), reader)
    assert drawn(raw, "osc-mean") == []
    assert "圖中為原始數值" in raw.text
    assert raw.one("//p[@class='trend-ways']/a").get("href") == EVENTS_KPI
    assert page.one("//svg[@class='osc-trend']/*[@stroke-linejoin]").get("d") != raw.one(
        "//svg[@class='osc-trend']/*[@stroke-linejoin]"
    ).get("d")


def test_another_reading_has_limits_of_its_own(example: None, bring: Bring, read: Read, reader: Client) -> None:
    lent(bring, CALM, 2025)
    choose_reading(
        "self_service_rate", "with_returns", date(2026, 6, 1), by=SYSTEM, now=datetime(2026, 1, 1, tzinfo=UTC)
    )
    lent(bring, [80, 84, 81, 85, 82, 83, 80, 85, 81, 84, 82, 83], 2026)
    compute()
    page = read(KPI, reader)
    assert len(drawn(page, "osc-mean")) == 2
    assert "直線處起改用另一種計法，界限從那裡重新計算。" in page.text


def test_new_limits_and_events_stand_on_chart_table_and_page(
    example: None, bring: Bring, read: Read, reader: Client
) -> None:
    lent(bring, CALM, 2024)
    lent(bring, [one + 30 for one in CALM], 2025)
    compute()
    recalculate_limits("self_service_rate", Period("month", 2025, 1), "全面換機", by=SYSTEM, now=NOW)
    mark = Mark("closure", date(2025, 3, 20), Text("總館閉館", "Main library closed"), date(2025, 4, 2))
    add_mark(mark, "dataset", "circulation", by=SYSTEM, now=NOW)
    page = read(KPI, reader)
    means = [one.get("d") for one in drawn(page, "osc-mean")]
    assert len(means) == 2
    assert (len(drawn(page, "osc-event")), len(drawn(page, "osc-anew"))) == (1, 1)
    rows = {one.xpath("./th")[0].text_content(): one.text_content() for one in page.all("//tbody/tr[th]")}
    assert "自此重新計算界限：全面換機" in rows["114年1月"]
    assert {name for name, words in rows.items() if "已知事件 1：總館閉館" in words} == {"114年3月", "114年4月"}
    known = page.one("//*[@id='known']").text_content()
    assert "總館閉館" in known
    assert "全面換機" in known
    assert page.all("//*[@id='known']//a") == []  # a reader may look
    reader.cookies["django_language"] = "en"
    assert "Main library closed" in read("/measures/self_service_rate/", reader).text


def test_what_stands_beside_a_figure(example: None, bring: Bring, read: Read, reader: Client) -> None:
    lent(bring, [40, 50], 2024)
    lent(bring, [60, 75], 2025)
    compute()
    page = read(KPI, reader)
    facts = dict(
        zip(
            page.words("//*[contains(@class,'beside-facts')]/div/dt"),
            page.words("//*[contains(@class,'beside-facts')]/div/dd"),
            strict=True,
        )
    )
    assert facts["去年同期113年2月"] == "50.00 %114年2月 75.00 % +25.00 個百分點"
    assert facts["上一期114年1月"] == "60.00 %114年2月 75.00 % +15.00 個百分點"
    assert facts["本年累計113年1月至2月"] == "45.00 %114年1月至2月 67.50 % +22.50 個百分點"
    assert {"機器妥善率（使用÷（使用＋故障）時數）", "設有自助借書機之分館數"} < set(facts)


def test_nothing_to_compare_with_is_said(example: None, bring: Bring, read: Read, reader: Client) -> None:
    lent(bring, [40])
    compute()
    assert read(KPI, reader).text.count("沒有可比較的數值。") == 3


def test_other_institutions_stand_beside_where_something_is_published_of_them(
    example: None, bring: Bring, read: Read, reader: Client
) -> None:
    peers, grants = standard_datasets()["peer_figures"], standard_datasets()["grants"]
    facts = {"agency": "教育部", "approved_on": date(2025, 1, 5), "approved": 500}
    bring(grants, [row(grants, grant_id="g1", **facts)], "2025-01-01..2025-12-31")
    rows = [
        row(peers, year="2025", institution=name, indicator="grants", value=value)
        for name, value in (("臺北市", 3_000_000), ("新北市", 5_000_000), ("臺中市", 1_000_000))
    ]
    bring(peers, rows, "2025")
    compute()
    page = read("/plans/taipei-public-library/kpis/AF2.1/", reader)
    assert "其他機關（114年）" in page.words("//h3")
    words = page.words("//*[contains(@class,'beside-facts')]/div")
    assert {"本機關公布值3,000,000 臺北市", "名次第 2 名，共 3", "優於50 %", "中位數3,000,000"} < set(words)
    assert page.one("//a[contains(@href,'indicator=grants')]").text == "所有機關"


def test_print_has_the_legend_in_the_drawing(example: None, bring: Bring) -> None:
    from openscorecard.drawing.palette import LIGHT

    lent(bring, [*CALM[:11], 90])
    compute()
    view = view_of(trend_of(measure_named("self_service_rate")), ALONE)
    assert "超出界限" in drawn_trend(view, "zh-Hant-TW", LIGHT, legend=True)
    assert "超出界限" not in drawn_trend(view, "zh-Hant-TW", LIGHT)


def test_the_help_page_explains_every_icon(client: Client, db: None, read: Read) -> None:
    page = read("/help/")
    assert len(page.all("//ul[@class='icon-list']/li/svg")) == 10
    for key in ("variation", "limits", "signal", "assurance", "recalculation", "mark"):
        assert page.one(f"//*[@id='{key}']").text_content().strip()
