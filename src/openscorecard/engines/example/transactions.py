"""Transactions of circulation: one row for each loan, return, renewal and second scan of the last year.

Loans are numbered through the year. A return is that of the loan made three weeks earlier: it has its item and its
reader. Within a day rows follow each other in time, so that they come in the order the store keeps them in.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.example.calendar import Calendar, days_of, open_places, states_of
from openscorecard.engines.example.chance import salt, shared_out
from openscorecard.engines.example.channels import KINDS, Way, ways
from openscorecard.engines.example.items import Items
from openscorecard.engines.example.patrons import BORROWERS, INFANT, PUPIL, Patrons, Turn
from openscorecard.engines.example.places import Places
from openscorecard.engines.example.recipe import LAST, Recipe
from openscorecard.engines.example.sql import Sql, Words

if TYPE_CHECKING:
    import pyarrow as pa

_SLOTS = 1 << 14
_LENT_DAYS = 21
_EPOCH = date(1970, 1, 1)
_STATEMENT = """
WITH r AS (
  SELECT *, unnest(range(n)) AS j
  FROM (SELECT *, n_issue + n_return + n_renew + n_second AS n FROM days ORDER BY midnight)
), a AS (
  SELECT *, j * n_issue // n AS i0, (j + 1) * n_issue // n AS i1 FROM r
), b AS (
  SELECT *, j - i0 AS q, greatest(n - n_issue, 1) AS others FROM a
), c AS (
  SELECT *, q * n_return // others AS r0, (q + 1) * n_return // others AS r1 FROM b
), d AS (
  SELECT *, q - r0 AS s, greatest(n_renew + n_second, 1) AS rest FROM c
), e AS (
  SELECT *, s * n_renew // rest AS w0, (s + 1) * n_renew // rest AS w1 FROM d
), f AS (
  SELECT midnight, state, j, n,
    CASE WHEN i1 > i0 THEN 0 WHEN r1 > r0 THEN 1 WHEN w1 > w0 THEN 2 ELSE 3 END AS kind_number,
    CASE WHEN i1 > i0 THEN from_issue + i0
         WHEN r1 > r0 THEN (from_return + r0) * {issues} // {returns} - {lag}
         WHEN w1 > w0 THEN (from_renew + w0) * {issues} // {renewals} - {renewed}
         ELSE ((from_second + s - w0) * {returns} // {seconds} - {moments}) * {issues} // {returns} - {lag} END AS g
  FROM e
), g AS (
  SELECT *, mix(xor((g + 2147483648)::UBIGINT, {salt}::UBIGINT)) AS h, (2 * j + 1) * 1000000000 // (2 * n) AS v,
    {turned} AS y
  FROM f
), h AS (
  SELECT midnight, v, state, kind_number, g, h, mix(xor(h, {patron_salt}::UBIGINT)) AS drawn,
    (mix(xor(h, (kind_number * 977 + 13)::UBIGINT)) & {slots})::BIGINT AS slot,
    {lendable} - 1 - (({lendable}::UBIGINT * ((h >> 16) * (h & 65535))) >> 32)::BIGINT AS x,
    CASE {bands} ELSE {infant} END AS band
  FROM g
), i AS (
  SELECT midnight, v, state, kind_number, slot, band, {accession} AS accession, {stream} AS stream,
    {card} AS card
  FROM h
), k AS (
  SELECT *, {key} AS key_number, {is_child} AS child, {class_number}::INTEGER AS class_place FROM i
)
SELECT make_timestamp((midnight + {clock}) * 1000) AS occurred_at,
  (CASE kind_number WHEN 0 THEN 0 WHEN 2 THEN 2 ELSE 1 END)::INTEGER AS kind_place,
  accession AS item_id, class_place,
  CASE WHEN kind_number < 3 THEN key_number END AS patron_key,
  CASE WHEN kind_number = 3 THEN NULL WHEN band = {pupil} AND child THEN {pupil} + 1 ELSE band END AS band_place,
  (state * 4 + kind_number) * {width} + slot AS way_place, 1 AS quantity
FROM k
"""


class Transactions:
    """The last year's transactions, month by month."""

    def __init__(self, recipe: Recipe, dataset: Dataset, places: Places) -> None:
        self.recipe, self.dataset, self.places = recipe, dataset, places
        self.calendar, self.items, self.patrons = Calendar(recipe), Items(recipe), Patrons(recipe)
        figures = recipe.figures
        boxed = recipe.scaled(int(figures["returns"]) * int(figures["drop_box"]) // 100)
        self.totals = {
            "issue": recipe.scaled(recipe.loans), "return": recipe.scaled("returns") - boxed,
            "renew": recipe.scaled("renewals"), "second": recipe.scaled("second_scans"),
        }  # fmt: skip

    def month(self, month: date) -> pa.Table:
        """The rows of one month, in the order of time."""
        days, states = self._days(month)
        with Sql() as sql:
            names = ["midnight", "state", *(f"n_{kind}" for kind in KINDS), *(f"from_{kind}" for kind in KINDS)]
            sql.give("days", names, days)
            words = {
                "kind": ("kind_place", KINDS[:3]), "item_class": ("class_place", self.items.classes),
                "age_band": ("band_place", BORROWERS), **self._ways(states),
            }  # fmt: skip
            return sql.table(self.dataset, self._statement(), words)

    @cached_property
    def _year(self) -> tuple[list[date], list[int], list[int]]:
        """The days of the year; how much each is used, a Monday as little as the places lend that are open; states."""
        days = list(days_of(date(LAST.year, 1, 1), LAST))
        states, first = states_of(self.places, days)
        served = [sum(place.loans for place in open_places(self.places, day)) for day in first]
        weights = [
            self.calendar.weight("issues", day) * served[state] // 1000 for day, state in zip(days, states, strict=True)
        ]
        return days, weights, states

    def _days(self, month: date) -> tuple[list[tuple[Any, ...]], list[date]]:
        """How many of each kind fall on each day, how many fell before in the year; and a day of each state."""
        year, weights, states = self._year
        each = {kind: shared_out(self.totals[kind], weights) for kind in KINDS}
        found: list[tuple[Any, ...]] = []
        first: dict[int, date] = {}
        before = dict.fromkeys(KINDS, 0)
        for place, (day, state) in enumerate(zip(year, states, strict=True)):
            if day.month == month.month:
                first.setdefault(state, day)
                counts = [each[kind][place] for kind in KINDS]
                midnight = (day - _EPOCH).days * 86_400_000 - 28_800_000
                number = list(first).index(state)
                found.append((midnight, number, *counts, *(before[kind] for kind in KINDS)))
            for kind in KINDS:
                before[kind] += each[kind][place]
        return found, list(first.values())

    def _ways(self, states: list[date]) -> dict[str, Words]:
        """Every way of every kind, in as many slots as it is likely: what a draw finds under its place."""
        found: list[Way] = []
        for day in states:
            there = open_places(self.places, day)
            for kind in KINDS:
                all_ways = [way for place in there for way in ways(self.recipe, place, kind, day)]
                counts = shared_out(_SLOTS, [way.weight for way in all_ways])
                found += [way for way, count in zip(all_ways, counts, strict=True) for _ in range(count)]
        return {
            name: ("way_place", [getattr(way, name) for way in found])
            for name in ("branch", "terminal", "channel", "plan")
        }

    def _statement(self) -> str:
        n = {kind: max(1, total) for kind, total in self.totals.items()}
        lag = n["issue"] * _LENT_DAYS // 365
        turn = Turn.of(n["issue"])
        days, weights, _ = self._year
        each = shared_out(n["issue"], weights)
        quarters = [sum(count for day, count in zip(days, each, strict=True) if day.month < month)
                    for month in (1, 4, 7, 10)]  # fmt: skip
        stream, card = self.patrons.borrower("band", "g", quarters, "drawn")
        return _STATEMENT.format(
            issues=n["issue"], returns=n["return"], renewals=n["renew"], seconds=n["second"], lag=lag,
            renewed=lag // 2, moments=self.recipe.scaled(160), clock=self._clock(), slots=_SLOTS - 1, width=_SLOTS,
            salt=salt(self.recipe.seed, "loan"), patron_salt=salt(self.recipe.seed, "borrower"),
            turned=turn.there(f"(g % {n['issue']} + {n['issue']}) % {n['issue']}"), bands=self._bands(n["issue"]),
            lendable=self.items.lendable, accession=self.items.accession("x"), stream=stream, card=card,
            class_number=self.items.class_number("accession"), key=self.patrons.key("stream", "card"),
            is_child=self.patrons.is_child("card"), pupil=PUPIL, infant=INFANT,
        )  # fmt: skip

    def _bands(self, loans: int) -> str:
        """The age band of a loan after turning: exactly the published shares of the year's loans."""
        middle, older = (
            (loans * int(self.recipe.figures[share]) + 5_000) // 10_000 for share in ("share_35_54", "share_55_up")
        )
        rest = loans - middle - older
        near = older * 56 // 100
        cases, running = [], 0
        for place, count in enumerate((middle, near, older - near, rest * 58 // 100, rest * 33 // 100)):
            running += count
            cases.append(f"WHEN y < {running} THEN {place}")
        return " ".join(cases)

    def _clock(self) -> str:
        """Milliseconds after midnight at the moment `v` of a day's billion, after the use of its hours."""
        cases, running = [], 0
        hours = self.recipe.figures["hours"]
        for hour, share in hours.items():
            width = share * 1_000_000_000 // sum(hours.values())
            cases.append(f"WHEN v < {running + width} THEN {hour * 3_600_000} + (v - {running}) * 3600000 // {width}")
            running += width
        return f"CASE {' '.join(cases)} ELSE {(max(hours) + 1) * 3_600_000} + v - {running} END"
