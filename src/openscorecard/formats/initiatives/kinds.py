"""Reads the kinds of action plans that come with the product."""

from __future__ import annotations

from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from openscorecard.domain.initiatives.kind import Kind
from openscorecard.formats.initiatives.data import kinds_from_data


@cache
def standard_kinds() -> MappingProxyType[str, Kind]:
    """The seven kinds that come with the product, by id, in their order."""
    return MappingProxyType({kind.id: kind for kind in kinds_from_data(standard_kinds_data())})


@cache
def standard_kinds_data() -> dict[str, Any]:
    """The data of the file they come from."""
    import yaml

    text = resources.files(__package__).joinpath("kinds.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # safe loaders both
    return data
