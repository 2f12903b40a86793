"""Events, courses, ideas, outreach, roll-outs: what the library does, by action plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from openscorecard.engines.example.calendar import Calendar, days_of, month_starts
from openscorecard.engines.example.chance import Draws, shared_out
from openscorecard.engines.example.places import RENOVATED, Place, Places, Row
from openscorecard.engines.example.recipe import FIRST, LAST, Recipe
from openscorecard.engines.example.use import UNITS

_PARTNERS = ("示範基金會", "示範扶輪社", "示範大學", "示範書店", "示範里辦公處")
_LANGUAGES = ("越南語", "印尼語", "泰語", "緬甸語", "英語")
# Audiences, share of a thousand, plans by weight, what the title says.
_EVENTS: tuple[tuple[tuple[str, ...], int, dict[str | None, int], str], ...] = (
    (("child",), 390, {"BP3.1.1": 62, "BC1.1.1": 22, None: 16}, "兒童說故事"),
    (("infant",), 130, {"CC1.1.2": 70, "BC1.1.1": 20, None: 10}, "嬰幼兒律動唸謠"),
    (("child", "teen"), 60, {"BP3.1.1": 80, None: 20}, "親子科學營"),
    (("teen",), 70, {"BP3.1.1": 66, "BC1.1.1": 20, None: 14}, "青少年讀書會"),
    (("adult",), 150, {"BC1.1.1": 58, "CP1.1.2": 22, None: 20}, "主題講座"),
    (("senior",), 110, {"BP1.1.1": 60, "BC1.1.1": 24, None: 16}, "樂齡學堂"),
    (("senior", "child"), 22, {"BP1.1.1": 45, "BP3.1.1": 35, None: 20}, "祖孫共讀"),
    (("new_immigrant",), 24, {"BP2.1.1": 88, None: 12}, "多元文化故事屋"),
    (("new_immigrant", "child"), 14, {"BP2.1.1": 74, "BP3.1.1": 14, None: 12}, "新住民親子共讀"),
    (("adult", "senior"), 30, {"CP2.1.3": 70, None: 30}, "自助借還體驗"),
)
_OFTEN = {place: kind[1] for place, kind in enumerate(_EVENTS)}
Site = tuple[str, str, date | None]
"""What it is called, its district, and the day it opened where that is known."""


class Programmes:
    """Rows of what is held, taught, proposed and rolled out."""

    def __init__(self, recipe: Recipe, places: Places) -> None:
        self.recipe, self.places, self.calendar = recipe, places, Calendar(recipe)

    def events(self) -> Iterator[Row]:
        """Events by day, those planned for closed days cancelled; attendance after a real distribution."""
        draws, number = Draws(self.recipe.seed, "events"), 0
        least = 520  # so that every audience and plan shows at any scale
        sizes = {place: place.events * 3 + 300 for place in self.places.staffed}
        for year in self.recipe.years:
            days = list(days_of(date(year, 1, 1), date(year, 12, 31)))
            weights = [self._event_weight(day) for day in days]
            total = max(least, self.recipe.in_year("events", year, self.recipe.figures["events"]))
            for day, count in zip(days, shared_out(total, weights), strict=True):
                for _ in range(count):
                    number += 1
                    yield self._event(draws, f"EV-{number:06}", day, draws.weighted(sizes))

    def _event_weight(self, day: date) -> int:
        """Events keep the real seasons and weekdays, but for Sundays, which here are busy."""
        weekday = 1100 if day.weekday() == 6 else int(self.recipe.shapes["weekday_events"][day.weekday()])
        return max(1, int(self.recipe.shapes["season_events"][day.month - 1]) * weekday // 1000)

    def _event(self, draws: Draws, name: str, day: date, place: Place) -> Row:
        audiences, _, plans, title = _EVENTS[draws.weighted(_OFTEN)]
        status, online = self._status(draws, day, place), None
        attended: int | None = None
        if status == "held":
            attended = self._attendance(draws) * (5 if place.type == "main" and draws.chance(20) else 1)
            if draws.chance(6 if day.year >= 2020 else 1) or self._limited(day):
                online = draws.between(12, 900)
        language = draws.one_of(_LANGUAGES) if "new_immigrant" in audiences else "華語"
        plan = draws.weighted(plans)
        partner = draws.one_of(_PARTNERS) if plan == "CP1.1.2" or draws.chance(12) else None
        return (name, day, f"{title}（示範）", place.code, audiences, language, attended, online,
                Decimal(draws.between(72, 99)) / 100 if status == "held" and draws.chance(45) else None,
                Decimal(draws.between(4, 160) * 100) if status == "held" else None, partner, status, plan)  # fmt: skip

    def _status(self, draws: Draws, day: date, place: Place) -> str:
        span = RENOVATED.get(place.code)
        if self.calendar.closed_from <= day <= self.calendar.closed_to or (span and span[0] <= day <= span[1]):
            return "cancelled"
        if day >= date(2025, 12, 27) or draws.below(1000) < 2:
            return "planned"
        return "cancelled" if draws.chance(3) else "held"

    def _limited(self, day: date) -> bool:
        return bool(self.calendar.closed_to < day <= self.calendar.limited_until)

    def _attendance(self, draws: Draws) -> int:
        steps = [1, *self.recipe.shapes["attendance"], 70]
        step = draws.below(len(steps) - 1)
        return draws.between(steps[step], max(steps[step], steps[step + 1])) * 2 + draws.below(4)

    def training(self) -> Iterator[Row]:
        """Courses of one to six sessions; some reach into the next quarter or year."""
        draws, number = Draws(self.recipe.seed, "training"), 0
        kinds = {
            ("professional", "圖書資訊專業研習"): 46,
            ("courtesy", "服務禮儀與溝通技巧"): 18,
            ("other", "年度教育訓練"): 36,
        }
        plans = {"professional": "AL1.1.2", "courtesy": "CL2.1.1", "other": "AL1.1.1"}
        for year in self.recipe.years:
            for _ in range(draws.between(96, 124)):
                number += 1
                category, title = draws.weighted(kinds)
                first = date(year, 1, 5) + timedelta(draws.below(355))
                units = tuple(sorted({draws.one_of(tuple(UNITS)) for _ in range(draws.between(1, 3))}))
                plan = plans[category] if draws.chance(88) else None
                for session in range(1, draws.weighted({1: 55, 2: 18, 3: 12, 4: 8, 6: 7}) + 1):
                    day = first + timedelta(7 * (session - 1))
                    if day > LAST:
                        break
                    closed = self.calendar.closed_from <= day <= self.calendar.closed_to
                    status = (
                        "cancelled" if closed or draws.chance(3) else "planned" if day > date(2025, 12, 24) else "held"
                    )
                    held = status == "held"
                    yield (f"TR-{number:05}", session, day, f"{title} {number:05}（示範）", category,
                           Decimal(draws.one_of((10, 20, 30, 60))) / 10, draws.between(8, 85) if held else None, units,
                           status, plan)  # fmt: skip

    def proposals(self) -> Iterator[Row]:
        """Ideas from proposal to practice; some are joint, some are turned down, some still wait."""
        draws, number = Draws(self.recipe.seed, "proposals"), 0
        for year in self.recipe.years:
            for _ in range(draws.between(42, 74)):
                number += 1
                day = date(year, 1, 3) + timedelta(draws.below(360))
                steps: list[date | None] = [day]
                for least, most, percent in ((20, 70, 92), (10, 40, 58), (60, 240, 76)):
                    before = steps[-1]
                    following = (
                        before + timedelta(draws.between(least, most)) if before and draws.chance(percent) else None
                    )
                    steps.append(following if following and following <= LAST else None)
                reviewed, adopted, done = steps[1:]
                rejected = reviewed + timedelta(15) if reviewed and not adopted and draws.chance(80) else None
                units = tuple(sorted({draws.one_of(tuple(UNITS)) for _ in range(draws.weighted({1: 74, 2: 18, 3: 8}))}))
                yield (f"ID-{number:04}", day, reviewed, adopted, done,
                       rejected if rejected and rejected <= LAST else None, units, draws.between(1, 5),
                       draws.one_of(_BENEFITS) if done else None, "BL1.1.1" if draws.chance(90) else None)  # fmt: skip

    def outreach(self) -> Iterator[Row]:
        """How many could be offered a card and how many were, by quarter, district and age."""
        draws, figures = Draws(self.recipe.seed, "outreach"), self.recipe.figures
        for plan, bands in (("CC1.1.1", {"6-12": 62, "13-18": 49}), ("CC1.1.2", {"0-5": 38})):
            for month in month_starts(FIRST, LAST)[::3]:
                closed = month == date(2021, 4, 1) or month == date(2021, 7, 1)
                for district, share in figures["districts"].items():
                    for band, ages in bands.items():
                        eligible = self.recipe.scaled(figures["residents"] * share * ages // 1_000_000 // 8, 4)
                        reached = draws.between(2, 9) if closed else draws.between(28, 78)
                        yield (
                            plan,
                            f"{month.year}-Q{(month.month + 2) // 3}",
                            district,
                            band,
                            eligible,
                            eligible * reached // 100,
                        )

    def sites(self) -> Iterator[Row]:
        """The stages each site of a roll-out has reached, with days and cost."""
        draws = Draws(self.recipe.seed, "sites")
        for plan, names in self._sites().items():
            for name, district, opened in names:
                start = opened or date(2018, 2, 1) + timedelta(draws.below(2500))
                behind = 0 if opened else draws.weighted({0: 72, 1: 12, 2: 9, 3: 7})
                for place, stage in enumerate(_STAGES[: len(_STAGES) - behind]):
                    day = start - timedelta(75 * (len(_STAGES) - 1 - place) - draws.below(20) * (place < 3))
                    if date(2016, 1, 1) <= day <= LAST:
                        cost = Decimal(draws.between(40, 900) * 1000) if stage in {"採購", "建置"} else None
                        yield plan, name, stage, day, district, cost

    def _sites(self) -> dict[str, list[Site]]:
        there = self.places.staffed
        stations = [one for one in self.places.all if not one.staffed]
        pickup = self.recipe.figures["fastbook_pickup"]
        shelves: list[Site] = [(one.name, one.district, None) for one in there if one.machines >= 3]
        shelves += [(one.name, one.district, pickup) for one in stations if one.type == "fastbook" and not one.closed]
        channels = ("超商取還書", "示範還書箱")
        return {
            "CP2.1.1": [(one.name, one.district, None) for one in there if one.rolled_out and one.machines],
            "CP2.1.2": shelves,
            "CP3.1.1": [(one.name, one.district, one.opened) for one in stations if one.opened >= FIRST],
            "CP3.1.2": [(f"{district[:2]}示範新據點", district, None) for district in _LACKING],
            "CP1.1.1": [(f"{name[:2]}{kind}", name, None) for name in self.places.districts for kind in channels],
            "DP2.1.1": [(name, "全市", None) for name in _ONLINE],
        }


_BENEFITS = ("節省人力", "縮短等候", "提升滿意度", "節省經費")
_LACKING = ("內湖區", "士林區", "文山區")
_ONLINE = ("線上辦證", "遺失賠償", "個資更正", "家庭證申辦", "團體證申辦", "借閱證延期")
_STAGES = ("評估", "採購", "建置", "測試", "啟用")
