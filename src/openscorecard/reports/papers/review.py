"""The review pack: for each theme its map with status and table, a page for every KPI off target, what to settle."""

from __future__ import annotations

from collections.abc import Iterator

from openscorecard.domain.initiatives.standing import Standing
from openscorecard.domain.strategy.nodes import Kpi, Theme
from openscorecard.domain.text import Text
from openscorecard.reports.contents import PaperContents
from openscorecard.reports.paper import (
    Block,
    Contents,
    Heading,
    Items,
    Line,
    PageBreak,
    Paper,
    Paragraph,
    Run,
    StrategyMap,
)
from openscorecard.reports.papers import kpi_sheet
from openscorecard.reports.papers.action_tables import action_line, progress_table, reasons
from openscorecard.reports.papers.kpi_tables import counts_table, exceptions, kpi_table
from openscorecard.reports.papers.monthly import signalled
from openscorecard.reports.papers.opening import bound, how_we_are_doing, no_themes, to_know
from openscorecard.reports.papers.told import Told, paragraph, said
from openscorecard.reports.speech import Speech

TITLE = Text("檢討會議資料", "Review pack")


def review(contents: PaperContents, language: str) -> Paper:
    """The paper."""
    told = Told(contents, Speech(language))
    return bound(told, "review", TITLE, _blocks(told), cover=True)


def _blocks(told: Told) -> Iterator[Block]:
    say, contents = told.say, told.contents
    yield Contents(say("目次", "Contents"))
    yield PageBreak()
    yield Heading(said(say("整體情形", "The whole")), 1, "whole")
    yield from how_we_are_doing(told)
    yield from to_know(told)
    if not contents.plan.themes:
        yield no_themes(told)
        return
    if contents.kpis():
        yield counts_table(told, say("各狀態的 KPI 數", "KPIs by status"))
    for theme in contents.plan.themes:
        yield PageBreak()
        yield from _theme(told, theme)


def theme_heading(told: Told, theme: Theme) -> Heading:
    """The heading of a theme's chapter."""
    return Heading(
        (Run(told.say("主題 ", "Theme ")), *told.coded(theme.letter, theme.name)), 1, f"theme-{theme.letter}"
    )


def theme_map(told: Told, theme: Theme) -> Block:
    """The map of a theme with status, told in words besides."""
    said_ = told.say(
        "主題 {name} 的策略地圖，各目標附狀態；下表內容相同。",
        "The map of theme {name}, each objective with its status; the table below says the same.",
        name=told.say.text(theme.name),
    )
    return StrategyMap(told.contents.plan, said_, told.states(), theme.letter)


def _theme(told: Told, theme: Theme) -> Iterator[Block]:
    say, pairs = told.say, told.contents.kpis(theme)
    yield theme_heading(told, theme)
    if standing := told.standing(f"theme:{theme.letter}"):
        yield Paragraph(standing, "lead")
    yield theme_map(told, theme)
    if not pairs:
        yield paragraph(say("這個主題沒有 KPI。", "This theme has no KPIs."))
        return
    yield kpi_table(told, pairs, say("KPI 一覽", "Its KPIs"), theme.letter)
    if standings := told.contents.actions_of(theme):
        yield progress_table(told, standings, say("行動方案", "Action plans"), theme.letter, brief=True)
    found = exceptions(told, pairs)
    if not found:
        yield paragraph(say("沒有落後或需要注意的 KPI。", "No KPI is behind or to watch."))
    for _, kpi in found:
        yield PageBreak()
        yield from _page(told, kpi)


def _page(told: Told, kpi: Kpi) -> Iterator[Block]:
    say = told.say
    yield kpi_sheet.heading(told, kpi, 2)
    yield from kpi_sheet.sentences(told, kpi)
    yield from kpi_sheet.chart(told, kpi, show_table=False)
    yield from kpi_sheet.beside(told, kpi)
    yield Heading(said(say("為什麼", "Why")), 3)
    if table := kpi_sheet.trace_table(told, kpi):
        yield table
    yield Paragraph((Run(say("依據：", "Source: ")), *kpi_sheet.sources(told, kpi)), "note")
    yield Heading(said(say("由哪些行動方案承擔", "Which action plans carry it")), 3)
    yield from _carriers(told, kpi)
    yield Heading(said(say("待決定的問題", "To settle")), 3)
    yield Items(tuple(questions(told, kpi)), numbered=True)


def _standings(told: Told, kpi: Kpi) -> list[Standing]:
    return [one for standing in kpi.standings if (one := told.contents.action(standing.initiative))]


def _carriers(told: Told, kpi: Kpi) -> Iterator[Block]:
    found = _standings(told, kpi)
    if found:
        yield Items(tuple(action_line(told, one) for one in found))
    else:
        yield paragraph(told.say("沒有行動方案。", "There is none."))


def questions(told: Told, kpi: Kpi) -> Iterator[Line]:
    """What a meeting should settle about a KPI, from what is known of it; never an answer."""
    say, found = told.say, _standings(told, kpi)
    if not found:
        yield said(
            say("沒有行動方案承擔這項 KPI：由誰、做什麼？", "No action plan carries this KPI: who is to do what?")
        )
    for one in found:
        if one.progress.late:
            why = say.together(reasons(told, one))
            asked = say("{why} 需要什麼才能趕上？", "{why} What does it need to catch up?", why=why)
            yield (*told.action(one), Run(say("：", ": ")), Run(asked))
    yield from _of_chart(told, kpi)
    yield said(
        say(
            "下一期前要補救、改變做法，還是修訂目標？由誰、在何時以前回報？",
            "Before the next period: make good, do otherwise, or revise the target? Who reports, by when?",
        )
    )


def _of_chart(told: Told, kpi: Kpi) -> Iterator[Line]:
    say, view = told.say, told.contents.views.get(kpi.code)
    if view is None:
        return
    if signalled(view) and not view.events:
        yield said(
            say(
                "圖上有訊號，卻沒有登記任何已知事件：發生了什麼事？",
                "The chart shows a signal and no event is known: what happened?",
            )
        )
    if view.judged and view.charted.judged.assurance == "fails":
        yield said(
            say(
                "照目前的做法達不到目標：要改變哪些做法？",
                "As things are the target is not met: what is to be done differently?",
            )
        )
