"""What a period comes to for the public at a moment, gathered once, when it is published; and read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from django.db.models import Max, OuterRef, Subquery

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.figures import Observation
from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.measures.observing import Known, observe
from openscorecard.domain.measures.periods import Grain, Period, spine
from openscorecard.domain.measures.sentences import counting_in_words
from openscorecard.domain.measures.small_cells import hidden_cells, hidden_parts, speaks_of_readers
from openscorecard.domain.people.readers import ANONYMOUS
from openscorecard.domain.reviews.publication import (
    Publication,
    PublishedDefinition,
    PublishedInitiative,
    PublishedKpi,
    PublishedPart,
    PublishedSource,
    PublishedStand,
    PublishedTarget,
    PublishedValue,
)
from openscorecard.domain.scores.rollup import Scored
from openscorecard.domain.scores.scored import Measured, ScoredPlan
from openscorecard.domain.scores.targets import GIVEN
from openscorecard.domain.strategy.nodes import Kpi, Objective
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.reviews.publication import publication_from_data
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.figures import known_for
from openscorecard.queries.initiatives.progress import standings
from openscorecard.queries.recent import Recent
from openscorecard.queries.scores.scored import scored_plan
from openscorecard.records import contents
from openscorecard.records.models import PlanRecord, PublishingRecord, Revision

_READ: Recent[Publication] = Recent(256)


def gathered(found: OpenPlan, period: Period, now: datetime, note: str = "") -> Publication:
    """All that the public is told of `period` of a plan, opened as the public opens it, as known `now`."""
    scored = scored_plan(found.id, period, ANONYMOUS, now, untold=_too_few)
    return Publication(
        plan=found.id,
        name=found.plan.name,
        institution=found.institution,
        institution_name=found.institution_name,
        edition=found.edition,
        revision=found.revision,
        period=period,
        at=now,
        note=note,
        initiatives=tuple(_initiatives(found.plan, period)),
        **_Gatherer(scored, _known(scored)).parts(),  # type: ignore[arg-type]  # by their names
    )


class _Gatherer:
    """Makes the parts of one publication."""

    def __init__(self, scored: ScoredPlan, known: Known | None) -> None:
        self.scored, self.known = scored, known
        self.nodes = {one.code: one for one in scored.card.every()}
        self.facts = scored.facts()

    def parts(self) -> dict[str, object]:
        plan = self.scored.plan
        return {
            "bands": tuple((one.status, one.least, one.below) for one in self.scored.rules.bands),
            "whole": self._stand("plan"),
            "themes": tuple(
                PublishedPart(one.letter, one.name, self._stand(f"theme:{one.letter}")) for one in plan.themes
            ),
            "perspectives": tuple(
                PublishedPart(one.letter, one.name, self._stand(f"perspective:{one.letter}"))
                for one in plan.perspectives
            ),
            "objectives": tuple(map(self._objective, plan.objectives)),
            "kpis": self.kpis(),
        }

    def kpis(self) -> tuple[PublishedKpi, ...]:
        return tuple(self._kpi(objective, kpi) for objective, kpi in self.scored.plan.kpis())

    def _stand(self, code: str, *, hidden: bool = False) -> PublishedStand:
        found: Scored | None = self.nodes.get(code)
        if found is None or hidden:  # a score and its target would tell what is hidden
            return PublishedStand(code, "withheld" if hidden else "no_data", None, None, Fraction(0))
        return PublishedStand(code, found.status, found.score, found.partial, found.coverage)

    def _objective(self, one: Objective) -> PublishedPart:
        return PublishedPart(one.id, one.name, self._stand(one.code), (one.theme, one.perspective))

    def _kpi(self, objective: Objective, kpi: Kpi) -> PublishedKpi:
        measured, row = self.scored.measured.get(kpi.code), self.scored.targets.get(kpi.code)
        target = row.target if row else None
        value = PublishedValue(self.scored.period, "no_data", None)
        series: tuple[PublishedValue, ...] = ()
        if measured:
            value, series = self._values(measured)
        if target and target.method in GIVEN:
            value = PublishedValue(self.scored.period, "ok", target.value)
        return PublishedKpi(
            id=kpi.id,
            name=kpi.name,
            objective=objective.id,
            stand=self._stand(kpi.code, hidden=value.status == "suppressed"),
            value=value,
            target=PublishedTarget(
                target.direction,
                target.method,
                target.unit,
                None if target.direction == "band" or target.method in GIVEN else target.value,
                target.low,
                target.high,
                bool(row and row.row.example),
            )
            if target
            else None,
            definition=_definition(measured) if measured else None,
            sources=tuple(self._sources(measured)) if measured else (),
            series=series,
            example=self.facts[kpi.code].example,
        )

    def _values(self, measured: Measured) -> tuple[PublishedValue, tuple[PublishedValue, ...]]:
        """The value of the period and those it is made of; what stands for too few readers is not told."""
        periods = _within(self.scored.period, measured.measure) if self.known else ()
        formula = measured.reading.formula
        found = [observe(formula, one, self.known)[0] for one in periods if self.known]
        hidden: frozenset[str] = frozenset()
        if speaks_of_readers(formula, standard_datasets()):
            hidden = hidden_parts(found, adds_up=formula.kind == "F" and measured.measure.additive)
        series = tuple(_told(one, hidden=str(one.period) in hidden) for one in found)
        whole = _told(measured.observation, hidden=_too_few(measured))
        return replace(whole, period=self.scored.period), series

    def _spans(self) -> Mapping[str, tuple[Coverage, ...]]:
        return self.known.coverage if self.known else {}

    def _sources(self, measured: Measured) -> Iterator[PublishedSource]:
        datasets = standard_datasets()
        for name in sorted(measured.reading.formula.datasets()):
            last = max((span.last for span in self._spans().get(name, ())), default=None)
            last = min(last, self.scored.period.last_day) if last else None
            yield PublishedSource(name, datasets[name].title, last)


def _too_few(measured: Measured) -> bool:
    """Whether the figure of the period stands for so few readers that it is not told."""
    few = hidden_cells([measured.observation], adds_up=False)
    return bool(few) and speaks_of_readers(measured.reading.formula, standard_datasets())


def _told(one: Observation, *, hidden: bool) -> PublishedValue:
    told = PublishedValue(one.period, one.status, one.value)
    return PublishedValue(one.period, "suppressed", None) if hidden else told


def _within(period: Period, measure: Measure) -> tuple[Period, ...]:
    """The periods of the measure's own length within a longer one."""
    grain: Grain = measure.frequency
    found = spine(period, period, grain)
    return found if len(found) > 1 else ()


