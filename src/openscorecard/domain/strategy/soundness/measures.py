"""Checks of KPIs against their measures and their objectives' wording."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openscorecard.domain.measures.measure import Catalogue, Measure
from openscorecard.domain.strategy.nodes import Kpi, Objective
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.strategy.soundness.finding import Finding, finding

_RATE = re.compile(r"率|比例|占比|平均|每位|每人|百分比")
_ADDED = re.compile(r"增設|新增|增加|新辦")
_NARROW = ("中央", "地方", "民間", "國際", "校內", "館內")
_WIDE = ("各類型", "各類", "各級", "所有", "全部", "不限")

Placed = list[tuple[Objective, Kpi]]


def measure_findings(plan: Plan, catalogue: Catalogue) -> Iterator[Finding]:
    placed: Placed = list(plan.kpis())
    for objective, kpi in placed:
        yield from _one(objective, kpi, catalogue)
    yield from _shared(placed, catalogue)
    yield from _subsets(placed, catalogue)
    yield from _output_only(plan, placed, catalogue)


def _one(objective: Objective, kpi: Kpi, catalogue: Catalogue) -> Iterator[Finding]:
    measure = catalogue.get(kpi.measure)
    if kpi.measure is None:
        yield finding("kpi-without-measure", kpi.code, item=kpi.code, name=kpi.name.zh)
    elif measure is None:
        yield finding("unknown-measure", kpi.code, item=kpi.code, missing=kpi.measure)
    else:
        yield from _clashes(kpi, measure)
    yield from _wider(objective, kpi)


def _clashes(kpi: Kpi, measure: Measure) -> Iterator[Finding]:
    facts = {"item": kpi.code, "name": kpi.name.zh, "measure": measure.name.zh}
    if bool(_RATE.search(kpi.name.zh)) != (measure.kind == "R"):
        yield finding("kind-clash", kpi.code, **facts, unit=measure.unit.zh)
    if _ADDED.search(kpi.name.zh) and measure.kind == "S":
        yield finding("stock-as-flow", kpi.code, **facts)


def _wider(objective: Objective, kpi: Kpi) -> Iterator[Finding]:
    for narrow in _NARROW:
        wide = next((word for word in _WIDE if word in kpi.name.zh), "")
        if narrow in objective.name.zh and narrow not in kpi.name.zh and wide:
            yield finding(
                "wording-wider-than-objective",
                f"{objective.code} {kpi.code}",
                objective=objective.code,
                objective_name=objective.name.zh,
                item=kpi.code,
                name=kpi.name.zh,
                narrow=narrow,
                wide=wide,
            )


def _shared(placed: Placed, catalogue: Catalogue) -> Iterator[Finding]:
    by_measure: dict[str, Placed] = {}
    for objective, kpi in placed:
        if kpi.measure:
            by_measure.setdefault(kpi.measure, []).append((objective, kpi))
    for id_, users in by_measure.items():
        objectives = {objective.id for objective, _ in users}
        if len(objectives) > 1:
            codes = " ".join(kpi.code for _, kpi in users)
            measure = catalogue.get(id_)
            yield finding(
                "measure-under-several-objectives",
                codes,
                item=codes,
                count=len(objectives),
                name=measure.name.zh if measure else id_,
            )


def _subsets(placed: Placed, catalogue: Catalogue) -> Iterator[Finding]:
    for objective, kpi in placed:
        part = catalogue.get(kpi.measure)
        wholes = [
            (other, whole) for other, whole in placed if part and part.subset_of and whole.measure == part.subset_of
        ]
        if wholes:
            # The whole in the same theme says most; else the first.
            _, whole = next((pair for pair in wholes if pair[0].theme == objective.theme), wholes[0])
            yield finding(
                "subset-measure",
                f"{kpi.code} {whole.code}",
                item=kpi.code,
                name=kpi.name.zh,
                whole=whole.code,
                whole_name=whole.name.zh,
            )


def _output_only(plan: Plan, placed: Placed, catalogue: Catalogue) -> Iterator[Finding]:
    for perspective in plan.perspectives:
        inside = [kpi for objective, kpi in placed if objective.perspective == perspective.letter]
        measures = [catalogue.get(kpi.measure) for kpi in inside]
        if inside and all(measure is not None and measure.nature == "output" for measure in measures):
            codes = " ".join(kpi.code for kpi in inside)
            yield finding(
                "output-only-perspective",
                f"perspective:{perspective.letter}",
                perspective=perspective.name.zh,
                item=codes,
            )
