"""The steps of a meeting: title, map, exceptions, changes, each theme, each KPI that is behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from openscorecard.reports.charts.sentences import headline_of
from openscorecard.web.figures.trend_chart import drawn_trend
from openscorecard.web.overview.at_a_glance import AtAGlance
from openscorecard.web.overview.kpis import KpiLine, Kpis
from openscorecard.web.plans.outline import ListedTheme
from openscorecard.web.plans.said import Said

Kind = Literal["title", "map", "exceptions", "changes", "theme", "kpi"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its kind, what it is called, and the theme's letter or KPI's code it is about."""

    kind: Kind
    name: Said
    about: str = ""


@dataclass(frozen=True, slots=True)
class ShownKpi:
    """A KPI on a screen of its own: what its chart says, and the chart."""

    line: KpiLine
    says: tuple[str, ...]
    chart: SafeString


def steps_of(glance: AtAGlance | None, outline: tuple[ListedTheme, ...]) -> tuple[Step, ...]:
    """All steps in order; without scores those that the public sees."""
    return tuple(_steps(glance, outline))


def _steps(glance: AtAGlance | None, outline: tuple[ListedTheme, ...]) -> Iterator[Step]:
    yield Step("title", Said(gettext("Title")))
    yield Step("map", Said(gettext("Strategy map")))
    if glance and glance.kpis:
        yield Step("exceptions", Said(gettext("What is not as it should be")))
        if glance.before:
            yield Step("changes", Said(gettext("What changed since {before}").format(before=glance.before)))
    for theme in outline:
        yield Step("theme", Said(f"{theme.letter} {theme.name.text}", theme.name.lang), theme.letter)
    for line in behind(glance):
        yield Step("kpi", Said(f"{line.code} {line.name.text}", line.name.lang), line.code)


def behind(glance: AtAGlance | None) -> tuple[KpiLine, ...]:
    """The KPIs that are behind; those that show the same stand once."""
    lines = (*glance.first, *glance.more) if glance else ()
    return tuple(one for one in lines if one.stand and one.stand.status == "behind")


def shown_kpi(writer: Kpis, line: KpiLine) -> ShownKpi:
    """The KPI with its chart; no query."""
    view = writer.view(line.code)
    if view is None:
        return ShownKpi(line, (), SafeString(""))
    language = writer.question.language
    return ShownKpi(line, headline_of(view, language), SafeString(drawn_trend(view, language)))  # our own drawing
