"""Measures and plain data: what a measure file says becomes countings, formulas and measures, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from openscorecard.domain.measures.counting import Alive, Clause, Condition, Counting, Followed, Latest, When, Within
from openscorecard.domain.measures.fitting import check_counting
from openscorecard.domain.measures.formula import Formula, Term, UnfitFormula
from openscorecard.domain.measures.measure import Catalogue, Companion, Measure, Part, Variant
from openscorecard.domain.text import Text
from openscorecard.formats.datasets.contracts import standard_datasets

Row = Mapping[str, Any]
Counts = Mapping[str, Counting]


def catalogue_from_data(data: Row) -> Catalogue:
    """The measures of `data` (`counts` by name, `measures` by id), as the published schema describes it.

    Raises UnfitCounting, UnfitFormula, UnfitMeasure; KeyError and TypeError for data that breaks the schema.
    """
    return Catalogue(measures_from_data(data))


def measures_from_data(data: Row) -> tuple[Measure, ...]:
    """The measures of `data`, which may speak of measures elsewhere as the whole they are a part of.

    Raises what `catalogue_from_data` does but for a whole that is missing.
    """
    counts = {name: counting_from_data(row) for name, row in data.get("counts", {}).items()}
    return tuple(measure_from_data(id_, row, counts) for id_, row in data["measures"].items())


def alone(data: Row, id_: str) -> dict[str, Any]:
    """The data of the one measure `id_` of `data`: its description and only the counts it speaks of."""
    row = data["measures"][id_]
    readings = (*row["variants"].values(), *row.get("companions", {}).values())
    named = {name.removeprefix("-") for one in readings for name in (*one["of"], *one.get("over", ()))}
    counts = {name: said for name, said in data.get("counts", {}).items() if name in named}
    return {"counts": counts, "measures": {id_: row}}


def counting_from_data(row: Row, *, any_length: bool = False) -> Counting:
    """A counting, checked against the contract of its dataset (see `check_counting`). Raises UnfitCounting."""
    counting = Counting(
        dataset=row["in"],
        when=_when(row),
        where=clauses_from_data(row.get("where", ())),
        sums=tuple(row.get("sum", ())),
        times=row.get("times", ""),
        distinct=row.get("distinct", ""),
        first_of=row.get("first_of", ""),
        unless_replaced=row.get("unless_replaced", ""),
        must_know=tuple(row.get("must_know", ())),
        days=tuple(row.get("days", ())),
        followed=_followed(row.get("followed")),
    )
    check_counting(counting, standard_datasets(), any_length=any_length)
    return counting


def _when(row: Row) -> When:
    if "alive" in row:
        said = row["alive"]
        return Alive(said["start"], tuple(said.get("gone", ())), tuple(said.get("until", ())))
    if "latest" in row:
        said = row["latest"]
        return Latest(said["field"], said.get("reach", "month"), said.get("shift", 0))
    said = row["within"]
    return Within(said) if isinstance(said, str) else Within(said["field"], said.get("window", 0))


def clauses_from_data(said: Iterable[Any]) -> tuple[Clause, ...]:
    """Clauses as files write them: `[field, op, value …]`, or `{any: [such conditions]}`."""
    return tuple(_clause(one) for one in said)


def clauses_to_data(clauses: Iterable[Clause]) -> list[Any]:
    """Clauses as `clauses_from_data` reads them."""
    said = [[[one.field, one.op, *one.values] for one in clause] for clause in clauses]
    return [many[0] if len(many) == 1 else {"any": many} for many in said]


def _followed(row: Row | None) -> Followed | None:
    if row is None:
        return None
    return Followed(row["in"], row["by"], row["first"], row["last"], clauses_from_data(row.get("where", ())))


def _clause(said: Any) -> Clause:
    many = said["any"] if isinstance(said, Mapping) else [said]
    return tuple(Condition(field, op, tuple(values)) for field, op, *values in many)


def measure_from_data(id_: str, row: Row, counts: Counts) -> Measure:
    """A measure whose formulas speak of `counts`. Raises UnfitFormula, UnfitMeasure."""
    variants = tuple(_variant(name, one, counts) for name, one in row["variants"].items())
    companions = tuple(_companion(name, one, counts) for name, one in row.get("companions", {}).items())
    return Measure(
        id=id_,
        name=_text(row["name"]),
        kind=row["kind"],
        unit=_text(row["unit"]),
        frequency=row["frequency"],
        nature=row["nature"],
        datasets=tuple(row.get("datasets") or variants[0].formula.datasets()),
        variants=variants,
        dimensions=tuple(row.get("dimensions", ())),
        companions=companions,
        numerator=_part(row.get("numerator")),
        denominator=_part(row.get("denominator")),
        additive=row.get("additive", True),
        subset_of=row.get("subset_of", ""),
        kpi_names=tuple(row.get("kpi_names", ())),
        version=row.get("version", 1),
        better=row.get("better", "neither"),
    )


def _variant(name: str, row: Row, counts: Counts) -> Variant:
    unit = _text(row["unit"]) if "unit" in row else None
    return Variant(name, _text(row["text"]), formula_from_data(row, counts), unit)


def _companion(name: str, row: Row, counts: Counts) -> Companion:
    better = row.get("better", "up")
    return Companion(name, _text(row["text"]), _text(row["unit"]), formula_from_data(row, counts), better)


def formula_from_data(row: Row, counts: Counts) -> Formula:
    """The formula of a reading, which speaks of `counts`. Raises UnfitFormula."""
    return Formula(_terms(row["of"], counts), _terms(row.get("over", ()), counts), Fraction(str(row.get("scale", 1))))


def _terms(names: Iterable[str], counts: Counts) -> tuple[Term, ...]:
    terms = []
    for name in names:
        plain = name.removeprefix("-")
        if plain not in counts:
            raise UnfitFormula(reason=f"{plain} = ?")
        terms.append(Term(counts[plain], -1 if name != plain else 1))
    return tuple(terms)


def _part(row: Row | None) -> Part | None:
    return Part(Text(row["zh"], row["en"]), row["kind"]) if row else None


def _text(row: list[str]) -> Text:
    zh, en = row  # an unquoted comma would make three
    return Text(zh, en)
