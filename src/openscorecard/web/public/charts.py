"""Drawings of the public site: the map as it stood, and the chart of a KPI, in published periods only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.roc import ROC_OFFSET
from openscorecard.domain.reviews.publication import Publication, PublishedKpi, PublishedValue
from openscorecard.domain.strategy.nodes import Objective
from openscorecard.domain.strategy.plan import Plan
from openscorecard.drawing.measures.limits import Labels
from openscorecard.drawing.measures.trend import Point, TrendChart, draw_trend
from openscorecard.drawing.palette import LIGHT, WEB
from openscorecard.drawing.strategy import draw_map
from openscorecard.web.frame.said_in_words import write_period
from openscorecard.web.plans.drawn import per_line_of
from openscorecard.web.public.words import asked, name_in, states, unit_of, written

CROWDED = 13
"""More points than these leave no room for the name of each month."""


@dataclass(frozen=True, slots=True)
class Charted:
    """What a chart shows: values that follow each other; `targets` by place where the periods have their own."""

    values: tuple[PublishedValue, ...]
    targets: tuple[PublishedKpi | None, ...]


def drawn_map(
    plan: Plan, published: Publication, language: str, link: Callable[[Objective], str] | None = None
) -> SafeString:
    """The map with how each objective stood; with `link` for a page, without as a picture that stands alone."""
    return SafeString(  # our own drawing; texts are escaped there
        draw_map(
            plan,
            language=language,
            palette=WEB if link else LIGHT,
            link_for=link,
            per_line=per_line_of(plan, language),
            states=states(published),
            style=link is None,
        )
    )


def charted(periods: Sequence[Publication], id_: str) -> Charted | None:
    """What to draw of a KPI, newest publications first: its finest values without a gap up to the newest, or the
    published periods of one length; None where there are fewer than two.
    """
    found = [(one, kpi) for one in periods if (kpi := one.kpi(id_))]
    series = _joined([value for one, kpi in sorted(found, key=lambda pair: pair[0].at) for value in kpi.series])
    if len(series) > 1:
        return Charted(series, (None,) * len(series))
    same = [(one, kpi) for one, kpi in found if one.period.grain == found[0][0].period.grain]
    by_period = {one.period: kpi for one, kpi in same}
    values = _joined([kpi.value for _, kpi in same])
    return Charted(values, tuple(by_period[one.period] for one in values)) if len(values) > 1 else None


def _joined(values: Sequence[PublishedValue]) -> tuple[PublishedValue, ...]:
    """The values that follow each other up to the newest; where a period was told twice, its last value."""
    if not values:
        return ()
    by_period: dict[Period, PublishedValue] = {one.period: one for one in values}
    last = max(by_period, key=lambda one: (one.last_day, one.first_day))
    run = []
    while last in by_period:
        run.append(by_period[last])
        last = last.previous()
    return tuple(reversed(run))


def drawn_kpi(chart: Charted, kpi: PublishedKpi, language: str, *, alone: bool = False) -> SafeString:
    """The chart as SVG, with fixed colours where it stands `alone`."""
    first, last = (write_period(chart.values[place].period, language) for place in (0, -1))
    title = _("“{name}”, {first} to {last}, as published").format(
        name=name_in(kpi.name, language), first=first, last=last
    )
    levels = [_levels(one) for one in chart.targets]
    known = [one.value for one in chart.values if one.value is not None]
    drawing = TrendChart(
        title=title,
        language=language,
        unit=unit_of(kpi, language),
        points=tuple(
            Point(
                value=None if one.value is None else float(one.value),
                below=_below(one.period, place, language, crowded=len(chart.values) > CROWDED),
                example=kpi.example,
                targets=levels[place],
            )
            for place, one in enumerate(chart.values)
        ),
        last=written(kpi, known[-1]) if known else "",
        labels=Labels(targets=(_("Target {number}").format(number=asked(chart.targets[-1].target)),))
        if levels[-1] and chart.targets[-1]
        else Labels(),
    )
    return SafeString(draw_trend(drawing, LIGHT if alone else WEB))  # our own drawing; texts are escaped there


def _levels(kpi: PublishedKpi | None) -> tuple[float, ...]:
    target = kpi.target if kpi else None
    return (float(target.value),) if target and target.value is not None else ()


def _below(period: Period, place: int, language: str, *, crowded: bool) -> tuple[str, str]:
    """What stands under the axis: the part of the year, every third month where it is crowded; below, the year."""
    english = language == "en"
    year = str(period.year) if english else f"{period.year - ROC_OFFSET}年"
    if period.grain == "year":
        return year, ""
    part = {
        "month": str(period.number) if english else f"{period.number}月",
        "quarter": f"Q{period.number}" if english else f"第{period.number}季",
    }.get(period.grain, f"H{period.number}" if english else ("上" if period.number == 1 else "下"))
    told = not crowded or period.grain != "month" or period.number % 3 == 1
    return part if told else "", year if period.number == 1 or place == 0 else ""
