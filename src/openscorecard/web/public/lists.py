"""Public pages that list: the published plans, their action plans, and what data there is to take away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from openscorecard.domain.reviews.publication import Publication, PublishedInitiative
from openscorecard.web.frame.dates import write_day
from openscorecard.web.frame.said_in_words import write_number, write_period
from openscorecard.web.initiatives.words import STATUS_SHAPES, STATUS_WORDS
from openscorecard.web.plans.said import Said, say
from openscorecard.web.public.frame import PublicFrame, frame_of
from openscorecard.web.public.plan_page import PlanHead, head_of
from openscorecard.web.public.spots import LANGUAGES, Spot, Ways
from openscorecard.web.public.words import Look, counts, look


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan with its published periods (words, address), how it stood in the newest, its KPIs by status."""

    head: PlanHead
    address: str
    look: Look
    counts: tuple[tuple[str, str, int], ...]
    periods: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """Institutions with their plans."""

    frame: PublicFrame
    institutions: tuple[tuple[Said, tuple[PlanCard, ...]], ...]
    unofficial: bool


@dataclass(frozen=True, slots=True)
class ActionPlanLine:
    """An action plan; `kpis` are (code, address)."""

    codes: tuple[str, ...]
    name: Said
    kpis: tuple[tuple[str, str], ...]
    tone: str
    shape: str
    word: str
    share: str
    starts_on: str
    ends_on: str


@dataclass(frozen=True, slots=True)
class ActionPlansPage:
    """The action plans of a plan in its newest published period; `dated` where any of them has a date."""

    frame: PublicFrame
    head: PlanHead
    lines: tuple[ActionPlanLine, ...]
    dated: bool


@dataclass(frozen=True, slots=True)
class DataLine:
    """A published period to take away: `files` are (kind, address), `address` its page."""

    plan: Said
    institution: Said
    period: str
    address: str
    published_on: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """What there is to take away; `list` is the address of the same as JSON."""

    frame: PublicFrame
    lines: tuple[DataLine, ...]
    list: str
    unofficial: bool


def index_page(spot: Spot, ways: Ways, published: Sequence[Publication]) -> IndexPage:
    """Every published plan, by institution."""
    language = spot.language or LANGUAGES[0]
    plans = [tuple(found) for _id, found in groupby(published, key=lambda one: one.plan)]
    held: dict[str, tuple[Said, list[PlanCard]]] = {}
    for periods in plans:
        name = say(periods[0].institution_name, language)
        held.setdefault(periods[0].institution, (name, []))[1].append(_card(periods, ways, Spot("index", language)))
    return IndexPage(
        frame_of(spot, ways),
        tuple((name, tuple(cards)) for name, cards in held.values()),
        _unofficial(published, language),
    )


def _unofficial(published: Sequence[Publication], language: str) -> bool:
    return any(head_of(one, language).unofficial for one in published)


def _card(periods: tuple[Publication, ...], ways: Ways, spot: Spot) -> PlanCard:
    newest, language = periods[0], spot.language
    return PlanCard(
        head_of(newest, language),
        ways.to(Spot("plan", language, newest.plan)),
        look(newest.whole),
        counts(newest.kpis),
        tuple(
            (write_period(one.period, language), ways.to(Spot("plan", language, one.plan, str(one.period))))
            for one in periods
        ),
    )


def action_plans_page(spot: Spot, ways: Ways, one: Publication) -> ActionPlansPage:
    """Every action plan of the newest published period."""
    plan, language = ways.to(Spot("plan", spot.language, one.plan)), spot.language
    return ActionPlansPage(
        frame_of(spot, ways, ((one.name.says(language)[0], plan), (_("Action plans"), ""))),
        head_of(one, language),
        tuple(_line(each, one, spot, ways) for each in one.initiatives),
        any(each.starts_on or each.ends_on for each in one.initiatives),
    )


def _line(each: PublishedInitiative, one: Publication, spot: Spot, ways: Ways) -> ActionPlanLine:
    tone, shape = STATUS_SHAPES[each.status]
    codes = {kpi.id: kpi.code for kpi in one.kpis}
    return ActionPlanLine(
        each.codes,
        say(each.name, spot.language),
        tuple((codes[id_], ways.to(Spot("kpi", spot.language, one.plan, kpi=id_))) for id_ in each.kpis),
        tone,
        shape,
        str(STATUS_WORDS[each.status]),
        f"{write_number(each.share, 0)} %" if each.share is not None else "",
        write_day(each.starts_on, spot.language),
        write_day(each.ends_on, spot.language),
    )


def catalogue_page(spot: Spot, ways: Ways, published: Sequence[Publication]) -> CataloguePage:
    """Every file of every published period."""
    language = spot.language
    return CataloguePage(
        frame_of(spot, ways, ((_("Data"), ""),)),
        tuple(
            DataLine(
                say(one.name, language),
                say(one.institution_name, language),
                write_period(one.period, language),
                ways.to(Spot("plan", language, one.plan, str(one.period))),
                head_of(one, language).published_on,
                (
                    ("CSV", ways.to(Spot("plan-csv", plan=one.plan, period=str(one.period)))),
                    ("JSON", ways.to(Spot("plan-json", plan=one.plan, period=str(one.period)))),
                ),
            )
            for one in published
        ),
        ways.to(Spot("list-json")),
        _unofficial(published, language),
    )
