"""What would change if targets were set: new, revised, lowered, dropped, unchanged, or faulty; nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from openscorecard.actions.scores.faults import NoSuchKpi, StaleTarget, TargetTwice
from openscorecard.actions.scores.wanted import Asking, Wanted, kept, origin_of, wanted_of
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.measure import Catalogue
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.in_force import TargetRow
from openscorecard.domain.scores.rollup import UnfitWeights
from openscorecard.domain.scores.targets import Target, check_revision, easier
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.domain.strategy.plan import Plan
from openscorecard.formats.scores.targets import stored_to_data
from openscorecard.queries.measures import catalogue
from openscorecard.queries.plans import open_plan
from openscorecard.queries.scores.targets import target_histories

Kind = Literal["new", "revised", "lowered", "dropped", "unchanged", "faulty"]
Histories = Mapping[str, Sequence[TargetRow]]
CHANGING: frozenset[Kind] = frozenset({"new", "revised", "lowered", "dropped"})


@dataclass(frozen=True, slots=True)
class Looked:
    """One asking as it was looked at: its KPI (None where there is none), the last version, and what it would do."""

    asking: Asking
    kpi: Kpi | None
    last: TargetRow | None
    kind: Kind
    wanted: Wanted | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def version(self) -> int:
        """The version it was looked at beside; 0 for none."""
        return self.last.version if self.last else 0

    @property
    def lowers(self) -> bool:
        """Whether it asks for less than before, so that it must say why."""
        target = self.wanted.stored.target if self.wanted and self.wanted.stored else None
        last = self.last
        return bool(target and last and last.target and not last.example and easier(last.target, target))


def look_at_targets(strategy: str, period: Period, askings: Sequence[Asking], reader: Reader) -> tuple[Looked, ...]:
    """Each asking with what it would do, and all that is wrong with it; four queries at most. Raises UnknownPlan."""
    plan = open_plan(strategy, reader).plan
    kpis = {kpi.code: kpi for _, kpi in plan.kpis()}
    histories, known = target_histories(strategy, period), catalogue()
    times = Counter(one.kpi for one in askings)
    looked: list[Looked] = []
    for asking in askings:
        kpi = kpis.get(asking.kpi)
        if kpi is None:
            said = "、".join(list(kpis)[:3])
            looked.append(_faulty(asking, None, None, NoSuchKpi(plan=strategy, item=asking.kpi[:100], known=said)))
            continue
        versions = histories.get(kpi.id, ())
        last = versions[0] if versions else None
        try:
            if times[asking.kpi] > 1:
                raise TargetTwice(item=kpi.code)
            if _untouched(asking, kpi, versions, period, known):
                looked.append(Looked(asking, kpi, last, "unchanged"))
            else:
                looked.append(judged(asking, kpi, versions, wanted_of(asking, kpi, last, period, known), period))
        except Fault as fault:
            looked.append(_faulty(asking, kpi, last, fault))
    return _weighed(plan, histories, looked)


def _untouched(asking: Asking, kpi: Kpi, versions: Sequence[TargetRow], period: Period, known: Catalogue) -> bool:
    """Whether it says what the version said that it was asked beside: others may have changed that meanwhile."""
    if asking.expected is None or asking.expected == (versions[0].version if versions else 0):
        return False
    opened = next((row for row in versions if row.version == asking.expected), None)
    return _kind(wanted_of(asking, kpi, opened, period, known), opened) == "unchanged"


def judged(asking: Asking, kpi: Kpi, versions: Sequence[TargetRow], wanted: Wanted, period: Period) -> Looked:
    """What a wanted target does to the versions that are there."""
    last = versions[0] if versions else None
    found = replace(Looked(asking, kpi, last, _kind(wanted, last)), wanted=wanted)
    if found.kind == "unchanged":
        return found
    faults: list[Fault] = []
    if asking.expected is not None and asking.expected != found.version:
        faults.append(StaleTarget(item=kpi.code, period=period))
    # Dropping a target first is no way round the reason: what was set before it was dropped counts.
    before = next((row.target for row in versions if row.target and not row.example), None)
    if before and wanted.stored:
        try:
            check_revision(before, wanted.stored.target, wanted.reason, wanted.countermeasure)
        except Fault as fault:
            faults.append(fault)
    placed = tuple(_placed(fault, asking) for fault in faults)
    kind: Kind = "lowered" if found.lowers and found.kind == "revised" else found.kind
    return replace(found, kind=kind, faults=placed)


def _kind(wanted: Wanted, last: TargetRow | None) -> Kind:
    before = kept(last)
    if wanted.stored is None:
        return "dropped" if before else "unchanged"
    if before is None or last is None:
        return "new"
    # A row of a table that says what the example says has not been touched by anybody.
    same = stored_to_data(replace(before, target=_named(before.target, wanted.stored.target), example=False))
    return "unchanged" if same == wanted.content and origin_of(last) == wanted.notes["origin"] else "revised"


def _named(before: Target, after: Target) -> Target:
    """The target before under the name of the one after: the store names KPIs by id, people by code."""
    return replace(before, kpi=after.kpi)


def _faulty(asking: Asking, kpi: Kpi | None, last: TargetRow | None, fault: Fault) -> Looked:
    return Looked(asking, kpi, last, "faulty", faults=tuple(_placed(one, asking) for one in fault.all()))


_FIELDS = {
    "no-such-kpi": "code",
    "target-twice": "code",
    "unfit-steps": "steps",
    "unfit-profile": "profile",
    "unfit-revision": "reason",
    "unfit-weights": "weight",
}


def field_of(fault: Fault) -> str:
    """The field a fault is about; the value where it is not said."""
    if "unit" in fault.facts.get("reason", ""):
        return "unit"
    return fault.facts.get("field") or _FIELDS.get(fault.code, "value")


def _placed(fault: Fault, asking: Asking) -> Fault:
    if not asking.row:
        return fault
    return fault.at(asking.row, asking.columns.get(field_of(fault), 0), asking.sheet)


def _weighed(plan: Plan, histories: Histories, looked: list[Looked]) -> tuple[Looked, ...]:
    """With a fault at each asking of an objective whose KPIs would weigh nothing altogether."""
    after = {one.kpi.id: one.wanted for one in looked if one.kpi and one.wanted and one.kind in CHANGING}
    for objective in plan.objectives:
        weights = [_weight(kpi, after, histories) for kpi in objective.kpis]
        if not weights or any(weights):
            continue
        ids = {kpi.id for kpi in objective.kpis}
        code = objective.code
        looked = [
            replace(one, faults=(*one.faults, _placed(UnfitWeights(code=code, reason="Σ = 0"), one.asking)))
            if one.kpi and one.kpi.id in ids and one.kind in CHANGING
            else one
            for one in looked
        ]
    return tuple(looked)


def _weight(kpi: Kpi, after: Mapping[str, Wanted], histories: Histories) -> Fraction:
    """The weight of a KPI afterwards; without a target it is 1."""
    if kpi.id in after:
        stored = after[kpi.id].stored
        return stored.target.weight if stored else Fraction(1)
    last = next(iter(histories.get(kpi.id, ())), None)
    return last.target.weight if last and last.target else Fraction(1)


def faults_of(looked: Sequence[Looked]) -> Iterator[Fault]:
    """All that is wrong, in the order of the askings."""
    for one in looked:
        yield from one.faults
