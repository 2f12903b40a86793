"""Files as their reader leaves them, for acts on source rows."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from openscorecard.actions.data.intake import SentFile
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.tables import RowTable
from openscorecard.formats.datasets.contracts import standard_datasets

EVENTS = standard_datasets()["events"]
VISITS = standard_datasets()["visits"]
STAFF = standard_datasets()["staff"]
CARDS = standard_datasets()["cards"]
CIRCULATION = standard_datasets()["circulation"]


def row(dataset: Dataset, **values: Any) -> tuple[Any, ...]:
    """A row of a dataset by its fields; those not named are empty."""
    assert values.keys() <= set(dataset.names)
    return tuple(values.get(name) for name in dataset.names)


def event(name: str, day: str, attendees: int = 10) -> tuple[Any, ...]:
    return row(EVENTS, event_id=name, held_on=date.fromisoformat(day), attendees=attendees, status="held")


def sent(dataset: Dataset, *rows: tuple[Any, ...], name: str = "events.csv", covers: str = "", rejected: int = 0,
         mapping: dict[str, str] | None = None) -> SentFile:  # fmt: skip
    """A file whose first row is its head, and whose last `rejected` rows could not be read."""
    numbers = list(range(2, len(rows) + 2))
    faults = [Fault(row=len(rows) + 2 + place, column=1) for place in range(rejected)]
    return SentFile(
        name=name,
        checksum=hashlib.sha256(repr((name, rows, rejected)).encode()).hexdigest(),
        size=100,
        rows=RowTable.of(dataset, rows, numbers),
        read=len(rows) + rejected,
        covers=parse_coverage(covers) if covers else None,
        rejected=tuple(faults),
        columns={field: place for place, field in enumerate(dataset.names, 1)},
        head="head",
        mapping=mapping or {},
    )
