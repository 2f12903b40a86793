"""A dataset: the rows a library keeps anyway, described so that measures can stand on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from openscorecard.domain.measures.fields import NUMERIC, TIMELY, Field, UnfitDataset
from openscorecard.domain.text import Text

DatasetKind = Literal["events", "life-cycle", "snapshot", "ledger"]
"""events: one row for each thing that happened; a batch covers the days it names.
life-cycle: one row for each thing that exists, with its beginning and end; covers all up to the extract's day.
snapshot: a state on a date; covers that date.
ledger: one row for each piece of work that moves through stages; covers all up to the extract's day."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The contract of one table of source rows: its fields in order, its key, its time.

    `key` names the fields whose values together name a row, empty where rows have no names (then a correction replaces
    a period). `time_field` says when a row counts. Raises UnfitDataset.
    """

    name: str
    title: Text
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    kind: DatasetKind
    time_field: str
    description: Text

    def __post_init__(self) -> None:
        for reason in self._contradictions():
            raise UnfitDataset(item=self.name, reason=reason)

    def _contradictions(self) -> Iterator[str]:
        names = self.names
        by_name = {field.name: field for field in self.fields}
        if self.kind not in get_args(DatasetKind):
            yield f"kind = {self.kind}"
        if not self.fields or len(set(names)) != len(names):
            yield "fields = ∅, fields × 2"
        if not set(self.key) <= set(names) or len(set(self.key)) != len(self.key):
            yield f"key ⊄ fields: {', '.join(self.key)}"
        if self.time_field not in by_name or by_name[self.time_field].type not in TIMELY:
            yield f"time_field = {self.time_field}"
        for field in self.fields:
            yield from self._wrong_pair(field, by_name.get(field.not_before))

    def _wrong_pair(self, field: Field, start: Field | None) -> Iterator[str]:
        if field.not_before and (start is None or start.type != field.type or start is field):
            yield f"{field.name} ≥ {field.not_before} = ?"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields, in order."""
        return tuple(field.name for field in self.fields)

    @property
    def numbers(self) -> tuple[Field, ...]:
        """The fields that can be added up."""
        return tuple(field for field in self.fields if field.type in NUMERIC)

    def field(self, name: str) -> Field:
        """The field `name`; KeyError where there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


def check_references(datasets: Mapping[str, Dataset]) -> None:
    """Raise UnfitDataset where a field points to a field that no dataset of `datasets` has."""
    known = {f"{dataset.name}.{name}" for dataset in datasets.values() for name in dataset.names}
    for dataset in datasets.values():
        for field in dataset.fields:
            if field.references and field.references not in known:
                raise UnfitDataset(item=dataset.name, reason=f"{field.name} → {field.references} = ?")
