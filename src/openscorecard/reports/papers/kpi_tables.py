"""Tables of KPIs: what each came to beside its target and the period before, and how many have which status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from openscorecard.domain.measures.written import NO_VALUE
from openscorecard.domain.strategy.nodes import Kpi, Objective
from openscorecard.reports.paper import Cell, Column, Line, Table
from openscorecard.reports.papers.kpi_sheet import change
from openscorecard.reports.papers.told import Told, said
from openscorecard.reports.words import STATUSES, WHY_NO_SCORE, score_text

Pairs = Sequence[tuple[Objective, Kpi]]


def kpi_table(told: Told, pairs: Pairs, caption: str, name: str = "", *, noted: bool = True) -> Table:
    """Every KPI with actual, target, score and status, and what it came to in the period before.

    `noted` False leaves out what a score is, where a table before this one has said it.
    """
    say = told.say
    rows = tuple((*_row(told, kpi), _before(told, kpi)) for _, kpi in pairs)
    before = say.period(told.contents.before.period) if told.contents.before else say("前期", "before")
    last = Column(say("{p}實績", "Actual {p}", p=before), 2, "end")
    return Table(caption, (*_columns(told), last), rows, _note(told) if noted else (), name)


def compared_table(told: Told, pairs: Pairs, caption: str, name: str = "") -> Table:
    """Every KPI with actual, target, score and status, and in words how it moved against the year before."""
    say = told.say
    rows = tuple((*_row(told, kpi), Cell(said(say.short(change(told, kpi))))) for _, kpi in pairs)
    code, named, unit, *rest = _columns(told)
    columns = (code, replace(named, share=3.4), replace(unit, share=1.4), *rest)
    last = Column(say("和去年同期比", "Against a year before"), 4.6)
    return Table(caption, (*columns, last), rows, _note(told), name)


def _columns(told: Told) -> tuple[Column, ...]:
    say = told.say
    return (
        Column(say("代碼", "Code"), 1.5),
        Column(say("關鍵績效指標", "KPI"), 4.2),
        Column(say("單位", "Unit"), 1.9),
        Column(say("實績", "Actual"), 2, "end"),
        Column(say("目標值", "Target"), 2, "end"),
        Column(say("達成率", "Score %"), 1.3, "end"),
        Column(say("狀態", "Status"), 1.7),
    )


def _note(told: Told) -> Line:
    words = told.say(
        "達成率為得分（百分點），比較時用未四捨五入的數字；沒有資料不等於零。",
        "Scores are percent points, compared before they are rounded; no data is not zero.",
    )
    return said(words)


def _row(told: Told, kpi: Kpi) -> tuple[Cell, ...]:
    code = kpi.code
    return (
        Cell(said(code), header=True),
        Cell(told.kpi(kpi)),
        Cell(said(told.unit(code) or NO_VALUE)),
        told.value(code),
        told.target(code),
        told.score(code),
        Cell(told.status(code)),
    )


def _before(told: Told, kpi: Kpi) -> Cell:
    before = told.contents.before
    return told.value(kpi.code, before) if before else Cell(said(NO_VALUE))


def counts_table(told: Told, caption: str) -> Table:
    """How many KPIs have each status, now and in the period before."""
    say, contents = told.say, told.contents
    codes = [kpi.code for _, kpi in contents.plan.kpis()]
    now = told.counts(codes)
    earlier = [node.status for code in codes if (node := contents.earlier(code))]
    columns = (
        Column(say("狀態", "Status"), 3),
        Column(say.period(contents.period), 2, "end"),
        Column(say.period(contents.before.period) if contents.before else say("前期", "Before"), 2, "end"),
    )
    rows = tuple(
        (
            Cell(told.status_line(name), header=True),
            Cell(said(f"{now[name]}"), value=Fraction(now[name])),
            Cell(said(f"{earlier.count(name)}"), value=Fraction(earlier.count(name))),
        )
        for name in STATUSES
        if now[name] or name in earlier
    )
    return Table(caption, columns, rows, name=say("狀態", "Status"))


def changes_table(told: Told, caption: str) -> Table | None:
    """The KPIs whose status is not what it was in the period before; None where none changed."""
    say, contents = told.say, told.contents
    rows = []
    for _, kpi in contents.plan.kpis():
        now, then = contents.node(kpi.code), contents.earlier(kpi.code)
        if now and then and now.status != then.status:
            rows.append(
                (
                    Cell(said(kpi.code), header=True),
                    Cell(told.kpi(kpi)),
                    Cell(told.status_line(then.status)),
                    Cell(told.status_line(now.status)),
                    Cell(said(score_text(then.score) or NO_VALUE), value=then.score, places=1),
                    Cell(said(score_text(now.score) or NO_VALUE), value=now.score, places=1),
                )
            )
    if not rows or contents.before is None:
        return None
    then_, now_ = say.period(contents.before.period), say.period(contents.period)
    columns = (
        Column(say("代碼", "Code"), 1.5),
        Column(say("關鍵績效指標", "KPI"), 4),
        Column(say("{p}狀態", "Status {p}", p=then_), 2),
        Column(say("{p}狀態", "Status {p}", p=now_), 2),
        Column(say("{p}得分", "Score {p}", p=then_), 1.5, "end"),
        Column(say("{p}得分", "Score {p}", p=now_), 1.5, "end"),
    )
    return Table(caption, columns, tuple(rows), name=say("變動", "Changes"))


def exceptions(told: Told, pairs: Pairs | None = None) -> tuple[tuple[Objective, Kpi], ...]:
    """The KPIs that are behind, then those to watch, the furthest from its target first."""
    rank = {"behind": 0, "watch": 1}
    found = [
        (rank[node.status], node.score if node.score is not None else 0, pair)
        for pair in (pairs if pairs is not None else told.contents.kpis())
        if (node := told.contents.node(pair[1].code)) and node.status in rank
    ]
    return tuple(pair for _, _, pair in sorted(found, key=lambda one: (one[0], one[1])))


def missing_table(told: Told, caption: str) -> Table | None:
    """The KPIs without a score, and why; None where all have one."""
    say = told.say
    rows = tuple(
        (
            Cell(said(kpi.code), header=True),
            Cell(told.kpi(kpi)),
            Cell(told.status_line(node.status)),
            Cell(said(_why(told, kpi.code))),
        )
        for _, kpi in told.contents.plan.kpis()
        if (node := told.contents.node(kpi.code)) and node.score is None
    )
    if not rows:
        return None
    columns = (
        Column(say("代碼", "Code"), 1.5),
        Column(say("關鍵績效指標", "KPI"), 4),
        Column(say("狀態", "Status"), 2),
        Column(say("原因", "Why"), 4),
    )
    return Table(caption, columns, rows, name=say("缺漏", "Missing"))


def _why(told: Told, code: str) -> str:
    node = told.contents.node(code)
    words = told.why_none(code)
    return words or (told.say.text(WHY_NO_SCORE[node.status]) if node and node.status in WHY_NO_SCORE else "")
