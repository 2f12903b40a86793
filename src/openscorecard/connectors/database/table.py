"""A table or view as a source: what is new since the watermark, and whole days or the whole table written out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openscorecard.connectors.connector import Findings, Harvest, Report, Watermark
from openscorecard.connectors.database.columns import columns_of
from openscorecard.connectors.database.server import Server
from openscorecard.connectors.faults import SourceChanged, SourceEmpty, UnfitSource
from openscorecard.connectors.kinds import Given
from openscorecard.connectors.spans import by_month, joined_days
from openscorecard.connectors.writing import HarvestWriter
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.fields import TAIPEI
from openscorecard.domain.text import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.sql.elements import ColumnElement

ROWS_A_FETCH = 10_000
_DAY = timedelta(days=1)


def server_of(given: Given) -> Server:
    """The server that settings and secrets name."""
    said = given.settings
    return Server(
        name=given.name,
        system=said.get("system", "mariadb"),
        host=said["host"],
        port=said["port"],
        database=said["database"],
        user=said["user"],
        password=given.secrets.get("password", ""),
        reach=given.reach,
        tls=said["tls"],
        seconds=said["seconds"],
    )


class TableConnector:
    """One table, whose columns the settings map to the fields of one dataset."""

    def __init__(self, given: Given) -> None:
        said = given.settings
        self.name, self.server = given.name, server_of(given)
        self.dataset = given.contracts[said["dataset"]]
        self.table, self.schema = said["table"], said["schema"] or None
        columns: Mapping[str, str] = said["columns"]
        if strange := sorted(set(columns) - set(self.dataset.names)):
            raise UnfitSource(item=strange[0], reason=self.dataset.name)
        self.columns = {field: column for field, column in columns.items() if not column.startswith("=")}
        self.written = {field: column for field, column in columns.items() if column.startswith("=")}
        self.values, self.mark, self.overlap = said["values"], said["watermark"], said["overlap"]

    # Looking

    def look(self) -> Findings:
        with self.server.reading() as connection:
            types = self._types(connection)
            self._check(types)
            from sqlalchemy import func, select

            rows = connection.scalar(select(func.count()).select_from(self._table(types)))
        says = Text(
            f"「{self.table}」有 {len(types)} 欄、{rows} 列", f"“{self.table}” has {len(types)} columns, {rows} rows"
        )
        open_wire = (Text("連線沒有加密", "the connection is not encrypted"),) if self.server.tls == "off" else ()
        shown = {name: str(kind).lower()[:40] for name, kind in types.items()}
        return Findings(says, open_wire, {self.dataset.name: int(rows or 0)}, shown)

    def _types(self, connection: Connection) -> dict[str, Any]:
        found = columns_of(connection, self.table, self.schema)
        if not found:
            raise SourceChanged(source=self.name, missing=self.table)
        return found

    def _check(self, types: Mapping[str, Any]) -> None:
        for column in (*self.columns.values(), *([self.mark] if self.mark else [])):
            if column not in types:
                raise SourceChanged(source=self.name, missing=f"{self.table}.{column}")

    def _table(self, types: Mapping[str, Any]) -> Any:
        from sqlalchemy import column, table
        from sqlalchemy.sql import quoted_name

        columns = [column(quoted_name(name, quote=True), kind) for name, kind in types.items()]
        schema = quoted_name(self.schema, quote=True) if self.schema else None
        return table(quoted_name(self.table, quote=True), *columns, schema=schema)

    # Harvesting

    def harvest(self, since: Watermark, until: date, folder: Path, report: Report) -> Iterator[Harvest]:
        with self.server.reading() as connection:
            types = self._types(connection)
            self._check(types)
            if not self.columns:
                raise UnfitSource(item="columns", reason="空白 (empty)")
            table = self._table(types)
            time_column = self.columns.get(self.dataset.time_field)
            if self.dataset.kind in ("events", "snapshot") and time_column and _is_dated(types[time_column]):
                yield from self._days(connection, table, table.c[time_column], since, until, folder, report)
            else:
                yield self._whole(connection, table, until, folder, report)

    def _whole(self, connection: Connection, table: Any, until: date, folder: Path, report: Report) -> Harvest:
        """The table as it stands: instead of all that this source brought before."""
        from sqlalchemy import select

        writer = self._write(connection, select(*self._selected(table)), folder, "all", report)
        if not writer.rows:
            raise SourceEmpty(source=self.name, table=self.table)
        # Things that live for years count up to the extract's day; of what happens, the rows tell their days.
        covers = None if self.dataset.kind in ("events", "snapshot") else Coverage(until, until)
        return self._harvest(writer, covers, {self.dataset.name: until.isoformat()})

    def _days(
        self, connection: Connection, table: Any, when: Any, since: Watermark, until: date, folder: Path, report: Report
    ) -> Iterator[Harvest]:
        """Whole days, month by month: those with new rows, and all since the last time."""
        from sqlalchemy import and_, func, select

        name, mark = self.dataset.name, self._newest(connection, table)
        first = _day(connection.scalar(select(func.min(when))))
        if first is None or first > until:
            return
        spans = by_month(self._spans(connection, table, when, since, first, until))
        for place, span in enumerate(spans):
            wanted = select(*self._selected(table)).where(and_(*_within(when, span)))
            writer = self._write(connection, wanted, folder, str(span.first), report)
            # Only the last span brings the watermark on: those before may lie anywhere in the past.
            whole = {name: until.isoformat(), **({f"{name}.mark": mark} if mark else {})}
            so_far = dict(since) if since.get(name) else {**whole, name: span.last.isoformat()}
            yield self._harvest(writer, span, whole if place == len(spans) - 1 else so_far)

    def _spans(
        self, connection: Connection, table: Any, when: Any, since: Watermark, first: date, until: date
    ) -> tuple[Coverage, ...]:
        read = since.get(self.dataset.name)
        if not read:
            return (Coverage(first, until),)
        last = date.fromisoformat(read)
        back = self.overlap if self.mark in ("", when.name) else 0
        start = max(min(first, last), last + _DAY - back * _DAY)
        fresh = [Coverage(min(start, until), until)] if self.mark in ("", when.name) or last < until else []
        return joined_days(fresh, self._touched(connection, table, when, since, until))

    def _touched(self, connection: Connection, table: Any, when: Any, since: Watermark, until: date) -> list[date]:
        """The days that have rows newer than the mark."""
        from sqlalchemy import Date, cast, select

        mark = since.get(f"{self.dataset.name}.mark")
        if not mark or self.mark in ("", when.name):
            return []
        newer = table.c[self.mark] > _back(mark, self.overlap, table.c[self.mark].type)
        days = select(cast(when, Date)).where(newer).distinct()
        return sorted(day for (day,) in connection.execute(days) if day and day <= until)

    def _newest(self, connection: Connection, table: Any) -> str:
        """The greatest value of the watermark's column, as text; asked for before rows are read."""
        from sqlalchemy import func, select

        if not self.mark:
            return ""
        if not _is_dated(table.c[self.mark].type) and not _is_number(table.c[self.mark].type):
            raise UnfitSource(item=self.mark, reason=str(table.c[self.mark].type))
        found = connection.scalar(select(func.max(table.c[self.mark])))
        return "" if found is None else found.isoformat() if isinstance(found, date) else str(found)

    def _selected(self, table: Any) -> list[ColumnElement[Any]]:
        return [table.c[column].label(field) for field, column in self.columns.items()]

    def _write(self, connection: Connection, wanted: Any, folder: Path, name: str, report: Report) -> HarvestWriter:
        streamed = connection.execution_options(stream_results=True, max_row_buffer=ROWS_A_FETCH)
        with HarvestWriter(folder, f"{self.dataset.name}-{name}", list(self.columns)) as writer:
            for rows in streamed.execute(wanted).partitions(ROWS_A_FETCH):
                for row in rows:
                    writer.add(row)
                report(writer.rows, 0)
        return writer

    def _harvest(self, writer: HarvestWriter, covers: Coverage | None, watermark: Watermark) -> Harvest:
        said = {**{field: field for field in self.columns}, **self.written} if self.written else {}
        first, *more = writer.files
        return Harvest(
            self.dataset.name, first, writer.rows, "replace", covers, watermark, more=tuple(more),
            columns=said, values=self.values,
        )  # fmt: skip


def _is_dated(kind: Any) -> bool:
    from sqlalchemy import Date, DateTime

    return isinstance(kind, (Date, DateTime))


def _is_number(kind: Any) -> bool:
    from sqlalchemy import Integer, Numeric

    return isinstance(kind, (Integer, Numeric))


def _within(when: Any, span: Coverage) -> tuple[Any, Any]:
    """From midnight to midnight in Taipei, in whatever the column holds."""
    from sqlalchemy import Date

    if isinstance(when.type, Date):
        return when >= span.first, when <= span.last
    zone = TAIPEI if getattr(when.type, "timezone", False) else None
    return (
        when >= datetime.combine(span.first, time(), zone),
        when < datetime.combine(span.last + _DAY, time(), zone),
    )


def _back(mark: str, overlap: int, kind: Any) -> Any:
    if _is_dated(kind):
        found = datetime.fromisoformat(mark) - overlap * _DAY
        return found if "T" in mark else found.date()
    return (int(mark) if mark.lstrip("-").isdigit() else float(mark)) - overlap


def _day(found: Any) -> date | None:
    if isinstance(found, datetime):
        return (found.astimezone(TAIPEI) if found.tzinfo else found).date()
    return found if isinstance(found, date) else None
