"""The example's cards: valid ones by stream, and those that ran out or were replaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.example.calendar import month_end
from openscorecard.engines.example.chance import salt, shared_out
from openscorecard.engines.example.items import Span
from openscorecard.engines.example.patrons import BOOKSTART, EXPIRED, GENERAL, STAFF, STUDENT, Patrons
from openscorecard.engines.example.places import Places
from openscorecard.engines.example.recipe import FIRST, LAST, Piece, Recipe
from openscorecard.engines.example.sql import Sql

if TYPE_CHECKING:
    import pyarrow as pa

_SLOTS = 1 << 14
_REPLACED = 9  # every ninth general card since 2018 was given for one lost or worn out
_CARDS = """
WITH numbered AS (
  SELECT month, days, start, count, unnest(range(start, start + count)) AS c FROM months
), drawn AS (
  SELECT *, month + ((c - start) * days // count)::INTEGER AS day, mix(xor(c::UBIGINT, {salt}::UBIGINT)) AS h
  FROM numbered CROSS JOIN slots
), known AS (
  SELECT c, day, h, branches[(h & {slots})::BIGINT + 1] AS branch, (h >> 16) % 1000 AS u, mix(h) AS t,
    {key} AS patron_key
  FROM drawn
)
SELECT {columns} FROM known {order}
"""
_FIRST_NUMBER = {
    GENERAL: 500_000_000,
    STUDENT: 600_000_000,
    BOOKSTART: 700_000_000,
    EXPIRED: 800_000_000,
    STAFF: 900_000_000,
}
_REPLACED_NUMBER = 850_000_000
_LATER = "DATE '2026-01-01' + (t % 1826)::INTEGER"  # valid cards run out in the five years after the last day
_GENERAL_TYPE = (
    "CASE WHEN u < 905 THEN 'general' WHEN u < 965 THEN 'family' "
    "WHEN u < 985 THEN 'intelligent_library' ELSE 'group' END"
)
_ONLINE = "CASE WHEN day >= DATE '2019-07-01' AND t % 100 < 8 + 6 * (year(day) - 2019) THEN 'online' ELSE 'counter' END"


class CardRows:
    """Pieces of the dataset `cards`, a stream each, in the order the store keeps them in."""

    def __init__(self, recipe: Recipe, dataset: Dataset, places: Places) -> None:
        self.recipe, self.dataset, self.places, self.patrons = recipe, dataset, places, Patrons(recipe)

    def pieces(self) -> Iterator[Piece]:
        streams = {"general": self.general, "student": self.student, "bookstart": self.bookstart,
                   "expired": self.expired, "replaced": self.replaced, "staff": self.staff}  # fmt: skip
        for name, made in streams.items():
            yield Piece(self.dataset, name, Coverage(date(2003, 1, 1), LAST), made)

    def general(self) -> pa.Table:
        """Cards of grown-ups and families, valid on the last day; some in the place of a lost one."""
        old = f"({_REPLACED_NUMBER} + c)::VARCHAR"
        return self._stream(GENERAL, self.patrons.general, {
            "card_type": _GENERAL_TYPE, "expires_on": _LATER, "age_band": self.patrons.band("c"), "source": _ONLINE,
            "category": "'一般'", "replaces": f"CASE WHEN {_was_replaced('day')} THEN {old} END",
        })  # fmt: skip

    def student(self) -> pa.Table:
        """Cards on the digital student card, most of them in the months when schools enrol whole years."""
        return self._stream(STUDENT, self.patrons.student, {
            "card_type": "'student'", "expires_on": _LATER,
            "age_band": f"CASE WHEN {self.patrons.is_child('c')} THEN '6-12' ELSE '13-18' END",
            "source": "'student_card'", "category": "'學生'", "plan": "'CC1.1.1'",
        })  # fmt: skip

    def bookstart(self) -> pa.Table:
        """First cards of small children."""
        return self._stream(BOOKSTART, self.patrons.bookstart, {
            "card_type": "'bookstart'", "expires_on": _LATER, "age_band": "'0-5'", "source": "'bookstart'",
            "category": "'嬰幼兒'", "plan": "'CC1.1.2'",
        })  # fmt: skip

    def expired(self) -> pa.Table:
        """Cards of five years that had run out by the last day; some were closed before."""
        return self._stream(EXPIRED, self.patrons.expired, {
            "card_type": _GENERAL_TYPE, "expires_on": "(day + INTERVAL 5 YEAR)::DATE",
            "closed_on": "CASE WHEN t % 17 = 0 THEN day + (300 + t % 1200)::INTEGER END",
            "age_band": self.patrons.band("c"), "source": "'counter'", "category": "'一般'",
        })  # fmt: skip

    def replaced(self) -> pa.Table:
        """The old cards of those who were given another: the same reader, closed on the day of the new one."""
        span = [one for one in self.patrons.general if one.month >= FIRST]
        before = "day - (40 + t % 2200)::INTEGER"
        return self._stream(GENERAL, span, {
            "card_id": f"({_REPLACED_NUMBER} + c)::VARCHAR", "card_type": _GENERAL_TYPE, "issued_on": before,
            "expires_on": _LATER, "closed_on": "day", "age_band": self.patrons.band("c"), "source": "'counter'",
            "category": "'一般'",
        }, f"WHERE {_was_replaced('day')} ORDER BY issued_on, card_id")  # fmt: skip

    def staff(self) -> pa.Table:
        """Cards of employees and of tests, which readings may leave out."""
        staff, tests = self.recipe.scaled("staff_cards", 3), self.recipe.scaled("test_cards", 1)
        return self._stream(STAFF, [Span(date(2018, 1, 1), 0, staff + tests)], {
            "card_type": "'general'", "expires_on": _LATER, "age_band": self.patrons.band("c"), "source": "'counter'",
            "category": f"CASE WHEN c < {staff} THEN '館員' ELSE '測試' END",
        })  # fmt: skip

    def _stream(self, stream: int, months: Sequence[Span], columns: dict[str, str], order: str = "") -> pa.Table:
        known = {"card_id": f"({_FIRST_NUMBER[stream]} + c)::VARCHAR", "patron_key": "patron_key", "issued_on": "day",
                 "branch": "branch", **columns}  # fmt: skip
        with Sql() as sql:
            rows = [(span.month, (month_end(span.month) - span.month).days + 1, span.start, span.count)
                    for span in months if span.count]  # fmt: skip
            sql.give("months", ["month", "days", "start", "count"], rows)
            weights = [place.loans if place.staffed else 0 for place in self.places.all]
            sql.give(
                "cells", ["branch", "count"], list(zip(self.places.codes, shared_out(_SLOTS, weights), strict=True))
            )
            sql.do("CREATE TABLE slots AS SELECT list(branch ORDER BY branch) AS branches "
                   "FROM (SELECT branch, unnest(range(count)) FROM cells)")  # fmt: skip
            return sql.table(self.dataset, _CARDS.format(
                salt=salt(self.recipe.seed, f"card {stream}"), slots=_SLOTS - 1, key=self.patrons.key(str(stream), "c"),
                columns=", ".join(f"{value} AS {name}" for name, value in known.items()), order=order,
            ))  # fmt: skip


def _was_replaced(day: str) -> str:
    return f"(c % {_REPLACED} = 0 AND {day} >= DATE '{FIRST}')"
