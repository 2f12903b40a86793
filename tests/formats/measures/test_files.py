"""Measure files: the shipped catalogue keeps to the schema, faults have places, what is written reads back."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as some

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.counting import UnfitCounting
from openscorecard.domain.measures.formula import UnfitFormula
from openscorecard.domain.measures.measure import UnfitMeasure
from openscorecard.formats.faults import DuplicateKey, MissingField, UnfitField, UnfitYaml, UnknownField, YamlAlias
from openscorecard.formats.measures.catalogue import standard_catalogue, standard_measure_data
from openscorecard.formats.measures.data import measures_from_data
from openscorecard.formats.measures.faults import (
    NoMeasures,
    SeveralMeasureFiles,
    UnknownMeasureDataset,
    UnknownMeasureDimension,
)
from openscorecard.formats.measures.files import measure_schema, read_directly, read_measures, write_measures
from openscorecard.formats.schema_check import validator_of

SHIPPED = resources.files("openscorecard.formats.measures").joinpath("catalogue.yaml").read_text(encoding="utf-8")
GOOD = """counts:
  visits: {in: events, within: held_on, where: [[status, in, held]], sum: [attendees]}
measures:
  visits_to_events:
    name: [活動到場人次, Visits to events]
    kind: F
    unit: [人次, visits]
    frequency: month
    nature: outcome
    variants:
      all: {text: [到場人次, attendances], of: [visits]}
    dimensions: [branch]
"""

FAULTY = {
    "nothing": ("# nothing\n", NoMeasures, 0),
    "two documents": (GOOD + "---\n" + GOOD, SeveralMeasureFiles, 0),
    "no YAML": ("counts: [\n", UnfitYaml, 2),
    "an alias": ("counts: &a {}\nmeasures: *a\n", YamlAlias, 2),
    "a field twice": (GOOD.replace("    kind: F\n", "    kind: F\n    kind: F\n"), DuplicateKey, 7),
    "a misspelt field": (GOOD.replace("nature:", "natur:"), UnknownField, 9),
    "a missing field": (GOOD.replace("    kind: F\n", ""), MissingField, 5),
    "an id no address could bear": (GOOD.replace("visits_to_events:", "Visits!:"), UnfitField, 4),
    "a third text by a comma": (GOOD.replace("Visits to events", "Visits, events"), UnfitField, 5),
    "a field by a comma": (
        GOOD.replace("    variants", "    numerator: {zh: 到場, en: those there, or near, kind: F}\n    variants"),
        UnknownField,
        10,
    ),
    "a time of two kinds": (GOOD.replace("within: held_on", "within: held_on, alive: {start: held_on}"), UnfitField, 2),
    "an unknown dataset": (GOOD.replace("in: events", "in: concerts"), UnfitCounting, 2),
    "an unknown field": (GOOD.replace("attendees", "guests"), UnfitCounting, 2),
    "an unknown test": (GOOD.replace("[[status, in, held]]", "[[status, like, held]]"), UnfitCounting, 2),
    "an unknown count": (GOOD.replace("of: [visits]", "of: [guests]"), UnfitFormula, 5),
    "a kind its counts contradict": (GOOD.replace("kind: F", "kind: S"), UnfitMeasure, 5),
    "an unknown dataset of a measure": (
        GOOD.replace("    variants", "    datasets: [concerts]\n    variants"),
        UnknownMeasureDataset,
        10,
    ),
    "a dimension no rows say": (GOOD.replace("[branch]", "[card_type]"), UnknownMeasureDimension, 12),
}


def test_the_shipped_catalogue_keeps_to_the_schema_and_reads_as_a_file() -> None:
    validator_of(measure_schema()).check_schema(measure_schema())
    read = read_directly(SHIPPED)
    assert [one for data in read for one in measures_from_data(data)] == list(standard_catalogue())


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_file_is_refused_with_the_place(name: str) -> None:
    text, fault, row = FAULTY[name]
    with pytest.raises(Fault) as caught:
        read_directly(text)
    assert (fault, row) in {(type(one), one.row) for one in caught.value.all()}
    assert all(one.column for one in caught.value.all() if row)


def test_all_that_is_wrong_with_countings_is_told_at_once() -> None:
    wrong = GOOD.replace("held_on, where", "seen_on, where").replace("attendees", "guests")
    with pytest.raises(UnfitCounting) as caught:
        read_directly(wrong)
    assert {"seen_on = ?", "guests = ?"} <= {one.facts["reason"] for one in caught.value.all()}
    assert {one.row for one in caught.value.all()} == {2}


def test_of_a_file_each_measure_keeps_only_the_counts_it_speaks_of() -> None:
    (data,) = (one for one in read_directly(SHIPPED) if "volumes_per_resident" in one["measures"])
    assert set(data["counts"]) == {"volumes_in_stock", "residents", "ecopies_active", "loans"}
    assert data == standard_measure_data("volumes_per_resident")


@pytest.mark.parametrize("id_", [one.id for one in standard_catalogue()])
def test_what_is_written_reads_back_equal(id_: str) -> None:
    data = standard_measure_data(id_)
    assert read_directly(write_measures(data)) == (data,)


WORDS = some.text(some.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)


@given(WORDS, WORDS, some.lists(WORDS, min_size=1, max_size=4))
def test_any_words_and_values_are_written_and_read_back(zh: str, en: str, values: list[str]) -> None:
    (data,) = read_directly(GOOD)
    data["measures"]["visits_to_events"]["name"] = [zh, en]
    data["counts"]["visits"]["where"] = [["event_id", "in", *values]]
    assert read_directly(write_measures(data)) == (data,)


def test_a_file_is_read_in_a_bounded_worker_with_the_same_outcome() -> None:
    assert read_measures(b"\xef\xbb\xbf" + GOOD.encode()) == read_directly(GOOD)
    with pytest.raises(UnfitCounting) as caught:
        read_measures(GOOD.replace("in: events", "in: concerts").encode())
    assert caught.value.row == 2
