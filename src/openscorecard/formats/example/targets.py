"""The example's targets: one for every KPI that has a measure, in every year of the example's rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from importlib import resources
from typing import Any

from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.spreading import Spread
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.scores.yearly import Profile
from openscorecard.domain.strategy.plan import Plan
from openscorecard.formats.example.figures import row_figures, row_shapes
from openscorecard.formats.measures.catalogue import standard_catalogue
from openscorecard.formats.scores.targets import Stored


def targets_of(plan: Plan) -> dict[Period, tuple[Stored, ...]]:
    """The example's targets of a plan by year, in the order of its KPIs; those name KPIs by id."""
    said, figures, known = _said(), row_figures(), standard_catalogue()
    years = range(figures["first_year"], figures["last_year"] + 1)
    bound = [(kpi.id, measure) for _, kpi in plan.kpis() if (measure := known.get(kpi.measure)) and measure.id in said]
    return {
        Period("year", year): tuple(_stored(id_, measure, said[measure.id], year) for id_, measure in bound)
        for year in years
    }


def _stored(kpi: str, measure: Measure, said: Mapping[str, Any], year: int) -> Stored:
    values = said["values"]
    target = Target(
        kpi,
        unit=measure.unit.zh,
        value=Fraction(str(values[year])),
        baseline=Fraction(str(values[year - 1])) if said.get("baseline_is_before") else None,
        cap=Fraction(said["cap"]) if "cap" in said else None,
    )
    name = said.get("profile")
    spread = Spread(Profile(name, tuple(_shares(name))), measure.kind, measure.frequency) if name else None
    return Stored(target, spread, example=True)


def _shares(profile: str) -> Iterator[Fraction]:
    """The months of a season: those the example's events are made by."""
    if profile == "season":
        yield from (Fraction(share) for share in row_shapes()["season_events"])


def _said() -> Mapping[str, Any]:
    import yaml

    text = resources.files(__package__).joinpath("targets.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # safe loaders both
    return found
