"""Scores from KPI to the whole with their weights, as they are reckoned."""

from __future__ import annotations

from collections.abc import Iterator

from openscorecard.domain.measures.written import NO_VALUE, write_number
from openscorecard.domain.scores.rollup import Scored
from openscorecard.domain.text import Text
from openscorecard.reports.paper import Block, Cell, Column, Heading, Paragraph, RollUp, RollUpNode, Run, Table
from openscorecard.reports.papers.told import Told, said
from openscorecard.reports.words import RULES, score_text, target_number

LEVELS: dict[str, Text] = {
    "plan": Text("計畫", "Plan"),
    "theme": Text("主題", "Theme"),
    "cell": Text("主題構面", "Theme and perspective"),
    "objective": Text("策略目標", "Objective"),
    "kpi": Text("KPI", "KPI"),
}


def roll_up(told: Told) -> Iterator[Block]:
    """The chapter."""
    contents, say = told.contents, told.say
    yield Heading(said(say("得分如何彙總", "How scores roll up")), 1, "roll-up")
    threshold = contents.scored.rules.threshold
    words = say(
        "每一層的得分是下一層有資料者依權重的平均；權重乘以覆蓋率後計入。覆蓋率低於 {n}% 時暫不計分。"
        "尚未到期、不適用、未衡量者不列入。",
        "Each level is the mean of the level below by weight, as far as it has data; a weight counts times coverage. "
        "Under a coverage of {n} % a score is withheld. What is not due, not applicable or not measured stays out.",
        n=write_number(threshold),
    )
    yield Paragraph(said(words))
    nodes = [one for one in contents.scored.card.plan.every() if one.level in LEVELS]
    yield RollUp(_table(told, nodes), tuple(_nodes(told, contents.scored.card.plan)), threshold)


def _name(told: Told, node: Scored) -> Text:
    plan = told.contents.plan
    names = {"plan": plan.name}
    names |= {f"theme:{one.letter}": one.name for one in plan.themes}
    names |= {one.code: one.name for one in plan.objectives}
    names |= {kpi.code: kpi.name for _, kpi in plan.kpis()}
    if node.code.startswith("cell:"):
        row = plan.perspective(node.code[-1])
        return row.name if row else Text(node.code)
    return names.get(node.code, Text(node.code))


def _table(told: Told, nodes: list[Scored]) -> Table:
    say = told.say
    columns = (
        Column(say("層級", "Level"), 1.6),
        Column(say("代碼", "Code"), 1.3),
        Column(say("名稱", "Name"), 4.5),
        Column(say("權重", "Weight"), 1, "end"),
        Column(say("得分", "Score"), 1.2, "end"),
        Column(say("覆蓋率（%）", "Coverage %"), 1.3, "end"),
        Column(say("狀態", "Status"), 1.6),
        Column(say("彙總方式", "Rule"), 2.6),
    )
    rows = tuple(_row(told, node) for node in nodes)
    return Table(say("各層得分與權重", "Scores and weights by level"), columns, rows, name=say("彙總", "Roll-up"))


def _row(told: Told, node: Scored) -> tuple[Cell, ...]:
    say = told.say
    score = score_text(node.score)
    over = score_text(node.partial) if node.score is None and node.partial is not None else ""
    shown = score or (say("（{n}）", "({n})", n=over) if over else NO_VALUE)
    return (
        Cell(said(say.text(LEVELS[node.level]))),
        Cell(said(node.code.partition(":")[2] or node.code), header=True),
        Cell((told.run(_name(told, node)),)),
        Cell(said(target_number(node.weight)), value=node.weight, places=2),
        Cell(said(shown), value=node.score, places=1),
        Cell(said(score_text(node.coverage)), value=node.coverage, places=1),
        Cell(told.status_line(node.status)),
        Cell((Run(say.text(RULES[node.rule]) if node.children else NO_VALUE),)),
    )


def _nodes(told: Told, node: Scored) -> Iterator[RollUpNode]:
    """A node and what it is made of; what other plans bring to an objective is given as its own score."""
    yield RollUpNode(
        code=node.code,
        name=told.say.text(_name(told, node)),
        level=node.level,
        parent=node.parent,
        weight=node.weight,
        score=node.score,
        coverage=node.coverage,
        status=node.status,
        partial=node.partial,
        rule=node.rule,
    )
    for child in node.children:
        if child.level in LEVELS:
            yield from _nodes(told, child)
