"""The annual report: the map with status, a chapter a theme with its KPI sheets, action plans, money, decisions."""

from __future__ import annotations

from collections.abc import Iterator

from openscorecard.domain.strategy.nodes import Kpi, Objective, Theme
from openscorecard.domain.text import Text
from openscorecard.reports.contents import PaperContents
from openscorecard.reports.paper import (
    Block,
    Contents,
    Heading,
    Items,
    PageBreak,
    Paper,
    Paragraph,
    Run,
    StrategyMap,
    Terms,
)
from openscorecard.reports.papers import kpi_sheet
from openscorecard.reports.papers.action_tables import costs_table, money_table, progress_table
from openscorecard.reports.papers.closing import glossary, method
from openscorecard.reports.papers.kpi_tables import counts_table, kpi_table
from openscorecard.reports.papers.monthly import data
from openscorecard.reports.papers.opening import bound, how_we_are_doing, no_themes, to_know
from openscorecard.reports.papers.questions import how_counted
from openscorecard.reports.papers.review import theme_heading
from openscorecard.reports.papers.targets_changed import decisions_table
from openscorecard.reports.papers.told import Told, paragraph, said
from openscorecard.reports.speech import Speech
from openscorecard.reports.words import FREQUENCIES

TITLE = Text("年度報告", "Annual report")


def annual(contents: PaperContents, language: str) -> Paper:
    """The paper. Chapters of what is not kept yet (approvals, meetings) are left out."""
    told = Told(contents, Speech(language))
    return bound(told, "annual", TITLE, _blocks(told), cover=True)


def _blocks(told: Told) -> Iterator[Block]:
    say, contents = told.say, told.contents
    yield Contents(say("目次", "Contents"))
    yield PageBreak()
    yield Heading(said(say("整體情形", "The whole")), 1, "whole")
    yield from how_we_are_doing(told)
    yield from to_know(told)
    yield from _statements(told)
    if not contents.plan.themes:
        yield no_themes(told)
        yield from method(told)
        return
    if contents.kpis():
        yield counts_table(told, say("各狀態的 KPI 數", "KPIs by status"))
    yield from _map(told)
    for theme in contents.plan.themes:
        yield PageBreak()
        yield from _theme(told, theme)
    yield from _action_plans(told)
    yield from _decisions(told)
    yield PageBreak()
    yield Heading(said(say("資料", "Data")), 1, "data")
    yield from data(told)
    yield from method(told)
    yield from glossary(told)


def _statements(told: Told) -> Iterator[Block]:
    say, plan = told.say, told.contents.plan
    pairs = [
        (label, (told.run(text),))
        for label, text in ((say("使命", "Mission"), plan.mission), (say("願景", "Vision"), plan.vision))
        if text
    ]
    if pairs:
        yield Terms(tuple(pairs))
    if plan.values:
        yield Paragraph((Run(say("核心價值：", "Core values: "), bold=True),
                         Run(say.joined([say.text(one) for one in plan.values]))))  # fmt: skip


def _map(told: Told) -> Iterator[Block]:
    say = told.say
    alt = say(
        "全部主題的策略地圖，各目標附狀態與得分；各主題一章的表格內容相同。",
        "The map of all themes, each objective with status and score; the tables of the chapters say the same.",
    )
    yield PageBreak(landscape=True)
    yield Heading(said(say("策略地圖與狀態", "The map with status")), 1, "map")
    yield StrategyMap(told.contents.plan, alt, told.states())


def _theme(told: Told, theme: Theme) -> Iterator[Block]:
    say, pairs = told.say, told.contents.kpis(theme)
    yield theme_heading(told, theme)
    if standing := told.standing(f"theme:{theme.letter}"):
        yield Paragraph(standing, "lead")
    if not pairs:
        yield paragraph(say("這個主題沒有 KPI，目標如下。", "This theme has no KPIs; its objectives are:"))
        objectives = [one for one in told.contents.plan.objectives if one.theme == theme.letter]
        yield Items(
            tuple((*told.coded(one.code, one.name), Run(" · "), *told.standing(one.code)) for one in objectives)
        )
        return
    yield kpi_table(told, pairs, say("KPI 一覽", "Its KPIs"), theme.letter)
    if twins := [(kpi, twin) for _, kpi in pairs if (twin := told.twin(kpi))]:
        yield Items(tuple(kpi_sheet.same_as(told, kpi, twin) for kpi, twin in twins))
    for objective, kpi in pairs:
        if not told.twin(kpi):
            yield PageBreak()
            yield from _sheet(told, objective, kpi)


def _sheet(told: Told, objective: Objective, kpi: Kpi) -> Iterator[Block]:
    say, one = told.say, told.contents.scored.measured.get(kpi.code)
    yield kpi_sheet.heading(told, kpi, 2)
    often = (Run(f" · {say.text(FREQUENCIES[one.measure.frequency])}"),) if one else ()
    aim = told.coded(objective.code, objective.name)
    yield Paragraph((Run(say("策略目標 ", "Objective ")), *aim, *often), "note")
    yield from kpi_sheet.sentences(told, kpi)
    yield from kpi_sheet.chart(told, kpi)
    yield from kpi_sheet.beside(told, kpi)
    yield Terms(
        (
            (say("怎麼計算", "How it is counted"), said(how_counted(told, kpi))),
            (say("資料來源", "Source"), kpi_sheet.sources(told, kpi)),
        )
    )


def _action_plans(told: Told) -> Iterator[Block]:
    say, standings = told.say, told.contents.actions
    if not standings:
        return
    yield PageBreak(landscape=True)
    yield Heading(said(say("行動方案", "Action plans")), 1, "actions")
    caption = say("行動方案的進度，每個方案列一次", "How far action plans have come, each once")
    yield progress_table(told, standings, caption, say("行動方案", "Action plans"))
    yield Heading(said(say("經費與單位成本", "Money and unit costs")), 1, "money")
    yield money_table(told, standings, say("預算與支用", "Budget and spending"))
    yield costs_table(told, standings, say("單位成本", "Unit costs")) or paragraph(
        say("沒有帳冊可知單位成本。", "No ledger tells what one costs.")
    )


def _decisions(told: Told) -> Iterator[Block]:
    """Revisions of targets; left out where nobody revised any."""
    say = told.say
    table = decisions_table(told, say("本期目標的修訂與原因", "Revisions of the period's targets, with reasons"))
    if table:
        yield Heading(said(say("目標的修訂", "Decisions about targets")), 1, "decisions")
        yield table
