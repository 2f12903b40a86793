"""Kinds of action plans and plain data: what a kind file says becomes stages, quantities and kinds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openscorecard.domain.initiatives.kind import Kind, Listing, Quantity, Stage
from openscorecard.domain.text import Text
from openscorecard.formats.measures.data import Counts, clauses_from_data, counting_from_data, formula_from_data

Row = Mapping[str, Any]


def kinds_from_data(data: Row) -> tuple[Kind, ...]:
    """The kinds of `data` (`counts` by name, `common` quantities, `kinds` by id), as the published schema describes it.

    Raises UnfitCounting, UnfitFormula, UnfitKind; KeyError and TypeError for data that breaks the schema.
    """
    counts = {name: counting_from_data(row, any_length=True) for name, row in data.get("counts", {}).items()}
    common = tuple(quantity_from_data(id_, row, counts) for id_, row in data.get("common", {}).items())
    return tuple(kind_from_data(id_, row, counts, common) for id_, row in data["kinds"].items())


def kind_from_data(id_: str, row: Row, counts: Counts, common: tuple[Quantity, ...] = ()) -> Kind:
    """A kind whose formulas speak of `counts`. Raises UnfitFormula, UnfitKind."""
    return Kind(
        id=id_,
        name=_text(row["name"]),
        about=_text(row["about"]),
        layout=row["layout"],
        ledgers=tuple(row["ledgers"]),
        planned=quantity_from_data("planned", row["planned"], counts),
        actual=quantity_from_data("actual", row["actual"], counts),
        stages=tuple(_stage(name, one, counts) for name, one in row.get("stages", {}).items()),
        spent=quantity_from_data("spent", row["spent"], counts) if "spent" in row else None,
        also=(*(quantity_from_data(name, one, counts) for name, one in row.get("also", {}).items()), *common),
        listed=tuple(_listing(one) for one in row.get("listed", ())),
        standing=row.get("standing", False),
        version=row.get("version", 1),
    )


def quantity_from_data(id_: str, row: Row, counts: Counts) -> Quantity:
    """A quantity whose formula speaks of `counts`. Raises UnfitFormula."""
    by = tuple(row.get("by", ()))
    return Quantity(id_, _text(row["text"]), _text(row["unit"]), formula_from_data(row, counts), by)


def _stage(id_: str, row: Row, counts: Counts) -> Stage:
    return Stage(id_, _text(row["text"]), formula_from_data(row, counts))


def _listing(row: Row) -> Listing:
    return Listing(row["in"], clauses_from_data(row.get("where", ())), row.get("whole", False))


def _text(row: list[str]) -> Text:
    zh, en = row  # an unquoted comma would make three
    return Text(zh, en)
