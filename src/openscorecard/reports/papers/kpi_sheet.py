"""One KPI in full: what happened, its chart with the same in numbers, why it scores so, where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from openscorecard.domain.measures.measure import Companion
from openscorecard.domain.measures.written import NO_VALUE, Written
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.reports.charts.ahead import ahead_block
from openscorecard.reports.charts.charted import View
from openscorecard.reports.charts.sentences import headline_of, notes_of, what_happened
from openscorecard.reports.charts.trend_chart import trend_chart
from openscorecard.reports.paper import Block, Cell, Column, Heading, Line, Paragraph, Run, Table, Terms, Trend
from openscorecard.reports.papers.kpi_values import values_table
from openscorecard.reports.papers.told import Told, paragraph, said
from openscorecard.reports.trace import leaf_steps
from openscorecard.reports.words import INPUTS

_NAMED = 2  # batches named on a sheet; the rest are counted


def heading(told: Told, kpi: Kpi, level: int) -> Heading:
    """The KPI's heading; an anchor leads to it."""
    node = told.contents.node(kpi.code)
    status = told.status_line(node.status) if node else ()
    return Heading((*told.coded(kpi.code, kpi.name), Run(" · ") if status else Run(""), *status), level, kpi.code)


def figures_line(told: Told, kpi: Kpi) -> Line:
    """Actual, target and score of the period in one line, in all digits."""
    say, unit = told.say, told.unit(kpi.code)
    value, target = told.value(kpi.code), told.target(kpi.code)
    words = say(
        "{period}實績 {value}；目標 {target}；達成率 {score}。",
        "{period}: actual {value}; target {target}; score {score}.",
        period=say.period(told.contents.period),
        value=_with_unit(value, unit),
        target=_with_unit(target, unit),
        score=_percent(told, kpi),
    )
    return (Run(words, bold=True),)


def _with_unit(cell: Cell, unit: str) -> str:
    text = "".join(run.text for run in cell.text)
    return f"{text} {unit}" if cell.value is not None and unit else text


def _percent(told: Told, kpi: Kpi) -> str:
    cell = told.score(kpi.code)
    return told.say("{n}%", "{n} %", n=cell.text[0].text) if cell.value is not None else cell.text[0].text


def same_as(told: Told, kpi: Kpi, twin: Kpi) -> Line:
    """That a KPI counts the same as an earlier one, and where that is told."""
    say = told.say
    words = say("和 {code} 是同一個衡量方式，圖表、計算與來源見", "counts the same as {code}; for chart, counting and "
                "source see ", code=twin.code)  # fmt: skip
    to = (Run(f"{twin.code} ", link=f"#{twin.code}"), told.run(twin.name))
    return (*told.coded(kpi.code, kpi.name, bold=True), Run(say("：", ": ")), Run(words), *to, Run(say("。", ".")))


def _lead(told: Told, kpi: Kpi) -> Block:
    """The figures as a headline: large ones in short."""
    return Paragraph(tuple(replace(run, text=told.say.short(run.text)) for run in figures_line(told, kpi)), "lead")


def sentences(told: Told, kpi: Kpi) -> Iterator[Block]:
    """What the chart says, what happened, and what the year will come to."""
    say, view = told.say, told.contents.views.get(kpi.code)
    yield _lead(told, kpi)
    if view is None:
        yield paragraph(told.why_none(kpi.code) or say("沒有可畫的數值。", "There are no values to draw."))
        return
    spoken = (*headline_of(view, say.tag), *what_happened(view.trend, say.tag))
    yield paragraph(say.short(say.together(spoken)))
    ahead = ahead_block(view, say.tag)
    if ahead and ahead.sentences:
        told_ = (*ahead.sentences, ahead.outlook) if ahead.target != NO_VALUE else ahead.sentences
        words = say("{title}：{words}", "{title}: {words}", title=ahead.title, words=say.together(told_))
        yield paragraph(say.short(words))


def chart(told: Told, kpi: Kpi, *, show_table: bool = True) -> Iterator[Block]:
    """What a reader must know of the chart, the chart with its legend, and what is known of its periods."""
    view = told.contents.views.get(kpi.code)
    if view is None:
        return
    if notes := notes_of(view, told.say.tag, table=show_table):
        yield paragraph(told.say.together(notes), "note")
    drawn = trend_chart(view, told.say.tag, legend=True, table=show_table)
    yield Trend(drawn, drawn.title, values_table(told, view, kpi), show_table)
    if events := list(_events(told, view)):
        yield paragraph(told.say.together(events), "note")


