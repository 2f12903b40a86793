"""Themes that plans take up, and KPIs by the measure they show: what lists name without opening a plan."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef

from openscorecard.domain.people.readers import Reader
from openscorecard.domain.text import Text
from openscorecard.queries.editions import shown_to
from openscorecard.queries.search import Hit, hit
from openscorecard.records.models import Edition, Item


@dataclass(frozen=True, slots=True)
class TakenTheme:
    """A theme of a parent plan by its letter and name, with the parent's name."""

    letter: str
    name: Text
    plan_name: Text


def themes_taken_up(reader: Reader) -> dict[tuple[str, str], TakenTheme]:
    """Every theme that some edition takes up, by plan id and theme id, as far as this reader sees it; one query."""
    takers = Edition.objects.filter(parent_plan=OuterRef("edition__plan__slug"), parent_theme=OuterRef("item"))
    rows = Item.objects.filter(Exists(takers), kind="theme", edition__in=shown_to(reader).values("pk"))
    named = rows.annotate(slug=F("edition__plan__slug")).select_related("edition")
    return {
        (row.slug, row.item): TakenTheme(
            row.code, Text(row.name_zh, row.name_en), Text(row.edition.name_zh, row.edition.name_en)
        )
        for row in named
    }


def kpis_with_measures(reader: Reader) -> dict[str, tuple[Hit, ...]]:
    """The KPIs this reader may see by the id of their measure, in the order of the plans; one query."""
    rows = Item.objects.filter(kind="kpi", edition__in=shown_to(reader).values("pk")).exclude(measure="")
    found: dict[str, tuple[Hit, ...]] = {}
    for row in rows.select_related("edition__plan").order_by("edition__plan_id", "position"):
        found[row.measure] = (*found.get(row.measure, ()), hit(row))
    return found
