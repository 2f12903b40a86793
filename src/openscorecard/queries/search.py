"""Search by code and name, in both languages, over what this reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from openscorecard.domain.people.readers import Reader
from openscorecard.domain.text import Text
from openscorecard.queries.answers import State
from openscorecard.queries.editions import shown_to
from openscorecard.records.index import KINDS, fold
from openscorecard.records.models import Item

_WORDS, _LETTERS = 8, 200  # more words than anybody types; each costs one comparison a line


@dataclass(frozen=True, slots=True)
class Hit:
    """One part of a plan that was found; `code` holds all codes of an action plan, `item` is its stable inner id."""

    kind: str
    plan: str
    plan_name: Text
    edition: int
    state: State
    item: str
    code: str
    name: Text
    measure: str


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one kind (plan, theme, objective, kpi, initiative), best first; `total` counts those left out too."""

    kind: str
    total: int
    hits: tuple[Hit, ...]


def search(text: str, reader: Reader, limit: int = 20) -> tuple[Found, ...]:
    """What holds every word of `text` in its codes or names, at most `limit` a kind; one query.

    Case and full width do not matter. The whole text as a code comes first, then codes that start with it.
    """
    words = fold(text[:_LETTERS]).split()[:_WORDS]
    if not words or limit < 1:
        return ()
    rows = _ranked(_holding(words, reader), " ".join(words))
    kept = rows.filter(place__lte=limit).order_by("place")  # type: ignore[misc]  # place is annotated
    groups: dict[str, list[Item]] = {kind: [] for kind in KINDS}
    for row in kept.select_related("edition__plan"):
        groups[row.kind].append(row)
    return tuple(
        Found(kind, group[0].total, tuple(hit(row) for row in group))  # type: ignore[attr-defined]
        for kind, group in groups.items()
        if group
    )


def _holding(words: list[str], reader: Reader) -> QuerySet[Item]:
    holds = Q(edition__in=shown_to(reader).values("pk"))
    for word in words:
        holds &= Q(folded__contains=word)
    return Item.objects.filter(holds)


def _ranked(rows: QuerySet[Item], whole: str) -> QuerySet[Item]:
    ranked = rows.annotate(
        rank=Case(
            When(code__iexact=whole, then=Value(0)),
            When(folded__startswith=whole, then=Value(1)),
            When(name_zh__istartswith=whole, then=Value(2)),
            default=Value(3),
            output_field=IntegerField(),
        )
    )
    best_first = (F("rank").asc(), F("edition_id").asc(), F("position").asc())
    return ranked.annotate(
        place=Window(RowNumber(), partition_by=F("kind"), order_by=best_first),
        total=Window(Count("pk"), partition_by=F("kind")),
    )


def hit(row: Item) -> Hit:
    """A line of the index as a hit; its edition and plan come with the query."""
    edition = row.edition
    return Hit(
        kind=row.kind,
        plan=edition.plan.slug,
        plan_name=Text(edition.name_zh, edition.name_en),
        edition=edition.number,
        state=cast(State, edition.state),
        item=row.item,
        code=row.code,
        name=Text(row.name_zh, row.name_en),
        measure=row.measure,
    )
