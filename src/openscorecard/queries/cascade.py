"""The cascade: a plan between its parent and the plans that take it up."""

from __future__ import annotations

from django.db.models import Q

from openscorecard.domain.people.readers import Reader
from openscorecard.queries.answers import CascadeView, OpenPlan
from openscorecard.queries.editions import opened, plans_of, shown_to
from openscorecard.queries.plans import open_plan
from openscorecard.records.models import Edition


def cascade_of(plan_id: str, reader: Reader, edition: int | None = None) -> CascadeView:
    """A plan with its parent and children, each as this reader sees it first; four queries at most.

    Raises UnknownPlan, UnknownEdition.
    """
    own = open_plan(plan_id, reader, edition)
    above = own.plan.cascade.parent_plan if own.plan.cascade else ""
    rows = shown_to(reader).filter(Q(plan__slug=above) | Q(parent_plan=plan_id)).select_related("plan__institution")
    around = _open_all(list(rows.order_by("plan_id")))
    parent = next((plan for plan in around if plan.id == above), None)
    return CascadeView(own, parent, tuple(plan for plan in around if _takes_up(plan, plan_id)))


def _open_all(editions: list[Edition]) -> list[OpenPlan]:
    plans = plans_of(editions)
    return [
        opened(
            row,
            plans[row.pk],
            revision=row.revision,
            digest=row.digest,
            current=True,
            draft=row.number if row.state == "draft" else None,
            published=row.number if row.state == "published" else None,
        )
        for row in editions
    ]


def _takes_up(plan: OpenPlan, parent: str) -> bool:
    return plan.plan.cascade is not None and plan.plan.cascade.parent_plan == parent
