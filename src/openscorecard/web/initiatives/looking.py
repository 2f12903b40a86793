"""From an action plan to what its page needs: a constant number of questions, whatever its kind."""

from __future__ import annotations

from openscorecard.domain.measures.periods import Period
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.initiatives.extracts import extracts
from openscorecard.queries.initiatives.progress import Standing, standings
from openscorecard.queries.initiatives.splits import by_plan, residents_by_district, splits
from openscorecard.queries.places import branch_names
from openscorecard.web.initiatives.view import View


def looked_at(found: OpenPlan, initiative: str, period: Period, language: str) -> tuple[Standing, View | None]:
    """How the plan stands, and the view its layout shows; None where nobody has declared its kind."""
    (standing,) = standings(found.plan, period, initiative)
    kind = standing.kind
    if kind is None:
        return standing, None
    at = standing.progress.period
    named = dict.fromkeys(name for one in kind.quantities() for name in one.by)
    dimensions = {name: [one for one in kind.quantities() if name in one.by] for name in named}
    periods = (at, *at.months()[-3:]) if kind.layout == "roll_out" else (at,)
    months = at.months() if kind.layout == "programme" else ()
    monthly = [one for one in kind.quantities() if one.id in {"planned", "actual", "attendance"}]
    return standing, View(
        standing=standing,
        kind=kind,
        language=language,
        extracts=extracts(kind, initiative),
        splits={name: splits(some, name, initiative, periods) for name, some in dimensions.items()},
        months=by_plan(monthly, initiative, months) if months else {},
        branches=branch_names() if kind.layout == "roll_out" else {},
        residents=residents_by_district(at) if kind.layout == "roll_out" else {},
    )
