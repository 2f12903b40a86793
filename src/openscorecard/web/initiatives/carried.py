"""What carries a KPI: a sentence for each reading, a stacked chart of the last years, and the same as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openscorecard.domain.initiatives.contribution import Contribution
from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.text import Text
from openscorecard.drawing.initiatives.carried import MOST_PARTS, CarriedChart, Part, draw_carried
from openscorecard.drawing.palette import WEB
from openscorecard.queries.initiatives.contributions import Carried, carried
from openscorecard.queries.initiatives.known import Homes, initiative_homes
from openscorecard.web.frame.said_in_words import NO_VALUE, write_number, write_period
from openscorecard.web.initiatives.blocks import Block, cell, heads, number
from openscorecard.web.initiatives.page import periods_for
from openscorecard.web.initiatives.view import percent, plain

Names = Mapping[str, Text]
_YEARS = 8


def carried_block(measure: Measure, reading: str, strategy: str, names: Names, today: date, language: str) -> Block:
    """The block of a measure; `names` are those of the action plans of `strategy`, others are called by their id and
    what became of them.
    """
    last, _years = periods_for("", today)
    periods = tuple(Period("year", year) for year in range(last.year - _YEARS + 1, last.year + 1))
    (found,) = carried([measure], periods, reading).values()
    known = [one for one in found.periods if one.value is not None]
    title = _("What carries it, year by year")
    if not known:
        return Block("carried", title, (), (), empty=_("No year has a value yet, so nothing can be split."))
    plans = _plans(known)
    label = _Labels(strategy, names, initiative_homes(), language)
    rows = tuple(
        (
            cell(write_period(one.period, language)),
            number(plain(one.value)),
            *(number(plain(one.by_plan.get(plan, Fraction(0)))) for plan in plans),
            number(plain(one.no_plan)),
            *((number(plain(one.denominator)),) if any(other.denominator is not None for other in known) else ()),
        )
        for one in reversed(known)
    )
    columns = [_("Value"), *(label[plan] for plan in plans), _("No plan")]
    if any(one.denominator is not None for one in known):
        columns[0] = _("Numerator")
        columns.append(_("Denominator, whole"))
    return Block(
        "carried",
        title,
        heads([_("Year")], columns),
        rows,
        _sentences(measure, found, label, periods[-1], language),
        _drawn(title, known, plans, label, language),
        note=_("Rows belong to one plan or to none; together they make up the figure to the last digit."),
    )


def _sentences(measure: Measure, shown: Carried, label: _Labels, last: Period, language: str) -> tuple[str, ...]:
    """For the reading shown and every other reading of the measure: of so many, so many came by which plan."""
    said = []
    others = [one.name for one in measure.variants if one.name != shown.reading.name]
    for name in (shown.reading.name, *others):
        (found,) = carried([measure], [last], name).values() if name != shown.reading.name else (shown,)
        one = found.periods[-1]
        if one.value is not None:
            said.append(_sentence(found, one, label, language))
    return tuple(said)


def _sentence(found: Carried, one: Contribution, label: _Labels, language: str) -> str:
    words = {
        "period": write_period(one.period, language),
        "reading": found.reading.definition.says(language)[0],
        "value": plain(one.value),
    }
    if not one.splits:
        return _("{period}, {reading}: {value}; these cannot be split by action plan.").format(**words)
    if not one.by_plan:
        return _("{period}, {reading}: of {value}, none carries an action plan.").format(**words)
    largest = sorted(one.by_plan.items(), key=lambda item: -item[1])[:3]
    parts = _("; ").join(
        _("{n} ({share}) came by {plan}").format(n=plain(value), share=percent(value, one.value), plan=label[plan])
        for plan, value in largest
    )
    return _("{period}, {reading}: of {value}, {parts}; {rest} by no plan.").format(
        parts=parts, rest=plain(one.no_plan), **words
    )


def _plans(known: list[Contribution]) -> list[str]:
    """The plans that carry anything, the largest in the last year first."""
    every = {plan for one in known for plan in one.by_plan}
    return sorted(every, key=lambda plan: (-known[-1].by_plan.get(plan, Fraction(0)), plan))


@dataclass(frozen=True, slots=True)
class _Labels:
    """What action plans are called: those the strategy plan has by their names, others by what became of them."""

    strategy: str
    names: Names
    homes: Homes
    language: str

    def __getitem__(self, plan: str) -> str:
        if name := self.names.get(plan):
            return f"{plan} {name.says(self.language)[0]}"
        words = {
            "removed": _("{plan} (removed from the plan)"),
            "elsewhere": _("{plan} (of another strategy plan)"),
            "unknown": _("{plan} (no strategy plan has it)"),
        }
        return words[self.homes.gone(plan, self.strategy)].format(plan=plan)


def _drawn(title: str, known: list[Contribution], plans: list[str], label: _Labels, language: str) -> str:
    own, rest = plans[:MOST_PARTS], plans[MOST_PARTS:]
    parts = [Part(label[plan], tuple(float(one.by_plan.get(plan, 0)) for one in known)) for plan in own]
    if rest:
        sums = tuple(float(sum(one.by_plan.get(plan, Fraction(0)) for plan in rest)) for one in known)
        parts.append(Part(_("{n} other plans").format(n=len(rest)), sums))
    parts.append(Part(_("No plan"), tuple(float(one.no_plan or 0) for one in known), plain=True))
    chart = CarriedChart(
        title,
        language,
        tuple(write_period(one.period, language) for one in known),
        tuple(write_number(one.value, 0) if one.value is not None else NO_VALUE for one in known),
        tuple(parts),
    )
    return SafeString(draw_carried(chart, WEB))
