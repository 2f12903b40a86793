"""From the choices of a form to a mapping of columns: which field each column is, what texts mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openscorecard.actions.data.checking import Check
from openscorecard.actions.data.receiving import OF_COLUMNS
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import Field
from openscorecard.formats.datasets.heads import Head
from openscorecard.formats.datasets.preview import Preview

NOTHING = "="  # the written value of a field that is to stay empty


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A text of the file that is no choice of its field, and what it was mapped to."""

    field: Field
    text: str
    choice: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of an upload as they were read, and what may be chosen for them."""

    dataset: Dataset
    check: Check

    @property
    def table(self) -> Preview | None:
        """The table that is shown: the first whose head is known, else the first that has one."""
        headed = [one for one in self.check.tables if one.heads]
        known = (one for one in headed if not any(fault.code == "no-head-row" for fault in one.faults))
        return next(known, headed[0] if headed else None)

    @property
    def heads(self) -> tuple[Head, ...]:
        """The columns that have a name; those without cannot be mapped."""
        return tuple(head for head in self.table.heads if head.text) if self.table else ()

    @property
    def written(self) -> Mapping[str, str]:
        """The fields that have one value for every row, without the sign of it."""
        columns: Mapping[str, str] = (self.check.mapping or {}).get("columns") or {}
        return {field: said[1:] for field, said in columns.items() if said.startswith("=") and said != NOTHING}

    @property
    def wanting(self) -> tuple[Field, ...]:
        """Required fields that no column was read as: one value for every row may be written for them."""
        found = {head.field for head in self.heads}
        return tuple(
            field
            for field in self.dataset.fields
            if (is_needed(field) and field.name not in found) or field.name in self.written
        )

    @property
    def must_be_told(self) -> bool:
        """Whether the heads alone did not say which column is what."""
        return any(fault.code in OF_COLUMNS for fault in self.check.faults)

    def unmatched(self) -> tuple[Unmatched, ...]:
        """Texts that were mapped to choices, and those that are no choice yet, each once."""
        values: Mapping[str, Mapping[str, str]] = (self.check.mapping or {}).get("values") or {}
        mapped = {(name, text): choice for name, texts in values.items() for text, choice in texts.items()}
        found = mapped | {one: "" for one in self._strange() if one not in mapped}
        return tuple(Unmatched(self.dataset.field(name), text, choice) for (name, text), choice in found.items())

    def _strange(self) -> Iterator[tuple[str, str]]:
        by_text = {head.text: head.field for head in self.heads if head.field}
        for fault in self.check.faults:
            name = by_text.get(fault.facts.get("head", "")) if fault.code == "unknown-choice" else None
            text = fault.facts.get("text", "")
            if name and not text.endswith("…"):  # of a text that long only its beginning is told
                yield name, text

    def left_out(self, chosen: Mapping[str, Any]) -> dict[str, str]:
        """Fields that a column would be read as by its name, and that are not wanted."""
        columns: Mapping[str, str] = (self.check.mapping or {}).get("columns") or {}
        guessed = {head.field for head in self.heads if head.field}
        guessed |= {field for field, said in columns.items() if said == NOTHING}
        return {field: NOTHING for field in sorted(guessed) if field not in chosen}


def is_needed(field: Field) -> bool:
    """Whether a row cannot be without it."""
    return field.required and field.default is None
