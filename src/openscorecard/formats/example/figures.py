"""What the example's rows add up to, their shapes, and what was published."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.measures.published import PublishedFigure
from openscorecard.domain.text import Text


def row_figures() -> Mapping[str, Any]:
    """The sums of the example's rows at full scale, and what tells its years and places apart."""
    return _read("rows.yaml")


def row_shapes() -> Mapping[str, Any]:
    """Ratios of real series: seasons, sizes of places, weekdays, attendance."""
    return _read("shapes.yaml")


def published_figures() -> tuple[PublishedFigure, ...]:
    """What has been published about the example's library, in the order of the file."""
    said = _read("published.yaml")
    return tuple(_published(name, facts, said["sources"][facts["source"]]) for name, facts in said["figures"].items())


def published_about() -> str:
    """The id of the plan whose institution they are about."""
    return str(_read("published.yaml")["institution"])


def peer_indicators() -> Mapping[str, Text]:
    """What the indicators of the dataset `peer_figures` are called."""
    return {name: Text(*title) for name, title in _read("published.yaml")["indicators"].items()}


def peer_indicator(measure: str) -> str:
    """The indicator of `peer_figures` that tells of all institutions what `measure` counts here; empty for none."""
    return str(_read("published.yaml")["peers"].get(measure, ""))


def _published(name: str, facts: Mapping[str, Any], source: Mapping[str, Any]) -> PublishedFigure:
    return PublishedFigure(
        id=name,
        title=Text(*facts["title"]),
        source=Text(*source["title"]),
        period=parse_period(facts["period"]) if "period" in facts else None,
        value=Fraction(facts["value"]) if "value" in facts else None,
        unit=Text(*facts["unit"]) if "unit" in facts else None,
        measure=facts.get("measure", ""),
        about=facts.get("about", False),
        derived=facts.get("derived", False),
        first=facts.get("first"),
        last=facts.get("last"),
        published_on=source.get("published_on"),
    )


@cache
def _read(name: str) -> Mapping[str, Any]:
    import yaml

    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return MappingProxyType(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506  # safe loaders both
