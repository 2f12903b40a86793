"""Days, money and unit costs of several action plans, each as a chart with its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openscorecard.domain.initiatives.charter import Milestone
from openscorecard.domain.initiatives.money import Money, money_of, share_gone, together
from openscorecard.domain.initiatives.standing import Standing
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.strategy.plan import Plan
from openscorecard.drawing.initiatives.bars import Bar
from openscorecard.drawing.initiatives.gantt import GanttChart, GanttRow, Mark, draw_gantt
from openscorecard.drawing.palette import WEB
from openscorecard.queries.initiatives.kinds import kinds
from openscorecard.web.frame.dates import short_day, short_month, year_in_words
from openscorecard.web.frame.said_in_words import NO_VALUE, write_number, write_period
from openscorecard.web.initiatives.blocks import Block, Cell, bars, cell, heads, number
from openscorecard.web.initiatives.view import percent, plain
from openscorecard.web.plans.places import Places


@dataclass(frozen=True, slots=True)
class Labels:
    """How the action plans of one strategy plan are called, and where their pages are."""

    plan: Plan
    language: str
    places: Places

    def tick(self, day: date, year_alone: bool) -> str:
        """What stands above a line of the chart of days."""
        return year_in_words(day.year, self.language) if year_alone else short_month(day, self.language)

    def of(self, one: Standing) -> str:
        """Its id and name."""
        found = self.plan.initiative(one.initiative)
        return f"{one.initiative} {found.name.says(self.language)[0]}" if found else one.initiative


def money_words(value: Fraction | None) -> str:
    """An amount in whole NT$; a dash where nothing tells it."""
    return NO_VALUE if value is None else f"NT$ {write_number(value, 0)}"


def gantt_block(labels: Labels, shown: Sequence[Standing], at: Period, today: date) -> Block:
    rows = [_gantt_row(labels, one, at) for one in shown]
    first, last = date(at.last_day.year, 1, 1), date(at.last_day.year, 12, 31)
    title = _("Days and milestones of {year}").format(year=write_period(Period("year", last.year), labels.language))
    chart = GanttChart(title, labels.language, tuple(rows), first, last, today, _("today"), labels.tick)
    table = tuple(
        (
            cell(labels.of(one)),
            cell(step.name.says(labels.language)[0]),
            cell(short_day(step.due_on, labels.language)),
            cell(short_day(step.reached_on, labels.language) if step.reached_on else "—"),
        )
        for one in shown
        if one.charter
        for step in one.charter.charter.milestones
        if step.due_on.year == last.year
    )
    columns = heads([_("Action plan"), _("Milestone"), _("Due"), _("Reached")])
    note = _(
        "Full diamonds are reached, empty ones to come, crossed ones overdue; a dashed bar is late. "
        "A plan without days of its own spans its milestones; a standing rule has no bar."
    )
    svg = SafeString(draw_gantt(chart, WEB)) if rows else ""
    return Block("gantt", title, columns, table, svg=svg, note=note, empty=_("No milestones in this year."))


def _gantt_row(labels: Labels, one: Standing, at: Period) -> GanttRow:
    charter, initiative = one.charter, labels.plan.initiative(one.initiative)
    steps = charter.charter.milestones if charter else ()
    days = [step.due_on for step in steps if step.due_on.year == at.last_day.year]
    start = (initiative.starts_on if initiative else None) or min(days, default=None)
    end = (initiative.ends_on if initiative else None) or max(days, default=None)
    version = one.progress.version
    says = ""
    if one.kind and one.kind.standing:
        start = end = None
        says = _("in force since {day}").format(day=version.in_force_from) if version else _("not in force")
    elif start is None or end is None:
        says = _("no days declared")
    marks = tuple(_mark(step, at.last_day, labels.language) for step in steps)
    return GanttRow(labels.of(one), start, end, marks, says, one.progress.late)


def _mark(step: Milestone, day: date, language: str) -> Mark:
    reached = bool(step.reached_on and step.reached_on <= day)
    return Mark(step.due_on, reached, step.due_on < day and not reached, step.name.says(language)[0])


def money_block(labels: Labels, shown: Sequence[Standing], at: Period, today: date) -> Block:
    known = [(one, money_of(one.progress, today)) for one in shown]
    told = [(one, money) for one, money in known if money.spent is not None or money.budget is not None]
    told.sort(key=lambda pair: -(pair[1].budget or pair[1].spent or 0))
    title = _("Budget and spending, {period}").format(period=write_period(at, labels.language))
    drawn = [
        Bar(
            labels.of(one),
            None if money.spent is None else float(money.spent),
            f"{money_words(money.spent)} / {money_words(money.budget)}",
            of=None if money.budget is None else float(money.budget),
            tone=7 if one.progress.over_budget else 0,
            marked=one.progress.over_budget,
        )
        for one, money in told
    ]
    rows = [_money_row(labels, one, money) for one, money in told]
    total = together((one.progress for one in shown), today)
    rows.append((cell(_("All together, each once")), *_amounts(total), cell("—")))
    columns = [_("Budget"), _("Spent"), _("Spent of the budget"), _("At this pace by the year's end")]
    note = _("{share} of the year is gone. The last column is a straight line, no forecast.").format(
        share=percent(share_gone(at.last_day, today), Fraction(1))
    )
    svg = bars("money", title, labels.language, drawn)
    return Block(
        "money",
        title,
        (*heads([_("Action plan")], columns), *heads([_("Status")])),
        tuple(rows),
        svg=svg,
        note=note,
    )


def _money_row(labels: Labels, one: Standing, money: Money) -> tuple[Cell, ...]:
    over = Cell(_("Over budget"), status="behind") if one.progress.over_budget else cell("—")
    return (Cell(labels.of(one), address=labels.places.initiative(one.initiative)), *_amounts(money), over)


def _amounts(money: Money) -> tuple[Cell, ...]:
    return (
        number(money_words(money.budget)),
        number(money_words(money.spent)),
        number(percent(money.spent, money.budget)),
        number(money_words(money.projected)),
    )


def costs_block(labels: Labels, shown: Sequence[Standing]) -> Block:
    known = kinds()
    order = list(known)
    told = [one for one in shown if one.progress.unit_cost is not None and one.kind]
    told.sort(key=lambda one: (order.index(one.progress.kind), -(one.progress.unit_cost or 0)))
    rows = tuple(
        (
            cell(one.kind.name.says(labels.language)[0] if one.kind else "—"),
            Cell(labels.of(one), address=labels.places.initiative(one.initiative)),
            number(plain(one.progress.actual)),
            cell(one.kind.actual.unit.says(labels.language)[0] if one.kind else "—"),
            number(money_words(one.progress.spent)),
            number(money_words(one.progress.unit_cost)),
        )
        for one in told
    )
    columns = (
        *heads([_("Kind of plan"), _("Action plan")], [_("Done")]),
        *heads([_("Unit")], [_("Spent"), _("Cost of one")]),
    )
    empty = _("No ledger tells what one costs.")
    note = _("Compare within a kind: a volume and an event are not the same thing. Plans without money are left out.")
    title = _("Unit costs across plans")
    return Block("costs", title, columns, rows, svg=_cost_bars(labels, told), note=note, empty=empty)


def _cost_bars(labels: Labels, told: Sequence[Standing]) -> str:
    """A chart for each kind, with a scale of its own: a volume and an event are not compared by length."""
    drawn: list[str] = []
    for kind, some in groupby(told, key=lambda one: one.progress.kind):
        own = list(some)
        named = own[0].kind.name.says(labels.language)[0] if own[0].kind else kind
        lines = [
            Bar(f"{named} · {labels.of(one)}", float(one.progress.unit_cost or 0), money_words(one.progress.unit_cost))
            for one in own
        ]
        drawn.append(bars(f"costs-{len(drawn)}", f"{_('Unit costs across plans')} · {named}", labels.language, lines))
    return SafeString("".join(drawn))