def _events(told: Told, view: View) -> Iterator[str]:
    for row in view.events:
        days = told.say.day(row.mark.since)
        if row.mark.until and row.mark.until != row.mark.since:
            days = told.say("{a}至{b}", "{a} to {b}", a=days, b=told.say.day(row.mark.until))
        yield told.say(
            "已知事件 {n}（{days}）：{words}。",
            "Known event {n} ({days}): {words}.",
            n=row.number,
            days=days,
            words=told.say.text(row.mark.text),
        )


def trace_table(told: Told, kpi: Kpi) -> Table | None:
    """How the score is reckoned, step by step; None where the KPI is not in the scores."""
    node = told.contents.node(kpi.code)
    if node is None:
        return None
    say = told.say
    columns = (Column(say("步驟", "Step"), 2), Column(say("數字", "Number"), 2, "end"),
               Column(say("說明", "Remark"), 3))  # fmt: skip
    told_already = {say.text(INPUTS["v"]), say.text(INPUTS["t"])}
    rows = tuple(
        (Cell(said(one.label), header=True), Cell(said(one.value)), Cell(said(one.note)))
        for one in leaf_steps(node, told.contents.scored, say)
        if one.label not in told_already
    )
    caption = say("{code} 如何計分", "How {code} is scored", code=kpi.code)
    return Table(caption, columns, rows, name=kpi.code)


def sources(told: Told, kpi: Kpi) -> Line:
    """Which batches the figure stands on; words where it stands on none."""
    say = told.say
    one = told.contents.scored.measured.get(kpi.code)
    found = [told.contents.batches[id_] for id_ in (one.observation.batches if one else ())
             if id_ in told.contents.batches]  # fmt: skip
    if not found:
        return said(say("沒有可據的資料列。", "No records stand behind it."))
    named = [
        say(
            "{title} {covers}（{n} 列，批次 {id}）",
            "{title} {covers} ({n} rows, batch {id})",
            title=say.text(batch.title),
            covers=say.days(batch.covers),
            n=f"{batch.rows:,}",
            id=batch.id[:8],
        )
        for batch in found[:_NAMED]
    ]
    more = len(found) - len(named)
    words = say.joined(named)
    if more:
        words += say.counted(more, "，及其他 {n} 批", ", and {n} more batch", ", and {n} more batches")
    if any(batch.example for batch in found):
        words += say("；含示範資料", "; example data among them")
    return said(words + say("。", "."))


def companions(told: Told, kpi: Kpi) -> Iterator[tuple[str, Line]]:
    """Figures that stand beside it and are never scored, as (title, now and a year before)."""
    view = told.contents.views.get(kpi.code)
    if view is None:
        return
    earlier = {line.reading.name: line for line in view.trend.companions_before}
    for line in view.trend.companions:
        if isinstance(line.reading, Companion):
            written = Written.of(view.trend.measure, line.reading, told.say.tag)
            before = earlier[line.reading.name].observation.value if line.reading.name in earlier else None
            words = told.say(
                "{now}（去年同期 {then}）",
                "{now} (a year before {then})",
                now=written.with_unit(line.observation.value),
                then=written.with_unit(before),
            )
            yield told.say.text(line.reading.title), said(words)


def beside(told: Told, kpi: Kpi) -> Iterator[Block]:
    """What stands beside the KPI; nothing where nothing does."""
    pairs = tuple(companions(told, kpi))
    if pairs:
        yield Terms(pairs)


def change(told: Told, kpi: Kpi) -> str:
    """How the value moved against the same period a year earlier, in words; never across readings."""
    say, contents = told.say, told.contents
    now = contents.scored.measured.get(kpi.code)
    then = contents.year_before.measured.get(kpi.code) if contents.year_before else None
    values = (now.observation.value if now else None, then.observation.value if then else None)
    if now is None or then is None or values[0] is None or values[1] is None:
        return say("去年同期沒有數值可比。", "A year before there is no value to compare with.")
    if now.reading != then.reading:
        return say(
            "去年同期採用另一種計法，因此不比較。", "A year before it was counted otherwise, so nothing is compared."
        )
    return _moved(told, Written.of(now.measure, now.reading, say.tag), values[0], values[1])


def _moved(told: Told, written: Written, now: Fraction, then: Fraction) -> str:
    say, difference = told.say, now - then
    if not difference:
        return say("與去年同期（{then}）相同。", "The same as a year before ({then}).", then=written.with_unit(then))
    points = say(" 個百分點", " percentage points") if written.unit == "%" else f" {written.unit}"
    amount = f"{written.value(abs(difference))}{points}"
    zh, en = ("增加", "more") if difference > 0 else ("減少", "less")
    return say(
        "比去年同期（{then}）" + zh + " {amount}。",
        "{amount} " + en + " than a year before ({then}).",
        then=written.with_unit(then),
        amount=amount,
    )
