"""Every action plan there ever was, and what it was called last."""

from __future__ import annotations

from openscorecard.domain.text import Text
from openscorecard.records.models import CharterRecord, Item

KIND = "initiative"


def known_initiatives() -> tuple[str, ...]:
    """The ids of the action plans of every edition of every strategy plan, and of those ever declared; two queries."""
    found = set(Item.objects.filter(kind=KIND).values_list("item", flat=True))
    return tuple(sorted(found | set(CharterRecord.objects.values_list("initiative", flat=True))))


def initiative_names() -> dict[str, Text]:
    """The names of all action plans by id, of the latest edition that has each; one query."""
    rows = Item.objects.filter(kind=KIND).order_by("edition_id")
    return {row.item: Text(row.name_zh, row.name_en) for row in rows}
