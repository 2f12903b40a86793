"""The columns of a table or view, with their types, as a reader without further rights can learn them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection


def columns_of(connection: Connection, table: str, schema: str | None = None) -> dict[str, Any]:
    """Column names in order, each with its type; none where there is no such table."""
    if connection.dialect.name == "mysql":
        return _listed(connection, table, schema)  # to describe a view it wants a right that readers rarely have
    from sqlalchemy import inspect
    from sqlalchemy.exc import NoSuchTableError

    try:
        return {one["name"]: one["type"] for one in inspect(connection).get_columns(table, schema=schema)}
    except NoSuchTableError:
        return {}


def _listed(connection: Connection, table: str, schema: str | None) -> dict[str, Any]:
    from sqlalchemy import String, column, func, select
    from sqlalchemy import table as of
    from sqlalchemy.types import NullType

    known = of(
        "columns", *(column(name, String()) for name in ("table_schema", "table_name", "column_name", "data_type")),
        column("ordinal_position"), schema="information_schema",
    )  # fmt: skip
    wanted = (
        select(known.c.column_name, known.c.data_type)
        .where(known.c.table_name == table, known.c.table_schema == (schema or func.database()))
        .order_by(known.c.ordinal_position)
    )
    types: Any = getattr(connection.dialect, "ischema_names", {})
    return {name: types.get(kind, NullType)() for name, kind in connection.execute(wanted)}
