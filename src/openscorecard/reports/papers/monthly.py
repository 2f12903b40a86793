"""The monthly report: how we are doing, what changed, exceptions first, signals, what the year will come to, data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from openscorecard.domain.measures.written import NO_VALUE
from openscorecard.domain.strategy.nodes import Kpi, Objective
from openscorecard.domain.strategy.soundness.finding import Finding
from openscorecard.domain.text import Text
from openscorecard.reports.charts.ahead import ahead_block
from openscorecard.reports.charts.charted import View
from openscorecard.reports.charts.sentences import headline_of
from openscorecard.reports.contents import Freshness, PaperContents
from openscorecard.reports.paper import Block, Cell, Column, Heading, Items, Line, Paper, Run, Table
from openscorecard.reports.papers.kpi_tables import changes_table, counts_table, exceptions, kpi_table, missing_table
from openscorecard.reports.papers.opening import bound, how_we_are_doing, no_themes, to_know
from openscorecard.reports.papers.told import Told, paragraph, said
from openscorecard.reports.speech import Speech
from openscorecard.reports.words import asks

TITLE = Text("績效月報", "Monthly report")


def monthly(contents: PaperContents, language: str) -> Paper:
    """The paper."""
    told = Told(contents, Speech(language))
    return bound(told, "monthly", TITLE, _blocks(told))


def _blocks(told: Told) -> Iterator[Block]:
    say, contents = told.say, told.contents
    yield Heading(said(say("一、我們做得如何", "1. How we are doing")), 1, "standing")
    yield from how_we_are_doing(told)
    yield from to_know(told)
    if not contents.plan.themes:
        yield no_themes(told)
        return
    if contents.kpis():
        yield counts_table(told, say("各狀態的 KPI 數", "KPIs by status"))
    yield Heading(said(say("二、例外先看", "2. Exceptions first")), 1, "exceptions")
    yield from _exceptions(told)
    yield Heading(said(say("三、和前期相比", "3. What changed")), 1, "changes")
    yield from _changed(told)
    yield Heading(said(say("四、變異的訊號", "4. Signals of variation")), 1, "signals")
    yield from _signals(told)
    yield Heading(said(say("五、全年預測", "5. What the year will come to")), 1, "ahead")
    yield from _ahead(told)
    yield Heading(said(say("六、資料是否到齊", "6. Is the data there")), 1, "data")
    yield from data(told)
    yield Heading(said(say("七、全部 KPI", "7. All KPIs")), 1, "all")
    yield from _all(told)


def _exceptions(told: Told) -> Iterator[Block]:
    say, found = told.say, exceptions(told)
    if found:
        caption = say("落後與注意的 KPI，離目標最遠的在前", "KPIs behind or to watch, the furthest from target first")
        yield kpi_table(told, found, caption, say("例外", "Exceptions"))
    else:
        yield paragraph(say("沒有落後或需要注意的 KPI。", "No KPI is behind or to watch."))
    if hidden := _hidden(told):
        yield Items(tuple(said(told.finding(one)) for one in hidden))


def _hidden(told: Told) -> list[Finding]:
    """What good scores hide; KPIs that count the same have one sentence together."""
    found: dict[tuple[object, ...], Finding] = {}
    for one in told.contents.findings:
        if one.code.startswith("green-"):
            facts = dict(one.facts)
            key = (one.code, *(pair for pair in one.facts if pair[0] != "item"))
            if key in found:
                facts["item"] = told.say.joined([dict(found[key].facts)["item"], facts["item"]])
            found[key] = replace(one, facts=tuple(facts.items()))
    return list(found.values())


def _changed(told: Told) -> Iterator[Block]:
    say, contents = told.say, told.contents
    found = changes_table(told, say("狀態改變的 KPI", "KPIs whose status changed"))
    if found:
        yield found
    elif contents.before:
        then = say.period(contents.before.period)
        yield paragraph(say("和{p}相比，沒有 KPI 的狀態改變。", "No KPI changed its status since {p}.", p=then))


def _signals(told: Told) -> Iterator[Block]:
    say = told.say
    lines = [line for objective, kpi in told.contents.kpis() if (line := _signal(told, kpi))]
    if lines:
        yield Items(tuple(lines))
    else:
        yield paragraph(
            say("圖上只有一般的起伏，沒有訊號。", "The charts show natural variation only; there is no signal.")
        )


def _signal(told: Told, kpi: Kpi) -> Line:
    view = told.contents.views.get(kpi.code)
    if view is None or told.twin(kpi) or not signalled(view):
        return ()
    words = told.say.short(told.say.together(headline_of(view, told.say.tag)))
    return (*told.coded(kpi.code, kpi.name, bold=True), Run(told.say("：", ": ")), Run(words))


def signalled(view: View) -> bool:
    """Whether the last value of a chart is more than natural variation."""
    return view.judged and view.charted.judged.icon not in {None, "common"}


def _ahead(told: Told) -> Iterator[Block]:
    say = told.say
    columns: tuple[Column, ...] = (
        Column(say("代碼", "Code"), 1.1),
        Column(say("關鍵績效指標", "KPI"), 3.6),
        Column(say("單位", "Unit"), 1.3),
        Column(say("年度", "Year"), 1.1),
        Column(say("預期", "Expected"), 1.8, "end"),
        Column(say("八成介於", "80 of 100 between"), 3, "end"),
        Column(say("年度目標", "Target"), 1.8, "end"),
        Column(say("達標機率", "Chance"), 1.4, "end"),
    )
    rows = tuple(row for pair in told.contents.kpis() if (row := _ahead_row(told, pair)))
    if not rows:
        yield paragraph(say("數值還不夠，無法預測。", "There are too few values for a forecast."))
        return
    note = say(
        "預測取兩種方法的平均，不考慮已知事件；不是承諾。",
        "Forecasts are the mean of two methods and know of no events; they promise nothing.",
    )
    if not any(row[6].text[0].text != NO_VALUE for row in rows):  # nobody is asked anything of that year yet
        columns, rows = columns[:6], tuple(row[:6] for row in rows)
        unset = say("還沒有設定這些年度的目標，因此沒有達標機率。",
                    "No target is set for these years yet, so there is no chance of meeting it.")  # fmt: skip
        note = say.together((note, unset))
    yield Table(say("各 KPI 的全年預測", "The year of each KPI"), columns, rows, said(note), say("預測", "Forecast"))


def _ahead_row(told: Told, pair: tuple[Objective, Kpi]) -> tuple[Cell, ...]:
    kpi, view = pair[1], told.contents.views.get(pair[1].code)
    if _told_above(told, kpi):
        return ()
    block = ahead_block(view, told.say.tag) if view else None
    if view is None or view.ahead is None or block is None or not block.rows or view.ahead.figure is None:
        return ()
    year = block.rows[0]
    others = (other for _, other in told.contents.kpis() if told.twin(other) is kpi)
    codes = [kpi.code, *(other.code for other in others if _told_above(told, other))]
    return (
        Cell(said(told.say.joined(codes)), header=True),
        Cell(told.kpi(kpi)),
        Cell(said(told.unit(kpi.code) or NO_VALUE)),
        Cell(said(year.period)),
        Cell(said(year.expected)),
        Cell(said(year.eighty)),
        Cell(said(block.target)),
        Cell(said(block.chance)),
    )


def _told_above(told: Told, kpi: Kpi) -> bool:
    """Whether an earlier KPI counts the same and is asked the same, so that its line tells this one too."""
    views, twin = told.contents.views, told.twin(kpi)
    if twin is None or twin.code not in views or kpi.code not in views:
        return False
    first, other = ({at: asks(one, told.say) for at, one in views[code].aims.items()} for code in (twin.code, kpi.code))
    return first == other


def data(told: Told) -> Iterator[Block]:
    """Up to when rows speak, whether that covers the period, and which KPIs have no score and why."""
    say = told.say
    columns = (
        Column(say("資料集", "Dataset"), 3),
        Column(say("資料到", "Rows up to"), 3),
        Column(say("是否涵蓋本期", "Covers the period"), 2.4),
    )
    rows = tuple(_dataset_row(told, one) for one in told.contents.freshness)
    if rows:
        yield Table(say("資料新舊", "How fresh the data is"), columns, rows, name=say("資料", "Data"))
    missing = missing_table(told, say("沒有得分的 KPI 與原因", "KPIs without a score, and why"))
    yield missing or paragraph(say("每一項 KPI 都有得分。", "Every KPI has a score."))


def _dataset_row(told: Told, one: Freshness) -> tuple[Cell, ...]:
    say = told.say
    mark = (Run(say("（示範）", " (example)")),) if one.example and not told.all_example else ()
    if one.fresh_as_of is None:
        covers = say("無資料", "No data")
    elif one.fresh_as_of >= told.contents.period.last_day:
        covers = say("是", "Yes")
    else:
        covers = say("未及期末，逾期未到", "Not to its end, overdue") if one.late else say("未及期末", "Not to its end")
    return (
        Cell((told.run(one.title), *mark), header=True),
        Cell(said(say.day(one.fresh_as_of) if one.fresh_as_of else say("從未匯入", "never imported"))),
        Cell(said(covers)),
    )


def _all(told: Told) -> Iterator[Block]:
    noted = bool(exceptions(told))
    for theme in told.contents.plan.themes:
        pairs = told.contents.kpis(theme)
        if pairs:
            caption = told.say("主題 {letter} {name}", "Theme {letter} {name}", letter=theme.letter,
                               name=told.say.text(theme.name))  # fmt: skip
            yield kpi_table(told, pairs, caption, theme.letter, noted=not noted)
            noted = True
        else:
            yield paragraph(
                told.say(
                    "主題 {t} 沒有 KPI。", "Theme {t} has no KPIs.", t=f"{theme.letter} {told.say.text(theme.name)}"
                )
            )
