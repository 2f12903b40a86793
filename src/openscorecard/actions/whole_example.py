"""Everything of the example that one click removes: its rows, its targets, and what it declares of action plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from openscorecard.actions.acting import JOB, Source
from openscorecard.actions.example_layer import Turned, remove_example_rows, restore_example_rows
from openscorecard.actions.faults import ExampleNotThere
from openscorecard.actions.initiatives.example import remove_example_charters, restore_example_charters
from openscorecard.actions.scores.example import remove_example_targets, restore_example_targets
from openscorecard.domain.people.readers import Reader


def remove_example(*, by: Reader, now: datetime, source: Source = JOB) -> Turned:
    """Withdraw the example's rows and take its charters, tag and targets out; each alone where others are not there.

    Raises ExampleNotThere where nothing of it is, BusyDataset, Denied.
    """
    return _all(remove_example_rows, (remove_example_charters, remove_example_targets), by, now, source)


def restore_example(*, by: Reader, now: datetime, source: Source = JOB) -> Turned:
    """Bring back what was removed last, rows first. Raises ExampleNotThere, RowsClash, BusyDataset, Denied."""
    return _all(restore_example_rows, (restore_example_charters, restore_example_targets), by, now, source)


def _all(
    rows: Callable[..., Turned], others: Sequence[Callable[..., int]], by: Reader, now: datetime, source: Source
) -> Turned:
    missing: ExampleNotThere | None = None
    turned = Turned(0, 0)
    try:
        turned = rows(by=by, now=now, source=source)
    except ExampleNotThere as fault:
        missing = fault
    done = [other(by=by, now=now, source=source) for other in others]
    if missing and not any(done):
        raise missing
    return turned
