"""From an action plan to what its page needs: a constant number of questions, whatever its kind."""

from __future__ import annotations

from openscorecard.domain.initiatives.standing import Standing
from openscorecard.domain.measures.periods import Period
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.initiatives.extracts import extracts
from openscorecard.queries.initiatives.progress import standings
from openscorecard.queries.initiatives.splits import by_plan, followed_until, residents_by_district, splits
from openscorecard.queries.places import branch_names
from openscorecard.web.initiatives.view import View

QUIET = 3
"""Months without use after which an open site counts as idle."""
YEARS = 8
"""Years up to the one shown that are looked at for what was before."""


def looked_at(found: OpenPlan, initiative: str, period: Period, language: str) -> tuple[Standing, View | None]:
    """How the plan stands, and the view its layout shows; None where nobody has declared its kind."""
    (standing,) = standings(found.plan, period, initiative)
    kind = standing.kind
    if kind is None:
        return standing, None
    at, sites = standing.progress.period, kind.layout == "roll_out"
    named = dict.fromkeys(name for one in kind.quantities() for name in one.by)
    dimensions = {name: [one for one in kind.quantities() if name in one.by] for name in named}
    periods = (at, *quiet_months(at)) if sites else (at,)
    months = at.months() if kind.layout == "programme" else ()
    monthly = [one for one in kind.quantities() if one.id in {"planned", "actual", "attendance"}]
    timed = [one for one in kind.quantities() if one.id == "procedure_days"] if sites else []
    charter = standing.charter.charter if standing.charter else None
    return standing, View(
        standing=standing,
        kind=kind,
        language=language,
        extracts=extracts(kind, initiative),
        splits={name: splits(some, name, initiative, periods) for name, some in dimensions.items()},
        months=by_plan(monthly, initiative, months) if months else {},
        years=by_plan(timed, initiative, years_before(at)) if timed else {},
        followed=followed_until(stage.formula for stage in kind.stages) if kind.layout == "funnel" else {},
        branches=branch_names() if sites else {},
        residents=residents_by_district(at) if charter and charter.standard else {},
    )


def quiet_months(at: Period) -> tuple[Period, ...]:
    """The last months up to the end of `at`, in order, into the year before where it is young."""
    last = at.months()[-1]
    return tuple(last.shifted(-step) for step in range(QUIET - 1, -1, -1))


def years_before(at: Period) -> tuple[Period, ...]:
    """The years before the one of `at`, in order, and `at` itself, which may be a year to date."""
    year = at.last_day.year
    return (*(Period("year", one) for one in range(year - YEARS + 1, year)), at)
