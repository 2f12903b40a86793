"""What a paper is made of, gathered from what pages ask; the same figures, as of the same moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from fractions import Fraction

from django.utils import timezone

from openscorecard.domain.initiatives.standing import Standing
from openscorecard.domain.measures.fields import TAIPEI
from openscorecard.domain.measures.freshness import is_late, usual_rhythm
from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.flags import flags
from openscorecard.domain.scores.scored import ScoredPlan
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.strategy.soundness.finding import Finding
from openscorecard.domain.text import Text
from openscorecard.domain.work.progress import Progress, unwatched
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.data import coverages, datasets
from openscorecard.queries.evidence import batches_named
from openscorecard.queries.initiatives.contributions import contributions
from openscorecard.queries.initiatives.progress import standings
from openscorecard.queries.plans import open_plan
from openscorecard.queries.scores.ahead import ahead_of
from openscorecard.queries.scores.shown import shown_scores_of
from openscorecard.queries.scores.soundness import figure_findings
from openscorecard.queries.scores.targets import target_histories, targets_of
from openscorecard.queries.scores.variation import known_about
from openscorecard.queries.trends import trend_of
from openscorecard.reports.charts.charted import Around, View, view_of
from openscorecard.reports.contents import Freshness, PaperContents, SourceBatch

_FACTS = Text("收集數字與目標", "Gathering figures and targets")


def paper_contents(
    strategy: str,
    period: Period,
    reader: Reader,
    now: datetime,
    known_at: datetime | None = None,
    *,
    charts: bool = True,
    progress: Progress = unwatched,
) -> PaperContents:
    """All that papers say of the plan `strategy` in `period`, as this reader sees it, as of `known_at` where given.

    `charts` False leaves the charts of KPIs out, which take the longest. Raises UnknownPlan, NotKnownYet.
    """
    progress(0, 0, _FACTS)
    opened = open_plan(strategy, reader)
    year_ago = Period(period.grain, period.year - 1, period.number)
    now_, before, year_before = shown_scores_of(strategy, (period, _before(period), year_ago), reader, now, known_at)
    plan, told = now_.plan, _told(period)
    actions = standings(plan, told, known_at=known_at)
    batches = {batch for one in now_.measured.values() for batch in one.observation.batches}
    batches |= {batch for one in actions for batch in one.progress.batches}
    return PaperContents(
        plan=plan,
        institution=opened.institution_name,
        edition=opened.edition,
        draft=opened.state == "draft",
        scored=now_,
        before=before,
        year_before=year_before,
        made_on=timezone.localdate(now),
        known_at=known_at,
        views=_views(plan, period, known_at, progress) if charts else {},
        actions=actions,
        histories=target_histories(strategy, period, known_at),
        findings=_findings(strategy, now_, reader, now, known_at),
        freshness=tuple(_freshness(now_, actions, timezone.localdate(known_at or now), known_at)),
        batches={one.id: one for one in _batches(batches)},
        contributed=_contributed(plan, period, known_at),
    )


def _before(period: Period) -> Period:
    """The period just before; of a year to date the same one a year earlier."""
    return Period("ytd", period.year - 1, period.number) if period.grain == "ytd" else period.previous()


def _told(period: Period) -> Period:
    """What action plans did is told for years: of a shorter period for the year to its end."""
    return Period("year", period.last_day.year) if period.last_day.month == 12 else Period.of(period.last_day, "ytd")


def _views(plan: Plan, period: Period, known_at: datetime | None, progress: Progress) -> dict[str, View]:
    """The chart of every KPI whose measure has rows, up to the period's end."""
    from openscorecard.queries.measures import catalogue

    known, found = catalogue(known_at), {}
    every = [(objective, kpi, measure) for objective, kpi in plan.kpis() if (measure := known.get(kpi.measure))]
    for done, (objective, kpi, measure) in enumerate(every):
        progress(done, len(every), Text(f"繪製圖表：主題 {objective.theme}", f"Charts: theme {objective.theme}"))
        if view := _view(plan.id, kpi.id, measure, period, known_at):
            found[kpi.code] = view
    return found


def _view(strategy: str, kpi: str, measure: Measure, period: Period, known_at: datetime | None) -> View | None:
    trend = trend_of(measure, through=period, known_at=known_at)
    if not trend.lines:
        return None
    in_force = targets_of(strategy, kpi, measure.frequency, known_at)
    targets = {at: one.target for at, one in in_force.items()}
    return view_of(trend, Around(known_about(measure, known_at), targets, ahead=ahead_of(trend, targets)))


def _findings(
    strategy: str, scored: ScoredPlan, reader: Reader, now: datetime, known_at: datetime | None
) -> tuple[Finding, ...]:
    """What the checks find; of a past moment only what its scores hide, for the rest looks at the present."""
    if known_at is not None:
        return flags(scored.card.every(), scored.companions)
    return figure_findings(strategy, scored.period, reader, now)


def _freshness(
    scored: ScoredPlan, actions: tuple[Standing, ...], today: date, known_at: datetime | None
) -> Iterator[Freshness]:
    """The datasets that the plan's KPIs and action plans stand on, in the order of the catalogue."""
    wanted = {name for one in scored.measured.values() for name in one.measure.datasets}
    wanted |= {name for one in actions if one.kind for name in one.kind.ledgers}
    asked: dict[str, list[Measure]] = {}
    for one in scored.measured.values():
        for name in one.measure.datasets:
            asked.setdefault(name, []).append(one.measure)
    spans, known = coverages(known_at), standard_datasets()
    example = {row.dataset.name for row in datasets() if row.example}
    for name, dataset in known.items():
        if name in wanted:
            last = max((span.last for span in spans.get(name, ())), default=None)
            rhythm = usual_rhythm(dataset, [one.frequency for one in asked.get(name, ())])
            late = last is not None and is_late(last, rhythm, today)
            yield Freshness(name, dataset.title, last, late, name in example)


def _batches(names: set[str]) -> Iterator[SourceBatch]:
    titles = standard_datasets()
    for row in batches_named(names):
        on = row.at.astimezone(TAIPEI).date()
        yield SourceBatch(row.id, titles[row.dataset].title, row.covers, row.rows_stored, row.by, on, row.example)


def _contributed(plan: Plan, period: Period, known_at: datetime | None) -> Mapping[tuple[str, str], Fraction]:
    found = contributions(plan, period, known_at)
    return {
        (kpi.code, initiative): amount
        for _, kpi in plan.kpis()
        if kpi.measure in found
        for initiative, amount in found[kpi.measure].periods[0].by_plan.items()
    }