def _known(scored: ScoredPlan) -> Known:
    formulas = [one.reading.formula for one in scored.measured.values()]
    periods = {period for one in scored.measured.values() for period in _within(scored.period, one.measure)}
    return known_for(formulas, periods)


def _definition(measured: Measured) -> PublishedDefinition:
    measure, reading, datasets = measured.measure, measured.reading, standard_datasets()
    formula = reading.formula

    def terms(these: Iterable[object]) -> tuple[tuple[bool, object], ...]:
        return tuple((one.sign < 0, counting_in_words(one.counting, datasets)) for one in these)  # type: ignore[attr-defined]

    return PublishedDefinition(
        measure=measure.id,
        name=measure.name,
        kind=formula.kind,
        unit=measure.unit_of(reading),
        frequency=measure.frequency,
        reading=reading.definition,
        of=terms(formula.of),  # type: ignore[arg-type]
        over=terms(formula.over),  # type: ignore[arg-type]
        scale=formula.scale,
    )


def _initiatives(plan: Plan, period: Period) -> Iterator[PublishedInitiative]:
    """Names, dates and progress; no money, no owner, nothing that people wrote beside."""
    names = {one.id: one for one in plan.initiatives}
    under: dict[str, list[str]] = {}
    for _, kpi in plan.kpis():
        for standing in kpi.standings:
            under.setdefault(standing.initiative, []).append(kpi.id)
    for one in standings(plan, period):
        named, state = names[one.initiative], one.progress
        yield PublishedInitiative(
            one.initiative,
            named.name,
            one.codes,
            tuple(under.get(one.initiative, ())),
            named.starts_on,
            named.ends_on,
            state.status,
            state.late,
            state.share,
        )


