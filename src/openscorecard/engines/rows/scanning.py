"""Reading rows: DuckDB over exactly the files of manifests, with nothing else in its reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.manifest import Manifest, Part, VisiblePart
from openscorecard.engines.rows.schema import ALL, DAY, LOCAL_TIME, by_month, sql_type

if TYPE_CHECKING:
    import duckdb

MONTH, BATCH = "_month", "_batch"  # beside the fields: the folder a row lies in, and the batch it came with
_SAFE: dict[str, str | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "allow_unsigned_extensions": False,
    "allow_persistent_secrets": False,
    "python_enable_replacements": False,  # a name in a statement is never a variable of ours
    "preserve_insertion_order": False,
}


@contextmanager
def reading(
    root: Path,
    manifests: Iterable[Manifest],
    *,
    memory: str = "1GB",
    threads: int = 2,
    also: Iterable[Path] = (),
    spill: Path | None = None,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that can open the files of `manifests` below `root` and `also`; its configuration is locked.

    `memory` bounds what DuckDB manages itself; a worker process with an address-space limit bounds the rest. What does
    not fit goes to the folder `spill`; without one it is refused.
    """
    import duckdb

    bounds: dict[str, str | int] = {"memory_limit": memory, "threads": threads, "temp_directory": str(spill or "")}
    with duckdb.connect(":memory:", config=_SAFE | bounds) as connection:
        files = sorted({part.path for manifest in manifests for part in manifest.files()} | {str(one) for one in also})
        connection.execute("LOAD icu")  # bundled; knows time zones
        connection.execute(f"SET TimeZone='{LOCAL_TIME}'")
        connection.execute(f"SET allowed_paths=[{', '.join(_file(root, path) for path in files)}]")
        connection.execute("SET enable_external_access=false")
        connection.execute("SET lock_configuration=true")
        yield connection


def scan(
    connection: duckdb.DuckDBPyConnection,
    root: Path,
    dataset: Dataset,
    manifest: Manifest,
    months: Sequence[str] | None = None,
) -> duckdb.DuckDBPyRelation:
    """The rows readers see: the dataset's fields, `_day` where it is filed by month, `_month`, `_batch`.

    `months` (such as `2025-01`) reads the files of these months alone.
    """
    return connection.sql(select(root, dataset, manifest if months is None else manifest.in_months(months)))


def rows(
    root: Path, dataset: Dataset, manifest: Manifest, months: Sequence[str] | None = None
) -> list[tuple[Any, ...]]:
    """The rows of `scan` as Python values, fields only, in no order; for small results."""
    with reading(root, [manifest]) as connection:
        table = scan(connection, root, dataset, manifest, months).to_arrow_table()
    return list(zip(*(table.column(name).to_pylist() for name in dataset.names), strict=True))


def select(root: Path, dataset: Dataset, manifest: Manifest) -> str:
    """The statement of `scan`. Files whose rows are hidden by the same rules are read together."""
    groups: dict[tuple[object, ...], list[VisiblePart]] = {}
    for one in manifest.parts:
        groups.setdefault((one.columns, one.replaced, one.corrected_by), []).append(one)
    if not groups:
        return _nothing(dataset)
    return "\nUNION ALL\n".join(_group(root, dataset, manifest, parts) for parts in groups.values())


def _group(root: Path, dataset: Dataset, manifest: Manifest, parts: Sequence[VisiblePart]) -> str:
    first = parts[0]
    columns = [_column(field.name, sql_type(field), first.columns) for field in dataset.fields]
    columns += [DAY] if by_month(dataset) else []
    columns += [f"month AS {MONTH}", f"parse_filename(filename, true) AS {BATCH}"]
    source = _read(root, [one.part for one in parts])
    hidden = _correcting(root, dataset, manifest, first)
    where = [_outside(span) for span in first.replaced]
    return (
        f"SELECT {', '.join(columns)} FROM {source} AS held{hidden}"  # noqa: S608 -- names of our own contracts and files
        + (f" WHERE {' AND '.join(where)}" if where else "")
    )


def _column(name: str, kind: str, stored: Sequence[str]) -> str:
    # A field that the contract gained after a batch came is empty there.
    return f'held."{name}"' if name in stored else f'NULL::{kind} AS "{name}"'


def _correcting(root: Path, dataset: Dataset, manifest: Manifest, one: VisiblePart) -> str:
    parts = [part for batch in one.corrected_by for part in manifest.corrections[batch]]
    if not parts:
        return ""
    names = ", ".join(f'"{name}"' for name in dataset.key)
    return f" ANTI JOIN (SELECT {names} FROM {_read(root, parts)}) AS corrected ON {same_key(dataset)}"  # noqa: S608 -- our own names


def same_key(dataset: Dataset, one: str = "held", other: str = "corrected") -> str:
    """The condition that two rows have the same key; a part of it that may be empty is the same where both are."""
    return " AND ".join(
        f'{one}."{name}" {"=" if dataset.field(name).required else "IS NOT DISTINCT FROM"} {other}."{name}"'
        for name in dataset.key
    )


def _outside(span: Coverage) -> str:
    return f"held.{DAY} NOT BETWEEN DATE '{span.first}' AND DATE '{span.last}'"


def _read(root: Path, parts: Sequence[Part]) -> str:
    files = ", ".join(_file(root, part.path) for part in parts)
    return f"read_parquet([{files}], hive_partitioning=true, hive_types={{'month': VARCHAR}})"


def _file(root: Path, path: str) -> str:
    return "'" + str(root / path).replace("'", "''") + "'"


def _nothing(dataset: Dataset) -> str:
    columns = [f'NULL::{sql_type(field)} AS "{field.name}"' for field in dataset.fields]
    columns += [f"NULL::DATE AS {DAY}"] if by_month(dataset) else []
    columns += [f"'{ALL}' AS {MONTH}", f"'' AS {BATCH}"]
    return f"SELECT {', '.join(columns)} WHERE false"


def count(root: Path, dataset: Dataset, manifest: Manifest) -> int:
    """How many rows readers see; only where some are hidden inside a file are files opened."""
    if not any(one.replaced or one.corrected_by for one in manifest.parts):
        return sum(one.part.rows for one in manifest.parts)
    with reading(root, [manifest]) as connection:
        found = connection.sql(f"SELECT count(*) FROM ({select(root, dataset, manifest)})").fetchall()  # noqa: S608 -- as above
    return int(found[0][0])
