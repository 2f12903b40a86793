"""Transactions of circulation: one row for each loan, return, renewal and second scan of the last year.

Loans are numbered through the year. A return is that of the loan made three weeks earlier: it has its item and its
reader. Within a day rows follow each other in time, so that they come in the order the store keeps them in.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.example.calendar import Calendar, days_of, open_places
from openscorecard.engines.example.chance import salt, shared_out
from openscorecard.engines.example.channels import KINDS, ways
from openscorecard.engines.example.daily import state_of
from openscorecard.engines.example.items import Items
from openscorecard.engines.example.patrons import Patrons, Turn
from openscorecard.engines.example.places import Places
from openscorecard.engines.example.recipe import LAST, Recipe
from openscorecard.engines.example.sql import Sql

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
    CASE {bands} ELSE '0-5' END AS band
  FROM g
), i AS (
  SELECT midnight, v, state, kind_number, slot, band, {accession} AS accession, {stream} AS stream, {card} AS card FROM h
)
SELECT make_timestamp((midnight + {clock}) * 1000) AS occurred_at,
  CASE kind_number WHEN 0 THEN 'issue' WHEN 2 THEN 'renew' ELSE 'return' END AS kind,
  accession::VARCHAR AS item_id, {item_class} AS item_class,
  CASE WHEN kind_number < 3 THEN {key} END AS patron_key,
  CASE WHEN kind_number = 3 THEN NULL WHEN band = 'young' THEN {young} ELSE band END AS age_band,
  branches[place] AS branch, terminals[place] AS terminal, channels[place] AS channel, 1 AS quantity, plans[place] AS plan
FROM (SELECT *, (state * 4 + kind_number) * {width} + slot + 1 AS place FROM i) CROSS JOIN slots
"""


# Four lists in one row, since a join does not keep the order of its left side.
_SLOTTED = """
CREATE TABLE slots AS
SELECT list(branch ORDER BY place) AS branches, list(terminal ORDER BY place) AS terminals,
  list(channel ORDER BY place) AS channels, list(plan ORDER BY place) AS plans
FROM (SELECT *, unnest(range(start, stop)) AS place FROM cells)
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
            names = ["start", "stop", "branch", "channel", "terminal", "plan"]
            sql.give("cells", names, self._cells(states))
            sql.do(_SLOTTED)
            return sql.table(self.dataset, self._statement())

    def _days(self, month: date) -> tuple[list[tuple[Any, ...]], dict[int, date]]:
        """How many of each kind fall on each day, how many fell before in the year; and a day of each state."""
        year = list(days_of(date(LAST.year, 1, 1), LAST))
        weights = [self.calendar.weight("issues", day) for day in year]
        each = {kind: shared_out(self.totals[kind], weights) for kind in KINDS}
        found: list[tuple[Any, ...]] = []
        states: dict[int, date] = {}
        before = dict.fromkeys(KINDS, 0)
        for place, day in enumerate(year):
            if day.month == month.month:
                states.setdefault(state_of(day) % 10, day)
                counts = [each[kind][place] for kind in KINDS]
                midnight = (day - _EPOCH).days * 86_400_000 - 28_800_000
                found.append((midnight, state_of(day) % 10, *counts, *(before[kind] for kind in KINDS)))
            for kind in KINDS:
                before[kind] += each[kind][place]
        return found, states

    def _cells(self, states: dict[int, date]) -> list[tuple[Any, ...]]:
        """Every way of every kind, with the slots that a draw finds it under."""
        cells: list[tuple[Any, ...]] = []
        for state, day in sorted(states.items()):
            there = open_places(self.places, day)
            for number, kind in enumerate(KINDS):
                found = [way for place in there for way in ways(self.recipe, place, kind, day)]
                start = (state * len(KINDS) + number) * _SLOTS
                for way, count in zip(found, shared_out(_SLOTS, [way.weight for way in found]), strict=True):
                    cells.append((start, start + count, way.branch, way.channel, way.terminal, way.plan))
                    start += count
        return cells

    def _statement(self) -> str:
        n = {kind: max(1, total) for kind, total in self.totals.items()}
        lag = n["issue"] * _LENT_DAYS // 365
        turn = Turn.of(n["issue"])
        days = list(days_of(date(LAST.year, 1, 1), LAST))
        each = shared_out(n["issue"], [self.calendar.weight("issues", day) for day in days])
        quarters = [sum(count for day, count in zip(days, each, strict=True) if day.month < month)
                    for month in (1, 4, 7, 10)]  # fmt: skip
        stream, card = self.patrons.borrower("band", "g", quarters, "drawn")
        return _STATEMENT.format(
            issues=n["issue"], returns=n["return"], renewals=n["renew"], seconds=n["second"], lag=lag,
            renewed=lag // 2, moments=self.recipe.scaled(160), clock=self._clock(), slots=_SLOTS - 1, width=_SLOTS,
            salt=salt(self.recipe.seed, "loan"), patron_salt=salt(self.recipe.seed, "borrower"),
            turned=turn.there(f"(g % {n['issue']} + {n['issue']}) % {n['issue']}"), bands=self._bands(n["issue"]),
            lendable=self.items.lendable, accession=self.items.accession("x"), stream=stream, card=card,
            item_class=self.items.item_class("accession"), key=self.patrons.key("stream", "card"),
            young=self.patrons.student_band("card"),
        )  # fmt: skip

    def _bands(self, loans: int) -> str:
        """The age band of a loan after turning: exactly the published shares of the year's loans."""
        middle, older = (
            (loans * int(self.recipe.figures[share]) + 5_000) // 10_000 for share in ("share_35_54", "share_55_up")
        )
        rest = loans - middle - older
        limits = {"35-54": middle, "55-64": older * 56 // 100, "65+": older - older * 56 // 100,
                  "19-34": rest * 58 // 100, "young": rest * 33 // 100}  # fmt: skip
        cases, running = [], 0
        for band, count in limits.items():
            running += count
            cases.append(f"WHEN y < {running} THEN '{band}'")
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
