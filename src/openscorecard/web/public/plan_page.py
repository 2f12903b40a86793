"""The public page of a plan in a published period: how it stands, map, mission, scorecard, downloads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from openscorecard.domain.reviews.publication import Publication, PublishedKpi, PublishedPart
from openscorecard.domain.strategy.plan import Plan
from openscorecard.web.frame.dates import write_day
from openscorecard.web.frame.said_in_words import write_period
from openscorecard.web.plans.said import Said, say, say_or_none
from openscorecard.web.public.charts import drawn_map
from openscorecard.web.public.frame import PublicFrame, frame_of
from openscorecard.web.public.spots import Spot, Ways
from openscorecard.web.public.words import Look, asked, bands, counts, look, reasons, told, unit_of


@dataclass(frozen=True, slots=True)
class PlanHead:
    """Whose plan, of which period, since when it says so; `note` is what the institution says of it."""

    name: Said
    institution: Said
    period: str
    published_on: str
    note: str
    example: bool
    unofficial: bool


@dataclass(frozen=True, slots=True)
class KpiLine:
    """A KPI in the scorecard."""

    id: str
    code: str
    name: Said
    address: str
    look: Look
    value: str
    unit: str
    target: str
    example: bool


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """An objective with its KPIs."""

    anchor: str
    code: str
    name: Said
    perspective: Said
    look: Look
    kpis: tuple[KpiLine, ...]


@dataclass(frozen=True, slots=True)
class ThemeBlock:
    """A theme with its objectives."""

    letter: str
    name: Said
    look: Look
    objectives: tuple[ObjectiveLine, ...]


@dataclass(frozen=True, slots=True)
class PublicPlanPage:
    """The page; `periods` are (words, address, current), `counts` (status, word, how many), `bands` (status, words);
    `reasons` say the same of each status on the page that is no score.
    """

    frame: PublicFrame
    head: PlanHead
    whole: Look
    periods: tuple[tuple[str, str, bool], ...]
    counts: tuple[tuple[str, str, int], ...]
    kpis: int
    bands: tuple[tuple[str, str], ...]
    reasons: tuple[tuple[str, Said], ...]
    mission: Said | None
    vision: Said | None
    values: tuple[Said, ...]
    svg: str
    themes: tuple[ThemeBlock, ...]
    action_plans: str
    files: tuple[tuple[str, str], ...]
    embed: str


def head_of(one: Publication, language: str) -> PlanHead:
    """The head of a page about a published period."""
    names = (one.name, *(part.name for part in (*one.themes, *one.objectives)), *(kpi.name for kpi in one.kpis))
    return PlanHead(
        name=say(one.name, language),
        institution=say(one.institution_name, language),
        period=write_period(one.period, language),
        published_on=write_day(_day(one), language),
        note=one.note,
        example=one.all_example,
        unofficial=language == "en" and any(name.en for name in names),
    )


def _day(one: Publication) -> date:

    return timezone.localdate(one.at)


def anchor(objective: str) -> str:
    """The id of an objective's place on the page."""
    return f"objective-{objective}"


def plan_page(spot: Spot, ways: Ways, periods: tuple[Publication, ...], plan: Plan) -> PublicPlanPage:
    """The page of the period that `spot` asks for, one of `periods`, newest first."""
    one, language = chosen(periods, spot.period), spot.language
    maker = _Maker(one, ways, spot)
    here = str(one.period)
    frame = frame_of(spot, ways, ((one.name.says(language)[0], ""),))
    return PublicPlanPage(
        frame=replace(frame, canonical=ways.to(replace(spot, period=""))) if one is periods[0] else frame,
        head=head_of(one, language),
        whole=look(one.whole),
        periods=tuple(
            (
                write_period(each.period, language),
                ways.to(Spot("plan", spot.language, one.plan, str(each.period))),
                each is one,
            )
            for each in periods
        ),
        counts=counts(one.kpis),
        kpis=len(one.kpis),
        bands=bands(one),
        reasons=tuple((status, say(words, language)) for status, words in reasons(one)),
        mission=say_or_none(plan.mission, language),
        vision=say_or_none(plan.vision, language),
        values=tuple(say(value, language) for value in plan.values),
        svg=drawn_map(plan, one, language, lambda objective: f"#{anchor(objective.id)}"),
        themes=tuple(map(maker.theme, one.themes)),
        action_plans=ways.to(Spot("action-plans", spot.language, one.plan)),
        files=(
            ("CSV", ways.to(Spot("plan-csv", plan=one.plan, period=here))),
            ("JSON", ways.to(Spot("plan-json", plan=one.plan, period=here))),
            ("SVG", ways.to(Spot("map-svg", spot.language, one.plan, here))),
        ),
        embed=ways.to(Spot("embed-map", spot.language, one.plan)),
    )


def chosen(periods: tuple[Publication, ...], period: str) -> Publication:
    """The period of that name, the newest where none is named."""
    return next(one for one in periods if period in {"", str(one.period)})


class _Maker:
    """Makes the scorecard of one published period."""

    def __init__(self, one: Publication, ways: Ways, spot: Spot) -> None:
        self.one, self.ways, self.spot = one, ways, spot
        self.rows = {row.id: row.name for row in one.perspectives}

    def theme(self, theme: PublishedPart) -> ThemeBlock:
        inside = tuple(map(self._objective, (part for part in self.one.objectives if part.under[0] == theme.id)))
        return ThemeBlock(theme.id, say(theme.name, self.spot.language), look(theme.stand), inside)

    def _objective(self, part: PublishedPart) -> ObjectiveLine:
        return ObjectiveLine(
            anchor(part.id),
            part.stand.code,
            say(part.name, self.spot.language),
            say(self.rows[part.under[1]], self.spot.language),
            look(part.stand),
            tuple(self.kpi(kpi) for kpi in self.one.kpis if kpi.objective == part.id),
        )

    def kpi(self, kpi: PublishedKpi) -> KpiLine:
        return KpiLine(
            kpi.id,
            kpi.code,
            say(kpi.name, self.spot.language),
            self.ways.to(Spot("kpi", self.spot.language, self.one.plan, kpi=kpi.id)),
            look(kpi.stand),
            told(kpi.value.status, kpi.value.value, kpi),
            unit_of(kpi, self.spot.language),
            asked(kpi.target),
            kpi.example and not self.one.all_example,
        )
