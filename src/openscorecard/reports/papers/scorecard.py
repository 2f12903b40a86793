"""The scorecard in the form of its document, with what was reached; then the roll-up that scores come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from openscorecard.domain.measures.written import NO_VALUE
from openscorecard.domain.strategy.nodes import Kpi, Objective, Perspective, Theme
from openscorecard.domain.text import Text
from openscorecard.reports.contents import PaperContents
from openscorecard.reports.paper import Block, Cell, Column, Heading, Line, PageBreak, Paper, Paragraph, Run, Table
from openscorecard.reports.papers.opening import bound, how_we_are_doing, no_themes, to_know
from openscorecard.reports.papers.roll_up import roll_up
from openscorecard.reports.papers.told import Told, said
from openscorecard.reports.speech import Speech

TITLE = Text("計分卡", "Scorecard")
_MIDDLE = 6  # columns from the KPI to its status


def scorecard(contents: PaperContents, language: str) -> Paper:
    """The paper."""
    told = Told(contents, Speech(language))
    return bound(told, "scorecard", TITLE, _blocks(told), landscape=True)


def _blocks(told: Told) -> Iterator[Block]:
    yield from how_we_are_doing(told)
    yield from to_know(told)
    if not told.contents.plan.themes:
        yield no_themes(told)
    for place, theme in enumerate(told.contents.plan.themes):
        if place:
            yield PageBreak(landscape=True)
        title = Run(told.say("策略主題：", "Theme: "))
        yield Heading((title, *told.theme(theme)), 1, f"theme-{theme.letter}")
        if standing := told.standing(f"theme:{theme.letter}"):
            yield Paragraph(standing)
        yield theme_table(told, theme)
    if told.contents.scored.card.plan.children:
        yield PageBreak(landscape=True)
        yield from roll_up(told)


def theme_table(told: Told, theme: Theme) -> Table:
    """One theme as its document has it: perspective, objective, KPI, action plans, cells merged over their rows."""
    say = told.say
    columns = (
        Column(say("構面", "Perspective"), 1.6),
        Column(say("策略目標", "Objective"), 3.2),
        Column(say("KPI（關鍵績效指標）", "KPI"), 3.6),
        Column(say("單位", "Unit"), 1.4),
        Column(say("實績", "Actual"), 1.8, "end"),
        Column(say("目標值", "Target"), 1.8, "end"),
        Column(say("達成率", "Score %"), 1.2, "end"),
        Column(say("狀態", "Status"), 1.5),
        Column(say("行動方案", "Action plans"), 4.2),
    )
    rows: list[tuple[Cell, ...]] = []
    for row in told.contents.plan.perspectives:
        rows += _perspective_rows(told, theme, row)
    caption = say("計分卡：{name}", "Scorecard: {name}", name=say.text(theme.name))
    return Table(caption, columns, tuple(rows), name=f"{theme.letter}")


def _perspective_rows(told: Told, theme: Theme, perspective: Perspective) -> list[tuple[Cell, ...]]:
    rows = [row for one in told.contents.plan.cell(theme.letter, perspective.letter) for row in _rows(told, one)]
    if rows:
        rows[0] = (Cell((told.run(perspective.name),), down=len(rows), header=True), *rows[0])
    return rows


def _rows(told: Told, objective: Objective) -> Iterator[tuple[Cell, ...]]:
    lines = [len(kpi.standings) or 1 for kpi in objective.kpis]
    standing = told.standing(objective.code)
    apart = (Run(told.say("：", ": ")),) if standing else ()
    head = Cell((*told.coded(objective.code, objective.name), *apart, *standing), down=sum(lines) or 1, header=True)
    if not objective.kpis:
        words = told.say("沒有 KPI；由承接的計畫衡量", "No KPI; measured by plans that take it up")
        yield head, Cell(said(words), across=_MIDDLE + 1)
        return
    cells = [cells for kpi, count in zip(objective.kpis, lines, strict=True) for cells in _kpi_rows(told, kpi, count)]
    yield (head, *cells[0])
    yield from cells[1:]


def _kpi_rows(told: Told, kpi: Kpi, count: int) -> Iterator[tuple[Cell, ...]]:
    """The rows of a KPI, one for each code of an action plan; what earlier rows cover is left out."""
    own = (
        Cell(told.coded_kpi(kpi), down=count, header=True),
        Cell(said(told.unit(kpi.code) or NO_VALUE), down=count),
        *(replace(cell, down=count) for cell in (told.value(kpi.code), told.target(kpi.code), told.score(kpi.code))),
        Cell(told.status(kpi.code), down=count),
    )
    plans = [_plan_cell(told, one.code, one.initiative) for one in kpi.standings]
    for place, cell in enumerate(plans or [Cell(said(told.say("沒有行動方案", "No action plan")))]):
        yield (*own, cell) if place == 0 else (cell,)


def _plan_cell(told: Told, code: str, initiative: str) -> Cell:
    found, one = told.contents.plan.initiative(initiative), told.contents.action(initiative)
    late: Line = ()
    if one and one.progress.late:
        late = (Run(" "), Run(told.say("落後", "Late"), status="behind"))
    return Cell((*told.coded(code, found.name), *late) if found else said(code))
