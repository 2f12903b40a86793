"""The verbs a notebook uses on pure objects: read, check, write; `draw_map` stands in the drawing room."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.strategy.soundness import Finding, soundness_findings
from openscorecard.formats.measures.catalogue import standard_catalogue
from openscorecard.formats.strategy.assembling import Reading
from openscorecard.formats.strategy.intake import read_plans
from openscorecard.reports.exports import export_plan


def read_plan(path: str | Path, ids: Sequence[str] = ()) -> Reading:
    """The plans of a strategy document and what could not be placed; raises faults with their places."""
    file = Path(path)
    return read_plans(file.read_bytes(), file.name, ids)


def check_plan(plan: Plan, parent: Plan | None = None, children: Sequence[Plan] = ()) -> tuple[Finding, ...]:
    """The soundness findings of a plan, with the catalogue that comes with the product."""
    return soundness_findings(plan, standard_catalogue(), parent, children)


def write_plan(plan: Plan, path: str | Path, parent: Plan | None = None) -> None:
    """Write a plan to a file in the form its ending names."""
    file = Path(path)
    file.write_bytes(export_plan(plan, file.suffix.lstrip("."), parent=parent))
