"""The contracts of the datasets are whole, sound and published."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.datasets.heads import head_key, names_of
from openscorecard.formats.datasets.table_schema import table_schema
from openscorecard.formats.measures.catalogue import standard_catalogue
from tests.tools_of_the_tree import tool

DATASETS = standard_datasets()
AGE_BANDS = ("0-5", "6-12", "13-18", "19-34", "35-54", "55-64", "65+")

# What the standard of Table Schemas asks of the parts used here, in our own words.
_TYPES = ["string", "integer", "number", "date", "datetime", "yearmonth", "year", "boolean"]
_CONSTRAINTS = {
    "required": {"type": "boolean"},
    "enum": {"type": "array", "minItems": 1, "uniqueItems": True},
    "pattern": {"type": "string", "format": "regex"},
    "minimum": {"type": "number"},
    "maximum": {"type": "number"},
}
_NAMES = {"type": "array", "minItems": 1, "items": {"type": "string"}}
TABLE_SCHEMA = {
    "type": "object",
    "required": ["$schema", "fields"],
    "properties": {
        "fields": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "type", "title"],
                "properties": {
                    "name": {"type": "string", "minLength": 1},
                    "type": {"enum": _TYPES},
                    "constraints": {"type": "object", "properties": _CONSTRAINTS, "additionalProperties": False},
                },
            },
        },
        "missingValues": _NAMES,
        "primaryKey": _NAMES,
        "foreignKeys": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["fields", "reference"],
                "properties": {
                    "fields": _NAMES,
                    "reference": {
                        "required": ["fields"],
                        "properties": {"fields": _NAMES, "resource": {"minLength": 1}},
                    },
                },
            },
        },
    },
}


def test_the_contract_has_its_28_datasets_in_order() -> None:
    assert " ".join(DATASETS) == (
        "branches terminals closures circulation holdings eholdings cards events training proposals budget grants "
        "purchases service_points sites outreach equipment equipment_use platforms online_functions function_use "
        "av_titles population visits staff feedback eresource_usage peer_figures"
    )


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("closures", ("branch", "from")),
        ("circulation", ()),
        ("training", ("course_id", "session")),
        ("budget", ("as_of", "account")),
        ("sites", ("plan", "site", "stage")),
        ("outreach", ("plan", "period", "district", "age_band")),
        ("population", ("as_of", "district", "age_band")),
        ("visits", ("occurred_on", "branch")),
        (
            "eresource_usage",
            ("period", "platform", "report", "title", "metric", "data_type", "access_method", "device"),
        ),
        ("peer_figures", ("year", "institution", "indicator")),
    ],
)
def test_rows_are_named_by_their_key(name: str, key: tuple[str, ...]) -> None:
    assert DATASETS[name].key == key


def test_every_measure_stands_on_datasets_there_are() -> None:
    assert {name for measure in standard_catalogue() for name in measure.datasets} <= set(DATASETS)


def test_ages_are_banded_alike_everywhere() -> None:
    bands = [field.values() for dataset in DATASETS.values() for field in dataset.fields if field.name == "age_band"]
    assert bands == [AGE_BANDS] * 4


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)
def test_a_dataset_speaks_both_languages_without_ambiguity(dataset: Dataset) -> None:
    for text in (dataset.title, dataset.description, *(field.title for field in dataset.fields)):
        assert text.en
        assert text.zh != text.en
    for language in ("zh", "en"):
        titles = [getattr(field.title, language) for field in dataset.fields]
        assert len(set(titles)) == len(titles)
    names = names_of(dataset)
    for field in dataset.fields:
        # The title of one field may be said by no other.
        assert {names[head_key(said)] for said in (field.name, field.title.zh, field.title.en)} == {field.name}


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)
def test_a_contract_is_a_valid_table_schema(dataset: Dataset) -> None:
    schema = table_schema(dataset)
    assert list(Draft202012Validator(TABLE_SCHEMA).iter_errors(schema)) == []
    names = [field["name"] for field in schema["fields"]]
    assert names == list(dataset.names)
    assert tuple(schema.get("primaryKey", ())) == dataset.key
    assert all(set(key["fields"]) <= set(names) for key in schema.get("foreignKeys", ()))


def test_a_schema_says_what_a_field_may_hold() -> None:
    fields: dict[str, Any] = {field["name"]: field for field in table_schema(DATASETS["events"])["fields"]}
    assert fields["status"]["constraints"] == {"required": True, "enum": ["planned", "held", "cancelled"]}
    assert fields["satisfaction"]["constraints"] == {"minimum": 0, "maximum": 1}
    usage: dict[str, Any] = {field["name"]: field for field in table_schema(DATASETS["eresource_usage"])["fields"]}
    assert usage["period"]["type"] == "yearmonth"
    assert table_schema(DATASETS["circulation"])["fields"][0]["timeZone"] == "Asia/Taipei"


def test_the_published_schemas_are_current() -> None:
    documents = tool("docs_datasets").documents()
    stale = [str(path) for path, text in documents.items() if not path.is_file() or path.read_text("utf-8") != text]
    assert stale == [], "run python tools/docs_datasets.py write"
    published = {path.name for path in (tool("docs_datasets").FOLDER).glob("*.json")}
    assert published == {f"{name}.json" for name in DATASETS}
    assert all(json.loads(text)["fields"] for path, text in documents.items() if path.suffix == ".json")
