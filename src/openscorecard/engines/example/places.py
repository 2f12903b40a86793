"""The example's places: branches, their terminals, points of service, closures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from openscorecard.engines.example.chance import Draws, shared_out, size_at
from openscorecard.engines.example.recipe import Recipe

Row = tuple[Any, ...]

_LETTER = {"main": "M", "branch": "B", "reading_room": "R", "intelligent_library": "I", "fastbook": "F"}
_NAME = {"branch": "示範分館", "reading_room": "示範閱覽室", "intelligent_library": "示範智慧圖書館",
         "fastbook": "示範 FastBook 借書站"}  # fmt: skip
_BESIDE_A_BRANCH = {"reading_room": 90, "intelligent_library": 150, "fastbook": 45}  # loans beside a mean branch, 1000
_STOCK_BESIDE = {"reading_room": 60, "intelligent_library": 45, "fastbook": 8}
_AREA = {"main": (18900, 18900), "branch": (650, 2900), "reading_room": (90, 320), "intelligent_library": (60, 210),
         "fastbook": (12, 24)}  # fmt: skip
_PLACED = {"intelligent_library": (date(2005, 7, 1), date(2008, 5, 3), date(2012, 9, 1), date(2016, 4, 23),
                                   date(2019, 6, 15), date(2021, 12, 4), date(2024, 3, 30)),
           "fastbook": (date(2017, 6, 20), date(2018, 5, 5), date(2018, 11, 17), date(2019, 8, 3), date(2020, 10, 24),
                        date(2021, 11, 20), date(2022, 9, 10), date(2023, 7, 8), date(2024, 6, 15),
                        date(2025, 4, 26))}  # fmt: skip
MOVED = (3, date(2022, 2, 28))  # this FastBook station closed at that day and opened again elsewhere as the last code
RENOVATED = {"B07": (date(2019, 3, 4), date(2019, 7, 31)), "B19": (date(2020, 2, 3), date(2020, 9, 30)),
             "B31": (date(2022, 5, 2), date(2022, 11, 30)), "B12": (date(2023, 8, 7), date(2024, 1, 31)),
             "R05": (date(2024, 4, 1), date(2024, 6, 30)), "B26": (date(2025, 6, 2), date(2025, 9, 30))}  # fmt: skip
_SORTERS = ("M01", "B02", "B05", "B09", "B14", "B20", "B28")
_NO_MACHINES = ("R09", "R10", "R11", "R12", "B41", "B43")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of service. `loans`, `visits`, `stock` and `events` say how large it is beside a mean branch, 1000."""

    code: str
    type: str
    name: str
    district: str
    opened: date
    closed: date | None
    replaces: str | None
    loans: int
    visits: int
    stock: int
    events: int
    machines: int  # self-check machines
    desks: int
    rolled_out: bool  # whether its machines came by the RFID plan
    sorter: bool

    @property
    def staffed(self) -> bool:
        return self.type in {"main", "branch", "reading_room"}


