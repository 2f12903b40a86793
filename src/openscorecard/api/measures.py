"""Measures: what KPIs count, in words and as the description that engines translate."""

from collections.abc import Iterator
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query

from openscorecard.api.answering import Found
from openscorecard.api.asking import ID, Paged
from openscorecard.api.columns import Column, Row, Table
from openscorecard.api.plans import both
from openscorecard.api.service import feed, single
from openscorecard.domain.measures.formula import Formula, Term
from openscorecard.domain.measures.measure import Companion, Measure, Variant
from openscorecard.domain.measures.sentences import counting_in_words
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.fed import dimensions_told
from openscorecard.queries.measures import catalogue, measure_named

MeasureId = Annotated[
    str, Path(pattern=ID, max_length=100, description="The id of a measure.", examples=["loans_per_capita"])
]
_WORDS = {"type": "array", "items": {"type": "string"}}

MEASURES = Table(
    "measures",
    "One measure: what a KPI counts.",
    (
        Column("measure", "text", "Id of the measure.", "loans_per_capita"),
        Column("name_zh", "text", "Name in Traditional Chinese.", "每人借閱冊數"),
        Column("name_en", "text", "Name in English.", "Loans per head", lacks=True),
        Column("kind", "text", "S: stock at the period's end; F: flow, summed; R: ratio of two parts.", "R",
               ("S", "F", "R")),
        Column("unit_zh", "text", "Unit in Chinese.", "冊"),
        Column("unit_en", "text", "Unit in English.", "loans", lacks=True),
        Column("frequency", "text", "How often it speaks.", "month", ("month", "quarter", "half", "year")),
        Column("nature", "text", "What goes in, what is put out, or what comes of it.", "output",
               ("input", "output", "outcome")),
        Column("better", "text", "Which way it is for the better where no target says so.", "up",
               ("up", "down", "neither")),
        Column("additive", "flag", "Whether it adds up over units and periods; distinct counts do not.", True),
        Column("datasets", "data", "Datasets it stands on.", ["circulation"], shape=_WORDS),
        Column("dimensions", "data", "What its first reading can be split by.", ["branch", "district"], shape=_WORDS),
        Column("readings", "data", "Names of its readings; the first holds unless another was chosen.", ["standard"],
               shape=_WORDS),
        Column("companions", "data", "Names of figures shown beside it and never scored.", [], shape=_WORDS),
        Column("version", "integer", "Grows with every change of its meaning.", 1),
    ),
    ("measure",),
)  # fmt: skip
_TERM = {
    "type": "object",
    "properties": {
        "taken_away": {"type": "boolean"},
        "zh": {"type": "string", "description": "What is counted, in Chinese."},
        "en": {"type": "string", "description": "What is counted, in English."},
    },
    "required": ["taken_away", "zh", "en"],
}
_READING = {
    "type": "object",
    "properties": {
        "reading": {"type": "string"},
        "companion": {"type": "boolean", "description": "Shown beside and never scored."},
        "definition_zh": {"type": "string"},
        "definition_en": {"type": ["string", "null"]},
        "unit_zh": {"type": "string"},
        "unit_en": {"type": ["string", "null"]},
        "dimensions": _WORDS,
        "of": {"type": "array", "items": _TERM, "description": "What is added up above the line."},
        "over": {"type": "array", "items": _TERM, "description": "What it is divided by; empty where by nothing."},
        "scale": {"type": "string", "description": "What the quotient is multiplied by."},
    },
    "required": ["reading", "companion", "definition_zh", "unit_zh", "dimensions", "of", "over", "scale"],
}
_SHAPE = {
    "type": "object",
    "description": "A measure whole: each reading with its formula in words of both languages.",
    "properties": {
        "measure": {"type": "string"},
        "name_zh": {"type": "string"},
        "name_en": {"type": ["string", "null"]},
        "kind": {"type": "string", "enum": ["S", "F", "R"]},
        "frequency": {"type": "string"},
        "nature": {"type": "string"},
        "better": {"type": "string"},
        "version": {"type": "integer"},
        "datasets": _WORDS,
        "kpi_names": {**_WORDS, "description": "Names of KPIs that an import binds to it."},
        "readings": {"type": "array", "items": _READING},
    },
    "required": ["measure", "name_zh", "kind", "frequency", "nature", "better", "version", "datasets", "readings"],
}


@feed("/measures", MEASURES, "plans:read")
def measures(request: HttpRequest, asked: Query[Paged]) -> Found:
    """Measures there are"""
    return Found([_row(one) for one in catalogue()])


def _row(one: Measure) -> Row:
    told = dimensions_told(one)
    return (
        one.id, *both(one.name), one.kind, *both(one.unit), one.frequency, one.nature, one.better, one.additive,
        one.datasets, told[one.variants[0].name], tuple(way.name for way in one.variants),
        tuple(way.name for way in one.companions), one.version,
    )  # fmt: skip


@single("/measures/{measure}", _SHAPE, "plans:read")
def measure(request: HttpRequest, measure: MeasureId) -> dict[str, Any]:
    """One measure with its formulas"""
    found = measure_named(measure)
    return {
        "measure": found.id,
        "name_zh": found.name.zh,
        "name_en": found.name.en or None,
        "kind": found.kind,
        "frequency": found.frequency,
        "nature": found.nature,
        "better": found.better,
        "version": found.version,
        "datasets": list(found.datasets),
        "kpi_names": list(found.kpi_names),
        "readings": list(_readings(found)),
    }


def _readings(found: Measure) -> Iterator[dict[str, Any]]:
    told = dimensions_told(found)
    for way in found.readings():
        words = _words(way)
        unit = found.unit_of(way)
        yield {
            "reading": way.name,
            "companion": isinstance(way, Companion),
            "definition_zh": words[0],
            "definition_en": words[1],
            "unit_zh": unit.zh,
            "unit_en": unit.en or None,
            "dimensions": list(told[way.name]),
            **_formula(way.formula),
        }


def _words(way: Variant | Companion) -> tuple[str, str | None]:
    return both(way.title if isinstance(way, Companion) else way.definition)


def _formula(formula: Formula) -> dict[str, Any]:
    return {"of": _terms(formula.of), "over": _terms(formula.over), "scale": str(formula.scale)}


def _terms(terms: tuple[Term, ...]) -> list[dict[str, Any]]:
    datasets = standard_datasets()
    found = []
    for term in terms:
        said = counting_in_words(term.counting, datasets)
        found.append({"taken_away": term.sign < 0, "zh": said.zh, "en": said.en})
    return found
