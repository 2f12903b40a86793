"""Budget, grants, purchases of things that are no books."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from openscorecard.engines.example.calendar import month_end, month_starts
from openscorecard.engines.example.chance import Draws
from openscorecard.engines.example.places import Row
from openscorecard.engines.example.recipe import FIRST, LAST, Recipe

_DUE = (4, 9, 16, 24, 33, 43, 52, 61, 71, 81, 91, 100)  # percent of a year's money that is to be spent by each month
# account, kind, in scope, exclusion, millions, plan, what it is behind by in points, passed through
_ACCOUNTS: tuple[tuple[str, str, bool, str | None, int, str | None, int, bool], ...] = (
    ("人事費", "current", True, None, 612, None, 0, False),
    ("業務費", "current", True, None, 248, None, 3, False),
    ("推廣活動費", "current", True, None, 41, "BC1.1.1", 2, False),
    ("電子資源授權", "current", True, None, 63, "DP1.1.1", -1, False),
    ("圖書設備費", "capital", True, None, 176, "AC1.1.1", 6, False),
    ("圖書資料採購", "capital", True, None, 38, "AP1.1.1", 4, False),
    ("館舍修建工程", "capital", True, None, 122, "AF1.1.1", 17, False),
    ("資訊設備", "capital", True, None, 34, "AF1.1.2", 8, False),
    ("自助借還設備", "capital", True, None, 27, "CP2.1.1", 9, False),
    ("影音及數位設備", "capital", True, None, 12, "DC1.1.1", 5, False),
    ("分館空調汰換", "capital", True, None, 15, "AF1.1.1", -6, False),
    ("補助及捐助", "capital", False, "補助及捐助", 6, None, 0, False),
    ("轉列基金", "capital", False, "轉列基金", 9, None, 0, False),
    ("投資", "capital", False, "投資", 3, None, 0, False),
    ("其他政府應分攤款", "capital", False, "其他政府應分攤", 8, None, 12, False),
    ("中央補助代收代付", "capital", False, "中央補助代收代付", 11, "AF2.1.1", 7, True),
)
_GRANTS: tuple[tuple[str, str, bool, str | None, int, int], ...] = (
    ("教育部", "公共圖書館閱讀推廣及館藏充實", True, "AF2.1.1", 6_200_000, 2),
    ("教育部", "公共圖書館資源整合發展專案", True, "AF2.1.2", 9_400_000, 1),
    ("教育部", "樂齡學習中心", True, "BP1.1.1", 1_150_000, 3),
    ("文化部", "在地文學推廣", True, None, 900_000, 1),
    ("示範文教基金會", "偏區送書", False, None, 350_000, 1),
)
_THINGS: tuple[tuple[str, str, str, int, int], ...] = (
    ("DC1.1.1", "數位影音設備", "設備", 24, 41_000), ("DP1.1.1", "行動館藏授權", "電子資源", 3_100, 520),
    ("DP3.1.1", "雲端影音授權", "電子資源", 1_450, 690), ("CP2.1.1", "自助借還機", "設備", 12, 385_000),
    ("AP1.1.1", "電子書授權", "電子資源", 5_200, 610), ("AC1.1.1", "電子雜誌授權", "電子資源", 380, 2_300),
)  # fmt: skip


class Money:
    """Rows of budget, grants and procurement."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe

    def budget(self) -> Iterator[Row]:
        """Every account with its sums of the year so far at the end of every month; what is left goes over."""
        draws = Draws(self.recipe.seed, "budget")
        over: dict[str, int] = {}
        for year in self.recipe.years:
            plans = {account[0]: self._year(draws, account, year) for account in _ACCOUNTS}
            for month in month_starts(date(year, 1, 1), date(year, 12, 31)):
                for account in _ACCOUNTS:
                    yield self._line(account, month, plans[account[0]], over.get(account[0], 0))
            over = {name: max(0, spent.left) for name, spent in plans.items()}

    def _year(self, draws: Draws, account: tuple[Any, ...], year: int) -> _Spending:
        whole = account[4] * 1_000_000 * (88 + 2 * (year - 2018)) // 100
        late = 14 if year == 2021 else draws.between(-1, 2)
        behind = account[6] + (late if account[6] else 0)
        left = whole * max(0, behind - 6) // 100 if account[1] == "capital" else 0
        saved = (whole - left) * draws.between(0, 3) // 100
        return _Spending(whole, behind, left, saved)

    def _line(self, account: tuple[Any, ...], month: date, year: _Spending, prior: int) -> Row:
        name, kind, scope, exclusion, _, plan, _, passed = account
        due = year.whole * _DUE[month.month - 1] // 100
        last = month.month == 12
        spendable = year.whole - year.left - year.saved
        share = max(0, _DUE[month.month - 1] - year.behind * (12 - month.month) // 6)
        spent = spendable if last else min(spendable, year.whole * share // 100)
        payable = spent * (2 if last else 5) // 100
        late = due and (spent + (year.saved if last else 0)) * 100 // due < 90
        told = kind == "capital" and scope and late
        return (month_end(month), name, kind, scope, exclusion, Decimal(year.whole), Decimal(due), Decimal(due),
                Decimal(spent - payable), Decimal(payable), Decimal(year.saved if last else 0),
                Decimal(year.left if last else 0), Decimal(prior), passed,
                "廠商履約進度落後" if told else None, "每週召開進度會議並逐案列管" if told else None, plan)  # fmt: skip

    def grants(self) -> Iterator[Row]:
        """Grants from application to report; some were turned down, cut, or reported late."""
        draws, number = Draws(self.recipe.seed, "grants"), 0
        for year in self.recipe.years:
            for agency, programme, central, plan, size, count in _GRANTS:
                for _ in range(count):
                    number += 1
                    applied_on = date(year, 1, 10) + timedelta(draws.below(60))
                    applied = size * draws.between(85, 125) // 100 // 1000 * 1000
                    row: list[Any] = [f"GR-{number:04}", agency, central, programme, Decimal(applied)]
                    refused = draws.chance(7)
                    rest = self._refused(applied_on) if refused else self._approved(draws, applied, applied_on)
                    yield (*row, *rest, plan)

    def _refused(self, applied_on: date) -> list[Any]:
        return [None] * 5 + [applied_on] + [None] * 6

    def _approved(self, draws: Draws, applied: int, applied_on: date) -> list[Any]:
        approved = applied * draws.between(62, 100) // 100
        received = approved * draws.between(70, 100) // 100 if draws.chance(30) else approved
        spent = received * draws.between(88, 100) // 100
        approved_on = applied_on + timedelta(draws.between(30, 95))
        received_on = approved_on + timedelta(draws.between(20, 80))
        due = date(applied_on.year, 12, 31)
        reported = due + timedelta(draws.between(-40, 25) if draws.chance(20) else draws.between(-40, 0))
        promised = draws.between(6, 120)
        return [Decimal(approved), Decimal(approved // 5), Decimal(received), Decimal(spent), Decimal(received - spent),
                applied_on, approved_on, received_on, due, reported if reported <= LAST else None, Decimal(promised),
                Decimal(promised * draws.between(78, 118) // 100)]  # fmt: skip

    def purchases(self) -> Iterator[Row]:
        """Purchases of devices and licences by quarter; the last ones are still on their way."""
        draws = Draws(self.recipe.seed, "things")
        for month in month_starts(FIRST, LAST)[::3]:
            for place, (plan, item, kind, size, price) in enumerate(_THINGS):
                asked = month + timedelta(draws.below(50))
                count = max(1, size * draws.between(60, 130) // 200)
                steps: list[date | None] = []
                day: date | None = asked
                for least, most in ((20, 50), (45, 120), (3, 20), (5, 30)):
                    day = day and day + timedelta(draws.between(least, most))
                    day = day if day and day <= LAST else None
                    steps.append(day)
                tendered, delivered, accepted, shelf = steps
                yield (f"E-{month:%Y%m}-{place}", f"{item} {month:%Y-%m}", kind, asked,
                       Decimal(count * price * 106 // 100),
                       tendered, count, delivered, accepted, shelf, count if delivered else 0,
                       Decimal(count * price if accepted else 0), plan)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Spending:
    """One account's year: what it has, how far it is behind, what goes over, what is saved."""

    whole: int
    behind: int
    left: int
    saved: int
