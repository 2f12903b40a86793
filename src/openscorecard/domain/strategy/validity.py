"""What a plan must be to exist at all: unique codes and ids, known places, names a document can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from openscorecard.domain.dates import UnfitDates, ends_before_it_starts
from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.strategy.codes import Level
from openscorecard.domain.strategy.faults import (
    CodeInName,
    DuplicateCode,
    DuplicateId,
    DuplicateLink,
    DuplicatePerspective,
    DuplicateSupport,
    InitiativeWithoutCode,
    MissingPerspectives,
    NameUnfitForDocument,
    OwnParent,
    PhraseNotInMission,
    UnfitCode,
    UnknownInitiative,
    UnknownObjective,
    UnknownPerspective,
    UnknownTheme,
)
from openscorecard.domain.text import Text

if TYPE_CHECKING:
    from openscorecard.domain.strategy.plan import Plan


def check_plan(plan: Plan) -> None:
    """Raise the first fault of `plan`, the rest in its `also`."""
    refuse(_letters(plan))
    refuse(_places(plan))
    refuse([*_codes(plan), *_unique_ids(plan), *_standings(plan), *_names(plan), *_declared(plan), *_dates(plan)])


def _letters(plan: Plan) -> Iterator[Fault]:
    if not plan.perspectives:
        yield MissingPerspectives()
    yield from _twice((row.letter, row.name.zh) for row in plan.perspectives)
    yield from _twice((theme.letter, theme.name.zh) for theme in plan.themes)
    seen: dict[str, str] = {}
    for row in plan.perspectives:
        bare = "".join(row.name.zh.split())
        if bare in seen:
            yield DuplicatePerspective(first=seen[bare], second=row.name.zh)
        seen[bare] = row.name.zh


def _twice(named: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for code, name in named:
        if code in seen:
            yield DuplicateCode(item=code, first=seen[code], second=name)
        seen.setdefault(code, name)


def _places(plan: Plan) -> Iterator[Fault]:
    for objective in plan.objectives:
        if not plan.theme(objective.theme):
            yield UnknownTheme(item=objective.code, letter=objective.theme)
        if not plan.perspective(objective.perspective):
            yield UnknownPerspective(item=objective.code, letter=objective.perspective)


def _codes(plan: Plan) -> Iterator[Fault]:
    yield from _twice((objective.code, objective.name.zh) for objective in plan.objectives)
    yield from _twice((kpi.code, kpi.name.zh) for _, kpi in plan.kpis())
    yield from _twice((standing.code, standing.initiative) for _, standing in plan.standings())
    for objective in plan.objectives:
        yield from _unfit(plan, "objective", objective.code, theme=objective.theme, perspective=objective.perspective)
    for objective, kpi in plan.kpis():
        yield from _unfit(plan, "kpi", kpi.code, objective=objective.code)
    for kpi, standing in plan.standings():
        yield from _unfit(plan, "initiative", standing.code, kpi=kpi.code)


def _unfit(
    plan: Plan, level: Level, code: str, *, theme: str = "", perspective: str = "", objective: str = "", kpi: str = ""
) -> Iterator[Fault]:
    read = plan.book.read(level, code)
    fits = read is not None and all(
        not ours or not theirs or ours == theirs
        for ours, theirs in (
            (theme, read.theme),
            (perspective, read.perspective),
            (objective, read.objective),
            (kpi, read.kpi),
        )
    )
    if not fits:
        sample = plan.book.write(level, 1, theme=theme, perspective=perspective, above=kpi or objective)
        yield UnfitCode(item=code, form=plan.grammar.form(level), sample=sample)


def _unique_ids(plan: Plan) -> Iterator[Fault]:
    for kind in (plan.perspectives, plan.themes, plan.objectives, [kpi for _, kpi in plan.kpis()], plan.initiatives):
        seen: set[str] = set()
        for item in kind:
            if item.id in seen:
                yield DuplicateId(item=item.id)
            seen.add(item.id)


def _standings(plan: Plan) -> Iterator[Fault]:
    known = {initiative.id for initiative in plan.initiatives}
    standing_ids = {standing.initiative for _, standing in plan.standings()}
    for _, standing in plan.standings():
        if standing.initiative not in known:
            yield UnknownInitiative(item=standing.code, missing=standing.initiative)
    for initiative in plan.initiatives:
        if initiative.id not in standing_ids:
            yield InitiativeWithoutCode(item=initiative.name.zh)


def _names(plan: Plan) -> Iterator[Fault]:
    named: list[tuple[str, Text | None]] = [
        ("plan", plan.name),
        ("institution", plan.institution),
        ("mission", plan.mission),
        ("vision", plan.vision),
    ]
    named += [("values", value) for value in plan.values]
    named += [(row.letter, row.name) for row in plan.perspectives]
    named += [(theme.letter, theme.name) for theme in plan.themes]
    named += [(objective.code, objective.name) for objective in plan.objectives]
    named += [(kpi.code, kpi.name) for _, kpi in plan.kpis()]
    named += [(initiative.id, initiative.name) for initiative in plan.initiatives]
    for where, text in named:
        if text is not None:
            yield from _unfit_name(plan, where, text.zh)


def _unfit_name(plan: Plan, where: str, name: str) -> Iterator[Fault]:
    for sign in ("【", "】"):
        if sign in name:
            yield NameUnfitForDocument(where=where, text=name, found=sign)
    if name.startswith(("#", "- ")):
        yield NameUnfitForDocument(where=where, text=name, found=name[0])
    known = next(plan.book.find(name), None)
    # A stranger's letters make a code only where a reader would look for one: at the start or after a blank.
    strange = next(
        (code for code in plan.grammar.any_letters().find(name) if code.start == 0 or name[code.start - 1].isspace()),
        None,
    )
    found = known or strange
    if found:
        yield CodeInName(where=where, text=name, found=found.code)


def _declared(plan: Plan) -> Iterator[Fault]:
    objectives = {objective.id for objective in plan.objectives}
    for link in plan.links:
        yield from _known(objectives, f"{link.source} → {link.target}", link.source, link.target)
    for first, second in _repeated(link.key for link in plan.links):
        yield DuplicateLink(first=first, second=second)
    for support in plan.supports:
        yield from _known(objectives, f"{support.objective} → {support.parent_objective}", support.objective)
    for first, second in _repeated(support.key for support in plan.supports):
        yield DuplicateSupport(first=first, second=second)
    for first, _ in _repeated((item.objective, "") for item in plan.responsibilities):
        yield DuplicateId(item=first)
    for item in plan.responsibilities:
        yield from _known(objectives, item.institution, item.objective)
    if plan.cascade and plan.cascade.parent_plan == plan.id:
        yield OwnParent(item=plan.id)
    for carried in plan.mission_links:
        yield from _known(objectives, carried.phrase, carried.objective)
        if not carried.phrase or not plan.mission or carried.phrase not in plan.mission.zh:
            yield PhraseNotInMission(text=carried.phrase)


def _known(objectives: set[str], item: str, *ids: str) -> Iterator[Fault]:
    for id_ in ids:
        if id_ not in objectives:
            yield UnknownObjective(item=item, missing=id_)


def _repeated(keys: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    seen: set[tuple[str, str]] = set()
    for key in keys:
        if key in seen:
            yield key
        seen.add(key)


def _dates(plan: Plan) -> Iterator[Fault]:
    if ends_before_it_starts(plan.valid_from, plan.valid_to):
        yield UnfitDates(where=plan.name.zh, start=plan.valid_from, end=plan.valid_to)
