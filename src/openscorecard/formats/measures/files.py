"""Measure files: YAML to measures and their data, every fault with its line and column; and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.measures.counting import Counting
from openscorecard.domain.measures.dimensions import spot_of
from openscorecard.domain.measures.measure import Measure
from openscorecard.formats.bounded import run_bounded
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.decoding import decode_text
from openscorecard.formats.measures.data import alone, counting_from_data, measure_from_data
from openscorecard.formats.measures.faults import (
    NoMeasures,
    SeveralMeasureFiles,
    UnknownMeasureDataset,
    UnknownMeasureDimension,
)
from openscorecard.formats.schema_check import breaks, validator_of
from openscorecard.formats.yaml_places import Places, documents, nearest, placed

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

HEAD = "# OpenScorecard measures; their fields: measure.schema.json\n"
Data = Mapping[str, Any]
Described = tuple[dict[str, Any], ...]
"""Of each measure of a file, the data of a file with that one measure and the counts it speaks of."""


def measure_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of measure files."""
    text = resources.files(__package__).joinpath("measure.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def read_measures(data: bytes) -> Described:
    """The measures of a file, parsed in a worker bound in memory and time.

    Raises the first fault with its place, the others in its `also`: of YAML, of the schema, UnfitCounting,
    UnfitFormula, UnfitMeasure, UnknownMeasureDataset, UnknownMeasureDimension, NoMeasures, SeveralMeasureFiles.
    """
    return tuple(run_bounded("read-measures", data)["measures"])


def read_in_worker(data: bytes) -> dict[str, Any]:
    """What the worker runs."""
    return {"measures": list(read_directly(decode_text(data)))}


def read_directly(text: str) -> Described:
    """Like `read_measures`, in this process and without bounds: for tests and the worker."""
    found = list(documents(text, keep_empty=True))  # an unquoted comma makes a field without a value
    if len(found) != 1:
        raise SeveralMeasureFiles(count=len(found)) if found else NoMeasures()
    data, places = found[0]
    check_measures(data, places)
    return tuple(alone(data, id_) for id_ in data["measures"])


def check_measures(data: Any, places: Places = {}) -> None:  # noqa: B006 -- never written
    """Raise all that is wrong with the data of a measure file, each with its place where `places` tell it."""
    refuse(
        placed(fault, nearest(fault.facts.get("path", ""), places))
        for fault in breaks(_validator(), data, schema="measure.schema.json", whole="measures")
    )
    counts, wrong = _countings(data.get("counts", {}), places)
    refuse(wrong)
    refuse(fault for id_, row in data["measures"].items() for fault in _measure_faults(id_, row, counts, places))


def write_measures(data: Data) -> str:
    """The data of a measure file as YAML; `read_directly` reads it back."""
    import yaml

    return HEAD + str(
        yaml.safe_dump(_plain(data), allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000)
    )


@cache
def _validator() -> Validator:
    return validator_of(measure_schema())


def _countings(rows: Data, places: Places) -> tuple[dict[str, Counting], list[Fault]]:
    counts: dict[str, Counting] = {}
    wrong: list[Fault] = []
    for name, row in rows.items():
        try:
            counts[name] = counting_from_data(row)
        except Fault as fault:
            wrong.extend(placed(fault, nearest(f"counts/{name}", places)).all())
    return counts, wrong


def _measure_faults(id_: str, row: Data, counts: Mapping[str, Counting], places: Places) -> Iterator[Fault]:
    where = f"measures/{id_}"
    try:
        measure = measure_from_data(id_, row, counts)
    except Fault as fault:
        yield from placed(fault, nearest(where, places)).all()
        return
    datasets = standard_datasets()
    for number, name in enumerate(row.get("datasets", ())):
        if name not in datasets:
            dataset = UnknownMeasureDataset(item=id_, dataset=name)
            yield placed(dataset, nearest(f"{where}/datasets/{number}", places))
    for number, name in enumerate(measure.dimensions):
        if not _said_by_rows(name, measure):
            dimension = UnknownMeasureDimension(item=id_, dimension=name)
            yield placed(dimension, nearest(f"{where}/dimensions/{number}", places))


def _said_by_rows(dimension: str, measure: Measure) -> bool:
    datasets = standard_datasets()
    used = {name for formula in measure.formulas() for name in formula.datasets()}
    return any(spot_of(dimension, datasets[name], datasets) for name in used)


def _plain(value: Any) -> Any:
    """`value` without shared parts, which YAML would write as anchors."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
