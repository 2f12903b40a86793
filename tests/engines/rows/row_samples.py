"""Small datasets and rows to keep: events with a key, loans without one, cards that live for years."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from openscorecard.domain.measures.coverage import Coverage, parse_coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import Field
from openscorecard.domain.text import Text
from openscorecard.engines.rows.manifest import Manifest, Mode, StoredBatch, resolve
from openscorecard.engines.rows.schema import table_of
from openscorecard.engines.rows.store import RowStore, prepared


def _field(name: str, kind: Any = "text", **more: Any) -> Field:
    return Field(name, Text(name), kind, **more)


EVENTS = Dataset(
    "events",
    Text("活動"),
    (
        _field("event_id", required=True),
        _field("held_on", "day", required=True),
        _field("attendees", "whole"),
        _field("cost", "money"),
        _field("audiences", "list"),
    ),
    ("event_id",),
    "events",
    "held_on",
    Text("活動"),
)
LOANS = Dataset(
    "loans",
    Text("流通"),
    (_field("occurred_at", "moment", required=True), _field("branch"), _field("quantity", "number")),
    (),
    "events",
    "occurred_at",
    Text("流通"),
)
CARDS = Dataset(
    "cards",
    Text("借閱證"),
    (_field("card_id", required=True), _field("issued_on", "day", required=True)),
    ("card_id",),
    "life-cycle",
    "issued_on",
    Text("借閱證"),
)


def event(name: str, day: str, attendees: int | None = 10) -> tuple[Any, ...]:
    return (name, date.fromisoformat(day), attendees, Decimal("1200.50"), ("child", "teen"))


def keep(store: RowStore, dataset: Dataset, rows: list[tuple[Any, ...]], mode: Mode, number: int,
         covers: str = "2025") -> StoredBatch:  # fmt: skip
    """Keep `rows` as a batch, as if it had been listed as the `number`th."""
    content = prepared(dataset, table_of(dataset, rows), mode)
    with store.staged(content) as staged, store.moving():
        store.move_in(staged)
        return StoredBatch(content.batch, number, mode, parse_coverage(covers), content.columns, staged.parts)


def manifest(dataset: Dataset, *batches: StoredBatch) -> Manifest:
    return resolve(dataset.name, 1, batches)


def covers(text: str) -> Coverage:
    return parse_coverage(text)
