"""Which periods of a plan are published: since when, as known at which moment, and every deed that led there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.records.models import PlanRecord, PublishingRecord

Deed = Literal["published", "withdrawn"]
GRAINS = ("year", "half", "quarter", "month")
"""Lengths of periods that can be published, longest first."""


@dataclass(frozen=True, slots=True)
class PublishedPeriod:
    """A period that the public sees, with figures as known at `known_at`: the moment it was last published.

    `revision` is the plan's revision it shows, `version` the number of the deed, `note` what the public is told of it.
    """

    strategy: str
    period: Period
    known_at: datetime
    revision: int
    version: int
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class DeedRow:
    """One deed: a period was published or withdrawn, by whom, when, why."""

    strategy: str
    period: Period
    version: int
    act: Deed
    reason: str
    by: str
    at: datetime


def published_periods(strategy: str) -> tuple[PublishedPeriod, ...]:
    """The periods of a plan that are published now, newest first and longer ones first; one query.

    None of a plan that was deleted.
    """
    return tuple(sorted(map(_published, _standing(strategy)), key=_newest))


def publication_of(strategy: str, period: Period) -> PublishedPeriod | None:
    """The period as it is published now; None where it is not. One query."""
    return next((one for one in published_periods(strategy) if one.period == period), None)


def published_content(strategy: str, period: Period) -> Mapping[str, Any]:
    """The figures of a published period as plain data, as they were kept; empty where it is not. One query."""
    rows = _last().filter(strategy=strategy, period=str(period))
    last = rows.filter(strategy__in=_alive()).first()
    return last.content if last and last.act == PublishingRecord.Act.PUBLISHED else {}


def published_plans() -> tuple[str, ...]:
    """The ids of plans with any published period, in the order the plans came; one query."""
    acts: dict[tuple[str, str], str] = {}
    for strategy, period, act in PublishingRecord.objects.order_by("version").values_list("strategy", "period", "act"):
        acts[strategy, period] = act
    shown = {strategy for (strategy, _), act in acts.items() if act == "published"}
    return tuple(_alive().filter(slug__in=shown).order_by("pk"))


def deeds(strategy: str) -> tuple[DeedRow, ...]:
    """Every deed about the periods of a plan, newest first; one query."""
    rows = PublishingRecord.objects.filter(strategy=strategy).defer("content").order_by("-at", "-id")
    return tuple(_deed(row) for row in rows)


def last_deed(strategy: str, period: Period) -> DeedRow | None:
    """The last deed about a period; one query."""
    row = _last().filter(strategy=strategy, period=str(period)).defer("content").first()
    return _deed(row) if row else None


def _alive() -> Any:
    return PlanRecord.objects.filter(deleted_at=None).values_list("slug", flat=True)


def _last() -> Any:
    return PublishingRecord.objects.order_by("-version")


def _standing(strategy: str) -> list[PublishingRecord]:
    """The last deed of each period, where it published it."""
    rows = PublishingRecord.objects.filter(strategy=strategy, strategy__in=_alive())
    last = {row.period: row for row in rows.defer("content").order_by("version")}
    return [row for row in last.values() if row.act == PublishingRecord.Act.PUBLISHED]


def _published(row: PublishingRecord) -> PublishedPeriod:
    period = parse_period(row.period)
    return PublishedPeriod(row.strategy, period, row.at, row.revision or 0, row.version, row.by, row.reason)


def _newest(one: PublishedPeriod) -> tuple[int, int]:
    return -one.period.last_day.toordinal(), GRAINS.index(one.period.grain)


def _deed(row: PublishingRecord) -> DeedRow:
    period = parse_period(row.period)
    return DeedRow(row.strategy, period, row.version, cast(Deed, row.act), row.reason, row.by, row.at)
