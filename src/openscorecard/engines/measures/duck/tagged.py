"""Which rows a tag would catch, and which plan each row has now, as SQL over the files readers see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openscorecard.domain.measures.counting import Alive, Counting
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import PLAN, Path, spot_of
from openscorecard.domain.measures.small_cells import PATRON_FIELDS, of_readers, too_few
from openscorecard.domain.measures.tagging import Tag, Tagging, place_of
from openscorecard.engines.measures.duck.columns import Raw, named, quoted
from openscorecard.engines.measures.duck.conditions import cell, holds
from openscorecard.engines.measures.duck.passes import lookup_joins, manifest_of, rows_of
from openscorecard.engines.measures.engine import RowSource
from openscorecard.engines.measures.mishaps import faults_of
from openscorecard.engines.measures.tagged import NO_PLAN, Caught, Row, Seek, Sought, lists_rows
from openscorecard.engines.rows.scanning import reading

if TYPE_CHECKING:
    import duckdb


def rows_caught(dataset: str, tag: Tag, source: RowSource, memory: int = 512) -> Caught:
    """How many rows of `dataset` fit `tag`, and of how many it would change the plan. Raises RowsUncountable,
    CountingTooHeavy.
    """
    asked = _Asked.of(dataset, source)
    before = asked.plan(source.tagging)
    fit = holds(tag.where, asked.raw)
    # The newest tag weighs most among its like.
    after = asked.plan({**source.tagging, dataset: (tag, *source.tagging.get(dataset, ()))})
    readers = f"count(DISTINCT r.{named(*PATRON_FIELDS)})" if of_readers(asked.dataset) else "0"
    key = f"count(DISTINCT r.{named(asked.dataset.key[0])})" if tag.by_hand else "0"
    with asked.opened(memory) as connection:
        found = connection.sql(
            f"SELECT count(*), count(*) FILTER ({before} <> {after}), {key}, {readers} FROM {asked.rows()} WHERE {fit}"  # noqa: S608 -- our own names
        ).fetchall()
    ((rows, changed, keys, people),) = found
    return Caught(0, 0, 0, True) if too_few(people) else Caught(rows, changed, keys)


def rows_sought(seek: Seek, source: RowSource, memory: int = 512) -> Sought:
    """The rows that `seek` asks for; none of datasets that tell of readers. Raises as `rows_caught`."""
    asked = _Asked.of(seek.dataset, source)
    if not lists_rows(asked.dataset):
        return Sought((), 0)
    plan = asked.plan(source.tagging)
    fields = ", ".join(_written(field.name, field.type) for field in asked.dataset.fields)
    order = ", ".join(f"{named(name)} DESC NULLS LAST" for name in (asked.dataset.time_field, *asked.dataset.key))
    tests = " AND ".join(_tests(seek, asked.dataset)) or "true"
    with asked.opened(memory) as connection:
        found = connection.sql(
            f"WITH told AS (SELECT r.*, {plan} AS _plan FROM {asked.rows()})"  # noqa: S608 -- our own names
            f" SELECT {named(asked.dataset.key[0])}::VARCHAR, _plan, count(*) OVER (), {fields} FROM told AS r"
            f" WHERE {tests} ORDER BY {order} LIMIT {int(seek.count)} OFFSET {int(seek.start)}"
        ).fetchall()
        total = found[0][2] if found else _total(connection, asked, plan, tests)
    rows = (Row(key or "", held, tuple("" if one is None else str(one) for one in values))
            for key, held, _all, *values in found)  # fmt: skip
    return Sought(tuple(rows), int(total))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The dataset asked about, and its columns under the name `r`."""

    dataset: Dataset
    source: RowSource
    raw: Raw

    @classmethod
    def of(cls, name: str, source: RowSource) -> _Asked:
        dataset = source.datasets[name]
        return cls(dataset, source, Raw(dataset, source.datasets))

    def plan(self, tagging: Tagging) -> str:
        """The plan of a row under these tags."""
        counting = Counting(self.dataset.name, Alive(self.dataset.time_field))
        return cell(place_of(counting, PLAN, self.source.datasets, tagging), self.raw)

    def rows(self) -> str:
        """The rows with what they refer to beside them; said after every column that is needed."""
        joins = lookup_joins(self.source, self.raw.lookups, self.raw)
        return f"({rows_of(self.source, self.dataset.name)}) AS r{joins}"

    @contextmanager
    def opened(self, memory: int) -> Iterator[duckdb.DuckDBPyConnection]:
        spot = spot_of(PLAN, self.dataset, self.source.datasets)
        other = spot.dataset if isinstance(spot, Path) and spot.dataset else ""
        manifests = [manifest_of(self.source, name) for name in dict.fromkeys((self.dataset.name, other)) if name]
        with (
            reading(self.source.root, manifests, memory=f"{memory}MiB", threads=2) as connection,
            faults_of(self.dataset.name, memory),
        ):
            yield connection


def _tests(seek: Seek, dataset: Dataset) -> Iterator[str]:
    if seek.plan:
        yield f"_plan = {quoted('' if seek.plan == NO_PLAN else seek.plan)}"
    if seek.text:
        texts = [_written(field.name, field.type) for field in dataset.fields if field.type in {"text", "list"}]
        yield "(" + " OR ".join(f"contains(lower({one}), lower({quoted(seek.text)}))" for one in texts) + ")"


def _total(connection: duckdb.DuckDBPyConnection, asked: _Asked, plan: str, tests: str) -> int:
    """All rows found where the page asked for lies behind the last of them."""
    told = f"SELECT r.*, {plan} AS _plan FROM {asked.rows()}"  # noqa: S608 -- as above
    ((total,),) = connection.sql(f"SELECT count(*) FROM ({told}) AS r WHERE {tests}").fetchall()  # noqa: S608 -- as above
    return int(total)


def _written(name: str, kind: str) -> str:
    column = f"r.{named(name)}"
    return f"coalesce(array_to_string({column}, '、'), '')" if kind == "list" else f"{column}::VARCHAR"
