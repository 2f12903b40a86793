"""A map or a chart to stand in other people's pages, each with the way to the page it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from openscorecard.domain.reviews.publication import Publication
from openscorecard.domain.strategy.plan import Plan
from openscorecard.web.plans.said import Said, say
from openscorecard.web.public.charts import charted, drawn_kpi, drawn_map
from openscorecard.web.public.frame import PublicFrame, frame_of
from openscorecard.web.public.plan_page import PlanHead, anchor, head_of
from openscorecard.web.public.spots import Spot, Ways
from openscorecard.web.public.words import Look, look, pointed, sentence


@dataclass(frozen=True, slots=True)
class EmbedPage:
    """A drawing alone; `sentence` says it in words, `pointed` what is drawn, `source` is the page it comes from."""

    frame: PublicFrame
    head: PlanHead
    code: str
    name: Said
    svg: str
    pointed: str
    look: Look
    sentence: str
    source: str


def embedded_map(spot: Spot, ways: Ways, one: Publication, plan: Plan) -> EmbedPage:
    """The map of the newest published period."""
    source = ways.to(Spot("plan", spot.language, one.plan))
    return EmbedPage(
        frame_of(spot, ways),
        head_of(one, spot.language),
        "",
        say(one.name, spot.language),
        drawn_map(plan, one, spot.language, lambda objective: f"{source}#{anchor(objective.id)}"),
        "",
        look(one.whole),
        "",
        source,
    )


def embedded_kpi(spot: Spot, ways: Ways, periods: tuple[Publication, ...]) -> EmbedPage:
    """The chart of a KPI."""
    one, kpi = next((one, kpi) for one in periods if (kpi := one.kpi(spot.kpi)))
    chart = charted(periods, spot.kpi)
    return EmbedPage(
        frame_of(spot, ways),
        head_of(one, spot.language),
        kpi.code,
        say(kpi.name, spot.language),
        drawn_kpi(chart, kpi, spot.language) if chart else "",
        pointed(chart.values[0].period.grain) if chart else "",
        look(kpi.stand),
        sentence(one, kpi, spot.language),
        ways.to(Spot("kpi", spot.language, one.plan, kpi=kpi.id)),
    )
