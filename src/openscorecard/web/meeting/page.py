"""One screen of a meeting: where it stands among the steps, the ways on, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from openscorecard.queries.answers import CascadeView
from openscorecard.web.meeting.steps import ShownKpi, Step, behind, shown_kpi, steps_of
from openscorecard.web.overview.at_a_glance import AtAGlance, ThemeTrends, at_a_glance
from openscorecard.web.overview.kpis import Kpis
from openscorecard.web.overview.page import glance_for
from openscorecard.web.plans.answering import answer
from openscorecard.web.plans.drawn import drawn_map, late_for
from openscorecard.web.plans.opening import Asked, asked, between, helped
from openscorecard.web.plans.outline import ListedTheme, listed_map
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say_or_none
from openscorecard.web.plans.standing import Standings, standings_for


@dataclass(frozen=True, slots=True)
class StepLink:
    number: int
    name: Said
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Step `number` of `of`; `before` and `after` are addresses, empty at the ends; `leave` leads back to the plan.

    `theme` and `listed` are of a step about a theme: its KPIs for those who see figures, its objectives for all.
    """

    head: PlanHead
    step: Step
    number: int
    of: int
    before: str
    after: str
    leave: str
    steps: tuple[StepLink, ...]
    scores: Standings | None
    glance: AtAGlance | None
    vision: Said | None
    svg: str
    theme: ThemeTrends | None
    listed: ListedTheme | None
    kpi: ShownKpi | None


def meeting_page(view: CascadeView, question: Asked, asked_step: str, now: datetime) -> MeetingPage:
    """The screen asked for; one that is none shows the first, one too many the last."""
    plan, language, places = view.plan.plan, question.language, question.places
    scores = standings_for(view.plan, question, now)
    behind_all = glance_for(view.plan.id, scores, question, now)
    glance = at_a_glance(behind_all, scores, question) if behind_all and scores else None
    outline = listed_map(plan, language, places, scores=scores)
    steps = steps_of(glance, outline)
    number = min(max(int(asked_step), 1), len(steps)) if asked_step.isascii() and asked_step.isdigit() else 1
    step = steps[number - 1]

    def place(at: int) -> str:
        return places.page("meeting", step=str(at)) if 1 <= at <= len(steps) else ""

    line = next((one for one in behind(glance) if step.kind == "kpi" and one.code == step.about), None)
    themes = glance.themes if glance else ()
    return MeetingPage(
        head=plan_head(view.plan, question, ""),
        step=step,
        number=number,
        of=len(steps),
        before=place(number - 1),
        after=place(number + 1),
        leave=places.page("plan"),
        steps=tuple(StepLink(at, one.name, place(at), at == number) for at, one in enumerate(steps, 1)),
        scores=scores,
        glance=glance,
        vision=say_or_none(plan.vision, language),
        svg=_map(view, question, scores, now) if step.kind == "map" else "",
        theme=next((one for one in themes if step.kind == "theme" and one.letter == step.about), None),
        listed=next((one for one in outline if step.kind == "theme" and one.letter == step.about), None),
        kpi=shown_kpi(Kpis(behind_all, scores, question), line) if line and behind_all and scores else None,
    )


def _map(view: CascadeView, question: Asked, scores: Standings | None, now: datetime) -> str:
    late = late_for(view.plan, question.reader, timezone.localdate(now))
    states = scores.states() if scores else None
    return drawn_map(view.plan, question.language, question.places, late=late, states=states)


@helped
def show(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The screen."""
    question = asked(request, plan_id)
    view, step = between(question), request.GET.get("step", "")[:4]
    return answer(request, "meeting/page.html", view, lambda: meeting_page(view, question, step, timezone.now()))
