"""Koha's tables as this installation has them: what versions added may be missing, what every version has may not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from openscorecard.connectors.database.columns import columns_of
from openscorecard.connectors.faults import SourceChanged

if TYPE_CHECKING:
    from sqlalchemy import Connection

NEEDED: Mapping[str, tuple[str, ...]] = {
    "statistics": ("datetime", "branch", "type", "itemnumber", "itemtype", "borrowernumber"),
    "items": ("itemnumber", "homebranch", "dateaccessioned", "itype"),
    "deleteditems": ("itemnumber", "homebranch", "dateaccessioned", "itype", "timestamp"),
    "itemtypes": ("itemtype",),
    "borrowers": ("borrowernumber", "branchcode", "categorycode", "dateenrolled", "dateexpiry", "dateofbirth"),
    "deletedborrowers": ("borrowernumber", "branchcode", "categorycode", "dateenrolled", "dateexpiry", "dateofbirth"),
    "categories": ("categorycode", "category_type"),
    "branches": ("branchcode", "branchname"),
}
ACTION_LOGS = ("timestamp", "user", "module", "action", "object", "info", "interface")
ROWS_A_FETCH = 5_000


class Tables:
    """The tables of one connection, their columns looked up once."""

    def __init__(self, connection: Connection, name: str) -> None:
        self.connection, self.name = connection, name
        self._types: dict[str, dict[str, Any]] = {}

    def types(self, table: str) -> Mapping[str, Any]:
        """The columns of a table; none where this installation has no such table, or we may not see it."""
        if table not in self._types:
            self._types[table] = columns_of(self.connection, table)
        return self._types[table]

    def has(self, table: str, *columns: str) -> bool:
        """Whether a table has all these columns."""
        return set(columns) <= set(self.types(table))

    def of(self, table: str) -> Any:
        """A table to select from. Raises SourceChanged where it lacks what every version has."""
        from sqlalchemy import column
        from sqlalchemy import table as made
        from sqlalchemy.sql import quoted_name

        types = self.types(table)
        for wanted in NEEDED.get(table, ()):
            if wanted not in types:
                raise SourceChanged(source=self.name, missing=f"{table}.{wanted}" if types else table)
        columns = [column(quoted_name(name, quote=True), kind) for name, kind in types.items()]
        return made(quoted_name(table, quote=True), *columns)

    def rows(self, wanted: Any) -> Iterator[Any]:
        """The rows of a question, fetched piece by piece."""
        streamed = self.connection.execution_options(stream_results=True, max_row_buffer=ROWS_A_FETCH)
        for part in streamed.execute(wanted).partitions(ROWS_A_FETCH):
            yield from part

    def optional(self, table: Any, name: str) -> Any:
        """A column that not every version has; null where this one has not."""
        from sqlalchemy import null

        return table.c[name] if name in table.c else null().label(name)


def check_all(tables: Tables, names: Sequence[str]) -> None:
    """Raise SourceChanged for the first table that lacks what every version has."""
    for name in names:
        tables.of(name)
