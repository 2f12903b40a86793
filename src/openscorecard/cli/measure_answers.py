"""The shapes of measures on the command line, and how they are said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from openscorecard.cli.speaking import language, say

if TYPE_CHECKING:
    from openscorecard.domain.measures.formula import Term
    from openscorecard.domain.measures.measure import Companion, Measure, Variant
    from openscorecard.queries.measures import OwnMeasureRow

Shape = dict[str, Any]


def measure_shape(measure: Measure, own: bool) -> Shape:
    """`measures list`: one line."""
    return {
        "measure": measure.id,
        "name": measure.name.says(language())[0],
        "kind": measure.kind,
        "unit": measure.unit.says(language())[0],
        "frequency": measure.frequency,
        "own": own,
        "version": measure.version,
    }


def measure_details(measure: Measure, versions: Sequence[OwnMeasureRow]) -> Shape:
    """`measures show`: what is counted, in words made from the description itself."""
    return {
        **measure_shape(measure, bool(versions)),
        "nature": measure.nature,
        "better": measure.better,
        "datasets": list(measure.datasets),
        "dimensions": list(measure.dimensions),
        "subset_of": measure.subset_of or None,
        "readings": [_reading(measure, one) for one in measure.variants],
        "companions": [_reading(measure, one) for one in measure.companions],
        "versions": [
            {"version": row.version, "by": row.by, "at": row.at.isoformat(timespec="seconds"), "retired": row.retired}
            for row in versions
        ],
    }


def _reading(measure: Measure, reading: Variant | Companion) -> Shape:
    from openscorecard.domain.measures.measure import Variant

    words = reading.definition if isinstance(reading, Variant) else reading.title
    return {
        "reading": reading.name,
        "says": words.says(language())[0],
        "unit": measure.unit_of(reading).says(language())[0],
        "of": [_term(one) for one in reading.formula.of],
        "over": [_term(one) for one in reading.formula.over],
        "scale": str(reading.formula.scale),
    }


def _term(term: Term) -> Shape:
    from openscorecard.domain.measures.sentences import counting_in_words
    from openscorecard.formats.datasets.contracts import standard_datasets

    return {"sign": term.sign, "counts": counting_in_words(term.counting, standard_datasets()).says(language())[0]}


def measure_lines(shape: Shape) -> Iterator[str]:
    """`measures show` for people."""
    yield f"{shape['measure']}  {shape['name']}  ({shape['unit']})"
    yield say("版本", "version") + f" {shape['version']}" + (say("，自訂", ", of one's own") if shape["own"] else "")
    for kind in ("readings", "companions"):
        for reading in shape[kind]:
            yield f"  {reading['reading']}: {reading['says']}"
            yield from (f"    {'−' if term['sign'] < 0 else '+'} {term['counts']}" for term in reading["of"])
            yield from (f"    ÷ {term['counts']}" for term in reading["over"])
            if reading["scale"] != "1":
                yield f"    × {reading['scale']}"
