"""Items by number: the same arithmetic for those that are kept and those that are lent.

Items in stock on the last day are numbered in the order they came, from 0; those that came before 2018 share the
accession numbers of their time with what has been taken out since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from openscorecard.engines.example.calendar import month_starts
from openscorecard.engines.example.chance import shared_out
from openscorecard.engines.example.recipe import FIRST, LAST, Recipe

ACCESSION = 30_000_000
_OLDEST = date(1980, 1, 1)
_DELIVERED = (60, 45, 70, 75, 80, 95, 85, 90, 95, 100, 125, 140)  # deliveries pile up towards the year's end


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `start` up to `stop`, not included, came in the month that begins on `month`."""

    month: date
    start: int
    stop: int

    @property
    def count(self) -> int:
        return self.stop - self.start


def spans(months: list[date], counts: list[int]) -> list[Span]:
    """One span a month, one after the other."""
    found, start = [], 0
    for month, count in zip(months, counts, strict=True):
        found.append(Span(month, start, start + count))
        start += count
    return found


class Items:
    """How many items came when, and the SQL for what is known of an item by its number."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.stock = recipe.scaled("volumes")
        self.lost = recipe.scaled("lost")
        self.gone = recipe.scaled("withdrawn") + self.lost

    @cached_property
    def months(self) -> list[Span]:
        """Items in stock on the last day, by the month they came."""
        recent = []
        for year in self.recipe.years:
            recent += shared_out(self.recipe.scaled(self.recipe.figures["acquired"][year]), _DELIVERED)
        old = month_starts(_OLDEST, date(2017, 12, 31))
        before = shared_out(self.stock - sum(recent), [120 + place for place in range(len(old))])
        return spans(old + month_starts(FIRST, LAST), before + recent)

    @cached_property
    def old(self) -> int:
        """How many of them came before 2018."""
        return sum(span.count for span in self.months if span.month < FIRST)

    @cached_property
    def lendable(self) -> int:
        """How many of them were there before the last year, so that they may be lent all through it."""
        return sum(span.count for span in self.months if span.month.year < LAST.year)

    def accession(self, number: str) -> str:
        """The SQL for the accession number of item `number` in stock."""
        return (
            f"({ACCESSION} + {number} + CASE WHEN {number} < {self.old} "
            f"THEN {number} * {self.gone} // {max(1, self.old)} ELSE {self.gone} END)"
        )

    def accession_gone(self, number: str) -> str:
        """The same of the item `number` of those taken out: the numbers that `accession` leaves out."""
        return f"({ACCESSION} + (({number} + 1) * {self.old} + {self.gone} - 1) // {max(1, self.gone)} + {number})"

    @property
    def classes(self) -> tuple[str, ...]:
        return tuple(self.recipe.figures["item_classes"])

    def class_number(self, accession: str) -> str:
        """The SQL for the place of an item's class among `classes`, by its accession number."""
        cases, running = [], 0
        for place, share in enumerate(self.recipe.figures["item_classes"].values()):
            running += share
            cases.append(f"WHEN ({accession} * 7919) % 1000 < {running} THEN {place}")
        return f"(CASE {' '.join(cases)} END)"

    def item_class(self, accession: str) -> str:
        """The SQL for the class itself."""
        names = ", ".join(f"'{name}'" for name in self.classes)
        return f"([{names}])[{self.class_number(accession)} + 1]"
