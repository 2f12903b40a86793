"""What every page of a plan begins with: names, edition, notices, tabs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from openscorecard.actions.permissions import may
from openscorecard.queries.answers import OpenPlan
from openscorecard.web.frame.dates import write_day
from openscorecard.web.plans.opening import Asked
from openscorecard.web.plans.places import Places, address
from openscorecard.web.plans.said import Said, say


@dataclass(frozen=True, slots=True)
class PlanHead:
    """Whose plan, at which edition, and what a reader must know of it.

    `edition_is` is current, draft (the current one, not published yet) or earlier. Addresses are empty
    where there is no such page.
    """

    id: str
    name: Said
    institution: Said
    issued_on: str
    edition: int
    revision: int
    state: str
    edition_is: str
    changed_at: datetime
    by: str
    published: str
    current: str
    editions: str
    has_example: bool
    drop_example: str
    may_edit: bool
    tab: str
    tabs: dict[str, str]


SIGNED_IN = frozenset({"plan-targets", "plan-papers", "plan-publishing", "compare-figures"})
"""Tabs of pages that the public does not see."""
TABS = (
    "plan",
    "plan-map",
    "plan-scorecard",
    "plan-targets",
    "initiatives",
    "plan-cascade",
    "compare-figures",
    "plan-checks",
    "plan-editions",
    "plan-papers",
    "plan-publishing",
    "plan-downloads",
)


def plan_head(opened: OpenPlan, question: Asked, tab: str) -> PlanHead:
    """The head of a page of `opened`; `tab` is the name of the page among the plan's tabs."""
    places, plan, may_edit = question.places, opened.plan, may(question.reader, "plan.change")
    return PlanHead(
        id=plan.id,
        name=say(plan.name, question.language),
        institution=say(opened.institution_name, question.language),
        issued_on=write_day(plan.issued_on, question.language),
        edition=opened.edition,
        revision=opened.revision,
        state=opened.state,
        edition_is=_edition_is(opened),
        changed_at=opened.published_at or opened.created_at,
        by=(opened.published_by or opened.created_by) if question.reader.signed_in else "",
        published=_at_edition(plan.id, opened.published),
        current=address("plan", plan.id),
        editions=address("plan-editions", plan.id),
        has_example=opened.has_example,
        drop_example=address("drop-example", plan.id) if may_edit and opened.is_current else "",
        may_edit=may_edit,
        tab=tab,
        tabs={
            name: where
            for name in TABS
            if (name not in SIGNED_IN or may(question.reader, "figures.see")) and (where := _tab(places, name))
        },
    )


def _tab(places: Places, name: str) -> str:
    return places.page(name) if address(name, places.plan) else ""


def _edition_is(opened: OpenPlan) -> str:
    if not opened.is_current:
        return "earlier"
    return "draft" if opened.state == "draft" else "current"


def _at_edition(plan: str, number: int | None) -> str:
    return Places(plan, (("edition", str(number)),)).page("plan") if number is not None else ""
