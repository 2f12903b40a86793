"""The example's items, and the purchases they came by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.example.calendar import month_end
from openscorecard.engines.example.chance import Draws, salt, shared_out
from openscorecard.engines.example.items import Items, Span
from openscorecard.engines.example.places import Place, Places
from openscorecard.engines.example.recipe import FIRST, LAST, Piece, Recipe
from openscorecard.engines.example.sql import Sql

if TYPE_CHECKING:
    import pyarrow as pa

_SLOTS = 1 << 14
_AT_ONCE = 1_500_000  # items of one batch
_LINES = ("AC1.1.1", "AP1.1.1", None, None)  # the plan of each purchase line of a month and class; the last is gifts
_OF_LINES = (58, 24, 11)  # percent of what came by the first lines; the rest are gifts, bought by no line
_ITEMS = """
WITH numbered AS (
  SELECT month, days, line, start, count, unnest(range(start, start + count)) AS x FROM months
), known AS (
  SELECT month + ((x - start) * days // count)::INTEGER AS acquired_on, line, {accession} AS accession,
    mix(xor(x::UBIGINT, {salt}::UBIGINT)) AS drawn
  FROM numbered
), classed AS (
  SELECT *, {item_class} AS item_class FROM known
)
SELECT accession AS item_id, item_class, acquired_on, branches[(drawn & {slots})::BIGINT + 1] AS branch,
  CASE WHEN line IS NOT NULL AND (drawn >> 16) % 100 < {bought}
    THEN line || item_class || CASE WHEN (drawn >> 16) % 100 < {first} THEN '-1'
      WHEN (drawn >> 16) % 100 < {second} THEN '-2' ELSE '-3' END
  END AS purchase_line
FROM classed CROSS JOIN slots
"""
_GONE = """
WITH numbered AS (
  SELECT unnest(range({gone})) AS w
), known AS (
  SELECT w, {accession} AS accession, ((w + 1) * {old} + {gone} - 1) // {gone} - 1 AS x,
    mix(xor(w::UBIGINT, {salt}::UBIGINT)) AS drawn
  FROM numbered
), dated AS (
  SELECT accession, drawn, w, month + ((x - start) * days // count)::INTEGER AS acquired_on
  FROM known JOIN months ON x >= start AND x < start + count
), left_on AS (
  SELECT *, DATE '2018-01-02' + ((mix(drawn) * 2920) >> 32)::INTEGER AS gone_on, {item_class} AS item_class FROM dated
)
SELECT accession AS item_id, item_class, branches[(drawn & {slots})::BIGINT + 1] AS branch, acquired_on,
  CASE WHEN w * {step} % {gone} >= {lost} THEN gone_on END AS withdrawn_on,
  CASE WHEN w * {step} % {gone} < {lost} THEN gone_on END AS lost_on
FROM left_on CROSS JOIN slots
ORDER BY acquired_on, item_id
"""


class Holdings:
    """Pieces of the dataset `holdings`, each in the order the store keeps it in."""

    def __init__(self, recipe: Recipe, dataset: Dataset, places: Places) -> None:
        self.recipe, self.dataset, self.places, self.items = recipe, dataset, places, Items(recipe)

    def pieces(self) -> Iterator[Piece]:
        for number, months in enumerate(self._groups(), 1):
            covers = Coverage(min(months[0].month, LAST), LAST)
            yield Piece(self.dataset, f"{number:02}", covers, lambda months=months: self.kept(months))  # type: ignore[misc]
        yield Piece(self.dataset, "gone", Coverage(self.items.months[0].month, LAST), self.gone)

    def kept(self, months: list[Span]) -> pa.Table:
        """Items in stock on the last day that came in these months."""
        with Sql() as sql:
            self._give(sql, months)
            first, second, _ = _OF_LINES
            return sql.table(self.dataset, _ITEMS.format(
                accession=self.items.accession("x"), item_class=self.items.item_class("accession"),
                salt=salt(self.recipe.seed, "item"), slots=_SLOTS - 1, bought=sum(_OF_LINES), first=first,
                second=first + second,
            ))  # fmt: skip

    def gone(self) -> pa.Table:
        """Items that were taken out or lost since 2018."""
        from openscorecard.engines.example.patrons import Turn

        with Sql() as sql:
            self._give(sql, [span for span in self.items.months if span.month < FIRST])
            return sql.table(self.dataset, _GONE.format(
                gone=self.items.gone, old=self.items.old, lost=self.items.lost, step=Turn.of(self.items.gone).step,
                accession=self.items.accession_gone("w"), item_class=self.items.item_class("accession"),
                salt=salt(self.recipe.seed, "gone"), slots=_SLOTS - 1,
            ))  # fmt: skip

    def lines(self) -> dict[str, int]:
        """How many items in stock came by each purchase line."""
        found: dict[str, int] = {}
        with Sql() as sql:
            self._give(sql, [span for span in self.items.months if span.month >= FIRST])
            first, second, _ = _OF_LINES
            statement = _ITEMS.format(
                accession=self.items.accession("x"), item_class=self.items.item_class("accession"),
                salt=salt(self.recipe.seed, "item"), slots=_SLOTS - 1, bought=sum(_OF_LINES), first=first,
                second=first + second,
            )  # fmt: skip
            counted = f"SELECT purchase_line, count(*) FROM ({statement}) GROUP BY 1 ORDER BY 1"  # noqa: S608 -- our own
            found.update((line, count) for line, count in sql.rows(counted) if line)
        return found

    def purchases(self) -> Iterator[tuple[Any, ...]]:
        """One row for each line the items name, from request to shelf."""
        draws = Draws(self.recipe.seed, "purchases")
        titles = {"print": "圖書", "av": "視聽資料", "serial": "期刊", "other": "其他資料"}
        for line, count in self.lines().items():
            _, month, kind, order = line.split("-")
            start = date(int(month[:4]), int(month[4:]), 1)
            asked = start - timedelta(draws.between(110, 230))
            short = draws.below(max(1, count // 40) + 1)
            price = draws.between(248, 415) if kind == "print" else draws.between(420, 1480)
            amount = Decimal(count * price)
            delivered = start - timedelta(draws.between(4, 24))
            yield (line, f"{titles[kind]}採購 {start:%Y-%m} 第 {order} 項", titles[kind], asked,
                   Decimal((count + short) * price * 104 // 100), asked + timedelta(draws.between(25, 60)),
                   count + short,
                   delivered, start - timedelta(draws.between(0, 3)),
                   month_end(start) + timedelta(draws.between(3, 25)),
                   count, amount, _LINES[int(order) - 1])  # fmt: skip

    def _groups(self) -> list[list[Span]]:
        """The months in groups of about as many items as a batch should hold; months without items are in none."""
        groups: list[list[Span]] = [[]]
        for span in self.items.months:
            if sum(one.count for one in groups[-1]) + span.count > _AT_ONCE:
                groups.append([])
            if span.count:
                groups[-1].append(span)
        return groups

    def _give(self, sql: Sql, months: list[Span]) -> None:
        rows = [
            (span.month, (month_end(span.month) - span.month).days + 1,
             f"L-{span.month:%Y%m}-" if span.month >= FIRST else None,
             span.start, span.count)
            for span in months if span.count
        ]  # fmt: skip
        sql.give("months", ["month", "days", "line", "start", "count"], rows)
        weights = [_stock(place) for place in self.places.all]
        cells = [(place.code, count) for place, count in zip(self.places.all, shared_out(_SLOTS, weights), strict=True)]
        sql.give("cells", ["branch", "count"], cells)
        sql.do("CREATE TABLE slots AS SELECT list(branch ORDER BY branch) AS branches "
               "FROM (SELECT branch, unnest(range(count)) FROM cells)")  # fmt: skip


def _stock(place: Place) -> int:
    """Machines are filled from a stock of their own; what has closed holds nothing."""
    return 0 if place.closed else place.stock
