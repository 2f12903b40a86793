"""The public page of a KPI: what happened, its chart and table over published periods, how it is counted, from what."""

from __future__ import annotations

from dataclasses import dataclass

from openscorecard.domain.reviews.publication import Publication, PublishedDefinition, PublishedKpi
from openscorecard.web.frame.dates import write_day
from openscorecard.web.frame.said_in_words import write_period
from openscorecard.web.plans.measure_terms import FREQUENCIES, KINDS, worded
from openscorecard.web.plans.said import Said, say
from openscorecard.web.public.charts import charted, drawn_kpi
from openscorecard.web.public.frame import PublicFrame, frame_of
from openscorecard.web.public.plan_page import PlanHead, anchor, head_of
from openscorecard.web.public.spots import Spot, Ways
from openscorecard.web.public.words import Look, asked, change, look, pointed, said_together, sentence, told, unit_of


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A published period in the table."""

    period: str
    value: str
    target: str
    look: Look
    published_on: str
    example: bool


@dataclass(frozen=True, slots=True)
class DefinitionWords:
    """How it is counted: `of` and `over` are (taken away?, sentence)."""

    name: Said
    kind: str
    frequency: str
    reading: Said
    of: tuple[tuple[bool, Said], ...]
    over: tuple[tuple[bool, Said], ...]


@dataclass(frozen=True, slots=True)
class PublicKpiPage:
    """The page; `series` are (period, value) of the chart, `sources` (dataset, last day), `files` (kind, address)."""

    frame: PublicFrame
    head: PlanHead
    code: str
    name: Said
    objective: Said
    objective_at: str
    unit: str
    sentence: str
    look: Look
    svg: str
    pointed: str
    series: tuple[tuple[str, str], ...]
    lines: tuple[PeriodLine, ...]
    definition: DefinitionWords | None
    sources: tuple[tuple[Said, str], ...]
    files: tuple[tuple[str, str], ...]
    embed: str


def kpi_page(spot: Spot, ways: Ways, periods: tuple[Publication, ...]) -> PublicKpiPage:
    """The page of the KPI that `spot` names, by the newest period that has it."""
    held = [(one, kpi) for one in periods if (kpi := one.kpi(spot.kpi))]
    (one, kpi), language = held[0], spot.language
    chart = charted(periods, spot.kpi)
    objective = one.objective(kpi.objective)
    plan = ways.to(Spot("plan", spot.language, one.plan, str(one.period)))
    before = next(((each, former) for each, former in held[1:] if each.period.grain == one.period.grain), None)
    return PublicKpiPage(
        frame=frame_of(spot, ways, ((one.name.says(language)[0], plan), (kpi.code, ""))),
        head=head_of(one, language),
        code=kpi.code,
        name=say(kpi.name, language),
        objective=say(objective.name, language) if objective else Said(""),
        objective_at=f"{plan}#{anchor(kpi.objective)}",
        unit=unit_of(kpi, language),
        sentence=said_together(
            language,
            sentence(one, kpi, language),
            change(kpi, before[1], write_period(before[0].period, language)) if before else "",
        ),
        look=look(kpi.stand),
        svg=drawn_kpi(chart, kpi, language) if chart else "",
        pointed=pointed(chart.values[0].period.grain) if chart else "",
        series=tuple(
            (write_period(value.period, language), told(value.status, value.value, kpi)) for value in chart.values
        )
        if chart
        else (),
        lines=tuple(_line(each, found, language) for each, found in held),
        definition=_definition(kpi.definition, language) if kpi.definition else None,
        sources=tuple((say(source.title, language), write_day(source.through, language)) for source in kpi.sources),
        files=(
            ("CSV", ways.to(Spot("kpi-csv", plan=one.plan, kpi=kpi.id))),
            ("JSON", ways.to(Spot("kpi-json", plan=one.plan, kpi=kpi.id))),
            *((("SVG", ways.to(Spot("kpi-svg", spot.language, one.plan, kpi=kpi.id))),) if chart else ()),
        ),
        embed=ways.to(Spot("embed-kpi", spot.language, one.plan, kpi=kpi.id)),
    )


def _line(one: Publication, kpi: PublishedKpi, language: str) -> PeriodLine:
    return PeriodLine(
        write_period(one.period, language),
        told(kpi.value.status, kpi.value.value, kpi),
        asked(kpi.target),
        look(kpi.stand),
        head_of(one, language).published_on,
        kpi.example and not one.all_example,
    )


def _definition(one: PublishedDefinition, language: str) -> DefinitionWords:
    return DefinitionWords(
        say(one.name, language),
        worded(KINDS, one.kind),
        worded(FREQUENCIES, one.frequency),
        say(one.reading, language),
        tuple((minus, say(words, language)) for minus, words in one.of),
        tuple((minus, say(words, language)) for minus, words in one.over),
    )
