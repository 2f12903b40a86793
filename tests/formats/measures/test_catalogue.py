"""The measures that come with the product: whole, in both languages, and no change of meaning without a new version."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from openscorecard.domain.measures.dimensions import spot_of
from openscorecard.domain.measures.measure import Measure
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.example import example_plans
from openscorecard.formats.measures.catalogue import standard_catalogue

MEASURES = tuple(standard_catalogue())
VERSIONS = Path(__file__).with_name("versions.json")


def meaning(measure: Measure) -> list[object]:
    """What a measure counts, without its words."""
    return [
        [
            one.name,
            [(term.counting.digest, term.sign) for term in one.formula.of],
            [(term.counting.digest, term.sign) for term in one.formula.over],
            str(one.formula.scale),
        ]
        for one in measure.readings()
    ]


def test_there_are_twenty_measures_and_every_kpi_of_the_example_is_bound_to_one() -> None:
    assert len(MEASURES) == 20
    library = next(plan for plan in example_plans() if plan.id == "taipei-public-library")
    kpis = [kpi for _, kpi in library.kpis()]
    assert len(kpis) == 29
    assert {kpi.measure for kpi in kpis} == {measure.id for measure in MEASURES}


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.id)
def test_a_meaning_that_changes_gets_a_new_version(measure: Measure) -> None:
    """`versions.json` keeps what each version counted: add to it, never change what stands there."""
    kept = json.loads(VERSIONS.read_text(encoding="utf-8"))
    assert kept[measure.id][str(measure.version)] == json.loads(json.dumps(meaning(measure)))
    assert max(map(int, kept[measure.id])) == measure.version


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.id)
def test_a_measure_says_everything_in_both_languages(measure: Measure) -> None:
    texts = [measure.name, measure.unit, *(one.definition for one in measure.variants)]
    texts += [text for one in measure.companions for text in (one.title, one.unit)]
    texts += [one.unit for one in measure.variants if one.unit]
    for text in texts:
        assert text.en, text.zh
        assert re.search("[\u4e00-\u9fff%]|NT", text.zh), text.zh


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.id)
def test_a_measure_names_the_datasets_of_its_reading_in_force(measure: Measure) -> None:
    assert measure.datasets == measure.variants[0].formula.datasets()


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.id)
def test_rows_say_every_dimension_that_a_measure_offers(measure: Measure) -> None:
    datasets = standard_datasets()
    for dimension in measure.dimensions:
        countings = [term.counting for term in measure.variants[0].formula.of]
        assert any(spot_of(dimension, datasets[one.dataset], datasets) for one in countings), dimension


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.id)
def test_a_measure_has_a_companion(measure: Measure) -> None:
    assert measure.companions


def test_a_subset_counts_rows_of_its_whole() -> None:
    for measure in MEASURES:
        whole = standard_catalogue().get(measure.subset_of)
        if whole:
            assert measure.datasets == whole.datasets
            assert measure.variants[0].formula.kind == whole.variants[0].formula.kind
