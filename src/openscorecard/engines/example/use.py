"""Visits, residents, e-resources: what is counted by day or month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from openscorecard.engines.example.calendar import Calendar, days_of, month_end, month_starts, open_on
from openscorecard.engines.example.chance import Draws, mix, salt, shared_out
from openscorecard.engines.example.places import Places, Row
from openscorecard.engines.example.recipe import FIRST, LAST, Recipe

_BEFORE = date(2017, 12, 31)  # so that the first year has a beginning


class Use:
    """Rows of what people do, by day or month."""

    def __init__(self, recipe: Recipe, places: Places) -> None:
        self.recipe, self.places, self.calendar = recipe, places, Calendar(recipe)

    def visits(self) -> Iterator[Row]:
        """By day and staffed place; the sum of each year is exact, days without a visit are left out."""
        own = salt(self.recipe.seed, "visits")
        for year in self.recipe.years:
            cells = [
                (day, place.code, self.calendar.weight("visits", day) * place.visits * (750 + noise) // 1_000_000)
                for day in days_of(date(year, 1, 1), date(year, 12, 31))
                for number, place in enumerate(self.places.staffed)
                if open_on(place, day)
                for noise in (mix(own ^ (day.toordinal() * 128 + number)) % 501,)
            ]
            total = self.recipe.in_year("visits", year, self.recipe.figures["visits"])
            for (day, code, _), count in zip(cells, shared_out(total, (cell[2] for cell in cells)), strict=True):
                if count:
                    yield day, code, count

    def population(self) -> Iterator[Row]:
        """Residents at the end of every month by district and age band; exact on the last day of each year."""
        figures = self.recipe.figures
        weights = {(district, band): share * ages
                   for district, share in figures["districts"].items()
                   for band, ages in figures["age_bands"].items()}  # fmt: skip
        for day in [_BEFORE, *map(month_end, month_starts(FIRST, LAST))]:
            total = self.recipe.scaled(self._residents(day))
            for (district, band), count in zip(weights, shared_out(total, weights.values()), strict=True):
                yield day, district, band, count

    def _residents(self, day: date) -> int:
        """At full scale: between two ends of years in twelve equal steps."""
        by_year, whole = self.recipe.figures["by_year"]["residents"], int(self.recipe.figures["residents"])
        end = whole * by_year[day.year] // 1000
        start = whole * by_year.get(day.year - 1, by_year[day.year]) // 1000
        return int(start + (end - start) * day.month // 12)

    def eresource_usage(self) -> Iterator[Row]:
        """By month and platform: loans (which add up to the published e-loans), requests, and those from phones."""
        readers = [one for one in PLATFORMS if one.kind in {"ebook", "emagazine", "av"}]
        draws = Draws(self.recipe.seed, "e-use")
        for year in self.recipe.years:
            cells = [(month, one, one.size * self._season(month) * draws.between(850, 1150) // 1000)
                     for month in month_starts(date(year, 1, 1), date(year, 12, 31))
                     for one in readers if one.active_on(month)]  # fmt: skip
            lending = [cell for cell in cells if cell[1].kind != "av"]
            total = self.recipe.in_year("eloans", year, self.recipe.figures["eloans"])
            counts = shared_out(total, (cell[2] for cell in lending))
            for (month, one, _), count in zip(lending, counts, strict=True):
                yield from self._measured(month, one.id, "Loans", "Book" if one.kind == "ebook" else "Journal", count)
            for month, one, weight in cells:
                requests = self.recipe.scaled(weight * 6)
                if one.kind == "av":
                    yield from self._measured(month, one.id, "Plays", "Multimedia", requests // 4)
                phones = requests * min(820, 360 + 55 * (year - 2018) + draws.between(-20, 20)) // 1000
                phones = phones if one.mobile_on(month) else 0
                yield from self._measured(month, one.id, "Total_Item_Requests", "", phones, "mobile")
                yield from self._measured(month, one.id, "Total_Item_Requests", "", requests - phones, "desktop")

    def _season(self, month: date) -> int:
        """People read at home when the house is closed."""
        usual = int(self.recipe.shapes["season_issues"][month.month - 1])
        return usual * 2 if date(2021, 5, 1) <= month <= date(2021, 8, 1) else usual

    def _measured(
        self, month: date, platform: str, metric: str, kind: str, count: int, device: str = ""
    ) -> Iterator[Row]:
        period = f"{month:%Y-%m}"
        yield period, platform, "own", None, metric, kind or None, "Regular", device or None, count

    def peer_figures(self) -> Iterator[Row]:
        """Invented figures of the 22 counties and cities; Taipei's of the last year follow from the published sums."""
        figures, draws = self.recipe.figures, Draws(self.recipe.seed, "peers")
        own = {"volumes_per_head": (figures["volumes"] + figures["eitems"], figures["residents"]),
               "loans_per_head": (figures["loans"], figures["residents"]),
               "visits_per_head": (figures["visits"], figures["residents"])}  # fmt: skip
        for year in range(2023, 2026):
            for indicator, (least, most) in _INDICATORS.items():
                values = {name: Decimal(draws.between(least, most)) / 100 for name in COUNTIES}
                if year == LAST.year and indicator in own:
                    total, heads = own[indicator]
                    values["臺北市"] = (Decimal(total) / heads).quantize(Decimal("0.01"))
                ranked = sorted(values.values(), reverse=True)
                for name, value in values.items():
                    derived = year == LAST.year and indicator in own and name == "臺北市"
                    source = "示範資料（由公布之總數推算）" if derived else "示範資料（亂數產生，不是公布的數字）"
                    yield str(year), name, indicator, value, ranked.index(value) + 1, source

    def staff(self) -> Iterator[Row]:
        """Employees at the end of every quarter by unit."""
        draws = Draws(self.recipe.seed, "staff")
        for month in month_starts(FIRST, LAST)[2::3]:
            for unit, size in UNITS.items():
                yield month_end(month), unit, Decimal(size + draws.between(-1, 1))

    def feedback(self) -> Iterator[Row]:
        """Praise, complaints and suggestions; complaints grow rarer."""
        draws = Draws(self.recipe.seed, "feedback")
        yearly, number = self.recipe.scaled("feedback", 120), 0
        for year in self.recipe.years:
            start = date(year, 1, 1)
            for _ in range(yearly):
                number += 1
                day = start + timedelta(draws.below(365))
                kind = draws.weighted(
                    {"praise": 22 + 3 * (year - 2018), "complaint": 50 - 2 * (year - 2018), "suggestion": 28}
                )
                yield f"FB-{number:06}", day, draws.one_of(self.places.staffed).code, kind


