"""Every action plan there ever was, and what it was called last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from openscorecard.domain.text import Text
from openscorecard.records.models import CharterRecord, Item

KIND = "initiative"


def known_initiatives() -> tuple[str, ...]:
    """The ids of the action plans of every edition of every strategy plan, and of those ever declared; two queries."""
    found = set(Item.objects.filter(kind=KIND).values_list("item", flat=True))
    return tuple(sorted(found | set(CharterRecord.objects.values_list("initiative", flat=True))))


Gone = Literal["removed", "elsewhere", "unknown"]
"""Why a plan that rows carry does not stand in a strategy plan: it did once; another one has or had it; none ever."""


@dataclass(frozen=True, slots=True)
class Homes:
    """Every action plan there ever was, by the strategy plan that has or had it."""

    of: Mapping[str, frozenset[str]]

    def gone(self, initiative: str, strategy: str) -> Gone:
        """Why `initiative`, which `strategy` does not have now, is carried by rows."""
        if initiative in self.of.get(strategy, frozenset()):
            return "removed"
        return "elsewhere" if any(initiative in found for found in self.of.values()) else "unknown"


def initiative_homes() -> Homes:
    """The strategy plans of all action plans, of every edition and of charters; two queries."""
    found: dict[str, set[str]] = {}
    items = Item.objects.filter(kind=KIND).values_list("edition__plan__slug", "item").distinct()
    for strategy, initiative in (*items, *CharterRecord.objects.values_list("strategy", "initiative").distinct()):
        found.setdefault(strategy, set()).add(initiative)
    return Homes({strategy: frozenset(every) for strategy, every in found.items()})


def initiative_names() -> dict[str, Text]:
    """The names of all action plans by id, of the latest edition that has each; one query."""
    rows = Item.objects.filter(kind=KIND).order_by("edition_id")
    return {row.item: Text(row.name_zh, row.name_en) for row in rows}
