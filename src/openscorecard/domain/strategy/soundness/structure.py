"""Checks of the map itself: gaps, repetitions, links."""

from __future__ import annotations

from collections.abc import Iterator

from openscorecard.domain.strategy.nodes import Objective, Perspective, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.strategy.soundness.finding import Finding, finding

# A name that stands in at least this share of a theme's siblings, and in at least two, belongs to the pattern.
_SHARE_OF_SIBLINGS = (3, 4)


def structure_findings(plan: Plan) -> Iterator[Finding]:
    yield from _without_kpi(plan)
    for perspective in plan.perspectives:
        for theme in plan.themes:
            yield from _lacking(plan, theme, perspective)
    yield from _repeated(plan)
    yield from _several_kpis(plan)
    if plan.objectives and not plan.links:
        yield finding("no-links", plan.id)
    yield from _cycles(plan)


def _without_kpi(plan: Plan) -> Iterator[Finding]:
    bare = [objective for objective in plan.objectives if not objective.kpis]
    if bare and len(bare) == len(plan.objectives):
        yield finding("plan-without-kpis", plan.id)
        return
    for objective in bare:
        yield finding("objective-without-kpi", objective.code, item=objective.code, name=objective.name.zh)


def _lacking(plan: Plan, theme: Theme, perspective: Perspective) -> Iterator[Finding]:
    siblings = [other for other in plan.themes if other.letter != theme.letter and _has_objectives(plan, other)]
    own = {objective.name.zh for objective in plan.cell(theme.letter, perspective.letter)}
    theirs = [[objective.name.zh for objective in plan.cell(other.letter, perspective.letter)] for other in siblings]
    if len(siblings) < 2 or not _has_objectives(plan, theme):
        return
    if not own and all(theirs):
        yield finding(
            "empty-cell",
            f"theme:{theme.letter}",
            item=theme.letter,
            name=theme.name.zh,
            perspective=perspective.name.zh,
        )
    many, of = _SHARE_OF_SIBLINGS
    for name in dict.fromkeys(name for names in theirs for name in names):
        count = sum(name in names for names in theirs)
        if name not in own and count >= 2 and count * of >= len(siblings) * many:
            yield finding(
                "theme-lacks-objective",
                f"theme:{theme.letter}",
                item=theme.letter,
                name=theme.name.zh,
                perspective=perspective.name.zh,
                missing=name,
                count=count,
            )


def _has_objectives(plan: Plan, theme: Theme) -> bool:
    return any(objective.theme == theme.letter for objective in plan.objectives)


def _repeated(plan: Plan) -> Iterator[Finding]:
    by_name: dict[str, list[Objective]] = {}
    for objective in plan.objectives:
        by_name.setdefault(objective.name.zh, []).append(objective)
    for name, same in by_name.items():
        if len(same) > 1:
            codes = " ".join(objective.code for objective in same)
            yield finding("repeated-objective", codes, item=codes, name=name)


def _several_kpis(plan: Plan) -> Iterator[Finding]:
    for initiative in plan.initiatives:
        codes = plan.codes_of(initiative.id)
        if len(plan.kpis_of(initiative.id)) > 1:
            where = " ".join(codes)
            yield finding("initiative-under-several-kpis", where, item=where, name=initiative.name.zh, count=len(codes))


def _cycles(plan: Plan) -> Iterator[Finding]:
    """One finding a circle of links: every objective is reported once."""
    targets: dict[str, list[str]] = {}
    for link in plan.links:
        targets.setdefault(link.source, []).append(link.target)
    reported: set[str] = set()
    for start in targets:
        circle = None if start in reported else _circle_from(start, targets)
        if circle and not reported.intersection(circle):
            reported.update(circle)
            codes = [objective.code for id_ in circle if (objective := plan.objective(id_))]
            yield finding("link-cycle", " ".join(codes[:-1]), item=" → ".join(codes))


def _circle_from(start: str, targets: dict[str, list[str]]) -> list[str] | None:
    """A shortest way from `start` back to itself along the links."""
    paths, seen = [[start]], {start}
    while paths:
        longer: list[list[str]] = []
        for path in paths:
            for target in targets.get(path[-1], ()):
                if target == start:
                    return [*path, start]
                if target not in seen:
                    seen.add(target)
                    longer.append([*path, target])
        paths = longer
    return None
