"""The periods of a plan and what the public sees of each: published when and by whom, and what differs since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from openscorecard.actions.permissions import may
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import ANONYMOUS
from openscorecard.domain.reviews.publication import Publication
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.faults import UnknownPlan
from openscorecard.queries.publication import ChangedKpi, changed_since, publications
from openscorecard.queries.publishing import DeedRow, deeds
from openscorecard.queries.scores.shown import score_periods, shown_scores_of
from openscorecard.web.frame.said_in_words import write_period
from openscorecard.web.plans.opening import Asked
from openscorecard.web.plans.places import address
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.public.words import in_a_line


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period: `state` is published, withdrawn or never; `changed` counts figures that differ since, None unless
    published. `open` is the page where one decides, `public` what everybody sees; empty where there is none.
    """

    period: str
    state: str
    at: datetime | None
    by: str
    note: str
    changed: int | None
    open: str
    public: str


@dataclass(frozen=True, slots=True)
class PublishingPage:
    """The page; `has_edition` is false where the plan itself is a draft only. `deeds` are (period, deed)."""

    head: PlanHead
    lines: tuple[PeriodLine, ...]
    has_edition: bool
    may_publish: bool
    site: str
    deeds: tuple[tuple[str, DeedRow], ...]


def publishing_page(found: OpenPlan, question: Asked, now: datetime) -> PublishingPage:
    """The page of a plan."""
    history, published = deeds(found.id), {one.period: one for one in publications(found.id)}
    language, may_publish = question.language, may(question.reader, "period.publish")
    last: dict[Period, DeedRow] = {}
    for row in history:
        last.setdefault(row.period, row)
    changed = changes_of(found.id, tuple(published.values()), now)
    lines = [
        _line(found, period, last.get(period), changed, language)
        for period in _periods(found.id, last, now)
    ]  # fmt: skip
    return PublishingPage(
        head=plan_head(found, question, "plan-publishing"),
        lines=tuple(lines),
        has_edition=found.published is not None,
        may_publish=may_publish and found.published is not None,
        site=address("public-page", f"{_path(language)}/{found.id}/") if published else "",
        deeds=tuple((write_period(row.period, language), row) for row in history),
    )


def changes_of(
    strategy: str, published: Sequence[Publication], now: datetime
) -> Mapping[Period, tuple[ChangedKpi, ...]]:
    """What differs since each period was published, as the public would see it now; nothing where it would see none."""
    try:
        scored = shown_scores_of(strategy, [one.period for one in published], ANONYMOUS, now) if published else ()
    except UnknownPlan:
        return {}
    return {one.period: changed_since(one, each) for one, each in zip(published, scored, strict=True)}


def _periods(strategy: str, last: Mapping[Period, DeedRow], now: datetime) -> list[Period]:
    """The periods to choose from and those with a past, newest first, longer ones before their parts."""
    begun = [one for one in score_periods(strategy, None, now).choices if one.first_day <= now.date()]
    every = dict.fromkeys((*begun, *last))
    return sorted(every, key=lambda one: (-one.last_day.toordinal(), one.first_day))


def _line(
    found: OpenPlan,
    period: Period,
    deed: DeedRow | None,
    changed: Mapping[Period, tuple[ChangedKpi, ...]],
    language: str,
) -> PeriodLine:
    published = deed is not None and deed.act == "published"
    return PeriodLine(
        period=write_period(period, language),
        state=deed.act if deed else "never",
        at=deed.at if deed else None,
        by=deed.by if deed else "",
        note=deed.reason if deed else "",
        changed=len(changed[period]) if published and period in changed else None,
        open=address("period-publish", found.id, str(period)),
        public=address("public-page", f"{_path(language)}/{found.id}/{period}/") if published else "",
    )


def _path(language: str) -> str:
    return "en" if language.startswith("en") else "zh-Hant"


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A KPI before and now, in words."""

    code: str
    name: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """Where a person decides about one period: what would change for the public; `deed` is the last one."""

    head: PlanHead
    period: str
    state: str
    at: datetime | None
    version: int
    changed: tuple[ChangedLine, ...]
    trouble: tuple[str, ...]
    reason: str
    back: str


def decision_page(
    found: OpenPlan, question: Asked, period: Period, now: datetime, trouble: tuple[str, ...] = (), reason: str = ""
) -> DecisionPage:
    """The page of one period."""
    deed = next((row for row in deeds(found.id) if row.period == period), None)
    published = tuple(one for one in publications(found.id) if one.period == period)
    changed = changes_of(found.id, published, now).get(period, ())
    return DecisionPage(
        head=plan_head(found, question, "plan-publishing"),
        period=write_period(period, question.language),
        state=deed.act if deed else "never",
        at=deed.at if deed else None,
        version=deed.version if deed else 0,
        changed=tuple(_told(changed, question.language)),
        trouble=trouble,
        reason=reason,
        back=address("plan-publishing", found.id),
    )


def _told(changed: Sequence[ChangedKpi], language: str) -> Iterator[ChangedLine]:
    for one in changed:
        yield ChangedLine(one.code, one.name.says(language)[0], in_a_line(one.before), in_a_line(one.now))