class Platform:
    """A platform of e-resources; the names are invented."""

    def __init__(self, id: str, kind: str, language: str, licence: str, size: int, since: str, mobile: Any = None,
                 until: str | None = None) -> None:  # fmt: skip
        self.id, self.kind, self.language, self.licence, self.size = id, kind, language, licence, size
        self.since, self.until = date.fromisoformat(since), until and date.fromisoformat(until)
        web, ios, android = mobile or (None, None, None)
        self.web, self.ios, self.android = (day and date.fromisoformat(day) for day in (web, ios, android))

    def active_on(self, day: date) -> bool:
        return self.since <= day and not (self.until and day > self.until)

    def mobile_on(self, day: date) -> bool:
        return any(since and since <= day for since in (self.web, self.ios, self.android))


PLATFORMS = (
    Platform("EB01", "ebook", "zh", "shared", 3200, "2009-03-01", ("2014-05-01", "2013-01-01", "2013-06-01")),
    Platform("EB02", "ebook", "zh", "owned", 2100, "2012-07-01", (None, "2015-03-01", "2015-03-01")),
    Platform("EB03", "ebook", "zh", "owned", 900, "2010-01-01", ("2019-09-01", None, None)),
    Platform("EB04", "ebook", "en", "subscribed", 420, "2013-10-01", (None, "2014-01-01", "2014-02-01")),
    Platform("EB05", "ebook", "zh", "pay_per_loan", 1300, "2019-04-01", ("2019-04-01", "2019-04-01", "2019-04-01")),
    Platform("EB06", "ebook", "zh", "owned", 260, "2008-01-01", None),
    Platform("EB07", "ebook", "en", "subscribed", 180, "2011-05-01", ("2023-02-01", None, None)),
    Platform("EB08", "ebook", "zh", "subscribed", 340, "2016-08-01", None, "2022-12-31"),
    Platform("EB09", "ebook", "vi,id,th", "subscribed", 90, "2021-06-01", ("2021-06-01", None, None)),
    Platform("EB10", "ebook", "zh", "owned", 510, "2022-03-01", ("2024-07-01", "2024-07-01", "2024-10-01")),
    Platform("EM01", "emagazine", "zh", "subscribed", 1500, "2012-01-01", ("2016-01-01", "2016-01-01", "2016-01-01")),
    Platform("EM02", "emagazine", "en", "subscribed", 700, "2014-01-01", (None, "2014-06-01", "2014-06-01")),
    Platform("EM03", "emagazine", "zh", "subscribed", 380, "2018-09-01", ("2020-03-01", None, None)),
    Platform("AV01", "av", "zh", "subscribed", 520, "2013-04-01", ("2017-01-01", None, None)),
    Platform("AV02", "av", "zh,en", "subscribed", 610, "2019-01-01", ("2019-01-01", "2020-01-01", "2020-01-01")),
    Platform("DB01", "database", "zh", "subscribed", 0, "2006-01-01", None),
    Platform("DB02", "database", "en", "subscribed", 0, "2010-01-01", ("2021-01-01", None, None)),
)  # fmt: skip
UNITS = {
    "館長室": 6,
    "秘書室": 18,
    "人事室": 5,
    "會計室": 7,
    "採編課": 34,
    "閱覽典藏課": 48,
    "推廣課": 31,
    "資訊課": 17,
    "輔導課": 22,
    "總館諮詢服務課": 41,
    "分館群": 265,
    "政風室": 3,
}
COUNTIES = (
    "臺北市",
    "新北市",
    "桃園市",
    "臺中市",
    "臺南市",
    "高雄市",
    "基隆市",
    "新竹市",
    "嘉義市",
    "新竹縣",
    "苗栗縣",
    "彰化縣",
    "南投縣",
    "雲林縣",
    "嘉義縣",
    "屏東縣",
    "宜蘭縣",
    "花蓮縣",
    "臺東縣",
    "澎湖縣",
    "金門縣",
    "連江縣",
)
_INDICATORS = {"volumes_per_head": (180, 620), "loans_per_head": (120, 690), "visits_per_head": (150, 560),
               "card_holders_per_head": (28, 92), "spending_per_head": (9_000, 41_000), "floor_area_per_head": (2, 11),
               "web_use_per_head": (80, 990), "grants": (300_000_000, 4_200_000_000)}  # fmt: skip
