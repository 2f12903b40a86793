"""Reads the catalogue of measures that comes with the product."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from openscorecard.domain.measures.measure import Catalogue
from openscorecard.formats.measures.data import alone, catalogue_from_data


@cache
def standard_catalogue() -> Catalogue:
    """The 20 measures of public libraries that come with the product."""
    return catalogue_from_data(_data())


def standard_measure_data(id_: str) -> dict[str, Any]:
    """The data of a measure file with the one measure `id_` that comes with the product; KeyError for another."""
    return alone(_data(), id_)


@cache
def _data() -> dict[str, Any]:
    import yaml

    text = resources.files(__package__).joinpath("catalogue.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # safe loaders both
    return data
