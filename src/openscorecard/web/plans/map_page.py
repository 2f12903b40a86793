"""The strategy map on a page of its own: whole or one theme, fitted to the screen or at its natural size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from openscorecard.queries.answers import OpenPlan
from openscorecard.web.plans.answering import answer
from openscorecard.web.plans.drawn import drawn_map, late_for, objectives_with
from openscorecard.web.plans.opening import Asked, asked, helped, opened
from openscorecard.web.plans.outline import ListedTheme, listed_map
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say
from openscorecard.web.plans.standing import Standings, standings_for

SIZES = ("fit", "full")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several views of a page; `current` marks the one that is shown."""

    label: Said
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class MapPage:
    """A map and its twin. `all_themes` and `sizes` (fit, full) are addresses of other views of it."""

    head: PlanHead
    svg: str
    outline: tuple[ListedTheme, ...]
    theme: str
    choices: tuple[Choice, ...]
    all_themes: str
    size: str
    sizes: dict[str, str]
    back: str
    files: tuple[tuple[str, str], ...]
    scores: Standings | None


def map_page(plan: OpenPlan, question: Asked, theme: str | None, size: str, now: datetime) -> MapPage:
    """The page; `theme` is a letter, None for all. Raises NoSuchTheme."""
    places, language = question.places, question.language
    kept = {"size": size} if size != SIZES[0] else {}
    chosen = {"theme": theme} if theme else {}
    late = late_for(plan, question.reader, timezone.localdate(now))
    scores = standings_for(plan, question, now)
    states = scores.states() if scores else {}
    return MapPage(
        head=plan_head(plan, question, "plan-map"),
        svg=drawn_map(plan, language, places, theme, fitted=size == "fit", late=late, states=states),
        outline=listed_map(plan.plan, language, places, theme, frozenset(objectives_with(plan.plan, late)), scores),
        theme=theme or "",
        choices=theme_choices(plan, question, "plan-map", theme, **kept),
        all_themes=places.page("plan-map", **kept),
        size=size,
        sizes={one: places.page("plan-map", **chosen, size=one) for one in SIZES},
        back=places.page("plan"),
        files=tuple((kind.upper(), places.page("plan-download", kind)) for kind in ("svg", "png", "pptx")),
        scores=scores,
    )


def theme_choices(plan: OpenPlan, question: Asked, page: str, theme: str | None, **kept: str) -> tuple[Choice, ...]:
    """The themes as links that show one of them alone; `kept` are other parameters of the page."""
    return tuple(
        Choice(
            Said(f"{one.letter}　{(name := say(one.name, question.language)).text}", name.lang),
            question.places.page(page, theme=one.letter, **kept),
            one.letter == theme,
        )
        for one in plan.plan.themes
    )


@helped
def show(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The page."""
    question = asked(request, plan_id)
    found = opened(question)
    theme, size = request.GET.get("theme") or None, request.GET.get("size", "")
    chosen = size if size in SIZES else SIZES[0]
    return answer(
        request, "plans/map.html", found, lambda: map_page(found, question, theme, chosen, timezone.now()), keep=True
    )
