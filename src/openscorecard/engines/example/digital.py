"""E-holdings, platforms, functions, equipment: what the digital library offers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from openscorecard.engines.example.calendar import month_starts
from openscorecard.engines.example.chance import Draws, shared_out
from openscorecard.engines.example.places import Places, Row
from openscorecard.engines.example.recipe import FIRST, LAST, Recipe
from openscorecard.engines.example.use import PLATFORMS

_RELABELLED = ("EB08", "EB02", date(2022, 12, 31))  # a package that went on under another platform's name


class Digital:
    """Rows of licences, titles, functions and devices."""

    def __init__(self, recipe: Recipe, places: Places) -> None:
        self.recipe, self.places = recipe, places

    def platforms(self) -> Iterator[Row]:
        names = {
            "ebook": "示範電子書平臺",
            "emagazine": "示範電子雜誌平臺",
            "av": "示範影音平臺",
            "database": "示範資料庫",
        }
        for one in PLATFORMS:
            plan = "DP1.1.1" if one.kind in {"ebook", "emagazine"} and one.mobile_on(LAST) else None
            yield (one.id, f"{names[one.kind]} {one.id[2:]}", one.kind, one.language, one.licence, one.web, one.ios,
                   one.android, one.since, one.until, plan)  # fmt: skip

    def eholdings(self) -> Iterator[Row]:
        """Licences; the copies of e-books and e-magazines active on the last day are exactly the published sum."""
        count = self.recipe.scaled("elicences", 400)
        draws = Draws(self.recipe.seed, "licences")
        lending = {one.id: one.size for one in PLATFORMS if one.kind in {"ebook", "emagazine"} and one.active_on(LAST)}
        kinds = {one.id: one for one in PLATFORMS}
        weights = [draws.between(1, 9) ** 2 for _ in range(count)]
        for number, copies in enumerate(shared_out(self.recipe.scaled("eitems"), weights), 1):
            platform = kinds[draws.weighted(lending)]
            # Every eleventh title stands on two platforms, where it counts twice.
            title = f"T{number - 1 if number % 11 == 0 else number:07}"
            since = self._since(draws, platform.since)
            until = date(2026, 1, 31) + timedelta(draws.below(900)) if platform.licence == "subscribed" else None
            yield (f"LIC-{number:07}", platform.id, title, platform.kind, copies, platform.licence, since, until,
                   _plan(draws))  # fmt: skip
        yield from self._ended(draws, count)

    def _ended(self, draws: Draws, count: int) -> Iterator[Row]:
        """Licences that had run out by the last day, a re-labelled package among them, and licences of recordings."""
        old, new, day = _RELABELLED
        for number in range(1, count // 30 + 1):
            title, copies = f"R{number:06}", draws.between(1, 12)
            yield f"OLD-{number:06}", old, title, "ebook", copies, "subscribed", date(2016, 8, 1), day, None
            yield f"NEW-{number:06}", new, title, "ebook", copies, "owned", day + timedelta(1), date(2024, 12, 31), None
        for number in range(1, count // 20 + 1):
            since = self._since(draws, date(2014, 1, 1), date(2021, 12, 31))
            until = since + timedelta(365 * draws.between(1, 4) - 1)
            yield (
                f"END-{number:06}",
                "EM01",
                f"E{number:06}",
                "emagazine",
                draws.between(1, 9),
                "subscribed",
                since,
                until,
                None,
            )
        for number in range(1, count // 40 + 1):
            since = self._since(draws, date(2019, 1, 1))
            yield f"AVL-{number:06}", "AV02", f"V{number:06}", "eav", 1, "subscribed", since, None, "DP3.1.1"

    def _since(self, draws: Draws, first: date, last: date = date(2025, 12, 20)) -> date:
        """A day between two, later ones likelier."""
        span = (last - first).days
        return first + timedelta(max(draws.below(span), draws.below(span)))

    def av_titles(self) -> Iterator[Row]:
        draws = Draws(self.recipe.seed, "recordings")
        for number in range(1, self.recipe.scaled("av_titles", 300) + 1):
            platform = "AV02" if draws.chance(70) else "AV01"
            added = self._since(draws, date(2019, 1, 1) if platform == "AV02" else date(2013, 4, 1))
            gone = added + timedelta(draws.between(200, 1800)) if draws.chance(18) else None
            yield (f"AVT-{number:06}", platform, draws.one_of(("影片", "音樂", "有聲書", "課程")), added,
                   gone if gone and gone <= LAST else None, "DP3.1.1" if draws.chance(80) else None)  # fmt: skip

    def online_functions(self) -> Iterator[Row]:
        for number, (name, kind, since, until, plan) in enumerate(_FUNCTIONS, 1):
            retired = date.fromisoformat(until) if until else None
            yield (f"FN{number:02}", name, kind, date.fromisoformat(since), retired,
                   f"https://library.example/{number:02}", "DP2.1.1" if plan else None)  # fmt: skip

    def function_use(self) -> Iterator[Row]:
        """Uses of each function by month; procedures take fewer days once they are online for a while."""
        draws = Draws(self.recipe.seed, "function use")
        for row in self.online_functions():
            name, kind, since, until = row[0], row[2], row[3], row[4]
            size = self.recipe.scaled(draws.between(900, 26_000), 1)
            for month in month_starts(max(FIRST, since), min(LAST, until or LAST)):
                age = (month.year - 2018) * 12 + month.month
                days = Decimal(max(3, 70 - age * 6 // 10) + draws.below(6)) / 10 if kind == "application" else None
                yield f"{month:%Y-%m}", name, size * (60 + age) * draws.between(80, 120) // 10_000, days

    def equipment(self) -> Iterator[Row]:
        draws = Draws(self.recipe.seed, "equipment")
        number = 0
        for place in self.places.staffed:
            if place.machines:
                number += 1
                yield (f"EQ{number:04}", "自助借還機", place.code, place.machines,
                       date(2017, 3, 1) + timedelta(draws.below(900)),
                       None, "CP2.1.1" if place.rolled_out else None)  # fmt: skip
            for kind, (share, first) in _DEVICES.items():
                if place.type == "main" or draws.chance(share):
                    number += 1
                    since = max(date(first, 1, 1) + timedelta(draws.below(1400)), date(2010, 1, 1))
                    until = since + timedelta(draws.between(1400, 3200)) if draws.chance(22) else None
                    yield (f"EQ{number:04}", kind, place.code, draws.between(1, 12), min(since, date(2025, 11, 1)),
                           until if until and until <= LAST else None,
                           "DC1.1.1" if first >= 2018 or draws.chance(40) else None)  # fmt: skip

    def equipment_use(self) -> Iterator[Row]:
        draws = Draws(self.recipe.seed, "equipment use")
        for row in self.equipment():
            name, count, since, until = row[0], row[3], row[4], row[5]
            for month in month_starts(max(FIRST, since), min(LAST, until or LAST)):
                closed = date(2021, 6, 1) <= month <= date(2021, 7, 1)
                used = 0 if closed else count * draws.between(90, 2300)
                down = 0 if closed else count * max(0, draws.between(-60, 70))
                yield f"{month:%Y-%m}", name, Decimal(used) / 10, Decimal(down) / 10


def _plan(draws: Draws) -> str | None:
    return draws.weighted({"AP1.1.1": 62, "DP1.1.1": 23, None: 15})


_DEVICES: dict[str, tuple[int, int]] = {
    "公用電腦": (96, 2011),
    "影音欣賞席": (58, 2012),
    "平板電腦": (44, 2015),
    "電子書閱讀器": (30, 2014),
    "無線投影": (18, 2017),
    "互動式閱讀桌": (12, 2018),
    "擴增實境繪本": (14, 2019),
    "虛擬實境體驗": (9, 2019),
    "數位掃描器": (35, 2016),
    "語音導覽": (11, 2018),
    "電子閱報牆": (16, 2017),
    "放大閱讀機": (22, 2013),
    "點字觸摸顯示器": (4, 2014),
    "3D 列印機": (5, 2020),
    "錄音室設備": (3, 2021),
    "兒童數位學習機": (26, 2018),
    "有聲書播放器": (20, 2019),
    "自助影印列印": (62, 2012),
    "線上會議艙": (8, 2022),
    "充電服務": (40, 2018),
    "智慧還書車": (3, 2024),
    "機器人導覽": (2, 2023),
}
_FUNCTIONS: tuple[tuple[Any, ...], ...] = (
    ("線上辦證", "application", "2019-07-01", None, True),
    ("個人借閱紀錄", "information", "2008-01-01", None, False),
    ("線上續借", "borrowing", "2008-01-01", None, False),
    ("線上預約", "borrowing", "2009-05-01", None, False),
    ("通閱申請", "borrowing", "2010-03-01", None, False),
    ("薦購圖書", "application", "2011-09-01", None, False),
    ("活動報名", "application", "2012-04-01", None, False),
    ("場地申請", "application", "2013-02-01", None, False),
    ("參觀導覽申請", "application", "2013-02-01", None, False),
    ("線上繳費", "payment", "2018-11-01", None, True),
    ("行動借閱證", "borrowing", "2016-10-01", None, False),
    ("電子書借閱", "borrowing", "2009-03-01", None, False),
    ("電子雜誌借閱", "borrowing", "2012-01-01", None, False),
    ("影音借閱", "borrowing", "2013-04-01", None, False),
    ("簡訊通知申請", "application", "2010-06-01", "2020-06-30", False),
    ("傳真申請影印", "application", "2009-01-01", "2019-03-31", False),
    ("到期通知訂閱", "application", "2014-01-01", None, False),
    ("志工報名", "application", "2015-05-01", None, False),
    ("數位學生證開通", "application", "2018-03-01", None, True),
    ("Bookstart 登記", "application", "2018-09-01", None, True),
    ("座位預約", "borrowing", "2019-01-01", None, True),
    ("討論室預約", "borrowing", "2019-06-01", None, True),
    ("平板借用預約", "borrowing", "2019-12-01", "2023-12-31", True),
    ("超商取書申請", "borrowing", "2018-06-01", None, True),
    ("宅配申請", "borrowing", "2020-05-01", None, True),
    ("遺失賠償線上申辦", "application", "2020-09-01", None, True),
    ("個資更正", "application", "2020-09-01", None, True),
    ("家庭證申辦", "application", "2021-03-01", None, True),
    ("團體證申辦", "application", "2021-03-01", None, True),
    ("班訪申請", "application", "2021-11-01", None, True),
    ("好書交換登記", "application", "2015-03-01", "2021-12-31", False),
    ("捐書申請", "application", "2022-02-01", None, True),
    ("電子支付", "payment", "2022-07-01", None, True),
    ("FastBook 預約取書", "borrowing", "2024-09-02", None, True),
    ("課程認證時數查詢", "information", "2022-10-01", None, True),
    ("長者到府送書申請", "application", "2023-04-01", None, True),
    ("線上諮詢預約", "application", "2023-10-01", None, True),
    ("通閱進度查詢", "borrowing", "2024-03-01", None, True),
    ("意見追蹤", "information", "2024-06-01", None, True),
    ("借閱證延期", "application", "2025-01-15", None, True),
    ("多語辦證", "application", "2025-06-01", None, True),
)