def publications(strategy: str = "") -> tuple[Publication, ...]:
    """What is published now, of every plan or of one: in the plans' order, newest periods first.

    Two queries at most, one where all was read lately.
    """
    last = PublishingRecord.objects.filter(strategy=OuterRef("strategy"), period=OuterRef("period"))
    rows = PublishingRecord.objects.filter(
        pk=Subquery(last.order_by("-version").values("pk")[:1]), act=PublishingRecord.Act.PUBLISHED
    )
    order = PlanRecord.objects.filter(slug=OuterRef("strategy"), deleted_at=None)
    rows = rows.annotate(plan=Subquery(order.values("pk")[:1])).exclude(plan=None)
    if strategy:
        rows = rows.filter(strategy=strategy)
    keys = list(rows.order_by("plan", "pk").values_list("pk", flat=True))
    found = _read_all(keys)
    return tuple(sorted(found, key=lambda one: _place(one, [each.plan for each in found])))


def _place(one: Publication, plans: list[str]) -> tuple[int, int, int]:
    days = (one.period.last_day - one.period.first_day).days
    return plans.index(one.plan), -one.period.last_day.toordinal(), -days


def _read_all(keys: list[int]) -> list[Publication]:
    missing = [key for key in keys if key not in _READ]
    fresh: Mapping[int, object] = {}
    if missing:
        fresh = dict(PublishingRecord.objects.filter(pk__in=missing).values_list("pk", "content"))
    return [_READ.get(key, lambda key=key: publication_from_data(fresh[key])) for key in keys]  # type: ignore[misc,arg-type]


def public_state() -> str:
    """What changes whenever a public page may: the last deed of all, and which plans are deleted. One query."""
    last = PublishingRecord.objects.aggregate(last=Max("pk"))["last"]
    gone = PlanRecord.objects.exclude(deleted_at=None).order_by("pk").values_list("pk", flat=True)
    return f"{last} {list(gone)}"


def plan_of(one: Publication) -> Plan:
    """The plan that a published period shows; one query, none where it was read lately."""
    rows = Revision.objects.filter(edition__plan__slug=one.plan, edition__number=one.edition, number=one.revision)
    digest, content = rows.values_list("digest", "content").get()
    return contents.read(digest, content)


@dataclass(frozen=True, slots=True)
class ChangedKpi:
    """A KPI that would be told otherwise if the period were published anew; None: not in the one or the other."""

    code: str
    name: Text
    before: PublishedKpi | None
    now: PublishedKpi | None


def changed_since(one: Publication, scored: ScoredPlan) -> tuple[ChangedKpi, ...]:
    """Which figures, targets or statuses of a published period differ from `scored`, the period as the public's now.

    Values within the period and definitions are not compared. No query.
    """
    former = {kpi.id: kpi for kpi in one.kpis}
    current = {kpi.id: kpi for kpi in _Gatherer(scored, known=None).kpis()}
    found = []
    for id_ in dict.fromkeys((*former, *current)):
        before, now = former.get(id_), current.get(id_)
        told = now or before
        if told and (before is None or now is None or _said(before) != _said(now)):
            found.append(ChangedKpi(told.code, told.name, before, now))
    return tuple(found)


def _said(kpi: PublishedKpi) -> tuple[object, ...]:
    return kpi.code, kpi.name, kpi.stand, kpi.value, kpi.target
