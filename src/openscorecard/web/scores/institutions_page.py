"""How institutions stand: each from its own plan and those below it, down the tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from openscorecard.domain.measures.periods import Period, UnfitPeriod, parse_period
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.rollup import Scored
from openscorecard.queries.initiatives.late import years_told
from openscorecard.queries.people import reader_of
from openscorecard.queries.scores.institutions import ScoredTree, scored_tree
from openscorecard.web.context import language_tag
from openscorecard.web.editing.access import needs
from openscorecard.web.frame.said_in_words import write_period
from openscorecard.web.plans.places import Places
from openscorecard.web.plans.said import Said, say
from openscorecard.web.plans.standing import PeriodChoice, digits


@dataclass(frozen=True, slots=True)
class Standing:
    """A status with its score in digits (empty: none) and coverage in percent; `partial` where it is withheld."""

    status: str
    score: str
    partial: str
    coverage: str


@dataclass(frozen=True, slots=True)
class InstitutionLine:
    """An institution at its depth: what it comes to with those below, its own plan, and the way to why."""

    name: Said
    depth: int
    together: Standing
    own: Standing | None
    why: str


@dataclass(frozen=True, slots=True)
class InstitutionsPage:
    """The lines, parents first; empty where there are no figures yet."""

    period: str
    choices: tuple[PeriodChoice, ...]
    lines: tuple[InstitutionLine, ...]


def institutions_page(reader: Reader, language: str, asked: Period | None, now: datetime) -> InstitutionsPage:
    """The page for `reader`."""
    found = scored_tree(reader, now, asked)
    if found is None:
        return InstitutionsPage("", (), ())
    years = [Period("year", year) for year in reversed(years_told()) if year <= now.year]
    periods = years if found.period in years else [found.period, *years]
    choices = tuple(PeriodChoice(str(one), write_period(one, language), one == found.period) for one in periods)
    return InstitutionsPage(write_period(found.period, language), choices, tuple(_lines(found, language)))


def _lines(found: ScoredTree, language: str) -> Iterator[InstitutionLine]:
    for node in found.forest.walk():
        id_ = node.institution.id
        own, plan = found.scores.get(f"own:{id_}"), found.plans.get(id_, "")
        yield InstitutionLine(
            say(node.institution.name, language),
            node.depth,
            _standing(found.scores[id_]),
            _standing(own) if own else None,
            Places(plan).page("score-trace", "plan", period=str(found.period)) if plan else "",
        )


def _standing(one: Scored) -> Standing:
    partial = digits(one.partial) if one.score is None else ""
    return Standing(one.status, digits(one.score), partial, digits(one.coverage))


@require_safe
@needs("figures.see")
def show(request: HttpRequest) -> HttpResponse:
    """The page."""
    try:
        asked = parse_period(request.GET["period"][:20]) if request.GET.get("period") else None
    except UnfitPeriod:
        asked = None
    page = institutions_page(reader_of(request.user), language_tag(), asked, timezone.now())
    return render(request, "scores/institutions.html", {"page": page})
