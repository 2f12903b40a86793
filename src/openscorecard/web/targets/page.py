"""The targets of a plan in a period: every KPI with its original and its revised target, also those without one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openscorecard.actions.permissions import may
from openscorecard.actions.scores.example import taken_out
from openscorecard.domain.scores.in_force import InForce
from openscorecard.domain.strategy.nodes import Kpi, Theme
from openscorecard.queries.scores.targets import last_versions, targets_in
from openscorecard.web.editing.access import needs
from openscorecard.web.plans.places import address
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say
from openscorecard.web.targets.opening import AtPeriod, PeriodChoice, at_period, in_a_period, period_choice
from openscorecard.web.targets.words import TargetWords, asks, target_words


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One KPI: the target that was set first, the one in force, and the ways on; `derived` from that of the year."""

    code: str
    name: Said
    kpi: str
    first: str
    now: TargetWords
    revised: bool
    derived: bool
    edit: str
    history: str
    definition: str


@dataclass(frozen=True, slots=True)
class ThemeTargets:
    name: Said
    letter: str
    lines: tuple[TargetLine, ...]


@dataclass(frozen=True, slots=True)
class TargetsPage:
    """The page; `set_count` of `count` KPIs have a target, `examples` of them set by nobody.

    Addresses are empty for who may not go there. `example_back` where the example's targets can be brought back.
    """

    head: PlanHead
    period: str
    choice: PeriodChoice
    themes: tuple[ThemeTargets, ...]
    count: int
    set_count: int
    examples: int
    table: str
    file: str
    downloads: tuple[tuple[str, str], ...]
    example_remove: str
    example_back: str


def targets_page(at: AtPeriod) -> TargetsPage:
    """The page; two queries."""
    found, last = targets_in(at.strategy, at.period), last_versions(at.strategy, at.period)
    reader = at.question.reader
    edits, turns = may(reader, "target.set"), may(reader, "example.remove_targets")
    ids = [kpi.id for _, kpi in at.found.plan.kpis()]
    shown = [found[id_] for id_ in ids if id_ in found]
    examples = sum(one.row.example for one in shown)
    removed = any(taken_out(row) for row in last.values())
    return TargetsPage(
        head=plan_head(at.found, at.question, "plan-targets"),
        period=at.words,
        choice=period_choice(at),
        themes=tuple(_theme(at, theme, found, frozenset(last)) for theme in at.found.plan.themes),
        count=len(ids),
        set_count=len(shown),
        examples=examples,
        table=at.page("targets-table") if edits and ids else "",
        file=at.page("targets-file") if edits and ids else "",
        downloads=tuple((kind.upper(), at.page("targets-download", kind)) for kind in ("ods", "xlsx")) if ids else (),
        example_remove=address("example-targets-remove", at.strategy) if examples and turns else "",
        example_back=address("example-targets-restore", at.strategy) if removed and turns else "",
    )


def _theme(at: AtPeriod, theme: Theme, found: Mapping[str, InForce], ever: frozenset[str]) -> ThemeTargets:
    kpis = [kpi for objective, kpi in at.found.plan.kpis() if objective.theme == theme.letter]
    lines = tuple(_line(at, kpi, found.get(kpi.id), kpi.id in ever) for kpi in kpis)
    return ThemeTargets(say(theme.name, at.question.language), theme.letter, lines)


def _line(at: AtPeriod, kpi: Kpi, one: InForce | None, ever: bool) -> TargetLine:
    first = one.first.target if one else None
    return TargetLine(
        code=kpi.code,
        name=say(kpi.name, at.question.language),
        kpi=at.question.places.kpi(kpi.id),
        first=asks(first),
        now=target_words(one.row if one else None, at.question.language),
        revised=bool(one and one.row.version != one.first.version),
        derived=bool(one and one.derived),
        edit=at.page("target", kpi.id) if may(at.question.reader, "target.set") else "",
        history=at.page("target-history", kpi.id) if ever else "",
        definition=at.page("kpi-definition", kpi.id),
    )


@require_safe
@needs("figures.see")
@in_a_period
def show(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The page."""
    return render(request, "targets/page.html", {"page": targets_page(at_period(request, plan_id))})
