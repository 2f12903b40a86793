"""Reads the catalogue of measures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from openscorecard.domain.measures.measure import Catalogue, Measure, Part, Variant
from openscorecard.domain.text import Text


@cache
def standard_catalogue() -> Catalogue:
    """The 20 measures of public libraries that come with the product."""
    import yaml

    text = resources.files(__package__).joinpath("catalogue.yaml").read_text(encoding="utf-8")
    rows: dict[str, dict[str, Any]] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # safe loaders both
    return Catalogue(_measure(id_, row) for id_, row in rows.items())


def _measure(id_: str, row: Mapping[str, Any]) -> Measure:
    return Measure(
        id=id_,
        name=_text(row["name"]),
        kind=row["kind"],
        unit=_text(row["unit"]),
        frequency=row["frequency"],
        nature=row["nature"],
        datasets=tuple(row["datasets"]),
        variants=tuple(Variant(name, _text(text)) for name, text in row["variants"].items()),
        dimensions=tuple(row.get("dimensions", ())),
        companions=tuple(_text(text) for text in row.get("companions", ())),
        numerator=_part(row.get("numerator")),
        denominator=_part(row.get("denominator")),
        additive=row.get("additive", True),
        subset_of=row.get("subset_of", ""),
        kpi_names=tuple(row.get("kpi_names", ())),
    )


def _part(row: Mapping[str, Any] | None) -> Part | None:
    return Part(Text(row["zh"], row["en"]), row["kind"]) if row else None


def _text(row: list[str]) -> Text:
    return Text(row[0], row[1])
