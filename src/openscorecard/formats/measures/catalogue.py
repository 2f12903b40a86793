"""Reads measures from YAML: the catalogue that comes with the product, and files of a library's own."""

from __future__ import annotations

from functools import cache
from importlib import resources

from openscorecard.domain.measures.measure import Catalogue
from openscorecard.formats.measures.data import catalogue_from_data


@cache
def standard_catalogue() -> Catalogue:
    """The 20 measures of public libraries that come with the product."""
    import yaml

    text = resources.files(__package__).joinpath("catalogue.yaml").read_text(encoding="utf-8")
    return catalogue_from_data(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506  # safe loaders both
