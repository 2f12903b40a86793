"""The first page of a plan: how it stands, what must be done, what changed; then its map, mission and vision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from openscorecard.actions.permissions import may
from openscorecard.queries.answers import CascadeView
from openscorecard.queries.measures import catalogue
from openscorecard.queries.scores.glance import Glance, glance_of
from openscorecard.web.overview.at_a_glance import AtAGlance, at_a_glance
from openscorecard.web.overview.todo import Desk, Errand, todo_of_plan
from openscorecard.web.plans.answering import answer
from openscorecard.web.plans.drawn import drawn_map, late_for, objectives_with
from openscorecard.web.plans.mission import Phrase, mission_phrases
from openscorecard.web.plans.opening import Asked, asked, between, helped
from openscorecard.web.plans.outline import ListedTheme, listed_map
from openscorecard.web.plans.places import Places
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say, say_or_none
from openscorecard.web.plans.standing import Standings, standings_for


@dataclass(frozen=True, slots=True)
class Parent:
    """The theme of a parent plan that is taken up; names are None and the letter its id where it is not loaded."""

    plan: Said | None
    address: str
    letter: str
    theme: Said | None


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """A plan at a glance; `todo` is None for the public, `glance` where nothing is scored.

    `outline`, the map as a list, stands where nothing is scored; else the page of the map has it. `children` are plans
    that take up a theme of it (name, address).

    `yardstick` leads to the figures of the vision, empty for the public.
    `mission_apart` is true where the phrases alone would not say the mission in the page's language.
    """

    head: PlanHead
    mission: Said | None
    mission_apart: bool
    phrases: tuple[Phrase, ...]
    vision: Said | None
    values: tuple[Said, ...]
    parent: Parent | None
    children: tuple[tuple[Said, str], ...]
    counts: dict[str, int]
    svg: str
    outline: tuple[ListedTheme, ...]
    map: str
    cascade: str
    yardstick: str
    scores: Standings | None
    glance: AtAGlance | None
    todo: tuple[Errand, ...] | None
    meeting: str


def overview_page(view: CascadeView, question: Asked, now: datetime) -> OverviewPage:
    """The page of `view.plan`."""
    plan, language, places = view.plan.plan, question.language, question.places
    late = late_for(view.plan, question.reader, timezone.localdate(now))
    scores = standings_for(view.plan, question, now)
    glance = glance_for(view.plan.id, scores, question, now)
    desk = Desk(question.reader, language, timezone.localdate(now))
    mission, phrases = say_or_none(plan.mission, language), mission_phrases(plan, language, places)
    return OverviewPage(
        head=plan_head(view.plan, question, "plan"),
        mission=mission,
        mission_apart=bool(mission and not mission.lang and any(one.words.lang for one in phrases)),
        phrases=phrases,
        vision=say_or_none(plan.vision, language),
        values=tuple(say(value, language) for value in plan.values),
        parent=parent_of(view, question),
        children=tuple(
            (say(child.institution_name, language), Places(child.id).page("plan")) for child in view.children
        ),
        counts={
            "themes": len(plan.themes),
            "objectives": len(plan.objectives),
            "kpis": sum(1 for _ in plan.kpis()),
            "initiatives": len(plan.initiatives),
            "links": len(plan.links),
        },
        svg=drawn_map(view.plan, language, places, late=late, states=scores.states() if scores else None),
        outline=() if scores else listed_map(plan, language, places, marked=frozenset(objectives_with(plan, late))),
        scores=scores,
        map=places.page("plan-map"),
        cascade=places.page("plan-cascade"),
        yardstick=places.page("vision") if may(question.reader, "figures.see") else "",
        glance=at_a_glance(glance, scores, question) if glance and scores else None,
        todo=todo_of_plan(desk, view, catalogue(), glance) if question.reader.signed_in else None,
        meeting=places.page("meeting"),
    )


def glance_for(plan: str, scores: Standings | None, question: Asked, now: datetime) -> Glance | None:
    """What lies behind `scores` and before them; None without."""
    if scores is None:
        return None
    return glance_of(plan, scores.scored.period, question.reader, now, question.known_at)


def parent_of(view: CascadeView, question: Asked) -> Parent | None:
    """What the plan takes up; None where it takes up nothing."""
    cascade = view.plan.plan.cascade
    if cascade is None:
        return None
    if view.parent is None:
        return Parent(None, "", cascade.parent_theme, None)
    theme = view.parent.plan.theme_by_id(cascade.parent_theme)
    return Parent(
        say(view.parent.plan.name, question.language),
        Places(view.parent.id).page("plan"),
        theme.letter if theme else cascade.parent_theme,
        say(theme.name, question.language) if theme else None,
    )


@helped
def show(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The page."""
    question = asked(request, plan_id)
    view = between(question)
    return answer(request, "plans/overview.html", view, lambda: overview_page(view, question, timezone.now()))
