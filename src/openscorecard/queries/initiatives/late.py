"""Which action plans are late: judged once for each state of figures, charters, kinds and plan, and kept ready."""

from __future__ import annotations

from datetime import date

from openscorecard.domain.measures.periods import Period
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.data import coverages
from openscorecard.queries.initiatives.progress import standings
from openscorecard.queries.recent import Recent
from openscorecard.queries.state import store_state

_KNOWN: Recent[frozenset[str]] = Recent(1024)
_YEARS: Recent[tuple[int, ...]] = Recent(4)


def late_plans(found: OpenPlan, today: date) -> frozenset[str]:
    """The action plans that a rule finds late at the end of the last year that rows speak for, by their id.

    One query once known.
    """
    key = (found.plan.id, found.digest, today.year, store_state())
    return _KNOWN.get(key, lambda: _late(found, today))


def _late(found: OpenPlan, today: date) -> frozenset[str]:
    at = last_year(today)
    if at is None:
        return frozenset()
    return frozenset(one.initiative for one in standings(found.plan, at) if one.progress.late)


def last_year(today: date) -> Period | None:
    """The last year, up to that of `today`, that rows speak for; None where there are no rows. One query.

    Rows of events and states say it where there are any: a ledger speaks for every day up to the one it was brought on.
    """
    found = years_told()
    return Period("year", min(found[-1], today.year)) if found else None


def years_told() -> tuple[int, ...]:
    """The years that rows of events and states speak for, else those of any rows, in order; one query once known."""
    return _YEARS.get(store_state(), _years)


def _years() -> tuple[int, ...]:
    spans, datasets = coverages(), standard_datasets()
    dated = [one for name, some in spans.items() for one in some if datasets[name].kind in {"events", "snapshot"}]
    every = dated or [one for some in spans.values() for one in some]
    if not every:
        return ()
    return tuple(range(min(one.first.year for one in every), max(one.last.year for one in every) + 1))
