"""Decisions about targets: every revision in the period with its reason and countermeasure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from openscorecard.domain.measures.fields import TAIPEI
from openscorecard.domain.scores.in_force import TargetRow
from openscorecard.domain.scores.targets import easier
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.reports.paper import Cell, Column, Table
from openscorecard.reports.papers.told import Told, said
from openscorecard.reports.words import asks


def _changes(told: Told, kpi: Kpi) -> Iterator[tuple[TargetRow, TargetRow]]:
    """Each version of the KPI's target that followed another, with that one; oldest first, examples left out."""
    rows = [row for row in reversed(told.contents.histories.get(kpi.id, ())) if not row.example]
    yield from pairwise(rows)


def revisions(told: Told, kpi: Kpi) -> list[str]:
    """Why the target was changed, a sentence for each time."""
    say = told.say
    return [
        say(
            "{day}由 {before} 改為 {after}；原因：{why}；對策：{what}。",
            "On {day} from {before} to {after}; reason: {why}; countermeasure: {what}.",
            day=say.day(after.at.astimezone(TAIPEI).date()),
            before=_asks(told, before),
            after=_asks(told, after),
            why=after.reason or say("未填", "none given"),
            what=after.countermeasure or say("未填", "none given"),
        )
        for before, after in _changes(told, kpi)
    ]


def _asks(told: Told, row: TargetRow) -> str:
    if row.target is None:
        return told.say("無目標", "no target")
    return f"{asks(row.target, told.say)} {row.target.unit}"


def decisions_table(told: Told, caption: str) -> Table | None:
    """All revisions of the period's targets; None where nobody revised any."""
    say = told.say
    rows = tuple(
        (
            Cell(said(kpi.code), header=True),
            Cell(told.kpi(kpi)),
            Cell(said(say.day(after.at.astimezone(TAIPEI).date()))),
            Cell(said(_asks(told, before))),
            Cell(said(_asks(told, after) + (_lowered(told) if _is_lower(before, after) else ""))),
            Cell(said(after.reason or "—")),
            Cell(said(after.countermeasure or "—")),
            Cell(said(after.by)),
        )
        for _, kpi in told.contents.plan.kpis()
        for before, after in _changes(told, kpi)
    )
    if not rows:
        return None
    columns = (
        Column(say("代碼", "Code"), 1.1),
        Column(say("關鍵績效指標", "KPI"), 3),
        Column(say("日期", "Day"), 1.8),
        Column(say("原目標", "Before"), 1.8, "end"),
        Column(say("新目標", "After"), 1.8, "end"),
        Column(say("原因", "Reason"), 3),
        Column(say("因應對策", "Countermeasure"), 3),
        Column(say("修訂者", "By"), 1.3),
    )
    return Table(caption, columns, rows, name=say("目標修訂", "Revisions"))


def _is_lower(before: TargetRow, after: TargetRow) -> bool:
    return bool(before.target and after.target and easier(before.target, after.target))


def _lowered(told: Told) -> str:
    return told.say("（調降）", " (lowered)")