class Places:
    """Every place, in the order of codes within a type; the same at any scale."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.districts: dict[str, int] = dict(recipe.figures["districts"])

    @cached_property
    def all(self) -> tuple[Place, ...]:
        found = []
        for kind, count in self.recipe.figures["places"].items():
            homes = self._districts(count, kind)
            found += [self._place(kind, number, count, homes[number - 1]) for number in range(1, count + 1)]
        moved, day = MOVED
        old = next(place for place in found if place.code == f"F{moved:02}")
        last = f"F{self.recipe.figures['places']['fastbook'] + 1:02}"
        former = replace(old, code=last, name=old.name + "（原址）", closed=day)
        found[found.index(old)] = replace(old, opened=day + timedelta(1), replaces=last)
        return (*found, former)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(place.code for place in self.all)

    @cached_property
    def staffed(self) -> tuple[Place, ...]:
        return tuple(place for place in self.all if place.staffed)

    def _districts(self, count: int, kind: str) -> list[str]:
        """Where the places of a kind stand: after the residents, one in each district where there are enough."""
        names = list(self.districts)
        if count == 1:
            return ["大安區"]
        each = shared_out(count, self.districts.values())
        homes = [name for name, own in zip(names, each, strict=True) for _ in range(own)]
        draws = Draws(self.recipe.seed, f"districts {kind}")
        return sorted(homes, key=lambda _: draws.below(1 << 30))

    def _place(self, kind: str, number: int, count: int, district: str) -> Place:
        code = f"{_LETTER[kind]}{number:02}"
        draws = Draws(self.recipe.seed, code)
        machines = 0 if code in _NO_MACHINES else {"main": 12, "branch": draws.between(2, 5)}.get(kind, 1)
        return Place(
            code=code, type=kind, district=district,
            name="總館（示範資料）" if kind == "main" else f"{district[:2]}{_NAME[kind]} {number:02}",
            opened=self._opened(kind, number, draws), closed=None, replaces=None,
            loans=self._size("issues", kind, number, count), visits=self._size("visits", kind, number, count),
            stock=self._size("stock", kind, number, count), events=self._size("events", kind, number, count),
            machines=machines, desks={"main": 8, "branch": 2, "reading_room": 1}.get(kind, 0),
            rolled_out=number % 4 != 0, sorter=code in _SORTERS,
        )  # fmt: skip

    def _opened(self, kind: str, number: int, draws: Draws) -> date:
        if kind in _PLACED:
            return _PLACED[kind][number - 1]
        return date(1990 if kind == "main" else draws.between(1955, 2015), draws.between(1, 12), draws.between(1, 28))

    def _size(self, of: str, kind: str, number: int, count: int) -> int:
        sizes = self.recipe.shapes[f"sizes_{of}"]
        if kind == "main":
            return int(sizes[0]) * (4 if of == "stock" else 1)
        if kind == "branch":
            # Rank and code are not the same order, or the first codes would all be large.
            return size_at(sizes[1:], number * 19 % (count + 1) - 1, count)
        beside = (_STOCK_BESIDE if of == "stock" else _BESIDE_A_BRANCH)[kind]
        return beside * (700 + number * 7919 % 600) // 1000

    # Rows

    def branches(self) -> Iterator[Row]:
        draws = Draws(self.recipe.seed, "places")
        for place in self.all:
            lat, lon = self._spot(place)
            yield (place.code, place.name, place.district, place.type, Decimal(draws.between(*_AREA[place.type])), lat,
                   lon, place.opened, place.closed, place.replaces)  # fmt: skip

    def terminals(self) -> Iterator[Row]:
        for place in self.all:
            start = max(place.opened, date(2016, 1, 1))
            roles = [("desk", place.desks, "D"), ("self_check", place.machines, "S"),
                     ("sorter", int(place.sorter), "Z"), ("drop_box", int(place.staffed), "R"),
                     ("gate", int(place.staffed), "G")]  # fmt: skip
            for role, count, letter in roles:
                for number in range(1, count + 1):
                    name = f"{place.code}-{letter}{number}"
                    yield name, place.code, role, f"sip-{name.lower()}", start, place.closed

    def closures(self) -> Iterator[Row]:
        first, last = self.recipe.figures["closed"]
        for place in self.all:
            if place.opened <= first and (place.closed is None or place.closed >= last):
                yield place.code, first, last, "嚴重特殊傳染性肺炎三級警戒，全面閉館"
        yield from ((code, *span, "整修") for code, span in RENOVATED.items())

    def service_points(self) -> Iterator[Row]:
        draws = Draws(self.recipe.seed, "service points")
        for place in self.all:
            lat, lon = self._spot(place)
            cost = {"fastbook": 620_000, "intelligent_library": 2_150_000, "reading_room": 3_400_000}.get(place.type)
            plan = {"fastbook": "CP3.1.1", "intelligent_library": "CP3.1.1"}.get(place.type)
            replaced = f"P-{place.replaces}" if place.replaces else None
            yield (f"P-{place.code}", place.type, place.name, place.district, place.code, place.opened, place.closed,
                   replaced, Decimal(cost) if cost else None, lat, lon, plan)  # fmt: skip
        for number, (district, opened, closed) in enumerate(_DROP_BOXES, 1):
            plan = "CP3.1.2" if district in {"內湖區", "士林區"} else "CP1.1.1"
            yield (f"P-X{number:02}", "drop_box", f"{district[:2]}示範還書箱 {number:02}", district, None, opened,
                   closed, None, Decimal(draws.between(60, 110) * 1000), None, None, plan)  # fmt: skip

    def _spot(self, place: Place) -> tuple[Decimal, Decimal]:
        """Somewhere about the district: coordinates are no addresses."""
        lat, lon = _MIDDLES[place.district]
        draws = Draws(self.recipe.seed, f"spot {place.code}")
        return (Decimal(lat + draws.between(-90, 90)) / 10_000, Decimal(lon + draws.between(-90, 90)) / 10_000)


_DROP_BOXES = (
    ("中正區", date(2016, 3, 1), None), ("信義區", date(2017, 9, 1), None), ("內湖區", date(2018, 10, 6), None),
    ("士林區", date(2019, 4, 20), None), ("中山區", date(2019, 12, 14), date(2023, 6, 30)),
    ("內湖區", date(2020, 8, 15), None), ("文山區", date(2021, 10, 30), None), ("士林區", date(2022, 12, 3), None),
    ("南港區", date(2023, 5, 13), None), ("北投區", date(2024, 8, 24), None), ("內湖區", date(2025, 2, 22), None),
    ("士林區", date(2025, 10, 18), None),
)  # fmt: skip
_MIDDLES = {
    "松山區": (250500, 1215770), "信義區": (250330, 1215700), "大安區": (250260, 1215430), "中山區": (250640, 1215330),
    "中正區": (250320, 1215180), "大同區": (250650, 1215130), "萬華區": (250340, 1214980), "文山區": (249900, 1215700),
    "南港區": (250550, 1216070), "內湖區": (250690, 1215890), "士林區": (250930, 1215250), "北投區": (251320, 1215020),
}  # fmt: skip
