"""The cascade: what of a theme is taken up by whom, seen from the plan below and from the plan above."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from openscorecard.domain.strategy.cascade import ParentObjective, parent_objectives
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.answers import CascadeView, OpenPlan
from openscorecard.web.plans.answering import answer
from openscorecard.web.plans.opening import Asked, asked, between, helped
from openscorecard.web.plans.places import Places
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say
from openscorecard.web.plans.standing import Stand, Standings, standings_for


@dataclass(frozen=True, slots=True)
class Supporter:
    """An objective that supports a parent's, with its weight as declared (exact), its share of all declared, and the
    score it `brings` where scores are seen.
    """

    plan_id: str
    plan: Said
    code: str
    name: Said
    address: str
    weight: str
    share: int
    example: bool
    brings: str = ""


@dataclass(frozen=True, slots=True)
class AboveRow:
    """An objective of the parent's theme; `state` is supported, assigned or orphan; `stand` where scores are seen."""

    code: str
    name: Said
    address: str
    state: str
    institution: str
    example: bool
    supporters: tuple[Supporter, ...]
    stand: Stand | None


@dataclass(frozen=True, slots=True)
class ThemeCascade:
    """A theme with its objectives, who takes it up, and how many are in each state."""

    letter: str
    name: Said
    takers: tuple[tuple[Said, str], ...]
    rows: tuple[AboveRow, ...]
    supported: int
    assigned: int
    orphan: int


@dataclass(frozen=True, slots=True)
class Above:
    """The parent plan; `theme` is None where it has no such theme, `others` are its other themes."""

    plan: Said
    institution: Said
    address: str
    cascade: str
    theme: ThemeCascade | None
    others: tuple[tuple[str, Said], ...]


@dataclass(frozen=True, slots=True)
class CascadePage:
    """Upwards: the parent, or the id of one that is not loaded. Downwards: themes taken up, and those that are not."""

    head: PlanHead
    above: Above | None
    missing: str
    below: tuple[ThemeCascade, ...]
    not_taken: tuple[tuple[str, Said], ...]


def cascade_page(view: CascadeView, question: Asked, now: datetime) -> CascadePage:
    """The page of `view.plan`."""
    cascade = view.plan.plan.cascade
    below = _below(view, question, now)
    taken = {theme.letter for theme in below}
    return CascadePage(
        head=plan_head(view.plan, question, "plan-cascade"),
        above=_above(view.plan, view.parent, question, now) if view.parent else None,
        missing=cascade.parent_plan if cascade and view.parent is None else "",
        below=below,
        not_taken=tuple(
            (theme.letter, say(theme.name, question.language))
            for theme in view.plan.plan.themes
            if theme.letter not in taken
        ),
    )


def _above(own: OpenPlan, parent: OpenPlan, question: Asked, now: datetime) -> Above:
    language, places = question.language, Places(parent.id)
    wanted = own.plan.cascade.parent_theme if own.plan.cascade else ""
    above = replace(question, plan=parent.id, edition=None, revision=None)
    return Above(
        plan=say(parent.plan.name, language),
        institution=say(parent.institution_name, language),
        address=places.page("plan"),
        cascade=places.page("plan-cascade"),
        theme=_theme(
            parent.plan, places, wanted, [(own, question.places)], language, standings_for(parent, above, now)
        ),
        others=tuple((one.letter, say(one.name, language)) for one in parent.plan.themes if one.id != wanted),
    )


def _below(view: CascadeView, question: Asked, now: datetime) -> tuple[ThemeCascade, ...]:
    takers: dict[str, list[tuple[OpenPlan, Places]]] = {}
    for child in view.children:
        if child.plan.cascade:
            takers.setdefault(child.plan.cascade.parent_theme, []).append((child, Places(child.id)))
    plan, scores = view.plan.plan, standings_for(view.plan, question, now) if takers else None
    themes = (
        _theme(plan, question.places, theme.id, takers[theme.id], question.language, scores)
        for theme in plan.themes
        if theme.id in takers
    )
    return tuple(theme for theme in themes if theme)


def _theme(
    parent: Plan,
    places: Places,
    theme_id: str,
    takers: list[tuple[OpenPlan, Places]],
    language: str,
    scores: Standings | None,
) -> ThemeCascade | None:
    theme = parent.theme_by_id(theme_id)
    if theme is None:
        return None
    rows = tuple(
        _row(one, places, takers, language, scores)
        for one in parent_objectives(parent, theme_id, [taker.plan for taker, _ in takers])
    )
    states = Counter(row.state for row in rows)
    return ThemeCascade(
        letter=theme.letter,
        name=say(theme.name, language),
        takers=tuple((say(taker.institution_name, language), where.page("plan")) for taker, where in takers),
        rows=rows,
        supported=states["supported"],
        assigned=states["assigned"],
        orphan=states["orphan"],
    )


def _row(
    one: ParentObjective,
    places: Places,
    takers: list[tuple[OpenPlan, Places]],
    language: str,
    scores: Standings | None,
) -> AboveRow:
    brought = scores.brought(one.objective.code) if scores else {}
    return AboveRow(
        code=one.objective.code,
        name=say(one.objective.name, language),
        address=places.objective(one.objective.id),
        state=one.state,
        institution=one.institution,
        example=one.example and one.state != "orphan",
        supporters=tuple(
            replace(each, brings=brought.get((each.plan_id, each.code), ""))
            for each in supporters_of(one.objective.id, takers, language)
        ),
        stand=scores.of(one.objective.code) if scores and brought else None,
    )


def supporters_of(objective: str, takers: list[tuple[OpenPlan, Places]], language: str) -> tuple[Supporter, ...]:
    """Who supports a parent's objective (its id), in the order of plans and of their declarations."""
    found = [
        (taker, where, ours, support)
        for taker, where in takers
        for support in taker.plan.supports
        if support.parent_objective == objective and (ours := taker.plan.objective(support.objective))
    ]
    whole = sum((support.weight for *_, support in found), Fraction(0))
    return tuple(
        Supporter(
            plan_id=taker.id,
            plan=say(taker.institution_name, language),
            code=ours.code,
            name=say(ours.name, language),
            address=where.objective(ours.id),
            weight=str(support.weight),
            share=round(100 * support.weight / whole),
            example=support.example,
        )
        for taker, where, ours, support in found
    )


@helped
def show(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The page."""
    question = asked(request, plan_id)
    view = between(question)
    return answer(request, "plans/cascade.html", view, lambda: cascade_page(view, question, timezone.now()))
