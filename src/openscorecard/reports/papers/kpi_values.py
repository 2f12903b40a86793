"""The values of a KPI's chart as a table: years beside each other, or a line for each period."""

from __future__ import annotations

from openscorecard.domain.measures.written import Written, year_in_words
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.reports.charts.charted import View
from openscorecard.reports.charts.trend_chart import rough
from openscorecard.reports.paper import Cell, Column, Line, Table
from openscorecard.reports.papers.told import Told, said
from openscorecard.reports.words import asks

_ACROSS = {"month": 12, "quarter": 4, "half": 2}


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
        return _grid(told, view, caption, note, kpi.code)
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
    return Table(caption, columns, rows, note, kpi.code)


def _grid(told: Told, view: View, caption: str, note: Line, name: str) -> Table:
    """A row for each part of the year, a column for each year."""
    say = told.say
    places = {(line.observation.period.year, line.observation.period.number): place
              for place, line in enumerate(view.trend.lines)}  # fmt: skip
    years = sorted({year for year, _ in places})
    columns = (
        Column(say("期間", "Period"), 1),
        *(Column(year_in_words(year, say.tag), 1.4, "end") for year in years),
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
    return Table(caption, columns, rows, note, name)


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
