"""Carrying inner ids from an older state of a plan to a newly read one, so that a KPI keeps its history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from openscorecard.domain.identity import free_id
from openscorecard.domain.initiatives.initiative import Initiative
from openscorecard.domain.strategy.nodes import Kpi, Objective, Perspective, Standing, Theme
from openscorecard.domain.strategy.plan import Plan

Item = TypeVar("Item", Perspective, Theme, Objective, Kpi, Initiative)


def carry_ids(new: Plan, old: Plan) -> Plan:
    """`new` with the inner ids of `old` where an item is the same one.

    The same: its id agrees (and, where that is just its code, its name too); else its name and place are found
    once on both sides; else its code agrees and nothing else claims it. What is new gets an id of its own that
    `old` never used. What `new` declares (links, supports, responsibilities) stays as it declares it.
    """
    perspectives = _pair(new.perspectives, old.perspectives, lambda row: row.letter, lambda row: (row.name.zh,))
    themes = _pair(new.themes, old.themes, lambda row: row.letter, lambda row: (row.name.zh,))
    objectives = _pair(
        new.objectives, old.objectives, lambda row: row.code, lambda row: (row.name.zh, row.theme, row.perspective)
    )
    new_kpis, old_kpis = [kpi for _, kpi in new.kpis()], [kpi for _, kpi in old.kpis()]
    places = {**_kpi_places(old), **_kpi_places(new, objectives)}
    kpis = _pair(new_kpis, old_kpis, lambda kpi: kpi.code, lambda kpi: (kpi.name.zh, places.get(id(kpi), "")))
    initiatives = _pair(new.initiatives, old.initiatives, lambda item: item.id, lambda item: (item.name.zh,))
    return replace(
        new,
        perspectives=tuple(replace(row, id=perspectives[row.id]) for row in new.perspectives),
        themes=tuple(replace(row, id=themes[row.id]) for row in new.themes),
        objectives=tuple(
            replace(
                row,
                id=objectives[row.id],
                kpis=tuple(
                    replace(kpi, id=kpis[kpi.id], standings=_renamed(kpi.standings, initiatives)) for kpi in row.kpis
                ),
            )
            for row in new.objectives
        ),
        initiatives=tuple(replace(item, id=initiatives[item.id]) for item in new.initiatives),
        links=tuple(
            replace(link, source=objectives[link.source], target=objectives[link.target]) for link in new.links
        ),
        cascade=new.cascade
        and replace(
            new.cascade, supports=tuple(replace(item, objective=objectives[item.objective]) for item in new.supports)
        ),
        responsibilities=tuple(replace(item, objective=objectives[item.objective]) for item in new.responsibilities),
        mission_links=tuple(replace(item, objective=objectives[item.objective]) for item in new.mission_links),
    )


def _renamed(standings: Iterable[Standing], ids: dict[str, str]) -> tuple[Standing, ...]:
    return tuple(replace(standing, initiative=ids[standing.initiative]) for standing in standings)


def _kpi_places(plan: Plan, ids: dict[str, str] | None = None) -> dict[int, str]:
    # Keyed by object: the same code may name different KPIs on the two sides.
    return {id(kpi): (ids or {}).get(objective.id, objective.id) for objective, kpi in plan.kpis()}


def _pair(
    new: Sequence[Item], old: Sequence[Item], code: Callable[[Item], str], named: Callable[[Item], tuple[str, ...]]
) -> dict[str, str]:
    """The id each item of `new` shall have, by the id it has now."""
    pairs: dict[str, str] = {}
    free_old = {item.id: item for item in old}
    # An id that is no code was given on purpose; an id that is a code says little, for codes change hands.
    rules: tuple[Callable[[Item, Item], bool], ...] = (
        lambda mine, yours: mine.id == yours.id and (mine.id != code(mine) or named(mine) == named(yours)),
        lambda mine, yours: named(mine) == named(yours),
        lambda mine, yours: code(mine) == code(yours),
    )
    for same in rules:
        for item in new:
            candidates = [theirs for theirs in free_old.values() if same(item, theirs)]
            rivals = [mine for mine in new if mine.id not in pairs and candidates and same(mine, candidates[0])]
            if item.id not in pairs and len(candidates) == 1 and len(rivals) == 1:
                pairs[item.id] = candidates[0].id
                del free_old[candidates[0].id]
    taken = {item.id for item in old} | set(pairs.values())
    for item in new:
        if item.id not in pairs:
            pairs[item.id] = free_id(item.id, taken)
            taken.add(pairs[item.id])
    return pairs
