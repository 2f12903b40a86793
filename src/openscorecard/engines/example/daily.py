"""Daily totals of circulation: all of 2018 to 2024, and what is never told one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.example.calendar import Calendar, days_of, open_places, states_of
from openscorecard.engines.example.chance import salt
from openscorecard.engines.example.channels import KINDS, Way, ways
from openscorecard.engines.example.places import Places
from openscorecard.engines.example.recipe import LAST, Recipe
from openscorecard.engines.example.sql import Sql

if TYPE_CHECKING:
    import pyarrow as pa

_STATEMENT = """
WITH used AS (
  SELECT day, number, kind, item_class, branch, channel, plan,
    cells.weight * days.weight // 1000
      * (800 + mix(xor((number * 512 + day_number)::UBIGINT, {salt}::UBIGINT)) % 401)::BIGINT
      // 1000 AS weight
  FROM days JOIN cells USING (state)
), running AS (
  SELECT used.*, total,
    sum(weight) OVER (PARTITION BY kind ORDER BY day, number)::BIGINT AS upto,
    sum(weight) OVER (PARTITION BY kind)::BIGINT AS whole
  FROM used JOIN totals USING (kind)
), counted AS (
  SELECT *, upto * total // whole - (upto - weight) * total // whole AS quantity FROM running WHERE whole > 0
)
SELECT day::TIMESTAMP - INTERVAL 8 HOUR AS occurred_at,
  CASE WHEN kind IN ('second', 'box') THEN 'return' ELSE kind END AS kind, item_class, branch, channel, quantity, plan
FROM counted WHERE quantity > 0
ORDER BY occurred_at, kind, item_class, branch, channel, quantity, plan
"""


class Daily:
    """Totals by day, place, channel and class of item."""

    def __init__(self, recipe: Recipe, dataset: Dataset, places: Places) -> None:
        self.recipe, self.dataset, self.places = recipe, dataset, places
        self.calendar = Calendar(recipe)

    def year(self, year: int) -> pa.Table:
        """A year's totals; of the last year only what drop boxes and houses count without a reader."""
        days = list(days_of(date(year, 1, 1), date(year, 12, 31)))
        with Sql() as sql:
            states, first = states_of(self.places, days)
            rows = [
                (day, place, self.calendar.weight("issues", day), state)
                for place, (day, state) in enumerate(zip(days, states, strict=True))
            ]
            sql.give("days", ["day", "day_number", "weight", "state"], rows)
            cells = [(number, *cell) for number, cell in enumerate(self._cells(year, first))]
            names = ["number", "state", "kind", "item_class", "branch", "channel", "plan", "weight"]
            sql.give("cells", names, cells)
            sql.give("totals", ["kind", "total"], list(self._totals(year).items()))
            return sql.table(self.dataset, _STATEMENT.format(salt=salt(self.recipe.seed, f"daily {year}")))

    def _totals(self, year: int) -> dict[str, int]:
        figures = self.recipe.figures
        boxed = int(figures["returns"]) * int(figures["drop_box"]) // 100
        whole = {"issue": self.recipe.loans, "return": int(figures["returns"]) - boxed, "renew": figures["renewals"],
                 "second": figures["second_scans"], "box": boxed, "in_house": figures["in_house"]}  # fmt: skip
        if year == LAST.year:
            whole = {kind: whole[kind] for kind in ("box", "in_house")}
        return {kind: self.recipe.in_year("issues", year, int(total)) for kind, total in whole.items()}

    def _cells(self, year: int, first: list[date]) -> Iterator[tuple[Any, ...]]:
        for state, day in enumerate(first):
            for place in open_places(self.places, day):
                for kind in KINDS if year != LAST.year else ():
                    yield from self._grouped(state, kind, list(ways(self.recipe, place, kind, day)))
                if place.staffed:
                    yield state, "box", None, place.code, "drop_box", "CP1.1.1", place.loans * 100
                    yield state, "in_house", None, place.code, None, None, place.visits * 100

    def _grouped(self, state: int, kind: str, found: list[Way]) -> Iterator[tuple[Any, ...]]:
        """Terminals do not show in totals; loans are told by class of item."""
        sums: dict[tuple[str, str | None, str | None], int] = {}
        for way in found:
            known = (way.branch, way.channel, way.plan)
            sums[known] = sums.get(known, 0) + way.weight
        classes = self.recipe.figures["item_classes"] if kind == "issue" else {None: 1000}
        for (branch, channel, plan), weight in sums.items():
            for name, share in classes.items():
                yield state, kind, name, branch, channel, plan, weight * share // 1000
