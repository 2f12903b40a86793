"""What the example's rows add up to, their shapes, and what was published."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any


def row_figures() -> Mapping[str, Any]:
    """The sums of the example's rows at full scale, and what tells its years and places apart."""
    return _read("rows.yaml")


def row_shapes() -> Mapping[str, Any]:
    """Ratios of real series: seasons, sizes of places, weekdays, attendance."""
    return _read("shapes.yaml")


@cache
def _read(name: str) -> Mapping[str, Any]:
    import yaml

    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return MappingProxyType(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506  # safe loaders both
