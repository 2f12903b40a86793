"""What the cells of a dimension are called: names of branches, titles of choices, fields for stages."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext

from openscorecard.domain.measures.dimensions import Path, Stages, spot_of
from openscorecard.domain.measures.fields import Field
from openscorecard.domain.measures.formula import Formula
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.places import Branch


class CellNames:
    """Names of cells of one dimension for a page in `language`."""

    def __init__(self, formula: Formula, dimension: str, branches: Mapping[str, Branch], language: str) -> None:
        self._titles = dict(_titles(formula, dimension, language))
        self._branches = branches if dimension == "branch" else {}

    def of(self, cell: str) -> str:
        """What `cell` is called; the value itself where nothing is known of it."""
        if not cell:
            return gettext("Not told by the rows")
        if cell in self._branches:
            return self._branches[cell].name or cell
        return self._titles.get(cell, cell)

    def code(self, cell: str) -> str:
        """The value itself where it is called otherwise, else nothing."""
        return cell if cell and self.of(cell) != cell else ""


def _titles(formula: Formula, dimension: str, language: str) -> list[tuple[str, str]]:
    datasets = standard_datasets()
    found: list[tuple[str, str]] = []
    for name in formula.datasets():
        dataset = datasets[name]
        spot = spot_of(dimension, dataset, datasets)
        if isinstance(spot, Stages):
            found += [(field, dataset.field(field).title.says(language)[0]) for field in spot.fields]
        elif isinstance(spot, Path) and spot.part == "value":
            owner, field = (datasets[spot.dataset], spot.target) if spot.dataset else (dataset, spot.field)
            found += _choices(owner.field(field), language)
    return found


def _choices(field: Field, language: str) -> list[tuple[str, str]]:
    if field.type == "flag":
        return [("true", gettext("yes")), ("false", gettext("no"))]
    return [(choice.value, choice.title.says(language)[0]) for choice in field.choices]
