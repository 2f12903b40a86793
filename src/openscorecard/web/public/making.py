"""What stands at an address of the public site: its bytes, the same for a browser as for a folder."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.template.loader import render_to_string
from django.utils import translation

from openscorecard.domain.reviews.publication import Publication
from openscorecard.queries.publication import plan_of, publications
from openscorecard.web.public.charts import charted, drawn_kpi, drawn_map
from openscorecard.web.public.embeds import embedded_kpi, embedded_map
from openscorecard.web.public.files import csv_of, kpi_json, list_json, plan_json
from openscorecard.web.public.frame import PublicFrame, frame_of
from openscorecard.web.public.kpi_page import kpi_page
from openscorecard.web.public.lists import action_plans_page, catalogue_page, index_page
from openscorecard.web.public.plan_page import chosen, plan_page
from openscorecard.web.public.spots import LANGUAGES, Language, Spot, Ways

HTML, SVG = "text/html; charset=utf-8", "image/svg+xml"
JSON, CSV = "application/json", "text/csv; charset=utf-8"
DJANGO = {"zh-Hant": "zh-hant", "en": "en"}


@dataclass(frozen=True, slots=True)
class MissingPage:
    """Nothing is published here."""

    frame: PublicFrame


@dataclass(frozen=True, slots=True)
class Made:
    """What is sent or written."""

    content: bytes
    media_type: str


def made(spot: Spot, *, static: bool = False, published: tuple[Publication, ...] | None = None) -> Made | None:
    """What stands at `spot`; None where nothing is published there. Three queries at most.

    `published` is what is published of the spot's plan (of all plans where it has none), where it is known already.
    """
    found = publications(spot.plan) if published is None else published
    if not _is_there(spot, found):
        return None
    with translation.override(DJANGO[spot.language or LANGUAGES[0]]):
        return _made(spot, Ways(spot.path, static), found)


def _is_there(spot: Spot, found: tuple[Publication, ...]) -> bool:
    if not spot.plan:
        return True
    if spot.kpi:
        held = any(one.kpi(spot.kpi) for one in found)
        return held and (spot.kind != "kpi-svg" or charted(found, spot.kpi) is not None)
    return any(spot.period in {"", str(one.period)} for one in found)


def _made(spot: Spot, ways: Ways, found: tuple[Publication, ...]) -> Made:
    match spot.kind:
        case "home" | "index":
            return _page("index", index_page(spot, ways, found))
        case "catalogue":
            return _page("catalogue", catalogue_page(spot, ways, found))
        case "kpi":
            return _page("kpi", kpi_page(spot, ways, found))
        case "action-plans":
            return _page("action_plans", action_plans_page(spot, ways, found[0]))
        case "embed-kpi":
            return _page("embed_kpi", embedded_kpi(spot, ways, found))
        case "list-json":
            return Made(list_json(ways, found), JSON)
        case "kpi-json":
            return Made(kpi_json(found, spot.kpi), JSON)
        case "kpi-csv":
            return Made(csv_of(found, spot.kpi), CSV)
        case "kpi-svg":
            return _chart_alone(spot, found)
    return _of_period(spot, ways, found)


def _of_period(spot: Spot, ways: Ways, found: tuple[Publication, ...]) -> Made:
    one = chosen(found, spot.period)
    match spot.kind:
        case "plan-json":
            return Made(plan_json(one), JSON)
        case "plan-csv":
            return Made(csv_of([one]), CSV)
        case "map-svg":
            return Made(drawn_map(plan_of(one), one, spot.language).encode(), SVG)
        case "embed-map":
            return _page("embed_map", embedded_map(spot, ways, one, plan_of(one)))
    return _page("plan", plan_page(spot, ways, found, plan_of(one)))


def _chart_alone(spot: Spot, found: tuple[Publication, ...]) -> Made:
    kpi, chart = next(kpi for one in found if (kpi := one.kpi(spot.kpi))), charted(found, spot.kpi)
    assert chart is not None  # noqa: S101 -- asked before
    return Made(drawn_kpi(chart, kpi, spot.language, alone=True).encode(), SVG)


def missing(language: Language, where: str) -> Made:
    """The page for the address `where`, where nothing is published."""
    with translation.override(DJANGO[language]):
        frame = replace(frame_of(Spot("index", language), Ways(where)), canonical="")
        return _page("missing", MissingPage(frame))


def _page(name: str, page: object) -> Made:
    """A page from its template, without a request: nothing of who asks can come into it."""
    return Made(render_to_string(f"public/{name}.html", {"page": page}).encode(), HTML)
