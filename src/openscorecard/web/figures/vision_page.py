"""The vision and its yardstick: the yearly figures of all counties and cities, and what the library published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from openscorecard.domain.measures.published import PublishedFigure
from openscorecard.domain.measures.standing import PeerFigure, Standing, own_institution, standing_of
from openscorecard.formats.example.figures import peer_indicators, published_about, published_figures
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.peers import peer_figures, peers_are_example
from openscorecard.web.editing.access import needs
from openscorecard.web.frame.dates import write_day
from openscorecard.web.frame.said_in_words import NO_VALUE, write_number, write_period
from openscorecard.web.plans.opening import Asked, asked, helped, opened
from openscorecard.web.plans.places import address
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say, say_or_none

_SUMS = 1000


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator of the year: own value and rank, distances to the first and to the middle, its source.

    `address` leads to the places of all.
    """

    name: str
    own: str
    rank: str
    best: str
    to_best: str
    middle: str
    to_middle: str
    source: str
    address: str


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One institution in the order of the chosen indicator."""

    rank: int
    institution: str
    value: str
    distance: str
    is_own: bool
    source: str


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """One figure that was published: what, for when, how much, by whom; `derived`: it follows from others."""

    title: Said
    period: str
    value: str
    about: bool
    derived: bool
    source: Said
    published_on: str


@dataclass(frozen=True, slots=True)
class VisionPage:
    """`institution` is whose figures are one's own, empty where nobody of that name is among the peers."""

    head: PlanHead
    vision: Said | None
    institution: str
    institutions: tuple[str, ...]
    year: int
    years: tuple[int, ...]
    indicators: tuple[IndicatorLine, ...]
    chosen: str
    places: tuple[PlaceLine, ...]
    published: tuple[PublishedLine, ...]
    example: bool
    upload: str


def vision_page(found: OpenPlan, question: Asked, institution: str, year: str, indicator: str) -> VisionPage:
    """The page; two queries beside the plan's."""
    figures, language = peer_figures(), question.language
    institutions = tuple(sorted({one.institution for one in figures}))
    years = tuple(sorted({one.year for one in figures}, reverse=True))
    own = institution if institution in institutions else own_institution(found.institution_name.zh, institutions)
    at = int(year) if year.isascii() and year.isdecimal() and int(year) in years else (years[0] if years else 0)
    of_year = [one for one in figures if one.year == at]
    names = tuple(dict.fromkeys(one.indicator for one in sorted(of_year, key=_in_order)))
    standings = {name: standing_of(own, [one for one in of_year if one.indicator == name]) for name in names}
    asked_for = {"institution": own, "year": str(at)}
    return VisionPage(
        head=plan_head(found, question, ""),
        vision=say_or_none(found.plan.vision, language),
        institution=own,
        institutions=institutions,
        year=at,
        years=years,
        indicators=tuple(
            _line(name, one, language, question.places.page("vision", **asked_for, indicator=name))
            for name, one in standings.items()
        ),
        chosen=_called(indicator, language) if indicator in standings else "",
        places=_places(standings[indicator], own) if indicator in standings else (),
        published=_published(found.plan.id, language),
        example=bool(figures) and peers_are_example(),
        upload=address("data-upload") if question.reader.role != "reader" else "",
    )


def _in_order(one: PeerFigure) -> tuple[int, str]:
    known = list(peer_indicators())
    return (known.index(one.indicator) if one.indicator in known else len(known), one.indicator)


def _called(indicator: str, language: str) -> str:
    known = peer_indicators()
    return known[indicator].says(language)[0] if indicator in known else indicator


def _line(name: str, standing: Standing, language: str, where: str) -> IndicatorLine:
    own, best, middle = standing.own, standing.best, standing.middle
    value = own.value if own else None
    rank = (
        gettext("{rank} of {all}").format(rank=standing.rank, all=len(standing.places)) if standing.rank else NO_VALUE
    )
    return IndicatorLine(
        name=_called(name, language),
        own=_number(value),
        rank=rank,
        best=f"{_number(best.figure.value)} {best.figure.institution}" if best else NO_VALUE,
        to_best=_signed(value - best.figure.value)
        if best and value is not None and best.figure.value is not None
        else NO_VALUE,
        middle=_number(middle),
        to_middle=_signed(value - middle) if value is not None and middle is not None else NO_VALUE,
        source=own.source if own else "",
        address=where,
    )


def _places(standing: Standing, own: str) -> tuple[PlaceLine, ...]:
    return tuple(
        PlaceLine(
            rank=one.rank,
            institution=one.figure.institution,
            value=_number(one.figure.value),
            distance=_signed(one.distance) if one.distance is not None else NO_VALUE,
            is_own=one.figure.institution == own,
            source=one.figure.source,
        )
        for one in standing.places
    )


def _number(value: Fraction | None) -> str:
    """Two places for what is told per head, none for sums."""
    return write_number(value, 2 if value is not None and abs(value) < _SUMS else 0)


def _signed(value: Fraction) -> str:
    return f"+{_number(value)}" if value > 0 else _number(value)


def _published(plan: str, language: str) -> tuple[PublishedLine, ...]:
    if plan != published_about():
        return ()
    return tuple(_fact(one, language) for one in published_figures() if one.value is not None)


def _fact(one: PublishedFigure, language: str) -> PublishedLine:
    unit = f" {one.unit.says(language)[0]}" if one.unit else ""
    return PublishedLine(
        title=say(one.title, language),
        period=write_period(one.period, language) if one.period else gettext("undated"),
        value=f"{write_number(one.value)}{unit}",
        about=one.about,
        derived=one.derived,
        source=say(one.source, language),
        published_on=write_day(one.published_on, language),
    )


def _choices(request: HttpRequest, names: Sequence[str]) -> list[str]:
    return [request.GET.get(name, "")[:100] for name in names]


@require_safe
@needs("figures.see")
@helped
def show(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The page."""
    question = asked(request, plan_id)
    chosen = _choices(request, ("institution", "year", "indicator"))
    page = vision_page(opened(question), question, *chosen)
    return render(request, "figures/vision.html", {"page": page})
