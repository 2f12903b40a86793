"""The rows of ledgers that pages of action plans list: of each plan the latest, as text; readers' rows never."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from openscorecard.domain.initiatives.kind import Listing
from openscorecard.domain.measures.counting import Alive, Counting
from openscorecard.domain.measures.dimensions import PLAN, spot_of
from openscorecard.domain.measures.small_cells import of_readers
from openscorecard.domain.measures.tagging import place_of
from openscorecard.engines.measures.duck.columns import Raw, named
from openscorecard.engines.measures.duck.conditions import cell, holds
from openscorecard.engines.measures.duck.passes import lookup_joins, manifest_of, rows_of
from openscorecard.engines.measures.engine import RowSource
from openscorecard.engines.measures.listed import Listed
from openscorecard.engines.measures.mishaps import faults_of
from openscorecard.engines.rows.scanning import reading

if TYPE_CHECKING:
    import duckdb


def rows_listed(listings: Sequence[Listing], source: RowSource, most: int, memory: int = 512) -> Iterator[Listed]:
    """What each listing shows: for every plan that has rows, or for all together, at most `most` rows and how many.

    The latest by the dataset's time are kept, in its order. Rows of readers are never listed. Raises RowsUncountable,
    CountingTooHeavy.
    """
    for one in listings:
        dataset = source.datasets[one.dataset]
        if of_readers(dataset) or dataset.name not in source.manifests:
            continue
        others = [name for name in _looked_into(one, source) if name != dataset.name]
        manifests = [manifest_of(source, name) for name in (dataset.name, *others)]
        with (
            reading(source.root, manifests, memory=f"{memory}MiB", threads=2) as connection,
            faults_of(dataset.name, memory),
        ):
            yield from _listed(one, source, most, connection)


def _looked_into(one: Listing, source: RowSource) -> Iterator[str]:
    spot = spot_of(PLAN, source.datasets[one.dataset], source.datasets)
    other = getattr(spot, "dataset", "")
    if other:
        yield other


def _listed(one: Listing, source: RowSource, most: int, connection: duckdb.DuckDBPyConnection) -> Iterator[Listed]:
    dataset = source.datasets[one.dataset]
    raw = Raw(dataset, source.datasets)
    plan = cell(place_of(Counting(dataset.name, Alive(dataset.time_field)), PLAN, source.datasets, source.tagging), raw)
    tests = holds(one.where, raw)
    heads = tuple(field.name for field in dataset.fields)
    columns = ", ".join(_written(field.name, field.type) for field in dataset.fields)
    order = ", ".join(f"r.{named(name)} NULLS FIRST" for name in (dataset.time_field, *dataset.key))
    group = "''" if one.whole else plan
    inner = (
        f"SELECT {group} AS _plan, {plan} AS _own, {columns}, row_number() OVER (ORDER BY {order}) AS _place"  # noqa: S608 -- our own names
        f" FROM ({rows_of(source, dataset.name)}) AS r{lookup_joins(source, raw.lookups, raw)} WHERE {tests}"
    )
    kept = "true" if one.whole else "_plan <> ''"
    statement = (
        f"SELECT *, count(*) OVER (PARTITION BY _plan) AS _total FROM ({inner}) WHERE {kept}"  # noqa: S608 -- as above
        f" QUALIFY row_number() OVER (PARTITION BY _plan ORDER BY _place DESC) <= {int(most)} ORDER BY _plan, _place"
    )
    found: dict[str, tuple[int, list[tuple[str, ...]]]] = {}
    for group_name, own, *values in connection.execute(statement).fetchall():
        *texts, _place, total = values
        row = tuple("" if value is None else str(value) for value in (*texts, own))
        found.setdefault(group_name, (total, []))[1].append(row)
    for name, (total, rows) in found.items():
        yield Listed(one.digest, name, (*heads, "_plan"), tuple(rows), total)


def _written(name: str, kind: str) -> str:
    column = f"r.{named(name)}"
    return f"array_to_string({column}, '、')" if kind == "list" else f"{column}::VARCHAR"
