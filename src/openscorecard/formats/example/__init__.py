"""The example that comes with the product: two real plans, with hypotheses of our own in a layer that can go."""

from __future__ import annotations

from functools import cache
from importlib import resources

from openscorecard.domain.initiatives.charter import Charter
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.institutions import Institution
from openscorecard.domain.strategy.plan import Plan
from openscorecard.formats.example.targets import targets_of
from openscorecard.formats.initiatives.charters import charter_from_data
from openscorecard.formats.initiatives.files import read_charters_directly
from openscorecard.formats.measures.catalogue import standard_catalogue
from openscorecard.formats.scores.targets import Stored
from openscorecard.formats.strategy.yaml_file import read_yaml


def example_text() -> str:
    """The YAML of the example's plans."""
    return resources.files(__package__).joinpath("plans.yaml").read_text(encoding="utf-8")


@cache  # plans are values: nobody can change what others are given
def example_plans() -> tuple[Plan, ...]:
    """The education bureau's plan and the library's, the parent first."""
    return read_yaml(example_text(), frozenset(measure.id for measure in standard_catalogue())).plans


def example_institutions() -> tuple[Institution, ...]:
    """The institutions of the example's plans: the library stands below the bureau."""
    bureau, library = example_plans()
    return (
        Institution(bureau.id, bureau.institution, "bureau"),
        Institution(library.id, library.institution, "library", parent=bureau.id),
    )


@cache
def example_charters() -> tuple[str, tuple[Charter, ...]]:
    """What the example declares of the action plans: the strategy plan's id, and their charters."""
    text = resources.files(__package__).joinpath("charters.yaml").read_text(encoding="utf-8")
    rows = read_charters_directly(text)["charters"]
    return example_plans()[1].id, tuple(charter_from_data(plan, row) for plan, row in rows.items())


def example_targets() -> tuple[str, dict[Period, tuple[Stored, ...]]]:
    """What the example asks of the KPIs: the strategy plan's id, and its targets by year."""
    library = example_plans()[1]
    return library.id, targets_of(library)
