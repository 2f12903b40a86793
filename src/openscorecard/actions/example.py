"""Loading the example: institutions and published plans, once and only where they are missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from openscorecard.actions.acting import JOB, Source, begin
from openscorecard.actions.importing import add_new
from openscorecard.actions.institutions import store_institution
from openscorecard.actions.storing import EditionInfo, Writing
from openscorecard.domain.people.institutions import Institution
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.incoming import incoming
from openscorecard.queries.institutions import stored_tree
from openscorecard.records.models import PlanRecord


def load_example(
    plans: Iterable[Plan], institutions: Iterable[Institution], *, by: Reader, now: datetime, source: Source = JOB
) -> tuple[EditionInfo, ...]:
    """Store what is missing of the example, each plan as a published edition; answers with the plans it stored.

    A plan belongs to the institution whose name it bears. What is there, changed or deleted, stays as it is, and
    where nothing is missing nothing is written. Raises Denied.
    """
    wanted, homes = tuple(plans), tuple(institutions)
    act = begin("example.load", "example", "example", by=by, now=now, source=source)
    known = set(PlanRecord.objects.values_list("slug", flat=True))
    ready = incoming(plan for plan in wanted if plan.id not in known)
    tree = stored_tree()
    missing = [item for item in homes if not tree.institution(item.id)]
    if not ready and not missing:
        return ()
    with act.stored():
        for item in missing:
            store_institution(item)
        writing = Writing("example", act.by.name, now)
        stored = tuple(add_new(one.content, "published", act, writing) for one in ready)
        act.after = {"plans": [info.plan for info in stored], "institutions": [item.id for item in missing]}
        return stored
