"""One KPI in full: what happened, its chart with the same in numbers, why it scores so, where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from openscorecard.domain.measures.measure import Companion
from openscorecard.domain.measures.written import NO_VALUE, Written
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.reports.charts.ahead import ahead_block
from openscorecard.reports.charts.charted import View
from openscorecard.reports.charts.sentences import headline_of, notes_of, what_happened
from openscorecard.reports.charts.trend_chart import rough, trend_chart
from openscorecard.reports.paper import Block, Cell, Column, Heading, Line, Paragraph, Run, Table, Terms, Trend
from openscorecard.reports.papers.told import Told, paragraph, said
from openscorecard.reports.trace import leaf_steps
from openscorecard.reports.words import INPUTS, asks

_ACROSS = {"month": 12, "quarter": 4, "half": 2}
_NAMED = 2  # batches named on a sheet; the rest are counted


def heading(told: Told, kpi: Kpi, level: int) -> Heading:
    """The KPI's heading; an anchor leads to it."""
    node = told.contents.node(kpi.code)
    status = told.status_line(node.status) if node else ()
    return Heading((*told.coded(kpi.code, kpi.name), Run(" · ") if status else Run(""), *status), level, kpi.code)


def figures_line(told: Told, kpi: Kpi) -> Line:
    """Actual, target and score of the period in one line."""
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


def same_as(told: Told, kpi: Kpi, twin: Kpi) -> Iterator[Block]:
    """A KPI that counts the same as an earlier one: its figures, and where the rest is told."""
    say = told.say
    yield Paragraph(figures_line(told, kpi), "lead")
    words = say(
        "與 {code} 是同一個衡量方式，圖表、計算與來源見", "It counts the same as {code}; see there: ", code=twin.code
    )
    yield Paragraph((Run(words), Run(f"{twin.code} ", link=f"#{twin.code}"), told.run(twin.name), Run(say("。", "."))))


def sentences(told: Told, kpi: Kpi) -> Iterator[Block]:
    """What the chart says, what happened, and what the year will come to."""
    say, view = told.say, told.contents.views.get(kpi.code)
    yield Paragraph(figures_line(told, kpi), "lead")
    if view is None:
        yield paragraph(told.why_none(kpi.code) or say("沒有可畫的數值。", "There are no values to draw."))
        return
    spoken = (*headline_of(view, say.tag), *what_happened(view.trend, say.tag))
    yield paragraph(say.together(spoken))
    ahead = ahead_block(view, say.tag)
    if ahead and ahead.sentences:
        told_ = (*ahead.sentences, ahead.outlook) if ahead.target != NO_VALUE else ahead.sentences
        yield paragraph(say("{title}：{words}", "{title}: {words}", title=ahead.title,
                            words=say.together(told_)))  # fmt: skip


def chart(told: Told, kpi: Kpi, *, show_table: bool = True) -> Iterator[Block]:
    """The chart, with its legend, and below it what a reader must know and what is known of its periods."""
    view = told.contents.views.get(kpi.code)
    if view is None:
        return
    drawn = trend_chart(view, told.say.tag, legend=True, table=show_table)
    yield Trend(drawn, drawn.title, values_table(told, view, kpi), show_table)
    notes = [*notes_of(view, told.say.tag, table=show_table), *_events(told, view)]
    if notes:
        yield paragraph(told.say.together(notes), "note")


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


def values_table(told: Told, view: View, kpi: Kpi) -> Table:
    """The values of the chart: years beside each other where it has months, quarters or halves, else a line each."""
    say = told.say
    caption = say(
        "{code} 各期數值（{unit}）",
        "{code} by period ({unit})",
        code=kpi.code,
        unit=say.text(view.trend.measure.unit_of(view.trend.lines[-1].reading)),
    )
    note = _table_note(told, view)
    if view.trend.grain in _ACROSS:
        return _grid(told, view, caption, note)
    columns = (Column(say("期間", "Period"), 1), Column(say("數值", "Value"), 1, "end"),
               Column(say("目標", "Target"), 1, "end"))  # fmt: skip
    rows = tuple(
        (
            Cell(said(say.period(line.observation.period)), header=True),
            _value(told, view, place),
            Cell(said(asks(view.targets[place], say))),
        )
        for place, line in enumerate(view.trend.lines)
    )
    return Table(caption, columns, rows, note, kpi_name(kpi))


def _grid(told: Told, view: View, caption: str, note: Line) -> Table:
    """A row for each part of the year, a column for each year."""
    say = told.say
    places = {(line.observation.period.year, line.observation.period.number): place
              for place, line in enumerate(view.trend.lines)}  # fmt: skip
    years = sorted({year for year, _ in places})
    columns = (
        Column(say("期間", "Period"), 1),
        *(Column(say("{n}年", "{y}", n=year - 1911, y=year), 1.4, "end") for year in years),
    )
    rows = tuple(
        (
            Cell(said(_part(view, number, say.english)), header=True),
            *(
                _value(told, view, places[year, number]) if (year, number) in places else Cell(said(""))
                for year in years
            ),
        )
        for number in range(1, _ACROSS[view.trend.grain] + 1)
    )
    return Table(caption, columns, rows, note)


def _part(view: View, number: int, english: bool) -> str:
    if view.trend.grain == "month":
        months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
        return months[number - 1] if english else f"{number}月"
    if view.trend.grain == "quarter":
        return f"Q{number}" if english else f"第{number}季"
    return f"H{number}" if english else ("上半年" if number == 1 else "下半年")


def _value(told: Told, view: View, place: int) -> Cell:
    line = view.trend.lines[place]
    value = line.observation.value
    if value is None:
        return Cell(told.no_value(line.observation.status))
    written = Written.of(view.trend.measure, line.reading, told.say.tag)
    drawn = view.point(place).value
    beside = f" ({rough(drawn)})" if view.adjusted and drawn is not None else ""
    places = 2 if written.kind == "R" or value.denominator != 1 else 0
    return Cell(said(f"{written.value(value)}{beside}"), value=value, places=places)


def _table_note(told: Told, view: View) -> Line:
    words = []
    if view.adjusted:
        words.append(told.say("括號內為調整後的值。", "In brackets: the adjusted value."))
    if any(line.example for line in view.trend.lines):
        words.append(told.say("含示範資料列。", "Example rows are among them."))
    return said(told.say.together(words)) if words else ()


def kpi_name(kpi: Kpi) -> str:
    """What a sheet of the KPI is called in a spreadsheet."""
    return kpi.code


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
            covers=batch.covers,
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
